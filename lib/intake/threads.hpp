// 7.2 Receipt of complaint: what becomes of each of many mails, by what their headers say of each other.
//
// A mail of which the register has the Message-ID is kept already; one that answers another, or names a complaint in
// its subject, belongs to that complaint; a bounce, an automatic answer and a mail of our own are no complaint; any
// other is a new one. Nothing here reads a mail: the caller reads each header once, and gives what it says.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest_map.hpp"
#include "core/id.hpp"
#include "core/names.hpp"
#include "core/time.hpp"
#include "mail/message.hpp"

namespace cmt::intake {

enum class Fate {
  imported,   // a new complaint
  reply,      // part of a complaint
  duplicate,  // kept already, or further up in the import
  bounce,     // a mail of ours that could not be delivered
  automatic,  // written by a program
  loop,       // written by ourselves
  refused,    // cannot be read
};
inline constexpr auto fate_names = names<Fate>({{Fate::imported, "imported"},
                                                {Fate::reply, "reply"},
                                                {Fate::duplicate, "duplicate"},
                                                {Fate::bounce, "bounce"},
                                                {Fate::automatic, "automatic"},
                                                {Fate::loop, "loop"},
                                                {Fate::refused, "refused"}});

// A mail, as its header tells.
struct Sighting {
  Fate fate = Fate::imported;  // bounce, automatic, loop or refused, when it is none of a person
  std::string why;             // it is that
  std::optional<Instant> at;   // when it came
  Digest<3> id{};              // of its reference
  std::vector<Digest<3>> answers;  // of the references of the mails that it answers, the nearest first
  std::vector<std::string> names;  // ids of complaints in its subject, well-formed
  Digest<2> contents{};
};

// The reference by which a complaint, or an event of one, is known to hold a mail: "mid:" and the Message-ID, or
// "mail:" and a digest of the contents when it has none. `hidden`: of a Message-ID the digest alone, for a register
// that has no words of people in clear.
std::string mail_reference(const mail::Head& head, std::string_view contents);
std::string hidden_reference(std::string_view reference);
// By which references are compared: the same for both forms of one.
Digest<3> mail_key(std::string_view reference);
// Whether a reference of a record is one of a mail.
bool is_mail_reference(std::string_view reference);

// What is seen of a mail. `mailboxes` are the e-mail addresses of the register.
Sighting sight(const mail::Head& head, std::string_view contents, const std::vector<std::string>& mailboxes);

// Who wrote it: From, or Reply-To where a form on our own web site wrote it for somebody.
mail::Address sender_of(const mail::Head& head, const std::vector<std::string>& mailboxes);

// The ids of complaints that stand in a text, well-formed and each once.
std::vector<std::string> complaints_named(std::string_view subject);

struct Course {
  Fate fate = Fate::imported;
  std::string why;                      // for people, or empty
  std::optional<std::size_t> same_as;   // of a duplicate: the mail of this import
  std::optional<std::size_t> case_at;   // the case it belongs to: an index into Threads::cases
};
struct Case {
  std::optional<ComplaintId> id;   // of a complaint that the register has; else it is a new one
  std::vector<std::size_t> mails;  // that are put on record in it, in the order of their times
};
struct Threads {
  std::vector<Course> courses;  // one for each mail, in the order in which they were given
  std::vector<Case> cases;      // in the order of their first mails
};

struct KnownMails {
  std::function<std::optional<ComplaintId>(const Digest<3>&)> find;  // of a reference
  // The complaint that a mail about this one belongs to: itself, or the one it was merged into; nothing when there
  // is none, or it is void.
  std::function<std::optional<ComplaintId>(const ComplaintId&)> goes_to;
};

// Mails are looked at in the order of their times, one without a time last, and none before the mails that it
// answers.
Threads threads_of(const std::vector<Sighting>& mails, const KnownMails& known);

}  // namespace cmt::intake
