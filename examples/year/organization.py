#!/usr/bin/env python3
"""Makes the register of register.py and what else an organization keeps: organization.py CMT FOLDER [--seed N]

Beside the year of the shop there are a policy, a procedure, a notice, the context and a plan of resources,
objectives, courses, a staff list, a retention period, a handful of cases that took every turn
(a danger, an investigation, a contested decision, a dispute outside, a withdrawal, a limitation of a promise, one
still open), an answer to a survey that became a complaint, an audit with its findings, and a management review
whose decisions became actions. `cmt audit run --period 2026` answers most of its questions from it.
"""
import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from register import make, run

SETTINGS = """
retention_days: 1825
exposure_unit: orders
exposure:
  - {from: 2026-01-01, to: 2026-06-30, count: 21400}
  - {from: 2026-07-01, to: 2026-12-31, count: 24850}
handling_rate: {amount: "36.00", currency: EUR}
staff:
  - {id: sara, name: Sara, roles: [manager, approver, reviewer]}
  - {id: omid, name: Omid, roles: [handler, liaison]}
  - {id: nadia, name: Nadia, roles: [handler, investigator]}
  - {id: reza, name: Reza, roles: [liaison]}
  - {id: mina, name: Mina, roles: [reviewer]}
"""


class Case:
    """A complaint that is handled step by step, a day apart."""

    def __init__(self, cmt, folder, month, summary, *words):
        self.cmt, self.folder, self.month, self.day = cmt, folder, month, 0
        self.id = self.step("new", summary, "--description", summary, *words, "-q", on=True).splitlines()[0]
        self.step("ack", self.id, "--medium", "email", "-q")

    def step(self, *words, by="omid", on=False, same_day=False):
        self.day += 0 if same_day else 1
        return run(self.cmt, self.folder, f"{self.month}-{self.day:02}", *words, by=by)


def received(name, medium, unit="North branch"):
    return ("--medium", medium, "--category", "P01", "--product", "Alder cabinet", "--unit", unit, "--complainant", name,
            "--email", f"{name.split()[0].lower()}@example.org", "--complainant-type", "consumer", "--remedy-sought", "R52",
            "--immediate-action", "no", "--recurring", "no")


def decided(case, outcome, *more, investigated=True, approver="sara"):
    side = ("--complainant-view", "As written") + (("--staff-view", "As the log says") if investigated else
            ("--no-investigation", "The facts are on file"))
    case.step("respond", case.id, "--outcome", outcome, "--findings", "It was so", "--reasons", "The log says so",
              "--evidence", "The delivery log", "--point", f"It came late=We looked={outcome}", "--cause", "C40",
              "--others-affected", 0, *side, *more, "-q")
    case.step("approve", case.id, "-q", by=approver)
    case.step("notify", case.id, "--medium", "email", "--text", "We told you why", "--external-body", "Trade ombudsman", "-q",
              same_day=True)


def assess(case, severity, *more, same_day=False):
    case.step("assess", case.id, "--severity", severity, "--impact", 1, "--complexity", "standard",
              "--compensation-likely", "no", *more, "-q", same_day=same_day)
    case.step("assign", case.id, "omid", "-q", same_day=True)


def dangerous(cmt, folder):
    danger = Case(cmt, folder, "2026-11", "A cabinet fell from the wall", *received("Ada Fir", "phone"), "--safety")
    danger.step("escalate", danger.id, "--level", 1, "--reason", "A danger", "--notify", "sara", "-q", same_day=True)
    assess(danger, 4, "--safety", "yes", "--safety-note", "It can fall on people", same_day=True)
    danger.step("investigate", danger.id, "--investigator", "nadia", "--depth", "full", "--plan", "Why did it fall?",
                "--no-conflict", "-q", by="nadia")
    decided(danger, "upheld", "--remedy", "R52")
    finish(danger)
    return danger


def finish(case, satisfied="yes"):
    case.step("accept", case.id, "--satisfied", satisfied, "-q")
    case.step("remedy", case.id, "--done", "-q")
    case.step("remedy", case.id, "--verified", "-q", by="nadia")
    case.step("close", case.id, "--lessons", "Fix it to the wall", "--minutes", 95,
              "--external-cost", "40.00 EUR", "-q")


