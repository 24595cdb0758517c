#!/usr/bin/env python3
"""Makes a file in the form of the public CFPB export for benchmarks: make_rows.py COUNT FILE [SEED].

Row i comes from a random stream of its own, so a larger file begins with the rows of a smaller one.
"""
import csv, random, sys

COLUMNS = ["Date received", "Product", "Sub-product", "Issue", "Sub-issue", "Consumer complaint narrative",
           "Company public response", "Company", "State", "ZIP code", "Tags", "Consumer consent provided?",
           "Submitted via", "Date sent to company", "Company response to consumer", "Timely response?",
           "Consumer disputed?", "Complaint ID"]
PRODUCTS = ["Mortgage", "Debt collection", "Student loan", "Checking or savings account", "Credit card"]
ISSUES = ["Advertising", "Communication tactics", "Opening an account", "Closing an account",
          "Incorrect information on your report"]
RESPONSES = ["Closed with explanation", "Closed with monetary relief", "Closed with non-monetary relief", "In progress"]
COMPANIES = ["Acme Bank, Inc.", "First Lender", "Collectors \"R\" Us", "Union of Savings"]
SENTENCES = ["I wrote to them twice and got no answer, which they deny.", "The fee was charged again in the next month.",
             "They said: \"that is how the system works\".", "My account was closed without a word of warning.",
             "The amount on the letter differs from the one on the page."]


def row(i, seed):
    r = random.Random(f"{seed}/{i}")
    day = f"{r.randint(2012, 2025)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
    words = "" if r.random() < 0.5 else " ".join(r.choice(SENTENCES) for _ in range(r.randint(5, 20)))
    return [day, r.choice(PRODUCTS), "", r.choice(ISSUES), "", words, "", r.choice(COMPANIES), r.choice(["TX", "NY", "FL"]),
            "770XX", "", "Consent provided" if words else "N/A", r.choice(["Web", "Phone", "Referral"]), day,
            r.choice(RESPONSES), r.choice(["Yes", "No"]), "N/A", 1_000_000 + i]


def main():
    count, path, seed = int(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "1"
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(row(i, seed) for i in range(count))


main()
