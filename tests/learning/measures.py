#!/usr/bin/env python3
"""Every measure of `cmt report kpi`, computed again from what `cmt export` gives, and compared.

    measures.py CMT REGISTER [--period 2026-Q1]...

It shares nothing with the program but the formulas of docs/measures.md: it replays the histories of
the exported complaints by itself, with Python's own dates. Due times are taken from the export, where
`due` has them; those without extensions from a second register, into which the same histories are
imported without them. Exit code 0 when every figure was computed and all are equal, else 1.
"""
import argparse
import calendar
import collections
import datetime
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zoneinfo
from fractions import Fraction

D = datetime.date
DAY = datetime.timedelta(days=1)
OPEN = {"new", "assessed", "investigating", "pending-complainant", "proposed", "decided",
        "communicated", "remedying", "contested", "referred"}
ENDS = {"closed": "closed", "withdrawn": "withdrawn", "rejected": "rejected", "merged": "merged",
        "voided": "void"}
# What comes after the complainant was asked and does more than add to the record.
GOES_ON = {"info-received", "response-proposed", "referred", "reopened", "unmerged", *ENDS}
# What the complainant hears from us.
TELLS = {"acknowledged", "updated", "extended", "info-requested", "decision-communicated"}
DATA = pathlib.Path(__file__).resolve().parents[2] / "lib/data"
PAYS = set(re.findall(r"code: (R\d+)\n(?:(?! *- code)(?!\n).*\n)*? +amount: required",
                      (DATA / "value-lists.yaml").read_text(encoding="utf-8")))
FINDINGS = {"upheld", "partly-upheld", "not-upheld", "no-finding"}


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Register:
    def __init__(self, folder, zone, now):
        self.folder = pathlib.Path(folder)
        settings = (self.folder / "cmt.yaml").read_text(encoding="utf-8")
        own = re.search(r"^profile: *([\w-]+)", settings, re.MULTILINE)
        self.profile = own.group(1) if own else "iso"
        self.staff = [{"id": re.search(r"\bid: (\w+)", one).group(1), "active": "active: false" not in one,
                       "roles": re.search(r"roles: \[([^]]*)\]", one).group(1).split(", ")}
                      for one in re.findall(r"^  - (\{id: .*\})$", settings, re.MULTILINE)]
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

    def limit(self, first, code):
        """What the terms of a complaint say of one limit; empty when they have none."""
        if "limits" in first:
            return next((one for one in re.split(r"[,;]", first["limits"]) if one.split()[0] == code), "")
        name = first.get("profile", self.profile).split("@")[0] + ".yaml"
        paths = [folder / name for folder in (self.folder / "profiles", DATA / "profiles")]
        text = next(path for path in paths if path.exists()).read_text(encoding="utf-8")
        found = re.search(rf"- code: {code}\n((?: +[a-z_]+:.*\n)*)", text)
        return found.group(0).replace("stop_clock: true", "stops") if found else ""

    def due_day(self, text):
        """A due time at midnight belongs to the day that closes."""
        if len(text) == 10:
            return D.fromisoformat(text)
        local = instant(text).astimezone(self.zone)
        return local.date() - DAY if local.time() == datetime.time() else local.date()

    def due_end(self, text):
        """The moment at which something due is late: of a day, its end."""
        if len(text) > 10:
            return instant(text)
        return datetime.datetime.combine(D.fromisoformat(text) + DAY, datetime.time(), self.zone)

    def in_time(self, due, at):
        if len(due) == 10 or len(at) == 10:
            return self.date(at) <= self.due_day(due)
        return instant(at) <= instant(due)


