#!/usr/bin/env python3
"""Cuts the power at every point of a command: power.py CMT [--every N] [--command NAME]...

strace writes down all that a command does to the disk. A model of a file system, in which bytes last once their file
was synced and names last once their folder was, then gives what may be on the disk when the power goes at each of these
points:

- nothing that was not synced;
- all names, and of unsynced files no bytes, zeros in their place, or the first half of them;
- all bytes, and none of the names;
- at random: of each folder the first few changes, of each file one of these (three draws).

For each such state, as long as it differs from those seen before, every file must be as it was or as it was to become, once
the next command has run; of a command that changes several files all must be the same of the two; `cmt check` finds no
error. After the end of a command that was done, all must be as it was to become.

Needs strace. Exit code 0 when nothing failed. --every 5 tries each fifth state (the suite).
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from faults import COMMANDS, Tool, Trial, contents  # noqa: E402


class File:
    def __init__(self, data=b""):
        self.data, self.synced = data, data


class Folder:
    def __init__(self):
        self.now, self.lasting = {}, {}
        self.pending = []  # of changes to names, each a list of (name, node or None) that happen at once

    def change(self, *names):
        self.pending.append(list(names))
        apply(self.now, names)

    def sync(self):
        self.pending.clear()
        self.lasting = dict(self.now)


def apply(entries, names):
    for name, node in names:
        if node is None:
            entries.pop(name, None)
        else:
            entries[name] = node


def modelled(path):
    folder = Folder()
    for one in sorted(path.iterdir()):
        folder.now[one.name] = modelled(one) if one.is_dir() else File(one.read_bytes())
    folder.lasting = dict(folder.now)
    return folder


CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<(.*?)>)?")
PLACE = re.compile(r'(?:(AT_FDCWD|\d+)(?:<((?:[^>]|>(?=/))*)>)?, )?"((?:\\x[0-9a-f]{2})*)"')


def unhexed(text):
    return bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """What the calls of a trace make of a folder."""

    def __init__(self, folder):
        self.root = str(folder)
        self.top = modelled(folder)
        self.open = {}  # by descriptor: a node and where the next byte goes
        self.changes = 0

    def find(self, path):
        """The folder of a path, and its last name; None outside the register."""
        path = os.path.normpath(path)
        if path == self.root or not path.startswith(self.root + "/"):
            return None
        *way, last = path[len(self.root) + 1:].split("/")
        node = self.top
        for part in way:
            node = node.now.get(part)
            if not isinstance(node, Folder):
                return None
        return node, last

    def node(self, path):
        if os.path.normpath(path) == self.root:
            return self.top
        found = self.find(path)
        return found and found[0].now.get(found[1])

    def places(self, words):
        out = []
        for number, folder, name in PLACE.findall(words):
            name = unhexed(name).decode(errors="replace")
            folder = unhexed(folder).decode(errors="replace") if "\\x" in folder else folder
            out.append((number, os.path.join(folder, name) if folder else name))
        return out

    def take(self, line):
        """One line of the trace; whether it changed what may be on the disk."""
        call = CALL.match(line)
        if not call or call.group(3).startswith("-"):
            return False
        name, words, result = call.group(1), call.group(2), int(call.group(3))
        descriptor = re.match(r"(\d+)<", words)
        known = self.open.get(int(descriptor.group(1))) if descriptor else None
        if name == "close":
            self.open.pop(int(re.match(r"\d+", words).group()), None)
            return False
        if name in ("open", "openat", "openat2", "creat"):
            places = self.places(words)
            self.open.pop(result, None)
            if not places:
                return False
            path = places[0][1]
            if "O_TMPFILE" in words and path.startswith(self.root):
                self.open[result] = [File(), 0]
                return False
            found, node = self.find(path), self.node(path)
            made = node is None and "O_CREAT" in words and found is not None
            if made:
                node = File()
                node.synced = b""
                found[0].change((found[1], node))
            if isinstance(node, File) and "O_TRUNC" in words:
                node.data = b""
            if node is not None:
                self.open[result] = [node, len(node.data) if isinstance(node, File) and "O_APPEND" in words else 0]
            return made
        if name in ("write", "pwrite64", "copy_file_range", "ftruncate") and known and isinstance(known[0], File):
            node = known[0]
            if name == "ftruncate":
                size = int(words.rsplit(", ", 1)[1])
                node.data = node.data[:size].ljust(size, b"\0")
                return True
            if name != "write":
                sys.exit(f"power.py does not know what {name} writes")
            data = unhexed(re.search(r'"((?:\\x[0-9a-f]{2})*)"', words).group(1))
            assert len(data) >= result, "strace cut the bytes"
            node.data = node.data[:known[1]] + data[:result] + node.data[known[1] + result:]
            known[1] += result
            return True
        if name in ("fsync", "fdatasync") and known:
            if isinstance(known[0], Folder):
                known[0].sync()
            else:
                known[0].synced = known[0].data
            return True
        if name == "syncfs":
            self.sync_all(self.top)
            return True
        places = self.places(words)
        if name in ("mkdir", "mkdirat"):
            found = self.find(places[0][1])
            if found:
                found[0].change((found[1], Folder()))
            return found is not None
        if name in ("unlink", "unlinkat", "rmdir"):
            found = self.find(places[0][1])
            if found:
                found[0].change((found[1], None))
            return found is not None
        if name in ("link", "linkat"):
            to = self.find(places[-1][1])
            if not to:
                return False
            opened = re.search(r"/proc/self/fd/(\d+)", places[0][1])
            source = self.open[int(opened.group(1))][0] if opened else self.node(places[0][1])
            if "AT_EMPTY_PATH" in words:
                source = known[0]
            to[0].change((to[1], source))
            return True
        if name in ("rename", "renameat", "renameat2"):
            source, to = self.find(places[0][1]), self.find(places[1][1])
            if not source or not to:
                return False
            node, other = source[0].now[source[1]], to[0].now.get(to[1])
            back = (source[1], other if "RENAME_EXCHANGE" in words else None)
            if source[0] is to[0]:
                to[0].change((to[1], node), back)
            else:
                to[0].change((to[1], node))
                source[0].change(back)
            return True
        return False

    def sync_all(self, folder):
        folder.sync()
        for node in folder.now.values():
            if isinstance(node, Folder):
                self.sync_all(node)
            else:
                node.synced = node.data

    def state(self, kind, draw):
        """What may be on the disk: by path the bytes of a file, and None for a folder."""
        out = {}

        def bytes_of(file):
            if file.data == file.synced or kind == "lost":
                return file.synced
            how = draw.choice(("named", "zeros", "half", "nameless")) if kind == "drawn" else kind
            return {"named": file.synced, "zeros": bytes(len(file.data)), "half": file.data[:len(file.data) // 2],
                    "nameless": file.data}[how]

        def walk(folder, path):
            entries = dict(folder.lasting)
            count = {"lost": 0, "nameless": 0, "drawn": draw.randint(0, len(folder.pending))}.get(kind, len(folder.pending))
            for names in folder.pending[:count]:
                apply(entries, names)
            for name, node in sorted(entries.items()):
                if isinstance(node, Folder):
                    out[path + name] = None
                    walk(node, path + name + "/")
                else:
                    out[path + name] = bytes_of(node)

        walk(self.top, "")
        return out


KINDS = ("lost", "named", "zeros", "half", "nameless", "drawn", "drawn", "drawn")


def written(state, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for path, data in state.items():
        if data is None:
            (folder / path).mkdir(mode=0o700)
        else:
            (folder / path).write_bytes(data)


def judge(trial, state, room, is_done):
    written(state, room)
    following = trial.tool.run(room, "note", trial.other, "What comes next", at="2026-11-21T09:00:00Z")
    wrong = []
    if following.returncode != 0:
        wrong.append(f"the next command fails: {following.stderr.decode()[:200]}")
    noted = f"complaints/2026/{trial.other}.yaml"
    after = contents(room)
    paths = {path for path in set(trial.old) | set(trial.new) | set(after) if path != noted}
    for path in sorted(paths):
        if after.get(path) not in (trial.old.get(path), trial.new.get(path)):
            wrong.append(f"{path} is neither as it was nor as it was to become")
    differing = {path for path in paths if trial.old.get(path) != trial.new.get(path)}
    if len({after.get(path) == trial.new.get(path) for path in differing}) > 1:
        wrong.append("half of the files are as they were, and half as they were to become")
    if is_done and any(after.get(path) != trial.new.get(path) for path in differing):
        wrong.append("the command was done, and its work is lost")
    check = trial.tool.run(room, "check", at="2026-11-21T10:00:00Z")
    if check.returncode != 0:
        wrong.append(f"check: {check.stdout.decode()[:300]}")
    return wrong


def cut(trial, every, turn):
    """Tries the states of one command: how many, and what is wrong."""
    folder = trial.fresh()
    disk = Disk(folder)
    trace = trial.base / "power-trace"
    done = trial.tool.run(folder, *trial.words,
                          prefix=["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", "trace=%file,%desc,syncfs", "-o", str(trace)])
    if done.returncode != 0:
        sys.exit(f"{trial.name}: exit code {done.returncode}: {done.stderr.decode()}")
    draw, seen, tried, wrong = random.Random(7), set(), 0, []
    points = 0

    def try_all(is_done):
        nonlocal turn, tried
        for kind in KINDS:
            state = disk.state(kind, draw)
            key = (is_done, tuple(sorted(state.items(), key=lambda item: item[0])))
            if hash(key) in seen:
                continue
            seen.add(hash(key))
            turn += 1
            if turn % every and not is_done:
                continue
            tried += 1
            wrong.extend(f"after {points} changes, {kind}: {one}"
                         for one in judge(trial, state, trial.base / "room" / "cut", is_done))

    try_all(False)
    for line in trace.read_text(errors="replace").splitlines():
        if disk.take(line):
            points += 1
            try_all(False)
    try_all(True)
    if points < 3:
        sys.exit(f"{trial.name}: the trace shows only {points} changes")
    real = contents(folder)
    # The model must have come to what the disk has.
    whole = {}

    def walk(node, path):
        for name, child in node.now.items():
            if isinstance(child, Folder):
                if name not in (".cmt", ".cmt-pending", ".git"):
                    walk(child, path + name + "/")
            elif not name.startswith(".cmt-tmp-"):
                whole[path + name] = child.data

    walk(disk.top, "")
    if whole != real:
        differing = sorted(path for path in set(whole) | set(real) if whole.get(path) != real.get(path))
        sys.exit(f"{trial.name}: the model differs from the disk in {differing}")
    return turn, tried, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cmt")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--command", action="append")
    options = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed: script/bootstrap installs it")
        sys.exit(77)
    tool = Tool(options.cmt)
    tried = failures = turn = 0
    with tempfile.TemporaryDirectory() as top:
        for number, (name, words, before) in enumerate(COMMANDS):
            if (options.command and name not in options.command) or name == "report to a file":
                continue
            base = pathlib.Path(top).resolve() / str(number)
            base.mkdir()
            turn, count, wrong = cut(Trial(tool, base, name, words, before), options.every, turn)
            tried += count
            failures += len(wrong)
            print(f"{name}: {count} states, {len(wrong)} failures")
            for one in wrong[:5]:
                print(f"  {one}")
            shutil.rmtree(base)
    print(f"{tried} states of the disk, {failures} failures")
    sys.exit(1 if failures or not tried else 0)


if __name__ == "__main__":
    main()
