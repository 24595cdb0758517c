#!/usr/bin/env python3
"""Makes a register in which complaints take every course: courses.py CMT FOLDER [SEED].

A clock moves through a year, and at each step something is tried with some complaint: what the
process refuses is let be. So there are waits and extensions under a limit that stands still, second
decisions, reopened and merged ones, remedies late and verified, and other kinds that turn out to be
complaints. No text matters; the examples have texts.
"""
import datetime
import os
import pathlib
import random
import subprocess
import sys

PROFILE = """profile: house
title:
  en: Limits of the house
scope: this register
versions:
  - version: "1"
    reopen_clock: restart
    limits:
      - code: ack
        within: 2d
        from: received
        source: the house
        evidence: unverified
      - code: update
        within: 10d
        from: last-update
        source: the house
        evidence: unverified
      - code: final
        within: 14d
        from: received
        stop_clock: true
        extension: {within: 30d, reason: required, notice: required}
        source: the house
        evidence: unverified
      - code: remedy
        within: 7d
        from: accepted
        source: the house
        evidence: unverified
      - code: reply
        within: 30d
        from: communicated
        source: the house
        evidence: unverified
    returns: none
    keeping: none [unverified]
"""


# What is likely after what was done last, and what may be tried at any time.
AFTER = {
    "new": ["ack", "ack", "assess", "assign", "reject", "merge", "extend"],
    "assess": ["assign", "assign", "update"], "assign": ["investigate", "respond", "assess", "close"],
    "investigate": ["ask", "ask", "respond", "extend", "update"], "ask": ["answer", "update", "withdraw"],
    "answer": ["respond", "ask", "respond"], "respond": ["approve"], "approve": ["notify"],
    "notify": ["accept", "accept", "contest", "close", "remedy"], "contest": ["escalate", "refer"],
    "accept": ["remedy", "remedy", "close"], "remedy": ["remedy", "close"], "escalate": ["respond", "refer"],
    "close": ["reopen", "note"], "reopen": ["assign", "investigate", "respond", "ack"],
    "refer": ["dispute"], "dispute": ["remedy", "close", "accept"], "reject": ["reopen"],
    "withdraw": ["reopen"], "merge": ["unmerge"],
}
ALWAYS = ["ack", "update", "note", "extend", "close", "reclassify", "merge", "unmerge", "void", "escalate",
          "refer", "remedy"]


