#include "cli/cases.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "core/bytes.hpp"
#include "cache/snapshot.hpp"
#include "cache/state_bytes.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
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
      {"id", msgid("ID"), Type::id, "identifier of the complaint", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.id.text()); }},
      {"status", msgid("Status"), Type::code, "where the work is; `open` is any status that is not ended", "statuses",
       [](const State& s, const CaseContext&) -> Value {
         if (!process::is_open(s.status)) return name_of(process::status_names, s.status);
         return std::vector<std::string_view>{name_of(process::status_names, s.status), "open"};
       }},
      {"kind", msgid("Kind"), Type::code, "kind of feedback", "kinds",
       [](const State& s, const CaseContext&) -> Value { return name_of(process::kind_names, s.kind); }},
      {"received", msgid("Received"), Type::date, "day of receipt", "",
       [](const State& s, const CaseContext& c) { return day(s.received_at, c); }},
      {"registered", msgid("Registered"), Type::date, "day it was put in the register", "",
       [](const State& s, const CaseContext& c) { return day(exactly(s.registered_at), c); }},
      {"age", msgid("Age"), Type::duration, "days from receipt until the end, or until today", "",
       [](const State& s, const CaseContext& c) -> Value {
         const auto from = c.rules.zone.date_of(s.received_at);
         std::optional<Date> to = c.today;
         if (!process::is_open(s.status))
           to = s.cycle().ended ? c.rules.zone.date_of(*s.cycle().ended) : std::nullopt;
         return from && to ? Value{static_cast<std::int64_t>((*to - *from).count())} : Value{};
       }},
      {"medium", msgid("Medium"), Type::code, "how it came", "media",
       [](const State& s, const CaseContext&) { return text_value_of(s.medium); }},
      {"language", msgid("Language"), Type::code, "language of the complainant", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.language); }},
      {"category", msgid("Category"), Type::code, "main problem category", "problems",
       [](const State& s, const CaseContext&) { return text_value_of(s.category); }},
      {"product", msgid("Product"), Type::code, "product or service concerned", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.product); }},
      {"unit", msgid("Unit"), Type::code, "department, branch or site concerned", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.unit); }},
      {"owner", msgid("Owner"), Type::code, "who is accountable", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.owner); }},
      {"severity", msgid("Severity"), Type::number, "harm to the complainant, 1 to 4", "",
       [](const State& s, const CaseContext&) { return number(s.severity); }},
      {"impact", msgid("Impact"), Type::number, "reach, 1 to 4", "",
       [](const State& s, const CaseContext&) { return number(s.impact); }},
      {"complexity", msgid("Complexity"), Type::code, "effort and expertise", "complexities",
       [](const State& s, const CaseContext&) { return name_value_of(process::complexity_names, s.complexity); }},
      {"priority", msgid("Priority"), Type::code, "P1 to P4", "priorities",
       [](const State& s, const CaseContext&) { return name_value_of(process::priority_names, s.priority); }},
      {"level", msgid("Level"), Type::number, "escalation level, 0 to 3", "",
       [](const State& s, const CaseContext&) { return number(s.level); }},
      {"outcome", msgid("Outcome"), Type::code, "what was found, in the last cycle", "outcomes",
       [](const State& s, const CaseContext&) { return name_value_of(process::outcome_names, s.cycle().outcome); }},
      {"remedy", msgid("Remedy"), Type::code, "remedies offered", "remedies",
       [](const State& s, const CaseContext&) -> Value {
         std::vector<std::string_view> codes;
         for (const auto& remedy : s.remedies) codes.push_back(remedy.remedy.code);
         return codes;
       }},
      {"cause", msgid("Cause"), Type::code, "root causes", "causes",
       [](const State& s, const CaseContext&) { return views(s.causes); }},
      {"cycle", msgid("Cycle"), Type::number, "1, and one more for each reopening", "",
       [](const State& s, const CaseContext&) { return number(s.cycle().number); }},
      {"acknowledged", msgid("Acknowledged"), Type::date, "day of the acknowledgement", "",
       [](const State& s, const CaseContext& c) { return day(s.cycle().acknowledged, c); }},
      {"communicated", msgid("Answered"), Type::date, "day the decision was communicated", "",
       [](const State& s, const CaseContext& c) { return day(s.cycle().communicated, c); }},
      {"closed", msgid("Closed"), Type::date, "day of closing", "",
       [](const State& s, const CaseContext& c) {
         return s.cycle().end == process::Status::closed ? day(s.cycle().ended, c) : Value{};
       }},
      {"due", msgid("Due"), Type::date, "the next due date that is not met", "",
       [](const State& s, const CaseContext& c) {
         const auto due = next_due(s, c);
         return due ? Value{*due} : Value{};
       }},
      {"overdue", msgid("Overdue"), Type::flag, "a due date has passed", "",
       [](const State& s, const CaseContext& c) -> Value { return is_overdue(s, c); }},
      {"safety", msgid("Safety"), Type::flag, "health or safety is concerned", "",
       [](const State& s, const CaseContext&) -> Value { return s.safety; }},
      {"anonymous", msgid("Anonymous"), Type::flag, "nobody can be named or answered", "",
       [](const State& s, const CaseContext&) -> Value { return s.anonymous; }},
      {"complainant", msgid("Complainant"), Type::id, "id of the complainant", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.complainant); }},
      {"ref", msgid("Reference"), Type::id, "number of the complainant or another system", "",
       [](const State& s, const CaseContext&) { return views(s.external_refs); }},
      {"source", msgid("Source"), Type::code, "format it was imported from", "",
       [](const State& s, const CaseContext&) { return text_value_of(s.source); }},
      {"summary", msgid("Summary"), Type::code, "one line about it", "",
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
        if (std::string_view{field.name} != "summary") return field.value(one.state(), context);
        folded = fold(one.state().summary);
        return std::string_view{folded};
      },
      [&] { return one.text(); }};
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
    return failure(FailureKind::usage, tr("--limit is a number"));
  return std::size_t{std::stoul(typed)};
}

