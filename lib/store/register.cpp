#include "store/register.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>

#include "core/text.hpp"
#include "records/profiles.hpp"
#include "store/dossiers.hpp"
#include "store/manifest.hpp"
#include "store/promises.hpp"
#include "store/system_calls.hpp"

namespace cmt::store {
namespace {

constexpr std::chrono::seconds lock_wait{10};
constexpr std::string_view ending = ".yaml";
constexpr std::size_t calendar_limit = std::size_t{4} << 20;

bool is_year(std::string_view name) {
  return name.size() == 4 && name.find_first_not_of("0123456789") == std::string_view::npos;
}

// The seven symbols of an id behind its year, in one number of the same order.
std::uint64_t symbols_of(std::string_view id) {
  std::uint64_t out = 0;
  for (const char c : id.substr(5)) out = (out << 8U) | static_cast<unsigned char>(c);
  return out;
}
ComplaintId id_of(std::string_view year, std::uint64_t symbols) {
  std::array<char, 12> text{year[0], year[1], year[2], year[3], '-'};
  for (std::size_t i = text.size(); i > 5; symbols >>= 8U) text[--i] = static_cast<char>(symbols & 255U);
  return ComplaintId::known({text.data(), text.size()});
}

// The id of a record that lies in the folder of a year; nothing where the name is none of the kind.
std::string_view id_in(std::string_view name) {
  if (!name.ends_with(ending)) return {};
  name.remove_suffix(ending.size());
  return name.size() == 12 && ids::is_id(name) ? name : std::string_view{};
}

// What the folder of a year holds.
struct Year {
  std::string name;
  std::vector<std::uint64_t> ids{};      // in order
  std::vector<std::string> strangers{};  // names, in order
  std::optional<Failure> failed{};

  std::string folder() const { return "complaints/" + name; }

  void read(const Files& files) {
    const auto read = files.each(folder(), [this](std::string_view entry, EntryKind) {
      if (entry.front() == '.') return;
      const auto id = id_in(entry);
      if (id.starts_with(name)) ids.push_back(symbols_of(id));
      else strangers.emplace_back(entry);
    });
    if (!read) failed = read.failure();
    std::sort(ids.begin(), ids.end());
    std::sort(strangers.begin(), strangers.end());
  }
};

// Calls `work` with the numbers below `count`, each in one of the threads.
void each_number(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i)
    others.emplace_back([&take] {
      own_descriptors();
      take();
    });
  take();
  for (auto& thread : others) thread.join();
}

}  // namespace

Result<Lock> begin_writing(Files& files) {
  auto lock = files.lock(lock_wait);
  if (!lock) return lock;
  if (auto recovered = files.recover(); !recovered) return std::move(recovered).failure();
  (void)files.sweep("", kLeftoverAge);  // a leftover that stays is hidden and hinders nobody
  return lock;
}

struct Register::Origin {
  std::string text;
  std::mutex mutex;  // calendars are read when they are first asked for

  void add(const std::string& path, std::string_view bytes) {
    const Fingerprint found = fingerprint(bytes);
    const std::lock_guard lock{mutex};
    text += fmt::format("{} {} {}\n", path, found.size, found.sum);
  }
};

Result<Register> Register::open(Files& files) {
  if (files.pending()) {
    auto lock = begin_writing(files);
    if (!lock) return std::move(lock).failure();
  }
  auto bytes = files.read("cmt.yaml", record_limit);
  if (!bytes) return std::move(bytes).failure();
  const auto origin = std::make_shared<Origin>();
  origin->add("cmt.yaml", *bytes);
  auto settings = records::read_settings("cmt.yaml", std::move(*bytes));
  if (!settings) return std::move(settings).failure();
  std::vector<std::string> profiles;
  const auto folder = files.find("profiles");
  if (!folder) return folder.failure();
  if (*folder == EntryKind::folder) {
    const auto entries = files.list("profiles");
    if (!entries) return entries.failure();
    for (const auto& entry : *entries)
      if (entry.kind == EntryKind::file && entry.name.front() != '.' &&
          entry.name.size() > ending.size() &&
          std::string_view{entry.name}.substr(entry.name.size() - ending.size()) == ending)
        profiles.push_back("profiles/" + entry.name);
  }
  auto deadlines = records::read_deadlines(
      *settings, profiles,
      [&files, origin](const std::string& path) {
        auto read = files.read(path, calendar_limit);
        if (read) origin->add(path, *read);
        return read;
      });
  if (!deadlines) return std::move(deadlines).failure();
  settings->rules.deadlines = std::move(*deadlines);
  auto promises = read_promises(files, settings->rules);
  if (!promises) return std::move(promises).failure();
  settings->rules.promises = std::move(*promises);
  return Register{files, std::move(*settings), origin};
}

