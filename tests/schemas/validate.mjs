// The shipped schemas, held by another validator (ajv) and another YAML reader (npm yaml): every
// example is accepted, and each broken record is refused.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { parse } from "yaml";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const ajvOf = () => new Ajv({ strict: false, allErrors: true });
const ajv = ajvOf();
const schema = (name) => ajv.compile(JSON.parse(readFileSync(join(root, "schemas", `${name}.schema.json`), "utf8")));
const validators = Object.fromEntries(["complaint", "party", "settings", "action", "charter", "dispute", "survey", "objective", "document", "training", "audit", "review"].map((name) => [name, schema(name)]));

let passed = 0, failed = 0;
const say = (ok, what, why) => {
  if (ok) passed++;
  else { failed++; console.log(`FAILED: ${what}${why ? ": " + JSON.stringify(why).slice(0, 400) : ""}`); }
};
const files = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : [path];
});

for (const path of files(join(root, "examples"))) {
  if (!path.endsWith(".yaml")) continue;
  const kind = path.includes("/complaints/") ? "complaint" : path.includes("/parties/") ? "party" : path.endsWith("cmt.yaml") ? "settings" : null;
  if (!kind) continue;
  // Each register has schemas of its own, with the codes that it added.
  const register = path.slice(0, path.indexOf("/", join(root, "examples").length + 1));
  const validate = ajvOf()
    .compile(JSON.parse(readFileSync(join(register, "schemas", `${kind}.schema.json`), "utf8")));
  say(validate(parse(readFileSync(path, "utf8"))), path, validate.errors);
}

const good = () => ({
  schema: 1, id: "2026-7K3QX4M", summary: "Late",
  history: [{ event: "received", at: "2026-11-20T09:12:00+03:30", by: "sara", medium: "phone", language: "fa",
              anonymous: true, recurring: "unknown", remedy_sought: { requested: false }, immediate_action: { taken: false } }],
});
say(validators.complaint(good()), "a plain record", validators.complaint.errors);
const broken = {
  "no schema": (r) => { delete r.schema; },
  "another schema": (r) => { r.schema = 2; },
  "no id": (r) => { delete r.id; },
  "a wrong id": (r) => { r.id = "C-2026-0001"; },
  "no history": (r) => { delete r.history; },
  "an empty history": (r) => { r.history = []; },
  "a history that is a map": (r) => { r.history = {}; },
  "an event without a name": (r) => { delete r.history[0].event; },
  "an unknown event": (r) => { r.history[0].event = "receved"; },
  "no time": (r) => { delete r.history[0].at; },
  "a time without an offset": (r) => { r.history[0].at = "2026-11-20T09:12:00"; },
  "nobody": (r) => { delete r.history[0].by; },
  "an unknown medium": (r) => { r.history[0].medium = "pigeon"; },
  "no medium": (r) => { delete r.history[0].medium; },
  "a category that is not in the list": (r) => { r.history[0].category = "P99"; },
  "an answer that is a word": (r) => { r.history[0].recurring = "maybe"; },
  "a complainant that is a name": (r) => { r.history[0].complainant = "Ada"; },
  "a remedy that is a text": (r) => { r.history[0].remedy_sought = "refund"; },
  "a severity that is a text": (r) => { r.history.push({ event: "assessed", at: "2026-11-20", by: "s", severity: "high", impact: 1, complexity: "simple", safety: false, action_needed: false, action_possible: false }); },
  "an assessment without complexity": (r) => { r.history.push({ event: "assessed", at: "2026-11-20", by: "s", severity: 1, impact: 1, safety: false, action_needed: false, action_possible: false }); },
  "an amount without a currency": (r) => { r.history.push({ event: "response-proposed", at: "2026-11-20", by: "s", outcome: "upheld", remedies: [{ code: "R47", amount: { amount: "12.00" } }] }); },
  "an amount that is a number": (r) => { r.history.push({ event: "response-proposed", at: "2026-11-20", by: "s", outcome: "upheld", remedies: [{ code: "R47", amount: { amount: 12, currency: "EUR" } }] }); },
  "an outcome that is not known": (r) => { r.history.push({ event: "response-proposed", at: "2026-11-20", by: "s", outcome: "uphold" }); },
  "a link without a type": (r) => { r.history.push({ event: "linked", at: "2026-11-20", by: "s", to: "2026-7K3QX4M" }); },
};
for (const [what, breakIt] of Object.entries(broken)) {
  const record = good();
  breakIt(record);
  say(!validators.complaint(record), `${what} is refused`);
}
const goodAction = () => ({
  schema: 1, id: "A-0000000", title: "Wet parcels",
  history: [{ event: "opened", at: "2026-11-20", by: "sara", kind: "corrective", source: "self", problem: "Wet" }],
});
say(validators.action(goodAction()), "a plain action", validators.action.errors);
const brokenActions = {
  "an action without a title": (r) => { delete r.title; },
  "an action with the id of a dispute": (r) => { r.id = "D-0000000"; },
  "an action of an unknown kind": (r) => { r.history[0].kind = "corective"; },
  "an action without a problem": (r) => { delete r.history[0].problem; },
  "an action with an unknown event": (r) => { r.history[0].event = "opend"; },
  "a plan without steps": (r) => { r.history.push({ event: "planned", at: "2026-11-20", by: "s", owner: "o", due: "2026-12-01" }); },
};
for (const [what, breakIt] of Object.entries(brokenActions)) {
  const record = goodAction();
  breakIt(record);
  say(!validators.action(record), `${what} is refused`);
}
say(validators.dispute({ schema: 1, id: "D-0000000", complaint: "2026-7K3QX4M", body: "Ombudsman", consent: true,
                         history: [{ event: "referred", at: "2026-11-20", by: "sara" }] }),
    "a dispute of the first form", validators.dispute.errors);
