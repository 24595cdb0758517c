#!/usr/bin/env python3
"""The program on a real terminal of 80 by 24: the board, the pager, the questions: terminal.py CMT.

A pseudo-terminal of Python's standard library. What is drawn is told by a small reader of the few sequences that the
terminal type "vt100" has, so that a test sees the screen and not the order in which it was painted.
"""
import fcntl
import glob
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

CMT = os.path.abspath(sys.argv.pop(1))
ENVIRONMENT = {"PATH": os.environ["PATH"], "TERM": "vt100", "LC_ALL": "C.UTF-8", "CMT_NOW": "2026-11-20T09:12:00Z",
               "CMT_USER": "sara", "CMT_SEED": "7"}


class Session:
    """A program on a terminal; keys go in, the screen is asked for text."""

    def __init__(self, words, cwd, **variables):
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.chdir(cwd)
            os.execvpe(words[0], words, {**ENVIRONMENT, "HOME": cwd, **variables})
        self.bytes = b""

    def read(self, seconds):
        ready, _, _ = select.select([self.end], [], [], seconds)
        if not ready:
            return False
        try:
            got = os.read(self.end, 65536)
        except OSError:
            return False
        self.bytes += got
        return bool(got)

    def until(self, part, seconds=20):
        """Waits until the screen holds the text."""
        limit = time.monotonic() + seconds
        while part not in self.screen():
            if time.monotonic() > limit:
                raise AssertionError(f"{part!r} is not on the screen:\n{self.screen()}")
            self.read(0.2)
        return self.screen()

    def keys(self, text):
        os.write(self.end, text.encode())

    def finish(self, seconds=20):
        """Waits for the end; gives the exit code."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0.05):
                    pass
                os.close(self.end)
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the program did not end:\n" + self.screen())

    def screen(self):
        rows = [[" "] * 80 for _ in range(24)]
        at = [0, 0]
        text = self.bytes.decode("utf-8", "replace")
        for sequence, move, control, char in re.findall(
                r"(\x1b\[\??[0-9;]*[A-Za-z]|\x1b[()][AB0-2]|\x1b[=>78MDHc]|\x1b\][^\x07]*\x07)|(\x0e|\x0f|\x00)|([\r\n\b\t])|([^\x1b])", text):
            if sequence:
                found = re.fullmatch(r"\x1b\[([0-9;]*)([A-Za-z])", sequence)
                if not found:
                    if sequence == "\x1bM":
                        if at[0] == 0:
                            rows.insert(0, [" "] * 80)
                            rows.pop()
                        at[0] = max(at[0] - 1, 0)
                    continue
                numbers = [int(n or 0) for n in found[1].split(";")]
                n = max(numbers[0], 1)
                kind = found[2]
                if kind == "H":
                    at = [min(n, 24) - 1, min(numbers[1] if len(numbers) > 1 and numbers[1] else 1, 80) - 1]
                elif kind == "A":
                    at[0] = max(at[0] - n, 0)
                elif kind == "B":
                    at[0] = min(at[0] + n, 23)
                elif kind == "C":
                    at[1] = min(at[1] + n, 79)
                elif kind == "D":
                    at[1] = max(at[1] - n, 0)
                elif kind == "J":
                    if numbers[0] == 2:
                        rows = [[" "] * 80 for _ in range(24)]
                    elif numbers[0] == 0:
                        rows[at[0]][at[1]:] = [" "] * (80 - at[1])
                        for row in range(at[0] + 1, 24):
                            rows[row] = [" "] * 80
                elif kind == "K":
                    if numbers[0] == 0:
                        rows[at[0]][at[1]:] = [" "] * (80 - at[1])
                    elif numbers[0] == 1:
                        rows[at[0]][:at[1] + 1] = [" "] * (at[1] + 1)
            elif control == "\r":
                at[1] = 0
            elif control == "\b":
                at[1] = max(at[1] - 1, 0)
            elif control == "\n":
                if at[0] == 23:
                    rows.append([" "] * 80)
                    rows.pop(0)
                at[0] = min(at[0] + 1, 23)
            elif char and char >= " ":
                if at[1] > 79:
                    at = [at[0] + 1, 0]
                    if at[0] > 23:
                        rows.append([" "] * 80)
                        rows.pop(0)
                        at[0] = 23
                rows[at[0]][at[1]] = char
                at[1] += 1
        return "\n".join("".join(row).rstrip() for row in rows)


class Register(unittest.TestCase):
    """A folder with three complaints."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="cmt-terminal-test-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.run_("init", ".", "--name", "Corner Shop", "--timezone", "UTC")
        for text in ("Late parcel", "Rude clerk", "Счёт выставлен дважды"):
            self.run_("new", text, "--medium", "phone", "--description", text, "--anonymous")

    def run_(self, *words):
        done = subprocess.run([CMT, *words], cwd=self.folder, env={**ENVIRONMENT, "HOME": self.folder},
                              capture_output=True, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def session(self, *words, **variables):
        return Session([CMT, *words], self.folder, **variables)


class OnATerminal(Register):
    def test_the_board_shows_the_open_complaints_and_leaves_at_q(self):
        board = self.session("ui")
        screen = board.until("q quit")
        for text in ("Corner Shop: status:open", "3 of 3", "Late parcel", "Счёт выставлен дважды"):
            self.assertIn(text, screen)
        board.keys("q")
        self.assertEqual(board.finish(), 0)

    def test_a_step_on_the_board_is_the_command(self):
        board = self.session("ui")
        board.until("q quit")
        board.keys("/rude\r")
        board.until("1 of 3")
        board.keys("a")
        board.until("cmt assign 2026-")
        board.keys("ali\r")
        board.until("assigned to ali")
        board.keys("\x03")
        self.assertEqual(board.finish(), 0)
        self.assertIn("Rude clerk", self.run_("list", "owner:ali"))

    def test_the_case_is_shown_and_left(self):
        board = self.session("ui")
        board.until("q quit")
        board.keys("\r")
        board.until("Esc back")
        board.keys("\x1b")
        board.until("3 of 3")
        board.keys("q")
        self.assertEqual(board.finish(), 0)

    def test_a_terminal_that_is_not_known_is_told(self):
        board = self.session("ui", TERM="no-such-terminal")
        self.assertEqual(board.finish(), 2)
        self.assertIn("this terminal cannot show a board", board.screen())

    def test_long_output_goes_through_the_pager(self):
        page = self.session("help", CMT_PAGER="sed -e 's/^/> /'")
        self.assertEqual(page.finish(), 0)
        self.assertIn("> ISO 10002 is guidance", page.screen())

    def test_a_pager_that_is_not_there_loses_nothing(self):
        page = self.session("help", CMT_PAGER="no-such-pager-at-all")
        self.assertEqual(page.finish(), 0)
        self.assertIn("ISO 10002 is guidance", page.screen())

    def test_a_pager_that_is_left_early_is_no_error(self):
        page = self.session("help", CMT_PAGER="head -n 2")
        self.assertEqual(page.finish(), 0)
        self.assertIn("cmt keeps a complaint register", page.screen())

    def test_each_asks_before_it_writes(self):
        each = self.session("each", "status:open", "--", "assign", "ali")
        each.until("Change 3 complaints? [y/N]")
        each.keys("n\n")
        self.assertEqual(each.finish(), 1)
        self.assertEqual(self.run_("list", "owner:ali", "--ids"), "")


class Streams(Register):
    """Standard output that nobody reads, and what the program can reach."""

    def test_a_reader_that_goes_away_is_no_error(self):
        done = subprocess.run(["bash", "-c", 'set -o pipefail; "$0" help | true; echo "status $?"', CMT], cwd=self.folder,
                              env={**ENVIRONMENT, "HOME": self.folder}, capture_output=True, encoding="utf-8")
        self.assertEqual((done.stdout, done.stderr), ("status 0\n", ""))

    def test_a_full_disk_is_an_error_of_the_output(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([CMT, "list"], cwd=self.folder, env={**ENVIRONMENT, "HOME": self.folder}, stdout=full,
                                  stderr=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(done.returncode, 3)
        self.assertIn("the output could not be written", done.stderr)

    @unittest.skipUnless(shutil.which("nm"), "nm is not installed")
    def test_the_program_calls_nothing_of_the_network(self):
        names = subprocess.run(["nm", "-D", "--undefined-only", CMT], capture_output=True, encoding="utf-8", check=True).stdout
        called = {line.split()[-1].split("@")[0] for line in names.splitlines() if line.strip()}
        self.assertIn("openat", called)
        self.assertEqual(called & {"socket", "connect", "bind", "listen", "sendto", "getaddrinfo", "gethostbyname"}, set())


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


class InAShell(Register):
    """Completion as somebody who types meets it: the Tab key in three shells."""

    def shell(self, *words, **variables):
        path = os.path.dirname(CMT) + ":" + ENVIRONMENT["PATH"]
        return Session(list(words), self.folder, PATH=path, PS1="> ", **variables)

    def bash(self):
        shell = self.shell("bash", "--norc", "--noprofile", "-i", INPUTRC="/dev/null")
        shell.until(">")
        shell.keys('eval "$(cmt completion bash)"; echo rea""dy\n')
        shell.until("ready")
        return shell

    def zsh(self):
        shell = self.shell("zsh", "-f", "-i")
        shell.until(">")
        shell.keys('autoload -Uz compinit && compinit -u -D; source <(cmt completion zsh); echo rea""dy\n')
        shell.until("ready")
        return shell

    def fish(self, line):
        done = subprocess.run(["fish", "--no-config", "-c", 'cmt completion fish | source; complete -C "$argv[1]"', line], cwd=self.folder,
                              env={**ENVIRONMENT, "HOME": self.folder, "PATH": os.path.dirname(CMT) + ":" + ENVIRONMENT["PATH"]},
                              capture_output=True, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def id_of(self, text):
        return self.run_("list", f"summary:'{text}'", "--ids").strip()

    def test_bash_completes_commands_options_ids_and_query_fields(self):
        shell = self.bash()
        for typed, whole in (("cmt assig\t_", "cmt assign _"), ("cmt list --colu\t_", "cmt list --columns _"),
                             ("cmt list statu\t", "cmt list status:"), ("cmt list status:inv\t", "cmt list status:investigating")):
            shell.keys(typed)
            shell.until(whole)
            shell.keys("\x15")
        last = self.id_of("Late parcel")
        shell.keys("cmt show " + last[:8] + "\t")
        shell.until("cmt show " + last)

    @needs("zsh")
    def test_zsh_completes_commands_options_and_ids(self):
        shell = self.zsh()
        for typed, whole in (("cmt assig\t_", "cmt assign _"), ("cmt list --colu\t_", "cmt list --columns _")):
            shell.keys(typed)
            shell.until(whole)
            shell.keys("\x15")
        last = self.id_of("Rude clerk")
        shell.keys("cmt show " + last[:8] + "\t")
        shell.until("cmt show " + last)

    @needs("fish")
    def test_fish_completes_commands_options_ids_with_their_summaries_and_query_fields(self):
        self.assertIn("assign\tsay who is accountable", self.fish("cmt assig"))
        self.assertIn("--columns\t", self.fish("cmt list --colu"))
        self.assertIn("status:", self.fish("cmt list statu"))
        last = self.id_of("Rude clerk")
        self.assertIn(f"{last}\tRude clerk", self.fish("cmt show " + last[:8]))


@needs("shellcheck")
class Scripts(unittest.TestCase):
    """What is written for a shell, before a shell reads it."""

    ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

    def test_the_scripts_of_the_project_are_sound(self):
        scripts = []
        for pattern in ("script/*", ".ci/run", "tests/*/run", "examples/*/*"):
            for path in sorted(glob.glob(os.path.join(self.ROOT, pattern))):
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        if re.match(rb"#!.*\b(ba)?sh\b", file.readline()):
                            scripts.append(path)
        self.assertGreater(len(scripts), 8)
        done = subprocess.run(["shellcheck", *scripts], capture_output=True, encoding="utf-8")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_the_completion_of_bash_is_sound(self):
        script = subprocess.run([CMT, "completion", "bash"], capture_output=True, encoding="utf-8", check=True).stdout
        done = subprocess.run(["shellcheck", "-s", "bash", "-"], input=script, capture_output=True, encoding="utf-8")
        self.assertEqual((done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    unittest.main()
