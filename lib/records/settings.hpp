// The settings of a register: cmt.yaml, read as strictly as a record, over the built-in lists.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/lists.hpp"
#include "process/events.hpp"
#include "process/rules.hpp"

namespace cmt::records {

// A calendar of cmt.yaml, its holidays still in their files.
struct CalendarSettings {
  process::CalendarUse use;
  std::vector<std::string> holidays;  // paths below the register
};

// What a register says of one rule of `cmt check`, and where it says so.
struct RuleSetting {
  std::string rule, severity;  // error, warning, note, silent
  std::string reason;
  std::optional<Date> until;   // the last day on which it holds
  SourcePos at;
  std::string excerpt;
};

// When reports call a problem recurring and systematic; what is absent is as the report has it.
struct RecurrenceSettings {
  std::optional<int> window_days, recurring, systematic, units;
};
template <class V>
void describe(V& v, RecurrenceSettings& e) {
  using process::may;
  v(may("window_days", "days within which cases of one problem belong together"), e.window_days);
  v(may("recurring", "so many in one unit within them make a problem recurring"), e.recurring);
  v(may("systematic", "so many in one unit make it systematic"), e.systematic);
  v(may("units", "recurring in so many units at a time makes it systematic"), e.units);
}

// How many orders, customers or visits there were from one day to another, both included.
struct ExposureEntry {
  std::optional<Date> from, to;
  std::optional<int> count;
};
template <class V>
void describe(V& v, ExposureEntry& e) {
  using process::must;
  v(must("from", "first day"), e.from);
  v(must("to", "last day"), e.to);
  v(must("count", "how many"), e.count);
}

struct Settings {
  std::string organization;
  std::string profile = "iso";
  std::vector<std::string> languages = {"en"};  // the first is the register's own
  process::Rules rules;  // without the deadlines: those are read with other files (profiles.hpp)
  std::vector<CalendarSettings> calendars;  // the register's own first
  std::vector<RuleSetting> checks;          // in the order of the file
  RecurrenceSettings recurrence;            // of reports (8.2)
  std::vector<ExposureEntry> exposure;      // in order of their days, which do not overlap
  std::string exposure_unit;                // what it counts, such as orders
  std::optional<Money> handling_rate;       // of an hour
  std::vector<std::string> mailboxes;       // our own e-mail addresses

