"""The peers that script/bench runs beside cmt, what each is asked, and the files that each gets.

The yardsticks touch each record once and compute nothing. The others answer the three questions of
`QUESTIONS` about the same complaints, each in the form that suits it best: one flat file where it reads
files, its own store where it has one, and what a record says computed beforehand instead of read from
its events. The ones that validate judge each record by the schema that is shipped.
"""
import collections, datetime, json, os, re, shutil, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
QUESTIONS = "which complaints are open, how many are of each category, how many came in each month"

# In one pass over the lines, since it can.
JQ = ('reduce inputs as $c ({open: [], categories: {}, months: {}};'
      ' (if $c.status == "closed" then . else .open += [$c.id] end)'
      ' | .categories[$c.category] += 1 | .months[$c.received_at[:7]] += 1)')
# The loader that leaves every scalar a text is the quickest.
YAML = """
import collections, glob, json, sys, yaml
opened, categories, months = [], collections.Counter(), collections.Counter()
for path in glob.glob(sys.argv[1] + "/complaints/*/*.yaml"):
    with open(path, encoding="utf-8") as file:
        record = yaml.load(file, Loader=yaml.CBaseLoader)
    history = record["history"]
    if history[-1]["event"] != "closed":
        opened.append(record["id"])
    categories[history[0]["category"]] += 1
    months[history[0]["at"][:7]] += 1
print(json.dumps({"open": opened, "categories": categories, "months": months}))
"""
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]

Answer = collections.namedtuple("Answer", "open categories months")


class Peer:
    """`package` is Debian's; `calls` are run one after another; `answer` reads what they print. `against` are
    the commands of cmt that do the same, reading every record and, where it differs, from the snapshot."""

    def __init__(self, name, package, asked, calls, answer=None, slow=False, against=None):
        self.name, self.package, self.asked, self.calls = name, package, asked, calls
        self.answer, self.slow, self.against = answer, slow, against

    @property
    def program(self):
        return self.calls[0][0]

    def version(self):
        if self.name == "ajv":
            with open(os.path.join(here, "package.json"), encoding="utf-8") as file:
                return ", ".join(f"{name} {version}" for name, version in json.load(file)["dependencies"].items())
        ask = ["-c", "import yaml; print(yaml.__version__)"] if self.name == "PyYAML" else ["--version"]
        said = subprocess.run([self.program, *ask], capture_output=True, text=True).stdout
        found = re.search(r"\d+(\.\d+)+", said)
        return found[0] if found else ""


def answer_of_json(printed):
    found = json.loads(printed[0])
    return Answer(sorted(found["open"]), found["categories"], found["months"])


def answer_of_recsel(printed):
    counts = lambda text: {key: int(count) for key, count in re.findall(r"^\w+: (.*)\nCount_Id: (\d+)$", text, re.M)}
    return Answer(sorted(re.findall(r"^Id: (.*)$", printed[0], re.M)), counts(printed[1]), counts(printed[2]))


def answer_of_ledger(printed):
    months = collections.Counter(dict((month, int(count)) for month, count in re.findall(r"^(\S+) (\d+)$", printed[2], re.M)))
    categories = {key: int(count) for count, key in re.findall(r"^ *(\d+) +(\S+)$", printed[1], re.M)}
    return Answer(sorted(printed[0].split()), categories, +months)


def answer_of_task(printed):
    opened = sorted(word for line in printed[0].splitlines() for word in line.split() if re.fullmatch(r"\d{4}-\w{7}", word))
    categories = {key: int(count) for key, count in re.findall(r"^(\S+) +(\d+)$", printed[1], re.M)}
    months, year = {}, None
    for words in map(str.split, printed[2].splitlines()):
        if words and re.fullmatch(r"\d{4}", words[0]):
            year = words.pop(0)
        if year and words and words[0] in MONTHS:
            months[f"{year}-{MONTHS.index(words[0]) + 1:02}"] = int(words[1])
    return Answer(opened, categories, {month: count for month, count in months.items() if count})


def python_with_yaml():
    """A Python that has PyYAML with its loader in C: the one that runs this, or Debian's."""
    for program in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(program) and subprocess.run([program, "-c", "import yaml; yaml.CBaseLoader"],
                                                      capture_output=True).returncode == 0:
            return program
    return None


def validator():
    """The script that validates, once npm has brought its packages; None without them."""
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    if not os.path.isdir(os.path.join(here, "node_modules/js-yaml")):
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"], cwd=here)
    return os.path.join(here, "validate.mjs") if os.path.isdir(os.path.join(here, "node_modules/js-yaml")) else None


def yardsticks(register):
    """Programs that look at each record once."""
    word = "severity: 4"
    return [
        Peer("true", "coreutils", "nothing: it starts and ends", [["true"]]),
        Peer("git status", "git", "whether each file is as it was committed: a look at each, none opened",
             [["git", "-C", register, "status"]]),
        Peer("git grep -c", "git", "how often a short text stands in each committed file",
             [["git", "-C", register, "grep", "-c", word]]),
        Peer("rg -c", "ripgrep", "the same of each file below `complaints/`: every byte read, on all processors",
             [["rg", "-c", word, os.path.join(register, "complaints")]]),
    ]


