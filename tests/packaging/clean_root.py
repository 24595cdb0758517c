#!/usr/bin/env python3
"""A new user's first five minutes: clean_root.py BUILD-FOLDER [ROOT].

Makes a Debian of its own that holds nothing but the base system (debootstrap; ROOT names one that is there already),
installs the packages of the build with apt, and types what the console blocks of the README say, as a user who has
nothing but her home. Everything must print what the README says, but for the ids, and the report must be there within
five minutes of the installation. Needs root and a mirror of Debian, so ctest does not run it; `script/clean-root` does.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
README = os.path.join(HERE, "../../README.md")
MIRROR = os.environ.get("CMT_MIRROR", "http://deb.debian.org/debian")
LIMIT = 300  # seconds
HOME = "/home/sara"
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": HOME, "LANG": "C.UTF-8", "TZ": "Europe/Paris",
               "CMT_USER": "sara", "CMT_NOW": "2026-11-20T09:12:00+01:00", "CMT_SEED": "1"}


def fail(message):
    print(f"clean root: {message}", file=sys.stderr)
    sys.exit(1)


def run(*words, **options):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", **options)
    if done.returncode != 0:
        fail(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout}")
    return done.stdout


def console_blocks(text):
    return re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def steps(block):
    """Pairs of a command and what it prints."""
    out = []
    for line in block.splitlines(keepends=True):
        if out and out[-1][0].endswith("\\\n"):
            out[-1][0] += line
        elif line.startswith("$ "):
            out.append([line[2:], ""])
        elif out:
            out[-1][1] += line
    return out


def without_ids(text):
    """Ids are drawn at random, from another place of the sequence than in the README."""
    text = re.sub(r"\b(\d{4}|[A-Z])-[0-9A-HJKMNP-TV-Z]{7}\b", r"\1-ID", text)
    return re.sub(r"(@@ .* @@|index [0-9a-f]+\.\.[0-9a-f]+).*", r"\1", text)


def play(root, block):
    environment = dict(ENVIRONMENT)
    shutil.rmtree(root + HOME, ignore_errors=True)
    os.mkdir(root + HOME)
    os.chown(root + HOME, 1000, 1000)
    count = 0
    for command, expected in steps(block):
        exported = re.fullmatch(r"export (\w+)=(.*)\n", command)
        if exported:
            environment[exported[1]] = exported[2].strip("'\"")
            continue
        words = [f"{name}={value}" for name, value in environment.items()]
        done = subprocess.run(["chroot", "--userspec=1000:1000", root, "/usr/bin/env", "-i", *words, "bash", "-c",
                               f"cd && {command}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        printed = done.stdout + (f"[exit {done.returncode}]\n" if done.returncode else "")
        if without_ids(printed) != without_ids(expected):
            fail(f"$ {command}printed\n{printed}and the README says\n{expected}")
        count += 1
    return count


def main():
    build = os.path.abspath(sys.argv[1])
    packages = glob.glob(os.path.join(build, "packages/*.deb"))
    if not packages:
        fail(f"{build}/packages holds no package: script/package makes them")
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        fail("needs root and debootstrap")
    with tempfile.TemporaryDirectory(prefix="cmt-clean-root-") as folder:
        root = sys.argv[2] if len(sys.argv) > 2 else os.path.join(folder, "root")
        if not os.path.exists(root):
            run("debootstrap", "--variant=minbase", "bookworm", root, MIRROR)
        shutil.copy("/etc/resolv.conf", root + "/etc/resolv.conf")
        for package in packages:
            shutil.copy(package, root + "/var/tmp")
        began = time.monotonic()
        names = ["/var/tmp/" + os.path.basename(package) for package in packages]
        run("chroot", root, "/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", *names)
        installed = time.monotonic()
        with open(README, encoding="utf-8") as file:
            blocks = console_blocks(file.read())
        count = sum(play(root, block) for block in blocks)
        words = [f"{name}={value}" for name, value in ENVIRONMENT.items()]
        register = next(name for name in sorted(os.listdir(root + HOME)) if os.path.exists(f"{root}{HOME}/{name}/cmt.yaml"))
        report = run("chroot", "--userspec=1000:1000", root, "/usr/bin/env", "-i", *words, "bash", "-c",
                     f"cd && cmt -C {register} report")
        ended = time.monotonic()
    print(report, end="")
    print(f"clean root: installed in {installed - began:.0f} s; {count} commands of the README and the report in "
          f"{ended - installed:.1f} s")
    if "Complaints" not in report or ended - began > LIMIT:
        fail(f"no report within {LIMIT} s")


if __name__ == "__main__":
    main()
