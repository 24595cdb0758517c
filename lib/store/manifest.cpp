// Printing and strict reading of the list of pending files.
#include "store/manifest.hpp"

#include <fmt/core.h>

#include <charconv>

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

constexpr std::string_view kFirstLine = "cmt-pending 2";
constexpr std::size_t kLongestLine = std::size_t{16} << 10U;

}  // namespace

void Fingerprint::add(std::string_view bytes) {
  size += bytes.size();
  for (const char byte : bytes) sum = (sum ^ static_cast<unsigned char>(byte)) * 1099511628211U;
}

Fingerprint fingerprint(std::string_view bytes) {
  Fingerprint whole;
  whole.add(bytes);
  return whole;
}

std::string ManifestWriter::counted(std::string line) {
  line += '\n';
  text_.add(line);
  return line;
}

std::string ManifestWriter::begin() { return counted(std::string{kFirstLine}); }

std::string ManifestWriter::add(const Placement& placement) {
  ++files_;
  if (placement.is_removed) return counted("remove " + placement.path);
  if (!placement.before)
    return counted(fmt::format("create {} {}", print(placement.after), placement.path));
  return counted(fmt::format("replace {} {} {}", print(placement.after), print(*placement.before),
                             placement.path));
}

std::string ManifestWriter::end() const {
  return fmt::format("end {} {:016x}\n", files_, text_.sum);
}

ManifestReader::ManifestReader(std::string name, ReadBytes read)
    : name_(std::move(name)), lines_(std::move(read), kLongestLine) {}

Result<std::optional<Placement>> ManifestReader::next() {
  if (text_.size == 0) {
    const auto first = lines_.next();
    if (!first) return first.failure();
    if (!*first || !(*first)->is_ended || (*first)->text != kFirstLine) return damaged(name_);
    text_.add(kFirstLine);
    text_.add("\n");
  }
  const auto line = lines_.next();
  if (!line) return line.failure();
  if (!*line || !(*line)->is_ended) return damaged(name_);
  const std::string_view text = (*line)->text;
  if (text.starts_with("end ") && text == fmt::format("end {} {:016x}", files_, text_.sum)) {
    const auto behind = lines_.next();
    if (!behind) return behind.failure();
    if (*behind) return damaged(name_);
    return std::optional<Placement>();
  }
  auto placement = parse_line(text);
  if (!placement || !paths_.put(short_digest(placement->path)).is_new) return damaged(name_);
  text_.add(text);
  text_.add("\n");
  ++files_;
  return placement;
}

Failure damaged(const std::string& file) {
  return unreadable(file, tr("is damaged, so a change to several files cannot be completed"),
                    tr("look at `git status`, then remove the folder .cmt-pending"));
}

}  // namespace cmt::store
