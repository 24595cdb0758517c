#include "records/forms.hpp"

#include <cassert>

#include "core/id.hpp"
#include "core/path.hpp"
#include "process/profile.hpp"

namespace cmt::records {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_language(std::string_view text) {
  std::size_t part = 0, first = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '-') {
      if (part == 0 || part > 8) return false;
      if (first == 0) first = part;
      part = 0;
    } else if (is_alphanumeric(text[i])) {
      ++part;
    } else {
      return false;
    }
  }
  return first >= 2 && first <= 3;
}

bool is_digest(std::string_view text) {
  for (const char c : text)
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  return text.size() == 64;
}

// A backslash parts names on other systems.
bool is_path(std::string_view text) {
  return is_valid_path(text) && text.find('\\') == std::string_view::npos;
}

constexpr Form forms[] = {
    {"@party", "the id of a party such as P-4TZ8N2C", "^P-[0-9A-HJKMNP-TV-Z]{7}$",
     [](std::string_view text) { return LetterId::parse('P', text).has_value(); }},
    {"@complaint", "the id of a complaint such as 2026-7K3QX4M",
     "^[0-9]{4}-[0-9A-HJKMNP-TV-Z]{7}$",
     [](std::string_view text) { return ComplaintId::parse(text).has_value(); }},
    {"@dispute", "the id of a dispute such as D-0000000", "^D-[0-9A-HJKMNP-TV-Z]{7}$",
     [](std::string_view text) { return LetterId::parse('D', text).has_value(); }},
    {"@promise", "the id of a promise such as PR-07", "^PR-[0-9]{2,3}$",
     [](std::string_view text) {
       return text.size() >= 5 && text.size() <= 6 && text.substr(0, 3) == "PR-" &&
              text.find_first_not_of("0123456789", 3) == std::string_view::npos;
     }},
    {"@action", "the id of an action such as A-0000000", "^A-[0-9A-HJKMNP-TV-Z]{7}$",
     [](std::string_view text) { return LetterId::parse('A', text).has_value(); }},
    {"@request", "the id of a request such as R-0000000", "^R-[0-9A-HJKMNP-TV-Z]{7}$",
     [](std::string_view text) { return LetterId::parse('R', text).has_value(); }},
    {"@language", "a language tag such as en, fa or pt-BR", "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
     is_language},
    {"@sha256", "64 hexadecimal digits", "^[0-9a-f]{64}$", is_digest},
    {"@limits", "limits such as `ack 1bd, final 30d +30d`", "^[a-z0-9 ,+-]+$",
     [](std::string_view text) { return process::parse_terms(text).has_value(); }},
    {"@path", "a path below the register", "^[^/]", is_path},
};

}  // namespace

const Form& form(std::string_view name) {
  for (const auto& one : forms)
    if (one.name == name) return one;
  assert(false && "a form that is not in the table");
  return forms[0];
}

}  // namespace cmt::records
