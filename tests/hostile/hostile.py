#!/usr/bin/env python3
"""Hostile input against the program itself: hostile.py PATH/TO/cmt [--every N] [unittest options].

Whatever a record, a name, an argument or the surroundings hold, the program ends within seconds and in bounded
memory with a code that docs/exit-codes.md lists, prints nothing that a terminal obeys, says where the fault is,
and leaves every file as it was. The last line tells how often it ran, and how many of the tests failed.
--every 5 tries each fifth pair of a broken file and a command (the suite).
"""
import csv
import io
import itertools
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

CMT = os.path.abspath(sys.argv.pop(1))
EVERY = 1
SECONDS = int(os.environ.get("CMT_SECONDS", "10"))  # in which each run must end; a program with sanitizers takes more
if sys.argv[1:2] == ["--every"]:
    EVERY = int(sys.argv[2])
    del sys.argv[1:3]
pairs = itertools.count()
NOW = "2026-11-20T09:12:00Z"
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "CMT_NOW": NOW,
               "CMT_USER": "sara"}

# What no terminal may get: C0 but tab and line break, DEL, C1, direction and invisible characters.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
                    "\u2028\u2029\ufeff\U000e0000-\U000e007f]")
EVIL = ("A\x1b]52;c;aGk=\x07\x1b[31mred\x9b31m\x90q\u202eRLO\u2066\u2028\u061c\ufeff\U000e0041=1+1,@SUM(A1)"
        "<script>alert(1)</script>\"'><svg onload=x></title>{}{0}%s%n$(id)`id`")


with open(CMT, "rb") as program:
    IS_SANITIZED = any(sign in program.read() for sign in (b"__asan_init", b"__tsan_init"))
MEMORY = 512 << 20  # bytes
runs = 0


class Said:
    def __init__(self, process):
        self.code = process.returncode
        self.out_bytes, self.err_bytes = process.stdout, process.stderr
        self.out = process.stdout.decode("utf-8", "surrogateescape")
        self.err = process.stderr.decode("utf-8", "surrogateescape")


