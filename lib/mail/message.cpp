#include "mail/message.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "mail/charset.hpp"
#include "mail/encoding.hpp"
#include "mail/flowed.hpp"
#include "mail/html_text.hpp"
#include "mail/words.hpp"

namespace cmt::mail {
namespace {

constexpr std::size_t kLongestBoundary = 200;
// How often the bytes of the largest mail are looked at, in parts within parts.
constexpr std::size_t kMostLooked = 8 * max_mail;

Failure refused(Message message, Message hint = {}) {
  return failure(FailureKind::unreadable, std::move(message), std::move(hint));
}

constexpr std::string_view kMailFields[] = {"From",       "To",       "Cc",           "Subject",      "Date",
                                            "Message-ID", "Received", "Return-Path",  "MIME-Version", "Content-Type",
                                            "Sender",     "Reply-To", "Delivered-To"};

std::string_view first_word(std::string_view text) {
  text = stripped(text);
  return text.substr(0, text.find_first_of(" \t\r\n;"));
}

// Why the mail is not written by a person, if it is not.
std::pair<Sort, std::string> sort_of(const Header& header, const Address& from) {
  const auto told = [&](std::string_view name) {
    return fmt::format("{}: {}", name, one_line(std::string{header.value(name).substr(0, 60)}));
  };
  const Parameters type = parameters_of(header.value("Content-Type"));
  if (type.value == "multipart/report") {
    const std::string* report = type.find("report-type");
    const bool is_delivery = !report || equals_ignoring_case(*report, "delivery-status");
    return {is_delivery ? Sort::bounce : Sort::automatic,
            fmt::format("multipart/report{}", report ? " of " + one_line(report->substr(0, 40)) : "")};
  }
  if (header.has("X-Failed-Recipients")) return {Sort::bounce, "X-Failed-Recipients"};
  if (const auto value = first_word(header.value("Auto-Submitted")); !value.empty() && !equals_ignoring_case(value, "no"))
    return {Sort::automatic, told("Auto-Submitted")};
  for (const char* name : {"X-Autoreply", "X-Auto-Reply", "X-Autorespond", "X-Autoresponder", "X-Mail-Autoreply"})
    if (header.has(name) && !equals_ignoring_case(header.value(name), "no")) return {Sort::automatic, told(name)};
  const auto precedence = header.value("Precedence");
  for (const char* value : {"bulk", "junk", "auto_reply"})
    if (equals_ignoring_case(precedence, value)) return {Sort::automatic, told("Precedence")};
  if (header.has("Return-Path") && header.value("Return-Path") == "<>") return {Sort::bounce, "Return-Path: <>"};
  if (starts_ignoring_case(from.email, "mailer-daemon@")) return {Sort::bounce, "it comes from MAILER-DAEMON"};
  return {Sort::written, {}};
}

Head head_of(const Header& header) {
  Head out;
  for (const char* name : {"From", "Sender", "Reply-To", "Return-Path"}) {
    Address address = first_address(header.value(name));
    if (out.from.name.empty()) out.from.name = address.name;
    out.from.email = std::move(address.email);
    if (!out.from.email.empty()) break;
  }
  out.reply_to = first_address(header.value("Reply-To"));
  out.subject = one_line(decode_words(header.value("Subject"), &out.is_guess));
  if (auto ids = message_ids(header.value("Message-ID")); !ids.empty()) out.message_id = std::move(ids.front());
  out.references = message_ids(header.value("In-Reply-To"));
  auto thread = message_ids(header.value("References"));
  for (auto id = thread.rbegin(); id != thread.rend(); ++id)
    if (std::find(out.references.begin(), out.references.end(), *id) == out.references.end())
      out.references.push_back(std::move(*id));
  out.sent = mail_time(header.value("Date"));
  const auto received = header.value("Received");
  if (const auto at = received.rfind(';'); at != std::string_view::npos) out.received = mail_time(stripped(received.substr(at + 1)));
  std::tie(out.sort, out.why) = sort_of(header, out.from);
  for (const char* name : {"X-Loop", "List-Id"})
    if (header.has(name)) out.loops.push_back(one_line(std::string{header.value(name)}));
  return out;
}

Result<Header> header_of(std::string_view bytes, std::string_view& body) {
  Header header = Header::read(bytes, body);
  if (std::none_of(std::begin(kMailFields), std::end(kMailFields), [&](auto name) { return header.has(name); }))
    return refused(tr("this is no mail: it has no header"), tr("a mail begins with lines such as From: and Subject:"));
  if (bytes.size() - body.size() > max_header || header.size() > max_fields)
    return refused(tr("its header has {} bytes and {} fields; {} and {} are read", bytes.size() - body.size(),
                      header.size(), max_header, max_fields));
  return header;
}

// The file name without folders of any system.
std::string base_name(std::string_view name) {
  std::string out = one_line(std::string{name});
  const auto slash = out.find_last_of("/\\");
  if (slash != std::string::npos) out.erase(0, slash + 1);
  return std::string{stripped(out)};
}

struct NameOfType {
  std::string_view type, name;
};
constexpr NameOfType kNames[] = {{"text/plain", "text.txt"},
                                 {"text/html", "page.html"},
                                 {"text/calendar", "calendar.ics"},
                                 {"text/csv", "table.csv"},
                                 {"text/rfc822-headers", "header.txt"},
                                 {"message/delivery-status", "delivery-status.txt"},
                                 {"message/rfc822", "message.eml"},
                                 {"message/global", "message.eml"},
                                 {"application/pdf", "document.pdf"},
                                 {"application/zip", "archive.zip"},
                                 {"application/pkcs7-signature", "smime.p7s"},
                                 {"application/x-pkcs7-signature", "smime.p7s"},
                                 {"application/pkcs7-mime", "smime.p7m"},
                                 {"application/pgp-signature", "signature.asc"},
                                 {"image/jpeg", "image.jpg"},
                                 {"image/png", "image.png"},
                                 {"image/gif", "image.gif"},
                                 {"image/webp", "image.webp"},
                                 {"image/heic", "image.heic"},
                                 {"image/tiff", "image.tiff"}};

std::string name_for(std::string_view type) {
  const auto found = std::find_if(std::begin(kNames), std::end(kNames), [&](const NameOfType& one) { return one.type == type; });
  return std::string{found == std::end(kNames) ? "file.bin" : found->name};
}

// The parts between the lines of the boundary; none when there is no such line.
struct Parts {
  std::vector<std::string_view> all;
  bool is_closed = false;
};
Parts parts_of(std::string_view body, const std::string& boundary) {
  Parts out;
  const std::string delimiter = "--" + boundary;
  std::size_t begin = std::string_view::npos;  // of the part that is open
  const auto close = [&](std::size_t line) {
    if (begin == std::string_view::npos) return;
    std::size_t end = line;  // the line end before the boundary is part of it
    if (end > begin && body[end - 1] == '\n') --end;
    if (end > begin && body[end - 1] == '\r') --end;
    out.all.push_back(body.substr(begin, end - begin));
  };
  for (std::size_t at = 0; at < body.size();) {
    const auto line_end = std::min(body.find('\n', at), body.size());
    const std::string_view line = body.substr(at, line_end - at);
    if (line.substr(0, delimiter.size()) == delimiter) {
      std::string_view rest = line.substr(delimiter.size());
      while (!rest.empty() && is_blank(rest.back())) rest.remove_suffix(1);
      if (rest.empty() || rest == "--") {
        close(at);
        begin = rest.empty() ? std::min(line_end + 1, body.size()) : std::string_view::npos;
        if (!rest.empty()) {
          out.is_closed = true;
          return out;
        }
        if (out.all.size() > max_parts) return out;
      }
    }
    at = line_end + 1;
  }
  close(body.size());
  return out;
}

// Bytes that are either a piece of the mail or were decoded.
struct Bytes {
  std::string storage;
  std::string_view view;
  bool is_known = true;  // the encoding
};

void decode(std::string_view body, std::string_view field, Bytes& out) {
  const std::string encoding = lower(first_word(field));
  if (encoding == "base64") out.storage = from_base64(body);
  else if (encoding == "quoted-printable") out.storage = from_quoted_printable(body);
  else if (encoding == "x-uuencode" || encoding == "uuencode" || encoding == "x-uue" || encoding == "uue")
    out.storage = from_uuencode(body);
  else {
    out.view = body;
    out.is_known = encoding.empty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary";
    return;
  }
  out.view = out.storage;
}

class Reading {
 public:
  explicit Reading(Mail& mail) : mail_(mail) {}

