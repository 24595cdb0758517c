#!/usr/bin/env python3
"""script/bench works, over a handful of records and without a look at any time: bench_test.py PATH/TO/cmt."""
import contextlib, importlib.machinery, importlib.util, io, json, os, subprocess, sys, tempfile, types, unittest

CMT = os.path.abspath(sys.argv.pop(1))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("bench", os.path.join(ROOT, "script/bench"))
bench = importlib.util.module_from_spec(importlib.util.spec_from_loader("bench", loader))
loader.exec_module(bench)
peers = bench.others
PAGE = "Before.\n<!-- figures -->\nold\n<!-- end of figures -->\nAfter.\n"


def measured(**milliseconds):
    """The figures of commands, by name, from the milliseconds of one round or a list of several."""
    return {name: types.SimpleNamespace(times=took if isinstance(took, list) else [took], peak=20)
            for name, took in milliseconds.items()}


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cmt-bench-test-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def register(self, count, name="register"):
        at = os.path.join(self.folder, name)
        bench.make(CMT, at, count)
        return at


class Run(Case):
    def test_it_writes_the_tables_between_the_marks_of_the_page(self):
        page = os.path.join(self.folder, "page.md")
        with open(page, "w", encoding="utf-8") as file:
            file.write(PAGE)
        ran = subprocess.run([sys.executable, os.path.join(ROOT, "script/bench"), "--program", CMT, "--rounds", "1", "--write",
                              page, "30", "50"], capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        with open(page, encoding="utf-8") as file:
            text = file.read()
        self.assertTrue(text.startswith("Before.\n<!-- figures -->\nMachine: "))
        self.assertTrue(text.endswith("\n<!-- end of figures -->\nAfter.\n"))
        for row in ("| `cmt report` | ", "| `cmt check` | ", "| `git status` | ", "30 → 50", "not measured"):
            self.assertIn(row, text)
        for peer in peers.peers("", ""):
            self.assertIn(f"| `{peer.name}` | " if peers.installed(peer) else f"`{peer.name}` ({peer.package})", text)

    def test_without_rounds_of_slow_peers_none_is_run(self):
        ran = subprocess.run([sys.executable, os.path.join(ROOT, "script/bench"), "--program", CMT, "--rounds", "1",
                              "--peer-rounds", "0", "30"], capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertNotIn("Peers on equal work", ran.stdout)


class Register(Case):
    def test_the_records_pass_check(self):
        self.assertEqual(subprocess.run([CMT, "-C", self.register(40), "check"], capture_output=True).returncode, 0)

    def test_a_larger_register_begins_with_the_records_of_a_smaller_one(self):
        small, large = self.register(30, "small"), self.register(1500, "large")
        for name in bench.ids(small):
            paths = [os.path.join(at, "complaints", name[:4], name + ".yaml") for at in (small, large)]
            with open(paths[0], "rb") as one, open(paths[1], "rb") as other:
                self.assertEqual(one.read(), other.read())
        self.assertEqual(len(bench.ids(large)), 1500)

    def test_all_of_it_is_committed(self):
        at = self.register(40)
        bench.commit(at)
        said = subprocess.run(["git", "-C", at, "status", "--porcelain"], capture_output=True, text=True)
        self.assertEqual((said.returncode, said.stdout), (0, ""))


class Answers(unittest.TestCase):
    """Equal work: every peer that is installed finds in its own files what the register has."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cmt-bench-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.at, exported, files = (os.path.join(folder.name, name) for name in ("register", "export.jsonl", "peers"))
        bench.make(CMT, cls.at, 200)
        subprocess.run([CMT, "-C", cls.at, "export", "--format", "jsonl", "-o", exported], check=True, capture_output=True)
        cls.right = peers.convert(exported, files)
        cls.found = [peer for peer in peers.peers(cls.at, files) if peer.answer and peers.installed(peer)]

    def test_the_right_answer_is_that_of_cmt(self):
        said = subprocess.run([CMT, "-C", self.at, "list", "status:open", "--json"], capture_output=True, text=True)
        self.assertEqual(sorted(one["id"] for one in json.loads(said.stdout)["complaints"]), self.right.open)
        self.assertTrue(self.right.open)
        self.assertEqual(sum(self.right.categories.values()), 200)
        self.assertEqual(sum(self.right.months.values()), 200)

    def test_each_peer_gives_it(self):
        bench.check_answers(self.found, self.right)

    def test_a_peer_that_answers_otherwise_ends_the_run(self):
        for peer in self.found:
            with self.subTest(peer.name), self.assertRaises(SystemExit) as ended:
                bench.check_answers([peer], self.right._replace(months={**self.right.months, "2019-01": 1000}))
            self.assertIn(f"{peer.name} gives other months", str(ended.exception))


class Goals(unittest.TestCase):
    def table(self, **milliseconds):
        names = {"report": "cmt report --no-cache", "listed": "cmt list --no-cache", "rg": "rg -c"}
        figures = measured(**milliseconds)
        return bench.goals_table(bench.Figures({100_000: {names.get(name, name): one for name, one in figures.items()}}))

    def test_a_ratio_at_its_limit_is_met(self):
        self.assertIn("| `report` without a snapshot, × `rg -c` | ≤ 1 | 1.00 | met |", self.table(report=100, rg=100))

    def test_a_ratio_above_its_limit_is_missed(self):
        self.assertIn("| `report` without a snapshot, × `rg -c` | ≤ 1 | 1.01 | missed |", self.table(report=101, rg=100))

    def test_a_peer_has_to_take_as_many_times_as_long(self):
        row = "| `ledger`, × `report` and `list` without a snapshot | ≥ 22 | "
        self.assertIn(row + "22 | met |", self.table(report=50, listed=50, ledger=2200))
        self.assertIn(row + "11.00 | missed |", self.table(report=150, listed=50, ledger=2200))

    def test_a_peer_of_one_round_is_held_against_that_round_alone(self):
        self.assertIn("`list` without a snapshot | ≥ 22 | 22 | met |", self.table(report=[50, 900, 900], listed=[50, 900, 900], ledger=2200))

    def test_what_was_not_measured_is_said_to_be_so(self):
        self.assertIn("| `ledger`, × `report` and `list` without a snapshot | ≥ 22 |  | not measured |", self.table(rg=100))


class Instructions(Case):
    def compared(self, counts, machine=None):
        bench.recorded = os.path.join(self.folder, "instructions.json")
        with open(bench.recorded, "w", encoding="utf-8") as file:
            json.dump({"machine": machine or bench.platform.machine(), "instructions": {"cmt check": 1000}}, file)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            bench.compare_instructions(counts)
        return said.getvalue()

    def test_a_change_of_more_than_five_in_a_hundred_is_told(self):
        self.assertIn("+5.1 %: slower than recorded", self.compared({"cmt check": 1051}))
        self.assertIn("-5.1 %: faster than recorded", self.compared({"cmt check": 949}))

    def test_a_smaller_change_is_not(self):
        self.assertNotIn("recorded", self.compared({"cmt check": 1050}))

    def test_counts_of_another_architecture_are_shown_and_not_compared(self):
        said = self.compared({"cmt check": 2000}, machine="another")
        self.assertIn("recorded on another", said)
        self.assertIn("2,000", said)
        self.assertNotIn("slower", said)


if __name__ == "__main__":
    unittest.main()
