// The settings of a register: what each key of cmt.yaml means, and what is refused.
#include "records/settings.hpp"

#include <algorithm>
#include <set>

#include "support/test.hpp"

namespace {

using namespace cmt;
using records::Settings;

// The two keys that every register has.
const std::string base = "organization: Corner Shop\ntimezone: Asia/Tehran\n";

Settings settings_of(const std::string& bytes) {
  auto settings = records::read_settings("cmt.yaml", bytes);
  REQUIRE(settings);
  return std::move(*settings);
}

// The one problem that settings are refused for.
Diagnostic problem_of(const std::string& bytes) {
  const auto settings = records::read_settings("cmt.yaml", bytes);
  REQUIRE_FALSE(settings);
  CHECK(settings.failure().kind == FailureKind::unreadable);
  REQUIRE(settings.diagnostics().size() == 1);
  CHECK(settings.diagnostics().front().at.file == "cmt.yaml");
  return settings.diagnostics().front();
}

bool has_code(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

// ---- keys
// -----------------------------------------------------------------------------------------

TEST_CASE("the settings name the organization and its time zone") {
  const Settings settings = settings_of(base);
  CHECK(settings.organization == "Corner Shop");
  CHECK(settings.rules.zone.name() == "Asia/Tehran");
}

TEST_CASE("a key that is not set has its default") {
  const Settings settings = settings_of(base);
  CHECK(settings.profile == "iso");
  CHECK(settings.languages == std::vector<std::string>{"en"});
  CHECK(settings.rules.process == process::Process::small);
  CHECK(settings.rules.staff.empty());
  CHECK(settings.rules.products.empty());
  CHECK(settings.rules.units.empty());
  CHECK(settings.rules.defaults.severity == 2);
  CHECK(settings.rules.defaults.impact == 1);
  CHECK(settings.rules.defaults.complexity == process::Complexity::simple);
  CHECK(settings.rules.reopen_days == 180);
  CHECK(settings.rules.reply_window_days == 30);
  CHECK(settings.rules.extension_allowed);
  CHECK(settings.rules.extension_days == 30);
}

TEST_CASE("the settings say how strictly the process runs") {
  CHECK(settings_of(base + "process: full\n").rules.process == process::Process::full);
}

TEST_CASE("the first language of the settings is the register's own") {
  const Settings settings = settings_of(base + "languages: [fa, en]\n");
  CHECK(settings.languages == std::vector<std::string>{"fa", "en"});
  CHECK(settings.language() == "fa");
}

TEST_CASE("the settings name the deadline profile") {
  CHECK(settings_of(base + "profile: corner-shop\n").profile == "corner-shop");
}

TEST_CASE("the settings list products and units") {
  const Settings settings = settings_of(base + "products: [Home Plan, no]\nunits: [Depot]\n");
  CHECK(settings.rules.products == std::vector<std::string>{"Home Plan", "no"});
  CHECK(settings.rules.units == std::vector<std::string>{"Depot"});
}

TEST_CASE("the settings say what a small register takes for granted") {
  const auto defaults =
      settings_of(base + "defaults:\n  severity: 3\n  impact: 4\n  complexity: complex\n")
          .rules.defaults;
  CHECK(defaults.severity == 3);
  CHECK(defaults.impact == 4);
  CHECK(defaults.complexity == process::Complexity::complex);
}

TEST_CASE("the settings hold the rights that every decision tells") {
  const auto defaults = settings_of(base +
                                    "next_step_rights:\n  internal_review: Write to us.\n"
                                    "  external_body: The ombudsman.\n")
                            .rules.defaults;
  CHECK(defaults.internal_review == "Write to us.");
  CHECK(defaults.external_body == "The ombudsman.");
}

TEST_CASE("the settings count the days of reopening, of a reply and of an extension") {
  const auto rules = settings_of(base +
                                 "reopen_days: 90\nreply_window_days: 14\n"
                                 "extension_days: 7\nextension_allowed: false\n")
                         .rules;
  CHECK(rules.reopen_days == 90);
  CHECK(rules.reply_window_days == 14);
  CHECK(rules.extension_days == 7);
  CHECK_FALSE(rules.extension_allowed);
}

// ---- what is refused
// ------------------------------------------------------------------------------

TEST_CASE("settings without an organization are refused") {
  CHECK(problem_of("timezone: UTC\n").message == "cmt.yaml has no `organization`");
}

TEST_CASE("settings without a time zone are refused") {
  CHECK(problem_of("organization: Shop\n").message == "cmt.yaml has no `timezone`");
}

TEST_CASE("a key that is nearly a setting is refused, and the setting is named") {
  const Diagnostic problem = problem_of(base + "reopen_day: 90\n");
  CHECK(problem.message == "'reopen_day' is not a setting");
  CHECK(problem.hint == "did you mean 'reopen_days'?");
  CHECK(problem.at.line == 3);
}

TEST_CASE("a key that is like no setting is left to whoever put it there") {
  CHECK(settings_of(base + "x_our_own: 1\n").organization == "Corner Shop");
}

TEST_CASE("a time zone that is not known is refused at its place") {
  const Diagnostic problem = problem_of("organization: Shop\ntimezone: Mars/Base\n");
  CHECK(problem.message == "time zone 'Mars/Base' is not known");
  CHECK(problem.at.line == 2);
  CHECK(problem.at.column == 11);
}

TEST_CASE("a key that stands twice in the settings is refused") {
  const Diagnostic problem = problem_of(base + "timezone: UTC\n");
  CHECK(problem.message == "the key 'timezone' appears twice in one map, on line 2 and on line 3");
}

TEST_CASE("a number of days that is not one is refused") {
  CHECK(problem_of(base + "reopen_days: soon\n").message ==
        "'soon' is not right for `reopen_days`");
}

TEST_CASE("the register's own mailboxes are e-mail addresses") {
  const auto read = records::read_settings("cmt.yaml", base + "mailboxes: [help@example.com]\n");
  REQUIRE(read);
  CHECK(read->mailboxes == std::vector<std::string>{"help@example.com"});
  CHECK(problem_of(base + "mailboxes: [help]\n").message == "'help' is not an e-mail address");
}

TEST_CASE("a process that is neither small nor full is refused") {
  const Diagnostic problem = problem_of(base + "process: huge\n");
  CHECK(problem.message == "'huge' is not right for `process`");
  CHECK(problem.hint == "expected one of: small, full");
}

TEST_CASE("a language that is not a tag is refused") {
  CHECK(problem_of(base + "languages: [farsi language]\n").message ==
        "'farsi language' is not right for `languages`");
}

TEST_CASE("a default severity or impact is 1 to 4") {
  CHECK(problem_of(base + "defaults:\n  severity: 5\n").message == "severity is 1 to 4");
  CHECK(problem_of(base + "defaults:\n  impact: 0\n").message == "impact is 1 to 4");
}

TEST_CASE("every problem of the settings is found in one run") {
  const auto settings =
      records::read_settings("cmt.yaml", "timezone: Mars/Base\nreopen_days: soon\n");
  REQUIRE_FALSE(settings);
  CHECK(settings.diagnostics().size() == 3);
}

// ---- staff
// ----------------------------------------------------------------------------------------

TEST_CASE("a member of staff has a name, a unit, roles and an authority") {
  const auto rules = settings_of(base +
                                 "staff:\n  - id: sara\n    name: Sara Amini\n    unit: Depot\n"
                                 "    roles: [handler, approver]\n"
                                 "    authority: {amount: \"120.00\", currency: EUR}\n")
                         .rules;
  const auto* sara = rules.person("sara");
  REQUIRE(sara);
  CHECK(sara->name == "Sara Amini");
  CHECK(sara->unit == "Depot");
  CHECK(sara->roles == std::vector<std::string>{"handler", "approver"});
  REQUIRE(sara->authority);
  CHECK(sara->authority->amount() == "120.00");
  CHECK(sara->authority->currency() == "EUR");
  CHECK(sara->active);
}

TEST_CASE("a member of staff who left is not active") {
  const auto rules = settings_of(base + "staff:\n  - id: omid\n    active: false\n").rules;
  REQUIRE(rules.person("omid"));
  CHECK_FALSE(rules.person("omid")->active);
}

TEST_CASE("each role that the process asks for may be given to staff") {
  for (const std::string role :
       {"handler", "investigator", "approver", "manager", "reviewer", "liaison"}) {
    CAPTURE(role);
    const auto rules =
        settings_of(base + "staff:\n  - id: sara\n    roles: [" + role + "]\n").rules;
    REQUIRE(rules.person("sara"));
    CHECK(rules.person("sara")->roles == std::vector<std::string>{role});
  }
}

TEST_CASE("a role that is not known is refused, and the nearest one is named") {
  const Diagnostic problem = problem_of(base + "staff:\n  - id: sara\n    roles: [handlr]\n");
  CHECK(problem.message == "'handlr' is not in the list staff_roles");
  CHECK(problem.hint.english().find("did you mean 'handler'?") == 0);
}

TEST_CASE("a member of staff without an id is refused") {
  CHECK(problem_of(base + "staff:\n  - name: Sara\n").message == "`staff` has no `id`");
}

TEST_CASE("an authority that is not an amount of money is refused") {
  CHECK(problem_of(base + "staff:\n  - id: sara\n    authority: 120\n").message ==
        "`authority` is not an amount of money");
}

const std::string limits_of_roles =
    base + "role_limits:\n  - {role: handler, authority: {amount: \"50.00\", currency: EUR}}\n"
           "  - {role: approver, authority: {amount: \"500.00\", currency: EUR}}\n";

TEST_CASE("5.4 who has several roles may approve what the highest of them allows") {
  const auto rules = settings_of(limits_of_roles + "staff:\n  - {id: sara, roles: [approver, handler]}\n").rules;
  REQUIRE(rules.person("sara")->authority);
  CHECK(rules.person("sara")->authority->amount() == "500.00");
}

TEST_CASE("5.4 a role without a limit has none, whatever the others have") {
  const auto rules = settings_of(limits_of_roles + "staff:\n  - {id: sara, roles: [handler, manager]}\n").rules;
  CHECK_FALSE(rules.person("sara")->authority);
}

TEST_CASE("5.4 a person's own authority takes the place of that of their roles") {
  const auto rules = settings_of(limits_of_roles + "staff:\n  - {id: sara, roles: [approver], authority: {amount: \"9.00\", "
                                                   "currency: EUR}}\n").rules;
  REQUIRE(rules.person("sara")->authority);
  CHECK(rules.person("sara")->authority->amount() == "9.00");
}

TEST_CASE("5.4 the limits of roles are in one currency, and one a role") {
  CHECK(problem_of(limits_of_roles + "  - {role: manager, authority: {amount: \"1.00\", currency: USD}}\n").message ==
        "the limits of roles are in one currency");
  CHECK(problem_of(limits_of_roles + "  - {role: handler, authority: {amount: \"1.00\", currency: EUR}}\n").message ==
        "the role has a limit already");
}

TEST_CASE("what is no row is refused at its place, and the rows around it are read") {
  const std::string limit = "  - {role: handler, authority: {amount: \"50.00\", currency: EUR}}\n";
  CHECK(problem_of(base + "role_limits:\n" + limit + "  - 5\n").message == "an item of `role_limits` is not a map");
  const std::string january = "  - {from: 2026-01-01, to: 2026-01-31, count: 9}\n";
  CHECK(problem_of(base + "exposure:\n" + january + "  - 5\n").message == "an item of `exposure` is not a map");
  const std::string row = "  - {name: a, after: 1y, goes: [words], basis: b}\n";
  CHECK(problem_of(base + "retention:\n  - 5\n" + row).message == "an item of `retention` is not a map");
}

// ---- what complaints are divided by

TEST_CASE("8.2 exposure is counted once a day, in order, and is something to divide by") {
  const auto problem = [](const std::string& rows) { return problem_of(base + "exposure:\n" + rows).message.english(); };
  const std::string january = "  - {from: 2026-01-01, to: 2026-01-31, count: 9}\n";
  CHECK(settings_of(base + "exposure:\n" + january + "  - {from: 2026-02-01, to: 2026-02-01, count: 1}\n").exposure.size() == 2);
  CHECK(problem(january + "  - {from: 2026-01-31, to: 2026-02-28, count: 9}\n") == "it begins before the one above it has ended");
  CHECK(problem("  - {from: 2026-01-02, to: 2026-01-01, count: 9}\n") == "`to` is before `from`");
  CHECK(problem("  - {from: 2026-01-01, to: 2026-01-01, count: 0}\n") == "`count` is 1 or more");
}

// ---- value lists
// ----------------------------------------------------------------------------------

TEST_CASE("a register adds a value with its labels to a list") {
  const auto rules =
      settings_of(base +
                  "lists:\n  media:\n    add:\n      - code: kiosk\n"
                  "        en: kiosk\n        fa: کیوسک\n        maps_to: in-person\n")
          .rules;
  const auto* kiosk = rules.lists["media"].find("kiosk");
  REQUIRE(kiosk);
  CHECK(rules.lists["media"].label("kiosk", "fa") == "کیوسک");
  CHECK(rules.lists["media"].label("kiosk", "ru") == "kiosk");
  CHECK(kiosk->maps_to == "in-person");
}

TEST_CASE("a value that a register adds may ask for a further field") {
  const auto rules = settings_of(base +
                                 "lists:\n  remedies:\n    add:\n      - code: X1\n"
                                 "        amount: required\n      - code: X2\n"
                                 "        requires: text\n")
                         .rules;
  REQUIRE(rules.lists["remedies"].find("X1"));
  REQUIRE(rules.lists["remedies"].find("X2"));
  CHECK(rules.lists["remedies"].find("X1")->requires_field == "amount");
  CHECK(rules.lists["remedies"].find("X2")->requires_field == "text");
}

TEST_CASE("a value that is in the list already is not added") {
  const Diagnostic problem = problem_of(base + "lists:\n  media:\n    add:\n      - code: phone\n");
  CHECK(problem.message == "'phone' is in the list already");
  CHECK(problem.hint == "rename it instead");
  CHECK(problem.at.line == 6);
}

TEST_CASE("a value is not added under one that is not there") {
  CHECK(
      problem_of(base + "lists:\n  media:\n    add:\n      - code: kiosk\n        maps_to: shop\n")
          .message == "'shop' is not in the list media");
}

TEST_CASE("a value to add has a code") {
  CHECK(problem_of(base + "lists:\n  media:\n    add:\n      - en: kiosk\n").message ==
        "a value to add has a `code` and labels");
}

TEST_CASE("a value that a record has may be one that the register added") {
  const auto rules = settings_of(base + "lists:\n  problems:\n    add:\n      - code: Z9\n").rules;
  CHECK(has_code(rules.lists["problems"].codes(), "Z9"));
  CHECK_FALSE(has_code(records::built_in_lists()["problems"].codes(), "Z9"));
}

TEST_CASE("a register renames a value in the languages it names and in no other") {
  const auto lists =
      settings_of(base + "lists:\n  media:\n    rename:\n      phone: {en: call}\n").rules.lists;
  CHECK(lists["media"].label("phone", "en") == "call");
  CHECK(lists["media"].label("phone", "fa") ==
        records::built_in_lists()["media"].label("phone", "fa"));
}

TEST_CASE("a value that is not in the list is not renamed") {
  CHECK(problem_of(base + "lists:\n  media:\n    rename:\n      fone: {en: call}\n").message ==
        "'fone' is not in the list");
}

TEST_CASE("the labels of a rename are a map by language") {
  CHECK(problem_of(base + "lists:\n  media:\n    rename:\n      phone: call\n").message ==
        "the labels are a map by language");
}

TEST_CASE("a value that a register retires is still read and no longer offered") {
  const auto lists = settings_of(base + "lists:\n  media:\n    retire: [fax]\n").rules.lists;
  REQUIRE(lists["media"].find("fax"));
  CHECK(lists["media"].find("fax")->retired);
  CHECK_FALSE(has_code(lists["media"].codes(), "fax"));
}

TEST_CASE("a value that is not in the list is not retired") {
  CHECK(problem_of(base + "lists:\n  media:\n    retire: [telex]\n").message ==
        "'telex' is not in the list");
}

TEST_CASE("a list that there is not is refused, and the nearest one is named") {
  const Diagnostic problem = problem_of(base + "lists:\n  medias:\n    retire: [fax]\n");
  CHECK(problem.message == "there is no list 'medias'");
  CHECK(problem.hint == "did you mean 'media'?");
}

TEST_CASE("a list is changed by add, rename and retire alone") {
  const Diagnostic problem = problem_of(base + "lists:\n  media:\n    remove: [fax]\n");
  CHECK(problem.message == "'remove' is not known here");
  CHECK(problem.hint == "one of: add, rename, retire");
}

TEST_CASE("a change to the lists of another form is refused") {
  CHECK(problem_of(base + "lists: media\n").message == "`lists` is not a map");
  CHECK(problem_of(base + "lists:\n  media: [fax]\n").message ==
        "the changes to a list are a map of add, rename and retire");
  CHECK(problem_of(base + "lists:\n  media:\n    add: kiosk\n").message == "`add` is not a list");
  CHECK(problem_of(base + "lists:\n  media:\n    retire: fax\n").message ==
        "`retire` is not a list");
  CHECK(problem_of(base + "lists:\n  media:\n    rename: [fax]\n").message ==
        "`rename` is a map from code to labels");
}

// ---- fixed lists
// ----------------------------------------------------------------------------------

TEST_CASE("a list that the process rests on is renamed, and neither added to nor retired") {
  const std::pair<const char*, const char*> fixed[] = {{"statuses", "closed"},
                                                       {"events", "received"},
                                                       {"outcomes", "upheld"},
                                                       {"kinds", "praise"},
                                                       {"closure_reasons", "lapsed"},
                                                       {"severities", "1"},
                                                       {"impacts", "1"},
                                                       {"priorities", "P1"},
                                                       {"complexities", "simple"},
                                                       {"staff_roles", "handler"},
                                                       {"assessment_reasons", "new-facts"}};
  for (const auto& [name, code] : fixed) {
    const std::string list = name;
    CAPTURE(list, code);
    CHECK(records::is_fixed(list));
    const std::string head = base + "lists:\n  " + list + ":\n    ";
    const std::string message =
        "the list " + list + " can be renamed, not changed: the process rests on it";
    CHECK(problem_of(head + "add:\n      - code: zz\n").message == message);
    CHECK(problem_of(head + "retire: [\"" + code + "\"]\n").message == message);
    const auto lists =
        settings_of(head + "rename:\n      \"" + code + "\": {en: Ours}\n").rules.lists;
    CHECK(lists[list].label(code, "en") == "Ours");
  }
}

TEST_CASE("a list that the process does not rest on is not fixed") {
  for (const char* list : {"media", "problems", "remedies", "causes", "rejection_reasons"}) {
    CAPTURE(list);
    CHECK_FALSE(records::is_fixed(list));
  }
}

TEST_CASE("the built-in lists have a label in each of the three languages") {
  for (const auto& name : records::built_in_lists().names()) {
    const std::set<std::string> bare = {"staff_roles", "assessment_reasons",
                                        "check_severities", "retained_data"};
    if (bare.count(name) != 0) continue;
    for (const auto& value : records::built_in_lists()[name].values()) {
      CAPTURE(name, value.code);
      CHECK(value.labels.size() == 3);
    }
  }
}

TEST_CASE("a value of the second level counts under the one it stands below") {
  const auto* knowledge = records::built_in_lists()["causes"].find("C11");
  REQUIRE(knowledge);
  CHECK(knowledge->maps_to == "C10");
}

TEST_CASE("the terms of recurrence are the register's own, each by itself") {
  const Settings none = settings_of(base);
  CHECK_FALSE(none.recurrence.window_days);
  const Settings own = settings_of(base + "recurrence: {window_days: 30, recurring: 3, systematic: 6}\n");
  CHECK(own.recurrence.window_days == 30);
  CHECK(own.recurrence.recurring == 3);
  CHECK(own.recurrence.systematic == 6);
  CHECK_FALSE(own.recurrence.units);
}

TEST_CASE("terms of recurrence that contradict themselves are refused where they stand") {
  const auto message = [](const char* terms) {
    const auto problem = problem_of(base + "recurrence:\n  " + terms + "\n");
    CHECK(problem.at.line == 4);
    return problem.message.english();
  };
  CHECK(message("window_days: 0") == "window_days is 1 or more");
  CHECK(message("units: 1") == "units is 2 or more");
  CHECK(message("systematic: 1") == "systematic is 2 or more");
  CHECK(message("recurring: 3") == "recurring needs systematic beside it, as many or more");
  CHECK(message("{recurring: 4, systematic: 3}") == "systematic is as many as recurring, or more");
}

TEST_CASE("4.10 a register names the personal numbers that are looked for, and adds its own") {
  CHECK(settings_of(base).rules.personal_numbers.size() == records::built_in_personal_numbers().size());
  const auto own = settings_of(base + "personal_numbers:\n  - name: iban\n  - {name: member, what: a member number, "
                                      "digits: 6-8, groups: [3, 5]}\n").rules.personal_numbers;
  REQUIRE(own.size() == 2);
  CHECK(own[0].check == process::CheckDigits::iban);
  CHECK(own[1].what == "a member number");
  CHECK(own[1].fewest == 6);
  CHECK(own[1].most == 8);
  CHECK(own[1].groups == std::vector<int>{3, 5});
  CHECK(settings_of(base + "personal_numbers: []\n").rules.personal_numbers.empty());
}

TEST_CASE("4.10 a personal number that cannot be looked for is refused where it stands") {
  const auto message = [](const char* row) {
    const auto problem = problem_of(base + "personal_numbers:\n  - " + row + "\n");
    CHECK(problem.at.line == 4);
    return problem.message.english();
  };
  CHECK(message("{name: ibam}") == "the personal number 'ibam' is not known");
  CHECK(message("{name: member, what: a number, digits: 4}") == "`digits` says how many a number has, 5 or more");
  CHECK(message("{name: member, what: a number, digits: 9-8}") == "`digits` says how many a number has, 5 or more");
  CHECK(message("{name: member, digits: 8}") == "a new personal number says `what` it is");
  CHECK(message("{name: member, what: a number, digits: 8, check: sum, modulus: 11}") ==
        "the check `sum` needs one of `weights` for each digit, and a `modulus` of 2 or more");
  CHECK(message("{name: member, what: a number, digits: 8, groups: [a]}") == "`groups` are whole numbers");
}
