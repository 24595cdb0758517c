#include "intake/json_line.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "intake/intake.hpp"
#include "intake/words.hpp"

namespace cmt::intake {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;  // the whole line

// Looks at the tokens before a tree is made of them; the names are those of nlohmann::json_sax.
class Inspector : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t& text) override { return has_no_nul(text); }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (!has_no_nul(name)) return false;
    if (keys_.back().insert(name).second) return true;
    message = tr("the key '{}' comes twice", shown(name));
    return false;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    message = tr("this is not JSON");
    offset = position > 0 ? position - 1 : 0;
    return false;
  }

  Message message;            // empty: nothing is wrong
  std::size_t offset = kNowhere;  // of the byte that is no JSON

 private:
  bool has_no_nul(const std::string& text) {
    if (text.find('\0') == std::string::npos) return true;
    message = tr("a text contains a NUL character");
    return false;
  }
  bool open() {
    keys_.emplace_back();
    if (keys_.size() <= static_cast<std::size_t>(max_jsonl_depth)) return true;
    message = tr("the values are nested deeper than {} levels", max_jsonl_depth);
    return false;
  }
  bool close() {
    keys_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> keys_;  // of the objects and arrays that are open
};

int column_of(std::string_view line, std::size_t offset) {
  int column = 1;
  for (std::size_t i = 0; i < std::min(offset, line.size()); ++column)
    i += first_code_point(line.substr(i)).size;
  return column;
}

Failure fault(std::string_view line, SourcePos at, std::size_t offset, Message message,
              Message hint) {
  Failure failed = unreadable(at.file, std::move(message), std::move(hint));
  Diagnostic& diagnostic = failed.diagnostics.front();
  diagnostic.at = std::move(at);
  if (offset != kNowhere) diagnostic.at.column = column_of(line, offset);
  if (offset != kNowhere && line.size() <= 1000) diagnostic.excerpt = line;
  return failed;
}

}  // namespace

Result<Json> parse_json_line(std::string_view line, const SourcePos& at) {
  if (line.size() > max_jsonl_line) return line_too_long(line.size(), at);
  if (const auto bad = invalid_utf8_at(line))
    return fault(line, at, *bad, tr("a byte that is not UTF-8"), tr("save the file in UTF-8"));
  if (const auto nul = line.find('\0'); nul != std::string_view::npos)
    return fault(line, at, nul, tr("a NUL byte"), tr("save the file in UTF-8"));

  constexpr const char* kHint = "JSON Lines holds one object a line";
  Inspector inspector;
  if (!Json::sax_parse(line, &inspector))
    return fault(line, at, inspector.offset, inspector.message,
                 inspector.offset == kNowhere ? "" : kHint);
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return fault(line, at, kNowhere, tr("the line is not a JSON object"), kHint);
  return json;
}

Failure line_too_long(std::size_t size, const SourcePos& at) {
  return fault({}, at, kNowhere,
               tr("the line has {} bytes, more than {}", size, max_jsonl_line),
               tr("one complaint stands on one line; documents are attached, not written in it"));
}

}  // namespace cmt::intake