class Cycle:
    def __init__(self, opened=None):
        self.opened = opened
        self.answered = self.told = self.communicated = None
        self.has_told = False
        self.accepted = self.contested = self.ended = None
        self.end = self.closure = None
        self.outcome = None
        self.remedies = []
        self.waits = []
        self.contacts = []
        self.started = False
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
        occurred = first.get("occurred_on")
        self.problem = D.fromisoformat(occurred) if occurred and occurred != "unknown" else self.received
        self.promises, self.promises_named = [], []
        # The limit of the answer stands still while the complainant is asked.
        self.stops = "stops" in register.limit(first, "final")
        self.is_kept_up = bool(register.limit(first, "update"))
        # The stages: from which day on, in which status ("open" for every open one), as which kind.
        self.stages = [(self.registered, "open", first.get("kind", "complaint"))]
        imported = date(first.get("source", {}).get("imported_at"))
        severity = impact = priority = None
        for event in line["history"]:
            name, cycle, at = event["event"], self.cycles[-1], event["at"]
            on = date(at)
            day, status, kind = self.stages[-1]
            if name in ENDS or name in ("reopened", "unmerged", "referred", "reclassified"):
                if name == "reclassified":
                    kind = event["kind"]
                else:
                    status = ENDS.get(name, "open")
                stage = (max(on or imported, day), status, kind)
                if stage[1:] != self.stages[-1][1:]:
                    self.stages.append(stage)
            if name in TELLS and on:
                cycle.contacts.append(at)
            if name == "info-requested":
                if not cycle.waits or cycle.waits[-1][1]:
                    cycle.waits.append([at, None])
            elif name in GOES_ON and cycle.waits and not cycle.waits[-1][1]:
                cycle.waits[-1][1] = at
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
                self.promises_named = event.get("promises_broken") or self.promises_named
                severity, impact = event.get("severity", severity), event.get("impact", impact)
                priority = event.get("priority") or (severity, impact, event.get("safety"))
                self.others = event.get("other_categories") or self.others
                if event.get("reason") == "initial-wrong":
                    self.wrong = self.wrong or self.rank(before) != self.rank(priority)
            elif name == "response-proposed":
                self.promises = event.get("promises", [])
                cycle.outcome = event.get("outcome") or cycle.outcome
                cycle.remedies = [dict(one) for one in event.get("remedies", [])]
            elif name == "remedy-started":
                cycle.started = True
            elif name in ("remedy-done", "remedy-verified"):
                mark, before = ("done", None) if name == "remedy-done" else ("verified", "done")
                for one in cycle.remedies:
                    if one["code"] == event["remedy"] and mark not in one and (not before or before in one):
                        one[mark] = at
                        break
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

    def was_open(self, day):
        """Whether it was an open complaint when the day began."""
        before = [stage for stage in self.stages if stage[0] < day]
        return bool(before) and before[-1][1:] == ("open", "complaint")

    def dues(self, code, cycle):
        number = self.cycles.index(cycle) + 1
        return [one for one in self.line["due"] if one["code"] == code and one["cycle"] == number]

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


def flows(complaints, start, end):
    """Stock and flow over the days from start to end: a count a line of the identity."""
    count = collections.Counter()
    for c in complaints:
        count["start"] += c.was_open(start)
        count["end"] += c.was_open(end + DAY)
        if c.stages[0][2] == "complaint" and start <= c.stages[0][0] <= end:
            count["received"] += 1
        for before, after in zip(c.stages, c.stages[1:]):
            if not start <= after[0] <= end:
                continue
            was, now = (stage[1:] == ("open", "complaint") for stage in (before, after))
            if was and not now:
                count["reclassified out" if after[2] != "complaint" else after[1]] += 1
            elif now and not was:
                count["reclassified in" if before[2] != "complaint" else
                      "unmerged" if before[1] == "merged" else "reopened"] += 1
    return count


