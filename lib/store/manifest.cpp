// Printing and strict reading of the list of pending files.
#include "store/manifest.hpp"

#include <fmt/core.h>

#include <charconv>
#include <set>

#include "store/files.hpp"

namespace cmt::store {
namespace {

// The text up to the separator, which is taken away with it; nothing when there is none.
std::optional<std::string_view> take_until(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end + 1);
  return taken;
}

std::optional<std::uint64_t> parse_number(std::optional<std::string_view> text, int base) {
  if (!text) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<Fingerprint> take_fingerprint(std::string_view& line) {
  const auto size = parse_number(take_until(line, ' '), 10);
  const auto sum = parse_number(take_until(line, ' '), 16);
  if (!size || !sum) return std::nullopt;
  return Fingerprint{*size, *sum};
}

std::optional<Placement> parse_line(std::string_view line) {
  const auto verb = take_until(line, ' ');
  if (verb != "create" && verb != "replace" && verb != "remove") return std::nullopt;
  Placement placement;
  placement.is_removed = verb == "remove";
  if (!placement.is_removed) {
    const auto after = take_fingerprint(line);
    if (!after) return std::nullopt;
    placement.after = *after;
  }
  if (verb == "replace") {
    placement.before = take_fingerprint(line);
    if (!placement.before) return std::nullopt;
  }
  if (!is_plain_path(line)) return std::nullopt;
  placement.path = line;
  return placement;
}

std::string print(const Fingerprint& fingerprint) {
  return fmt::format("{} {:016x}", fingerprint.size, fingerprint.sum);
}

}  // namespace

Fingerprint fingerprint(std::string_view bytes) {
  std::uint64_t sum = 14695981039346656037U;
  for (const char byte : bytes) {
    sum = (sum ^ static_cast<unsigned char>(byte)) * 1099511628211U;
  }
  return {bytes.size(), sum};
}

std::string print_manifest(const std::vector<Placement>& placements) {
  std::string text = fmt::format("cmt-pending 1 {}\n", placements.size());
  for (const Placement& placement : placements) {
    if (placement.is_removed) {
      text += fmt::format("remove {}\n", placement.path);
    } else if (placement.before) {
      text += fmt::format("replace {} {} {}\n", print(placement.after), print(*placement.before),
                          placement.path);
    } else {
      text += fmt::format("create {} {}\n", print(placement.after), placement.path);
    }
  }
  return text + fmt::format("end {:016x}\n", fingerprint(text).sum);
}

std::optional<std::vector<Placement>> parse_manifest(std::string_view text) {
  const std::string_view all = text;
  auto line = take_until(text, '\n');
  if (!line || take_until(*line, ' ') != "cmt-pending" || take_until(*line, ' ') != "1") {
    return std::nullopt;
  }
  const auto count = parse_number(line, 10);
  if (!count) return std::nullopt;

  std::vector<Placement> placements;
  std::set<std::string> paths;
  for (std::uint64_t i = 0; i < *count; ++i) {
    line = take_until(text, '\n');
    if (!line) return std::nullopt;
    auto placement = parse_line(*line);
    if (!placement || !paths.insert(placement->path).second) return std::nullopt;
    placements.push_back(std::move(*placement));
  }
  const std::string_view body = all.substr(0, all.size() - text.size());
  if (text != fmt::format("end {:016x}\n", fingerprint(body).sum)) return std::nullopt;
  return placements;
}

}  // namespace cmt::store
