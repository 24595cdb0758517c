#include "records/profiles.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "calendar/ics.hpp"
#include "core/data.hpp"
#include "records/field_reader.hpp"

namespace cmt::records {
namespace {

using process::Clock;
using process::Limit;
using process::Profile;
using process::ProfileVersion;
using process::Terms;

constexpr std::string_view folder = "profiles/";

// A file's own name, without folder and ending.
std::string_view stem(std::string_view path) {
  if (const auto slash = path.rfind('/'); slash != std::string_view::npos)
    path.remove_prefix(slash + 1);
  if (path.size() > 5 && path.substr(path.size() - 5) == ".yaml") path.remove_suffix(5);
  return path;
}

// Reads one file, noting every problem at its place.
class ProfileReader {
 public:
  ProfileReader(const yaml::Document& document, Reading& reading)
      : document_(document), reading_(reading) {}

  ProfileFile read() {
    const Node root = document_.root();
    known(root, {"schema", "profile", "title", "scope", "versions"});
    ProfileFile out;
    Profile main;
    main.name = text(root, "profile", true);
    if (!main.name.empty() && main.name != stem(document_.path()))
      reading_.problem(*root.find("profile"), tr("the profile is '{}', the file is {}",
                                                 shown(main.name),
                                                 shown(document_.path())));
    main.titles = titles(root);
    out.notes.scope = text(root, "scope", false);
    out.profiles.push_back(std::move(main));
    const auto versions = root.find("versions");
    if (!versions || !versions->is_list() || versions->size() == 0) {
      reading_.problem(versions.value_or(root), tr("a profile has a list of `versions`"));
      return out;
    }
    for (const Node version : versions->items()) read_version(version, out);
    return out;
  }

 private:
  void read_version(Node node, ProfileFile& out) {
    if (!node.is_map()) return reading_.problem(node, tr("a version is a map"));
    known(node, {"version", "effective_from", "effective_to", "reopen_clock", "limits", "variants",
                 "returns", "keeping", "notes"});
    ProfileVersion version;
    version.version = text(node, "version", true);
    if (version.version.find_first_of("@, ") != std::string::npos)
      reading_.problem(*node.find("version"), tr("a version has no space, comma or @"));
    version.from = date(node, "effective_from");
    version.to = date(node, "effective_to");
    const std::string reopen = text(node, "reopen_clock", false);
    if (!reopen.empty() && reopen != "restart" && reopen != "continue")
      reading_.problem(*node.find("reopen_clock"), tr("reopen_clock is restart or continue"));
    version.terms.continues = reopen == "continue";
    out.notes.limits.clear();
    read_limits(node, version.terms, &out.notes, &version.returns);
    if (const auto& earlier = out.profiles.front().versions; !earlier.empty()) {
      const auto& before = earlier.back();
      if (!version.from || (before.from && *version.from <= *before.from))
        reading_.problem(node, tr("versions stand in the order of their effective_from"));
    }
    if (const auto variants = node.find("variants")) {
      if (!variants->is_map()) reading_.problem(*variants, tr("`variants` is a map"));
      for (const auto& [name, variant] : variants->entries())
        read_variant(std::string{name.text()}, variant, version, out);
    }
    out.notes.returns = text(node, "returns", false);
    out.notes.keeping = text(node, "keeping", false);
    out.notes.notes.clear();
    if (const auto notes = node.find("notes"))
      for (const Node note : notes->items()) out.notes.notes.emplace_back(note.text());
    out.profiles.front().versions.push_back(std::move(version));
  }

  void read_variant(const std::string& name, Node node, const ProfileVersion& base,
                    ProfileFile& out) {
    if (!node.is_map()) return reading_.problem(node, tr("a variant is a map"));
    known(node, {"title", "limits"});
    ProfileVersion version = base;
    Terms own;
    read_limits(node, own, nullptr, nullptr);
    for (const auto& limit : own.limits) {
      const auto same = [&](const Limit& one) { return one.clock == limit.clock; };
      const auto found =
          std::find_if(version.terms.limits.begin(), version.terms.limits.end(), same);
      if (found != version.terms.limits.end())
        *found = limit;
      else
        version.terms.limits.push_back(limit);
    }
    const std::string full = out.profiles.front().name + "/" + name;
    for (auto& profile : out.profiles)
      if (profile.name == full) return profile.versions.push_back(std::move(version));
    out.profiles.push_back({full, titles(node), {std::move(version)}});
  }