  const std::string& language() const { return languages.front(); }
};

// What the file says before it is turned into Settings; described, so that the schema and the
// reader agree.
struct StaffEntry {
  std::string id, name, unit;
  std::vector<std::string> roles;
  std::optional<Money> authority;
  std::optional<bool> active;
};
template <class V>
void describe(V& v, StaffEntry& e) {
  using process::may, process::must;
  v(must("id", "short name, as events have it in `by`"), e.id);
  v(may("name", "full name"), e.name);
  v(may("unit", "team or department"), e.unit);
  v(may("roles", "handler, investigator, approver, manager, reviewer, liaison", "staff_roles"),
    e.roles);
  v(may("authority", "the largest remedy they may approve, in place of that of their roles"), e.authority);
  v(may("active", "false for somebody who left"), e.active);
}

struct RoleEntry {
  std::string role;
  std::optional<Money> authority;
};
template <class V>
void describe(V& v, RoleEntry& e) {
  using process::must;
  v(must("role", "handler, investigator, approver, manager, reviewer, liaison", "staff_roles"), e.role);
  v(must("authority", "the largest remedy that whoever has the role may approve"), e.authority);
}

struct DefaultsEntry {
  std::optional<int> severity, impact;
  std::optional<process::Complexity> complexity;
};
template <class V>
void describe(V& v, DefaultsEntry& e) {
  using process::may;
  v(may("severity", "severity of a case that is closed without an assessment"), e.severity);
  v(may("impact", "its impact"), e.impact);
  v(may("complexity", "its complexity"), e.complexity);
}

// A working week that changes, as the file says it.
struct WeekChangeEntry {
  std::string version;
  std::optional<Date> from, to;
  std::vector<std::pair<std::string, std::string>> week;
};
template <class V>
void describe(V& v, WeekChangeEntry& e) {
  using process::may, process::must;
  v(must("version", "its name, which cmt explain says"), e.version);
  v(must("from", "the first day on which it counts"), e.from);
  v(may("to", "the last day; absent: until another change begins"), e.to);
  v(must("week", "days or ranges of days, and their hours"), e.week);
}

struct CalendarEntry {
  std::string name, timezone;
  std::vector<std::pair<std::string, std::string>> week;
  std::vector<WeekChangeEntry> changes;
  std::vector<std::string> holidays, products, units;
};
template <class V>
void describe(V& v, CalendarEntry& e) {
  using process::may, process::must;
  v(may("name", "its name; `register` when absent"), e.name);
  v(may("timezone", "its zone, if not the register's"), e.timezone);
  v(must("week", "days or ranges of days, such as mon-fri, and their hours, such as 09:00-17:00"),
    e.week);
  v(may("changes", "weeks that take its place from a day on, or between two"), e.changes);
  v(may("holidays", "iCalendar files of holidays, below the register", "@path"), e.holidays);
  v(may("products", "the products it is for"), e.products);
  v(may("units", "the units it is for"), e.units);
}

struct CheckEntry {
  std::string rule, severity;
  process::Text reason;
  std::optional<Date> until;
};
template <class V>
void describe(V& v, CheckEntry& e) {
  using process::may, process::must;
  v(must("rule", "id of a rule of cmt check, or the number of a step such as T10"), e.rule);
  v(must("severity", "error, warning, note, or silent", "check_severities"), e.severity);
  v(must("reason", "why"), e.reason);
  v(may("until", "the last day on which it holds; for good when absent"), e.until);
}

// A row of the retention schedule (8.1).
struct RetentionEntry {
  std::string name, after;
  std::vector<std::string> goes, categories, products, profiles;
  std::optional<int> severity;
  std::string basis;
};
template <class V>
void describe(V& v, RetentionEntry& e) {
  using process::may, process::must;
  v(must("name", "its short name, which the events say that it caused"), e.name);
  v(must("after", "how long after the end of a case: 90d, 18mo, 10y"), e.after);
  v(must("goes", "what goes then", "retained_data"), e.goes);
  v(may("categories", "of which problem categories; of all when absent", "problems"), e.categories);
  v(may("products", "of which products"), e.products);
  v(may("profiles", "of which deadline profiles"), e.profiles);
  v(may("severity", "of which severity at least, 1 to 4"), e.severity);
  v(must("basis", "the law or policy that says so"), e.basis);
}

// A number that tells of a person (4.10); with its name alone, one of those that are built in.
struct PersonalNumberEntry {
  std::string name, what, digits;
  std::optional<process::CheckDigits> check;
  std::vector<std::string> weights, groups;
  std::optional<int> modulus;
};
template <class V>
void describe(V& v, PersonalNumberEntry& e) {
  using process::may, process::must;
  v(must("name", "its short name: one that is built in (card, iban, ir-national, ru-inn, ru-snils, de-tax, uk-nhs, us-ssn), or a new one"), e.name);
  v(may("what", "what it is, as a message says it: a member number"), e.what);
  v(may("digits", "how many digits it has, 5 or more: 10, or 13-19"), e.digits);
  v(may("check", "how its last digits follow from the others; none when absent"), e.check);
  v(may("weights", "of the check `sum`, one for each digit"), e.weights);
  v(may("modulus", "of the check `sum`: the digits, each times its weight, add up to a multiple of it"), e.modulus);
  v(may("groups", "how many digits stand together, where it is known by that: [3, 2, 4]"), e.groups);
}

struct SettingsFile {
  std::string organization, timezone, profile;
  std::optional<process::Process> process;
  std::vector<std::string> languages, products, units, mailboxes;
  std::vector<StaffEntry> staff;
  std::vector<RoleEntry> role_limits;
  std::vector<ExposureEntry> exposure;
  std::string exposure_unit;
  std::optional<Money> handling_rate;
  std::optional<CalendarEntry> calendar;
  std::vector<CalendarEntry> calendars;
  std::optional<DefaultsEntry> defaults;
  std::optional<RecurrenceSettings> recurrence;
  std::optional<process::NextStepRights> next_step_rights;
  std::optional<int> reopen_days, reply_window_days, extension_days, back_dating_days,
      reporting_year_begins, request_days, retention_days;
  std::vector<RetentionEntry> retention;
  std::vector<PersonalNumberEntry> personal_numbers;
  std::vector<CheckEntry> checks;
  std::optional<bool> extension_allowed;
};
template <class V>
void describe(V& v, SettingsFile& e) {
  using process::may, process::must;
  v(must("organization", "name of the organization"), e.organization);
  v(may("process", "small: steps may be taken together; full: each on its own"), e.process);
  v(must("timezone", "zone of the IANA database, such as Asia/Tehran"), e.timezone);
  v(may("languages", "languages of the register, its own first", "@language"), e.languages);
  v(may("profile", "deadline profile; iso when absent"), e.profile);
  v(may("calendar", "working calendar; Monday to Friday when absent"), e.calendar);
  v(may("calendars", "further calendars, for some products or units"), e.calendars);
  v(may("staff", "who handles complaints; empty: anybody"), e.staff);
  v(may("role_limits", "limits of authority by role; a role without one has none"), e.role_limits);
  v(may("products", "products and services; empty: any name"), e.products);
  v(may("units", "departments, branches, sites; empty: any name"), e.units);
  v(may("mailboxes", "e-mail addresses from which the register itself writes"), e.mailboxes);
  v(may("defaults", "what a small register takes for granted"), e.defaults);
  v(may("next_step_rights", "what every decision says about further options"), e.next_step_rights);
  v(may("reopen_days", "days after closing in which a case may be reopened"), e.reopen_days);
  v(may("reply_window_days", "days a decision waits for the complainant's answer"),
    e.reply_window_days);
  v(may("extension_allowed", "whether due dates may be extended"), e.extension_allowed);
  v(may("extension_days", "by how many days at most"), e.extension_days);
  v(may("back_dating_days", "days in which a step is put on record after it happened"),
    e.back_dating_days);
  v(may("reporting_year_begins",
        "the month in which the year begins that returns to an authority go by, 1 to 12"),
    e.reporting_year_begins);
  v(may("retention", "how long what is kept: the first row that fits a case and names the data counts"), e.retention);
  v(may("retention_days", "days after its end for which the words of a case are kept, where no row of retention fits"),
    e.retention_days);
  v(may("request_days", "days in which a request for one's own record is answered"), e.request_days);
  v(may("exposure", "how many orders, customers or visits there were, by which complaints are divided"), e.exposure);
  v(may("exposure_unit", "what `exposure` counts, such as orders"), e.exposure_unit);
  v(may("handling_rate", "what an hour of handling complaints costs"), e.handling_rate);
  v(may("recurrence", "when reports call a problem recurring and systematic"), e.recurrence);
  v(may("personal_numbers", "numbers that tell of a person and are looked for in summaries; the built-in ones when absent"),
    e.personal_numbers);
  v(may("checks", "exceptions from the rules of cmt check"), e.checks);
}

// The value lists that the program brings (lib/data/value-lists.yaml).
const Lists& built_in_lists();

// The numbers that tell of a person (4.10), of lib/data/personal-numbers.yaml.
const std::vector<process::PersonalNumber>& built_in_personal_numbers();
// Lists a register may only relabel, because the process itself depends on their codes.
bool is_fixed(std::string_view list);

// The hours of a day: "09:00-12:30, 13:30-17:00", "closed", "all-day"; nothing for anything else.
std::optional<calendar::Frames> parse_frames(std::string_view text);
// "mon", "sat-wed": weekdays from 0, Monday; empty for anything else.
std::vector<std::size_t> parse_weekdays(std::string_view text);

Result<Settings> read_settings(std::string path, std::string bytes);

}  // namespace cmt::records