Date today_of(const World& world, const Session& session) {
  return session.rules().zone.date_of(world.now());
}

Case::Case(ComplaintId id, std::string_view state, std::string_view words)
    : is_made_(false), id_(std::move(id)), bytes_(state) {
  ByteSource source{words};
  description_ = source.text();
  folded_ = source.rest();
}

const process::State& Case::state() const {
  if (!state_) {
    state_.emplace(State{*id_, {}});
    if (!cache::read_state(bytes_, *state_)) throw cache::Damaged{};
    state_->description.value = description_;
  }
  return *state_;
}

namespace {

// The words of the facts of one block of a snapshot, as a keeper has them.
struct KnownWords {
  std::uint32_t block = UINT32_MAX;
  std::vector<reports::Word> words;
};

// What is kept of one block of records, which one thread reads.
struct Block {
  std::vector<State> states;
  KnownWords words;
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

void take(Case&& one, std::size_t place, const records::Record* record, const LoadOptions& options, Block& block) {
  if (options.holds && !options.holds(one.text())) {
    ++block.read;
    return;
  }
  if (options.print) {
    const auto printed = options.print(one, record);
    if (!printed) return block.skip(printed.diagnostics());
    block.printed += *printed;
    block.kept += printed->empty() ? 0 : 1;
  } else if (!options.keep || options.keep(one)) {
    ++block.kept;
    if (options.see) options.see(place, one);
    if (options.facts) {
      if (!block.facts) block.facts.emplace(*options.facts);
      block.facts->keep(one.state());
    }
    if (!options.without_states && !options.see) keep_state(std::move(one).take_state(), options, block);
  }
  ++block.read;
}

// Hands on the texts of blocks in their order. Who is far ahead of the first that is missing waits for it,
// so that few texts are held; it never waits itself, since blocks are begun in their order.
class InOrder {
 public:
  explicit InOrder(const std::function<void(std::string_view)>& write) : write_(write) {}

  void begin(std::size_t block) {
    std::unique_lock lock{mutex_};
    moved_on_.wait(lock, [&] { return block < next_ + most_held; });
  }

  void put(std::size_t block, std::string&& text) {
    const std::lock_guard lock{mutex_};
    held_.emplace(block, std::move(text));
    for (auto first = held_.begin(); first != held_.end() && first->first == next_; ++next_) {
      write_(first->second);
      first = held_.erase(first);
    }
    moved_on_.notify_all();
  }

 private:
  static constexpr std::size_t most_held = 16;

