#!/usr/bin/env python3
"""Draws the sample of a survey again: draw.py CMT REGISTER SURVEY

From the exported complaints, the files of parties, the plan and the seed, with Python's own SHA-256; nothing
of the draw on record is read but what it is compared with. Exit code 0 when population, exclusions and sample
are the same.
"""
import datetime
import fractions
import hashlib
import json
import math
import pathlib
import subprocess
import sys

Z = {90: "1.645", 95: "1.96", 99: "2.576"}


def run(cmt, register, *words):
    return subprocess.run([cmt, "-C", register, *words], capture_output=True, text=True, check=True).stdout


def main():
    cmt, register, survey = sys.argv[1:4]
    history = json.loads(run(cmt, register, "survey", "show", survey, "--json"))["history"]
    plan = [event for event in history if event["event"] == "planned"][-1]
    drawn = next(event for event in history if event["event"] == "drawn")
    lines = [json.loads(line) for line in run(cmt, register, "export", "--format", "jsonl").splitlines()]
    end = {line["id"]: next((event["at"][:10] for event in reversed(line["history"])
                             if event["event"] in ("closed", "withdrawn")), "") for line in lines}
    population = {line["id"]: line for line in lines
                  if line["kind"] == "complaint" and line["status"] in ("closed", "withdrawn")
                  and plan["from"] <= end[line["id"]] <= plan["to"]}
    has_contact = lambda one: any(line.startswith(("emails:", "phones:", "address:")) for line in
                                  (pathlib.Path(register) / "parties" / f"{one}.yaml").read_text().splitlines())
    excluded = {}
    eligible = []
    for one, line in population.items():
        if not line["complainant"]:
            excluded.setdefault("anonymous", []).append(one)
        elif not has_contact(line["complainant"]):
            excluded.setdefault("no-contact", []).append(one)
        else:
            eligible.append(one)
    sample, people = [], set()
    for one in sorted(eligible, key=lambda one: hashlib.sha256(f"{drawn['seed']}:{one}".encode()).hexdigest()):
        person = population[one]["complainant"]
        if person in people:
            excluded.setdefault("asked-lately", []).append(one)
        else:
            people.add(person)
            sample.append(one)
    z, e = fractions.Fraction(Z[plan.get("confidence", 95)]), fractions.Fraction(plan.get("margin", 5), 100)
    p = fractions.Fraction(plan.get("expected_share", 50), 100)
    n0 = z * z * p * (1 - p) / (e * e)
    n = math.ceil(n0 / (1 + (n0 - 1) / len(sample)))
    invited = min(len(sample), math.ceil(fractions.Fraction(100 * n, plan.get("expected_response", 100))))
    own = {"population": len(population), "sample": sample[:invited],
           "excluded": {reason: sorted(ids) for reason, ids in excluded.items()}}
    on_record = {"population": drawn["population"], "sample": drawn["sample"],
                 "excluded": {group["reason"]: group["complaints"] for group in drawn.get("excluded", [])}}
    print(f"{survey}: {invited} of {len(population)}, {len(population) - len(sample)} excluded")
    sys.exit(0 if own == on_record else 1)


main()
