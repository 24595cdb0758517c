#include "exchange/tables.hpp"

#include <set>

#include "process/clocks.hpp"
#include "records/json.hpp"

namespace cmt::exchange {
namespace {

using process::ClockReading;
using process::Cycle;
using process::Event;
using process::State;

// ---- cells --------------------------------------------------------------------------------------

Cell said(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }
Cell number(std::int64_t value) { return value; }
Cell number(const std::optional<int>& value) { return value ? Cell{std::int64_t{*value}} : Cell{}; }
Cell flag(bool value) { return value; }
Cell flag(const std::optional<bool>& value) { return value ? Cell{*value} : Cell{}; }
Cell date(const std::optional<Date>& day) { return day ? Cell{text(*day)} : Cell{}; }

template <class Enum, std::size_t N>
Cell name(const Names<Enum, N>& names, const std::optional<Enum>& value) {
  return value ? Cell{std::string{name_of(names, *value)}} : Cell{};
}

Cell amount(const std::optional<Money>& money) { return money ? Cell{money->amount()} : Cell{}; }
Cell currency(const std::optional<Money>& money) { return money ? Cell{money->currency()} : Cell{}; }

// The moment where the record says one, and the local day of the register in any case.
Cell moment(const std::optional<When>& when) {
  return when && when->kind == When::Kind::exact ? Cell{text(when->instant)} : Cell{};
}
Cell local_day(const std::optional<When>& when, const TimeZone& zone) {
  return when ? date(zone.date_of(*when)) : Cell{};
}

// ---- what a row is made of ----------------------------------------------------------------------

struct Context {
  const process::Rules& rules;
  const Instant& now;
  const TimeZone& zone() const { return rules.zone; }
};
struct OfComplaint {
  const State& state;
  const std::vector<ClockReading>& readings;
};
struct OfCycle {
  const State& state;
  const Cycle& cycle;
};
struct OfEvent {
  const State& state;
  const Event& event;
  std::size_t number;
};
struct OfDeadline {
  const State& state;
  const ClockReading& reading;
};
struct OfRemedy {
  const State& state;
  const Cycle& cycle;
  const process::RemedyState& remedy;
  std::size_t number;
};
struct OfCode {  // a code or an id of a list that a complaint or an action has
  std::string of;
  std::string_view code;
  std::size_t position;
};
struct OfLabel {
  const ValueList& list;
  const ListValue& value;
  std::string_view language;
};
struct OfColumn {
  const Table& table;
  const Column& column;
  std::size_t position;
};
using OfFact = std::pair<std::string, std::string>;

template <class Source>
struct Field {
  Column column;
  Cell (*cell)(const Source& of, const Context& context);
};

constexpr auto text_column = ColumnType::text;

const std::vector<Field<OfComplaint>> complaint_fields = {
    {{"complaint", text_column, "identifier of the complaint"}, [](const OfComplaint& o, const Context&) -> Cell { return o.state.id.text(); }},
    {{"status", text_column, "where the work is", "statuses"}, [](const OfComplaint& o, const Context&) { return name(process::status_names, std::optional{o.state.status}); }},
    {{"is_open", ColumnType::flag, "the work has not ended"}, [](const OfComplaint& o, const Context&) { return flag(process::is_open(o.state.status)); }},
    {{"kind", text_column, "kind of feedback", "kinds"}, [](const OfComplaint& o, const Context&) { return name(process::kind_names, std::optional{o.state.kind}); }},
    {{"is_split", ColumnType::flag, "it was split into parts, which are complaints of their own"}, [](const OfComplaint& o, const Context&) { return flag(!o.state.split_into.empty()); }},
    {{"summary", text_column, "one line about it"}, [](const OfComplaint& o, const Context&) { return said(o.state.summary); }},
    {{"description", text_column, "the complaint in the words of the complainant"}, [](const OfComplaint& o, const Context&) { return said(o.state.description.value); }},
    {{"received_at", ColumnType::moment, "when it was received; empty where only the day is known"}, [](const OfComplaint& o, const Context&) { return moment(o.state.received_at); }},
    {{"received_on", ColumnType::date, "day of receipt"}, [](const OfComplaint& o, const Context& c) { return local_day(o.state.received_at, c.zone()); }},
    {{"registered_at", ColumnType::moment, "when it was put in the register"}, [](const OfComplaint& o, const Context&) { return moment(exactly(o.state.registered_at)); }},
    {{"registered_on", ColumnType::date, "day of it"}, [](const OfComplaint& o, const Context& c) { return local_day(exactly(o.state.registered_at), c.zone()); }},
    {{"occurred_on", ColumnType::date, "day of the problem"}, [](const OfComplaint& o, const Context&) { return date(o.state.occurred_on); }},
    {{"medium", text_column, "how it came", "media"}, [](const OfComplaint& o, const Context&) { return said(o.state.medium); }},
    {{"language", text_column, "language of the complainant"}, [](const OfComplaint& o, const Context&) { return said(o.state.language); }},
    {{"complainant", text_column, "id of the complainant"}, [](const OfComplaint& o, const Context&) { return said(o.state.complainant); }},
    {{"is_anonymous", ColumnType::flag, "nobody can be named or answered"}, [](const OfComplaint& o, const Context&) { return flag(o.state.anonymous); }},
    {{"is_vulnerable", ColumnType::flag, "there are circumstances to take into account"}, [](const OfComplaint& o, const Context&) { return flag(!o.state.vulnerability.empty()); }},
    {{"category", text_column, "main problem category", "problems"}, [](const OfComplaint& o, const Context&) { return said(o.state.category); }},
    {{"product", text_column, "product or service concerned"}, [](const OfComplaint& o, const Context&) { return said(o.state.product); }},
    {{"unit", text_column, "department, branch or site concerned"}, [](const OfComplaint& o, const Context&) { return said(o.state.unit); }},
    {{"recurring", text_column, "whether it happened to this person before"}, [](const OfComplaint& o, const Context&) { return name(process::answer_names, std::optional{o.state.recurring}); }},
    {{"owner", text_column, "who is accountable"}, [](const OfComplaint& o, const Context&) { return said(o.state.owner); }},
    {{"severity", ColumnType::integer, "harm to the complainant, 1 to 4"}, [](const OfComplaint& o, const Context&) { return number(o.state.severity); }},
    {{"impact", ColumnType::integer, "reach, 1 to 4"}, [](const OfComplaint& o, const Context&) { return number(o.state.impact); }},
    {{"complexity", text_column, "effort and expertise", "complexities"}, [](const OfComplaint& o, const Context&) { return name(process::complexity_names, o.state.complexity); }},
    {{"priority", text_column, "P1 to P4", "priorities"}, [](const OfComplaint& o, const Context&) { return name(process::priority_names, o.state.priority); }},
    {{"is_safety", ColumnType::flag, "health or safety is concerned"}, [](const OfComplaint& o, const Context&) { return flag(o.state.safety); }},
    {{"level", ColumnType::integer, "escalation level, 0 to 3"}, [](const OfComplaint& o, const Context&) { return number(o.state.level); }},
    {{"cycles", ColumnType::integer, "1, and one more for each reopening"}, [](const OfComplaint& o, const Context&) { return number(o.state.cycle().number); }},
    {{"outcome", text_column, "what was found, in the last cycle", "outcomes"}, [](const OfComplaint& o, const Context&) { return name(process::outcome_names, o.state.cycle().outcome); }},
    {{"ended_at", ColumnType::moment, "when the last cycle ended"}, [](const OfComplaint& o, const Context&) { return moment(o.state.cycle().ended); }},
    {{"ended_on", ColumnType::date, "day of it"}, [](const OfComplaint& o, const Context& c) { return local_day(o.state.cycle().ended, c.zone()); }},
    {{"next_due_on", ColumnType::date, "the next due date that is not met"},
     [](const OfComplaint& o, const Context&) {
       const auto* next = process::is_open(o.state.status) ? process::next_due(o.readings) : nullptr;
       return next ? date(next->due.day) : Cell{};
     }},
    {{"is_overdue", ColumnType::flag, "it is open and a due date has passed"},
     [](const OfComplaint& o, const Context&) {
       bool is_late = false;
       for (const auto& reading : o.readings) is_late |= reading.status == process::ClockStatus::overdue;
       return flag(is_late && process::is_open(o.state.status));
     }},
    {{"merged_into", text_column, "the complaint that it is a duplicate of"}, [](const OfComplaint& o, const Context&) { return said(o.state.merged_into); }},
    {{"dispute", text_column, "id of the dispute outside"}, [](const OfComplaint& o, const Context&) { return said(o.state.dispute); }},
    {{"source", text_column, "format that it was imported from"}, [](const OfComplaint& o, const Context&) { return said(o.state.source); }},
    {{"path", text_column, "its file in the register"}, [](const OfComplaint& o, const Context&) -> Cell { return o.state.id.path(); }},
};

const std::vector<Field<OfCode>> reference_fields = {
    {{"complaint", text_column, "the complaint"}, [](const OfCode& o, const Context&) -> Cell { return o.of; }},
    {{"position", ColumnType::integer, "1 for the first"}, [](const OfCode& o, const Context&) { return number(static_cast<std::int64_t>(o.position)); }},
    {{"reference", text_column, "number of the complainant, a regulator or another system"}, [](const OfCode& o, const Context&) -> Cell { return std::string{o.code}; }},
};

const std::vector<Field<OfCycle>> cycle_fields = {
    {{"complaint", text_column, "the complaint"}, [](const OfCycle& o, const Context&) -> Cell { return o.state.id.text(); }},
    {{"cycle", ColumnType::integer, "1 from receipt on, and one more for each reopening"}, [](const OfCycle& o, const Context&) { return number(o.cycle.number); }},
    {{"opened_on", ColumnType::date, "day of the receipt or the reopening"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.opened, c.zone()); }},
    {{"reopen_reason", text_column, "why it was reopened", "reopen_reasons"}, [](const OfCycle& o, const Context&) { return said(o.cycle.reopen_reason); }},
    {{"acknowledged_on", ColumnType::date, "day of the acknowledgement"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.acknowledged, c.zone()); }},
    {{"assessed_on", ColumnType::date, "day of the first assessment in it"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.assessed, c.zone()); }},
    {{"decided_on", ColumnType::date, "day of the decision"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.decided, c.zone()); }},
    {{"answered_on", ColumnType::date, "day the first decision of it was communicated"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.answered, c.zone()); }},
    {{"communicated_on", ColumnType::date, "day the last decision of it was communicated"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.communicated, c.zone()); }},
    {{"accepted_on", ColumnType::date, "day the complainant accepted it"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.accepted, c.zone()); }},
    {{"contested_on", ColumnType::date, "day the complainant contested it"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.contested, c.zone()); }},
    {{"ended_on", ColumnType::date, "day the cycle ended"}, [](const OfCycle& o, const Context& c) { return local_day(o.cycle.ended, c.zone()); }},
    {{"outcome", text_column, "what was found in it", "outcomes"}, [](const OfCycle& o, const Context&) { return name(process::outcome_names, o.cycle.outcome); }},
    {{"told_outcome", text_column, "the outcome as the complainant learned it", "outcomes"}, [](const OfCycle& o, const Context&) { return name(process::outcome_names, o.cycle.told); }},
    {{"end_status", text_column, "how it ended", "statuses"}, [](const OfCycle& o, const Context&) { return name(process::status_names, o.cycle.end); }},
    {{"closure_reason", text_column, "why it was closed", "closure_reasons"}, [](const OfCycle& o, const Context&) { return name(process::closure_reason_names, o.cycle.closure); }},
    {{"handling_minutes", ColumnType::integer, "working time, as said at the closing"}, [](const OfCycle& o, const Context&) { return number(o.cycle.handling_minutes); }},
    {{"external_cost", ColumnType::amount, "what was paid to others, as said at the closing"}, [](const OfCycle& o, const Context&) { return amount(o.cycle.external_cost); }},
    {{"currency", text_column, "its currency, ISO 4217"}, [](const OfCycle& o, const Context&) { return currency(o.cycle.external_cost); }},
};