  // `returns` takes the limit of a return per period, which is no case's.
  void read_limits(Node node, Terms& terms, ProfileNotes* notes,
                   std::optional<process::Return>* returns) {
    const auto limits = node.find("limits");
    if (!limits || !limits->is_list())
      return reading_.problem(limits.value_or(node), tr("`limits` is missing, a list"));
    for (const Node one : limits->items()) {
      if (!one.is_map()) {
        reading_.problem(one, tr("a limit is a map of code, within and from"));
        continue;
      }
      known(one, {"code", "within", "within_safety", "from", "count_from", "ends", "roll",
                  "stop_clock", "extension", "every", "letter", "source", "evidence"});
      const std::size_t before = reading_.problems.size();
      const Limit limit = read_limit(one);
      const bool is_return =
          limit.clock == Clock::report && limit.from == process::Anchor::period_end;
      const int months = read_every(one, is_return);
      if (reading_.problems.size() > before) continue;
      if (notes)
        notes->limits.push_back({limit.clock, text(one, "source", false),
                                 text(one, "evidence", false), text(one, "letter", false)});
      if (is_return) {
        if (!returns || *returns)
          reading_.problem(one, returns ? tr("a profile has one return") : tr("a variant has no return"));
        else
          *returns = process::Return{months, limit.term};
        continue;
      }
      if (terms.find(limit.clock)) {
        reading_.problem(one, tr("the clock {} has two limits",
                                 name_of(process::clock_names, limit.clock)),
                         tr("put the other under `variants`"));
        continue;
      }
      terms.limits.push_back(limit);
    }
  }

  // How long the periods of a return are, in months.
  int read_every(Node node, bool is_return) {
    const auto every = node.find("every");
    if (!is_return) {
      if (every)
        reading_.problem(*every, tr("only a report from the period-end comes again every so often"));
      return 0;
    }
    const auto length = amount(node, "every");
    if (!length) return 0;
    for (const int months : {1, 3, 6, 12})
      if (*length == calendar::Amount{months, calendar::Unit::months}) return months;
    reading_.problem(*every, tr("'{}' is no part of a year", shown(every->text())),
                     tr("one of: 1mo, 3mo, 6mo, 12mo"));
    return 0;
  }

  Limit read_limit(Node node) {
    Limit limit;
    limit.clock = choice(node, "code", process::clock_names, Clock::final, true);
    limit.from = choice(node, "from", process::anchor_names, process::usual_anchor(limit.clock),
                        false);
    limit.term.within = amount(node, "within").value_or(calendar::Amount{});
    if (node.find("within_safety")) limit.safety = amount(node, "within_safety");
    static constexpr auto count_names = names<bool>({{false, "day-after"}, {true, "same-day"}});
    limit.term.counts_anchor_day = choice(node, "count_from", count_names, false, false);
    static constexpr auto end_names =
        names<calendar::Ending>({{calendar::Ending::end_of_day, "end-of-day"},
                                 {calendar::Ending::close, "close"},
                                 {calendar::Ending::same_time, "same-time"}});
    limit.term.ending = choice(node, "ends", end_names, calendar::Ending::end_of_day, false);
    static constexpr auto roll_names =
        names<calendar::Roll>({{calendar::Roll::none, "none"},
                               {calendar::Roll::next, "next"},
                               {calendar::Roll::previous, "previous"}});
    limit.term.roll = choice(node, "roll", roll_names, calendar::Roll::none, false);
    static constexpr auto truth = names<bool>({{false, "false"}, {true, "true"}});
    limit.stops = choice(node, "stop_clock", truth, false, false);
    if (const auto extension = node.find("extension")) {
      if (extension->is_map()) {
        known(*extension, {"within", "reason", "notice"});
        limit.extension = amount(*extension, "within");
      } else {
        reading_.problem(*extension, tr("an extension is a map with `within`"));
      }
    }
    return limit;
  }

