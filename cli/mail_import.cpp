#include "cli/mail_import.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "checks/personal_data.hpp"
#include "cli/dossiers.hpp"
#include "cli/kept_file.hpp"
#include "cli/known_parties.hpp"
#include "cli/mail_files.hpp"
#include "cli/print.hpp"
#include "cli/progress.hpp"
#include "cli/receipt.hpp"
#include "cli/sealing.hpp"
#include "cli/values.hpp"
#include "core/digest_map.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "intake/mail_words.hpp"
#include "intake/threads.hpp"
#include "mail/mbox.hpp"
#include "process/7_2_receipt.hpp"
#include "process/clocks.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

using intake::Fate;
using process::Event;

constexpr std::size_t kLongestText = std::size_t{64} << 10;  // of a mail, in a record; a longer one is a file
constexpr std::size_t kShortText = 1000;                     // the same once the record is large
constexpr std::size_t kLargeRecord = std::size_t{600} << 10;

// ---- what the register has ------------------------------------------------------------------------

// The mails that are on record, and of which complaint; a record that cannot be read might hold one of those that come.
class MailsOnRecord {
 public:
  static Result<MailsOnRecord> read(World& world, const Session& session) {
    auto listing = session.reg.list();
    if (!listing) return std::move(listing).failure();
    print(world, listing->strangers);
    MailsOnRecord out;
    out.ids_ = std::move(listing->ids);
    std::mutex mutex;  // guards the places
    auto done = read_each(session, out.ids_, threads_of(world), [&](std::size_t i, records::Record&& record) {
      std::vector<Digest<3>> keys;
      const auto add = [&](const std::vector<std::string>& references) {
        for (const auto& one : references)
          if (intake::is_mail_reference(one)) keys.push_back(intake::mail_key(one));
      };
      for (const auto& event : record.complaint.history) {
        if (const auto* received = std::get_if<process::Received>(&event.body)) add(received->external_refs);
        if (const auto* noted = std::get_if<process::Noted>(&event.body)) add(noted->external_refs);
      }
      if (keys.empty()) return;
      const std::lock_guard lock{mutex};
      for (const auto& key : keys) out.places_.put(key, static_cast<std::uint32_t>(i));
    });
    if (!done) return std::move(done).failure();
    return out;
  }

  std::optional<ComplaintId> find(const Digest<3>& key) const {
    const auto* place = places_.find(key);
    return place ? std::optional{ids_[*place]} : std::nullopt;
  }

 private:
  std::vector<ComplaintId> ids_;
  DigestMap<3, std::uint32_t> places_;
};

// The complaint that a mail about this one belongs to. A record that cannot be read is found again, and told, when
// something is to be written to it.
std::optional<ComplaintId> goes_to(const Session& session, ComplaintId id) {
  constexpr int kLongestChain = 10;
  for (int step = 0; step < kLongestChain && session.reg.has(id); ++step) {
    const auto record = session.reg.load(id);
    if (!record) return id;
    const auto state = process::replay(record->complaint, session.rules());
    if (state.status == process::Status::voided) return std::nullopt;
    const auto master = ComplaintId::parse(state.merged_into);
    if (state.status != process::Status::merged || !master) return id;
    id = *master;
  }
  return std::nullopt;
}

// ---- what is written ------------------------------------------------------------------------------

// The files of the import, put in place together at its end.
class Staged {
 public:
  Staged(Session& session, const MailOptions& options, Sealing& sealing)
      : session_(session), options_(options), sealing_(sealing) {}

  Result<Done> begin() {
    if (options_.dry_run) return Done{};
    auto batch = session_.disk->begin();
    if (!batch) return std::move(batch).failure();
    batch_ = std::move(*batch);
    return Done{};
  }

  // A record or a party; `before` is what its file holds.
  Result<Done> put(const std::string& path, const std::optional<std::string>& before, std::string after) {
    auto sealed = sealing_.seal({{path, before, std::move(after)}}, options_.dry_run);
    if (!sealed) return std::move(sealed).failure();
    return add(path, before, sealed->front().after);
  }