const std::vector<Field<OfEvent>> event_fields = {
    {{"complaint", text_column, "the complaint"}, [](const OfEvent& o, const Context&) -> Cell { return o.state.id.text(); }},
    {{"number", ColumnType::integer, "its place in the history, from 1"}, [](const OfEvent& o, const Context&) { return number(static_cast<std::int64_t>(o.number)); }},
    {{"event", text_column, "what happened"}, [](const OfEvent& o, const Context&) -> Cell { return std::string{o.event.name()}; }},
    {{"at", ColumnType::moment, "when it happened; empty where only the day is known"}, [](const OfEvent& o, const Context&) { return moment(o.event.at); }},
    {{"happened_on", ColumnType::date, "day of it"}, [](const OfEvent& o, const Context& c) { return local_day(o.event.at, c.zone()); }},
    {{"by", text_column, "who put it on record"}, [](const OfEvent& o, const Context&) { return said(o.event.by); }},
    {{"recorded_at", ColumnType::moment, "when it was put on record, if later than it happened"}, [](const OfEvent& o, const Context&) { return o.event.recorded_at ? moment(exactly(*o.event.recorded_at)) : Cell{}; }},
    {{"imported", text_column, "format it was imported from"}, [](const OfEvent& o, const Context&) { return said(o.event.imported); }},
    {{"note", text_column, "what was noted with it"}, [](const OfEvent& o, const Context&) { return said(o.event.note.value); }},
    {{"fields", ColumnType::json, "the whole event, as cmt log --json prints it"}, [](const OfEvent& o, const Context&) -> Cell { return records::to_json_line(o.state.id, o.event); }},
};

