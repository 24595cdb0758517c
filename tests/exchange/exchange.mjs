// What `cmt export` writes, opened by programs that are not ours: SQLite, DuckDB, PostgreSQL where it is installed,
// a reader of workbooks, LibreOffice where it is installed, and a reader of calendars. The measures that they
// compute are those of `cmt report`, and every format says the same of every row.
//   exchange.mjs CMT
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import ICAL from "ical.js";
import XLSX from "xlsx";

const cmt = process.argv[2];
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const work = mkdtempSync(join(tmpdir(), "cmt-exchange-"));
chmodSync(work, 0o755);
const environment = { ...process.env, CMT_NOW: "2026-11-20T12:00:00Z", LC_ALL: "C.UTF-8", CMT_USER: "sara" };
let passed = 0, failed = 0;
const say = (ok, what, why) => {
  if (ok) passed++;
  else { failed++; console.log(`FAILED: ${what}${why === undefined ? "" : ": " + JSON.stringify(why).slice(0, 700)}`); }
};
const same = (got, wanted, what) => say(JSON.stringify(got) === JSON.stringify(wanted), what, { got, wanted });
const run = (program, words, more = {}) =>
  spawnSync(program, words, { encoding: "utf8", env: environment, maxBuffer: 1 << 28, ...more });
const must = (program, words, more) => {
  const out = run(program, words, more);
  if (out.status !== 0) throw new Error(`${program} ${words.join(" ")}: ${out.status} ${out.stderr}`);
  return out.stdout;
};
const exported = (register, words) => must(cmt, ["-C", register, "export", ...words]);
const has = (program) => run("sh", ["-c", `command -v ${program}`]).status === 0;
const sqlite = (file, sql) => must("sqlite3", ["-json", "-bail", file], { input: sql }).trim();
const rows_of = (file, sql) => JSON.parse(sqlite(file, sql) || "[]");

// ---- registers ----------------------------------------------------------------------------------

const registers = [];
for (const name of ["clinic", "municipality", "shop"]) {
  cpSync(join(root, "examples", name), join(work, name), { recursive: true });
  registers.push(name);
}
must(cmt, ["init", join(work, "made"), "--name", "Made", "--timezone", "UTC"]);
must("python3", [join(root, "tests/bench/make_register.py"), "400", join(work, "made"), "7"]);
registers.push("made");
const hostile = "=cmd|' /C calc'!A0\n\"quoted\", ';--\tشكایت <b>x</b> 😀 https://example.org/";
must(cmt, ["-C", join(work, "shop"), "new", "=1+1", "--medium", "web", "--description", hostile, "--anonymous"]);

// What `cmt report` says of a measure that measures.sql has.
const counts_by_value = new Set(["K08"]);
const reported = (register) => {
  const found = {};
  for (const name of ["overview", "timeliness"])
    for (const one of JSON.parse(must(cmt, ["-C", register, "report", name, "--json"])).measures)
      found[one.id] = counts_by_value.has(one.id) ? [one.value, null] : [one.numerator, one.denominator ?? null];
  return found;
};
const plain = (value) => (value === null || value === undefined ? null : Number(value));
const check_measures = (rows, register, by) => {
  say(rows.length === 7, `${register}: ${by} gives seven measures`, rows);
  const wanted = reported(join(work, register));
  for (const row of rows) {
    const [numerator, denominator] = wanted[row.measure] ?? ["no such measure", null];
    same([plain(row.numerator) ?? 0, plain(row.denominator)], [plain(numerator) ?? 0, plain(denominator)], `${register}: ${row.measure} by ${by}`);
  }
};

// ---- each format --------------------------------------------------------------------------------

const csv_of = (register, table) =>
  XLSX.utils.sheet_to_json(XLSX.read(exported(register, ["--format", "csv", "--table", table]), { type: "string", raw: true }).Sheets.Sheet1,
    { header: 1, raw: true, defval: "" });
const dated = (value) => (value instanceof Date ? new Date(value.getTime() + 12 * 3600e3).toISOString().slice(0, 10) : value);