def files_of(folder):
    """Every regular file below a folder, with its bytes."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


class Case(unittest.TestCase):
    def setUp(self):
        self.base = tempfile.mkdtemp(prefix="cmt-hostile-")
        self.addCleanup(shutil.rmtree, self.base, True)
        self.register = os.path.join(self.base, "register")
        self.assertEqual(self.cmt("init", self.register, "--timezone", "UTC").code, 0)

    def cmt(self, *words, environment=None, given=b"", **options):
        """The program in the register, unless the words say otherwise; no run takes ten seconds."""
        global runs
        runs += 1
        merged = {**ENVIRONMENT, **(environment or {})}
        prepare = options.pop("preexec_fn", lambda: None)

        def bounded():
            if not IS_SANITIZED:  # those reserve memory of their own
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            prepare()

        process = subprocess.run([CMT, *words], cwd=self.base, input=given, capture_output=True, timeout=SECONDS,
                                 env={k: v for k, v in merged.items() if v is not None}, preexec_fn=bounded, **options)
        return Said(process)

    def run_in(self, *words, **options):
        return self.cmt("-C", self.register, *words, **options)

    def new(self, summary="Late", description="It never came", *words):
        said = self.run_in("new", summary, "--medium", "web", "--anonymous", "--description", description, *words)
        self.assertEqual(said.code, 0, said.err)
        return said.out.strip()

    def path(self, id):
        return os.path.join(self.register, "complaints", id[:4], id + ".yaml")

    def assert_safe(self, said, about):
        self.assertIn(said.code, (0, 1, 2, 3), about)
        for text in (said.out.replace("\r\n", "\n"), said.err):
            self.assertIsNone(OBEYED.search(text), f"{about}: {text!r}")
            text.encode("utf-8")  # no byte that was not UTF-8


class Texts(Case):
    """What a complainant may write comes out as text, whatever it is printed as."""

    def setUp(self):
        super().setUp()
        self.evil = self.new(EVIL, EVIL + "\nsecond\rthird", "--product", EVIL, "--via", EVIL, "--reference", "=cmd|x",
                             "--ref", "@x", "--person", EVIL)
        self.formula = self.new("=1+2", "=HYPERLINK(1)", "--product", "-2+3")

    def test_nothing_of_it_is_obeyed_by_a_terminal(self):
        for words in (["list"], ["list", "--json"], ["show", self.evil], ["show", self.evil, "--json"], ["log"],
                      ["log", "--json"], ["search", "red"], ["report"], ["report", "--format", "md"],
                      ["report", "--format", "json"], ["report", "--by", "product"], ["due", "--within", "all"],
                      ["due", "--within", "all", "--format", "md"], ["explain", self.evil], ["check"],
                      ["check", "--json"], ["export", "--format", "jsonl"], ["note", self.evil, EVIL, "--dry-run"]):
            self.assert_safe(self.run_in(*words), words)

    def test_colours_are_the_only_sequences(self):
        said = self.run_in("list", "--color", "always")
        self.assertIsNone(OBEYED.search(re.sub("\x1b\\[[0-9;]*m", "", said.out)))

    def test_no_cell_of_csv_is_a_formula(self):
        for words in (["list", "--csv"], ["export", "--format", "csv"], ["report", "--by", "product", "--format", "csv"]):
            text = self.run_in(*words).out
            for row in csv.reader(io.StringIO(text, newline="")):
                for cell in row:
                    self.assertFalse(cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?[\d.]+", cell), (words, cell))

    def test_no_element_or_attribute_of_html_comes_from_it(self):
        said = self.run_in("report", "--format", "html")
        self.assertEqual(said.code, 0)
        self.assertIsNone(OBEYED.search(said.out))
        for markup in ("<script", "<svg onload", "</title>{"):
            self.assertFalse(markup in said.out, markup)

    def test_no_line_of_a_calendar_comes_from_it(self):
        text = self.run_in("due", "--within", "all", "--format", "ics").out_bytes
        self.assertTrue(all(len(line) <= 75 for line in text.split(b"\r\n")))
        self.assertNotIn(b"\n", text.replace(b"\r\n", b""))
        self.assertNotIn(b"\r", text.replace(b"\r\n", b""))

    def test_joiners_of_scripts_and_emoji_stay(self):
        id = self.new("family \U0001F468\u200d\U0001F469", "\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645")
        said = self.run_in("show", id)
        self.assertIn("\U0001F468\u200d\U0001F469", said.out)
        self.assertIn("\u0646\u0645\u06cc\u200c\u062f", said.out)
        self.assert_safe(said, "show")


class Arguments(Case):
    def test_every_shape_is_answered_shortly_and_changes_nothing(self):
        id = self.new()
        before = files_of(self.register)
        long = "x" * 100_000
        for words in (["show", "\x1b[31m"], ["\x1b]0;x\x07"], ["list", "--\u202e"], ["show", "../../etc/passwd"],
                      ["show", "/etc/passwd"], ["show", ".git/config"], ["show", ""], ["show", id + "/"],
                      ["show", "2026-\u0130"], ["show", long], ["list", long + ":x"], ["list", "--" + long],
                      ["list", "(" * 10_000], ["list", "not " * 5_000], ["list", '"'], ["list", "--limit", "9" * 30],
                      ["list", "--limit", "-1"], ["report", "--period", "2026-Q9"], ["report", "--period", "9" * 500],
                      ["report", "--format", "exe"], ["new", "a\nb", "--medium", "web", "--description", "y"],
                      ["note", id, ""], ["schema", "../x"], ["help", "../x"], ["completion", "x"], ["check", "../../x"],
                      ["check", "/etc/passwd"], ["attach", id, "/dev/zero"], ["attach", id, "/"],
                      ["import", "--format", "cfpb", "/dev/zero"], ["import", "--format", "jsonl", "/"],
                      ["import", "--format", "eml", "/dev/zero"], ["import", "--format", "mbox", "/"],
                      ["import", "--format", "maildir", "/dev/null"], ["import", "--format", "maildir", "/proc/self"],
                      ["report", "-o", "/dev/full"], ["report", "-o", "/nonexistent/x"], ["-C", "", "list"],
                      ["show", b"\xff\xfe"], ["note", id, b"\xff"], [b"--\xff"]):
            with self.subTest(words=str(words)[:60]):
                said = self.run_in(*words)
                self.assert_safe(said, words)
                self.assertNotEqual(said.code, 0)
                self.assertEqual(said.out, "")
                self.assertLess(len(said.err), 2000)
        self.assertEqual(files_of(self.register), before)


class Surroundings(Case):
    def test_locale_zone_and_terminal_change_no_byte(self):
        self.new()
        for words in (["list"], ["report"]):
            usual = self.run_in(*words).out
            for odd in ({"LC_ALL": "xx_YY.bad"}, {"LC_ALL": None}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "C"},
                        {"TZ": "bad/..//x"}, {"TZ": ""}, {"COLUMNS": "-5"}, {"COLUMNS": "9" * 20}, {"COLUMNS": "x"},
                        {"TERM": "\x1b[31m"}, {"TERM": ""}, {"HOME": None}, {"PATH": ""}):
                with self.subTest(words=words, odd=odd):
                    said = self.run_in(*words, environment=odd)
                    self.assertEqual((said.code, said.out), (0, usual))

    def shell(self, line):
        return Said(subprocess.run(["sh", "-c", line], env={**ENVIRONMENT, "CMT": CMT, "REGISTER": self.register},
                                   capture_output=True, timeout=10))

    def test_output_that_cannot_be_written_is_a_failure(self):
        id = self.new()
        before = files_of(self.register)
        for command in ("list", "report", f"show {id}", "--help", "export --format jsonl"):
            for lost in (">/dev/full", ">&-", ">&- 2>&- <&-"):
                with self.subTest(command=command, lost=lost):
                    self.assertEqual(self.shell(f'"$CMT" -C "$REGISTER" {command} {lost}').code, 3)
        self.assertEqual(files_of(self.register), before)

    def test_a_limit_on_the_size_of_files_is_an_error_that_is_told(self):
        id = self.new()
        before = files_of(self.register)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
        said = self.run_in("note", id, "Words " * 60, preexec_fn=limit)
        self.assertEqual(said.code, 3, said.err)
        self.assertIn("error:", said.err)
        self.assertEqual(files_of(self.register), before)

    def test_messages_that_cannot_be_written_land_in_no_record(self):
        id = self.new()
        self.assertEqual(self.shell(f'"$CMT" -C "$REGISTER" note {id} Called 2>&- <&-').code, 0)
        with open(self.path(id), encoding="utf-8") as file:
            self.assertTrue(file.read().endswith("text: Called\n"))

    def test_closed_input_is_no_empty_text(self):
        id = self.new()
        before = files_of(self.register)
        self.assertNotEqual(self.shell(f'"$CMT" -C "$REGISTER" note {id} - <&-').code, 0)
        self.assertEqual(files_of(self.register), before)

    def test_an_editor_that_fails_leaves_nothing(self):
        before = files_of(self.register)
        for editor in ("false", "/nonexistent/editor", "true", "sh -c 'printf \"a\\377b\" > $0'"):
            with self.subTest(editor=editor):
                said = self.run_in("new", "--medium", "web", "--anonymous", "--edit",
                                   environment={"VISUAL": "", "EDITOR": editor})
                self.assert_safe(said, editor)
                self.assertNotEqual(said.code, 0)
                self.assertEqual(said.out, "")
        self.assertEqual(files_of(self.register), before)

    def test_looking_runs_nothing_that_a_prepared_git_folder_names(self):
        if not shutil.which("git"):
            self.skipTest("no git")
        id = self.new()
        mark = os.path.join(self.base, "ran")
        subprocess.run(["git", "init", "-q", self.register], check=True)
        for setting in ("core.fsmonitor", "core.pager", "diff.external", "alias.rev-parse", "core.sshCommand"):
            subprocess.run(["git", "-C", self.register, "config", setting, f"touch {mark}"], check=True)
        for hook in ("pre-commit", "post-index-change", "reference-transaction"):
            path = os.path.join(self.register, ".git/hooks", hook)
            write(path, f"#!/bin/sh\ntouch {mark}\n".encode())
            os.chmod(path, 0o755)
        for words in (["list"], ["report"], ["show", id], ["log"], ["check"], ["due"]):
            self.run_in(*words)
        self.assertFalse(os.path.exists(mark))


def broken(good):
    """What may have become of a file of YAML, by name."""
    first = next(line for line in good.splitlines(True) if line[:1] not in b"# ")
    return {
        "empty": b"", "cut": good[:len(good) // 2], "zeros": b"\0" * 500, "UTF-16": good.decode().encode("utf-16"),
        "Latin-1": good + b"# \xe9\n", "overlong": good + b"# \xc0\xaf\n", "surrogate": good + b"# \xed\xa0\x80\n",
        "lone CR": good.replace(b"\n", b"\r"), "key twice": good + first,
        "anchor": good + b"x: &a 1\n", "tag": good + b"x: !!str 1\n",
        "two documents": good + b"---\na: b\n", "directive": b"%YAML 1.2\n---\n" + good,
        "tab": good + b"x:\n\t- a\n", "deep flow": b"a: " + b"[" * 400_000, "deep lists": b"- " * 200_000,
        "long line": b"summary: " + b"x" * 32_000_000, "blank lines": b"\n" * 2_000_000,
        "conflict": good + b"<<<<<<< HEAD\n=======\n>>>>>>> x\n",
        "LFS pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n",
        "HTML": b"<!DOCTYPE html><html>", "JSON": b'{"a":1}', "escape": good + b"x: \x1b[31m\n",
        "wrong type": good.replace(b"schema: 1", b"schema: one"), "newer": good.replace(b"schema: 1", b"schema: 99"),
    }


class Records(Case):
    def setUp(self):
        super().setUp()
        self.id = self.new("Late", "Quite late")
        self.file = self.path(self.id)
        with open(self.file, "rb") as file:
            self.good = file.read()

    def broken(self):
        good, other = self.good, self.new()
        return {**broken(good), **{
            "Latin-1 in a text": good.replace(b"Quite", b"\xe9"), "overlong in a text": good.replace(b"Quite", b"\xc0\xaf"),
            "surrogate in a text": good.replace(b"Quite", b"\xed\xa0\x80"),
            "escape in a text": good.replace(b"Quite", b"\x1b[31m"),
            "anchor of a field": good.replace(b"summary: ", b"summary: &a "),
            "tag of a field": good.replace(b"summary: ", b"summary: !!str "), "id twice": good + b"id: x\n",
            "tab before an event": good.replace(b"  - event", b"\t- event"),
            "impossible date": good.replace(b"2026-11-20T", b"2026-13-40T"),
            "unknown medium": good.replace(b"medium: web", b"medium: telegraph"),
            "id of another": good.replace(self.id.encode(), other.encode()),
        }}.items()

    def test_what_cannot_be_read_is_named_with_its_place_and_left_alone(self):
        place = re.compile(re.escape(self.id) + r"\.yaml:\d+(:\d+)?: error")
        for name, content in self.broken():
            write(self.file, content)
            for words in (["list"], ["show", self.id], ["note", self.id, "x"], ["report"], ["check"], ["search", "late"],
                          ["due"], ["log"], ["log", self.id], ["export", "--format", "jsonl"], ["explain", self.id],
                          ["assign", self.id, "omid"], ["ack", self.id], ["report", "--format", "html"], ["list", "--json"],
                          ["check", "--strict", "--format", "sarif"], ["redact", self.id, "--field", "description",
                          "--reason", "x"], ["attach", self.id, self.file], ["void", self.id, "--reason", "x"]):
                if next(pairs) % EVERY:
                    continue
                with self.subTest(name=name, words=words):
                    said = self.run_in(*words)
                    self.assert_safe(said, words)
                    if words[-1] != "sarif":
                        self.assertRegex(said.out + said.err, place)
                    self.assertEqual(said.code, 1 if words[0] == "check" else 3)
                    if words[0] != "check":
                        self.assertEqual(said.out, "")
                    with open(self.file, "rb") as file:
                        self.assertEqual(file.read(), content)

    def test_a_broken_record_stops_no_new_one(self):
        write(self.file, b"<<<<<<< HEAD\n")
        self.new("Another")

    def test_what_is_no_file_is_refused_without_waiting(self):
        outside = os.path.join(self.base, "outside")
        write(outside, self.good)

        def make_socket():
            os.chdir(os.path.dirname(self.file))  # the name of a socket is short
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.basename(self.file))

        def make_sparse():
            write(self.file, b"")
            os.truncate(self.file, 200 << 30)

        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        for name, make, remove in (
                ("pipe", lambda: os.mkfifo(self.file), os.remove), ("socket", make_socket, os.remove),
                ("link to a device", lambda: os.symlink("/dev/zero", self.file), os.remove),
                ("link out", lambda: os.symlink(outside, self.file), os.remove),
                ("link to itself", lambda: os.symlink(self.file, self.file), os.remove),
                ("folder", lambda: os.mkdir(self.file), os.rmdir), ("sparse file", make_sparse, os.remove)):
            os.remove(self.file)
            make()
            for words in (["list"], ["show", self.id], ["note", self.id, "x"], ["check"]):
                with self.subTest(name=name, words=words):
                    said = self.run_in(*words)
                    self.assert_safe(said, words)
                    self.assertIn(said.code, (1, 3))
                    self.assertIn(self.id, said.out + said.err)
            remove(self.file)
            write(self.file, self.good)
        self.assertEqual(files_of(self.base)["outside"], self.good)

    def test_a_folder_behind_a_link_is_neither_read_nor_written(self):
        year, moved = os.path.dirname(self.file), os.path.join(self.base, "moved")
        os.rename(year, moved)
        os.symlink(moved, year)
        before = files_of(moved)
        for words in (["list"], ["report"], ["note", self.id, "x"],
                      ["new", "x", "--medium", "web", "--description", "y", "--anonymous"]):
            with self.subTest(words=words):
                said = self.run_in(*words)
                self.assertEqual((said.code, said.out), (3, ""))
                self.assertIn("complaints/2026", said.err)
        self.assertEqual(files_of(moved), before)

    def test_names_that_are_none_of_a_record_are_named_and_escaped(self):
        for name in (b"a\nb.yaml", b"\x1b[31m.yaml", b"\xff.yaml", b"-rf.yaml", self.id.lower().encode() + b".yaml",
                     self.id.encode() + b" (1).yaml", self.id.encode() + b".yaml~"):
            stranger = os.path.join(os.path.dirname(self.file).encode(), name)
            write(stranger, self.good)
            for words in (["list"], ["check"]):
                with self.subTest(name=name, words=words):
                    said = self.run_in(*words)
                    self.assert_safe(said, words)
                    # check also says that a copy has the id of a record
                    self.assertRegex(said.out + said.err, "not named like a record|is the id of .* as well")
            os.remove(stranger)

    def test_line_ends_mark_and_mode_survive_a_step(self):
        write(self.file, b"\xef\xbb\xbf" + self.good.replace(b"\n", b"\r\n"))
        os.chmod(self.file, 0o640)
        with open(self.file, "rb") as file:
            before = file.read()
        self.assertEqual(self.run_in("note", self.id, "Called").code, 0)
        with open(self.file, "rb") as file:
            after = file.read()
        self.assertTrue(after.startswith(before))
        self.assertNotIn(b"\n", after.replace(b"\r\n", b""))
        self.assertEqual(os.stat(self.file).st_mode & 0o777, 0o640)

    def test_new_files_are_closed_to_others(self):
        self.run_in("new", "x", "--medium", "web", "--description", "y", "--email", "a@example.org", umask=0)
        for folder in ("complaints/2026", "parties"):
            base = os.path.join(self.register, folder)
            for name in [".", *os.listdir(base)]:
                self.assertEqual(os.stat(os.path.join(base, name)).st_mode & 0o077, 0, name)

    def test_the_leftovers_of_a_killed_writer_go_with_the_next_one(self):
        root = os.path.join(self.register, ".cmt-tmp-0123456789abcdef")
        write(root, self.good)
        young = os.path.join(self.register, ".cmt-tmp-new-0123456789abcdef")  # perhaps alive: made without the lock
        write(young, self.good)
        self.run_in("list")
        self.assertTrue(os.path.exists(root), "a reader has no lock and removes nothing")
        self.assertEqual(self.run_in("note", self.id, "Called").code, 0)
        self.assertFalse(os.path.exists(root))
        self.assertTrue(os.path.exists(young))

    def test_a_killed_step_leaves_the_old_or_the_new_record(self):
        for delay in range(12):
            child = subprocess.Popen([CMT, "-C", self.register, "note", self.id, "Called"], env=ENVIRONMENT,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay / 1000)
            child.send_signal(signal.SIGKILL)
            child.wait()
        self.assertEqual(self.run_in("note", self.id, "Called").code, 0)
        with open(self.file, "rb") as file:
            self.assertTrue(file.read().startswith(self.good))
        self.assertEqual(self.run_in("check", "--notes").code, 0)
        self.assertEqual([name for name in files_of(self.register) if "cmt-tmp" in name], [])


class OtherFiles(Case):
    """Files besides the records of complaints."""

    def setUp(self):
        super().setUp()
        self.id = self.done("new", "Late", "--medium", "web", "--description", "Quite late", "--complainant", "Ann",
                            "--email", "ann@example.org")

    def done(self, *words):
        said = self.run_in(*words)
        self.assertEqual(said.code, 0, said.err)
        return said.out.strip()

    def only(self, folder):
        (name,) = [name for name in os.listdir(os.path.join(self.register, folder)) if name.endswith(".yaml")]
        return os.path.join(self.register, folder, name)

    def assert_named(self, file, commands):
        """Broken in any way the file is named by each command, with an exit code of 1 or 3, and left as it is."""
        with open(file, "rb") as opened:
            good = opened.read()
        place = re.compile(re.escape(os.path.basename(file)) + r"\b")
        for name, content in broken(good).items():
            if content == good:  # settings have no number of a schema
                continue
            write(file, content)
            before = files_of(self.register)
            for words in commands:
                if next(pairs) % EVERY:
                    continue
                with self.subTest(name=name, words=words):
                    said = self.run_in(*words)
                    self.assert_safe(said, words)
                    self.assertIn(said.code, (1, 3), said.err)
                    self.assertRegex(said.out + said.err, place)
            self.assertEqual(files_of(self.register), before, name)
        write(file, good)

    def test_a_broken_file_of_a_party_is_named_and_left_alone(self):
        party = os.path.basename(self.only("parties"))[:-5]
        self.assert_named(self.only("parties"), (
            ["check"], ["party", "list"], ["party", "show", party],
            ["export", "--format", "jsonl", "--with-personal"], ["export", "--subject", party, "--format", "html"],
            ["new", "x", "--medium", "web", "--description", "y", "--email", "b@example.org"]))

    def test_a_broken_file_of_an_action_is_named_and_left_alone(self):
        action = self.done("action", "new", "Late parcels", "--kind", "improvement", "--complaint", self.id, "--problem",
                           "They come late")
        self.assert_named(self.only("actions"), (
            ["check"], ["action", "list"], ["action", "show", action], ["action", "note", action, "x"],
            ["report", "improvement"], ["report", "improvement", "--format", "html"]))

    def test_broken_settings_are_named_and_stop_every_command(self):
        self.assert_named(os.path.join(self.register, "cmt.yaml"), (
            ["check"], ["list"], ["show", self.id], ["report"], ["due"], ["note", self.id, "x"],
            ["new", "x", "--medium", "web", "--description", "y", "--anonymous"], ["export", "--format", "csv"]))


class People(Case):
    """What people are called, and where they live, comes out as text."""

    def setUp(self):
        super().setUp()
        said = self.run_in("new", "Late", "--medium", "web", "--description", "Quite late", "--complainant", "Ann", "--email",
                           "ann@example.org", "--person", EVIL)
        self.assertEqual(said.code, 0, said.err)
        self.id = said.out.strip()
        (self.party,) = [name[:-5] for name in os.listdir(os.path.join(self.register, "parties")) if name.endswith(".yaml")]
        quoted = '"' + "".join(f"\\U{ord(c):08X}" for c in EVIL) + '"'
        write(os.path.join(self.register, "parties", self.party + ".yaml"),
              f"schema: 1\nid: {self.party}\nname: {quoted}\naddress: {quoted}\ntown: {quoted}\nemails: [{quoted}]\n".encode())

    def test_nothing_of_it_is_obeyed_by_a_terminal(self):
        for words in (["party", "list"], ["party", "list", "--json"], ["party", "show", self.party], ["party", "show",
                      self.party, "--json"], ["show", self.id], ["show", self.id, "--json"], ["check"], ["log", self.id],
                      ["search", "SUM"], ["list"], ["list", "--csv"], ["export", "--format", "jsonl", "--with-personal"],
                      ["export", "--subject", self.party, "--format", "md"], ["export", "--subject", self.party, "--format",
                      "html"], ["export", "--subject", self.party, "--format", "json"], ["party", "forget", self.party,
                      "--reason", EVIL, "--dry-run"], ["retention", "history"]):
            with self.subTest(words=words):
                self.assert_safe(self.run_in(*words), words)

    def test_no_element_of_html_comes_from_it(self):
        said = self.run_in("export", "--subject", self.party, "--format", "html")
        self.assertEqual(said.code, 0, said.err)
        for markup in ("<script", "<svg onload", "</title>{"):
            self.assertFalse(markup in said.out, markup)


class Outside(Case):
    """Nothing outside the register is opened, and no other program is run, whatever a record names."""

    def test_paths_in_records_lead_nowhere(self):
        if not shutil.which("strace"):
            self.skipTest("no strace")
        secret = os.path.join(self.base, "secret")
        write(secret, b"secret\n")
        id = self.new("../secret", "/etc/passwd", "--product", "../../secret", "--reference", secret)
        file = self.path(id)
        with open(file, "rb") as record:
            good = record.read()
        trace = os.path.join(self.base, "trace")
        # What a descriptor stands for follows the number that a call gave.
        opened = re.compile(r"= \d+<(/dev/zero|[^>]*/secret)>")

        def calls_of(path):
            with open(path, encoding="utf-8", errors="replace") as lines:
                return lines.read()

        subprocess.run(["strace", "-y", "-qq", "-o", trace, "-e", "trace=%file", "cat", secret], check=True, capture_output=True)
        self.assertRegex(calls_of(trace), opened)
        own, linked = os.path.join(self.register, "attachments", id), os.path.join(self.register, "attachments", "linked")
        os.makedirs(own)
        os.symlink(secret, os.path.join(own, "letter.txt"))
        os.symlink(self.base, linked)
        for path, code in ((secret, 3), ("../secret", 3), ("attachments/../../secret", 3), ("/dev/zero", 3),
                           (f"attachments/{id}/letter.txt", None), ("attachments/linked/secret", None)):
            write(file, good + (f"  - event: attached\n    at: {NOW}\n    by: sara\n    name: x\n    file: {path}\n"
                                f"    sha256: {'0' * 64}\n").encode())
            for words in (["list"], ["show", id], ["check"], ["report"], ["export", "--format", "jsonl"],
                          ["redact", id, "--field", path, "--reason", "x", "--dry-run"], ["retention", "run", "--dry-run"],
                          ["log", id]):
                with self.subTest(path=path, words=words):
                    # LeakSanitizer cannot work under strace.
                    said = Said(subprocess.run(
                        ["strace", "-f", "-y", "-qq", "-o", trace, "-e", "trace=%file,%process", CMT, "-C", self.register,
                         *words], cwd=self.base, env={**ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}, capture_output=True,
                        timeout=60))
                    self.assert_safe(said, words)
                    if code is not None:
                        self.assertEqual(said.code, 1 if words[0] in ("check", "retention") else code)
                    calls = calls_of(trace)
                    self.assertIsNone(opened.search(calls))
                    started = {os.path.basename(name) for name in re.findall(r'execve\("([^"]*)".*\) = 0', calls)}
                    self.assertLessEqual(started, {os.path.basename(CMT), "git"})
        with open(secret, "rb") as still:
            self.assertEqual(still.read(), b"secret\n")


class Imports(Case):
    def test_a_fault_in_the_last_row_imports_nothing_and_has_a_line(self):
        head = "Date received,Product,Issue,Company,Complaint ID,Submitted via"
        rows = [f"2020-03-18,Loan,Fee,Bank,{number},Web" for number in range(500)]
        file = os.path.join(self.base, "rows.csv")
        before = files_of(self.register)
        for name, last in (("date", "99/99/2020,Loan,Fee,Bank,9001,Web"), ("columns", "2020-03-18,Loan"),
                           ("quote", '2020-03-18,"Loan')):
            with self.subTest(name=name):
                write(file, ("\n".join([head, *rows, last]) + "\n").encode())
                said = self.run_in("import", "--format", "cfpb", file)
                self.assertEqual((said.code, said.out), (3, ""))
                self.assertRegex(said.err, r"rows\.csv:502(:\d+)?: error")
                self.assertNotIn(":0:", said.err)
                self.assertEqual(files_of(self.register), before)

    def test_an_import_of_many_rows_takes_no_more_memory_than_one_of_few(self):
        if IS_SANITIZED:
            self.skipTest("a sanitizer needs memory of its own")
        limit = lambda: resource.setrlimit(resource.RLIMIT_DATA, (16 << 20, 16 << 20))
        words = ". ".join(["It was charged twice, and nobody could say why"] * 25)
        file = os.path.join(self.base, "rows.csv")
        register = self.register
        if os.access("/dev/shm", os.W_OK):  # so many files are slow on some disks
            register = tempfile.mkdtemp(prefix="cmt-hostile-", dir="/dev/shm")
            self.addCleanup(shutil.rmtree, register, True)
            self.assertEqual(self.cmt("init", register, "--timezone", "UTC").code, 0)
        for count in (10, 10_000):
            rows = (f'2020-03-18,Loan,Fee,Bank,{count}{number:05},Web,"{words}"\n' for number in range(count))
            head = "Date received,Product,Issue,Company,Complaint ID,Submitted via,Consumer complaint narrative\n"
            write(file, (head + "".join(rows)).encode())
            done = subprocess.run([CMT, "-C", register, "import", "--format", "cfpb", file], env=ENVIRONMENT,
                                  capture_output=True, timeout=120, preexec_fn=limit)
            self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)
            self.assertIn(f"{count} complaints imported".encode(), done.stderr)

    def test_files_of_any_kind_are_accepted_when_right_or_refused_with_a_place(self):
        right = "Date received,Product,Issue,Company,Complaint ID\r\n2020-03-18,Loan,\"a\r\nb\",Bank,1\r\n"
        for name, content, is_right in (
                ("mark and CRLF", b"\xef\xbb\xbf" + right.encode(), True), ("UTF-16", right.encode("utf-16"), False),
                ("Latin-1", right.replace("Loan", "\xe9").encode("latin-1"), False), ("NUL", b"\0" * 100, False),
                ("zip", b"PK\x03\x04" + bytes(range(256)) * 20, False), ("empty", b"", False)):
            with self.subTest(name=name):
                file = os.path.join(self.base, "rows.csv")
                write(file, content)
                said = self.run_in("import", "--format", "cfpb", file)
                self.assert_safe(said, name)
                self.assertEqual(said.code == 0, is_right, said.err)
        with open(file, "wb") as sparse:
            sparse.truncate(200 << 30)
        for form in ("cfpb", "csv", "jsonl", "eml", "mbox"):
            said = self.run_in("import", "--format", form, file)
            self.assert_safe(said, form)
            self.assertEqual(said.code, 3)
        fifo = os.path.join(self.base, "fifo")
        os.mkfifo(fifo)
        for more in (["--guess"], ["--map", file]):
            said = self.run_in("import", file, *more)
            self.assert_safe(said, more[0])
            self.assertEqual(said.code, 3)
        for form in ("cfpb", "csv", "eml", "mbox"):
            self.assertEqual(self.run_in("import", "--format", form, fifo).code, 3)

    def test_mails_of_hostile_form_are_read_or_refused_with_a_place_and_write_no_control_to_the_terminal(self):
        deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(500))
        many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n\n" * 5_000
        for name, mail in (
                ("escapes", b"Subject: =?utf-8?q?=1B]0;x=07=E2=80=AE?=\nFrom: \x1b[31m <a\x1b@b>\n\n\x1b[2J\x9b31m\xff\n"),
                ("a name that is a path", b"Content-Type: a/b; name=\"../../../../tmp/x\"\n\nx\n"),
                ("deep", deep), ("many parts", many), ("words without end", b"Subject: " + b"=?a?q?" * 100_000 + b"\n\nx\n"),
                ("a long header", b"X: " + b"x" * (2 << 20) + b"\n\nx\n"), ("many fields", b"X: y\n" * 100_000 + b"\nx\n"),
                ("comments", b"To: " + b"(" * 500_000 + b"\n\nx\n"), ("NUL", b"\n" + b"\0" * 100_000 + b"\n"),
                ("a page of tags", b"Content-Type: text/html\n\n" + b"<blockquote><a href='" * 50_000),
                ("one long line", b"\n" + b"x" * (20 << 20))):
            with self.subTest(name=name):
                file = os.path.join(self.base, "mail.eml")
                write(file, b"From: ada@example.org\nMessage-ID: <" + name.encode().replace(b" ", b"-") + b"@x>\n" + mail)
                said = self.run_in("import", "--format", "eml", file)
                self.assert_safe(said, name)
                self.assertIn(said.code, (0, 3))
                if said.code == 3:
                    self.assertIn("mail.eml: error:", said.err)
        self.assertEqual(self.run_in("check").code, 0)
        self.assertFalse(os.path.exists("/tmp/x"))


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    print(f"{runs} runs of the program, {len(result.failures) + len(result.errors)} failures", file=sys.stderr)
    sys.exit(not result.wasSuccessful())