const std::vector<Field<OfDeadline>> deadline_fields = {
    {{"complaint", text_column, "the complaint"}, [](const OfDeadline& o, const Context&) -> Cell { return o.state.id.text(); }},
    {{"cycle", ColumnType::integer, "the cycle that it is of"}, [](const OfDeadline& o, const Context&) { return number(o.reading.cycle); }},
    {{"clock", text_column, "which limit"}, [](const OfDeadline& o, const Context&) { return name(process::clock_names, std::optional{o.reading.clock}); }},
    {{"number", ColumnType::integer, "which interval, remedy or authority"}, [](const OfDeadline& o, const Context&) { return number(o.reading.number); }},
    {{"subject", text_column, "the remedy or the authority"}, [](const OfDeadline& o, const Context&) -> Cell { return o.reading.subject; }},
    {{"starts_on", ColumnType::date, "day that the limit is counted from"}, [](const OfDeadline& o, const Context& c) { return local_day(o.reading.from, c.zone()); }},
    {{"due_on", ColumnType::date, "local day of the due time, as extended"}, [](const OfDeadline& o, const Context&) { return date(o.reading.due.day); }},
    {{"due_at", ColumnType::moment, "the due time, where it is not the whole day"}, [](const OfDeadline& o, const Context&) { return o.reading.due.at ? moment(exactly(*o.reading.due.at)) : Cell{}; }},
    {{"base_due_on", ColumnType::date, "the same without any extension"}, [](const OfDeadline& o, const Context&) { return date(o.reading.base.day); }},
    {{"extensions", ColumnType::integer, "how often it was extended"}, [](const OfDeadline& o, const Context&) { return number(static_cast<std::int64_t>(o.reading.extensions.size())); }},
    {{"met_at", ColumnType::moment, "when it was done; empty where only the day is known"}, [](const OfDeadline& o, const Context&) { return moment(o.reading.met_at); }},
    {{"met_on", ColumnType::date, "day of it"}, [](const OfDeadline& o, const Context& c) { return local_day(o.reading.met_at, c.zone()); }},
    {{"status", text_column, "met, late, missed, open, waiting or overdue"}, [](const OfDeadline& o, const Context&) { return name(process::clock_status_names, std::optional{o.reading.status}); }},
};

