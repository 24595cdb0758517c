#!/usr/bin/env python3
"""Makes the register of a fictitious furniture shop and its year: register.py CMT FOLDER [--clean] [--seed N]

The 600 complaints are those of year.py; here they get complainants, and beside them the register gets a
charter, actions and a survey, made by the program's own commands. What is planted, for reports to find:

  promise    PR-02, delivery on the day that was named, is broken again and again; the others hardly ever
  action     new hinges are bought, and the cabinets break as before: not effective
             the web shop gets a second server after the incident week, and that helps
  survey     those whose complaint was not upheld are less satisfied; what everybody minds is the time

With --clean nothing is planted: promises are broken alike, and satisfaction follows no outcome. The same
seed always gives the same complaints, people and answers; ids of actions and surveys are drawn anew.
"""
import argparse
import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import year

PROMISES = [("An answer within three weeks", "answer_days <= 21"),
            ("Delivery on the day that we named", "delivery_day = named_day"),
            ("Carried to the room of your choice", "carried = yes")]
NAMES = (["Ada", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gina", "Hugo", "Ida", "Jon"],
         ["Ash", "Birch", "Cedar", "Fir", "Hazel", "Linden", "Maple", "Rowan", "Spruce", "Willow"])
OVERLOAD = "C53"  # the cause of the incident week


def run(cmt, folder, now, *words, by="sara"):
    done = subprocess.run([str(cmt), "-C", str(folder), *map(str, words)], capture_output=True, text=True,
                          env=dict(os.environ, CMT_NOW=now + "T12:00:00Z", CMT_USER=by))
    if done.returncode != 0:
        sys.exit(f"cmt {' '.join(map(str, words))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def people(r):
    """Those who may complain: what a file of theirs holds, by id."""
    out = {}
    for number in range(480):
        head = "P-" + "".join(r.choice(year.SYMBOLS) for _ in range(6))
        one = year.checked(head)
        name = f"{NAMES[0][number % 10]} {NAMES[1][number // 10 % 10]}"
        contact = f"emails: [person{number}@example.org]\n" if r.random() < 0.94 else ""
        out[one] = f"schema: 1\nid: {one}\nname: {name}\n{contact}"
    return out


def write_parties(folder, parties, cases):
    (folder / "parties").mkdir(exist_ok=True)
    for one in {case["history"][0].get("complainant") for case in cases} - {None}:
        (folder / "parties" / f"{one}.yaml").write_text(parties[one], encoding="utf-8")


def has_incident(case):
    return case["history"][0]["category"] == "P41" and "06-08" <= case["history"][0]["at"][5:10] <= "06-14"


def enrich(r, cases, parties, clean):
    """Complainants, promises and the cause of the incident."""
    left = list(parties)
    for case in cases:
        received, assessed = case["history"][0], case["history"][2]
        response = next(event for event in case["history"] if event["event"] == "response-proposed")
        if r.random() < 0.8:
            del received["anonymous"]
            # Some complain more than once.
            received["complainant"] = left.pop() if left and r.random() < 0.9 else r.choice(list(parties))
        if not clean and has_incident(case):
            response["cause"]["codes"] = [OVERLOAD]
        if clean:
            named = f"PR-0{r.randint(1, 3)}" if r.random() < 0.1 else None
        else:
            named = "PR-02" if received["category"] in ("P01", "P03") else \
                f"PR-0{r.choice([1, 3])}" if r.random() < 0.08 else None
        if not named:
            continue
        broken = 0.3 if clean else {"PR-02": 0.75}.get(named, 0.15)
        is_broken = r.random() < broken and response["outcome"] != "not-upheld"
        assessed["promises_broken"] = [named]
        response["promises"] = [{"promise": named, "result": "broken" if is_broken else "kept"}]


def charter(cmt, folder):
    one = run(cmt, folder, "2025-12-15", "charter", "new", "What we promise", "--purpose", "What you can count on",
              "--scope", "All that we sell and bring", "--complaint-route", "Any counter, or the web", "-q")
    for text, measure in PROMISES:
        run(cmt, folder, "2025-12-15", "charter", "promise", one, text, "--measure", measure, "-q")
    run(cmt, folder, "2025-12-20", "charter", "publish", one, "--effective", "2025-12-20", "-q")


def action(cmt, folder, title, problem, cause, complaints, product, days, fall, settling, window):
    """An action from opening to implementation; days: opened, planned, implemented, due."""
    opened, planned, implemented, due = days
    named = [word for one in complaints for word in ("--complaint", one)]
    one = run(cmt, folder, opened, "action", "new", title, "--kind", "corrective", "--problem", problem, *named,
              "--owner", "omid", "-q", by="omid")
    run(cmt, folder, opened, "action", "analyse", one, "--cause", cause, "-q", by="omid")
    run(cmt, folder, planned, "action", "plan", one, "--step", "Do it", "--due", due, "--criterion", f"{fall} of a hundred fewer",
        "--cause", cause, *(["--product", product] if product else []), "--fall", fall, "--settling", settling,
        "--window", window, "-q", by="omid")
    run(cmt, folder, planned, "action", "approve", one, "-q")
    run(cmt, folder, implemented, "action", "implement", one, "--all-steps", "--changed", "Purchasing rules, edition 4",
        "-q", by="omid")
    return one


def actions(cmt, folder, cases):
    def of(is_it):
        return [case["id"] for case in cases if is_it(case)]
    hinges = of(lambda case: "hinge" in case["history"][0]["description"]
                and case["history"][0]["at"] < "2026-03-01")[:4]
    one = action(cmt, folder, "Hinges of the Alder cabinet", "Doors of Alder cabinets break off", "C40", hinges,
                 "Alder cabinet", ("2026-03-10", "2026-03-20", "2026-05-04", "2026-05-15"), 80, 30, 90)
    run(cmt, folder, "2026-09-02", "action", "verify", one, "-q", by="nadia")
    other = action(cmt, folder, "A second server of the web shop", "The web shop failed for a week", OVERLOAD,
                   of(has_incident)[:4], "", ("2026-06-12", "2026-06-13", "2026-06-16", "2026-06-30"), 80, 7, 30)
    run(cmt, folder, "2026-09-02", "action", "verify", other, "-q", by="nadia")
    run(cmt, folder, "2026-09-03", "action", "close", other, "--lessons", "Watch the load before sales days", "-q",
        by="nadia")


def improvement(cmt, folder, cases):
    """An action like any other: on time, and somebody else looked at it."""
    one = run(cmt, folder, "2026-04-01", "action", "new", "A shorter form", "--kind", "improvement", "--problem",
              "The form asks for what nobody reads", "--complaint", cases[0]["id"], "--owner", "omid", "-q", by="omid")
    run(cmt, folder, "2026-04-02", "action", "plan", one, "--step", "Shorten it", "--due", "2026-04-30", "-q", by="omid")
    run(cmt, folder, "2026-04-03", "action", "approve", one, "-q")
    run(cmt, folder, "2026-04-20", "action", "implement", one, "--all-steps", "--changed", "The form", "-q", by="omid")
    run(cmt, folder, "2026-06-01", "action", "verify", one, "--verdict", "effective", "--evidence", "Ten forms read",
        "-q", by="nadia")
    run(cmt, folder, "2026-06-02", "action", "close", one, "--lessons", "Ask less", "-q", by="nadia")


def survey(cmt, folder, r, cases, clean):
    one = run(cmt, folder, "2026-10-01", "survey", "plan", "Third quarter", "--period", "2026-Q3", "--medium", "email",
              "--closes", "2026-10-31", "--margin", 7, "--expected-response", 70, "-q")
    run(cmt, folder, "2026-10-02", "survey", "draw", one, "--seed", "third quarter", "-q")
    run(cmt, folder, "2026-10-02", "survey", "send", one, "-q")
    rows = list(csv.DictReader(run(cmt, folder, "2026-10-03", "survey", "sheet", one).splitlines()))
    outcome = {case["id"]: next(event["outcome"] for event in case["history"] if event["event"] == "response-proposed")
               for case in cases}
    for row in rows:
        if r.random() > 0.7:
            continue
        is_content = r.random() < (0.7 if clean else 0.25 if outcome[row["complaint"]] == "not-upheld" else 0.85)
        scale = [4, 4, 5, 5] if is_content else [1, 2, 2, 3]
        for question in ("ease", "acknowledgement", "courtesy", "informed", "fairness", "clarity", "remedy", "effort",
                         "overall"):
            row[question] = r.choice(scale)
        row["time"] = r.choice([1, 2, 2, 3, 4])
        row["again"] = "yes" if is_content else r.choice(["yes", "no"])
        row["recommend"] = r.choice([8, 9, 9, 10]) if is_content else r.randint(0, 7)
        row["on"] = f"2026-10-{r.randint(4, 31):02}"
    with tempfile.TemporaryDirectory() as place:
        answers = pathlib.Path(place) / "answers.csv"
        with open(answers, "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        run(cmt, folder, "2026-11-02", "survey", "answer", one, "--csv", answers, "-q")
    run(cmt, folder, "2026-11-03", "survey", "close", one, "--findings", "The time it takes is what people mind", "-q")


def make(cmt, folder, seed="1", clean=False):
    r = random.Random(f"{seed}/{'clean' if clean else 'planted'}/register")
    cases = year.make(seed, 2026, clean)
    subprocess.run([str(cmt), "init", str(folder), "--name", "Fir & Ash", "--timezone", "UTC", "-q"], check=True,
                   env=dict(os.environ, CMT_NOW="2025-12-01T12:00:00Z", CMT_USER="sara"))
    charter(cmt, folder)
    parties = people(r)
    enrich(r, cases, parties, clean)
    write_parties(folder, parties, cases)
    with tempfile.TemporaryDirectory() as place:
        lines = pathlib.Path(place) / "year.jsonl"
        lines.write_text("\n".join(json.dumps(case) for case in cases) + "\n", encoding="utf-8")
        run(cmt, folder, "2027-01-31", "import", "--format", "jsonl", lines, "-q")
    improvement(cmt, folder, cases) if clean else actions(cmt, folder, cases)
    survey(cmt, folder, r, cases, clean)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cmt", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--clean", action="store_true")
    arguments = parser.parse_args()
    make(arguments.cmt, arguments.folder, arguments.seed, arguments.clean)


if __name__ == "__main__":
    main()