  // A file of the complaint, whose record holds `record`, or is new; gives the digest of what is kept.
  Result<std::string> put_file(const ComplaintId& id, const std::optional<std::string>& record, const std::string& path,
                               std::string bytes) {
    std::vector<store::Change> changes;
    if (record) changes.push_back({id.path(), *record, *record});  // which names the key
    changes.push_back({path, std::nullopt, std::move(bytes)});
    auto sealed = sealing_.seal(std::move(changes), options_.dry_run);
    if (!sealed) return std::move(sealed).failure();
    const std::string& after = sealed->back().after;
    if (auto added = add(path, std::nullopt, after); !added) return std::move(added).failure();
    return sha256(after);
  }

  Result<Done> commit(World& world) {
    if (!batch_) return Done{};
    Progress progress{world, "files in place"};
    return batch_->commit([&](std::size_t placed) { progress.show(static_cast<std::int64_t>(placed)); });
  }

  // With --commit.
  const std::vector<Written>& written() const { return written_; }

 private:
  Result<Done> add(const std::string& path, const std::optional<std::string>& before, const std::string& after) {
    if (!batch_) return Done{};
    if (options_.commit) written_.push_back({path, before, store::fingerprint(after)});
    return before ? batch_->replace(path, *before, after) : batch_->add(path, after, store::Privacy::closed);
  }

  Session& session_;
  const MailOptions& options_;
  Sealing& sealing_;
  std::unique_ptr<store::Batch> batch_;  // none in a dry run
  std::vector<Written> written_;
};

// ---- what became of each --------------------------------------------------------------------------

struct KeptFile {
  std::string name, path, sha256;
};

struct Told {
  SourcePos at;
  std::string message_id;
  intake::Course course;
  std::optional<ComplaintId> id;     // of its complaint
  std::vector<std::string> remarks;
  std::vector<KeptFile> files;
};

std::string place_of(const SourcePos& at) {
  return at.line > 0 ? fmt::format("{}:{}", at.file, at.line) : at.file;
}

// ---- a case ---------------------------------------------------------------------------------------

class Import {
 public:
  Import(World& world, const MailOptions& options, Session& session, Sealing& sealing, MailFiles& files, std::string by)
      : world_(world), options_(options), session_(session), sealing_(sealing), files_(files), by_(std::move(by)),
        now_(session.rules().zone.at(std::chrono::floor<std::chrono::seconds>(world.now().utc))),
        staged_(session, options, sealing) {}

  Result<Done> run() {
    if (auto read = look(); !read) return read;
    if (auto begun = staged_.begin(); !begun) return begun;
    Progress progress{world_, "mails"};
    for (std::size_t i = 0; i < threads_.cases.size(); ++i) {
      if (auto done = write_case(i, progress); !done) return done;
    }
    for (std::size_t i = 0; i < told_.size(); ++i)
      if (told_[i].course.fate == Fate::bounce && !told_[i].course.case_at) find_returned(i);
    for (auto& one : told_)
      if (one.course.case_at && !one.id) one.id = ids_[*one.course.case_at];
    return Done{};
  }

  const std::vector<Told>& told() const { return told_; }
  std::size_t count(Fate fate) const {
    return static_cast<std::size_t>(
        std::count_if(told_.begin(), told_.end(), [&](const Told& one) { return one.course.fate == fate; }));
  }
  Staged& staged() { return staged_; }
  // Of complaints that are made by this import; in a dry run they have no id yet.
  bool is_new(const Told& one) const {
    return one.course.case_at && !threads_.cases[*one.course.case_at].id;
  }