async function check(name) {
  const register = join(work, name);
  const database = join(work, `${name}.db`), workbook = join(work, `${name}.xlsx`);
  exported(register, ["--format", "sqlite", "-o", database]);
  exported(register, ["--format", "xlsx", "-o", workbook]);

  // SQLite: whole, no child without a parent, the measures; and the same bytes again.
  same(sqlite(database, ".mode list\npragma integrity_check; pragma foreign_key_check;"), "ok", `${name}: the database is whole`);
  check_measures(rows_of(database, readFileSync(join(root, "examples/exchange/sqlite.sql"), "utf8")), name, "SQLite");
  exported(register, ["--format", "sqlite", "-o", join(work, "again.db")]);
  say(readFileSync(database).equals(readFileSync(join(work, "again.db"))), `${name}: the database has the same bytes again`);
  const lines = exported(register, ["--format", "jsonl"]).trim().split("\n").map((line) => JSON.parse(line));
  const complaints = rows_of(database, "select * from complaints order by complaint");
  same(complaints.map((row) => [row.complaint, row.status, row.description, row.owner, row.summary]),
    lines.map((one) => [one.id, one.status, one.description, one.owner, one.summary]), `${name}: the database says what JSON Lines says`);
  same(rows_of(database, "select count(*) as n from events")[0].n, lines.reduce((sum, one) => sum + one.history.length, 0), `${name}: every event is there`);
  say(rows_of(database, "select fields from events").every((row) => JSON.parse(row.fields).event), `${name}: events are JSON`);

  // The dictionary names each column of each table, and the lists that it names have codes.
  const tables = rows_of(database, "select name from sqlite_schema where type = 'table' order by name").map((row) => row.name);
  for (const table of tables)
    same(rows_of(database, `select name from pragma_table_info('${table}')`).map((row) => row.name),
      rows_of(database, `select column_name from columns where in_table = '${table}' order by position`).map((row) => row.column_name),
      `${name}: the columns of ${table}`);
  same(rows_of(database, "select distinct list from columns where list is not null and list not in (select list from codes)"), [],
    `${name}: every list has codes`);

  // The workbook has the sheets, and each says what the CSV of its table says; texts are texts.
  const book = XLSX.read(readFileSync(workbook), { cellDates: true, cellFormula: true });
  same([...book.SheetNames].sort(), [...tables].sort(), `${name}: a sheet a table`);
  for (const table of book.SheetNames) {
    const sheet = book.Sheets[table];
    say(!Object.entries(sheet).some(([at, cell]) => at[0] !== "!" && (cell.f !== undefined || cell.l !== undefined)), `${name}: no formula, no link in ${table}`);
    const seen = XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true, defval: "", blankrows: false }).map((row) => row.map((value) => String(dated(value) ?? "")));
    const wanted = csv_of(register, table).map((row) => row.map((value) => String(value)));
    const width = wanted[0].length, unguarded = (text) => text.replace(/^'(?=\s*[=+\-@])/u, "").replaceAll("\r\n", "\n");
    same(seen.map((row) => Array.from({ length: width }, (_, i) => unguarded(row[i] ?? ""))).map((row) => row.map((text) => (isNaN(text) || text === "" ? text : String(Number(text))))),
      wanted.map((row) => row.map((text) => unguarded(text)).map((text) => (isNaN(text) || text === "" ? text : String(Number(text))))), `${name}: sheet ${table} and its CSV`);
  }

  // DuckDB reads the CSV of the tables.
  const folder = join(work, `${name}-csv`);
  mkdirSync(folder);
  for (const table of tables) exported(register, ["--format", "csv", "--table", table, "-o", join(folder, `${table}.csv`)]);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const types = { integer: "BIGINT", amount: "DECIMAL(18,4)", date: "DATE", moment: "TIMESTAMPTZ", flag: "BOOLEAN", json: "JSON", text: "VARCHAR" };
  for (const table of tables) {
    const columns = rows_of(database, `select column_name, type from columns where in_table = '${table}' order by position`);
    const described = columns.map((row) => `'${row.column_name}': '${row.type === "json" ? "VARCHAR" : types[row.type]}'`).join(", ");
    await connection.run(`create table "${table}" as select * from read_csv('${folder}/${table}.csv', header = true, quote = '"', escape = '"', columns = {${described}})`);
  }
  const measured = await connection.runAndReadAll(readFileSync(join(root, "examples/exchange/measures.sql"), "utf8"));
  check_measures(measured.getRowObjects(), name, "DuckDB");
  const as_json = await connection.runAndReadAll(`select count(*) as n from read_csv('${folder}/complaints.csv')`);
  same(Number(as_json.getRowObjects()[0].n), complaints.length, `${name}: DuckDB reads as many complaints without being told of columns`);

  // A calendar program finds every due time of cmt due.
  const calendar = new ICAL.Component(ICAL.parse(exported(register, ["--format", "ics"])));
  const due = JSON.parse(must(cmt, ["-C", register, "due", "--within", "all", "--json"])).due.filter((one) => one.id);
  same(calendar.getAllSubcomponents("vevent").map((event) => event.getFirstPropertyValue("summary").split(" ")[0]).sort(), due.map((one) => one.id).sort(),
    `${name}: the calendar has each due time`);
}

