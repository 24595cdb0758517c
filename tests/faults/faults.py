#!/usr/bin/env python3
"""Fails and kills the program at its system calls: faults.py CMT [--every N] [--command NAME]...

For each command that changes a register, strace lists the calls by which it changes the disk. The command then
runs again for each of them, in a register as it was: the call fails (no space, no permission, a fault of the disk,
interrupted, read-only, over the quota), once or from then on; a write takes no bytes; or the program is killed at
it. After each run

- every file is as it was or as it was to become, and of a command that changes several, all are the same of the two
  once the next command has run;
- the exit code is 0 only when the work was done;
- `cmt check` finds no error, and the next command works.

Beforehand the calls are held against what a power cut asks for: a file is given its name only after its bytes were
synced, and every folder whose entries changed is synced before the program ends with 0.

With --full it runs in a file system that has room for so many more pages or files, in a read-only one, with a limit
on the size of files, with few or closed descriptors and with an output that is full (root only).

With --races the command is held at each of these calls instead, while another program adds a note to a record: both
must end well, and nothing of either may be lost.

`init` is tried likewise: after any fault, `init` again gives a register that works. Some commands run in a sealed register
too. There a key counts as destroyed or not with the records that say so, and one that no file names is of no account.

Needs strace. Exit code 0 when nothing failed. --every 7 tries each seventh fault (the suite); all are tried by hand.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

CHANGES = ("open openat openat2 creat write pwrite64 writev rename renameat renameat2 link linkat unlink unlinkat mkdir "
           "mkdirat rmdir fsync fdatasync syncfs ftruncate chmod fchmod fchmodat symlinkat copy_file_range flock").split()
ERRORS = ("ENOSPC", "EIO", "EINTR", "EACCES", "EROFS", "EDQUOT")
# Calls that only look, where they have no flag that makes or changes a file.
LOOKS = re.compile(r"^(open|openat|openat2|creat)\((?!.*(O_CREAT|O_WRONLY|O_RDWR|O_TMPFILE))")
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "CMT_USER": "sara", "CMT_NOW": "2026-11-20T09:12:00Z",
               "CMT_SEED": "7", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
# A process that is traced cannot look for leaks.
os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
for sanitizer in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if sanitizer in os.environ:
        ENVIRONMENT[sanitizer] = os.environ[sanitizer]


class Tool:
    def __init__(self, cmt):
        self.cmt = os.path.abspath(cmt)
        self.identity = "/nowhere"  # who reads what is sealed

    def run(self, folder, *words, at=None, prefix=()):
        environment = {**ENVIRONMENT, "HOME": str(folder.parent), "CMT_IDENTITY": self.identity, **({"CMT_NOW": at} if at else {})}
        return subprocess.run([*prefix, self.cmt, "-C", str(folder), *words], env=environment, cwd=folder.parent,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def must(self, folder, *words, at=None):
        done = self.run(folder, *words, at=at)
        if done.returncode != 0:
            sys.exit(f"cmt {' '.join(words)}: exit code {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode().strip()


# Some of them need quotes in YAML.
SEALED_VALUE = re.compile(rb"[\"']?(sealed:K-[0-9A-Z]{7}):[A-Za-z0-9_-]+[\"']?")


def without_chance(found):
    """The same of a sealed register, whose values and keys are other random bytes each time; keys that no file names are
    left out, as is the note of those that are about to be destroyed."""
    keys = {path for path in found if path.startswith(".cmt-keys/")}
    clear = {path: SEALED_VALUE.sub(rb"\1", data) for path, data in found.items() if path not in keys}
    named = set(re.findall(rb"K-[0-9A-Z]{7}", b"\n".join(clear.values())))
    return {**clear, **{path: b"a key" for path in keys if pathlib.Path(path).stem.encode() in named}}


def contents(folder):
    """The files of a register that count: not what lies in .cmt/, nor temporary files."""
    found = {}
    for base, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one not in (".cmt", ".cmt-pending", ".git")]
        for name in names:
            if not name.startswith(".cmt-tmp-"):
                path = pathlib.Path(base, name)
                found[str(path.relative_to(folder))] = path.read_bytes()
    return without_chance(found) if "recipients" in found else found


def calls(trace):
    """The calls that change something, in order: the name, and the how-manieth of that name it is. strace counts those
    that only look too."""
    seen = collections.Counter()
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"^\d+ +((\w+)\(.*)$", line)
        if not call or call.group(2) not in CHANGES:
            continue
        seen[call.group(2)] += 1
        if WRITES_TO_PIPE.search(call.group(1)):
            continue  # nothing on the disk; a sanitizer asks in this way whether it may read an address
        if not LOOKS.match(call.group(1)) and not re.match(r"^write\([12]<", call.group(1)):
            found.append((call.group(2), seen[call.group(2)]))
    return found


def injecting(fault):
    """What goes before a command; a call that is not traced is not meddled with."""
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + fault.split(":")[0], "-e", "inject=" + fault]


WRITES_TO_PIPE = re.compile(r"\bwrite\(\d+<pipe:")
OF_PATH = re.compile(r"<([^>]*)>")


def not_durable(trace, root):
    """What a power cut after exit code 0 could take, and names that were given to bytes not synced yet."""
    unsynced, folders, wrong = set(), {}, []
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"^\d+ +(\w+)\((.*)\) += (-?\d+)", line)
        if not call or call.group(3).startswith("-"):
            continue
        name, words = call.group(1), call.group(2)
        paths = OF_PATH.findall(words)
        names = re.findall(r'"([^"]*)"', words)
        if name in ("write", "pwrite64", "writev", "ftruncate") and paths and paths[0].startswith(root):
            unsynced.add(paths[0])
        elif name in ("fsync", "fdatasync") and paths:
            unsynced.discard(paths[0])
            folders.pop(paths[0], None)
        elif name == "syncfs":
            unsynced.clear()
            folders.clear()
        elif name in ("rename", "renameat", "renameat2", "linkat", "mkdirat", "unlinkat"):
            changed = os.path.normpath(os.path.join(paths[-1] if paths else "", names[-1])) if names else ""
            if name in ("rename", "renameat", "renameat2", "linkat") and \
                    os.path.join(paths[0] if paths else "", names[0]) in unsynced:
                wrong.append(f"{changed} is named before its bytes are synced")
            if name == "linkat" and any("(deleted)" in one for one in unsynced):
                wrong.append(f"{changed} is named before its bytes are synced")
            if changed.startswith(root) and ".cmt" not in changed[len(root):]:
                folders[os.path.dirname(changed)] = changed
    return wrong + [f"the folder of {one} is not synced" for one in folders.values()]


def asks_by_pipe(trace):
    return WRITES_TO_PIPE.search(trace.read_text(errors="replace")) is not None


def faults_of(found, is_sanitized):
    for name, number in found:
        for error in ERRORS:
            yield f"{name}:error={error}:when={number}"
            # A sanitizer ends the program whose every write fails, its own included.
            if error in ("ENOSPC", "EIO") and not (is_sanitized and name == "write"):
                yield f"{name}:error={error}:when={number}+"
        yield f"{name}:signal=KILL:when={number}"
        yield f"{name}:signal=TERM:when={number}"
        if name in ("write", "pwrite64", "writev"):
            yield f"{name}:retval=0:when={number}"


def prepare(tool, folder, is_sealed):
    """A register in which every command below has something to do."""
    if is_sealed:
        tool.must(folder, "key", "new", "-q")
    tool.must(folder.parent, "init", str(folder), "--name", "R", "--timezone", "UTC", "-q", *(["--sealed"] if is_sealed else []))
    day = "2026-11-02T09:00:00Z"
    new = lambda summary, *words: tool.must(folder, "new", summary, "--medium", "web", "--description", summary,
                                            "--category", "P01", *words, at=day)
    ids = {"fresh": new("A parcel that never came", "--complainant", "Ada Fir", "--email", "ada@example.org"),
           "twin": new("The parcel of November", "--complainant", "Ada Fir", "--email", "ada@example.org"),
           "late": new("A parcel that came late", "--anonymous"),
           "wet": new("A wet parcel", "--anonymous"),
           "firm": new("Not oak", "--complainant", "Finn Linden", "--email", "finn@example.org")}
    for number, words in enumerate((["assess", "--severity", "2", "--impact", "1", "--complexity", "standard",
                                     "--compensation-likely", "no"],
                                    ["respond", "--outcome", "not-upheld", "--reasons", "It is oak", "--no-remedy", "None"],
                                    ["approve"], ["notify", "--medium", "email", "--text", "It is oak"],
                                    ["contest", "--grounds", "It is pine"])):
        tool.must(folder, words[0], ids["firm"], *words[1:], "-q", at=f"2026-11-02T1{number}:00:00Z")
    tool.must(folder, "assess", ids["late"], "--severity", "2", "--impact", "1", "--complexity", "standard",
              "--compensation-likely", "no", "-q", at="2026-11-03T09:00:00Z")
    tool.must(folder, "close", ids["wet"], "--outcome", "not-upheld", "--reasons", "It rained", "--accepted",
              "--no-lessons", "None", "-q", at="2026-11-04T09:00:00Z")
    ids["over"] = new("A parcel left in the rain", "--complainant", "Eve Elm", "--email", "eve@example.org")
    tool.must(folder, "close", ids["over"], "--outcome", "not-upheld", "--reasons", "It rained", "--accepted",
              "--no-lessons", "None", "-q", at="2026-11-04T10:00:00Z")
    ids["eve"] = json.loads(tool.must(folder, "party", "list", "Eve", "--format", "json", "-q"))["parties"][0]["id"]
    (folder.parent / "letter.txt").write_text("Dear all\n")
    (folder.parent / "form.yaml").write_text(FORM)
    (folder.parent / "policy.md").write_text("# Policy\n\nWe answer.\n")
    ids["action"] = tool.must(folder, "action", "new", "Dry bags", "--kind", "corrective", "--problem", "Wet", "--owner",
                              "omid", "-q", at=day)
    tool.must(folder, "attach", ids["late"], str(folder.parent / "letter.txt"), "-q", at="2026-11-03T10:00:00Z")
    (folder.parent / "import.csv").write_text(IMPORTED)
    (folder.parent / "mails.mbox").write_text(MAILED.format(fresh=ids["fresh"]))
    tool.must(folder, "export", "--format", "jsonl", "--with-personal", "--to", "A service", "--purpose", "A survey", "-q", at=day)
    ids["disclosure"] = next((folder / "disclosures").iterdir()).stem
    record = folder / "complaints/2026" / (ids["twin"] + ".yaml")
    ids["untidy"] = str(record)
    return ids


IMPORTED = """\
Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public response,Company,State,\
ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to company,Company response to consumer,\
Timely response?,Consumer disputed?,Complaint ID
"""
IMPORTED += "".join(f"2026-10-{day:02},Checking account,Account,Opening an account,,,,BANK,TX,770XX,,N/A,Web,2026-10-{day:02},"
                    f"Closed with explanation,Yes,N/A,90{day:02}\n" for day in range(1, 21))


FORM = """form: complainant
schema: 1
name: Ben Ash
town: Oldtown
representative_name: Omar Ash
contact_name: Eve Ash
description: It never came.
enclosures: receipt
"""

# A complaint with a file, and an answer to one that is there.
MAILED = """\
From ben@example.org Thu Nov 19 08:00:00 2026
From: Ben Ash <ben@example.org>
Date: Thu, 19 Nov 2026 08:00:00 +0000
Message-ID: <first@example.org>
Subject: A parcel torn
Content-Type: multipart/mixed; boundary=b

