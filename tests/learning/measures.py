#!/usr/bin/env python3
"""Every measure of `cmt report kpi`, computed again from what `cmt export` gives, and compared.

    measures.py CMT REGISTER [--period 2026-Q1]...

It shares nothing with the program but the formulas of docs/measures.md: it replays the histories of
the exported complaints by itself, with Python's own dates. Due times are taken from the export, where
`due` has them. Exit code 0 when all figures are equal, 1 with the differences otherwise.
"""
import argparse
import collections
import datetime
import json
import math
import os
import subprocess
import sys
import zoneinfo
from fractions import Fraction

D = datetime.date
DAY = datetime.timedelta(days=1)
OPEN = {"new", "assessed", "investigating", "pending-complainant", "proposed", "decided",
        "communicated", "remedying", "contested", "referred"}
FINDINGS = {"upheld", "partly-upheld", "not-upheld", "no-finding"}


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Register:
    def __init__(self, zone, now):
        self.zone = zoneinfo.ZoneInfo(zone)
        self.now = instant(now)
        self.today = self.now.astimezone(self.zone).date()

    def date(self, text):
        """The local date of a time as a record has it; None when it is not known."""
        if not text or text == "unknown":
            return None
        if len(text) == 10:
            return D.fromisoformat(text)
        return instant(text).astimezone(self.zone).date()


class Cycle:
    def __init__(self, opened=None):
        self.opened = opened
        self.answered = self.told = self.communicated = None
        self.has_told = False
        self.accepted = self.contested = self.ended = None
        self.end = self.closure = None
        self.outcome = None
        self.remedies = []
        self.ack = None
        self.extended = False


class Complaint:
    """A complaint as its exported history tells it."""

    def __init__(self, line, register):
        self.line, self.id = line, line["id"]
        date = register.date
        first = line["history"][0]
        self.kind, self.status = line["kind"], line["status"]
        self.imported = bool(line["source"])
        self.received = date(line["received_at"])
        self.received_text = line["received_at"]
        self.registered = date(line["registered_at"])
        self.first = first
        self.cycles = [Cycle()]
        self.level = self.highest = 0
        self.assessed = self.wrong = self.told_once = False
        self.outside, self.split, self.links = [], False, []
        self.voluntary = None
        self.events, self.late = [], []
        self.lessons = self.approver = False
        self.others = list(first.get("other_categories", []))
        self.recurring = first.get("recurring")
        severity = impact = priority = None
        for event in line["history"]:
            name, cycle, at = event["event"], self.cycles[-1], event["at"]
            on = date(at)
            if on and not event.get("imported") and not (name == "received" and self.imported):
                self.events.append(on)
                recorded = date(event.get("recorded_at"))
                if recorded and (recorded - on).days > 2:
                    self.late.append(on)
            if name == "acknowledged":
                cycle.ack = cycle.ack or at
            elif name == "assessed":
                before = priority
                self.assessed = True
                severity, impact = event.get("severity", severity), event.get("impact", impact)
                priority = event.get("priority") or (severity, impact, event.get("safety"))
                self.others = event.get("other_categories") or self.others
                if event.get("reason") == "initial-wrong":
                    self.wrong = self.wrong or self.rank(before) != self.rank(priority)
            elif name == "response-proposed":
                cycle.outcome = event.get("outcome") or cycle.outcome
                cycle.remedies = event.get("remedies", [])
            elif name == "decided":
                self.approver = True
            elif name == "decision-communicated":
                self.told_once = True
                cycle.outcome = event.get("outcome") or cycle.outcome
                cycle.communicated, cycle.has_told = at, True
                cycle.answered = cycle.answered or at
                cycle.told = cycle.outcome
            elif name == "accepted":
                cycle.accepted, cycle.contested = at, None
            elif name == "contested":
                cycle.contested = at
            elif name == "escalated":
                self.level = event.get("level", self.level)
                self.highest = max(self.highest, self.level)
                if cycle.contested:
                    cycle.contested = None
            elif name == "referred":
                self.outside.append([at, None, False])
                self.level = self.highest = 3
            elif name == "dispute-closed":
                if self.outside:
                    self.outside[-1][1:] = [at, event.get("action_needed") is True]
            elif name in ("closed", "withdrawn", "merged", "rejected", "voided"):
                cycle.ended, cycle.end = at, name
                if name == "closed":
                    cycle.closure = event.get("reason")
                    self.lessons = bool(event.get("lessons") or event.get("no_lessons_reason"))
                    if cycle.closure == "external-decision":
                        cycle.outcome = "external"
                if name == "withdrawn":
                    self.voluntary = event.get("voluntary")
                    cycle.outcome = "withdrawn"
            elif name == "reopened":
                self.cycles.append(Cycle(at))
                self.cycles[-1].ack = None
            elif name == "unmerged":
                cycle.ended = cycle.end = None
            elif name == "split":
                self.split = True
            elif name == "linked":
                self.links.append(event.get("type", "linked"))
            elif name == "extended":
                cycle.extended = cycle.extended or event.get("deadline") not in ("reply", "external")
            elif name == "corrected" and event.get("field") == "recurring":
                self.recurring = {"true": True, "false": False}.get(event.get("value"), "unknown")
        self.counted = self.kind == "complaint" and self.status not in ("void", "merged", "rejected")

    @staticmethod
    def rank(priority):
        if not isinstance(priority, tuple):
            return priority
        severity, impact, safety = priority
        if safety:
            return "P1"
        return "P" + str([[4, 4, 3, 3], [4, 3, 3, 2], [3, 3, 2, 1], [2, 2, 1, 1]]
                         [(severity or 1) - 1][(impact or 1) - 1])