 private:
  // The first look: at the headers, for what becomes of each.
  Result<Done> look() {
    auto known = MailsOnRecord::read(world_, session_);
    if (!known) return std::move(known).failure();
    known_ = std::move(*known);
    std::vector<intake::Sighting> sightings;
    Progress progress{world_, "mails"};
    const auto& mailboxes = session_.settings().mailboxes;
    bool has_senders = false;
    auto done = files_.each([&](const MailFiles::Seen& seen) -> Result<Done> {
      Told told;
      told.at = seen.at;
      intake::Sighting sighting;
      const auto refuse_it = [&](std::string why) {
        sighting.fate = Fate::refused;
        sighting.why = std::move(why);
      };
      if (!seen.unreadable.empty()) {
        refuse_it(seen.unreadable);
      } else if (seen.size > mail::max_mail) {
        refuse_it(fmt::format("it has {} MiB; a mail of {} MiB is read", seen.size >> 20U, mail::max_mail >> 20U));
      } else if (const auto head = mail::read_head(seen.header); !head) {
        refuse_it(head.diagnostics().front().message.english());
      } else {
        sighting = intake::sight(*head, seen.contents, mailboxes);
        told.message_id = head->message_id;
        if (const auto sender = mail::Address{intake::sender_of(*head, mailboxes)};
            sighting.fate == Fate::imported && !sender.email.empty())
          has_senders = true;
      }
      times_.push_back(sighting.at);
      keys_.push_back(sighting.id);
      sightings.push_back(std::move(sighting));
      told_.push_back(std::move(told));
      progress.show(static_cast<std::int64_t>(told_.size()));
      return Done{};
    });
    if (!done) return done;
    threads_ = intake::threads_of(sightings, {[&](const Digest<3>& key) { return known_.find(key); },
                                              [&](const ComplaintId& id) { return goes_to(session_, id); }});
    for (std::size_t i = 0; i < told_.size(); ++i) told_[i].course = threads_.courses[i];
    for (const auto& one : threads_.cases) ids_.push_back(one.id);
    if (!has_senders) return Done{};
    auto parties = known_parties(world_, session_, sealing_);
    if (!parties) return std::move(parties).failure();
    parties_ = std::move(*parties);
    return Done{};
  }

  // The record that is being written.
  struct Open {
    std::optional<process::Complaint> complaint;
    std::optional<records::Record> before;      // of one that is there
    std::optional<std::string> bytes;           // of it
    std::set<std::string> files;                // that are kept for it
    std::size_t size = 0;                       // about how large it is
  };

  Result<Done> write_case(std::size_t index, Progress& progress) {
    const intake::Case& one = threads_.cases[index];
    if (one.mails.empty()) return Done{};
    Open open;
    if (one.id) {
      auto record = session_.reg.load(*one.id);
      if (!record) return std::move(record).failure();
      open.complaint = record->complaint;
      open.bytes = record->document.bytes();
      open.size = open.bytes->size();
      open.before = std::move(*record);
      for (const auto& event : open.complaint->history)
        if (const auto* attached = std::get_if<process::Attached>(&event.body)) open.files.insert(attached->file);
    }
    const std::size_t events = open.complaint ? open.complaint->history.size() : 0;
    for (const auto at : one.mails) {
      Told& told = told_[at];
      const auto bytes = files_.read(at);
      auto mail = bytes ? mail::read_mail(*bytes) : Result<mail::Mail>{bytes.failure()};
      if (!mail) {
        refuse_mail(told, mail.failure());
        continue;
      }
      const std::string contents = mail->head.message_id.empty() ? mail::contents_of(*bytes) : std::string{};
      const std::string reference = intake::mail_reference(mail->head, contents);
      if (intake::mail_key(reference) != keys_[at])
        return unreadable(told.at.file, tr("it was changed while it was read"), tr("run the import again"));
      told.remarks = mail->remarks;
      const auto done = put_on_record(index, open, *mail, reference, at);
      if (!done && done.failure().kind == FailureKind::refused) {
        refuse_mail(told, done.failure());
        continue;
      }
      if (!done) return done;
      progress.show(static_cast<std::int64_t>(++done_));
    }
    if (!open.complaint || open.complaint->history.size() == events) return Done{};
    const ComplaintId& id = open.complaint->id;
    auto after = written_record(open);
    if (!after) {
      Failure failed = std::move(after).failure();
      for (auto& problem : failed.diagnostics) problem.at = told_[one.mails.front()].at;
      return failed;
    }
    return staged_.put(id.path(), open.bytes, std::move(*after));
  }

