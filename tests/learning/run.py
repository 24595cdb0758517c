#!/usr/bin/env python3
"""Plays the reports of analysis against what is known beforehand: run.py CMT

- every figure of `report kpi` is computed again (measures.py) over the examples, the 2,000 imported
  complaints of examples/import, and complaints that take every course (courses.py);
- in a year with a trend, a recurring cause, an incident week and a letter sent by many planted in it
  (examples/year), the reports find each of them; in a year without, they find none;
- likewise a broken promise, an action that does not work and what a survey says (examples/year/register.py);
  the sample of the survey is drawn again (draw.py).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
YEAR = ROOT / "examples" / "year" / "year.py"
failures = []


def run(*words, **keywords):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, **keywords)


def check(what, holds, seen=""):
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {seen}"))
    if not holds:
        failures.append(what)


def must(*words):
    done = run(*words)
    if done.returncode != 0:
        sys.exit(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def import_year(cmt, folder, *options):
    """A register with a generated year."""
    register, lines = folder / "register", folder / "year.jsonl"
    lines.write_text(must(sys.executable, YEAR, *options), encoding="utf-8")
    must(cmt, "init", register, "--name", "Fir & Ash", "--timezone", "UTC")
    must(cmt, "-C", register, "import", "--format", "jsonl", lines)
    return register


def report(cmt, register, name, *options):
    return json.loads(must(cmt, "-C", register, "report", name, "--format", "json", *options))


def findings(cmt, register):
    """What the reports name as beyond chance in 2026."""
    trend = report(cmt, register, "trend", "--period", "2026")
    recurrence = report(cmt, register, "recurrence", "--period", "2026")
    yes = lambda row: row["beyond_chance"] is not None
    return {
        "trends": [(row["category"], row["trend"]) for row in trend["trend_by_category"]
                   if row["trend"] != "none"],
        "chance": next(m["value"] for m in trend["measures"] if m["id"] == "TREND.p"),
        "weeks": [(row["from"], row["of"], row["count"]) for row in trend["incidents"]],
        "signals": [row["month"] for row in trend["received_by_month"] if row.get("signal")],
        "problems": [(row["category"], row["product"]) for row in recurrence["problems"] if yes(row)],
        "causes": [(row["cause"], row["product"]) for row in recurrence["causes"] if yes(row)],
        "alike": [row["command"] for row in recurrence["near_duplicates"]],
    }


def measures(cmt, folder):
    imported = folder / "cfpb"
    must(cmt, "init", imported, "--name", "Bank", "--timezone", "America/New_York")
    must(cmt, "-C", imported, "import", "--format", "cfpb", ROOT / "examples/import/cfpb-sample.csv")
    courses = folder / "courses"
    print(must(sys.executable, HERE / "courses.py", cmt, courses), end="")
    for register, periods in ((courses, ["2026", "2026-Q2", "2026-05"]),
                              (ROOT / "examples/shop", ["2026-Q3", "2026"]),
                              (ROOT / "examples/clinic", ["2026-Q1", "2026"]),
                              (ROOT / "examples/municipality", ["2026-Q3", "2026"]),
                              (imported, ["2023", "2024-Q1"])):
        options = [word for period in periods for word in ("--period", period)]
        done = run(sys.executable, HERE / "measures.py", cmt, register, *options)
        print(done.stdout, end="")
        check(f"the measures of {register.name} are those computed apart", done.returncode == 0,
              done.stderr)


def planted(cmt, folder):
    register = import_year(cmt, folder)
    found = findings(cmt, register)
    check("the rising category is named", ("P33", "rising") in found["trends"], found["trends"])
    week = [w for w in found["weeks"] if w[1] == "category:P41"]
    check("the incident week is named", len(week) == 1 and "2026-06-02" <= week[0][0] <= "2026-06-10"
          and week[0][2] >= 22, found["weeks"])
    check("the recurring cause is named", ("C40", "Alder cabinet") in found["causes"], found["causes"])
    check("the problem it makes is named", ("P05", "Alder cabinet") in found["problems"],
          found["problems"])
    check("the letter sent by many is found", len(found["alike"]) >= 8, found["alike"])
    check("each proposal is a command that links",
          all(c.startswith("cmt link ") for c in found["alike"]), found["alike"])
    words = found["alike"][0].split()
    check("the command does what it says",
          run(cmt, "-C", register, *words[1:]).returncode == 0, words)
    check("what is linked is proposed no longer",
          found["alike"][0] not in findings(cmt, register)["alike"])
    themes = report(cmt, register, "themes", "--period", "2026")["themes"]
    check("the hinge is a theme", any("hinge" in row["words"].split() and row["count"] >= 30
                                      for row in themes), themes[:3])


def make_register(cmt, folder, *options):
    register = folder / "shop"
    must(sys.executable, YEAR.parent / "register.py", cmt, register, *options)
    return register


def said(cmt, register):
    """What the reports say of promises, actions and satisfaction in 2026."""
    promises = report(cmt, register, "promises", "--period", "2026")["promises"]
    improvement = report(cmt, register, "improvement", "--period", "2026")
    satisfaction = json.loads(must(cmt, "-C", register, "report", "satisfaction", "--period", "2026", "--format",
                                   "json"))
    text = must(cmt, "-C", register, "report", "satisfaction", "--period", "2026", "--format", "md")
    return {
        "promises": [row["promise"] for row in promises if row["promise_remark"] == "beyond-chance"],
        "actions": [(row["action_title"], row["why"]) for row in improvement["to_look_at"]],
        "outcomes": "Satisfaction differs between the outcomes beyond chance" in text,
        "response": text.count("are not like those who did not"),
        "costs": satisfaction["by_characteristic"][0]["characteristic"],
    }


def check_surveys(cmt, register):
    for path in sorted((register / "surveys").glob("S-*.yaml")):
        check("Python draws the same sample",
              run(sys.executable, HERE / "draw.py", cmt, register, path.stem).returncode == 0, path.stem)
        check("cmt draws it again", run(cmt, "-C", register, "survey", "draw", path.stem, "--verify").returncode == 0)
    done = run(sys.executable, HERE / "measures.py", cmt, register, "--period", "2026", "--period", "2026-Q2",
               "--period", "2026-Q4", "--period", "2026-10")
    print(done.stdout, end="")
    check("the measures of the shop's register are those computed apart", done.returncode == 0, done.stderr)
    check("the shop's register has no errors", run(cmt, "-C", register, "check", "-q").returncode == 0)


def planted_register(cmt, folder):
    register = make_register(cmt, folder)
    found = said(cmt, register)
    check("the broken promise is named, and no other", found["promises"] == ["PR-02"], found["promises"])
    check("the ineffective action is named, and no other",
          found["actions"] == [("Hinges of the Alder cabinet", "not-effective")], found["actions"])
    check("satisfaction differs by outcome", found["outcomes"])
    check("what costs satisfaction most is the time", found["costs"] == "time", found["costs"])
    check_surveys(cmt, register)


def clean_register(cmt, folder):
    register = make_register(cmt, folder, "--clean")
    found = said(cmt, register)
    check("a year without a broken promise names none", found["promises"] == [], found["promises"])
    check("a year without an ineffective action names none", found["actions"] == [], found["actions"])
    check("satisfaction is alike by outcome", not found["outcomes"])
    check_surveys(cmt, register)


def clean(cmt, folder):
    found = findings(cmt, import_year(cmt, folder, "--clean"))
    for what in ("trends", "weeks", "problems", "causes", "alike"):
        check(f"a year without anything planted names no {what}", found[what] == [], found[what])
    check("nor does all of it rise or fall", found["chance"] >= 5, found["chance"])


def main():
    cmt = pathlib.Path(sys.argv[1]).resolve()
    os.environ["CMT_NOW"] = "2027-02-01T12:00:00Z"
    os.environ["CMT_USER"] = "tester"
    for part in (planted, clean, planted_register, clean_register, measures):
        with tempfile.TemporaryDirectory() as folder:
            part(cmt, pathlib.Path(folder))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
