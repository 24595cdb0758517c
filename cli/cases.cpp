#include "cli/cases.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "core/csv.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "process/clocks.hpp"

namespace cmt::cli {
namespace {

using process::State;
using query::Type;
using query::Value;

Value text_value_of(const std::string& text) { return std::string_view{text}; }

template <class Enum, std::size_t N>
Value name_value_of(const Names<Enum, N>& names, const std::optional<Enum>& value) {
  return value ? Value{name_of(names, *value)} : Value{};
}

Value number(const std::optional<int>& value) {
  return value ? Value{static_cast<std::int64_t>(*value)} : Value{};
}

Value day(const std::optional<When>& when, const CaseContext& context) {
  const auto date = when ? context.rules.zone.date_of(*when) : std::nullopt;
  return date ? Value{*date} : Value{};
}

Value views(const std::vector<std::string>& texts) {
  return std::vector<std::string_view>(texts.begin(), texts.end());
}

std::optional<Date> next_due(const State& state, const CaseContext& context) {
  if (!process::is_open(state.status)) return std::nullopt;
  const auto readings = process::read_clocks(state, context.rules, context.now);
  const auto* next = process::next_due(readings);
  return next ? std::optional{next->due.day} : std::nullopt;
}

bool is_overdue(const State& state, const CaseContext& context) {
  if (!process::is_open(state.status)) return false;
  for (const auto& reading : process::read_clocks(state, context.rules, context.now))
    if (reading.status == process::ClockStatus::overdue) return true;
  return false;
}

const std::vector<CaseField>& table() {
  static const std::vector<CaseField> fields = {
      {"id", "ID", Type::id, "identifier of the complaint", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.id.text()); }},
      {"status", "Status", Type::code, "where the work is; `open` is any status that is not ended", "statuses",
       [](const State& s, const CaseContext&) -> Value {
         if (!process::is_open(s.status)) return name_of(process::status_names, s.status);
         return std::vector<std::string_view>{name_of(process::status_names, s.status), "open"};
       }},
      {"kind", "Kind", Type::code, "kind of feedback", "kinds",
       [](const State& s, const CaseContext&) -> Value { return name_of(process::kind_names, s.kind); }},
      {"received", "Received", Type::date, "day of receipt", "",
       [](const State& s, const CaseContext& c) { return day(s.received_at, c); }},
      {"registered", "Registered", Type::date, "day it was put in the register", "",
       [](const State& s, const CaseContext& c) { return day(exactly(s.registered_at), c); }},
      {"age", "Age", Type::duration, "days from receipt until the end, or until today", "",
       [](const State& s, const CaseContext& c) -> Value {
         const auto from = c.rules.zone.date_of(s.received_at);
         std::optional<Date> to = c.today;
         if (!process::is_open(s.status))
           to = s.cycle().ended ? c.rules.zone.date_of(*s.cycle().ended) : std::nullopt;
         return from && to ? Value{static_cast<std::int64_t>((*to - *from).count())} : Value{};
       }},
      {"medium", "Medium", Type::code, "how it came", "media",
       [](const State& s, const CaseContext&) { return text_value_of(s.medium); }},
      {"language", "Language", Type::code, "language of the complainant", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.language); }},
      {"category", "Category", Type::code, "main problem category", "problems",
       [](const State& s, const CaseContext&) { return text_value_of(s.category); }},
      {"product", "Product", Type::code, "product or service concerned", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.product); }},
      {"unit", "Unit", Type::code, "department, branch or site concerned", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.unit); }},
      {"owner", "Owner", Type::code, "who is accountable", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.owner); }},
      {"severity", "Severity", Type::number, "harm to the complainant, 1 to 4", "",
       [](const State& s, const CaseContext&) { return number(s.severity); }},
      {"impact", "Impact", Type::number, "reach, 1 to 4", "",
       [](const State& s, const CaseContext&) { return number(s.impact); }},
      {"complexity", "Complexity", Type::code, "effort and expertise", "complexities",
       [](const State& s, const CaseContext&) { return name_value_of(process::complexity_names, s.complexity); }},
      {"priority", "Priority", Type::code, "P1 to P4", "priorities",
       [](const State& s, const CaseContext&) { return name_value_of(process::priority_names, s.priority); }},
      {"level", "Level", Type::number, "escalation level, 0 to 3", "",
       [](const State& s, const CaseContext&) { return number(s.level); }},
      {"outcome", "Outcome", Type::code, "what was found, in the last cycle", "outcomes",
       [](const State& s, const CaseContext&) { return name_value_of(process::outcome_names, s.cycle().outcome); }},
      {"remedy", "Remedy", Type::code, "remedies offered", "remedies",
       [](const State& s, const CaseContext&) -> Value {
         std::vector<std::string_view> codes;
         for (const auto& remedy : s.remedies) codes.push_back(remedy.remedy.code);
         return codes;
       }},
      {"cause", "Cause", Type::code, "root causes", "causes",
       [](const State& s, const CaseContext&) { return views(s.causes); }},
      {"cycle", "Cycle", Type::number, "1, and one more for each reopening", "",
       [](const State& s, const CaseContext&) { return number(s.cycle().number); }},
      {"acknowledged", "Acknowledged", Type::date, "day of the acknowledgement", "",
       [](const State& s, const CaseContext& c) { return day(s.cycle().acknowledged, c); }},
      {"communicated", "Answered", Type::date, "day the decision was communicated", "",
       [](const State& s, const CaseContext& c) { return day(s.cycle().communicated, c); }},
      {"closed", "Closed", Type::date, "day of closing", "",
       [](const State& s, const CaseContext& c) {
         return s.cycle().end == process::Status::closed ? day(s.cycle().ended, c) : Value{};
       }},
      {"due", "Due", Type::date, "the next due date that is not met", "",
       [](const State& s, const CaseContext& c) {
         const auto due = next_due(s, c);
         return due ? Value{*due} : Value{};
       }},
      {"overdue", "Overdue", Type::flag, "a due date has passed", "",
       [](const State& s, const CaseContext& c) -> Value { return is_overdue(s, c); }},
      {"safety", "Safety", Type::flag, "health or safety is concerned", "",
       [](const State& s, const CaseContext&) -> Value { return s.safety; }},
      {"anonymous", "Anonymous", Type::flag, "nobody can be named or answered", "",
       [](const State& s, const CaseContext&) -> Value { return s.anonymous; }},
      {"complainant", "Complainant", Type::id, "id of the complainant", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.complainant); }},
      {"ref", "Reference", Type::id, "number of the complainant or another system", "",
       [](const State& s, const CaseContext&) { return views(s.external_refs); }},
      {"source", "Source", Type::code, "format it was imported from", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.source); }},
      {"summary", "Summary", Type::code, "one line about it", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.summary); }},
  };
  return fields;
}