// ---- PostgreSQL ---------------------------------------------------------------------------------

const bin = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`).find((path) => existsSync(join(path, "initdb"))) : undefined;
function check_postgresql() {
  if (!bin || !has("psql")) return console.log("left out: PostgreSQL is not installed");
  const home = mkdtempSync(join(tmpdir(), "cmt-pg-"));
  // The server does not run as root.
  const is_root = userInfo().uid === 0;
  if (is_root) must("chown", ["postgres", home]);
  const server = (program, words) => is_root ? must("runuser", ["-u", "postgres", "--", join(bin, program), ...words]) : must(join(bin, program), words);
  server("initdb", ["-D", join(home, "data"), "-U", "cmt", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"]);
  server("pg_ctl", ["-D", join(home, "data"), "-w", "-l", join(home, "log"), "-o", `-k ${home} -c listen_addresses='' -c fsync=off`, "start"]);
  try {
    const env = { ...environment, CMT: cmt, PGHOST: home, PGUSER: "cmt", PGDATABASE: "postgres" };
    for (const name of registers) {
      must(join(root, "examples/exchange/load_postgresql"), [join(work, name)], { env });
      const out = must("psql", ["--no-psqlrc", "-At", "-F", ",", "-v", "ON_ERROR_STOP=1", "-f", join(root, "examples/exchange/measures.sql")], { env });
      check_measures(out.trim().split("\n").map((line) => line.split(",")).map(([measure, numerator, denominator]) =>
        ({ measure, numerator: numerator === "" ? null : numerator, denominator: denominator === "" ? null : denominator })), name, "PostgreSQL");
    }
  } finally {
    server("pg_ctl", ["-D", join(home, "data"), "-m", "immediate", "stop"]);
    rmSync(home, { recursive: true, force: true });
  }
}

// ---- LibreOffice --------------------------------------------------------------------------------

function check_libreoffice() {
  if (!has("soffice")) return console.log("left out: LibreOffice is not installed");
  must("soffice", [`-env:UserInstallation=file://${work}/office`, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", "--outdir", work, join(work, "shop.xlsx")]);
  const made = readdirSync(work).find((file) => /^shop.*\.csv$/.test(file));
  const seen = XLSX.utils.sheet_to_json(XLSX.read(readFileSync(join(work, made), "utf8"), { type: "string", raw: true }).Sheets.Sheet1, { header: 1, raw: true, defval: "" });
  const wanted = csv_of(join(work, "shop"), "complaints");
  const columns = ["complaint", "status", "summary", "received_on", "owner"].map((column) => wanted[0].indexOf(column));
  same(seen.map((row) => columns.map((i) => row[i])), wanted.map((row) => columns.map((i) => String(row[i]).replace(/^'(?==)/, ""))), "LibreOffice reads the workbook");
}

try {
  for (const name of registers) await check(name);
  check_postgresql();
  check_libreoffice();
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
