#!/usr/bin/env python3
"""Makes a register of realistic complaints for benchmarks: make_register.py COUNT FOLDER [SEED [open]].

With `open`, none of them is decided.

Record i comes from a random stream of its own, so a larger register begins with the records of a
smaller one, and every processor makes a part of them. The records have the form that cmt writes and pass `cmt check`.
"""
import multiprocessing, os, random, sys

YEARS = range(2019, 2026)
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SENTENCES = [
    "The parcel was promised for Tuesday but arrived nine days later with the outer box torn open.",
    "I called three times and each time I was told that somebody would ring me back, which nobody did.",
    "The invoice shows a charge for a service that I cancelled in writing last month.",
    "When I asked for the reason, the person at the counter said: \"that is how the system works\".",
    "Посылку обещали доставить во вторник, но она пришла на девять дней позже и с порванной упаковкой.",
    "В счёте указана плата за услугу, от которой я письменно отказался в прошлом месяце.",
    "بسته قرار بود سه‌شنبه برسد اما نه روز دیرتر و با جعبهٔ پاره رسید.",
    "سه بار تماس گرفتم و هر بار گفتند که با من تماس می‌گیرند، ولی کسی تماس نگرفت.",
]
STAFF = ["sara", "omid", "nadia", "lev", "mina", "ivan"]
PRODUCTS = ["Home Plan", "Courier Next-Day", "Savings Online", "Boiler Cover", "City Pass", "Van Hire"]


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
    total, weight = 0, 5
    for symbol in reversed(head.replace("-", "")):
        total ^= multiply(SYMBOLS.index(symbol), weight)
        weight = multiply(weight, 5)
    return head + SYMBOLS[total ^ 31]


def record(i, seed, all_open=False):
    r = random.Random(f"{seed}/{i}")
    year, month, day = r.randint(YEARS[0], YEARS[-1]), r.randint(1, 12), r.randint(1, 27)
    head = f"{year}-" + "".join(SYMBOLS[(i * 7919 >> 5 * k) & 31 if k < 4 else r.randrange(32)] for k in range(6))
    number = checked(head)
    time = lambda d, h: f"{year}-{month:02}-{min(day + d, 28):02}T{h:02}:{r.randrange(60):02}:00Z"
    owner, medium = r.choice(STAFF), r.choice(["phone", "email", "web", "post", "in-person"])
    words = "\n".join("      " + r.choice(SENTENCES) for _ in range(r.randint(4, 9)))
    lines = [
        "# yaml-language-server: $schema=../../schemas/complaint.schema.json",
        "schema: 1", f"id: {number}", f"summary: {r.choice(PRODUCTS)}, case {i}", "history:",
        "  - event: received", f"    at: {time(0, 8)}", f"    by: {owner}", f"    medium: {medium}",
        "    language: en", "    anonymous: true", f"    category: P{r.randint(1, 43):02}" if r.random() < 0 else
        f"    category: P{r.choice([1, 2, 5, 6, 9, 14, 17, 20, 33, 36]):02}",
        f"    product: {r.choice(PRODUCTS)}", "    recurring: false", "    remedy_sought:",
        "      requested: false", "    immediate_action:", "      taken: false", "    process: small",
        "    description: |-", words,
        "  - event: acknowledged", f"    at: {time(0, 15)}", f"    by: {owner}", f"    medium: {medium}",
        "  - event: assigned", f"    at: {time(0, 16)}", f"    by: {owner}", f"    owner: {owner}",
        "  - event: assessed", f"    at: {time(0, 17)}", f"    by: {owner}", f"    severity: {r.randint(1, 4)}",
        f"    impact: {r.randint(1, 4)}", "    complexity: simple", "    safety: false",
        "    action_needed: false", "    action_possible: false",
    ]
    if r.random() < 0.97 and not all_open:
        outcome = r.choice(["upheld", "partly-upheld", "not-upheld"])
        lines += [
            "  - event: response-proposed", f"    at: {time(1, 9)}", f"    by: {owner}", f"    outcome: {outcome}",
            "    remedies:", "      - code: R52", "    cause:", "      codes: [C20]",
            "  - event: decided", f"    at: {time(1, 10)}", "    by: nadia",
            "  - event: decision-communicated", f"    at: {time(1, 11)}", f"    by: {owner}", f"    medium: {medium}",
            "    text: We have looked into it and tell you here what we found and what follows.",
            "  - event: accepted", f"    at: {time(1, 12)}", f"    by: {owner}", f"    medium: {medium}",
            "  - event: closed", f"    at: {time(1, 13)}", f"    by: {owner}", "    reason: accepted",
            "    lessons: The hand-over is checked at the depot.",
        ]
    return f"complaints/{year}/{number}.yaml", "\n".join(lines) + "\n"


def make(part):
    """Writes the records of a range."""
    folder, seed, all_open, first, end = part
    for i in range(first, end):
        path, text = record(i, seed, all_open)
        with open(os.path.join(folder, path), "w", encoding="utf-8") as out:
            out.write(text)


def main():
    count, folder, seed = int(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "1"
    for year in YEARS:
        os.makedirs(os.path.join(folder, "complaints", str(year)), exist_ok=True)
    parts = [(folder, seed, sys.argv[4:] == ["open"], i, min(i + 1000, count)) for i in range(0, count, 1000)]
    if len(parts) == 1:
        return make(parts[0])
    with multiprocessing.Pool() as pool:
        for _ in pool.imap_unordered(make, parts):
            pass


if __name__ == "__main__":
    main()