def nearest_rank(numbers, p):
    if not numbers:
        return None
    return sorted(numbers)[max(1, math.ceil(p * len(numbers) / 100)) - 1]


def required(c):
    """The fields of K49, in the words of docs/measures.md: how many are there, of how many."""
    line, first = c.line, c.first
    known = lambda value: value is not None and value != "" and value != "unknown"
    cycle = c.cycles[-1]
    fields = [known(line["received_at"]), known(line["medium"]),
              known(line["language"]) and line["language"] != "und",
              known(line["complainant"]) or line["anonymous"],
              known(line["description"]) or known(line["summary"]), "occurred_on" in first,
              c.recurring in (True, False),
              first.get("remedy_sought", {}).get("requested") in (True, False),
              first.get("immediate_action", {}).get("taken") in (True, False)]
    stage = {"assessed": 1, "investigating": 2, "pending-complainant": 2, "proposed": 3,
             "decided": 4, "communicated": 5, "remedying": 5, "contested": 5, "referred": 5,
             "closed": 6}.get(c.status, 0)
    if stage >= 1:
        fields += [known(line[key]) for key in
                   ("severity", "impact", "complexity", "category", "product", "unit", "owner")]
    if stage == 2:
        fields.append(any(e["event"] == "investigation-started" for e in line["history"]))
    if stage >= 3:
        fields.append(known(line["outcome"]))
    if stage >= 4:
        fields.append(c.approver)
    if stage >= 5:
        fields.append(known(cycle.communicated))
    if stage >= 6:
        fields += [known(cycle.ended), known(cycle.closure), c.lessons]
        if needs_cause(c):
            fields.append(bool(line["causes"]))
    return sum(fields), len(fields)


def needs_cause(c):
    return (c.line["outcome"] in ("upheld", "partly-upheld") or c.line["safety"]
            or c.recurring is True)


