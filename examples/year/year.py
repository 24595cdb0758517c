#!/usr/bin/env python3
"""Makes a year of complaints of a fictitious furniture shop, as JSON Lines that `cmt import` reads.

    year.py [--seed N] [--clean] [--year 2026] > year.jsonl

600 complaints. What is planted in them, for reports to find:

  trend      incorrect invoices (P33) for gift cards rise from about two a month to about sixteen
  cause      one supplier's hinges (cause C40) break on the Alder cabinet from North, all year
  incident   the web shop fails (P41) in the week of 8 to 14 June: 24 complaints
  letter     nine people send much the same letter about delivery to the third floor, in October

With --clean nothing is planted: as many complaints, spread evenly over days, kinds, products and
units. The same seed always gives the same year; nothing but the standard library is needed.
"""
import argparse
import datetime
import json
import random

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
COUNT = 600
CATEGORIES = ["P01", "P03", "P05", "P06", "P07", "P14", "P16", "P17", "P28", "P33", "P36", "P41"]
PRODUCTS = ["Alder cabinet", "Birch chair", "Cedar table", "Gift card", "Home delivery", "Oak bed",
            "Pine shelf", "Walnut desk"]
UNITS = ["North", "South", "West", "Web shop"]
MEDIA = ["email", "phone", "web", "in-person", "post"]
STAFF = ["sara", "omid", "nadia"]
CAUSES = ["C10", "C20", "C30", "C50", "C60", "C70", "C80"]
OUTCOMES = ["upheld", "upheld", "partly-upheld", "not-upheld"]
SUBJECTS = {
    "P01": ["nothing has come", "the delivery never arrived", "I still wait for my order"],
    "P03": ["it came eleven days late", "the promised day passed", "I took a day off for nothing"],
    "P05": ["a leg was cracked", "the surface is scratched", "screws were missing from the box"],
    "P06": ["nobody could help me", "I was sent from desk to desk", "I waited an hour at the counter"],
    "P07": ["the colour is not what I chose", "it is the smaller model", "a wrong item was packed"],
    "P14": ["the page gave a wrong height", "I was told it was in stock", "the advice was wrong"],
    "P16": ["my card was refused twice", "instalments were not offered", "I could not pay by transfer"],
    "P17": ["the shelf label said less", "it is cheaper elsewhere", "the offer was not honoured"],
    "P28": ["they would not cancel my order", "the return was refused", "I was charged for cancelling"],
    "P33": ["the invoice is wrong", "I was billed for two", "the invoice has another address"],
    "P36": ["the salesman was rude", "I was laughed at", "the driver shouted at my mother"],
    "P41": ["the page did not load", "my basket was emptied", "the code never arrived"],
}
# Sentences are put together of four parts each, so that no two letters are alike unless it is planted.
FILLERS = [
    ["In spring", "After the holidays", "On a rainy morning", "When my brother visited", "By chance",
     "At the till", "Before the move", "While on the phone", "Late in the evening", "Over lunch",
     "Going through my papers", "With two small children"],
    ["I noticed", "your colleague promised", "we agreed on", "the driver mentioned", "I wrote down",
     "somebody confirmed", "my wife photographed", "I was assured of", "they forgot", "I counted",
     "the clerk crossed out", "nobody remembered"],
    ["order {order}", "the guarantee card", "a blue label", "{n} cushions", "the assembly sheet",
     "an extra shelf", "the carriage charge", "voucher {order}", "a spare bracket", "the lower drawer",
     "{n} felt pads", "the back panel"],
    ["without a word.", "for my {who}.", "on the {day}th.", "near the entrance.", "twice over.",
     "and left it there.", "as a favour.", "in writing.", "despite my letter.", "behind the counter.",
     "for {n} euros.", "just before closing."],
]
WHO = ["sister", "son", "parents", "landlord", "club", "colleague"]
LETTER = ("We ask you to keep your word and bring furniture up to the third floor as the leaflet of "
          "September says, without the charge for stairs that your drivers now ask for in cash.")


