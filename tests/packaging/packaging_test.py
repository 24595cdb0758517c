#!/usr/bin/env python3
"""What is installed works where it is put, and so do the Debian packages: packaging_test.py BUILD-FOLDER.

Programs that are not there (man, zsh, fish, mandoc, dpkg, lintian) are done without.
"""
import glob
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = os.path.abspath(sys.argv.pop(1))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COMMANDS = sorted(name[:-4] for name in os.listdir(os.path.join(ROOT, "cli/commands")))
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
               "CMT_NOW": "2026-11-20T09:12:00Z", "CMT_USER": "sara", "SOURCE_DATE_EPOCH": "1795165920"}


def ran(*words, cwd=None, fails=False, **variables):
    """What a program printed on both streams; that it succeeds, or fails, is asserted."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, env={**ENVIRONMENT, **variables},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    assert (done.returncode != 0) == fails, f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}"
    return done.stdout


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


def files_below(folder):
    return sorted(os.path.relpath(os.path.join(at, name), folder)
                  for at, _, names in os.walk(folder) for name in names)


class Scratch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="cmt-packaging-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name


class Installed(Scratch):
    """`cmake --install` below a folder that the build knew nothing of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prefix = os.path.join(cls.folder, "prefix")
        cls.share = os.path.join(cls.prefix, "share")
        cls.cmt = os.path.join(cls.prefix, "bin/cmt")
        ran("cmake", "--install", BUILD, "--prefix", cls.prefix)

    def test_the_program_makes_a_register_and_checks_it(self):
        self.assertRegex(ran(self.cmt, "--version"), r"^cmt \d+\.\d+\.\d+\n$")
        register = os.path.join(self.folder, "register")
        ran(self.cmt, "init", register, "--name", "Corner Shop", "--timezone", "Europe/Paris")
        ran(self.cmt, "-C", register, "new", "Late parcel", "--medium", "phone", "--description", "It never came.", "--anonymous")
        self.assertIn("1 record checked: 0 errors", ran(self.cmt, "-C", register, "check"))

    def test_every_command_has_a_manual_page(self):
        self.assertEqual(sorted(os.listdir(os.path.join(self.share, "man/man1"))),
                         sorted(["cmt.1"] + [f"cmt-{name}.1" for name in COMMANDS]))

    @needs("lexgrog")
    def test_the_pages_have_a_name_that_apropos_finds(self):
        pages = glob.glob(os.path.join(self.share, "man/man1/*"))
        said = ran("lexgrog", *pages)
        for page in pages:
            self.assertIn(f'{page}: "{os.path.basename(page)[:-2]} - ', said)

    @needs("man")
    def test_the_pages_are_set_without_a_complaint(self):
        for page in glob.glob(os.path.join(self.share, "man/man1/*")):
            said = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l", page],
                                  env={**ENVIRONMENT, "MANWIDTH": "80"}, capture_output=True)
            self.assertEqual((said.returncode, said.stderr.decode()), (0, ""), page)

    @needs("mandoc")
    def test_the_pages_are_read_by_mandoc_without_an_error(self):
        pages = sorted(glob.glob(os.path.join(self.share, "man/man1/*")))
        self.assertEqual(ran("mandoc", "-T", "lint", "-W", "error", *pages), "")

    def test_bash_completes_a_command(self):
        script = os.path.join(self.share, "bash-completion/completions/cmt")
        words = f'. "{script}"; COMP_WORDS=(cmt ini); COMP_CWORD=1; _cmt; printf "%s\\n" "${{COMPREPLY[@]}}"'
        path = os.path.dirname(self.cmt) + ":" + os.environ["PATH"]
        self.assertEqual(ran("bash", "--norc", "-euc", words, PATH=path), "init\n")

    @needs("zsh")
    def test_the_completion_of_zsh_is_zsh(self):
        ran("zsh", "-fn", os.path.join(self.share, "zsh/site-functions/_cmt"))

    @needs("fish")
    def test_the_completion_of_fish_is_fish(self):
        ran("fish", "--no-config", "--no-execute", os.path.join(self.share, "fish/vendor_completions.d/cmt.fish"),
            HOME=self.folder)

    def test_the_schemas_are_there(self):
        self.assertEqual(files_below(os.path.join(self.share, "cmt/schemas")), files_below(os.path.join(ROOT, "schemas")))

    def test_what_the_readme_links_to_is_there(self):
        folder = os.path.join(self.share, "doc/cmt")
        links = re.findall(r"\]\(([^):#]+)[^)]*\)", read(folder, "README.md"))
        self.assertTrue(links)
        for link in links:
            self.assertTrue(os.path.exists(os.path.join(folder, link)), link)

    def test_the_example_registers_pass_check(self):
        for name in ("shop", "clinic", "municipality"):
            ran(self.cmt, "-C", os.path.join(self.share, "doc/cmt/examples", name), "check")

    def test_no_file_names_a_folder_of_the_build(self):
        for name in files_below(self.prefix):
            if name == "bin/cmt" or name.endswith(".a"):
                continue
            text = read(self.prefix, name)
            for folder in (BUILD, ROOT):
                self.assertNotIn(folder, text, name)

    def test_the_libraries_bring_no_option_of_their_own_build(self):
        targets = read(glob.glob(os.path.join(self.prefix, "lib*/**/cmtTargets.cmake"), recursive=True)[0])
        for word in ("INTERFACE_COMPILE_OPTIONS", "INTERFACE_LINK_OPTIONS", "cmt_flags", "/lib/x86_64"):
            self.assertNotIn(word, targets)

    def test_the_example_finds_the_process_and_prints_what_its_page_says(self):
        built = os.path.join(self.folder, "embed")
        ran("cmake", "-S", os.path.join(ROOT, "examples/embed"), "-B", built, "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={self.prefix}", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Werror")
        ran("cmake", "--build", built)
        said = read(ROOT, "examples/embed/README.md").split("```text\n")[1].split("```")[0]
        self.assertEqual(ran(os.path.join(built, "embed")), said)

    def test_every_header_stands_on_its_own(self):
        headers = os.path.join(self.prefix, "include/cmt")
        names = files_below(headers)
        self.assertIn("process/replay.hpp", names)
        for name in names:
            for included in re.findall(r'#include "([^"]+)"', read(headers, name)):
                self.assertIn(included, names, name)
        everything = os.path.join(self.folder, "everything.cpp")
        with open(everything, "w", encoding="utf-8") as file:
            file.writelines(f'#include "{name}"\n' for name in names)
        ran("c++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", headers, everything)

    def test_another_minor_version_is_not_taken(self):
        source = os.path.join(self.folder, "other")
        os.mkdir(source)
        with open(os.path.join(source, "CMakeLists.txt"), "w", encoding="utf-8") as file:
            file.write("cmake_minimum_required(VERSION 3.25)\nproject(other LANGUAGES NONE)\nfind_package(cmt 0.0 REQUIRED)\n")
        said = ran("cmake", "-S", source, "-B", os.path.join(source, "build"), "-G", "Ninja",
                   f"-DCMAKE_PREFIX_PATH={self.prefix}", fails=True)
        self.assertIn('that is compatible with requested version "0.0"', " ".join(said.split()))


class Static(Scratch):
    """The program in one file."""

    def test_it_needs_no_library_and_does_the_same(self):
        ran("cmake", "--build", BUILD, "--target", "cmt_static", HOME=self.folder)
        program = os.path.join(BUILD, "cmt-static")
        self.assertNotIn("INTERP", ran("readelf", "--program-headers", "--wide", program))
        register = os.path.join(self.folder, "register")
        ran(program, "init", register, "--name", "Corner Shop", "--timezone", "Europe/Paris")
        ran(program, "-C", register, "new", "Late parcel", "--medium", "phone", "--description", "It never came.", "--anonymous")
        for words in (("check",), ("list",), ("report",), ("show", "2026")):
            self.assertEqual(ran(program, "-C", register, *words), ran(os.path.join(BUILD, "cmt"), "-C", register, *words))


@needs("dpkg-shlibdeps")
class Debian(Scratch):
    """The packages that CPack makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ran("cpack", "--config", os.path.join(BUILD, "CPackConfig.cmake"), "-G", "DEB", "-B", cls.folder)
        cls.packages = {os.path.basename(path).split("_")[0]: path for path in glob.glob(os.path.join(cls.folder, "*.deb"))}
        cls.program = cls.packages["cmt"]
        cls.library = cls.packages["libcmt-dev"]

    def field(self, package, name):
        return ran("dpkg-deb", "-f", package, name).rstrip("\n")

    def listed(self, package):
        rows = [line.split(None, 5) for line in ran("dpkg-deb", "-c", package).splitlines()]
        return {row[5].removeprefix("./"): row for row in rows}

    def extracted(self, package):
        folder = os.path.join(self.folder, "extracted-" + os.path.basename(package))
        if not os.path.isdir(folder):
            ran("dpkg-deb", "-x", package, folder)
        return folder

    def test_they_are_named_as_debian_names_packages(self):
        architecture = ran("dpkg", "--print-architecture").strip()
        for name, package in self.packages.items():
            self.assertRegex(os.path.basename(package), rf"^{name}_\d+\.\d+\.\d+_{architecture}\.deb$")

    def test_the_package_of_the_program_says_what_it_needs(self):
        for word in ("libc6 (>= ", "tzdata"):
            self.assertIn(word, self.field(self.program, "Depends"))
        self.assertIn("git", self.field(self.program, "Recommends").split(", "))
        self.assertIn("libical", self.field(self.program, "Recommends"))
        self.assertEqual(self.field(self.program, "Suggests"), "git-filter-repo, libxlsxwriter4")
        self.assertEqual(self.field(self.program, "Maintainer"), "cmt developers <cmt@example.org>")
        self.assertEqual(self.field(self.program, "Section"), "utils")

    def test_the_package_of_the_library_needs_what_the_cmake_package_finds(self):
        depends = self.field(self.library, "Depends").split(", ")
        self.assertEqual(depends, ["libabsl-dev", "libfmt-dev", "libsodium-dev", "libutf8proc-dev"])
        self.assertEqual(self.field(self.library, "Section"), "libdevel")

    def test_the_description_is_a_synopsis_and_paragraphs(self):
        for package in (self.program, self.library):
            synopsis, *rest = self.field(package, "Description").split("\n")
            self.assertLess(len(synopsis), 80)
            self.assertGreater(len(rest), 3)
            self.assertTrue(all(re.match(r" (\.$|\S)", line) for line in rest), rest)

    def test_every_file_is_root_s_and_nobody_else_s_to_write(self):
        for package in (self.program, self.library):
            for name, row in self.listed(package).items():
                self.assertEqual(row[1], "root/root", name)
                expected = "drwxr-xr-x" if name.endswith("/") else "-rwxr-xr-x" if name == "usr/bin/cmt" else "-rw-r--r--"
                self.assertEqual(row[0], expected, name)

    def test_the_package_of_the_program_has_what_debian_asks_for(self):
        names = self.listed(self.program)
        for name in ("usr/bin/cmt", "usr/share/man/man1/cmt.1.gz", "usr/share/man/man1/cmt-close.1.gz",
                     "usr/share/bash-completion/completions/cmt", "usr/share/zsh/vendor-completions/_cmt",
                     "usr/share/fish/vendor_completions.d/cmt.fish", "usr/share/doc/cmt/copyright",
                     "usr/share/doc/cmt/changelog.gz", "usr/share/doc/cmt/README.md", "usr/share/doc/cmt/docs/install.md",
                     "usr/share/cmt/schemas/complaint.schema.json"):
            self.assertIn(name, names)
        self.assertEqual([name for name in names if re.search(r"\.(a|hpp|cmake)$", name)], [])

    def test_the_package_of_the_library_has_headers_libraries_and_the_cmake_package(self):
        names = self.listed(self.library)
        for name in ("usr/include/cmt/process/replay.hpp", "usr/lib/libcmt_process.a", "usr/lib/cmake/cmt/cmtConfig.cmake",
                     "usr/share/doc/libcmt-dev/copyright", "usr/share/doc/libcmt-dev/changelog.gz",
                     "usr/share/doc/libcmt-dev/examples/embed/main.cpp"):
            self.assertIn(name, names)

    def test_nobody_reads_a_licence_out_of_it(self):
        for package, name in ((self.program, "cmt"), (self.library, "libcmt-dev")):
            text = read(self.extracted(package), "usr/share/doc", name, "copyright")
            self.assertIn("Files: *\nCopyright: 2026 cmt developers\nLicense: none-chosen-yet\n None chosen yet; all rights reserved.\n",
                          text)

    def test_compressed_files_hold_no_time_of_their_own(self):
        folder = self.extracted(self.program)
        pages = glob.glob(os.path.join(folder, "usr/share/man/man1/*.gz"))
        self.assertEqual(len(pages), len(COMMANDS) + 1)
        for path in pages + [os.path.join(folder, "usr/share/doc/cmt/changelog.gz")]:
            with open(path, "rb") as file:
                self.assertEqual(file.read(8)[3:], bytes(5), path)
        with gzip.open(pages[0], "rt", encoding="utf-8") as page:
            self.assertTrue(page.readline().startswith(".TH CMT"))

    def test_the_program_is_stripped_and_hardened(self):
        program = os.path.join(self.extracted(self.program), "usr/bin/cmt")
        said = ran("readelf", "--wide", "--file-header", "--section-headers", "--program-headers", "--dynamic", program)
        self.assertNotIn(".symtab", said)
        for sign in ("Position-Independent Executable", "GNU_RELRO", "BIND_NOW"):
            self.assertIn(sign, said)
        self.assertNotRegex(said, r"GNU_STACK.* RWE ")
        self.assertRegex(ran(program, "--version"), r"^cmt \d")

    @needs("lintian")
    def test_lintian_finds_neither_an_error_nor_a_warning(self):
        said = ran("lintian", "--allow-root", "--fail-on", "error,warning", self.program, self.library, HOME=self.folder)
        self.assertNotRegex(said, r"(?m)^[EW]:")


if __name__ == "__main__":
    unittest.main()