  template <class Enum, std::size_t N>
  Enum choice(Node map, const char* key, const Names<Enum, N>& names, Enum usual, bool required) {
    const std::string value = text(map, key, required);
    if (value.empty()) return usual;
    if (const auto found = parse_name(names, value)) return *found;
    reading_.problem(*map.find(key), tr("{} '{}' is not known", key, shown(value)),
                     tr("one of: {}", all_names(names)));
    return usual;
  }

  std::optional<calendar::Amount> amount(Node map, const char* key) {
    const std::string value = text(map, key, true);
    const auto out = calendar::parse_amount(value);
    if (!out && !value.empty())
      reading_.problem(*map.find(key), tr("'{}' is not an amount of time", shown(value)),
                       tr("a number and h, d, w, mo, bd (business days) or bh (business hours)"));
    return out;
  }

  std::optional<Date> date(Node map, const char* key) {
    const std::string value = text(map, key, false);
    if (value.empty()) return std::nullopt;
    const auto out = parse_date(value);
    if (!out) reading_.problem(*map.find(key), tr("'{}' is not a date", shown(value)));
    return out;
  }

  std::string text(Node map, const char* key, bool required) {
    const auto node = map.find(key);
    if (node && node->is_scalar()) return std::string{node->text()};
    if (node)
      reading_.problem(*node, tr("`{}` is not a single value", key));
    else if (required)
      reading_.problem(map, tr("`{}` is missing", key));
    return {};
  }

  std::map<std::string, std::string, std::less<>> titles(Node map) {
    std::map<std::string, std::string, std::less<>> out;
    if (const auto title = map.find("title"))
      for (const auto& [language, label] : title->entries())
        out.emplace(language.text(), label.text());
    return out;
  }

  void known(Node map, std::initializer_list<std::string_view> keys) {
    for (const auto& [key, value] : map.entries()) {
      if (std::find(keys.begin(), keys.end(), key.text()) != keys.end()) continue;
      const std::vector<std::string> all(keys.begin(), keys.end());
      const auto near = nearest(key.text(), all);
      reading_.problem(key, tr("'{}' is not known here", shown(key.text())),
                       near ? tr("did you mean '{}'?", *near) : Message{});
    }
  }

