#!/usr/bin/env python3
"""How often the reports of analysis cry wolf: false_alarms.py CMT [YEARS]

Makes YEARS (200) years without anything planted (examples/year, --clean), each by its own
seed, and as many with, and counts in how many of them each report names something. Run by hand: it
takes minutes. What it printed last stands in docs/reports.md.
"""
import collections
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import run as learning


def main():
    cmt = pathlib.Path(sys.argv[1]).resolve()
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    os.environ["CMT_NOW"] = "2027-02-01T12:00:00Z"
    os.environ["CMT_USER"] = "tester"
    alarms, caught = collections.Counter(), collections.Counter()
    for seed in range(1, years + 1):
        for options, count in ((["--clean"], alarms), ([], caught)):
            with tempfile.TemporaryDirectory() as folder:
                said = learning.said(cmt, learning.make_register(
                    cmt, pathlib.Path(folder), "--seed", str(seed), *options))
            is_clean = bool(options)
            count["promises"] += bool(said["promises"]) if is_clean else said["promises"] == ["PR-02"]
            count["actions"] += bool(said["actions"]) if is_clean else \
                ("Hinges of the Alder cabinet", "not-effective") in said["actions"]
            count["outcomes"] += said["outcomes"]
            alarms["response"] += is_clean and said["response"] > 0
    for seed in range(1, years + 1):
        with tempfile.TemporaryDirectory() as folder:
            found = learning.findings(cmt, learning.import_year(
                cmt, pathlib.Path(folder), "--clean", "--seed", str(seed)))
        for what in ("trends", "weeks", "signals", "problems", "causes", "alike"):
            alarms[what] += bool(found[what])
        alarms["chance"] += found["chance"] < 5
        with tempfile.TemporaryDirectory() as folder:
            found = learning.findings(cmt, learning.import_year(
                cmt, pathlib.Path(folder), "--seed", str(seed)))
        caught["trends"] += ("P33", "rising") in found["trends"]
        caught["weeks"] += any(week[1] == "category:P41" for week in found["weeks"])
        caught["problems"] += ("P05", "Alder cabinet") in found["problems"]
        caught["causes"] += ("C40", "Alder cabinet") in found["causes"]
        caught["alike"] += len(found["alike"]) >= 8
    print(f"of {years} years without anything planted, how many name something:")
    for what, count in sorted(alarms.items()):
        print(f"  {what:10}{count:5}  {100 * count / years:.1f} %")
    print(f"of {years} years with something planted, how many name it:")
    for what, count in sorted(caught.items()):
        print(f"  {what:10}{count:5}  {100 * count / years:.1f} %")


main()