const std::vector<Field<OfRemedy>> remedy_fields = {
    {{"complaint", text_column, "the complaint"}, [](const OfRemedy& o, const Context&) -> Cell { return o.state.id.text(); }},
    {{"cycle", ColumnType::integer, "the cycle in which it was offered"}, [](const OfRemedy& o, const Context&) { return number(o.cycle.number); }},
    {{"number", ColumnType::integer, "its place among those of the cycle, from 1"}, [](const OfRemedy& o, const Context&) { return number(static_cast<std::int64_t>(o.number)); }},
    {{"code", text_column, "kind of remedy", "remedies"}, [](const OfRemedy& o, const Context&) -> Cell { return o.remedy.remedy.code; }},
    {{"amount", ColumnType::amount, "its amount"}, [](const OfRemedy& o, const Context&) { return amount(o.remedy.remedy.amount); }},
    {{"currency", text_column, "its currency, ISO 4217"}, [](const OfRemedy& o, const Context&) { return currency(o.remedy.remedy.amount); }},
    {{"is_goodwill", ColumnType::flag, "given without an obligation"}, [](const OfRemedy& o, const Context&) { return flag(o.remedy.remedy.goodwill); }},
    {{"agreed_on", ColumnType::date, "day that was agreed for it"}, [](const OfRemedy& o, const Context&) { return date(o.remedy.remedy.due); }},
    {{"done_on", ColumnType::date, "day it was carried out"}, [](const OfRemedy& o, const Context& c) { return local_day(o.remedy.done, c.zone()); }},
    {{"verified_on", ColumnType::date, "day somebody looked whether it was"}, [](const OfRemedy& o, const Context& c) { return local_day(o.remedy.verified, c.zone()); }},
    {{"verified_by", text_column, "who looked"}, [](const OfRemedy& o, const Context&) { return said(o.remedy.verified_by); }},
    {{"text", text_column, "what exactly"}, [](const OfRemedy& o, const Context&) { return said(o.remedy.remedy.text.value); }},
};

