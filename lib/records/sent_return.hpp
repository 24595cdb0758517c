// A return that was sent to an authority, kept in returns/PERIOD.yaml: that the file is there says
// that the return of the period is done. Written once; a mistake is put right by hand, in git.
#pragma once
#include <optional>
#include <string>

#include "process/events.hpp"

namespace cmt::records {

struct SentReturn {
  std::string period, profile;
  When sent_at;
  std::string by, to, reference;
  std::optional<bool> nil;
  process::Text note;
};
template <class V>
void describe(V& v, SentReturn& e) {
  using process::may, process::must;
  v(must("period", "what it is for, as the file is named: 2026-Q3"), e.period);
  v(may("profile", "deadline profile that asks for it, and its version"), e.profile);
  v(must("sent_at", "when it was sent"), e.sent_at);
  v(must("by", "who put it on record"), e.by);
  v(may("to", "the authority"), e.to);
  v(may("reference", "number that the authority gave it"), e.reference);
  v(may("nil", "true: there was nothing to report, and it says so"), e.nil);
  v(may("note", "a remark"), e.note);
}

// "returns/2026-Q3.yaml".
std::string path_of_return(const std::string& period);
Result<SentReturn> read_return(std::string path, std::string bytes);
// A new file.
std::string write(const SentReturn& sent);

}  // namespace cmt::records
