// A party: the personal data of a complainant or representative, kept apart from the cases in
// parties/ID.yaml (ISO 10002:2018, 4.10 Confidentiality). A case holds only the id.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/id.hpp"
#include "process/events.hpp"
#include "yaml/value.hpp"

namespace cmt::records {

struct Party {
  std::string id, name;
  std::string address, post_code, town, country;
  std::vector<std::string> emails, phones;
  std::string preferred_language;
  process::Text remark;
  // What the file has and the program does not know; written back as it was read.
  std::vector<std::pair<std::string, yaml::Value>> unknown;
};
template <class V>
void describe(V& v, Party& e) {
  using process::may, process::must;
  v(must("id", "identifier of the party", "@party"), e.id);
  v(may("name", "name of the person or organization"), e.name);
  v(may("address", "street and number"), e.address);
  v(may("post_code", "post code"), e.post_code);
  v(may("town", "town"), e.town);
  v(may("country", "country"), e.country);
  v(may("emails", "e-mail addresses"), e.emails);
  v(may("phones", "telephone numbers"), e.phones);
  v(may("preferred_language", "language they prefer", "@language"), e.preferred_language);
  v(may("remark", "anything else that helps to reach them"), e.remark);
}

// "parties/P-4TZ8N2C.yaml".
std::string path_of_party(const std::string& id);
Result<Party> read_party(std::string path, std::string bytes);
std::string write(const Party& party);
yaml::Value to_value(const Party& party);

// What makes an e-mail address or a telephone number the same: case and punctuation do not count.
std::string email_key(std::string_view email);
std::string phone_key(std::string_view phone);
// Whether the party has the e-mail address or the telephone number of these keys; an empty one is nobody's.
bool is_reached_by(const Party& party, std::string_view email_key, std::string_view phone_key);

}  // namespace cmt::records