  // What a part says.
  struct Content {
    std::string text;
    std::string inner;  // the text of a mail within it
    bool is_plain = false;
  };

  // `is_kept`: its files are attachments; those of a mail within a mail are not, since it is one itself.
  Content part(std::string_view bytes, int depth, bool is_kept, std::string_view usual_type) {
    std::string_view body;
    const Header header = Header::read(bytes, body);
    return part(header, body, depth, is_kept, usual_type);
  }

  Content part(const Header& header, std::string_view body, int depth, bool is_kept, std::string_view usual_type) {
    Content out;
    looked_ += body.size();
    if (failure_) return out;
    if (depth > max_depth || looked_ > kMostLooked) {
      failure_ = refused(tr("its parts lie within each other more than {} deep", max_depth),
                         tr("no person writes such a mail"));
      return out;
    }
    if (++count_ > max_parts) {
      failure_ = refused(tr("it has more than {} parts", max_parts), tr("no person writes such a mail"));
      return out;
    }
    Parameters type = parameters_of(header.value("Content-Type"));
    if (type.value.find('/') == std::string::npos) type.value = std::string{usual_type};
    if (type.value.substr(0, 10) == "multipart/") {
      const std::string* boundary = type.find("boundary");
      if (boundary && !boundary->empty() && boundary->size() <= kLongestBoundary) {
        const Parts parts = parts_of(body, *boundary);
        if (!parts.all.empty()) {
          if (!parts.is_closed) remark("its end is missing");
          return several(type, parts.all, depth, is_kept);
        }
      }
      remark("its parts could not be told apart: it is read as text");
      type = {"text/plain", {}};
    }
    const Parameters disposition = parameters_of(header.value("Content-Disposition"));
    const std::string* name = disposition.find("filename");
    if (!name) name = type.find("name");
    const bool is_root = depth == 0;
    Bytes decoded;
    decode(body, header.value("Content-Transfer-Encoding"), decoded);
    if (!decoded.is_known) remark("a part says an encoding that nobody knows");
    if (type.value == "message/rfc822" || type.value == "message/global") {
      Content inner = part(decoded.view, depth + 1, false, "text/plain");
      out.inner = inner.text.empty() ? std::move(inner.inner) : std::move(inner.text);
      std::string_view unused;
      const Header of = Header::read(decoded.view, unused);
      if (!mail_.returned) mail_.returned = head_of(of);
      if (is_kept) {
        std::string called = name ? base_name(*name) : std::string{};
        if (called.empty()) called = base_name(one_line(decode_words(of.value("Subject"))).substr(0, 80));
        if (called.empty()) called = "message";
        if (!lower(called).ends_with(".eml")) called += ".eml";
        keep(std::move(called), type.value, decoded);
      }
      return out;
    }
    if (type.value == "text/rfc822-headers" && !mail_.returned) {
      std::string_view unused;
      mail_.returned = head_of(Header::read(decoded.view, unused));
    }
    const bool is_text = type.value == "text/plain" || type.value == "text/html";
    const bool is_file = disposition.value == "attachment" || (name && !base_name(*name).empty() && !is_root);
    if (is_text && !is_file) {
      out.is_plain = type.value == "text/plain";
      out.text = text_of(type, decoded.view);
      return out;
    }
    if (!is_kept) return out;
    std::string called = name ? base_name(*name) : std::string{};
    if (called.empty() && decoded.view.empty()) return out;
    if (type.value == "message/partial") remark("it is one piece of a mail that was sent in several");
    if (type.value == "application/pgp-encrypted" || type.value == "application/pkcs7-mime")
      remark("it is encrypted or sealed: its words are in the attachment");
    keep(called.empty() ? name_for(type.value) : std::move(called), type.value, decoded);
    return out;
  }