def compute(complaints, register, start, end):
    """All measures, by id: a number, a Fraction, or None for nothing to divide by."""
    date = register.date
    out = {}

    def inside(day):
        if day is None:
            return start is None and end is None
        return (start is None or start <= day) and (end is None or day <= end)

    def share(key, pairs):
        pairs = list(pairs)
        whole = len(pairs)
        out[key] = Fraction(100 * sum(map(bool, pairs)), whole) if whole else None

    counted = [c for c in complaints if c.counted]
    received = [c for c in counted if not c.split and inside(c.received)]
    whole = [c for c in counted if not c.split]
    decisions = [(c, y) for c in counted for y in c.cycles
                 if y.has_told and inside(date(y.communicated))]
    answers = [(c, y) for c in counted for y in c.cycles if y.has_told and inside(date(y.answered))]
    closings = [(c, y) for c in counted for y in c.cycles
                if y.end == "closed" and y.ended and inside(date(y.ended))]
    last_closings = [(c, y) for c, y in closings if c.status == "closed" and y is c.cycles[-1]]

    out["K01"] = len(received)
    feedback = [c for c in complaints
                if c.status not in ("void", "merged", "rejected") and not c.split and inside(c.received)]
    share("K03", [c.kind == "complaint" for c in feedback])
    for kind in {c.kind for c in feedback} - {"complaint"}:
        share("K03." + kind, [c.kind == kind for c in feedback])

    def days(pairs):
        return [(b - a).days for a, b in pairs if a and b and b >= a]

    ack = days((c.received, date(c.cycles[0].ack)) for c in received if c.cycles[0].ack)
    out["K05"], out["K05.p90"] = nearest_rank(ack, 50), nearest_rank(ack, 90)
    lag = days((c.received, c.registered) for c in received if not c.imported)
    out["K06"], out["K06.p90"] = nearest_rank(lag, 50), nearest_rank(lag, 90)
    first = days((c.received, date(y.answered)) for c, y in answers if y is c.cycles[0])
    out["K08"], out["K08.p90"] = nearest_rank(first, 50), nearest_rank(first, 90)
    out["K08.mean"] = Fraction(sum(first), len(first)) if first else None
    handling = days((c.received, date(y.ended)) for c, y in last_closings)
    out["K10"], out["K10.p90"] = nearest_rank(handling, 50), nearest_rank(handling, 90)

    share("K07", [len(c.cycles) == 1 and c.highest == 0 and c.told_once and c.cycles[0].accepted
                  and c.received and date(c.cycles[0].accepted)
                  and date(c.cycles[0].accepted) <= c.received
                  for c in received if not (c.status == "withdrawn" and not c.told_once)])
    share("K17", [c.wrong for c in received if c.assessed])
    share("K18", [y.extended for _, y in answers])
    share("K19", [c.highest >= 2 for c in received])
    share("K20", [c.outside for c in received])
    out["K20.events"] = sum(inside(date(s[0])) for c in counted for s in c.outside)
    share("K21", [s[2] for c in counted for s in c.outside if s[1] and inside(date(s[1]))])
    share("K22", [c.told_once for c in received if c.status != "withdrawn"])
    settled = [(c, y) for c, y in decisions
               if y.accepted or y.contested or y.ended or y is not c.cycles[-1]
               or not date(y.communicated) or date(y.communicated) + 30 * DAY < register.today]
    share("K23", [y.accepted for _, y in settled])
    share("K23.lapsed", [y.closure == "lapsed" for _, y in settled])
    share("K24", [y.told in ("upheld", "partly-upheld") for _, y in decisions if y.told in FINDINGS])
    given = [r for _, y in decisions if y.told in ("upheld", "partly-upheld", "no-finding")
             for r in y.remedies]
    out["K25"] = len(given)
    sums = collections.defaultdict(Fraction)
    for remedy in given:
        if remedy.get("amount"):
            sums[remedy["amount"]["currency"]] += Fraction(remedy["amount"]["amount"])
    for currency, total in sums.items():
        out["K25." + currency] = total
    again = []
    for c, y in closings:
        index = c.cycles.index(y)
        nxt = c.cycles[index + 1] if index + 1 < len(c.cycles) else None
        again.append(nxt and date(nxt.opened) and date(y.ended)
                     and date(nxt.opened) <= date(y.ended) + 90 * DAY)
    share("K27.cohort", again)
    share("K28", [c.status == "withdrawn" for c in received])
    share("K28.involuntary", [c.voluntary is False for c in received if c.status == "withdrawn"])
    for key, status in (("K29", "rejected"), ("K30", "merged")):
        share(key, [c.status == status for c in complaints
                    if c.kind == "complaint" and not c.split and inside(c.received)
                    and (c.counted or c.status == status)])
    share("K31", [y.closure == "lapsed" for _, y in closings])

    people = collections.defaultdict(list)
    for c in whole:
        if c.line["complainant"] and c.received:
            people[c.line["complainant"]].append(c.received)
    repeats = []
    for dates in people.values():
        mine = [d for d in dates if inside(d)]
        if not mine:
            continue
        dates.sort()
        def year_earlier(d):
            try:
                return d.replace(year=d.year - 1)
            except ValueError:
                return D(d.year - 1, 2, 28)
        repeats.append(any(i > 0 and inside(d) and dates[i - 1] > year_earlier(d)
                           for i, d in enumerate(dates)))
    share("K32", repeats)
    share("K33", [c.recurring is True or "follows" in c.links for c in received])
    share("K35", [c.line["causes"] and c.line["causes"][0] != "C99"
                  for c, _ in last_closings if needs_cause(c)])
    fields = [required(c) for c in counted]
    owed = sum(f[1] for f in fields)
    out["K49"] = Fraction(100 * sum(f[0] for f in fields), owed) if owed else None
    events = sum(inside(d) for c in counted for d in c.events)
    out["K50"] = Fraction(100 * sum(inside(d) for c in counted for d in c.late), events) if events else None
    share("K52", [c.first.get("vulnerability") for c in received])
    share("K55", [c.line["category"] in ("P34", "P43") or {"P34", "P43"} & set(c.others)
                  or "caused-by" in c.links for c in received])

    open_cases = [c for c in counted if c.status in OPEN]
    out["K12"] = len(open_cases)
    with_due = [c for c in open_cases if any(d["status"] in ("open", "waiting", "overdue", "late", "missed", "met")
                                             for d in c.line["due"])]
    out["K13"] = sum(any(d["status"] == "overdue" for d in c.line["due"]) for c in open_cases) \
        if with_due else None

    # The clocks, as the export reads them; a due time at midnight belongs to the day that closes.
    def due_day(text):
        if len(text) == 10:
            return D.fromisoformat(text)
        local = instant(text).astimezone(register.zone)
        return local.date() - DAY if local.time() == datetime.time() else local.date()

    for key, code in (("K04", "ack"), ("K09", "final"), ("K26", "remedy")):
        share(key, [d["status"] == "met" for c in whole for d in c.line["due"]
                    if d["code"] == code and inside(due_day(d["due"]))
                    and d["status"] not in ("open", "waiting")])
    share("K09b", [d["status"] == "met" for c, y in answers for d in c.line["due"]
                   if d["code"] == "final" and d["cycle"] == c.cycles.index(y) + 1
                   and d["status"] not in ("open", "waiting")])
    return out