def months_before(day, months):
    index = day.year * 12 + day.month - 1 - months
    first = D(index // 12, index % 12 + 1, 1)
    following = D((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + (day.day - 1) * DAY, following - DAY)


def periods_before(end, count, start, last):
    """The day `count` periods of the kind start..last before the day `end`."""
    if start is None or last is None:
        return months_before(end, count)
    if start.day != 1 or end.day != 1:
        return end - count * (end - start)
    return months_before(end, count * ((end.year - start.year) * 12 + end.month - start.month))


def waited(c, cycle, register):
    """Days on which the complainant was waited for before the answer; no day twice."""
    answer, until, days = register.date(cycle.answered), c.received, 0
    if not c.stops or not c.dues("final", cycle) or not answer or not until:
        return 0
    for begun, over in cycle.waits:
        first, last = register.date(begun), register.date(over) if over else answer
        if not first or not last:
            continue
        first, last = max(first, until), min(last, answer)
        if last > first:
            days, until = days + (last - first).days, last
    return days


def heard(c, cycle, register):
    """When intervals in which the complainant was to hear from us ended because they did. The export
    has those that ended otherwise."""
    moment = lambda text: instant(text) if len(text) > 10 else register.due_end(text) - DAY
    begun = cycle.opened or c.received_text
    if not c.is_kept_up or c.line["anonymous"] or not begun or begun == "unknown":
        return []
    ends = [moment(end) for end in (cycle.answered, cycle.ended) if end and end != "unknown"]
    found, last = [], moment(begun)
    for at in cycle.contacts:
        if last < moment(at) and not (ends and min(ends) <= moment(at)):
            found.append(register.date(at))
            last = moment(at)
    return found


def closing(c, cycle, due, register):
    """Whether the cycle was closed by the due time; None while neither, or where that is not counted."""
    if not cycle.ended or (cycle is c.cycles[-1] and c.status in OPEN):
        return False if register.due_end(due) <= register.now else None
    if cycle.ended == "unknown":
        return None
    in_time = register.in_time(due, cycle.ended)
    return in_time if cycle.end == "closed" else None if in_time else False


def close_target(c, cycle, register):
    """When the cycle is to be closed; None where it has no target."""
    remedies = c.dues("remedy", cycle)
    if (cycle.ended and cycle.end != "closed" and (cycle.accepted or cycle.started)
            and len(remedies) < len(cycle.remedies)):
        return None
    due = [one["due"] for one in remedies] or [one["due"] for one in c.dues("final", cycle)]
    return max(due, key=register.due_end) if due else None


class Records:
    """The histories of the records besides complaints, as `show --json` has them."""

    LETTERS = {"action": "A", "survey": "S", "charter": "C", "dispute": "D", "training": "T", "audit": "E", "review": "M",
               "objective": "G"}

    def __init__(self, cmt, register):
        for kind, letter in self.LETTERS.items():
            folder = pathlib.Path(register) / {"charter": "charter"}.get(kind, kind + "s")
            ids = sorted(path.stem for path in folder.glob(letter + "-*.yaml"))
            setattr(self, kind + "s", [json.loads(run(cmt, register, kind, "show", one, "--json"))
                                       for one in ids])


def first_of(record, *names):
    return next((e for e in record["history"] if e["event"] in names), None)


def last_of(record, *names):
    return next((e for e in reversed(record["history"]) if e["event"] in names), None)


def cycles_of(action):
    """The history of an action cut after each check that sent it back to the analysis."""
    out = [[]]
    for event in action["history"]:
        out[-1].append(event)
        if event["event"] == "verified" and event["verdict"] in ("partly", "not-effective"):
            out.append([])
    return out


def of_actions(out, share, records, received, complaints, inside, register):
    date, actions = register.date, records.actions
    if not actions:
        for key in ("K34", "K36", "K37", "K38", "K39", "K40"):
            out[key] = None
        return
    is_of = lambda action, name: any(e["event"] == name for e in action["history"])
    given_up = lambda action: is_of(action, "rejected") or is_of(action, "cancelled")
    named = lambda action: {one for e in action["history"] if e["event"] in ("opened", "linked")
                            for one in e.get("complaints", [])}
    implemented = lambda action: date((last_of(action, "implemented") or {}).get("at"))

    def is_against(action, c):
        criterion = (last_of(action, "planned") or {}).get("criterion", {})
        causes = criterion.get("causes")
        if causes:
            return (c.counted and set(causes) & set(c.line["causes"])
                    and c.line["category"] in (criterion.get("categories") or [c.line["category"]])
                    and c.line["product"] == criterion.get("product", c.line["product"])
                    and c.line["unit"] == criterion.get("unit", c.line["unit"]))
        analysed = [e["cause"]["codes"] for e in action["history"] if e["event"] == "analysed" and "cause" in e]
        return bool(analysed) and bool(set(analysed[-1]) & set(c.line["causes"]))

    share("K34", [any(is_of(a, "closed") and c.problem and implemented(a) and c.problem > implemented(a)
                      and is_against(a, c) for a in actions)
                  for c in received if c.line["causes"] and c.line["causes"][0] != "C99"])
    leading = {one for a in actions for one in named(a)
               if a["history"][0]["kind"] == "corrective" and not given_up(a)}
    share("K36", [c.id in leading for c in complaints if c.counted for y in c.cycles
                  if y.end == "closed" and y.ended and inside(date(y.ended))
                  and (y.told or y.outcome) in ("upheld", "partly-upheld")])
    for key, pick in (("K37", -1), ("K37.first", 0)):
        kept = []
        for action in actions:
            if given_up(action):
                continue
            plans = next((due for due in ([e["due"] for e in cycle if e["event"] == "planned"]
                                          for cycle in reversed(cycles_of(action))) if due), [])
            due = D.fromisoformat(plans[pick]) if plans else None
            if due and inside(due) and (implemented(action) or due < register.today):
                kept.append(implemented(action) and implemented(action) <= due)
        share(key, kept)
    checks = [e["verdict"] for a in actions for e in a["history"]
              if e["event"] == "verified" and inside(date(e["at"]))]
    share("K38", [v == "effective" for v in checks if v != "not-assessable"])
    out["K38.unassessable"] = checks.count("not-assessable")
    done = [a for a in actions if implemented(a) and inside(implemented(a))]
    out["K39"] = nearest_rank([(implemented(a) - date(a["history"][0]["at"])).days for a in done], 50)
    out["K40"] = sum(bool(last_of(a, "implemented").get("documents_changed")) and bool(named(a)) for a in done)


Z = {90: 1.645, 95: 1.96, 99: 2.576}


def of_surveys(out, share, records, inside, register):
    date = register.date
    if not records.surveys:
        out["K41"] = None
        return
    scores, asked, population, confidences = [], [], 0, set()
    for survey in records.surveys:
        plan = last_of(survey, "planned")
        if last_of(survey, "cancelled") or plan["purpose"] != "complaint-process":
            continue
        question = next((q for q in plan["questions"] if q.get("characteristic", q["id"]) == "overall"), None)
        closed, sent, failed, answers = False, {}, set(), {}
        draw = first_of(survey, "drawn")
        for event in survey["history"]:
            if event["event"] == "closed":
                closed = True
            elif event["event"] == "sent":
                for one in event.get("complaints") or draw["sample"]:
                    sent.setdefault(one, date(event["at"]))
            elif event["event"] == "failed":
                failed.update(event["complaints"])
            elif event["event"] == "answered":
                for row in event["rows"]:
                    on = D.fromisoformat(row["on"]) if "on" in row else date(event["at"])
                    late = closed or on > D.fromisoformat(plan["closes"])
                    answers[row["complaint"]] = (on, late, dict(w.split("=") for w in row["answers"].split()))
        mine = [values for on, late, values in answers.values() if inside(on) and not late]
        if mine:
            confidences.add(plan.get("confidence", 95))
            population += draw["population"] - sum(len(g["complaints"]) for g in draw.get("excluded", []))
        top = question.get("scale_max", 5) - 1 if question else None
        scores += [int(values[question["id"]]) >= top for values in mine if question and question["id"] in values]
        asked += [one in answers and not answers[one][1] for one, on in sent.items()
                  if inside(on) and (one not in failed or one in answers)]
    share("K41", scores)
    n, p = len(scores), sum(scores) / len(scores) if scores else 0
    z = Z[confidences.pop()] if len(confidences) == 1 else 1.96
    out["K41.margin"] = None if not n else Fraction(0) if n >= population else \
        Fraction(round(1000 * z * math.sqrt(p * (1 - p) / n * (population - n) / (population - 1))), 10)
    if n < 5:  # held back
        out["K41"] = out["K41.margin"] = "<5" if n else None
    share("K41.response", asked)


def of_promises(out, share, records, counted, inside):
    said = [(c, c.promises) for c in counted]
    if not records.charters and not any(c.promises or c.promises_named for c in counted):
        out["K42"] = None
        return
    found = [one["result"] for c, all_ in said if inside(c.problem) and not c.split for one in all_ if "result" in one]
    out["K42"] = found.count("broken")
    share("K42.share", [one == "broken" for one in found if one != "not-determined"])


def of_disputes(out, records, counted, inside, register):
    date = register.date
    if not records.disputes:
        out["K43"] = out["K54"] = None
        return
    times, legal, ids = [], 0, {c.id for c in counted}
    for dispute in records.disputes:
        if dispute["complaint"] not in ids:
            continue
        result, notice = last_of(dispute, "resolved"), last_of(dispute, "notice-received")
        kind = next((e["type"] for e in reversed(dispute["history"]) if "type" in e), None)
        if result and notice and inside(date(result["at"])) and date(result["at"]) >= date(notice["at"]):
            times.append((date(result["at"]) - date(notice["at"])).days)
        legal += kind == "legal" and inside(date(dispute["history"][0]["at"]))
    out["K43"], out["K54"] = nearest_rank(times, 50), legal


def months_after(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return D(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def of_figures_told(out, records, received, last_closings, inside, register, start, end):
    """K02, K45 and K51: of what cmt.yaml and the closings say."""
    settings = (register.folder / "cmt.yaml").read_text(encoding="utf-8")
    rows = [(D.fromisoformat(a), D.fromisoformat(b), int(n)) for a, b, n in
            re.findall(r"\{from: (\S+), to: (\S+), count: (\d+)\}", settings)]
    within = [row for row in rows if start and end and start <= row[0] and row[1] <= end]
    days = {first + DAY * i for first, last, _ in within for i in range((last - first).days + 1)}
    is_covered = bool(start and end) and len(days) == (end - start).days + 1
    out["K02"] = Fraction(1000 * len(received), sum(row[2] for row in within)) if is_covered else None

    ideas = [a for a in records.actions if a["history"][0]["source"] == "suggestion"
             and not any(e.get("complaints") for e in a["history"] if e["event"] in ("opened", "linked"))
             and inside(register.date(a["history"][0]["at"]))]
    out["K45"] = len(ideas) if records.actions else None
    adopted = [a for a in ideas if (last_of(a, "planned", "approved") or {"event": ""})["event"] == "approved"
               and not last_of(a, "cancelled", "rejected")]
    out["K45.adopted"] = Fraction(100 * len(adopted), len(ideas)) if ideas else None

    rate = re.search(r"^handling_rate: \{amount: \"([0-9.]+)\", currency: (\w+)\}", settings, re.MULTILINE)
    minutes, costs = [], []
    for complaint, _ in last_closings:
        closing = last_of(complaint.line, "closed")
        if "handling_minutes" not in closing:
            continue
        minutes.append(closing["handling_minutes"])
        external = closing.get("external_cost")
        if rate and (not external or external["currency"] == rate.group(2)):
            costs.append(Fraction(rate.group(1)) * minutes[-1] / 60 + Fraction(external["amount"] if external else 0))
    out["K51"] = Fraction(sum(costs), len(costs)) if costs else None
    out["K51.minutes"] = Fraction(sum(minutes), len(minutes)) if minutes else None


def of_governance(out, share, records, inside, register):
    date = register.date
    due_of = lambda text: D.fromisoformat(text) if text else None
    if records.trainings:
        courses = [c for c in records.trainings if not last_of(c, "retired")]

        def lacks(course, person):
            months = course["history"][0].get("validity_months")
            taken = [date(e["at"]) for e in course["history"] if e["event"] == "given" and person["id"] in e["persons"]
                     and date(e["at"]) <= register.today]
            return not any(months is None or register.today < months_after(day, months) for day in taken)
        needed = lambda course, person: not course["history"][0].get("roles") or \
            set(course["history"][0]["roles"]) & set(person["roles"])
        share("K44", [not any(lacks(c, p) for c in courses if needed(c, p)) for p in register.staff
                      if p["active"] and any(needed(c, p) for c in courses)])
    else:
        out["K44"] = None
    if records.audits:
        held, findings = [], []
        for audit in records.audits:
            plan, reported = last_of(audit, "planned"), last_of(audit, "reported")
            if plan and not last_of(audit, "cancelled") and inside(due_of(plan["on"])) and \
                    (reported or due_of(plan["on"]) < register.today):
                held.append(reported)
            number = 0
            for event in audit["history"]:
                if event["event"] != "finding":
                    continue
                number += 1
                due = due_of(event.get("due"))
                settled = next((date(e["at"]) for e in audit["history"] if e["event"] == "followed-up"
                                and e["finding"] == number and e["settled"]), None)
                if event["grade"] in ("major", "minor") and due and inside(due) and (settled or due < register.today):
                    findings.append(settled and settled <= due)
        share("K46", held)
        share("K47", findings)
    else:
        out["K46"] = out["K47"] = None
    if not records.reviews:
        out["K48"] = None
        return
    actions, decisions = {a["id"]: a for a in records.actions}, []
    for review in records.reviews:
        number = 0
        for event in review["history"]:
            if event["event"] != "decided":
                continue
            number += 1
            due = due_of(event["due"])
            done = next((date(e["at"]) for e in review["history"] if e["event"] == "done" and e["decision"] == number), None)
            action = actions.get(event.get("action"))
            if action and (last_of(action, "rejected") or last_of(action, "cancelled")):
                continue
            if action and last_of(action, "closed"):
                done = date(last_of(action, "closed")["at"])
            if inside(due) and (done or due < register.today):
                decisions.append(done and done <= due)
    share("K48", decisions)


def of_objectives(share, records, inside, figures):
    """K53; `figures` gives all measures of a period and their numbers of cases."""
    met = []
    for objective in records.objectives:
        terms, approved = last_of(objective, "set"), last_of(objective, "approved")
        if not approved or last_of(objective, "cancelled"):
            continue
        months = {"month": 1, "quarter": 3, "year": 12}[terms["every"]]
        start, last = D.fromisoformat(terms["from"]), D.fromisoformat(terms["to"])
        while start <= last:
            end = months_after(start, months) - DAY
            if inside(end):
                value, cases = figures(terms["measure"], start, end)
                if cases >= 5:
                    target = Fraction(terms["target"])
                    met.append(value >= target if terms["operator"] == "at-least" else value <= target)
            start = end + DAY
    share("K53", met)


def compute(complaints, unextended, register, start, end, records, with_objectives=True):
    """All measures, by id: a number, a Fraction, or None for nothing to divide by."""
    date = register.date
    out, cases = {}, {}

    def inside(day):
        if day is None:
            return start is None and end is None
        return (start is None or start <= day) and (end is None or day <= end)

    def share(key, pairs):
        pairs = list(pairs)
        whole = cases[key] = len(pairs)
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
    net = [(date(y.answered) - c.received).days - waited(c, y, register) for c, y in answers
           if y is c.cycles[0] and c.received and date(y.answered) and date(y.answered) >= c.received]
    out["K08.net"], out["K08.net.p90"] = nearest_rank(net, 50), nearest_rank(net, 90)
    out["K08.net.mean"] = Fraction(sum(net), len(net)) if net else None
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

    due_day = register.due_day
    for key, code in (("K04", "ack"), ("K09", "final"), ("K26", "remedy")):
        share(key, [d["status"] == "met" for c in whole for d in c.line["due"]
                    if d["code"] == code and inside(due_day(d["due"]))
                    and d["status"] not in ("open", "waiting")])
    share("K09b", [d["status"] == "met" for c, y in answers for d in c.line["due"]
                   if d["code"] == "final" and d["cycle"] == c.cycles.index(y) + 1
                   and d["status"] not in ("open", "waiting")])
    share("K09.base", [d["status"] == "met" for c in unextended if c.counted and not c.split
                       for d in c.line["due"] if d["code"] == "final" and inside(due_day(d["due"]))
                       and d["status"] not in ("open", "waiting")])
    targets = [(c, y, close_target(c, y, register)) for c in whole for y in c.cycles]
    stands = [closing(c, y, due, register) for c, y, due in targets if due and inside(due_day(due))]
    share("K11", [one for one in stands if one is not None])
    kept = [day for c in whole for y in c.cycles for day in heard(c, y, register) if inside(day)]
    missed = [d for c in whole for d in c.line["due"] if d["code"] == "update"
              and inside(due_day(d["due"])) and d["status"] not in ("open", "waiting")]
    share("K16", [True] * len(kept) + [False] * len(missed))
    share("K22.mature", [c.told_once or any(d["code"] == "final" and d["status"] in ("overdue", "missed")
                                            for d in c.line["due"])
                         for c in received if c.status != "withdrawn"])
    remedies = []
    for c in whole:
        for y in c.cycles:
            left = list(y.remedies)
            for d in c.dues("remedy", y):
                remedy = next(one for one in left if one["code"] == d["remedy"])
                left.remove(remedy)
                if inside(due_day(d["due"])) and d["status"] not in ("open", "waiting"):
                    remedies.append((remedy, d["status"] == "met"))
    pays = lambda remedy: bool(remedy.get("amount")) or remedy["code"] in PAYS
    share("K26.verified", [met and "verified" in remedy for remedy, met in remedies])
    share("K26.money", [met for remedy, met in remedies if pays(remedy)])
    share("K26.other", [met for remedy, met in remedies if not pays(remedy)])

    # Stock and flow, over every record.
    first_day = start or min([register.today, *([end] if end else []),
                              *(d for c in complaints for d in (c.registered, c.received) if d)])
    last_day = end or max(first_day, register.today)
    flow = flows(complaints, first_day, last_day)
    ended = flow["closed"] + flow["withdrawn"] + flow["rejected"]
    came = flow["received"] + flow["reopened"]
    out["K15"] = Fraction(100 * ended, came) if came else None
    out["K27"] = Fraction(100 * flow["reopened"], ended) if ended else None
    closed = periods = 0
    begun = min((c.registered for c in complaints), default=None)
    for i in range(3):
        to = periods_before(last_day + DAY, i, start, end) - DAY
        if begun is None or to < begun:
            break
        closed += flows(complaints, periods_before(last_day + DAY, i + 1, start, end), to)["closed"]
        periods += 1
    out["K14"] = Fraction(flow["end"] * periods, closed) if closed else None
    of_actions(out, share, records, received, complaints, inside, register)
    of_surveys(out, share, records, inside, register)
    of_promises(out, share, records, counted, inside)
    of_disputes(out, records, counted, inside, register)
    of_governance(out, share, records, inside, register)
    of_figures_told(out, records, received, last_closings, inside, register, start, end)

    def figures(key, first, last):
        inner = compute(complaints, unextended, register, first, last, records, with_objectives=False)
        return inner[key], inner["cases"].get(key, 0)
    if not records.objectives:
        out["K53"] = None
    elif with_objectives:
        of_objectives(share, records, inside, figures)
    out["cases"] = cases
    return out


def shown(number):
    """To one decimal, halves away from zero, as the report rounds."""
    if number is None or isinstance(number, str):
        return number
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


def exported(cmt, register):
    return [json.loads(line) for line in run(cmt, register, "export", "--format", "jsonl").splitlines()]


def without_extensions(cmt, register, lines):
    """The same complaints as they would stand had no limit been extended."""
    if not any(event["event"] == "extended" for line in lines for event in line["history"]):
        return lines
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        for name in ("cmt.yaml", "profiles", "calendars"):
            source = pathlib.Path(register) / name
            if source.is_dir():
                shutil.copytree(source, copy / name)
            elif source.exists():
                shutil.copy(source, copy / name)
        for line in lines:
            line = dict(line, history=[e for e in line["history"] if e["event"] != "extended"])
            with open(copy / "lines", "a", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")
        run(cmt, folder, "import", "--format", "jsonl", str(copy / "lines"))
        return exported(cmt, folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cmt")
    parser.add_argument("register")
    parser.add_argument("--period", action="append", default=[])
    arguments = parser.parse_args()
    lines = exported(arguments.cmt, arguments.register)
    bare = without_extensions(arguments.cmt, arguments.register, lines)
    records = Records(arguments.cmt, arguments.register)
    wrong = checked = 0
    unchecked = set()
    for period in [None, *arguments.period]:
        words = ["report", "kpi", "--format", "json"] + (["--period", period] if period else [])
        report = json.loads(run(arguments.cmt, arguments.register, *words))
        register = Register(arguments.register, report["timezone"], os.environ["CMT_NOW"])
        complaints = [Complaint(line, register) for line in lines]
        bounds = report["period"] or {}
        day = lambda key: D.fromisoformat(bounds[key]) if bounds.get(key) else None
        unextended = [Complaint(line, register) for line in bare]
        own = compute(complaints, unextended, register, day("from"), day("to"), records)
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
    sys.exit(1 if wrong or unchecked else 0)


main()