def others(cmt, folder):
    """A complaint about staff, one with a need, a promise with a limitation, a withdrawal, one still open, praise."""
    rude = Case(cmt, folder, "2026-11", "Rude at the counter", *received("Ben Ash", "in-person"), "--person", "reza",
                "--need", "large-print")
    assess(rude, 2)
    rude.step("investigate", rude.id, "--investigator", "nadia", "--depth", "standard", "--plan", "Who said what?",
              "--no-conflict", "-q", by="nadia")
    for step in ("informed", "heard"):
        rude.step("staff", rude.id, "reza", "--step", step, "-q", same_day=True)
    decided(rude, "upheld", "--remedy", "R52")
    rude.step("staff", rude.id, "reza", "--step", "result", "-q", same_day=True)
    finish(rude)

    late = Case(cmt, folder, "2026-11", "Not on the day that you named", *received("Cleo Birch", "web"))
    assess(late, 1, "--promise", "PR-02")
    decided(late, "upheld", "--remedy", "R52", "--promise", "PR-02=limitation-applies", "--limitation", "Not in a storm",
            "--limitation-told", investigated=False)
    finish(late)

    back = Case(cmt, folder, "2026-11", "A scratch", *received("Dov Cedar", "social"))
    back.step("withdraw", back.id, "--reason", "changed-mind", "--text", "I polished it", "-q")

    still = Case(cmt, folder, "2026-12", "A door hangs low", *received("Eva Hazel", "web"))
    still.day = 27
    assess(still, 1)
    still.step("update", still.id, "We look at it", "--medium", "email", "-q")

    ideas = [run(cmt, folder, "2026-09-15", "action", "new", words, "--source", "suggestion", "--kind", "improvement",
                 "--problem", words, "--severity", 1, "--owner", "omid", "-q", by="nadia").strip()
             for words in ("Send the fitter's photograph first", "Two screws more in each bag")]
    run(cmt, folder, "2026-09-20", "action", "reject", ideas[0], "--reason", "Too dear", "-q", by="sara")
    run(cmt, folder, "2026-09-20", "action", "analyse", ideas[1], "--cause", "C40", "-q", by="omid")
    run(cmt, folder, "2026-09-21", "action", "plan", ideas[1], "--step", "Ask the packers", "--due", "2026-10-31", "-q", by="omid")
    run(cmt, folder, "2026-09-22", "action", "approve", ideas[1], "-q", by="sara")
    run(cmt, folder, "2026-10-20", "action", "implement", ideas[1], "--all-steps", "--changed", "Packing list", "-q", by="omid")

    for kind, words in (("praise", "Nadia was very kind"), ("suggestion", "Show the stock of each shop")):
        run(cmt, folder, "2026-11-20", "new", words, "--medium", "web", "--description", words, "--anonymous", "--kind", kind,
            "-q", by="omid")


def dispute(cmt, folder):
    """A decision that was contested and taken outside."""
    case = Case(cmt, folder, "2026-08", "The table is not oak", *received("Finn Linden", "email"))
    assess(case, 2)
    case.step("investigate", case.id, "--investigator", "nadia", "--depth", "standard", "--plan", "What wood?", "--no-conflict",
              "-q", by="nadia")
    decided(case, "not-upheld", "--no-remedy", "It is oak")
    case.step("contest", case.id, "--grounds", "It is pine", "-q")
    case.step("refer", case.id, "--body", "Trade ombudsman", "--consent", "-q")
    for words in (("inform", case.id, "--process", "In writing", "--outcomes", "A recommendation", "--cost", "None",
                   "--time", "Sixty days", "--rights", "A court stays open"),
                  ("consent", case.id, "complainant", "--evidence", "Their letter"),
                  ("consent", case.id, "organization"),
                  ("arrange", case.id, "--type", "non-legal", "--initiator", "complainant", "--provider", "ombudsman",
                   "--accredited", "yes", "--method", "advisory", "--officer", "reza")):
        case.step("dispute", *words, "-q", by="reza")
    for words in (("notice", case.id, "--claim", "Half the price", "--reply-by", "2026-08-30"),
                  ("evaluate", case.id, "--merits", 3, "--risk", "The price of a table", "--direct-offer", "no"),
                  ("position", case.id, "--stance", "offer", "--offer", "A new top", "--authority", "sara"),
                  ("submit", case.id, "organization", "Delivery note and photographs"),
                  ("resolve", case.id, "--result", "recommendation", "--text", "A new top", "--in-favour-of", "both"),
                  ("answer", case.id, "organization", "--told-provider-on", "2026-08-14", "--told-other-on", "2026-08-14"),
                  ("answer", case.id, "complainant"),
                  ("implement", case.id, "--action", "Bring a new top", "--owner", "omid", "--due", "2026-09-30")):
        case.step("dispute", *words, "-q", by="reza")
    case.step("dispute", "done", case.id, 1, "-q", by="sara")
    case.step("dispute", "close", case.id, "--result", "The new top was brought", "--lessons", "Show the wood in the shop", "-q", by="reza")
    return case


# title, type, words of the draft
DOCUMENTS = [
    ("Complaints policy", "policy", []),
    ("How we handle complaints", "procedure", []),
    ("Where we stand: parties, scope and risks", "context", []),
    ("People and money for 2026", "resources", []),
    ("If you are not content", "notice",
     ["--how", "At any counter, by mail, by telephone or on the web", "--supply", "What happened, and a bill if you have one",
      "--handling", "One person sees to it to the end", "--times", "A word the next day, an answer within three weeks",
      "--remedies", "Repair, exchange, money back; then the ombudsman", "--progress", "Ask that person, or track it on the web"]),
]
PEOPLE = ("sara", "omid", "nadia", "reza", "mina")


