// A mail (RFC 5322, MIME): its bytes -> who wrote what when, and with which files. Hostile bytes are read in bounded
// time and memory; what is broken is read as mail programs read it, and told.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "mail/header.hpp"

namespace cmt::mail {

inline constexpr std::size_t max_mail = std::size_t{64} << 20;    // bytes
inline constexpr std::size_t max_header = std::size_t{1} << 20;   // bytes of the header of a mail
inline constexpr std::size_t max_fields = 2000;                   // in it
inline constexpr int max_depth = 30;                              // of parts within parts
inline constexpr std::size_t max_parts = 1000;

// What a mail is, by its header.
enum class Sort {
  written,    // by a person
  bounce,     // a mail that could not be delivered
  automatic,  // by a program: an answer of an absent person, a notice, a receipt
};

// What the header of a mail says.
struct Head {
  Address from;                 // who wrote it: From, else Sender, Reply-To or Return-Path
  Address reply_to;             // empty when there is none
  std::string subject;          // one line
  std::string message_id;       // empty when there is none
  std::vector<std::string> references;  // the mails that it answers, the nearest first
  std::optional<Instant> sent;      // Date
  std::optional<Instant> received;  // by the last server on its way
  Sort sort = Sort::written;
  std::string why;                  // it is not written by a person: "Auto-Submitted: auto-replied"
  std::vector<std::string> loops;   // values of X-Loop and Delivered-To
  bool is_guess = false;            // a character set was guessed
};
// Refused (unreadable, without a place): no header, or one that is too large.
Result<Head> read_head(std::string_view bytes);

struct Attachment {
  std::string name;   // as the sender called it, without folders; may be empty
  std::string type;   // "image/png"
  std::string bytes;
};

struct Mail {
  Head head;
  std::string text;  // the words of the sender, with what they quote
  std::vector<Attachment> attachments;
  std::vector<std::string> remarks;  // what was broken or left out, for people
  std::optional<Head> returned;      // of the mail that a bounce gives back
};
// Refused (unreadable, without a place) as above, and when it is larger, deeper or of more parts than a mail is
// read.
Result<Mail> read_mail(std::string_view bytes);

}  // namespace cmt::mail