std::string joined(const Value& value) {
  return std::visit(
      [](const auto& v) -> std::string {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::monostate>) return {};
        else if constexpr (std::is_same_v<T, std::string_view>) return std::string{v};
        else if constexpr (std::is_same_v<T, std::vector<std::string_view>>) {
          std::string out;
          for (const auto& one : v) out += (out.empty() ? "" : ", ") + std::string{one};
          return out;
        } else if constexpr (std::is_same_v<T, Date>) return text(v);
        else if constexpr (std::is_same_v<T, bool>) return v ? "yes" : "no";
        else return fmt::format("{}", v);
      },
      value);
}

}  // namespace

const std::vector<CaseField>& case_fields() { return table(); }

const CaseField* find_case_field(std::string_view name) {
  for (const auto& field : table())
    if (field.name == name) return &field;
  return nullptr;
}

std::vector<query::Field> query_fields(const process::Rules& rules) {
  std::vector<query::Field> out;
  for (const auto& field : table()) {
    query::Field one{field.name, field.type, field.meaning, {}, {}};
    if (*field.list)
      for (const auto& value : rules.lists[field.list].values())
        one.choices.push_back({value.code, rules.lists[field.list].label(value.code, "en")});
    if (one.name == "status") one.choices.push_back({"open", "open"});
    if (one.name == "summary") one.type = Type::text;
    out.push_back(std::move(one));
  }
  return out;
}

Result<query::Query> parse_query(const std::vector<std::string>& words, const process::Rules& rules,
                                 Date today) {
  return query::parse(query::join_arguments(words), query_fields(rules), today, fold);
}

bool matches(const query::Query& query, const Case& one, const CaseContext& context) {
  std::string folded;  // a field of free text answers folded
  const query::RecordView view{
      [&](std::size_t index) -> Value {
        const CaseField& field = table()[index];
        if (std::string_view{field.name} != "summary") return field.value(one.state, context);
        folded = fold(one.state.summary);
        return std::string_view{folded};
      },
      [&] { return std::string_view{one.text}; }};
  return query::matches(query, view);
}

std::string text_of(const CaseField& field, const State& state, const CaseContext& context) {
  if (std::string_view{field.name} == "status")
    return std::string{name_of(process::status_names, state.status)};
  return joined(field.value(state, context));
}

std::string label_of(const CaseField& field, const State& state, const CaseContext& context,
                     const std::string& language) {
  const std::string code = text_of(field, state, context);
  if (field.type == Type::date)
    if (const auto date = parse_date(code)) return shown_date(*date, date_form(language));
  if (!*field.list || code.empty()) return code;
  return context.rules.lists[field.list].label(code, language);
}

bool is_numeric(const CaseField& field) {
  return field.type == Type::number || field.type == Type::duration;
}

std::string csv_head(const std::vector<const CaseField*>& fields) {
  std::vector<CsvCell> cells;
  for (const CaseField* field : fields) cells.push_back({field->name, false});
  return csv_row(cells);
}

