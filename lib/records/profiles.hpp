// Deadline profiles (lib/data/profiles, and profiles/ of a register) and the calendars of cmt.yaml.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "process/profile.hpp"
#include "records/settings.hpp"

namespace cmt::records {

// What a profile says besides its limits, for people.
struct ProfileNotes {
  std::string scope, returns, keeping;
  std::vector<std::string> notes;
  struct Limit {
    process::Clock clock;
    std::string source, evidence, letter;  // evidence: verified or unverified
  };
  std::vector<Limit> limits;  // of the newest version
};

struct ProfileFile {
  std::vector<process::Profile> profiles;  // the profile itself, then its variants
  ProfileNotes notes;
};

// Reads a profile. Refused with every problem and its place: unknown keys, clocks, anchors and
// amounts, two limits of one clock, versions out of order.
Result<ProfileFile> read_profile(std::string path, std::string bytes);

// The names of the profiles that the program brings, in order.
std::vector<std::string> built_in_profiles();
// One of them, by the name of the profile or of a variant ("au-asic/hardship"); null when there is
// none. Read when first asked for; safe to call from several threads.
const process::Profile* built_in_profile(std::string_view name);

// Reads the bytes of a file of the register.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

// The calendars of cmt.yaml with the holidays of their files. Refused when one cannot be read.
Result<std::vector<process::CalendarUse>> read_calendars(
    const std::vector<CalendarSettings>& entries, const ReadFile& read);

// The deadlines of a register: its calendars, which are read when somebody counts by them (`read`
// must last as long), and its profiles, `profile_files` being the paths in its folder profiles/.
// Refused when a profile cannot be read or the register's own does not exist.
Result<std::shared_ptr<const process::Deadlines>> read_deadlines(
    const Settings& settings, const std::vector<std::string>& profile_files, const ReadFile& read);

// The profiles of a register by name, variants included: its own before the built-in ones.
std::vector<std::string> profile_names(const std::vector<std::string>& profile_files);

}  // namespace cmt::records