def multiply(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product


def checked(head):
    """The id with its check symbol (docs/record.md)."""
    total, weight = 0, 5
    for symbol in reversed(head.replace("-", "")):
        total ^= multiply(SYMBOLS.index(symbol), weight)
        weight = multiply(weight, 5)
    return head + SYMBOLS[total ^ 31]


def spread(random_, count, days):
    return sorted(random_.randrange(days) for _ in range(count))


def drawn_kind(r):
    return {"category": r.choice(CATEGORIES), "product": r.choice(PRODUCTS), "unit": r.choice(UNITS)}


def plan(r, year, clean):
    """The day (of the year) and the kind of each complaint."""
    first = datetime.date(year, 1, 1)
    days = (datetime.date(year + 1, 1, 1) - first).days
    cases = []
    if not clean:
        for month in range(12):
            begin = (datetime.date(year, month + 1, 1) - first).days
            for _ in range(2 + round(month * 14 / 11)):
                cases.append((begin + r.randrange(28),
                              {"category": "P33", "product": "Gift card", "unit": "Web shop"}))
        for day in spread(r, 40, days):
            cases.append((day, {"category": "P05", "product": "Alder cabinet", "unit": "North",
                                "cause": "C40",
                                "said": "the hinge of the cabinet door broke off"}))
        week = (datetime.date(year, 6, 8) - first).days
        for _ in range(24):
            cases.append((week + r.randrange(7),
                          {"category": "P41", "product": r.choice(PRODUCTS), "unit": "Web shop"}))
        october = (datetime.date(year, 10, 12) - first).days
        for i in range(9):
            cases.append((october + r.randrange(10),
                          {"category": "P17", "product": "Home delivery", "unit": r.choice(UNITS),
                           "letter": True}))
    for day in spread(r, COUNT - len(cases), days):
        cases.append((day, drawn_kind(r)))
    cases.sort(key=lambda case: case[0])
    return [(first + datetime.timedelta(days=day), kind) for day, kind in cases]


def text_of(r, kind):
    values = {"n": r.randint(2, 19), "order": r.randint(10000, 99999), "day": r.randint(4, 28),
              "who": r.choice(WHO)}
    sentence = lambda: " ".join(r.choice(parts) for parts in FILLERS).format(**values)
    if kind.get("letter"):
        return LETTER + " " + sentence()
    said = kind.get("said") or r.choice(SUBJECTS[kind["category"]])
    return f"{kind['product']}: {said}. " + " ".join(sentence() for _ in range(r.randint(3, 5)))


def complaint(r, number, day, kind):
    at = lambda days, hour: (datetime.datetime.combine(
        day + datetime.timedelta(days=days), datetime.time(hour, r.randrange(60))).isoformat() + "Z")
    by, medium = r.choice(STAFF), r.choice(MEDIA)
    head = f"{day.year}-" + "".join(SYMBOLS[number >> 5 * k & 31] for k in range(3)) + \
        "".join(r.choice(SYMBOLS) for _ in range(3))
    answer = r.randint(2, 21)
    outcome = r.choice(OUTCOMES)
    history = [
        {"event": "received", "at": at(0, 9), "by": by, "medium": medium, "language": "en",
         "anonymous": True, "category": kind["category"], "product": kind["product"],
         "unit": kind["unit"], "occurred_on": str(day - datetime.timedelta(days=r.randint(0, 9))),
         "recurring": False, "remedy_sought": {"requested": True},
         "immediate_action": {"taken": False}, "process": "small", "description": text_of(r, kind)},
        {"event": "assigned", "at": at(0, 10), "by": by, "owner": by},
        {"event": "assessed", "at": at(0, 11), "by": by, "severity": r.choice([1, 1, 2, 2, 2, 3]),
         "impact": r.choice([1, 1, 2]), "complexity": "simple", "safety": False,
         "action_needed": False, "action_possible": False},
        {"event": "acknowledged", "at": at(1, 9), "by": by, "medium": medium},
        {"event": "response-proposed", "at": at(answer, 9), "by": by, "outcome": outcome,
         "reasons": "What was found is told in the letter.",
         "no_investigation_reason": "The facts are not disputed.", "no_investigation_by": "nadia",
         "cause": {"codes": [kind.get("cause") or r.choice(CAUSES)]}},
    ]
    if outcome == "not-upheld":
        history[-1]["no_remedy_reason"] = "Nothing was found."
    else:
        history[-1]["remedies"] = [r.choice([
            {"code": "R52"}, {"code": "R38"},
            {"code": "R49", "amount": {"amount": f"{r.randint(5, 90)}.00", "currency": "EUR"}}])]
        history[-1]["others_affected"] = {"checked": True}
    history += [
        {"event": "decided", "at": at(answer, 10), "by": "nadia"},
        {"event": "decision-communicated", "at": at(answer, 11), "by": by, "medium": medium,
         "text": "The letter tells what was found.",
         "next_step_rights": {"internal_review": "Write to the manager."}},
        {"event": "accepted", "at": at(answer + 3, 9), "by": by, "medium": medium},
        {"event": "closed", "at": at(answer + 5, 9), "by": by, "reason": "accepted",
         "lessons": "Passed on to the unit."},
    ]
    return {"id": checked(head), "summary": f"{kind['product']}, {kind['category']}",
            "history": history}


def make(seed, year, clean):
    r = random.Random(f"{seed}/{'clean' if clean else 'planted'}")
    return [complaint(r, number, day, kind) for number, (day, kind) in enumerate(plan(r, year, clean))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--clean", action="store_true")
    arguments = parser.parse_args()
    for one in make(arguments.seed, arguments.year, arguments.clean):
        print(json.dumps(one, ensure_ascii=False))


if __name__ == "__main__":
    main()