  const std::optional<Failure>& failure() const { return failure_; }

 private:
  Content several(const Parameters& type, const std::vector<std::string_view>& parts, int depth, bool is_kept) {
    Content out;
    const bool is_choice = type.value == "multipart/alternative";
    const std::string_view usual = type.value == "multipart/digest" ? "message/rfc822" : "text/plain";
    for (const auto one : parts) {
      Content next = part(one, depth + 1, is_kept, usual);
      if (failure_) return out;
      if (out.inner.empty()) out.inner = std::move(next.inner);
      if (next.text.empty()) continue;
      if (is_choice) {
        // The same words several times: plain ones before all, else the last, which is the fullest.
        if (!out.is_plain || out.text.empty()) {
          out.is_plain = next.is_plain;
          out.text = std::move(next.text);
        }
      } else {
        out.is_plain = out.text.empty() ? next.is_plain : out.is_plain && next.is_plain;
        out.text += out.text.empty() ? next.text : "\n\n" + next.text;
      }
    }
    return out;
  }

  std::string text_of(const Parameters& type, std::string_view bytes) {
    const std::string* charset = type.find("charset");
    std::string label{charset ? first_word(*charset) : std::string_view{}};
    const bool is_html = type.value == "text/html";
    if (label.empty() && is_html) label = charset_of_html(bytes);
    Decoded read = to_utf8(bytes, label);
    if (read.is_guess) remark("its character set was guessed");
    if (is_html) return html_to_text(read.text);
    const std::string* format = type.find("format");
    const std::string* delsp = type.find("delsp");
    if (format && equals_ignoring_case(*format, "flowed"))
      read.text = unflowed(read.text, delsp && equals_ignoring_case(*delsp, "yes"));
    return text_block(read.text);
  }