std::string Register::key_of_settings() const {
  std::string key = origin_->text;
  for (const auto& promise : rules().promises) {
    key += "promise " + promise.id;
    for (const auto& period : promise.in_force)
      key += fmt::format(" {} {}", period.from ? text(*period.from) : "", period.to ? text(*period.to) : "");
    for (const auto& remedy : promise.remedies) key += " " + remedy;
    key += "\n";
  }
  const auto add_zone = [&](const TimeZone& zone) { key += "zone " + zone.name() + " " + zone.edition() + "\n"; };
  add_zone(rules().zone);
  for (const auto& use : rules().deadlines->calendars.all()) add_zone(use.calendar.zone);
  return key;
}

bool Register::has(const ComplaintId& id) const {
  const auto found = files_->find(id.path());
  return found && found->has_value();
}

Result<ComplaintId> Register::find(std::string_view typed) const {
  const std::string wanted = ids::normalise(typed);
  const auto none = [&](Message hint) {
    return failure(FailureKind::refused,
                   tr("there is no complaint '{}'", truncate(printable_line(typed), 40)),
                   std::move(hint));
  };
  const bool is_form =
      !wanted.empty() && wanted.size() <= 12 &&
      wanted.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == std::string::npos;
  if (!is_form) return none(tr("an id looks like 2026-7K3QX4M; cmt list shows them"));
  if (const auto id = ComplaintId::parse(wanted)) {
    const auto there = files_->find(id->path());
    if (!there) return there.failure();
    if (*there) return *id;
    return none(tr("cmt list shows what there is"));
  }
  auto found = starting_with(wanted);
  if (!found) return std::move(found).failure();
  const std::vector<ComplaintId>& candidates = *found;
  if (candidates.size() == 1) return candidates.front();
  if (candidates.empty())
    return none(wanted.size() == 12 ? tr("its last symbol does not fit the others: a slip of the pen?")
                                    : tr("cmt list shows what there is"));
  Message all;
  for (std::size_t i = 0; i < candidates.size() && i < 10; ++i)
    all += (i ? ", " : "") + candidates[i].text();
  if (candidates.size() > 10) all += tr(" and {} more", candidates.size() - 10);
  return failure(FailureKind::refused,
                 tr("'{}' fits {} complaints", wanted, candidates.size()), all);
}