const std::vector<Field<OfCode>> cause_fields = {
    {{"complaint", text_column, "the complaint"}, [](const OfCode& o, const Context&) -> Cell { return o.of; }},
    {{"position", ColumnType::integer, "1 for the main one"}, [](const OfCode& o, const Context&) { return number(static_cast<std::int64_t>(o.position)); }},
    {{"code", text_column, "root cause", "causes"}, [](const OfCode& o, const Context&) -> Cell { return std::string{o.code}; }},
};

const std::vector<Field<improvement::ActionState>> action_fields = {
    {{"action", text_column, "identifier of the action"}, [](const improvement::ActionState& o, const Context&) -> Cell { return o.id; }},
    {{"kind", text_column, "correction, corrective, preventive or improvement"}, [](const improvement::ActionState& o, const Context&) { return name(improvement::action_kind_names, std::optional{o.kind}); }},
    {{"origin", text_column, "what it came from"}, [](const improvement::ActionState& o, const Context&) { return name(improvement::origin_names, std::optional{o.source}); }},
    {{"status", text_column, "how far it is"}, [](const improvement::ActionState& o, const Context&) { return name(improvement::action_status_names, std::optional{o.status}); }},
    {{"title", text_column, "one line about it"}, [](const improvement::ActionState& o, const Context&) { return said(o.title); }},
    {{"owner", text_column, "who is accountable"}, [](const improvement::ActionState& o, const Context&) { return said(o.owner); }},
    {{"opened_on", ColumnType::date, "day it was opened"}, [](const improvement::ActionState& o, const Context& c) { return local_day(o.opened_at, c.zone()); }},
    {{"first_due_on", ColumnType::date, "day it was planned for first"}, [](const improvement::ActionState& o, const Context&) { return date(o.first_due); }},
    {{"due_on", ColumnType::date, "day it is planned for"}, [](const improvement::ActionState& o, const Context&) { return date(o.due); }},
    {{"implemented_on", ColumnType::date, "day it was implemented"}, [](const improvement::ActionState& o, const Context&) { return date(o.implemented_on); }},
    {{"verdict", text_column, "what the last check found"}, [](const improvement::ActionState& o, const Context&) { return name(improvement::verdict_names, o.check ? o.check->verdict : std::nullopt); }},
    {{"closed_on", ColumnType::date, "day it was closed"}, [](const improvement::ActionState& o, const Context&) { return date(o.closed_on); }},
};

