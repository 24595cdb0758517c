#include "fuzz/targets.hpp"

#include <stdexcept>
#include <string>

#include "calendar/amount.hpp"
#include "calendar/ics.hpp"
#include "calendar/solar_hijri.hpp"
#include "core/csv.hpp"
#include "core/fold.hpp"
#include "core/money.hpp"
#include "core/text.hpp"
#include "core/window.hpp"
#include "core/time.hpp"
#include "intake/csv_guess.hpp"
#include "intake/csv_map.hpp"
#include "intake/json_line.hpp"
#include "intake/threads.hpp"
#include "mail/mbox.hpp"
#include "mail/message.hpp"
#include "process/replay.hpp"
#include "query/query.hpp"
#include "records/json.hpp"
#include "records/record.hpp"
#include "records/settings.hpp"
#include "yaml/usual_form.hpp"

namespace cmt::fuzz {
namespace {

void require(bool holds, const char* property) {
  if (!holds) throw std::logic_error{property};
}

// What the fast reader takes, libyaml reads alike.
void reader(std::string_view bytes) {
  yaml::Tree usual{yaml::Source{"a.yaml", std::string{bytes}}, {}};
  if (!yaml::read_usual_form(usual)) return;
  yaml::Tree any{yaml::Source{"a.yaml", std::string{bytes}}, {}};
  require(yaml::check_characters(any.source).empty(), "the fast reader takes characters that are refused");
  require(yaml::check_conflict_markers(any.source).empty(), "the fast reader takes an unfinished merge");
  require(yaml::read_any_form(any).empty(), "the fast reader takes what libyaml refuses");
  require(usual.slots == any.slots && usual.decoded == any.decoded, "the two readers differ");
}

// A record that can be read takes one more event; the new file reads as the old one and that event, and the old
// bytes are all there, in their order.
void record(std::string_view bytes) {
  const auto& lists = records::built_in_lists();
  const auto read = records::read("complaints/2026/2026-0000018.yaml", std::string{bytes}, lists);
  if (!read) {
    require(!read.diagnostics().empty(), "a refusal says nothing");
    for (const auto& problem : read.diagnostics()) require(problem.at.line >= 1 && problem.at.column >= 1, "a problem has no place");
    return;
  }
  for (const auto& event : read->complaint.history) (void)records::to_value(event);
  (void)process::replay(read->complaint, process::Rules{});
  auto longer = read->complaint;
  process::Event note;
  note.at = *parse_when("2026-11-20T09:12:00Z");
  note.by = "sara";
  note.body = process::Noted{{"One line\nand another: #1"}};
  longer.history.push_back(note);
  const auto appended = records::append(*read, longer, lists);
  if (!appended) return;  // a form that cannot be edited safely
  const auto again = records::read("complaints/2026/2026-0000018.yaml", *appended, lists);
  require(bool(again), "what was appended to cannot be read");
  require(again->complaint.history.size() == longer.history.size(), "the event was not appended");
  std::size_t at = 0;
  for (const char c : *appended)
    if (at < bytes.size() && c == bytes[at]) ++at;
  require(at == bytes.size(), "bytes of the file are gone");
}

// A query that is understood is written in canonical form, which means the same.
void query(std::string_view bytes) {
  static const std::vector<query::Field> fields = {
      {"status", query::Type::code, "status", {{"open", "Open"}, {"closed", "Closed"}}, {}},
      {"summary", query::Type::text, "summary", {}, {}},
      {"received", query::Type::date, "received", {}, {"date"}},
      {"age", query::Type::duration, "age", {}, {}},
      {"amount", query::Type::number, "amount", {}, {}},
      {"safety", query::Type::flag, "safety", {}, {}},
      {"id", query::Type::id, "id", {}, {}}};
  const auto today = *parse_date("2026-11-20");
  const auto parsed = query::parse(bytes, fields, today, fold);
  if (!parsed) {
    require(parsed.diagnostics().size() == 1, "a query is refused for one reason");
    return;
  }
  const std::string canonical = query::canonical(*parsed);
  const auto again = query::parse(canonical, fields, today, fold);
  require(bool(again) && *again == *parsed, "the canonical form means something else");
  require(query::canonical(*again) == canonical, "the canonical form has another one");
  (void)query::explain(*parsed);
}

// What is read is written, and read as it was. A first cell that a spreadsheet would run is guarded.
// The draft of its map is a map whose only faults are what it leaves open.
void csv(std::string_view bytes) {
  if (const auto draft = intake::guess_csv_map("a.csv", read_from(bytes), records::built_in_lists(), "UTC")) {
    records::Settings settings;
    settings.rules.lists = records::built_in_lists();
    const auto map = intake::read_csv_map("m.yaml", *draft, settings);
    if (!map)
      for (const auto& fault : map.diagnostics())
        require(fault.message.english().rfind("this is not decided yet: ", 0) == 0, "a draft is no map");
  }
  CsvReader in{"a.csv", bytes};
  for (int records = 0; records < 1000; ++records) {
    const auto row = in.next();
    if (!row) continue;
    if (!*row) return;
    CsvOptions plain;
    plain.guard = false;
    plain.eol = "\n";
    const std::string written = csv_row((*row)->fields, plain);
    CsvReader back{"b.csv", written};
    const auto again = back.next();
    require(again && *again && (*again)->fields.size() == (*row)->fields.size(), "a row has other fields when written");
    const std::string twice = csv_row((*again)->fields, plain);
    require(twice == written, "a row is written otherwise the second time");
    const std::string guarded = csv_row((*row)->fields);
    CsvReader safe{"c.csv", guarded};
    const auto cells = safe.next();
    require(cells && *cells, "a guarded row cannot be read");
    for (const auto& cell : (*cells)->fields)
      require(cell.empty() || std::string_view{"=+-@\t"}.find(cell.front()) == std::string_view::npos, "a formula");
  }
}

void ics(std::string_view bytes) {
  const auto read = calendar::read_holidays("holidays.ics", bytes);
  if (!read) {
    require(!read.diagnostics().empty(), "a refusal says nothing");
    return;
  }
  for (std::size_t i = 1; i < read->days.size(); ++i)
    require(read->days[i - 1].day < read->days[i].day, "the days are not in order");
}

// Each reader of a written form takes what it writes.
void times(std::string_view bytes) {
  if (const auto day = parse_date(bytes)) require(text(*day) == bytes, "a date is written otherwise");
  if (const auto instant = parse_instant(bytes)) {
    const auto again = parse_instant(text(*instant));
    require(again && again->utc == instant->utc, "a time is another one when written");
  }
  if (const auto when = parse_when(bytes)) require(bool(parse_when(text(*when))), "a moment cannot be read again");
  if (const auto amount = calendar::parse_amount(bytes)) {
    const auto again = calendar::parse_amount(calendar::text(*amount));
    require(again && *again == *amount, "an amount is another one when written");
  }
  if (const auto period = parse_period(bytes)) require(!period->from || !period->to || *period->from <= *period->to, "a period ends before it begins");
  (void)calendar::parse_solar_hijri(bytes);
  (void)calendar::parse_solar_hijri_period(bytes);
  if (const auto money = Money::parse(bytes)) {
    const auto again = Money::parse(money->text());
    require(again && again->ten_thousandths() == money->ten_thousandths(), "a sum is another one when written");
  }
  if (const auto terms = process::parse_terms(bytes)) {
    const auto again = process::parse_terms(process::text_of(*terms));
    require(again && *again == *terms, "terms are others when written");
  }
}

void line(std::string_view bytes) {
  const auto read = intake::parse_json_line(bytes, {"a.jsonl", 1, 1});
  if (!read) require(!read.diagnostics().empty(), "a refusal says nothing");
  if (bytes.find('\0') != std::string_view::npos) return;  // refused in any text
  const std::string written = records::json_string(bytes);
  require(bool(intake::parse_json_line("{\"a\": " + written + "}", {"a.jsonl", 1, 1})), "a text is not written as JSON");
}

bool is_one_line(std::string_view text) {
  return !invalid_utf8_at(text) && text.find_first_of("\r\n\t") == std::string_view::npos;
}

// Whatever bytes a mail has, its words are text that a record takes, and its names are lines. The bytes as an mbox
// give mails that lie one behind the other.
void mail(std::string_view bytes) {
  std::uint64_t end = 0;
  const auto done = mail::each_mail("a.mbox", read_from(bytes), [&](const mail::Posted& posted) -> Result<Done> {
    require(posted.offset >= end && posted.size > 0, "two mails overlap");
    end = posted.offset + posted.size;
    require(end <= bytes.size(), "a mail ends behind the file");
    return Done{};
  });
  if (!done) require(!done.diagnostics().empty(), "a refusal says nothing");
  (void)mail::contents_of(bytes);
  const auto read = mail::read_mail(mail::from_mbox(bytes));
  if (!read) {
    require(!read.diagnostics().front().message.empty(), "a refusal says nothing");
    return;
  }
  require(!invalid_utf8_at(read->text), "words are no text");
  for (const char c : read->text) require(static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t', "a control is left");
  require(is_one_line(read->head.subject) && is_one_line(read->head.from.name) && is_one_line(read->head.from.email) &&
              is_one_line(read->head.message_id),
          "a field has several lines");
  for (const auto& file : read->attachments)
    require(is_one_line(file.name) && file.name.find('/') == std::string::npos && is_one_line(file.type), "a file has no name");
  (void)intake::sight(read->head, "c", {"a@example.org"});
}

}  // namespace

std::span<const Target> targets() {
  static constexpr Target all[] = {{"reader", reader}, {"record", record}, {"query", query}, {"csv", csv},
                                   {"ics", ics},       {"times", times},   {"line", line},
                                   {"mail", mail}};
  return all;
}

}  // namespace cmt::fuzz