def shown(number):
    """To one decimal, halves away from zero, as the report rounds."""
    if number is None:
        return None
    if isinstance(number, int):
        return number
    tenths = abs(number) * 10
    rounded = int(tenths) + (1 if tenths - int(tenths) >= Fraction(1, 2) else 0)
    return math.copysign(rounded / 10, number) if rounded else 0.0


def run(cmt, register, *words):
    done = subprocess.run([cmt, "-C", register, *words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"cmt {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cmt")
    parser.add_argument("register")
    parser.add_argument("--period", action="append", default=[])
    arguments = parser.parse_args()
    lines = [json.loads(line) for line in
             run(arguments.cmt, arguments.register, "export", "--format", "jsonl").splitlines()]
    wrong = checked = 0
    unchecked = set()
    for period in [None, *arguments.period]:
        words = ["report", "kpi", "--format", "json"] + (["--period", period] if period else [])
        report = json.loads(run(arguments.cmt, arguments.register, *words))
        register = Register(report["timezone"], os.environ["CMT_NOW"])
        complaints = [Complaint(line, register) for line in lines]
        bounds = report["period"] or {}
        day = lambda key: D.fromisoformat(bounds[key]) if bounds.get(key) else None
        own = compute(complaints, register, day("from"), day("to"))
        for measure in report["measures"]:
            key = measure["id"]
            if key not in own:
                if measure["value"] is not None:
                    unchecked.add(key)
                continue
            checked += 1
            if shown(own[key]) != measure["value"]:
                wrong += 1
                print(f"{period or 'all'}: {key} is {measure['value']}"
                      f" ({measure['numerator']} / {measure['denominator']}), here {shown(own[key])}")
    print(f"{arguments.register}: {checked} figures compared, {wrong} differ;"
          f" not computed here: {' '.join(sorted(unchecked)) or 'none'}")
    sys.exit(1 if wrong else 0)


main()