def documents(cmt, folder):
    with tempfile.TemporaryDirectory() as place:
        for title, kind, words in DOCUMENTS:
            text = pathlib.Path(place) / f"{kind}.md"
            text.write_text(f"# {title}\n\nFir & Ash, 2026.\n", encoding="utf-8")
            one = run(cmt, folder, "2026-01-05", "document", "new", title, "--type", kind, "--text", f"en={text}", "--owner", "sara", *words,
                      "-q", by="omid")
            run(cmt, folder, "2026-01-10", "document", "approve", one, "--review-due", "2028-01-10", "-q", by="mina")
            run(cmt, folder, "2026-01-11", "document", "publish", one, "--place", "the web", "--audience", "everybody", "-q")
            if kind == "policy":
                for person in PEOPLE:
                    run(cmt, folder, "2026-01-12", "document", "acknowledge", one, "-q", by=person)


def objectives(cmt, folder):
    for title, words in (("Answers in time", ["--measure", "K09", "--at-least", "90"]),
                         ("Acknowledged at once", ["--measure", "K04", "--at-least", "95"])):
        one = run(cmt, folder, "2025-12-20", "objective", "new", title, *words, "--owner", "sara", "--every", "quarter", "--period", "2026",
                  "--clause", "4.15", "-q")
        run(cmt, folder, "2025-12-21", "objective", "approve", one, "-q", by="mina")


def trainings(cmt, folder):
    for title, topic in (("What ISO 10002 asks", "standard"), ("Courtesy at the counter", "courtesy")):
        one = run(cmt, folder, "2026-01-15", "training", "new", title, "--topic", topic, "--months", 24, "--hours", 3, "-q")
        run(cmt, folder, "2026-02-01", "training", "record", one, *[word for person in PEOPLE for word in ("--person", person)], "--trainer",
            "mina", "--result", "All passed the test", "-q")


def audit(cmt, folder, sample):
    one = run(cmt, folder, "2026-12-01", "audit", "new", "Complaints handling 2026", "--period", "2026", "-q")
    run(cmt, folder, "2026-12-01", "audit", "plan", one, "--auditor", "mina", "--on", "2026-12-10", "--seed", 4,
        "--method", "A sample, and calls", *[word for case in sample for word in ("--sample", case)], "-q")
    for question, verdict, evidence in (("Q11", "met", "Ten complainants were called: nobody paid"),
                                        ("Q10", "met", "Files of staff are elsewhere")):
        run(cmt, folder, "2026-12-10", "audit", "answer", one, question, verdict, "--evidence", evidence, "-q", by="mina")
    run(cmt, folder, "2026-12-10", "audit", "finding", one, "Updates come late", "--grade", "minor", "--clause", "7.3",
        "--question", "Q34", "--evidence", "K16", "--owner", "omid", "--due", "2027-02-28", "--action", "-q", by="mina")
    run(cmt, folder, "2026-12-10", "audit", "finding", one, "Friendly at the counter", "--grade", "strength", "--clause", "4.6",
        "--evidence", "Two visits", "-q", by="mina")
    run(cmt, folder, "2026-12-11", "audit", "report", one, "The process works as planned; one finding", "--to",
        "top management", "--recommend", "Name a day for each update", "-q", by="mina")


def review(cmt, folder):
    one = run(cmt, folder, "2026-12-15", "review", "new", "The year 2026", "--period", "2026", "--on", "2026-12-18",
              "--chair", "sara", "-q")
    run(cmt, folder, "2026-12-18", "review", "hold", one, "--present", "sara", "--present", "omid", "--all-inputs",
        "--without", "comparisons=None at hand", "--minutes", "The year was looked at, input by input", "-q")
    run(cmt, folder, "2026-12-18", "review", "decide", one, "A reminder before each update is due", "--for", "effectiveness",
        "--owner", "omid", "--due", "2027-02-28", "--action", "-q")
    run(cmt, folder, "2026-12-18", "review", "decide", one, "One more handler", "--for", "resources", "--owner", "sara",
        "--due", "2027-03-31", "-q")
    run(cmt, folder, "2026-12-18", "review", "close", one, "--next", "2027-12-15", "-q")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cmt", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", default="1")
    o = parser.parse_args()
    make(o.cmt, o.folder, o.seed)
    with open(o.folder / "cmt.yaml", "a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    danger = dangerous(o.cmt, o.folder)
    others(o.cmt, o.folder)
    taken_outside = dispute(o.cmt, o.folder)
    documents(o.cmt, o.folder)
    objectives(o.cmt, o.folder)
    trainings(o.cmt, o.folder)
    audit(o.cmt, o.folder, [danger.id, taken_outside.id])
    review(o.cmt, o.folder)


if __name__ == "__main__":
    main()
