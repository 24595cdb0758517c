#!/usr/bin/env python3
"""8.5: the worked organization answers most of an audit from its records, and a broken record changes the answer.

audit.py CMT
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "examples/year"))
cmt = pathlib.Path(sys.argv[1]).resolve()
failed = 0


def say(ok, what):
    global failed
    failed += not ok
    print(("ok      " if ok else "FAILED  ") + what)


def answers(folder):
    done = subprocess.run([cmt, "-C", folder, "audit", "run", "--period", "2026", "--format", "json"], check=True,
                          capture_output=True, text=True, env=dict(os.environ, CMT_NOW="2027-02-10T12:00:00Z"))
    report = json.loads(done.stdout)
    answered = next(one for one in report["measures"] if one["id"] == "answered")
    out = {}
    for key, rows in report.items():
        if key.startswith("clause_"):
            out.update({row["question_id"]: row["answer"] for row in rows})
    return answered["numerator"], out


def broken(folder, place, break_it):
    copy = place / "copy"
    shutil.copytree(folder, copy)
    break_it(copy)
    out = answers(copy)[1]
    shutil.rmtree(copy)
    return out


def remove(pattern):
    return lambda folder: [path.unlink() for path in folder.glob(pattern)]


def edit(pattern, old, new):
    def change(folder):
        paths = [path for path in folder.glob(pattern) if old in path.read_text(encoding="utf-8")]
        assert paths, f"no {pattern} has {old}"
        for path in paths:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return change


BREAKS = [("Q24", "no manager", edit("cmt.yaml", "manager, approver, reviewer", "approver, reviewer")),
          ("Q47", "what was due was not disposed of", edit("cmt.yaml", "after: 5y", "after: 5d")),
          ("Q48", "a request was answered late", edit("requests/*.yaml", "at: 2026-10-20", "at: 2026-12-20")),
          ("Q49", "figures were not made for the public", edit("documents/*.yaml", " --publish", "")),
          ("Q53", "no survey", remove("surveys/*.yaml")),
          ("Q55", "no audit", remove("audits/*.yaml")),
          ("Q57", "no review", remove("reviews/*.yaml")),
          ("Q14", "no action", lambda folder: (remove("actions/*.yaml")(folder), edit("audits/*.yaml", "action:", "x_action:")(folder),
                                               edit("reviews/*.yaml", "action:", "x_action:")(folder))),
          ("Q22", "the policy is known to fewer", edit("documents/*.yaml", "persons: [mina]", "persons: [omid]")),
          ("Q04", "no notice", lambda folder: [path.unlink() for path in folder.glob("documents/*.yaml")
                                               if "type: notice" in path.read_text(encoding="utf-8")]),
          ("Q17", "courses were not taken", edit("trainings/*.yaml", "months: 24", "months: 1")),
          ("Q27", "no objective", remove("objectives/*.yaml")),
          ("Q62", "the limitation was not told", edit("complaints/2026/*.yaml", "told: true", "told: false")),
          ("Q46", "the withdrawal was not voluntary", edit("complaints/2026/*.yaml", "voluntary: true", "voluntary: false")),
          ("Q64", "the body is not accredited", edit("disputes/*.yaml", "accredited: true", "accredited: false"))]

with tempfile.TemporaryDirectory() as made:
    place = pathlib.Path(made)
    folder = place / "organization"
    subprocess.run([root / "examples/year/organization.py", cmt, folder], check=True)
    answered, whole = answers(folder)
    say(len(whole) == 70, f"{len(whole)} questions")
    say(answered >= 50, f"{answered} of 70 are answered from the records")
    for question, what, break_it in BREAKS:
        after = broken(folder, place, break_it)[question]
        say(whole[question] == "met" and after != "met", f"{question} is {whole[question]}, and {after} when {what}")
    done = subprocess.run([sys.executable, root / "tests/learning/measures.py", cmt, folder, "--period", "2026", "--period", "2026-Q4",
                           "--period", "2027-01"], capture_output=True, text=True,
                          env=dict(os.environ, CMT_NOW="2027-02-10T12:00:00Z"))
    print(done.stdout + done.stderr, end="")
    say(done.returncode == 0, "its measures are those computed apart, K44, K46 to K48 and K53 among them")
sys.exit(1 if failed else 0)
