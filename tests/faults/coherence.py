#!/usr/bin/env python3
"""Answers from a snapshot, and merges by git: coherence.py CMT [--rounds N]

In each round a register of some dozen complaints is changed behind the program's back in one of many ways: a file is
rewritten to the same size within one tick of the clock, its times are put back, it is swapped with another, removed,
added, put back by git; the snapshot is cut short, damaged, made read-only or is that of another register. After
each change `list`, `report`, `search` and `due` say with a snapshot what they say without one, byte for byte.

In each round two people work in clones of one register: on different complaints, on the same one, and on new ones.
One pulls from the other, by the merge driver, with `cmt resolve` where git leaves a conflict. Afterwards every event that
either of them recorded is there once, and `cmt check` finds no error that was not there before.

Prints how many checks were made and how many failed. Exit code 0 when none did.
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "CMT_CACHE_FROM": "1", "CMT_NOW": "2026-11-20T09:12:00Z"}


class Run:
    def __init__(self, cmt, base):
        self.cmt, self.base = os.path.abspath(cmt), base
        self.checks, self.failures = 0, []
        programs = base / "programs"
        programs.mkdir()
        (programs / "cmt").symlink_to(self.cmt)
        self.environment = {**ENVIRONMENT, "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(base),
                            "GIT_CONFIG_GLOBAL": str(base / "gitconfig"),
                            **{name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}}
        (base / "gitconfig").write_text("[user]\n  name = Sara\n  email = sara@example.org\n[init]\n  defaultBranch = main\n")

    def run(self, folder, *words, program="cmt", more=None):
        return subprocess.run([program, "-C", str(folder), *words], env={**self.environment, **(more or {})},
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)

    def must(self, folder, *words, program="cmt", more=None):
        done = self.run(folder, *words, program=program, more=more)
        if done.returncode != 0:
            sys.exit(f"{program} {' '.join(words)}: exit code {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode().strip()

    def check(self, holds, words):
        self.checks += 1
        if not holds:
            self.failures.append(words)

    def make(self, folder, complaints, chance):
        self.must(self.base, "init", str(folder), "--name", "R", "--timezone", "UTC", "-q")
        ids = []
        for number in range(complaints):
            day = f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}T09:00:00Z"
            ids.append(self.must(folder, "new", f"Parcel {number:02}", "--medium", "web", "--description", f"It came late, {number:02}",
                                 "--category", f"P0{chance.randint(1, 5)}", "--anonymous", "-q",
                                 more={"CMT_NOW": day, "CMT_USER": "sara"}))
        return ids


def answers(run, folder, *more):
    asked = (["list", "--json"], ["report", "--json"], ["search", "parcel"], ["due", "--within", "all", "--json"], ["list", "late"])
    out = []
    for words in asked:
        done = run.run(folder, *more, *words, more={"CMT_USER": "sara"})
        out.append((done.returncode, done.stdout, done.stderr))
    return out


def changes(folder, ids, chance, other):
    """Ways to change a register behind the program's back: what it is called, and what does it."""
    path = lambda: folder / "complaints/2026" / (chance.choice(ids) + ".yaml")
    def replaced(file, old, new, times=False, beside=False):
        before = file.stat()
        text = file.read_bytes().replace(old, new, 1)
        if beside:
            (file.parent / ".beside").write_bytes(text)
            os.rename(file.parent / ".beside", file)
        else:
            file.write_bytes(text)
        if times:
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    def swap():
        one, two = path(), path()
        a, b = one.read_bytes(), two.read_bytes()
        if one != two:
            one.write_bytes(b.replace(two.stem.encode(), one.stem.encode()))
            two.write_bytes(a.replace(one.stem.encode(), two.stem.encode()))
    def new_file():
        file = path()
        fresh = other.pop()
        (file.parent / (fresh + ".yaml")).write_bytes(file.read_bytes().replace(file.stem.encode(), fresh.encode()))
    def cut(share):
        snapshot = folder / ".cmt/snapshot"
        if snapshot.exists():
            os.truncate(snapshot, int(snapshot.stat().st_size * share))
    def damage():
        snapshot = folder / ".cmt/snapshot"
        if snapshot.exists():
            data = bytearray(snapshot.read_bytes())
            for _ in range(3):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            snapshot.write_bytes(data)
    letter = lambda: bytes([chance.randrange(98, 123)])  # not an a
    return [("same size", lambda: replaced(path(), b"arcel", letter() + b"rcel")),
            ("same size, times put back", lambda: replaced(path(), b"arcel", letter() + b"rcel", times=True)),
            ("another file in its place, times put back", lambda: replaced(path(), b"arcel", letter() + b"rcel", times=True, beside=True)),
            ("longer", lambda: replaced(path(), b"late", b"late and late")),
            ("two swapped", swap),
            ("one more", new_file),
            ("broken", lambda: replaced(path(), b"history", b"histori")),
            ("a comment", lambda: replaced(path(), b"history:", b"history:  # seen")),
            ("snapshot cut to nothing", lambda: cut(0)),
            ("snapshot cut in two", lambda: cut(chance.random())),
            ("snapshot damaged", damage),
            ("settings", lambda: (folder / "cmt.yaml").write_text((folder / "cmt.yaml").read_text() + "# seen\n")),
            ("nothing", lambda: None)]


