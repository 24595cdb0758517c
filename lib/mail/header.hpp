// The header of a mail or of one of its parts (RFC 5322, RFC 2045, RFC 2231): fields, addresses, message ids, times.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace cmt::mail {

// Fields in their order. Names and values are those of the text, a value with its line ends.
class Header {
 public:
  // Reads the fields at the beginning of the text; `body` is what follows the blank line. A line that is no field
  // ends the header too, and belongs to the body. A line of an mbox in front ("From …") is passed over.
  static Header read(std::string_view text, std::string_view& body);

  // The value of the first field of the name, unfolded only by what reads it; empty when there is none. At most
  // 64 KiB of it.
  std::string_view value(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  bool empty() const { return fields_.empty(); }
  std::size_t size() const { return fields_.size(); }

 private:
  struct Field {
    std::string_view name, value;
  };
  const Field* find(std::string_view name) const;
  std::vector<Field> fields_;
};

// Whether the line can be the first of a header field: "Name:".
bool is_field_line(std::string_view line);

struct Address {
  std::string name, email;  // each may be empty
};
// The first mailbox of a From, Sender or Reply-To field: of a list the first, of "a@b (Name)" the comment as name.
// The e-mail address is empty when there is none in it that could be one.
Address first_address(std::string_view value);

// "a@b" of "<a@b>": every Message-ID of the field, in order.
std::vector<std::string> message_ids(std::string_view value);

// A time of RFC 5322, also in its obsolete forms and without a zone, which then is UTC; nothing when no time can be
// made of it.
std::optional<Instant> mail_time(std::string_view text);

// "text/plain; charset=utf-8; …": what stands before the first semicolon, in lower case, and its parameters. Names
// are in lower case; values are UTF-8, put together from the pieces of RFC 2231.
struct Parameters {
  std::string value;
  std::vector<std::pair<std::string, std::string>> all;
  const std::string* find(std::string_view name) const;
};
Parameters parameters_of(std::string_view field);

}  // namespace cmt::mail