  const yaml::Document& document_;
  Reading& reading_;
};

// The files of lib/data/profiles, each read when it is first asked for.
class BuiltIn {
 public:
  const Profile* find(std::string_view name) {
    const std::lock_guard hold{mutex_};
    const std::string file{name.substr(0, name.find('/'))};
    auto found = files_.find(file);
    if (found == files_.end()) {
      const std::string path = std::string{folder} + file + ".yaml";
      const auto bytes = data::file(path);
      ProfileFile read;
      if (!bytes.empty())
        if (auto parsed = read_profile(path, std::string{bytes})) read = std::move(*parsed);
      found = files_.emplace(file, std::move(read)).first;
    }
    for (const auto& profile : found->second.profiles)
      if (profile.name == name) return &profile;
    return nullptr;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, ProfileFile, std::less<>> files_;
};

// "09:30", "24:00" as minutes; nothing for anything else.
std::optional<int> minutes_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  const int minutes =
      ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
  if (text[3] > '5' || minutes > 1440) return std::nullopt;
  return minutes;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

constexpr std::string_view weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> weekday_of(std::string_view text) {
  for (std::size_t i = 0; i < 7; ++i)
    if (weekdays[i] == text) return i;
  return std::nullopt;
}

}  // namespace

std::optional<calendar::Frames> parse_frames(std::string_view text) {
  calendar::Frames out;
  text = trimmed(text);
  if (text == "closed") return out;
  if (text == "all-day") return calendar::Frames{{0, 1440}};
  while (true) {
    const auto comma = std::min(text.find(','), text.size());
    const auto part = trimmed(text.substr(0, comma));
    const auto dash = part.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto opens = minutes_of(trimmed(part.substr(0, dash)));
    const auto closes = minutes_of(trimmed(part.substr(dash + 1)));
    if (!opens || !closes || *opens >= *closes) return std::nullopt;
    if (!out.empty() && *opens <= out.back().closes) return std::nullopt;
    out.push_back({*opens, *closes});
    if (comma == text.size()) return out;
    text.remove_prefix(comma + 1);
  }
}

std::vector<std::size_t> parse_weekdays(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = weekday_of(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : weekday_of(text.substr(dash + 1));
  if (!first || !last) return {};
  std::vector<std::size_t> out{*first};
  for (std::size_t day = *first; day != *last;) out.push_back(day = (day + 1) % 7);
  return out;
}

Result<ProfileFile> read_profile(std::string path, std::string bytes) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  static const Lists none;
  Reading reading{*document, none, {}, {}};
  ProfileFile out = ProfileReader{*document, reading}.read();
  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};
  return out;
}

std::vector<std::string> built_in_profiles() {
  std::vector<std::string> out;
  for (const data::File* file = data::files; !file->name.empty(); ++file)
    if (file->name.substr(0, folder.size()) == folder) out.emplace_back(stem(file->name));
  return out;
}

const Profile* built_in_profile(std::string_view name) {
  static BuiltIn built_in;
  return built_in.find(name);
}

Result<std::shared_ptr<const process::Deadlines>> read_deadlines(
    const Settings& settings, const std::vector<std::string>& profile_files, const ReadFile& read) {
  auto out = std::make_shared<process::Deadlines>();
  out->profile = settings.profile;
  auto own = std::make_shared<std::map<std::string, Profile, std::less<>>>();
  for (const auto& path : profile_files) {
    auto bytes = read(path);
    if (!bytes) return std::move(bytes).failure();
    auto file = read_profile(path, std::move(*bytes));
    if (!file) return std::move(file).failure();
    for (auto& profile : file->profiles) own->emplace(profile.name, std::move(profile));
  }
  out->find = [own](std::string_view name) -> const Profile* {
    if (const auto found = own->find(name); found != own->end()) return &found->second;
    return built_in_profile(name);
  };
  if (!out->find(settings.profile))
    return unreadable("cmt.yaml",
                      tr("there is no deadline profile '{}'", shown(settings.profile)),
                      tr("one of: {}", [&] {
                        std::string all;
                        for (const auto& name : profile_names(profile_files))
                          all += (all.empty() ? "" : ", ") + name;
                        return all;
                      }()));
  out->calendars = process::Calendars{
      [entries = settings.calendars, read] { return read_calendars(entries, read); }};
  return std::shared_ptr<const process::Deadlines>{std::move(out)};
}

Result<std::vector<process::CalendarUse>> read_calendars(
    const std::vector<CalendarSettings>& entries, const ReadFile& read) {
  std::vector<process::CalendarUse> out;
  for (const auto& entry : entries) {
    process::CalendarUse use = entry.use;
    std::map<Date, calendar::Holiday> days;
    for (const auto& path : entry.holidays) {
      auto bytes = read(path);
      if (!bytes) return std::move(bytes).failure();
      auto holidays = calendar::read_holidays(path, *bytes);
      if (!holidays) return std::move(holidays).failure();
      for (auto& holiday : holidays->days) {
        const auto [at, is_new] = days.emplace(holiday.day, holiday);
        if (!is_new) at->second.name += ", " + holiday.name;
      }
      use.calendar.sources.push_back(
          holidays->version.empty() ? path : fmt::format("{} ({})", path, holidays->version));
    }
    for (auto& [day, holiday] : days) use.calendar.holidays.push_back(std::move(holiday));
    out.push_back(std::move(use));
  }
  return out;
}

std::vector<std::string> profile_names(const std::vector<std::string>& profile_files) {
  std::vector<std::string> out = built_in_profiles();
  for (const auto& path : profile_files) out.emplace_back(stem(path));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace cmt::records