def peers(register, folder):
    """Programs that answer QUESTIONS, from the files that `convert` put into `folder`, and validators."""
    at = lambda name: os.path.join(folder, name)
    task = ["task", f"rc:{at('taskrc')}"]
    ledger = ["ledger", "--args-only", "-f", at("complaints.ledger")]
    report = (("cmt report --no-cache", "cmt list --no-cache"), ("cmt report", "cmt list status:open"))
    found = [
        Peer("jq", "jq", "one pass over one file of JSON Lines, without the events",
             [["jq", "-n", JQ, at("complaints.jsonl")]], answer_of_json, slow=True, against=report),
        Peer("recsel", "recutils", "three calls on one rec file: a selection and two groupings with a count",
             [["recsel", "-e", "Status != 'closed'", "-p", "Id,Summary", at("complaints.rec")],
              ["recsel", "-G", "Category", "-p", "Category,Count(Id)", at("complaints.rec")],
              ["recsel", "-G", "Month", "-p", "Month,Count(Id)", at("complaints.rec")]],
             answer_of_recsel, slow=True, against=report),
        Peer("ledger", "ledger", "three calls on one journal, a complaint a transaction of one unit to the account of its "
             "category, cleared when closed: a register of what is not cleared, a balance, a register by month",
             [[*ledger, "register", "^P", "--uncleared", "--format", "%(code)\n"],
              [*ledger, "balance", "^P"],
              [*ledger, "register", "^P", "--monthly", "--collapse", "--format",
               "%(format_date(date, '%Y-%m')) %(amount)\n"]],
             answer_of_ledger, slow=True, against=report),
        Peer("task", "taskwarrior", "three calls on its own store, a complaint a task, its category the project, without "
             "garbage collection: `list`, `projects`, `history.monthly`",
             [[*task, "list"], [*task, "projects"], [*task, "history.monthly"]],
             answer_of_task, slow=True, against=report),
        Peer("PyYAML", "python3-yaml", "one program of fifteen lines over the records themselves, with the loader in C "
             "that leaves scalars as texts", [[python_with_yaml() or "python3", "-c", YAML, register]],
             answer_of_json, slow=True, against=report),
        Peer("ajv", "nodejs npm", "each record read by js-yaml and judged by the shipped schema in one process of node: "
             "the form alone, where `cmt check` also replays and judges the history",
             [["node", os.path.join(here, "validate.mjs"), register]], slow=True, against=(("cmt check",),)),
    ]
    return found


def installed(peer):
    if peer.name == "PyYAML":
        return python_with_yaml() is not None
    if peer.name == "ajv":
        return validator() is not None
    return shutil.which(peer.program) is not None


def convert(exported, folder):
    """Writes the files of every peer from an export in JSON Lines; says what the right answer is."""
    os.makedirs(os.path.join(folder, "task"), exist_ok=True)
    write = lambda name: open(os.path.join(folder, name), "w", encoding="utf-8")
    opened, categories, months = [], collections.Counter(), collections.Counter()
    with open(exported, encoding="utf-8") as lines, write("complaints.jsonl") as flat, write("complaints.rec") as rec, \
            write("complaints.ledger") as journal, write("task/pending.data") as pending, \
            write("task/completed.data") as completed:
        for number, line in enumerate(lines):
            c = json.loads(line)
            del c["history"]
            closed, month, words = c["status"] == "closed", c["received_at"][:7], c["description"].split("\n")
            flat.write(json.dumps(c, ensure_ascii=False) + "\n")
            rec.write(f"Id: {c['id']}\nStatus: {c['status']}\nMonth: {month}\nReceived: {c['received_at']}\n"
                      f"Category: {c['category']}\nProduct: {c['product']}\nMedium: {c['medium']}\nOwner: {c['owner']}\n"
                      f"Severity: {c['severity']}\nSummary: {c['summary']}\nDescription: " + "\n+ ".join(words) + "\n\n")
            journal.write(f"{c['received_at'][:10]} {'* ' if closed else ''}({c['id']}) {c['summary']}\n"
                          + "".join(f"    ; {text}\n" for text in words) + f"    {c['category']}  1\n    Complaints\n\n")
            seconds = lambda time: int(datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp())
            came = seconds(c["received_at"])
            ended = f'end:"{seconds(c["closed_at"])}" ' if closed else ""
            text = " ".join(words).replace('"', "&dquot;").replace("[", "&open;").replace("]", "&close;")
            (completed if closed else pending).write(
                f'[annotation_{came}:"{text}" description:"{c["id"]} {c["summary"]}" {ended}entry:"{came}" '
                f'project:"{c["category"]}" status:"{"completed" if closed else "pending"}" '
                f'uuid:"{number:08x}-0000-4000-8000-000000000000"]\n')
            if not closed:
                opened.append(c["id"])
            categories[c["category"]] += 1
            months[month] += 1
    with write("taskrc") as settings:
        settings.write(f"data.location={folder}/task\nconfirmation=no\nverbose=nothing\ncolor=off\ngc=off\n"
                       "list.all.projects=1\ndefaultwidth=0\n")
    return Answer(sorted(opened), categories, months)


def main():
    """peers.py EXPORT FOLDER: writes the files, to look at them or run a peer by hand."""
    convert(*sys.argv[1:])


if __name__ == "__main__":
    main()