const std::vector<Field<OfCode>> action_complaint_fields = {
    {{"action", text_column, "the action"}, [](const OfCode& o, const Context&) -> Cell { return o.of; }},
    {{"named", text_column, "a complaint that it names, exported or not"}, [](const OfCode& o, const Context&) -> Cell { return std::string{o.code}; }},
};

const std::vector<Field<OfLabel>> code_fields = {
    {{"list", text_column, "the value list"}, [](const OfLabel& o, const Context&) -> Cell { return o.list.name(); }},
    {{"code", text_column, "the code"}, [](const OfLabel& o, const Context&) -> Cell { return o.value.code; }},
    {{"language", text_column, "language of the label"}, [](const OfLabel& o, const Context&) -> Cell { return std::string{o.language}; }},
    {{"label", text_column, "what the code means"}, [](const OfLabel& o, const Context&) -> Cell { return o.list.label(o.value.code, o.language); }},
    {{"is_retired", ColumnType::flag, "it is not taken for new records any more"}, [](const OfLabel& o, const Context&) { return flag(o.value.retired); }},
};

const std::vector<Field<OfColumn>> column_fields = {
    {{"in_table", text_column, "the table"}, [](const OfColumn& o, const Context&) -> Cell { return std::string{o.table.name}; }},
    {{"position", ColumnType::integer, "place of the column, from 1"}, [](const OfColumn& o, const Context&) { return number(static_cast<std::int64_t>(o.position)); }},
    {{"column_name", text_column, "the column"}, [](const OfColumn& o, const Context&) -> Cell { return std::string{o.column.name}; }},
    {{"type", text_column, "text, integer, amount, date, moment, flag or json"}, [](const OfColumn& o, const Context&) -> Cell { return std::string{type_name(o.column.type)}; }},
    {{"is_key", ColumnType::flag, "it is a part of what names a row"}, [](const OfColumn& o, const Context&) { return flag(o.position <= o.table.key_size); }},
    {{"list", text_column, "value list of its codes, see the table codes"}, [](const OfColumn& o, const Context&) { return said(o.column.list); }},
    {{"meaning", text_column, "what it says"}, [](const OfColumn& o, const Context&) -> Cell { return std::string{o.column.meaning}; }},
};

const std::vector<Field<OfFact>> about_fields = {
    {{"name", text_column, "what is said"}, [](const OfFact& o, const Context&) -> Cell { return o.first; }},
    {{"value", text_column, "what it is"}, [](const OfFact& o, const Context&) { return said(o.second); }},
};

template <class Source>
Table table(const char* name, const char* meaning, std::size_t key_size, const std::vector<Field<Source>>& fields) {
  Table out{name, meaning, key_size, {}};
  for (const auto& field : fields) out.columns.push_back(field.column);
  return out;
}

enum Place : std::size_t { complaints, references, cycles, events, deadlines, remedies, causes, actions, action_complaints, codes, columns, about, count };

// Adds rows of one table, unless another one alone is wanted.
template <class Source>
class Maker {
 public:
  Maker(std::size_t only, Place place, const std::vector<Field<Source>>& fields, const Context& context, std::string& bytes)
      : is_wanted_(only == place || only == Place::count), fields_(fields), context_(context), bytes_(bytes) {
    row_.table = place;
  }
  explicit operator bool() const { return is_wanted_; }
  void add(const Source& of) {
    if (!is_wanted_) return;
    row_.cells.clear();
    for (const auto& field : fields_) row_.cells.push_back(field.cell(of, context_));
    append(bytes_, row_);
  }

 private:
  bool is_wanted_;
  const std::vector<Field<Source>>& fields_;
  const Context& context_;
  std::string& bytes_;
  Row row_;
};

}  // namespace

std::string_view type_name(ColumnType type) {
  switch (type) {
    case ColumnType::integer: return "integer";
    case ColumnType::amount: return "amount";
    case ColumnType::date: return "date";
    case ColumnType::moment: return "moment";
    case ColumnType::flag: return "flag";
    case ColumnType::json: return "json";
    case ColumnType::text: break;
  }
  return "text";
}