// Names are looked at as they come: a part of an id is no reason to put a whole register in order.
Result<std::vector<ComplaintId>> Register::starting_with(std::string_view text) const {
  const auto years = files_->list("complaints");
  if (!years) return years.failure();
  std::vector<ComplaintId> out;
  for (const auto& year : *years) {
    if (!is_year(year.name)) continue;
    const bool is_of_year = std::string_view{year.name}.starts_with(text.substr(0, 4));
    const auto read = files_->each("complaints/" + year.name, [&](std::string_view name, EntryKind) {
      const bool is_meant = (is_of_year && name.starts_with(text)) || (name.size() > 5 && name.substr(5).starts_with(text));
      const auto id = is_meant ? id_in(name) : std::string_view{};
      if (id.starts_with(year.name)) out.push_back(ComplaintId::known(id));
    });
    if (!read) return read.failure();
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<records::Record> Register::load(const ComplaintId& id) const {
  std::string path = id.path();
  auto bytes = files_->read(path, record_limit);
  if (!bytes) return std::move(bytes).failure();
  return records::read(std::move(path), std::move(*bytes), rules().lists);
}

Result<Register::Listing> Register::list(unsigned threads) const {
  Listing out;
  const auto entries = files_->list("complaints");
  if (!entries) return entries.failure();
  std::vector<Year> years;
  for (const auto& entry : *entries) {
    if (entry.name.front() == '.') continue;
    const std::string folder = "complaints/" + entry.name;
    // Behind a link may stand records that would be passed over.
    if (entry.kind != EntryKind::folder && is_year(entry.name))
      return unreadable(folder, tr("is no folder, so the records of this year cannot be read"),
                        tr("put the folder itself in its place"));
    if (is_year(entry.name)) years.push_back({entry.name});
    else out.strangers.push_back(stranger(folder, tr("not a folder of a year")));
  }
  each_number(years.size(), std::min<unsigned>(threads, static_cast<unsigned>(years.size())),
              [&](std::size_t i) { years[i].read(*files_); });
  std::size_t count = 0;
  for (const Year& year : years) count += year.ids.size();
  out.ids.reserve(count);
  for (const Year& year : years) {
    if (year.failed) return *year.failed;
    for (const std::uint64_t symbols : year.ids) out.ids.push_back(id_of(year.name, symbols));
    for (const auto& name : year.strangers) {
      const std::string path = year.folder() + "/" + name;
      out.strangers.push_back(id_in(name).empty() ? stranger(path) : stranger(path, tr("in the folder of another year")));
    }
  }
  std::sort(out.strangers.begin(), out.strangers.end(),
            [](const Diagnostic& a, const Diagnostic& b) { return a.at.file < b.at.file; });
  return out;
}

void Register::read_all(
    const std::vector<ComplaintId>& ids, unsigned threads,
    const std::function<void(std::size_t, Result<records::Record>&&)>& take) const {
  each_block(ids.size(), threads, [&](std::size_t block) {
    const std::size_t end = std::min(ids.size(), (block + 1) * block_size);
    for (std::size_t i = block * block_size; i < end; ++i) take(i, load(ids[i]));
  });
}

void Register::each_block(std::size_t records, unsigned threads, const std::function<void(std::size_t)>& work_on) {
  // Below some hundreds of files a second thread costs more than it gives.
  each_number(blocks(records), records < 500 ? 1 : threads, work_on);
}

Result<std::vector<records::SentReturn>> Register::sent_returns() const {
  std::vector<records::SentReturn> out;
  const auto folder = files_->find("returns");
  if (!folder) return folder.failure();
  if (*folder != EntryKind::folder) return out;
  const auto files = files_->list("returns");
  if (!files) return files.failure();
  for (const auto& file : *files) {
    const std::string_view name = file.name;
    if (name.front() == '.' || name.size() <= ending.size() ||
        name.substr(name.size() - ending.size()) != ending)
      continue;
    const std::string path = "returns/" + file.name;
    auto bytes = files_->read(path, record_limit);
    if (!bytes) return std::move(bytes).failure();
    auto sent = records::read_return(path, std::move(*bytes));
    if (!sent) return std::move(sent).failure();
    out.push_back(std::move(*sent));
  }
  return out;
}

Result<records::Party> Register::load_party(const std::string& id) const {
  auto bytes = files_->read(records::path_of_party(id), record_limit);
  if (!bytes) return std::move(bytes).failure();
  return records::read_party(records::path_of_party(id), std::move(*bytes));
}

Result<std::optional<records::Party>> Register::find_party(const std::string& email,
                                                           const std::string& phone,
                                                           unsigned threads, KnownParties* known) const {
  using Found = Result<std::optional<records::Party>>;
  if (email.empty() && phone.empty()) return Found{std::nullopt};
  const std::string email_wanted = records::email_key(email);
  const std::string phone_wanted = records::phone_key(phone);
  // Also what is no file: it fails when it is read.
  std::vector<std::string> ids;
  const auto listed = files_->each("parties", [&](std::string_view name, EntryKind) {
    if (!name.ends_with(ending)) return;
    name.remove_suffix(ending.size());
    if (LetterId::parse('P', name)) ids.emplace_back(name);
  });
  if (!listed) return listed.failure();
  std::sort(ids.begin(), ids.end());
  if (known) known->begin(ids);
  // Of each block, what ends the search there: a failure or the party. Blocks behind one that has ended
  // it need no look; those before it do.
  std::vector<std::optional<Found>> ends(blocks(ids.size()));
  std::atomic<std::size_t> first{ends.size()};
  each_block(ids.size(), threads, [&](std::size_t block) {
    const std::size_t end = std::min(ids.size(), (block + 1) * block_size);
    for (std::size_t i = block * block_size; i < end && block < first; ++i) {
      if (known && known->is_another(i)) continue;
      auto party = load_party(ids[i]);
      if (party && known) known->learn(i, *party);
      if (!party) ends[block] = std::move(party).failure();
      else if (records::is_reached_by(*party, email_wanted, phone_wanted))
        ends[block] = std::optional<records::Party>{std::move(*party)};
      if (!ends[block]) continue;
      for (std::size_t earlier = first; block < earlier && !first.compare_exchange_weak(earlier, block);) {
      }
      return;
    }
  });
  return first < ends.size() ? std::move(*ends[first]) : Found{std::nullopt};
}

}  // namespace cmt::store
