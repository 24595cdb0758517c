// The mails that an import is given: one in a file, many in an mbox, or a Maildir folder. They are looked at twice,
// one at a time, and nothing of them is changed.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/world.hpp"
#include "core/result.hpp"
#include "store/system_calls.hpp"

namespace cmt::cli {

class MailFiles {
 public:
  // `format`: eml, mbox or maildir. `path`: what was typed; - is standard input, except of a Maildir. Fails
  // (unreadable) when there is no such thing.
  static Result<MailFiles> open(const World& world, const std::string& format, const std::string& path);

  // A mail at the first look.
  struct Seen {
    SourcePos at;              // "in.mbox:120", "new/1700000000.a1"
    std::uint64_t size = 0;    // bytes
    std::string_view header;   // as far as a header may go
    std::string contents;      // mail::Contents::digest()
    std::string unreadable;    // why it could not be looked at; else empty
  };
  // Looks at each, in order. Fails when all of them cannot be read, or with what `look` fails with.
  Result<Done> each(const std::function<Result<Done>(const Seen&)>& look);

  // The bytes of a mail that each() told of, by its place in that order.
  Result<std::string> read(std::size_t index) const;

 private:
  struct Place {
    std::string file;  // of a Maildir, below its folder
    std::uint64_t offset = 0, size = 0;
  };
  Result<Done> each_of_mbox(const std::function<Result<Done>(const Seen&)>& look);
  Result<Done> each_of_maildir(const std::function<Result<Done>(const Seen&)>& look);

  std::string format_, name_;
  store::Descriptor file_;  // of a Maildir, its folder
  std::vector<Place> places_;
};

}  // namespace cmt::cli