say(!validators.dispute({ schema: 1, id: "D-0000000", body: "Ombudsman", history: [{ event: "referred", at: "2026-11-20", by: "sara" }] }),
    "a dispute without a complaint is refused");
say(!validators.charter({ schema: 1, id: "C-0000000", title: "T",
                          history: [{ event: "promise-drafted", at: "2026-11-20", by: "s", promise: "PR-1", text: "T", measure: "m" }] }),
    "a promise with a wrong number is refused");
const goodSurvey = () => ({
  schema: 1, id: "S-0000000", title: "Third quarter",
  history: [{ event: "planned", at: "2026-11-20", by: "sara", purpose: "complaint-process", from: "2026-07-01", to: "2026-09-30",
              method: "census", medium: "email", closes: "2026-12-31", questions: [{ id: "overall", type: "rating", text: { en: "How?" } }] },
            { event: "answered", at: "2026-12-01", by: "sara", rows: [{ complaint: "2026-7K3QX4M", on: "2026-11-30", answers: "overall=5" }] }],
});
say(validators.survey(goodSurvey()), "a plain survey", validators.survey.errors);
const brokenSurveys = {
  "a survey without a title": (r) => { delete r.title; },
  "a survey with the id of an action": (r) => { r.id = "A-0000000"; },
  "a survey of an unknown method": (r) => { r.history[0].method = "quota"; },
  "a survey without questions": (r) => { delete r.history[0].questions; },
  "a question without a type": (r) => { delete r.history[0].questions[0].type; },
  "an answer of nobody": (r) => { delete r.history[1].rows[0].complaint; },
};
for (const [what, breakIt] of Object.entries(brokenSurveys)) {
  const record = goodSurvey();
  breakIt(record);
  say(!validators.survey(record), `${what} is refused`);
}

const goodDocument = () => ({
  schema: 1, id: "F-0000000", title: "Complaints policy", type: "policy",
  history: [{ event: "drafted", at: "2026-11-20", by: "omid", version: 1, owner: "sara",
              texts: [{ language: "en", extension: "md", sha256: "0".repeat(64) }] },
            { event: "approved", at: "2026-11-21", by: "sara", version: 1, effective_from: "2027-01-01", review_due: "2027-12-31" },
            { event: "acknowledged", at: "2026-11-22", by: "omid", version: 1, persons: ["omid"] }],
});
say(validators.document(goodDocument()), "a plain document", validators.document.errors);
const brokenDocuments = {
  "a document of an unknown type": (r) => { r.type = "poster"; },
  "a version without a text": (r) => { delete r.history[0].texts; },
  "a text without a digest": (r) => { delete r.history[0].texts[0].sha256; },
  "a version that is never reviewed": (r) => { delete r.history[1].review_due; },
};
for (const [what, breakIt] of Object.entries(brokenDocuments)) {
  const record = goodDocument();
  breakIt(record);
  say(!validators.document(record), `${what} is refused`);
}