  // The bytes of the record, which read as what was meant.
  Result<std::string> written_record(const Open& open) const {
    const Lists& lists = session_.rules().lists;
    if (open.before) return records::append(*open.before, *open.complaint, lists);
    std::string bytes = records::write(*open.complaint);
    const auto again = records::read(open.complaint->id.path(), bytes, lists);
    if (!again) return again.failure();
    if (records::write(again->complaint) != bytes)
      return failure(FailureKind::unreadable, tr("the record made of it does not read back the same"), tr("please report this with the mail"));
    return bytes;
  }

  void refuse_mail(Told& told, const Failure& failed) {
    told.course.fate = Fate::refused;
    told.course.why = failed.diagnostics.front().message.english();
    told.course.case_at.reset();
  }

  // When it came; what is wrong with what it says of that is told.
  Stamp stamp_of(std::size_t mail, Told& told) const {
    Stamp out{exactly(now_), {}, by_, {}};
    const auto& at = times_[mail];
    constexpr std::chrono::sys_days kEarliest{std::chrono::year{1990} / 1 / 1};
    if (!at) {
      told.remarks.emplace_back("it does not say when it was sent: received now");
    } else if (at->utc > now_.utc + process::clock_drift || at->utc < kEarliest) {
      told.remarks.push_back(fmt::format("it says that it came {}: received now", text(*at)));
    } else if (at->utc < now_.utc) {
      out.at = exactly(session_.rules().zone.at(std::chrono::floor<std::chrono::seconds>(at->utc)));
      out.recorded_at = now_;
    }
    return out;
  }

  // The id of who wrote it; a party file for somebody who is new. Empty when nobody can be named.
  Result<std::string> party_of(const mail::Address& sender) {
    if (records::email_key(sender.email).empty() && sender.name.empty()) return std::string{};
    records::Party party;
    party.name = sender.name;
    if (!sender.email.empty()) party.emails = {sender.email};
    if (parties_.find_or_draw(party, world_.random).is_new)
      if (auto put = staged_.put(records::path_of_party(party.id), std::nullopt, records::write(party)); !put)
        return std::move(put).failure();
    return party.id;
  }

  Result<Done> put_on_record(std::size_t index, Open& open, mail::Mail& mail, const std::string& reference, std::size_t at) {
    Told& told = told_[at];
    Stamp mark = stamp_of(at, told);
    auto party = party_of(intake::sender_of(mail.head, session_.settings().mailboxes));
    if (!party) return std::move(party).failure();
    const std::string kept_reference = sealing_.is_on() ? intake::hidden_reference(reference) : reference;

    std::string words = std::move(mail.text);
    const bool is_reply = open.complaint.has_value();
    const std::string topic = intake::topic_of(mail.head.subject);
    const bool is_summary = !topic.empty() && !sealing_.is_on() &&
                            checks::personal_data_in(topic, session_.rules().personal_numbers).empty();
    if (!is_reply && !is_summary && !topic.empty()) words = topic + (words.empty() ? "" : "\n\n") + words;
    const std::size_t room = open.size < kLargeRecord ? kLongestText : kShortText;
    const auto beginning = intake::beginning_of(words, room);
    if (beginning.size() < words.size()) {
      mail.attachments.push_back({"text.txt", "text/plain", words});
      told.remarks.emplace_back("its text is long: all of it is in text.txt");
      words = std::string{beginning} + "\n[…]";
    }

    std::vector<std::string> of_record;  // the remarks that the record needs
    std::vector<mail::Attachment*> kept;
    for (auto& file : mail.attachments) {
      if (file.bytes.size() <= largest_kept_file) {
        kept.push_back(&file);
        continue;
      }
      of_record.push_back(fmt::format("{} ({} MiB) is not kept: it is larger than {} MiB", printable_line(file.name),
                                      file.bytes.size() >> 20U, largest_kept_file >> 20U));
      told.remarks.push_back(of_record.back());
    }
    mark.note = {joined(of_record)};

    if (is_reply) {
      process::Noted noted;
      noted.text = {words.empty() ? "[no text]" : words};
      noted.medium = medium();
      noted.from = *party;
      noted.external_refs = {kept_reference};
      if (process::is_before(mark.at, open.complaint->history.front().at, session_.rules().zone)) {
        told.remarks.push_back(fmt::format("it says that it came {}, before the complaint: noted now", text(mark.at)));
        mark.at = exactly(now_);
        mark.recorded_at.reset();
      }
      const auto state = process::replay(*open.complaint, session_.rules());
      auto taken = process::take(*open.complaint, event_of(mark, std::move(noted)), session_.rules());
      if (!taken) return std::move(taken).failure();
      open.complaint = std::move(*taken);
      tell_reply(told, state, *party);
    } else {
      auto begun = new_complaint(index, mail, mark, *party, kept_reference, words, is_summary ? topic : "", at);
      if (!begun) return std::move(begun).failure();
      open.complaint = std::move(*begun);
    }
    told.id = open.complaint->id;
    open.size += 2 * words.size() + 8 * static_cast<std::size_t>(std::count(words.begin(), words.end(), '\n')) + 2000;
    mark.note = {};
    for (auto* file : kept)
      if (auto done = keep_file(open, *file, mark, told); !done) return done;
    return Done{};
  }