class Walk:
    def __init__(self, cmt, folder, seed):
        self.cmt, self.folder, self.r = cmt, folder, random.Random(seed)
        self.now = datetime.datetime(2026, 1, 2, 9, tzinfo=datetime.timezone.utc)
        self.ids, self.last, self.done = [], {}, {}

    def run(self, *words):
        environment = dict(os.environ, CMT_NOW=self.now.strftime("%Y-%m-%dT%H:%M:%SZ"), CMT_USER="sara")
        return subprocess.run([self.cmt, "-C", self.folder, *map(str, words)], capture_output=True,
                              text=True, env=environment)

    def day(self, days):
        return (self.now + datetime.timedelta(days=days)).date().isoformat()

    def receive(self):
        before = datetime.timedelta(days=self.r.choice([0, 0, 0, 2, 35]))
        words = ["new", "A complaint", "--medium", "email", "--description", "x", "--category",
                 self.r.choice(["P01", "P05", "P20", "P34"]), "--product", self.r.choice("AB"),
                 "--unit", self.r.choice(["North", "South"]), "--received",
                 (self.now - before).strftime("%Y-%m-%dT%H:%M:%SZ")]
        words += self.r.choice([["--anonymous"], ["--complainant", "P"], ["--complainant", "Ada", "--email",
                                                                         "ada@example.org"]])
        if "P" in words:  # an acquaintance
            words[-1:] = ["Bo", "--email", "bo@example.org"]
        made = self.run(*words)
        if made.returncode == 0:
            self.ids.append(made.stdout.split()[0])
            self.last[self.ids[-1]] = "new"

    def words(self, what, one):
        """A command with what it asks for."""
        r = self.r
        found = r.choice(["upheld", "partly-upheld", "not-upheld"])
        offered = r.choice([[], ["R47:12.50 EUR"], ["R38"], ["R47:5.00 USD", "R52"]])
        answer = [word for remedy in offered for word in ("--remedy", remedy)] or ["--no-remedy", "None."]
        more = {
            "assess": ["--severity", r.randint(1, 4), "--impact", r.randint(1, 4), "--complexity", "simple"],
            "assign": ["omid"], "update": ["We are at it."], "note": ["Looked at."],
            "ask": ["Which order?", "--reply-by", self.day(7)], "answer": ["--text", "Number 5."],
            "extend": ["--until", self.day(r.randint(5, 40)), "--reason", "The supplier is closed."],
            "respond": ["--outcome", found, "--reasons", "It is so.", "--no-investigation", "Plain.",
                        "--cause", "C40", *answer],
            "notify": ["--text", "It is so.", "--rights", "Write to us."],
            "contest": ["--grounds", "No."], "remedy": [r.choice(["--done", "--verified", "--unilateral"])],
            "escalate": ["--reason", "contested"],
            "close": r.choice([["--lessons", "Some."], ["--accepted", "--outcome", found, "--reasons",
                               "It is so.", "--cause", "C40", "--lessons", "Some.", *answer],
                              ["--lapsed", "--reminder-on", self.day(-3), "--reopen-right-told",
                               "--lessons", "Some."]]),
            "reopen": ["--reason", r.choice(["new-evidence", "remedy-failed", "complainant-dissatisfied"])],
            "refer": ["--body", "Ombudsman", "--consent"],
            "withdraw": r.choice([[], ["--not-voluntary"]]),
            "reject": ["--reason", "not-our-organization", "--text", "Not ours."],
            "merge": [r.choice(self.ids)], "unmerge": ["--reason", "Not the same."],
            "void": ["--reason", "A test."],
            "reclassify": ["--kind", r.choice(["enquiry", "complaint"]), "--reason", "So it is.",
                           "--second-person", "omid"],
        }.get(what, [])
        if what == "dispute":
            return ["dispute", "close", one, "--result", "Settled.", *r.choice([[], ["--action-needed"]])]
        return [what, one, *more]

    def step(self):
        one = self.r.choice(self.ids[-15:])
        what = self.r.choice(AFTER.get(self.last[one], ALWAYS) if self.r.random() < 0.75 else ALWAYS)
        if what == "void" and self.r.random() < 0.8:
            return
        if self.run(*self.words(what, one)).returncode == 0:
            self.done[what] = self.done.get(what, 0) + 1
            if what not in ("note", "update", "extend", "ack", "merge"):
                self.last[one] = what

    def walk(self):
        subprocess.run([self.cmt, "init", self.folder, "--name", "House", "--timezone", "Europe/Berlin"],
                       check=True, capture_output=True)
        settings = pathlib.Path(self.folder) / "cmt.yaml"
        (settings.parent / "profiles").mkdir(exist_ok=True)
        (settings.parent / "profiles/house.yaml").write_text(PROFILE, encoding="utf-8")
        lines = [line for line in settings.read_text(encoding="utf-8").splitlines()
                 if not line.startswith("profile:")]
        settings.write_text("\n".join([*lines, "profile: house", ""]), encoding="utf-8")
        for _ in range(1100):
            self.now += datetime.timedelta(minutes=self.r.randint(60, 800))
            if len(self.ids) < 2 or self.r.random() < 0.07:
                self.receive()
            else:
                self.step()


def main():
    cmt, folder = sys.argv[1:3]
    walk = Walk(cmt, folder, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    walk.walk()
    print(len(walk.ids), "complaints;", ", ".join(f"{k} {n}" for k, n in sorted(walk.done.items())))


if __name__ == "__main__":
    main()