  void keep(std::string name, const std::string& type, Bytes& decoded) {
    const bool is_plain_type = std::all_of(type.begin(), type.end(), [](char c) { return c > ' ' && c < 0x7F; });
    Attachment out{std::move(name), is_plain_type && type.size() <= 100 ? type : "application/octet-stream", {}};
    if (decoded.storage.empty()) out.bytes = std::string{decoded.view};
    else out.bytes = std::move(decoded.storage);
    mail_.attachments.push_back(std::move(out));
  }

  void remark(std::string text) {
    auto& all = mail_.remarks;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }

  Mail& mail_;
  std::size_t count_ = 0, looked_ = 0;
  std::optional<Failure> failure_;
};

}  // namespace

Result<Head> read_head(std::string_view bytes) {
  std::string_view body;
  auto header = header_of(bytes, body);
  if (!header) return std::move(header).failure();
  return head_of(*header);
}

Result<Mail> read_mail(std::string_view bytes) {
  if (bytes.size() > max_mail)
    return refused(tr("it has {} MiB; a mail of {} MiB is read", bytes.size() >> 20U, max_mail >> 20U),
                   tr("keep its files elsewhere and note where they are"));
  std::string_view body;
  auto header = header_of(bytes, body);
  if (!header) return std::move(header).failure();
  Mail out;
  out.head = head_of(*header);
  if (out.head.is_guess) out.remarks.emplace_back("its character set was guessed");
  Reading reading{out};
  auto content = reading.part(*header, body, 0, true, "text/plain");
  if (reading.failure()) return *reading.failure();
  out.text = content.text.empty() ? std::move(content.inner) : std::move(content.text);
  return out;
}

}  // namespace cmt::mail