  std::string medium() const { return options_.medium.empty() ? "email" : options_.medium; }

  void tell_reply(Told& told, const process::State& state, const std::string& party) const {
    if (told.course.fate == Fate::imported) return;
    if (party != state.complainant) told.remarks.emplace_back("it is not from the complainant");
    const std::string& id = state.id.text();
    if (state.status == process::Status::pending_complainant)
      told.remarks.push_back(fmt::format("an answer is awaited: cmt answer {}", id));
    else if (state.status == process::Status::communicated)
      told.remarks.push_back(fmt::format("the decision was told: cmt accept or cmt contest {}", id));
    else if (!process::is_open(state.status))
      told.remarks.push_back(fmt::format("the case is {}", name_of(process::status_names, state.status)));
  }

  Result<process::Complaint> new_complaint(std::size_t index, const mail::Mail& mail, const Stamp& mark, const std::string& party,
                                           const std::string& reference, const std::string& words, const std::string& topic,
                                           std::size_t at) {
    const process::Rules& rules = session_.rules();
    process::Received body;
    body.medium = medium();
    body.language = session_.settings().language();
    body.complainant = party;
    if (party.empty()) body.anonymous = true;
    const auto& channel = mail.head.received ? mail.head.received : mail.head.sent;
    if (channel && mark.recorded_at) body.channel_received_at = times_[at];
    body.external_refs = {reference};
    body.description = {words};
    body.recurring = process::Answer::unknown;
    body.immediate_action = process::ImmediateAction{process::Answer::unknown, {}, {}};
    body.remedy_sought.emplace();
    body.remedy_sought->requested = process::Answer::unknown;
    body.process = rules.process;
    const Date day = *rules.zone.date_of(mark.at);
    auto chosen = process::choose_profile(rules, session_.settings().profile, day);
    if (!chosen) return std::move(chosen).failure();
    body.profile = chosen->profile;
    body.limits = chosen->limits;
    const std::string summary = topic.empty() ? neutral_summary(body, session_.settings()) : truncate(printable_line(topic), 100);
    ComplaintId id = ComplaintId::draw(year_of(day), world_.random);
    while (session_.reg.has(id) || !new_ids_.insert(id.text()).second) id = ComplaintId::draw(year_of(day), world_.random);
    process::Complaint complaint{id, summary, {event_of(mark, std::move(body))}};
    auto refused = process::refusals_of_receipt(complaint, rules);
    if (!refused.empty()) return Failure{FailureKind::refused, std::move(refused)};
    ids_[index] = id;
    told_[at].course.fate = Fate::imported;
    return complaint;
  }

