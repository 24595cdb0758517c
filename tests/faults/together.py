#!/usr/bin/env python3
"""Many programs on one register at once: together.py CMT [--processes P] [--each K]

P processes each put K complaints on record, add K notes to complaints that all of them write to, and go through the
steps of a case of their own; some are killed in the middle of a command, some import a file, some read the whole
register. Afterwards every id that a command printed is there once, every note whose command ended with 0 stands once
in its record, no reader ever failed or saw a record that cannot be read, no writer was refused for another's sake,
and `cmt check` finds no error. Exit code 0 when all of that holds.
"""
import argparse
import collections
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "CMT_USER": "sara", "GIT_CONFIG_GLOBAL": "/dev/null",
               "GIT_CONFIG_NOSYSTEM": "1"}
HEAD = ("Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public response,Company,"
        "State,ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to company,Company response to consumer,"
        "Timely response?,Consumer disputed?,Complaint ID\n")


class Run:
    def __init__(self, cmt, folder, each):
        self.cmt, self.folder, self.each = os.path.abspath(cmt), folder, each
        self.lock = threading.Lock()
        self.made, self.imported, self.failures = [], [], []
        self.notes = collections.defaultdict(list)
        self.counts = collections.Counter()

    def words(self, words):
        return [self.cmt, "-C", str(self.folder), *words]

    def cmt_run(self, *words):
        return subprocess.run(self.words(words), env={**ENVIRONMENT, "HOME": str(self.folder.parent)},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)

    def must(self, *words):
        done = self.cmt_run(*words)
        if done.returncode != 0:
            self.fail(f"{' '.join(words)[:80]}: exit code {done.returncode}: {done.stderr[:200]}")
        with self.lock:
            self.counts["commands"] += 1
        return done.stdout.strip()

    def fail(self, words):
        with self.lock:
            self.failures.append(words)

    def new(self, summary):
        return self.must("new", summary, "--medium", "web", "--description", summary, "--category", "P01", "--complainant",
                         summary, "--email", summary.replace(" ", ".") + "@example.org", "-q")

    def writes(self, number, shared):
        for i in range(self.each):
            made = self.new(f"writer {number} case {i}")
            with self.lock:
                self.made.append(made)
            words = f"note {number}.{i}."
            self.must("note", shared[i % len(shared)], words, "-q")
            with self.lock:
                self.notes[shared[i % len(shared)]].append(words)
            for step in (["ack", made, "--medium", "email", "-q"], ["assign", made, "omid", "-q"],
                         ["close", made, "--outcome", "upheld", "--reasons", "Yes", "--accepted", "--remedy", "R52", "-q"]):
                self.must(*step)

    def is_killed(self, number):
        """Commands of which most are killed: what they leave must hold nobody up."""
        random.seed(number)
        for i in range(self.each):
            child = subprocess.Popen(self.words(["new", f"killed {number} {i}", "--medium", "web", "--description", "Words",
                                                 "--category", "P01", "--complainant", f"killed {number} {i}", "-q"]),
                                     env={**ENVIRONMENT, "HOME": str(self.folder.parent)}, stdin=subprocess.DEVNULL,
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            time.sleep(random.random() * 0.02)
            child.send_signal(signal.SIGKILL)
            out, _ = child.communicate()
            with self.lock:
                self.counts["killed" if child.returncode < 0 else "not killed in time"] += 1
                if child.returncode == 0:
                    self.made.append(out.strip())

    def imports(self, number):
        for i in range(max(1, self.each // 5)):
            rows = [f"7{number:02}{i:03}{row}" for row in range(5)]
            file = self.folder.parent / f"import-{number}-{i}.csv"
            file.write_text(HEAD + "".join(f"2026-10-01,Card,,Fees,,,,BANK,TX,770XX,,N/A,Web,2026-10-01,Closed with explanation,"
                                           f"Yes,N/A,{row}\n" for row in rows))
            self.must("import", "--format", "cfpb", str(file), "-q")
            with self.lock:
                self.imported += rows

    def reads(self, until):
        while not until.is_set():
            for words in (["list", "--json"], ["check", "-q"], ["report", "--format", "json"]):
                done = self.cmt_run(*words)
                with self.lock:
                    self.counts["reads"] += 1
                if done.returncode != 0:
                    self.fail(f"{words[0]} failed: {done.returncode} {done.stdout[-300:]} {done.stderr[-300:]}")

    def hold(self):
        """What must hold when all have ended."""
        records = {path.stem: path.read_text() for path in self.folder.glob("complaints/*/*.yaml")}
        for made, times in collections.Counter(self.made).items():
            if times > 1:
                self.fail(f"{made} was given {times} times")
            if made not in records:
                self.fail(f"{made} was printed and is not there")
        for record, words in self.notes.items():
            for one in words:
                if records[record].count(one) != 1:
                    self.fail(f"{record} has {one!r} {records[record].count(one)} times")
        everything = "\n".join(records.values())
        for row in self.imported:
            if row not in everything:
                self.fail(f"the imported row {row} is not there")
        check = self.cmt_run("check")
        if check.returncode != 0:
            self.fail("check: " + check.stdout[-500:])
        leftovers = [path for path in self.folder.rglob(".cmt-tmp-*")] + [path for path in self.folder.glob(".cmt-pending")]
        self.must("note", next(iter(self.notes)), "The last one.", "-q")
        if (self.folder / ".cmt-pending").exists():
            self.fail(".cmt-pending is there after a command")
        return records, leftovers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cmt")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=25)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cmt-together-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as base:
        folder = pathlib.Path(base, "register")
        subprocess.run([arguments.cmt, "init", str(folder), "--name", "R", "--timezone", "UTC", "-q"], check=True,
                       env={**ENVIRONMENT, "HOME": base})
        run = Run(arguments.cmt, folder, arguments.each)
        shared = [run.new(f"shared {i}") for i in range(3)]
        ended = threading.Event()
        readers = [threading.Thread(target=run.reads, args=(ended,)) for _ in range(2)]
        workers = [threading.Thread(target=run.writes, args=(number, shared)) for number in range(arguments.processes)]
        workers += [threading.Thread(target=run.is_killed, args=(99,)), threading.Thread(target=run.imports, args=(1,)),
                    threading.Thread(target=run.imports, args=(2,))]
        for one in readers + workers:
            one.start()
        for one in workers:
            one.join()
        ended.set()
        for one in readers:
            one.join()
        records, leftovers = run.hold()
        for failure in run.failures:
            print("FAIL", failure)
        counts = run.counts
        print(f"{counts['commands']} commands and {counts['reads']} reads, {len(records)} records, "
              f"{sum(map(len, run.notes.values()))} notes in 3 of them, {counts['killed']} killed, "
              f"{len(leftovers)} temporary files left by them; {len(run.failures)} failures")
        sys.exit(1 if run.failures else 0)


main()