const goodTraining = () => ({
  schema: 1, id: "T-0000000", title: "Handling complaints",
  history: [{ event: "set", at: "2026-11-20", by: "sara", topic: "handling", roles: ["handler"], validity_months: 12 },
            { event: "given", at: "2026-11-21", by: "sara", persons: ["omid"] }],
});
say(validators.training(goodTraining()), "a plain course", validators.training.errors);
const brokenTrainings = {
  "a course without a topic": (r) => { delete r.history[0].topic; },
  "a course for an unknown role": (r) => { r.history[0].roles = ["king"]; },
  "a training of nobody": (r) => { delete r.history[1].persons; },
};
for (const [what, breakIt] of Object.entries(brokenTrainings)) {
  const record = goodTraining();
  breakIt(record);
  say(!validators.training(record), `${what} is refused`);
}

const goodObjective = () => ({
  schema: 1,
  id: "G-0000000",
  title: "Answers in time",
  history: [{
    event: "set", at: "2026-10-01", by: "sara", measure: "K09", operator: "at-least", target: "95",
    level: "organization", owner: "omid", every: "quarter", from: "2027-01-01", to: "2027-12-31",
  }],
});
say(validators.objective(goodObjective()), "a plain objective", validators.objective.errors);
const brokenObjectives = {
  "an objective without an owner": (r) => { delete r.history[0].owner; },
  "an objective of an unknown operator": (r) => { r.history[0].operator = "about"; },
  "an objective with a result typed in": (r) => { r.history.push({ event: "measured", at: "2027-04-01", by: "sara" }); },
};
for (const [what, breakIt] of Object.entries(brokenObjectives)) {
  const record = goodObjective();
  breakIt(record);
  say(!validators.objective(record), `${what} is refused`);
}
const goodAudit = () => ({
  schema: 1, id: "E-0000000", title: "Complaints handling",
  history: [{ event: "opened", at: "2026-11-20", by: "sara", kind: "internal", programme: "2026", clauses: ["all"], from: "2026-01-01", to: "2026-12-31" },
            { event: "finding", at: "2026-12-01", by: "mina", grade: "minor", clause: "4.12", statement: "No owner", evidence: "Sample" }],
});
const goodReview = () => ({
  schema: 1, id: "M-0000000", title: "Third quarter",
  history: [{ event: "opened", at: "2026-10-01", by: "sara", from: "2026-07-01", to: "2026-09-30", planned_on: "2026-10-12", chair: "sara" },
            { event: "decided", at: "2026-10-12", by: "sara", output: "resources", text: "Two more", owner: "sara", due: "2026-12-31" }],
});
say(validators.audit(goodAudit()), "a plain audit", validators.audit.errors);
say(validators.review(goodReview()), "a plain review", validators.review.errors);
const refuses = (kind, good, what, breakIt) => {
  const record = good();
  breakIt(record);
  say(!validators[kind](record), `${what} is refused`);
};
refuses("audit", goodAudit, "an audit without clauses", (r) => { delete r.history[0].clauses; });
refuses("audit", goodAudit, "a finding of an unknown grade", (r) => { r.history[1].grade = "certified"; });
refuses("audit", goodAudit, "an audit with the id of a review", (r) => { r.id = "M-0000000"; });
refuses("review", goodReview, "a review without a chair", (r) => { delete r.history[0].chair; });
refuses("review", goodReview, "a decision without an owner", (r) => { delete r.history[1].owner; });
say(!validators.settings({ timezone: "UTC" }), "settings without an organization are refused");
say(!validators.party({ name: "Ada" }), "a party without an id is refused");

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