  Result<Done> keep_file(Open& open, mail::Attachment& file, const Stamp& mark, Told& told) {
    const ComplaintId& id = open.complaint->id;
    const std::string digest = sha256(file.bytes);
    const std::string path = path_of_kept(session_, id, file.name, digest);
    const auto danger = intake::danger_of(file.name, file.bytes);
    const std::string name = printable_line(file.name);
    if (!open.files.insert(path).second) return Done{};  // the same file again, such as the picture of a signature
    std::string kept_digest = digest;
    const auto there = session_.disk->find(path);
    if (!there) return there.failure();
    if (*there) {
      const auto bytes = session_.disk->read(path, kept_file_limit);
      if (!bytes) return bytes.failure();
      kept_digest = sha256(*bytes);
    } else {
      auto put = staged_.put_file(id, open.bytes, path, std::move(file.bytes));
      if (!put) return std::move(put).failure();
      kept_digest = std::move(*put);
    }
    Stamp stamped = mark;
    if (!danger.empty()) {
      stamped.note = {fmt::format("It is {}: opening it may do harm.", danger)};
      told.remarks.push_back(fmt::format("{} is {}: opening it may do harm", name, danger));
    }
    auto taken = process::take(*open.complaint, event_of(stamped, process::Attached{name, path, kept_digest, file.type}),
                               session_.rules());
    if (!taken) return std::move(taken).failure();
    open.complaint = std::move(*taken);
    open.size += 1000;
    told.files.push_back({name, path, kept_digest});
    return Done{};
  }

  // The complaint of which a mail of ours was not delivered.
  void find_returned(std::size_t at) {
    const auto bytes = files_.read(at);
    const auto mail = bytes ? mail::read_mail(*bytes) : Result<mail::Mail>{bytes.failure()};
    if (!mail || !mail->returned) return;
    const mail::Head& head = *mail->returned;
    std::vector<std::string> ids = head.references;
    if (!head.message_id.empty()) ids.push_back(head.message_id);
    for (const auto& one : ids)
      if (!told_[at].id) told_[at].id = known_.find(intake::mail_key("mid:" + one));
    for (const auto& name : intake::complaints_named(head.subject))
      if (const auto id = ComplaintId::known(name); !told_[at].id && session_.reg.has(id)) told_[at].id = id;
  }

  World& world_;
  const MailOptions& options_;
  Session& session_;
  Sealing& sealing_;
  MailFiles& files_;
  std::string by_;
  Instant now_;
  Staged staged_;
  MailsOnRecord known_;
  intake::Threads threads_;
  std::vector<std::optional<Instant>> times_;
  std::vector<Digest<3>> keys_;
  std::vector<Told> told_;
  std::vector<std::optional<ComplaintId>> ids_;  // of the cases
  intake::Parties parties_;
  std::set<std::string> new_ids_;
  std::size_t done_ = 0;
};

// ---- what is told ---------------------------------------------------------------------------------

