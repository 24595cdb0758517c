// 7.2 Receipt of complaint: mails, each put on record where it belongs.
#pragma once
#include <string>

#include "cli/session.hpp"
#include "cli/world.hpp"

namespace cmt::cli {

struct MailOptions : ChangeOptions {
  std::string format, path;  // eml, mbox or maildir
  std::string medium;        // how they came; e-mail when empty
  bool keep_going = false;   // leave out what cannot be read, and import the rest
};

// Runs the import; gives the exit code.
int import_mails(World& world, const MailOptions& options);

}  // namespace cmt::cli
