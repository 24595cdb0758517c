#include "intake/threads.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/sha256.hpp"
#include "mail/words.hpp"
#include "records/party.hpp"

namespace cmt::intake {
namespace {

constexpr std::string_view kMessage = "mid:", kHidden = "mid-sha256:", kContents = "mail:";
constexpr std::size_t kLongestReference = 300;  // a longer one is kept as its digest

bool is_ours(std::string_view email, const std::vector<std::string>& mailboxes) {
  if (email.empty()) return false;
  const std::string key = records::email_key(email);
  return std::any_of(mailboxes.begin(), mailboxes.end(),
                     [&](const std::string& one) { return records::email_key(one) == key; });
}

// The mails in the order in which they are looked at.
std::vector<std::size_t> in_order(const std::vector<Sighting>& mails) {
  std::vector<std::size_t> by_time(mails.size());
  std::iota(by_time.begin(), by_time.end(), std::size_t{0});
  std::stable_sort(by_time.begin(), by_time.end(), [&](std::size_t a, std::size_t b) {
    if (mails[a].at.has_value() != mails[b].at.has_value()) return mails[a].at.has_value();
    return mails[a].at && *mails[a].at < *mails[b].at;
  });
  DigestMap<3, std::size_t> places;
  for (const auto i : by_time) places.put(mails[i].id, i);
  // A clock that is wrong puts an answer before what it answers: that is looked at first all the same.
  std::vector<std::size_t> out;
  std::vector<bool> is_seen(mails.size());
  struct Step {
    std::size_t mail, next = 0;
  };
  for (const auto first : by_time) {
    if (is_seen[first]) continue;
    is_seen[first] = true;
    std::vector<Step> open{{first}};
    while (!open.empty()) {
      Step& step = open.back();
      const auto& answers = mails[step.mail].answers;
      if (step.next == answers.size()) {
        out.push_back(step.mail);
        open.pop_back();
        continue;
      }
      const std::size_t* found = places.find(answers[step.next++]);
      if (!found || is_seen[*found]) continue;
      is_seen[*found] = true;
      open.push_back({*found});
    }
  }
  return out;
}

}  // namespace

std::string mail_reference(const mail::Head& head, std::string_view contents) {
  if (head.message_id.empty()) return std::string{kContents} + std::string{contents};
  std::string out = std::string{kMessage} + head.message_id;
  return out.size() > kLongestReference ? hidden_reference(out) : out;
}

std::string hidden_reference(std::string_view reference) {
  if (reference.substr(0, kMessage.size()) != kMessage) return std::string{reference};
  return std::string{kHidden} + sha256(reference.substr(kMessage.size()));
}

Digest<3> mail_key(std::string_view reference) { return digest(hidden_reference(reference)); }

bool is_mail_reference(std::string_view reference) {
  return reference.starts_with(kMessage) || reference.starts_with(kHidden) || reference.starts_with(kContents);
}

mail::Address sender_of(const mail::Head& head, const std::vector<std::string>& mailboxes) {
  const bool is_form = is_ours(head.from.email, mailboxes) && !head.reply_to.email.empty() &&
                       !is_ours(head.reply_to.email, mailboxes);
  return is_form ? head.reply_to : head.from;
}

std::vector<std::string> complaints_named(std::string_view subject) {
  constexpr std::size_t kSize = 12, kMost = 10;  // of "2026-7K3QX4M"
  std::vector<std::string> out;
  const auto is_symbol = [](char c) { return mail::is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  for (std::size_t at = 0; at + kSize <= subject.size() && out.size() < kMost; ++at) {
    if (!mail::is_digit(subject[at]) || (at > 0 && is_symbol(subject[at - 1]))) continue;
    if (at + kSize < subject.size() && is_symbol(subject[at + kSize])) continue;
    const auto id = ComplaintId::parse(ids::normalise(std::string{subject.substr(at, kSize)}));
    if (id && std::find(out.begin(), out.end(), id->text()) == out.end()) out.push_back(id->text());
  }
  return out;
}

Sighting sight(const mail::Head& head, std::string_view contents, const std::vector<std::string>& mailboxes) {
  Sighting out;
  out.at = head.received ? head.received : head.sent;
  out.id = mail_key(mail_reference(head, contents));
  for (const auto& id : head.references) out.answers.push_back(mail_key(std::string{kMessage} + id));
  out.names = complaints_named(head.subject);
  out.contents = short_digest(contents);
  const auto own_loop = std::find_if(head.loops.begin(), head.loops.end(), [&](const std::string& value) {
    return is_ours(mail::first_address(value).email, mailboxes);
  });
  if (own_loop != head.loops.end()) {
    out.fate = Fate::loop;
    out.why = "X-Loop: it was through our mailbox before";
  } else if (head.sort == mail::Sort::bounce) {
    out.fate = Fate::bounce;
    out.why = head.why;
  } else if (head.sort == mail::Sort::automatic) {
    out.fate = Fate::automatic;
    out.why = head.why;
  } else if (is_ours(sender_of(head, mailboxes).email, mailboxes)) {
    out.fate = Fate::loop;
    out.why = "it comes from our own address";
  }
  return out;
}

Threads threads_of(const std::vector<Sighting>& mails, const KnownMails& known) {
  Threads out;
  out.courses.resize(mails.size());
  DigestMap<3, std::size_t> seen;      // mails of this import, by their references
  DigestMap<2, std::size_t> cases_of;  // complaints of the register, by their ids
  const auto case_of = [&](const ComplaintId& id) {
    const auto [place, is_new] = cases_of.put(short_digest(id.text()), out.cases.size());
    if (is_new) out.cases.push_back({id, {}});
    return *place;
  };
  // The case that the mail belongs to by what it answers or names.
  const auto find_case = [&](const Sighting& one) -> std::optional<std::size_t> {
    for (const auto& answered : one.answers) {
      if (const auto* mail = seen.find(answered); mail && out.courses[*mail].case_at) return out.courses[*mail].case_at;
      const auto id = known.find(answered);
      if (const auto goes_to = id ? known.goes_to(*id) : std::nullopt) return case_of(*goes_to);
    }
    for (const auto& name : one.names)
      if (const auto goes_to = known.goes_to(ComplaintId::known(name))) return case_of(*goes_to);
    return std::nullopt;
  };
  for (const auto at : in_order(mails)) {
    const Sighting& one = mails[at];
    Course& course = out.courses[at];
    course.fate = one.fate;
    course.why = one.why;
    if (one.fate == Fate::refused) continue;
    if (const auto id = known.find(one.id)) {
      course.fate = Fate::duplicate;
      course.why = "the register has it";
      course.case_at = case_of(*id);
      continue;
    }
    if (const auto [first, is_new] = seen.put(one.id, at); !is_new) {
      course.fate = Fate::duplicate;
      course.same_as = *first;
      course.case_at = out.courses[*first].case_at;
      course.why = mails[*first].contents == one.contents ? "" : "with other words";
      continue;
    }
    course.case_at = find_case(one);
    if (one.fate != Fate::imported) continue;
    if (course.case_at) {
      course.fate = Fate::reply;
    } else {
      course.case_at = out.cases.size();
      out.cases.push_back({});
    }
    out.cases[*course.case_at].mails.push_back(at);
  }
  return out;
}

}  // namespace cmt::intake
