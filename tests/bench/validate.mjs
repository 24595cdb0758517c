// Validates the complaints of a register with its own schema: validate.mjs REGISTER. Exit code 1 when
// one is refused.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { CORE_SCHEMA, load } from "js-yaml";

const register = process.argv[2];
const schema = JSON.parse(readFileSync(join(register, "schemas", "complaint.schema.json"), "utf8"));
const validate = new Ajv({ strict: false }).compile(schema);
let accepted = 0, refused = 0;
for (const year of readdirSync(join(register, "complaints"), { withFileTypes: true })) {
  if (!year.isDirectory()) continue;
  const folder = join(register, "complaints", year.name);
  for (const name of readdirSync(folder)) {
    // Times stay texts, as the schema has them.
    const record = load(readFileSync(join(folder, name), "utf8"), { schema: CORE_SCHEMA });
    if (validate(record)) accepted++;
    else refused++;
  }
}
console.log(`${accepted} accepted, ${refused} refused`);
process.exitCode = refused ? 1 : 0;