std::string remark_of(const Told& told, const std::vector<Told>& all) {
  std::vector<std::string> parts;
  if (told.course.same_as) parts.push_back("of " + place_of(all[*told.course.same_as].at));
  if (!told.course.why.empty()) parts.push_back(told.course.why);
  if (!told.files.empty())
    parts.push_back(fmt::format("{} file{} kept", told.files.size(), told.files.size() == 1 ? "" : "s"));
  parts.insert(parts.end(), told.remarks.begin(), told.remarks.end());
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

std::string id_of(const Told& told, const Import& import, bool is_dry_run) {
  if (!told.id || (is_dry_run && import.is_new(told))) return {};
  return told.id->text();
}

nlohmann::ordered_json json_of(const Import& import, const MailOptions& o) {
  using Json = nlohmann::ordered_json;
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json{} : Json(text); };
  Json mails = Json::array();
  for (const auto& one : import.told()) {
    Json files = Json::array();
    for (const auto& file : one.files) files.push_back({{"name", file.name}, {"file", file.path}, {"sha256", file.sha256}});
    Json remarks = Json::array();
    for (const auto& remark : one.remarks) remarks.push_back(remark);
    std::string why = one.course.why;
    if (one.course.same_as) why = "of " + place_of(import.told()[*one.course.same_as].at) + (why.empty() ? "" : ", " + why);
    mails.push_back({{"mail", place_of(one.at)},
                     {"message_id", text_or_null(one.message_id)},
                     {"result", std::string{name_of(intake::fate_names, one.course.fate)}},
                     {"id", text_or_null(id_of(one, import, o.dry_run))},
                     {"reason", text_or_null(why)},
                     {"remarks", std::move(remarks)},
                     {"attachments", std::move(files)}});
  }
  return {{"schema", 1},
          {"imported", import.count(Fate::imported)},
          {"known", import.count(Fate::duplicate)},
          {"replies", import.count(Fate::reply)},
          {"bounces", import.count(Fate::bounce)},
          {"automatic", import.count(Fate::automatic)},
          {"loops", import.count(Fate::loop)},
          {"refused", import.count(Fate::refused)},
          {"mails", std::move(mails)}};
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

int import_mails(World& world, const MailOptions& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  if (const auto medium = code_value(session->rules().lists, "media", o.medium, "--medium"); !medium)
    return fail(world, medium.failure());
  const auto lock = lock_for(*session, o);
  if (!lock) return fail(world, lock.failure());
  auto files = MailFiles::open(world, o.format, o.path);
  if (!files) return fail(world, files.failure());
  auto by = actor(world, session->root);
  if (!by) return fail(world, by.failure());
  auto sealing = Sealing::open(world, *session);
  if (!sealing) return fail(world, sealing.failure());
  Import import{world, o, *session, *sealing, *files, std::move(*by)};
  if (const auto done = import.run(); !done) return fail(world, done.failure());

  const std::size_t refused = import.count(Fate::refused);
  for (const auto& one : import.told()) {
    if (one.course.fate != Fate::refused) continue;
    Diagnostic problem;
    problem.at = one.at;
    problem.message = one.course.why;
    problem.severity = o.keep_going ? Severity::warning : Severity::error;
    print(world, {std::move(problem)});
  }
  if (refused > 0 && !o.keep_going) {
    world.console.write_err(tr("  nothing was imported; --keep-going leaves out what cannot be read\n").shown());
    return not_readable;
  }
  if (const auto done = import.staged().commit(world); !done) return fail(world, done.failure());

  const std::string what = counted(import.count(Fate::imported), "complaint", "complaints") + " and " +
                           counted(import.count(Fate::reply), "reply", "replies");
  if (const auto committed = commit_written(world, *session, import.staged().written(), {fmt::format("Import {} ({})", what, o.format)});
      !committed)
    return fail(world, committed.failure());
  if (world.globals.json) {
    print_json(world, json_of(import, o));
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : import.told())
      rows.push_back({place_of(one.at), std::string{name_of(intake::fate_names, one.course.fate)}, id_of(one, import, o.dry_run),
                      remark_of(one, import.told())});
    world.out += shown_table(world, {{"Mail"}, {"Result"}, {"Complaint"}, {"Remark"}}, rows);
  }
  std::string said = fmt::format("{} imported from {}, {} known already", what,
                                 o.path == "-" ? "standard input" : printable_line(o.path), import.count(Fate::duplicate));
  const std::size_t left = import.count(Fate::bounce) + import.count(Fate::automatic) + import.count(Fate::loop);
  if (left > 0)
    said += fmt::format("; not imported: {}, {} automatic, {}", counted(import.count(Fate::bounce), "bounce", "bounces"),
                        import.count(Fate::automatic), counted(import.count(Fate::loop), "loop", "loops"));
  if (refused > 0) said += fmt::format("; {} refused", refused);
  world.say(o.dry_run ? tr("would be: {}", said) : said);
  return refused > 0 ? answer_is_no : cli::done;
}

}  // namespace cmt::cli