--b

It came torn.
--b
Content-Disposition: attachment; filename=torn.txt

A photograph
--b--

From ada@example.org Thu Nov 19 09:00:00 2026
From: Ada Fir <ada@example.org>
Date: Thu, 19 Nov 2026 09:00:00 +0000
Message-ID: <second@example.org>
Subject: Re: {fresh}

Is there any news?
"""


def scheduled(folder, ids):
    """What is kept no longer than ten days after the end of a case."""
    settings = folder / "cmt.yaml"
    settings.write_text(settings.read_text() + "retention:\n  - name: rain\n    after: 10d\n    basis: Policy 4\n"
                        "    goes: [words, texts, complainant]\n")


def untidy(folder, ids):
    path = pathlib.Path(ids["untidy"])
    path = folder / path.relative_to(path.parents[2])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


# Name, words (of ids by {name}), what is done beforehand. The import has more files than are synced one by one.
COMMANDS = [
    ("new", ["new", "A new one", "--medium", "phone", "--description", "Words", "--complainant", "Ben Ash", "--email",
             "ben@example.org"], None),
    ("new to a known party", ["new", "Another", "--medium", "phone", "--description", "Words", "--complainant", "Ada Fir",
                              "--email", "ada@example.org"], None),
    ("new from a form", ["new", "By form", "--medium", "post", "--from-form", "form.yaml"], None),
    ("ack", ["ack", "{fresh}", "--medium", "email"], None),
    ("assign", ["assign", "{fresh}", "omid"], None),
    ("note", ["note", "{fresh}", "Called"], None),
    ("close of several steps", ["close", "{fresh}", "--outcome", "upheld", "--remedy", "R52", "--reasons", "It was so",
                                "--accepted", "--lessons", "Look twice"], None),
    ("reopen", ["reopen", "{wet}", "--reason", "new-evidence", "--text", "A photograph"], None),
    ("correct", ["correct", "{fresh}", "--field", "summary", "--value", "A parcel lost", "--reason", "Wording"], None),
    ("merge", ["merge", "{twin}", "{fresh}"], None),
    ("split", ["split", "{fresh}", "The parcel", "The counter"], None),
    ("link", ["link", "{twin}", "{fresh}", "--type", "linked"], None),
    ("attach", ["attach", "{fresh}", "letter.txt"], None),
    ("redact", ["redact", "{fresh}", "--field", "description", "--field", "complainant", "--reason", "Asked for"], None),
    ("redact a file", ["redact", "{late}", "--field", "attachment", "--reason", "Asked for"], None),
    ("party forget", ["party", "forget", "{eve}", "--reason", "Asked for"], None),
    ("retention run", ["retention", "run"], scheduled),
    ("refer", ["refer", "{firm}", "--body", "Ombudsman", "--consent"], None),
    ("import", ["import", "--format", "cfpb", "import.csv"], None),
    ("import of mails", ["import", "--format", "mbox", "mails.mbox"], None),
    ("fix", ["fix", "--yes"], untidy),
    ("action note", ["action", "note", "{action}", "Seen"], None),
    ("action new", ["action", "new", "More bags", "--kind", "preventive", "--problem", "Rain", "--owner", "omid"], None),
    ("document new", ["document", "new", "Policy", "--type", "policy", "--text", "en=policy.md", "--owner", "sara"], None),
    ("letter that is kept", ["letter", "{fresh}", "acknowledgement", "--lang", "en", "--keep"], None),
    ("disclosure end", ["disclosure", "end", "{disclosure}", "--how", "They said so"], None),
    ("export with personal data", ["export", "--format", "jsonl", "--with-personal", "--to", "A court", "--purpose",
                                   "The trial", "-o", "report.jsonl"], None),
    ("report to a file", ["report", "--as-of", "2026-11-20", "-o", "report.html", "--format", "html"], None),
]


# The same in a sealed register, where keys are made and destroyed.
SEALED = [(name, words, before) for name, words, before in COMMANDS
          if name in ("new", "note", "close of several steps", "party forget", "retention run", "refer")]


# What changes the record that the other program writes to in more than one place, or removes words of it; or says what
# all records were.
ALONE = {"redact", "fix", "report to a file", "export with personal data"}


class Trial:
    def __init__(self, tool, base, name, words, before, is_sealed=False):
        self.tool, self.base, self.name = tool, base, name
        tool.identity = str(base / "identity")
        self.plain = base / "plain"
        shutil.rmtree(self.plain, ignore_errors=True)
        self.ids = prepare(tool, self.plain, is_sealed)
        self.words = [word.format(**self.ids) for word in words]
        if before:
            before(self.plain, self.ids)
        # The complaint that the next command writes to: one that this one leaves alone.
        self.other = self.ids["wet" if any(self.ids["late"] == word for word in self.words) else "late"]
        self.files = [one for one in base.iterdir() if one.is_file()]
        self.old = contents(self.plain)
        self.old_reports = self.outside(base)
        folder = self.fresh()
        self.trace = base / "trace"
        done = self.tool.run(folder, *self.words, prefix=["strace", "-f", "-y", "-o", str(self.trace)])
        if done.returncode != 0:
            sys.exit(f"{name}: exit code {done.returncode} without a fault: {done.stderr.decode()}")
        self.new = contents(folder)
        self.new_reports = self.outside(folder.parent)
        self.found = calls(self.trace)
        self.not_durable = not_durable(self.trace, str(folder))
        if self.old == self.new and self.old_reports == self.new_reports:
            sys.exit(f"{name}: it changes nothing")

    def outside(self, folder):
        return {one.name: one.read_bytes() for one in folder.glob("report*") if ".cmt-tmp" not in one.name}

    def fresh(self):
        room = self.base / "room"
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir()
        for file in self.files:
            if not file.name.startswith(("report", "trace")):
                shutil.copy2(file, room)
        shutil.copytree(self.plain, room / "plain", symlinks=True)
        return room / "plain"

    def surroundings(self, room, mount):
        """Each way in which there is too little of something: its name, and what goes before the command."""
        pages = sum((len(data) + 4095) // 4096 for data in contents(room).values()) + 4 * len(list(room.rglob("*")))
        entries = len(list(room.rglob("*"))) + 2
        for more in (0, 1, 2, 3, 4, 6, 8, 12):
            yield f"{more} pages left", f"size={4 * (pages + more)}k", []
        for more in (0, 1, 2, 3, 4, 6):
            yield f"{more} files left", f"size=64m,nr_inodes={entries + more}", []
        yield "read-only", "ro", []
        for size in (0, 1, 200, 1000):
            yield f"files of {size} bytes", "", ["prlimit", f"--fsize={size}"]
        for count in (4, 5, 7, 9):
            yield f"{count} descriptors", "", ["prlimit", f"--nofile={count}"]
        yield "closed output", "", ["sh", "-c", 'exec "$@" >&-', "sh"]
        yield "full output", "", ["sh", "-c", 'exec "$@" >/dev/full', "sh"]

    def is_left_whole(self, folder, done):
        wrong = []
        after = contents(folder)
        for path in sorted(set(after) | set(self.old) | set(self.new)):
            if after.get(path) not in (self.old.get(path), self.new.get(path)):
                wrong.append(f"{path} is neither as it was nor as it was to become")
        if done.returncode == 0 and after != self.new:
            wrong.append("exit code 0, and the work is not done")
        if done.returncode not in (0, 1, 2, 3):
            wrong.append(f"exit code {done.returncode}: {done.stderr.decode()[:200]}")
        return wrong

    def without_room(self):
        """What is wrong after the command ran where something was short; with the number of ways."""
        wrong, ways = [], 0
        mount = self.base / "mount"
        mount.mkdir(exist_ok=True)
        for what, options, prefix in self.surroundings(self.plain, mount):
            ways += 1
            folder = self.fresh()
            if options:
                size = "size=64m" if options == "ro" else options
                subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(mount)], check=True)
            try:
                if options:
                    try:
                        shutil.copytree(folder, mount / "plain", symlinks=True)
                    except (OSError, shutil.Error):
                        ways -= 1  # the register itself does not fit
                        continue
                    if options == "ro":
                        subprocess.run(["mount", "-o", "remount,ro", str(mount)], check=True)
                    folder = mount / "plain"
                words = [word.replace("report.html", str(folder / "report.html")) for word in self.words]
                done = subprocess.run([*prefix, self.tool.cmt, "-C", str(folder), *words], cwd=self.base / "room",
                                      env={**ENVIRONMENT, "HOME": str(self.base)}, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
                expected = self.is_left_whole(folder, done)
                if options == "ro":
                    subprocess.run(["mount", "-o", "remount,rw", str(mount)], check=True)
                if options:
                    subprocess.run(["mount", "-o", "remount,size=64m,nr_inodes=10000", str(mount)], check=True)
                following = self.tool.run(folder, "note", self.other, "What comes next", at="2026-11-21T09:00:00Z")
                if following.returncode != 0:
                    expected.append(f"the next command fails: {following.stderr.decode()[:200]}")
                wrong += [f"{what}: {one}" for one in expected]
            finally:
                if options:
                    subprocess.run(["umount", str(mount)], check=True)
        return ways, wrong

    def race(self, name, number):
        """What is lost when another program writes while this one is held at a call."""
        folder = self.fresh()
        hold = injecting(f"{name}:delay_enter=150000:when={number}")
        held = subprocess.Popen([*hold, self.tool.cmt, "-C", str(folder), *self.words],
                                env={**ENVIRONMENT, "HOME": str(folder.parent)}, cwd=folder.parent,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.06)
        other = self.tool.run(folder, "note", self.ids["fresh"], "From the other side.")
        _, said = held.communicate(timeout=60)
        wrong = []
        if held.returncode != 0:
            wrong.append(f"the command that was held: exit code {held.returncode}: {said.decode()[:200]}")
        if other.returncode != 0:
            wrong.append(f"the other: exit code {other.returncode}: {other.stderr.decode()[:200]}")
        after = contents(folder)
        record = f"complaints/2026/{self.ids['fresh']}.yaml"
        if after[record].count(b"From the other side.") != 1:
            wrong.append("the note of the other side is lost")
        for path in set(self.old) | set(self.new):
            if path != record and after.get(path) != self.new.get(path):
                wrong.append(f"{path} is not as it was to become")
        lines = lambda data: [line for line in data.splitlines() if line.strip()]
        lost = [line for line in lines(self.new[record]) if line not in lines(after[record])]
        if lost:
            wrong.append(f"{record} lost {lost[:2]}")
        check = self.tool.run(folder, "check", at="2026-11-21T10:00:00Z")
        if check.returncode != 0:
            wrong.append(f"check: {check.stdout.decode()[:300]}")
        return wrong

    def faults(self, fault):
        """What is wrong after the command ran with the fault; nothing when all is well."""
        folder = self.fresh()
        where = injecting(fault)
        try:
            done = self.tool.run(folder, *self.words, prefix=where)
        except subprocess.TimeoutExpired:
            return ["it hangs"]
        wrong = []
        after, reports = contents(folder), self.outside(folder.parent)
        is_killed = "signal=" in fault and done.returncode != 0
        for path in sorted(set(after) | set(self.old) | set(self.new)):
            if after.get(path) not in (self.old.get(path), self.new.get(path)):
                wrong.append(f"{path} is neither as it was nor as it was to become")
        for name, data in reports.items():
            if data not in (self.old_reports.get(name), self.new_reports.get(name)):
                wrong.append(f"{name} is neither as it was nor as it was to become")
        if done.returncode == 0 and (after, reports) != (self.new, self.new_reports):
            wrong.append("exit code 0, and the work is not done")
        if not is_killed and done.returncode not in (0, 1, 2, 3):
            wrong.append(f"exit code {done.returncode}")
        is_mute = fault.startswith("write:") and fault.endswith("+")  # messages cannot be written either
        if done.returncode in (1, 2, 3) and not done.stderr.strip() and not is_mute:
            wrong.append("nothing is said")
        following = self.tool.run(folder, "note", self.other, "What comes next", at="2026-11-21T09:00:00Z")
        if following.returncode != 0:
            wrong.append(f"the next command fails: {following.stderr.decode()[:200]}")
        settled = contents(folder)
        noted = f"complaints/2026/{self.other}.yaml"
        both = {path for path in set(self.old) | set(self.new) if self.old.get(path) != self.new.get(path) and path != noted}
        kinds = {"new" if settled.get(path) == self.new.get(path) else "old" for path in both}
        if len(kinds) > 1:
            wrong.append("half of the files are as they were, and half as they were to become")
        check = self.tool.run(folder, "check", at="2026-11-21T10:00:00Z")
        if check.returncode != 0:
            wrong.append(f"check: {check.stdout.decode()[:300]}")
        return wrong


def faults_of_init(tool, base, every, turn):
    """`init` fails or is killed; the same again gives a register that works."""
    words = ["init", "register", "--name", "R", "--timezone", "UTC", "--sector", "bank"]
    trace = base / "trace"
    done = tool.run(base, *words, prefix=["strace", "-f", "-y", "-o", str(trace)])
    if done.returncode != 0:
        sys.exit(f"init: exit code {done.returncode} without a fault: {done.stderr.decode()}")
    expected = contents(base / "register")
    found, tried, wrong = calls(trace), 0, []
    for fault in faults_of(found, asks_by_pipe(trace)):
        turn += 1
        if turn % every:
            continue
        tried += 1
        shutil.rmtree(base / "register", ignore_errors=True)
        done = tool.run(base, *words, prefix=injecting(fault))
        if done.returncode == 0 and contents(base / "register") != expected:
            wrong.append(f"{fault}: exit code 0, and the work is not done")
        again = tool.run(base, *words)
        is_there = again.returncode == 1 and b"there is a register here already" in again.stderr
        if again.returncode != 0 and not is_there:
            wrong.append(f"{fault}: init again fails: {again.stderr.decode()[:200]}")
        if contents(base / "register") != expected:
            wrong.append(f"{fault}: init again makes another register")
        for following in (["new", "A", "--medium", "web", "--description", "B", "--anonymous"], ["check"]):
            done = tool.run(base / "register", *following)
            if done.returncode != 0:
                wrong.append(f"{fault}: {following[0]} fails: {done.stderr.decode()[:200]}")
    return len(found), tried, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cmt")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--command", action="append", default=[])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--races", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed: script/bootstrap installs it")
        sys.exit(77)
    tool = Tool(arguments.cmt)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    total = failed = turn = 0
    what = "races" if arguments.races else "shortages" if arguments.full else "faults"
    for name, words, before, is_sealed in [(*one, False) for one in COMMANDS] + [(*one, True) for one in SEALED]:
        if arguments.command and name not in arguments.command:
            continue
        if is_sealed and (arguments.full or arguments.races):
            continue
        with tempfile.TemporaryDirectory(prefix="cmt-faults-", dir=memory) as base:
            trial = Trial(tool, pathlib.Path(base), name, words, before, is_sealed)
            name += " in a sealed register" if is_sealed else ""
            tried = 0
            for one in trial.not_durable:
                failed += 1
                print(f"FAIL {name}: {one}", flush=True)
            if arguments.full:
                tried, wrong = trial.without_room() if name not in ("report to a file",) else (0, [])
                failed += len(wrong)
                for one in wrong:
                    print(f"FAIL {name}: {one}", flush=True)
            races = [f"{call}:{number}" for call, number in trial.found] if name not in ALONE else []
            for fault in [] if arguments.full else races if arguments.races else faults_of(trial.found, asks_by_pipe(trial.trace)):
                turn += 1
                if turn % arguments.every:
                    continue
                tried += 1
                for one in trial.race(*fault.split(":")) if arguments.races else trial.faults(fault):
                    failed += 1
                    print(f"FAIL {name}: {fault}: {one}", flush=True)
            total += tried
            print(f"{name}: {len(trial.found)} calls, {tried} {what}", flush=True)
    if not arguments.races and not arguments.full and (not arguments.command or "init" in arguments.command):
        with tempfile.TemporaryDirectory(prefix="cmt-faults-", dir=memory) as base:
            found, tried, wrong = faults_of_init(tool, pathlib.Path(base), arguments.every, turn)
            for one in wrong:
                print(f"FAIL init: {one}")
            total, failed = total + tried, failed + len(wrong)
            print(f"init: {found} calls, {tried} faults", flush=True)
    print(f"{total} {what}, {failed} failures")
    sys.exit(1 if failed or not total else 0)


signal.signal(signal.SIGINT, signal.SIG_DFL)
if __name__ == "__main__":
    main()