  const std::function<void(std::string_view)>& write_;
  std::mutex mutex_;
  std::condition_variable moved_on_;
  std::size_t next_ = 0;
  std::map<std::size_t, std::string> held_;
};

bool has_facts_now(const cache::Entry& entry, const Instant& now) {
  const auto time = now.utc.time_since_epoch().count();
  return entry.true_from <= time && time < entry.true_until;
}

// Reads the records of a block after the other, from a snapshot where it has them and they have not
// changed, and fills a new one.
class Reading {
 public:
  // `sealing`: opens the words of each record, where they are sealed and asked for; else null.
  Reading(const Session& session, const LoadOptions& options, const std::vector<ComplaintId>& ids, Sealing* sealing)
      : session_(session), options_(options), ids_(ids), blocks_(store::Register::blocks(ids.size())), sealing_(sealing) {
    if (options.write) in_order_.emplace(options.write);
  }

  void use(const cache::Snapshot& snapshot, std::vector<std::uint32_t> unchanged) {
    snapshot_ = &snapshot;
    unchanged_ = std::move(unchanged);
  }
  // Facts that are put in are those of `terms`.
  void fill(cache::Writer& writer, const reports::FactsTerms& terms) {
    writer_ = &writer;
    terms_ = &terms;
  }

  std::vector<Block> read(unsigned threads) && {
    store::Register::each_block(ids_.size(), threads, [this](std::size_t block) { read_block(block); });
    if (is_damaged_) throw cache::Damaged{};
    return std::move(blocks_);
  }

 private:
  using Part = cache::Part;

  // What is put into a new snapshot of a block.
  struct Filled : cache::Writer::Filled {
    std::optional<reports::FactsKeeper> keeper;
    reports::Dictionary dictionary;
    KnownWords known;

    void put(Part part, cache::Entry& entry, const std::function<void(std::string&)>& write) {
      std::string& all = parts[static_cast<std::size_t>(part)];
      const auto before = all.size();
      write(all);
      entry.length[static_cast<std::size_t>(part)] = static_cast<std::uint32_t>(all.size() - before);
    }
    void put_facts(cache::Entry& entry, std::int64_t from, std::int64_t until) {
      entry.true_from = from;
      entry.true_until = until;
      put(Part::facts, entry, [&](std::string& out) { reports::write_facts(out, *keeper->facts().back(), dictionary); });
    }
    void add(const ComplaintId& id, cache::Entry& entry) {
      std::copy(id.text().begin(), id.text().end(), entry.id.begin());
      entries.push_back(entry);
    }
  };

  void read_block(std::size_t number) {
    if (is_damaged_) return;
    if (in_order_) in_order_->begin(number);
    try {
      Block& block = blocks_[number];
      std::optional<cache::Snapshot::Reader> reader;
      if (snapshot_) reader.emplace(*snapshot_);
      Filled filled;
      if (writer_) filled.keeper.emplace(*terms_);
      const std::size_t end = std::min(ids_.size(), (number + 1) * store::Register::block_size);
      for (std::size_t i = number * store::Register::block_size; i < end; ++i) {
        const std::uint32_t entry = snapshot_ ? unchanged_[i] : cache::Snapshot::kNone;
        if (entry == cache::Snapshot::kNone) from_file(i, block, filled);
        else from_snapshot(i, *reader, entry, block, filled);
      }
      if (block.facts) block.facts->rest();
      if (in_order_) in_order_->put(number, std::exchange(block.printed, {}));
      if (!writer_) return;
      filled.words_of_facts = filled.dictionary.text();
      writer_->put(number, std::move(filled));
    } catch (const cache::Damaged&) {
      is_damaged_ = true;
    }
  }

  void from_file(std::size_t place, Block& block, Filled& filled) {
    const ComplaintId& id = ids_[place];
    cache::Entry entry;
    if (writer_) entry.mark = writer_->mark_of(session_.reg.files(), id.path());
    auto record = session_.reg.load(id);
    if (record && sealing_) {
      const std::lock_guard lock{sealing_mutex_};
      record = sealing_->open_record(*record);
    }
    if (!record) return block.skip(std::move(record).failure().diagnostics);
    const process::Rules& rules = session_.rules();
    process::Complaint& complaint = record->complaint;
    if (options_.as_of) process::forget_after(complaint, *options_.as_of, rules.zone);
    if (complaint.history.empty()) {
      ++block.read;
      return;
    }
    auto state = process::replay(complaint, rules);
    std::string text;
    if (options_.with_text || (writer_ && writer_->with_words())) text = folded_text(state, complaint);
    if (writer_) {
      filled.put_facts(entry, now(), filled.keeper->keep(state));
      filled.put(Part::state, entry, [&](std::string& out) { cache::write_state(out, state); });
      if (writer_->with_words())
        filled.put(Part::words, entry, [&](std::string& out) {
          ByteSink{out}.text(state.description.value);
          out += text;
        });
      filled.add(id, entry);
    }
    take(Case{std::move(state), std::move(text)}, place, options_.with_records ? &*record : nullptr, options_, block);
  }