std::string csv_line(const std::vector<const CaseField*>& fields, const State& state,
                     const CaseContext& context) {
  std::vector<CsvCell> cells;
  for (const CaseField* field : fields)
    cells.push_back({text_of(*field, state, context), is_numeric(*field)});
  return csv_row(cells);
}

Result<std::size_t> limit_value(const std::string& typed) {
  if (typed.empty()) return std::size_t{SIZE_MAX};
  if (typed.size() > 9 || typed.find_first_not_of("0123456789") != std::string::npos)
    return failure(FailureKind::usage, "--limit is a number");
  return std::size_t{std::stoul(typed)};
}

Date today_of(const World& world, const Session& session) {
  return session.rules().zone.date_of(world.now());
}

namespace {

// What is kept of one block of records, which one thread reads.
struct Block {
  std::vector<State> states;
  std::optional<reports::FactsKeeper> facts;
  std::string printed;
  std::size_t read = 0, skipped = 0, kept = 0;
  Diagnostics unreadable;

  void skip(Diagnostics problems) {
    ++skipped;
    std::move(problems.begin(), problems.end(), std::back_inserter(unreadable));
  }
};

std::string folded_text(const State& state, const process::Complaint& complaint) {
  std::string text = state.summary + "\n" + state.description.value;
  for (const auto& event : complaint.history)
    if (const auto* noted = std::get_if<process::Noted>(&event.body)) text += "\n" + noted->text.value;
  return fold(text);
}

void keep_state(State&& state, const LoadOptions& options, Block& block) {
  // Assigning an empty text would keep the memory of the old one.
  if (options.without_description) std::string{}.swap(state.description.value);
  // A state is large: one block of memory, and no moving while it fills.
  if (block.states.empty()) block.states.reserve(store::Register::block_size);
  block.states.push_back(std::move(state));
}

void read_case(Result<records::Record>&& record, const process::Rules& rules,
               const LoadOptions& options, Block& block) {
  if (!record) return block.skip(std::move(record).failure().diagnostics);
  process::Complaint& complaint = record->complaint;
  if (options.as_of) process::forget_after(complaint, *options.as_of, rules.zone);
  if (complaint.history.empty()) {
    ++block.read;
    return;
  }
  Case one{process::replay(complaint, rules), {}};
  if (options.with_text) one.text = folded_text(one.state, complaint);
  if (options.print) {
    const auto printed = options.print(one, *record);
    if (!printed) return block.skip(printed.diagnostics());
    block.printed += *printed;
    block.kept += printed->empty() ? 0 : 1;
  } else if (!options.keep || options.keep(one)) {
    ++block.kept;
    if (options.facts) {
      if (!block.facts) block.facts.emplace(*options.facts);
      block.facts->keep(one.state);
    }
    if (!options.without_states) keep_state(std::move(one.state), options, block);
  }
  ++block.read;
}

}  // namespace

Result<Cases> load_cases(World& world, const Session& session, const LoadOptions& options) {
  if (auto read = session.rules().deadlines->calendars.read(); !read)
    return std::move(read).failure();
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  print(world, listing->strangers);
  const process::Rules& rules = session.rules();

  std::vector<Block> blocks(store::Register::blocks(listing->ids.size()));
  session.reg.read_all(
      listing->ids, threads_of(world), [&](std::size_t i, Result<records::Record>&& record) {
        read_case(std::move(record), rules, options, blocks[i / store::Register::block_size]);
      });

  Cases out;
  Diagnostics unreadable;
  for (const auto& block : blocks) {
    out.read += block.read;
    out.skipped += block.skipped;
    out.kept += block.kept;
  }
  if (!options.print && !options.without_states) out.states.reserve(out.kept);
  std::vector<reports::FactsKeeper> keepers;
  for (auto& block : blocks) {
    if (block.facts) {
      auto& facts = block.facts->facts();
      for (std::size_t i = 0; i < block.states.size(); ++i)
        facts[i]->state = out.states.data() + out.states.size() + i;  // where it goes below
      keepers.push_back(std::move(*block.facts));
    }
    std::move(block.states.begin(), block.states.end(), std::back_inserter(out.states));
    out.printed += block.printed;
    std::move(block.unreadable.begin(), block.unreadable.end(), std::back_inserter(unreadable));
    block = {};
  }
  if (options.facts) out.facts = reports::Cases::of(std::move(keepers));
  if (unreadable.empty()) return out;
  if (!options.skip_invalid) {
    Failure failed{FailureKind::unreadable, std::move(unreadable)};
    failed.diagnostics.push_back({});
    failed.diagnostics.back().message =
        fmt::format("{} of {} records cannot be read, so there is no answer", out.skipped,
                    out.skipped + out.read);
    failed.diagnostics.back().hint = "mend them, or leave them out with --skip-invalid";
    return failed;
  }
  for (auto& diagnostic : unreadable) diagnostic.severity = Severity::warning;
  print(world, unreadable);
  return out;
}

}  // namespace cmt::cli