def caches(run, base, chance):
    folder = base / "cached"
    ids = run.make(folder, 24, chance)
    spare = [one.stem for one in (base / "spare/complaints/2026").iterdir()]
    run.must(folder, "init", "-q", program="git")
    run.must(folder, "add", "-A", program="git")
    run.must(folder, "commit", "-qm", "All", program="git")
    for what, change in changes(folder, ids, chance, spare):
        answers(run, folder)
        run.check((folder / ".cmt/snapshot").exists(), f"{what}: there is no snapshot")
        change()
        run.check(answers(run, folder) == answers(run, folder, "--no-cache"), f"{what}: the snapshot answers otherwise")
        run.check(answers(run, folder) == answers(run, folder, "--no-cache"), f"{what}, asked again: the snapshot answers otherwise")
        if what in ("broken", "two swapped", "one more"):
            run.must(folder, "checkout", "-q", "--", ".", program="git")
            run.must(folder, "clean", "-qfd", "complaints", program="git")
            run.check(answers(run, folder) == answers(run, folder, "--no-cache"), f"{what}, put back by git: the snapshot answers otherwise")
    shutil.rmtree(folder)


def texts(folder):
    return {file.stem: file.read_text() for file in sorted((folder / "complaints").rglob("*.yaml"))}


def merges(run, base, chance):
    home = base / "home"
    ids = run.make(home, 6, chance)
    run.must(home, "init", "--git", "-q")
    if not (home / ".git").exists():
        run.must(home, "init", "-q", program="git")
    run.must(home, "add", "-A", program="git")
    run.must(home, "commit", "-qm", "All", program="git")
    sides = {}
    for name in ("omid", "lena"):
        sides[name] = base / name
        subprocess.run(["git", "clone", "-q", str(home), str(sides[name])], env=run.environment, check=True)
        run.must(sides[name], "init", "--git", "-q")
        run.must(sides[name], "add", "-A", program="git")
        run.run(sides[name], "commit", "-qm", "Setup", program="git")
    said, made = [], []
    for name, folder in sides.items():
        who = {"CMT_USER": name}
        for number in range(4):
            words = f"{name} says {number} of {chance.randrange(10 ** 9)}"
            run.must(folder, "note", chance.choice(ids[:3]), words, "-q", "--commit", more=who)
            said.append(words)
        made.append(run.must(folder, "new", f"Of {name}", "--medium", "web", "--description", f"Of {name}", "--anonymous", "-q",
                             "--commit", more=who))
    one, two = sides.values()
    pulled = run.run(one, "pull", "-q", "--no-rebase", "--no-edit", str(two), "HEAD", program="git", more={"CMT_USER": "omid"})
    if pulled.returncode != 0:
        run.run(one, "resolve", more={"CMT_USER": "omid"})
    after = texts(one)
    all_words = "\n".join(after.values())
    for words in said:
        run.check(all_words.count(words) == 1, f"'{words}' is there {all_words.count(words)} times after a merge")
    for fresh in made:
        run.check(fresh in after, f"{fresh} is gone after a merge")
    run.check("<<<<<<<" not in all_words, "a conflict is left")
    run.check(run.run(one, "check", "--json").returncode in (0, 1) and b'"severity":"error"' not in
              run.run(one, "check", "--json").stdout.replace(b'": "', b'":"'), "check finds an error after a merge")
    for folder in (home, one, two):
        shutil.rmtree(folder)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("cmt")
    words.add_argument("--rounds", type=int, default=10)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="cmt-coherence-") as base:
        run = Run(asked.cmt, pathlib.Path(base))
        run.make(pathlib.Path(base) / "spare", 3, chance)
        for _ in range(asked.rounds):
            caches(run, pathlib.Path(base), chance)
            merges(run, pathlib.Path(base), chance)
        for words in run.failures:
            print(words)
        print(f"{run.checks} checks; {len(run.failures)} failures")
    sys.exit(1 if run.failures else 0)


if __name__ == "__main__":
    main()