  void from_snapshot(std::size_t place, cache::Snapshot::Reader& reader, std::uint32_t number, Block& block,
                     Filled& filled) {
    const ComplaintId& id = ids_[place];
    const bool has_facts = has_facts_now(snapshot_->entries()[number], options_.facts ? options_.facts->as_of : Instant{});
    if (writer_) refill(id, reader, number, filled);
    if (has_facts && options_.are_facts_usual && options_.without_states && !options_.keep && !options_.holds) {
      if (!block.facts) block.facts.emplace(*options_.facts);
      keep_facts(*block.facts, block.words, reader, number);
      ++block.kept;
      ++block.read;
      return;
    }
    const bool needs_words = options_.with_text || !options_.without_description;
    take(Case{id, reader.part(number, Part::state), needs_words ? reader.part(number, Part::words) : std::string_view{}},
         place, nullptr, options_, block);
  }

  // Puts what the old snapshot has of a record into the new one.
  void refill(const ComplaintId& id, cache::Snapshot::Reader& reader, std::uint32_t number, Filled& filled) {
    cache::Entry entry = snapshot_->entries()[number];
    for (const Part part : {Part::state, Part::words})
      filled.parts[static_cast<std::size_t>(part)] += reader.part(number, part);
    if (has_facts_now(entry, terms_->as_of)) {
      keep_facts(*filled.keeper, filled.known, reader, number);
      filled.put_facts(entry, entry.true_from, entry.true_until);
    } else {
      filled.put_facts(entry, now(), filled.keeper->keep(Case{id, reader.part(number, Part::state), {}}.state()));
    }
    filled.add(id, entry);
  }

  void keep_facts(reports::FactsKeeper& keeper, KnownWords& known, cache::Snapshot::Reader& reader,
                  std::uint32_t number) const {
    const auto block = snapshot_->entries()[number].block;
    if (known.block != block) known = {block, keeper.words_of(reader.words_of_facts(number))};
    if (!keeper.keep(reader.part(number, Part::facts), known.words)) throw cache::Damaged{};
  }

  std::int64_t now() const { return terms_->as_of.utc.time_since_epoch().count(); }

