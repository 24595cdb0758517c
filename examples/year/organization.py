#!/usr/bin/env python3
"""Makes all that an audit by ISO 10002 asks for: organization.py CMT FOLDER [--seed N]

The register is that of register.py, the year 2026 of a fictitious furniture shop; here it gets people, a policy,
a notice, a procedure, the context, a plan of resources, objectives, courses, complaints of kinds that the year
lacks, an audit and a management review. Then

    cmt -C FOLDER audit run --period 2026
    cmt -C FOLDER review pack --period 2026
    cmt -C FOLDER gap
"""
import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import register

STAFF = """staff:
  - {id: sara, name: Sara Karimi, roles: [manager, approver]}
  - {id: omid, name: Omid Rahimi, roles: [handler]}
  - {id: nadia, name: Nadia Rossi, roles: [handler]}
  - {id: vera, name: Vera Lindt, roles: [manager]}
retention_days: 2190
"""
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


def documents(run):
    with tempfile.TemporaryDirectory() as place:
        for title, kind, words in DOCUMENTS:
            text = pathlib.Path(place) / f"{kind}.md"
            text.write_text(f"# {title}\n\nFir & Ash, 2026.\n", encoding="utf-8")
            one = run("2026-01-05", "document", "new", title, "--type", kind, "--text", f"en={text}", "--owner", "sara", *words,
                      "-q", by="omid")
            run("2026-01-10", "document", "approve", one, "--review-due", "2028-01-10", "-q", by="vera")
            run("2026-01-11", "document", "publish", one, "--place", "the web", "--audience", "everybody", "-q")
            if kind == "policy":
                for person in ("sara", "omid", "nadia", "vera"):
                    run("2026-01-12", "document", "acknowledge", one, "-q", by=person)


def objectives(run):
    for title, words in (("Answers in time", ["--measure", "K09", "--at-least", "90"]),
                         ("Acknowledged at once", ["--measure", "K04", "--at-least", "95"])):
        one = run("2025-12-20", "objective", "new", title, *words, "--owner", "sara", "--every", "quarter", "--period", "2026",
                  "--clause", "4.15", "-q")
        run("2025-12-21", "objective", "approve", one, "-q", by="vera")


def trainings(run):
    for title, topic in (("What ISO 10002 asks", "standard"), ("Courtesy at the counter", "courtesy")):
        one = run("2026-01-15", "training", "new", title, "--topic", topic, "--months", 24, "--hours", 3, "-q")
        run("2026-02-01", "training", "record", one, "--person", "sara", "--person", "omid", "--person", "nadia", "--person", "vera",
            "--trainer", "vera", "--result", "All passed the test", "-q")


def complaints(run):
    """Of kinds that the year lacks."""
    one = run("2026-12-01", "new", "A shelf came down", "--medium", "phone", "--description", "It fell beside my child",
              "--anonymous", "--safety", "-q")
    run("2026-12-01", "assign", one, "omid", "-q")
    run("2026-12-01", "escalate", one, "--reason", "Danger", "--notify", "vera", "-q")
    run("2026-12-01", "assess", one, "--severity", 4, "--impact", 2, "--complexity", "simple", "--safety", "yes",
        "--action-needed", "yes", "--action-possible", "yes", "-q", by="omid")
    run("2026-12-02", "investigate", one, "--investigator", "omid", "--depth", "full", "--plan", "How it was fixed to the wall", "--no-conflict", "-q", by="omid")
    two = run("2026-12-03", "new", "The bill came twice", "--medium", "email", "--description", "I paid already", "--complainant",
              "Ida Rowan", "--email", "ida@example.org", "-q")
    run("2026-12-03", "ack", two, "--medium", "email", "-q")
    run("2026-12-04", "withdraw", two, "--reason", "solved-otherwise", "-q")
    run("2026-12-05", "new", "Benches for the aisle", "--kind", "suggestion", "--medium", "in-person", "--description",
        "People get tired", "--anonymous", "-q")
    run("2026-12-05", "new", "The driver was kind", "--kind", "praise", "--medium", "app", "--description", "He carried it upstairs",
        "--anonymous", "-q")


def audit(run):
    one = run("2026-11-20", "audit", "new", "Complaints handling 2026", "--period", "2026", "--criterion", "ISO 10002:2018", "-q",
              by="vera")
    run("2026-11-21", "audit", "plan", one, "--auditor", "nadia", "--on", "2026-12-10", "--method", "Sample and interviews", "-q",
        by="vera")
    for question, verdict, seen in (("Q10", "met", "Personnel files are kept apart"),
                                    ("Q11", "met", "Ten complainants were asked; none had paid")):
        run("2026-12-10", "audit", "answer", one, question, verdict, "--evidence", seen, "-q", by="nadia")
    run("2026-12-10", "audit", "finding", one, "No response answers the points that were raised one by one", "--grade", "minor",
        "--clause", "4.6", "--question", "Q07", "--evidence", "Q07: none of them", "--owner", "sara", "--due", "2027-01-31", "--action",
        "-q", by="nadia")
    run("2026-12-10", "audit", "finding", one, "The counter staff know every route by heart", "--grade", "strength", "--clause",
        "7.1", "--evidence", "Three counters visited", "-q", by="nadia")
    run("2026-12-15", "audit", "report", one, "As planned, but for one point", "--to", "vera", "--recommend", "A form with points", "-q",
        by="nadia")


def review(run):
    one = run("2026-12-16", "review", "new", "The year 2026", "--period", "2026", "--on", "2026-12-20", "--chair", "vera", "-q",
              by="vera")
    run("2026-12-20", "review", "hold", one, "--present", "vera", "--present", "sara", "--all-inputs", "--minutes",
        "Each input was looked at", "-q", by="vera")
    run("2026-12-20", "review", "decide", one, "A form with points", "--for", "effectiveness", "--owner", "sara", "--due",
        "2027-02-28", "-q", by="vera")
    run("2026-12-20", "review", "decide", one, "One more handler", "--for", "resources", "--owner", "vera", "--due", "2027-03-31",
        "--action", "-q", by="vera")
    run("2026-12-20", "review", "close", one, "--next", "2027-06-20", "-q", by="vera")


def make(cmt, folder, seed="1"):
    register.make(cmt, folder, seed)
    settings = folder / "cmt.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + STAFF, encoding="utf-8")

    def run(now, *words, by="sara"):
        return register.run(cmt, folder, now, *words, by=by)

    documents(run)
    objectives(run)
    trainings(run)
    complaints(run)
    audit(run)
    review(run)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cmt", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    make(arguments.cmt, arguments.folder, arguments.seed)


if __name__ == "__main__":
    main()