const std::vector<Table>& tables() {
  static const std::vector<Table> all = {
      table("complaints", "one row a complaint", 1, complaint_fields),
      table("external_references", "numbers that a complaint has elsewhere", 2, reference_fields),
      table("cycles", "rounds of handling: from receipt, and from each reopening", 2, cycle_fields),
      table("events", "the histories", 2, event_fields),
      table("deadlines", "every limit that ran or runs", 4, deadline_fields),
      table("remedies", "what was offered, and how far it is", 3, remedy_fields),
      table("causes", "root causes that were found", 2, cause_fields),
      table("actions", "corrections, corrective, preventive and improvement actions; all, whatever the query", 1, action_fields),
      table("action_complaints", "complaints that an action names", 2, action_complaint_fields),
      table("codes", "labels of the codes", 3, code_fields),
      table("columns", "what each column means", 2, column_fields),
      table("about", "where this comes from", 1, about_fields),
  };
  return all;
}

std::size_t find_table(std::string_view name) {
  std::size_t at = 0;
  while (at < tables().size() && tables()[at].name != name) ++at;
  return at;
}

RowMaker::RowMaker(const process::Rules& rules, const Instant& now, std::size_t only) : rules_(rules), now_(now), only_(only) {}

void RowMaker::add(const process::Complaint& complaint, const State& state, std::string& bytes) const {
  const Context context{rules_, now_};
  Maker<OfComplaint> of_complaint{only_, complaints, complaint_fields, context, bytes};
  Maker<OfCode> reference{only_, references, reference_fields, context, bytes};
  Maker<OfCycle> cycle_row{only_, cycles, cycle_fields, context, bytes};
  Maker<OfEvent> event{only_, events, event_fields, context, bytes};
  Maker<OfDeadline> deadline{only_, deadlines, deadline_fields, context, bytes};
  Maker<OfRemedy> remedy{only_, remedies, remedy_fields, context, bytes};
  Maker<OfCode> cause{only_, causes, cause_fields, context, bytes};

  std::vector<ClockReading> readings;
  if (of_complaint || deadline) readings = process::read_clocks(state, rules_, now_);
  of_complaint.add({state, readings});
  const auto numbered = [&](Maker<OfCode>& maker, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) maker.add({state.id.text(), texts[i], i + 1});
  };
  numbered(reference, state.external_refs);
  for (const auto& cycle : state.cycles) cycle_row.add({state, cycle});
  for (std::size_t i = 0; i < complaint.history.size(); ++i) event.add({state, complaint.history[i], i + 1});
  for (const auto& reading : readings) deadline.add({state, reading});
  for (const auto& cycle : state.cycles) {
    const auto& offered = process::remedies_of(state, cycle);
    for (std::size_t i = 0; i < offered.size(); ++i) remedy.add({state, cycle, offered[i], i + 1});
  }
  numbered(cause, state.causes);
}

void RowMaker::add(const improvement::ActionState& action, std::string& bytes) const {
  const Context context{rules_, now_};
  Maker<improvement::ActionState>{only_, actions, action_fields, context, bytes}.add(action);
  Maker<OfCode> named{only_, action_complaints, action_complaint_fields, context, bytes};
  const std::set<std::string> once(action.complaints.begin(), action.complaints.end());
  for (const auto& complaint : once) named.add({action.id, complaint, 0});
}

void RowMaker::add_codes(std::string& bytes) const {
  const Context context{rules_, now_};
  Maker<OfLabel> maker{only_, codes, code_fields, context, bytes};
  for (const auto& list : rules_.lists.names())
    for (const auto& value : rules_.lists[list].values())
      for (const auto& label : value.labels) maker.add({rules_.lists[list], value, label.first});
}

void RowMaker::add_columns(std::string& bytes) const {
  const Context context{rules_, now_};
  Maker<OfColumn> maker{only_, columns, column_fields, context, bytes};
  for (const auto& one : tables())
    for (std::size_t i = 0; i < one.columns.size(); ++i) maker.add({one, one.columns[i], i + 1});
}

void RowMaker::add_about(const std::vector<std::pair<std::string, std::string>>& facts, std::string& bytes) const {
  const Context context{rules_, now_};
  Maker<OfFact> maker{only_, about, about_fields, context, bytes};
  for (const auto& fact : facts) maker.add(fact);
}

}  // namespace cmt::exchange