  const Session& session_;
  const LoadOptions& options_;
  const std::vector<ComplaintId>& ids_;
  std::vector<Block> blocks_;
  const cache::Snapshot* snapshot_ = nullptr;
  std::vector<std::uint32_t> unchanged_;
  cache::Writer* writer_ = nullptr;
  std::optional<InOrder> in_order_;
  const reports::FactsTerms* terms_ = nullptr;
  std::atomic<bool> is_damaged_{false};
  Sealing* sealing_;
  std::mutex sealing_mutex_;
};

// The folders that hold exactly the records of `ids`, as they can be known again; none where that is
// not certain. They are marked before they are listed, and listed after the writer began.
std::vector<cache::Folder> folders_of(const Session& session, const std::vector<ComplaintId>& ids,
                                      const cache::Writer& writer) {
  const store::Files& files = session.reg.files();
  const std::string top = "complaints";
  std::vector<cache::Folder> out{{top, writer.mark_of(files, top)}};
  const auto years = files.list(top);
  if (!years) return {};
  for (const auto& year : *years) {
    const std::string path = top + "/" + year.name;
    out.push_back({path, writer.mark_of(files, path)});
  }
  for (const auto& folder : out)
    if (!folder.mark.is_known()) return {};
  const auto listing = session.reg.list();
  if (!listing || !listing->strangers.empty() || listing->ids != ids) return {};
  return out;
}

struct Everything {
  std::vector<ComplaintId> ids;
  Diagnostics strangers;
  std::vector<Block> blocks;
  std::optional<cache::Marks> marks = {};
};

Result<Everything> read_everything(World& world, const Session& session, const LoadOptions& options, bool is_cached,
                                   Sealing* sealing) {
  Everything out;
  const store::Files& files = session.reg.files();
  const bool needs_words = options.with_text || !options.without_description;
  const unsigned threads = threads_of(world);
  std::string key;
  std::optional<cache::Snapshot> snapshot;
  if (is_cached) {
    key = cache::key_of(session.reg.key_of_settings());
    snapshot = cache::Snapshot::open(session.root, key);
  }
  auto known = snapshot ? snapshot->listing(files) : std::nullopt;
  if (known) {
    out.ids = std::move(*known);
  } else {
    auto listing = session.reg.list(threads);
    if (!listing) return std::move(listing).failure();
    out.ids = std::move(listing->ids);
    out.strangers = std::move(listing->strangers);
  }
  if (options.begin) options.begin(out.ids.size());
  Reading reading{session, options, out.ids, sealing};
  std::size_t stale = out.ids.size();
  if (snapshot && (snapshot->has_words() || !needs_words)) {
    if (options.with_marks && out.strangers.empty()) out.marks.emplace();
    auto unchanged = snapshot->unchanged(files, out.ids, threads, out.marks ? &*out.marks : nullptr);
    stale = static_cast<std::size_t>(std::count_if(unchanged.begin(), unchanged.end(), [&](std::uint32_t entry) {
      return entry == cache::Snapshot::kNone ||
             (options.are_facts_usual && !has_facts_now(snapshot->entries()[entry], options.facts->as_of));
    }));
    reading.use(*snapshot, std::move(unchanged));
  }
  std::unique_ptr<cache::Writer> writer;
  if (is_cached && out.ids.size() >= cached_from(world) && (!snapshot || cache::is_worth_writing(stale, out.ids.size())))
    writer = cache::Writer::begin(session.root, key, needs_words || (snapshot && snapshot->has_words()));
  std::vector<cache::Folder> folders;
  const reports::FactsTerms terms{session.rules().zone, &session.rules(), world.now()};
  if (writer) {
    folders = folders_of(session, out.ids, *writer);
    reading.fill(*writer, terms);
  }
  out.blocks = std::move(reading).read(threads);
  if (writer) writer->finish(folders, out.ids.size());
  return out;
}

}  // namespace

std::size_t cached_from(const World& world) {
  constexpr std::size_t usual = 2000;
  const auto typed = world.environment("CMT_CACHE_FROM");
  const auto number = typed ? std::strtoull(typed->c_str(), nullptr, 10) : 0;
  return typed && !typed->empty() ? number : usual;
}

Result<Cases> load_cases(World& world, const Session& session, const LoadOptions& options) {
  if (auto read = session.rules().deadlines->calendars.read(); !read)
    return std::move(read).failure();
  // What is opened is kept nowhere: a snapshot has sealed words alone.
  std::optional<Sealing> sealing;
  if (options.with_text || options.with_records) {
    auto opened = Sealing::open(world, session);
    if (!opened) return std::move(opened).failure();
    if (opened->is_on()) sealing.emplace(std::move(*opened));
  }
  Sealing* const opens = sealing ? &*sealing : nullptr;
  const bool is_cached = !opens && !world.globals.no_cache && !options.as_of && !options.with_records && !options.write;
  auto everything = [&] {
    try {
      return read_everything(world, session, options, is_cached, opens);
    } catch (const cache::Damaged&) {
      cache::forget(session.root);
      return read_everything(world, session, options, false, opens);
    }
  }();
  if (!everything) return std::move(everything).failure();
  print(world, everything->strangers);
  auto& blocks = everything->blocks;

  Cases out;
  out.marks = everything->marks;
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
        tr("{} of {} records cannot be read, so there is no answer", out.skipped,
           out.skipped + out.read);
    failed.diagnostics.back().hint = tr("mend them, or leave them out with --skip-invalid");
    return failed;
  }
  for (auto& diagnostic : unreadable) diagnostic.severity = Severity::warning;
  print(world, unreadable);
  return out;
}

Message left_out(std::size_t records) {
  return trn("; {} record could not be read and left out", "; {} records could not be read and left out", records, records);
}

}  // namespace cmt::cli
