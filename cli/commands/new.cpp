// 7.2 Receipt of complaint: a complaint is put on record at the first report.
#include <fmt/core.h>

#include <algorithm>

#include "cache/party_index.hpp"
#include "cli/agreement.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/edit.hpp"
#include "cli/kept_file.hpp"
#include "cli/print.hpp"
#include "cli/receipt.hpp"
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "process/clocks.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "forms/file.hpp"
#include "process/7_2_receipt.hpp"

namespace cmt::cli {
namespace {

// Somebody who is named: what makes a party, or in place of the name the id of one.
struct Contact {
  std::string name, email, phone, address, post_code, town, country;
  bool is_never_id = false;  // the name was written outside: it is nothing but a name
  bool empty() const {
    return name.empty() && email.empty() && phone.empty() && address.empty() && post_code.empty() && town.empty() && country.empty();
  }
};

struct Options : ChangeOptions {
  std::string summary, medium, description, category, category_text, delay_days, product, unit;
  std::string received, occurred, language, remedy_text, kind, type;
  std::string profile, referred_on, recurring, immediate, immediate_text, reply_by, referred_by, via, recipient, reference;
  std::vector<std::string> remedies, refs, also, persons, needs, vulnerability;
  std::string remedy_requested;  // yes or no, as the form says
  std::string authority, form;
  Contact complainant, representative, contact;
  bool anonymous = false, edit = false, safety = false;
};

// Asks for what is required and was not given; only ever called with a terminal on both sides.
void ask_for_missing(World& world, Options& o, const Lists& lists) {
  const auto ask = [&](const Message& question, std::string& target) {
    world.console.write_err(question.shown() + ": ");
    if (auto line = world.console.read_line()) target = *line;
  };
  if (o.medium.empty()) {
    std::string media;
    for (const auto& code : lists["media"].codes()) media += (media.empty() ? "" : ", ") + code;
    world.console.write_err(tr("How did it come? One of: {}\n", media).shown());
    ask(tr("Medium"), o.medium);
  }
  if (o.description.empty()) ask(tr("What does the complainant say"), o.description);
  if (o.summary.empty()) ask(tr("Summary in one line, without personal data (may be empty)"), o.summary);
  if (o.complainant.empty() && !o.anonymous) ask(tr("Name of the complainant (empty: anonymous)"), o.complainant.name);
}

// The party file to write, or the id of one that exists, and what of it is not as the contact has it.
struct Named {
  std::string id;
  std::optional<records::Party> is_new;
  std::string differs;
};

// The party of the register that is reached by one of these.
Result<std::optional<records::Party>> known_party(const World& world, const Session& session, const std::string& email,
                                                  const std::string& phone) {
  cache::PartyIndex index{session.reg.files(), session.root, email, phone, cached_from(world)};
  auto found = session.reg.find_party(email, phone, threads_of(world), &index);
  index.finish();
  return found;
}

Result<Named> party_of(World& world, const Session& session, const Contact& contact) {
  auto sealing = Sealing::open(world, session);
  if (!sealing) return std::move(sealing).failure();
  std::optional<records::Party> known;
  const bool is_id = !contact.is_never_id && LetterId::parse('P', ids::normalise(contact.name));
  if (is_id) {
    auto party = session.reg.load_party(ids::normalise(contact.name));
    if (!party) return std::move(party).failure();
    known = sealing->open_party(std::move(*party));
  } else {
    auto found = sealing->is_on() ? sealing->find_party(contact.email, contact.phone)
                                  : known_party(world, session, contact.email, contact.phone);
    if (!found) return std::move(found).failure();
    known = std::move(*found);
  }
  if (known) {
    Named out{known->id, {}, {}};
    const auto compare = [&](const char* what, const std::string& said, const std::string& on_file) {
      if (!said.empty() && said != on_file) out.differs += (out.differs.empty() ? "" : ", ") + std::string{what};
    };
    const auto compare_any = [&](const char* what, const std::string& said, const std::vector<std::string>& on_file, std::string (*key)(std::string_view)) {
      const bool is_there = std::any_of(on_file.begin(), on_file.end(), [&](const auto& one) { return key(one) == key(said); });
      if (!is_there) compare(what, said, {});
    };
    if (!is_id) compare("name", contact.name, known->name);
    compare_any("e-mail", contact.email, known->emails, records::email_key);
    compare_any("telephone", contact.phone, known->phones, records::phone_key);
    compare("address", contact.address, known->address);
    compare("post code", contact.post_code, known->post_code);
    compare("town", contact.town, known->town);
    compare("country", contact.country, known->country);
    return out;
  }
  records::Party party;
  party.id = unused_id(world, session, 'P', "parties");
  party.name = contact.name;
  party.address = contact.address;
  party.post_code = contact.post_code;
  party.town = contact.town;
  party.country = contact.country;
  if (!contact.email.empty()) party.emails = {contact.email};
  if (!contact.phone.empty()) party.phones = {contact.phone};
  return Named{party.id, std::move(party), {}};
}

// The bytes of a form; `-` is standard input. Fails (unreadable) when it is no file or too large for a form.
Result<std::string> bytes_of_form(World& world, const std::string& typed) {
  if (typed != "-") return bytes_to_keep(world, typed);
  std::string out(forms::file_limit + 1, '\0');
  std::size_t size = 0;
  while (size < out.size()) {
    const auto read = world.console.read_bytes(out.data() + size, out.size() - size);
    if (!read) return read.failure();
    if (*read == 0) break;
    size += *read;
  }
  out.resize(size);
  return out;
}

// Puts what the form says where the options would have it; an option that was given wins.
void take_over(const forms::Answers& answers, Options& o) {
  const auto put = [&](std::string& option, std::string_view key) {
    if (option.empty()) option = answers[key];
  };
  const auto put_contact = [&](Contact& contact, const std::string& prefix) {
    contact.is_never_id = contact.name.empty();
    put(contact.name, prefix + "name");
    put(contact.email, prefix + "email");
    put(contact.phone, prefix + "phone");
    put(contact.address, prefix + "address");
  };
  put_contact(o.complainant, "");
  put(o.complainant.post_code, "post_code");
  put(o.complainant.town, "town");
  put(o.complainant.country, "country");
  put_contact(o.representative, "representative_");
  put(o.authority, "representative_authority");
  put_contact(o.contact, "contact_");
  put(o.reference, "reference_number");
  put(o.product, "product");
  put(o.occurred, "occurred_on");
  put(o.description, forms::needed_key);
  if (o.remedies.empty() && o.remedy_text.empty()) put(o.remedy_requested, "remedy_requested");
  put(o.remedy_text, "remedy");
  if (o.language.empty()) o.language = answers.language;
}

Result<process::Received> receipt_of(const Options& o, const records::Settings& settings) {
  const process::Rules& rules = settings.rules;
  process::Received body;
  body.kind = parse_name(process::kind_names, o.kind);
  const auto code = [&](std::string_view list, const std::string& typed, std::string_view option,
                        std::string& target) -> Result<Done> {
    auto value = code_value(rules.lists, list, typed, option);
    if (!value) return std::move(value).failure();
    target = std::move(*value);
    return Done{};
  };
  const auto codes = [&](std::string_view list, const std::vector<std::string>& typed,
                         std::string_view option, std::vector<std::string>& target) -> Result<Done> {
    auto value = code_values(rules.lists, list, typed, option);
    if (!value) return std::move(value).failure();
    target = std::move(*value);
    return Done{};
  };
  if (auto r = code("media", o.medium, "--medium", body.medium); !r) return std::move(r).failure();
  if (auto r = code("problems", o.category, "--category", body.category); !r) return std::move(r).failure();
  if (auto r = codes("problems", o.also, "--also", body.other_categories); !r) return std::move(r).failure();
  if (auto r = code("complainant_types", o.type, "--complainant-type", body.complainant_type); !r)
    return std::move(r).failure();
  if (auto r = codes("accessibility_needs", o.needs, "--need", body.accessibility_needs); !r)
    return std::move(r).failure();
  if (auto r = codes("vulnerabilities", o.vulnerability, "--vulnerability", body.vulnerability); !r)
    return std::move(r).failure();
  body.category_text = o.category_text;
  const auto delay = number_value(o.delay_days, "--delay-days", 0, 100000);
  if (!delay) return delay.failure();
  body.delay_days = *delay;
  body.language = o.language.empty() ? settings.language() : o.language;
  auto product = name_value(rules.products, o.product, "--product", "products");
  if (!product) return std::move(product).failure();
  body.product = std::move(*product);
  auto unit = name_value(rules.units, o.unit, "--unit", "units");
  if (!unit) return std::move(unit).failure();
  body.unit = std::move(*unit);
  body.persons = o.persons;
  body.reference = o.reference;
  body.external_refs = o.refs;
  body.recipient = o.recipient;
  body.received_via = o.via;
  body.referred_by = o.referred_by;
  body.description = {o.description};
  if (o.occurred == "unknown") {
    body.occurred_on = process::KnownDate{};
  } else {
    const auto occurred = date_value(o.occurred, "--occurred");
    if (!occurred) return occurred.failure();
    if (*occurred) body.occurred_on = process::KnownDate{*occurred};
  }
  const auto reply_by = date_value(o.reply_by, "--reply-by");
  if (!reply_by) return reply_by.failure();
  body.reply_expected_by = *reply_by;
  const auto referred_on = date_value(o.referred_on, "--referred-on");
  if (!referred_on) return referred_on.failure();
  body.referred_on = *referred_on;
  using process::Answer;
  const auto recurring = answer_value(o.recurring, "--recurring");
  if (!recurring) return recurring.failure();
  body.recurring = recurring->value_or(Answer::unknown);
  const auto immediate = answer_value(o.immediate, "--immediate-action");
  if (!immediate) return immediate.failure();
  body.immediate_action = process::ImmediateAction{immediate->value_or(Answer::unknown), {o.immediate_text}, {}};
  process::RemedySought sought;
  sought.requested = Answer::unknown;
  sought.text = {o.remedy_text};
  if (!o.remedy_text.empty() || o.remedy_requested == "yes") sought.requested = Answer::yes;
  if (o.remedy_requested == "no") sought.requested = Answer::no;
  for (const auto& typed : o.remedies) {
    if (typed == "none") {
      sought.requested = Answer::no;
      continue;
    }
    auto remedy = remedy_value(rules.lists, typed);
    if (!remedy) return std::move(remedy).failure();
    sought.requested = Answer::yes;
    sought.codes.push_back(remedy->code);
    if (remedy->amount) sought.amount = remedy->amount;
  }
  body.remedy_sought = std::move(sought);
  if (o.safety) body.safety_suspected = true;
  body.process = rules.process;
  return body;
}

int run_new(World& world, Options o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  if (auto r = expand(world, {&o.description, &o.summary, &o.remedy_text, &o.immediate_text}); !r)
    return fail(world, r.failure());
  std::string form;  // its bytes
  if (!o.form.empty()) {
    auto read = bytes_of_form(world, o.form);
    if (!read) return fail(world, read.failure());
    form = std::move(*read);
    const auto answers = forms::read(o.form == "-" ? "standard input" : o.form, form, o.product.empty() ? rules.products : std::vector<std::string>{});
    if (!answers) return fail(world, answers.failure());
    take_over(*answers, o);
    if (o.anonymous && !o.complainant.empty())
      return fail(world, failure(FailureKind::usage, tr("--anonymous, and the form says who complains"), tr("leave out --anonymous")));
  }
  if (o.edit) {
    const auto text = edit_text(world, *session, "What does the complainant say? Lines that begin with # are left out.",
                                o.description);
    if (!text) return fail(world, text.failure());
    o.description = *text;
  }
  if (can_ask(world) && !o.edit) ask_for_missing(world, o, rules.lists);
  std::string missing;
  if (o.medium.empty()) missing = "--medium";
  if (o.description.empty()) missing += missing.empty() ? "--description" : ", --description";
  if (!missing.empty())
    return fail(world, failure(FailureKind::usage, tr("missing: {}", missing),
                               tr("a complaint is recorded with how it came and what it says (7.2)")));

  auto mark = stamp(world, *session, o);
  if (!mark) return fail(world, mark.failure());
  if (!o.received.empty()) {
    ChangeOptions when = o;
    when.at = o.received;
    when.note.clear();
    const auto received = stamp(world, *session, when);
    if (!received) return fail(world, received.failure());
    mark->at = received->at;
    mark->recorded_at = received->recorded_at;
  }
  auto body = receipt_of(o, session->settings());
  if (!body) return fail(world, body.failure());

  // Only whom it names, and a form, need other files; a case itself depends on none.
  std::vector<store::Change> changes;
  Message remarks;  // on files of parties
  const auto name = [&](const Contact& contact) -> Result<Named> {
    if (contact.empty()) return Named{};
    auto named = party_of(world, *session, contact);
    if (!named) return named;
    if (named->is_new) {
      const std::string path = records::path_of_party(named->id), bytes = records::write(*named->is_new);
      // What is written is what can be read.
      if (auto again = records::read_party(path, bytes); !again) return Failure{FailureKind::usage, again.failure().diagnostics};
      changes.push_back({path, std::nullopt, bytes});
    }
    if (!named->differs.empty())
      remarks += tr("\n{} is left as it is and says otherwise of: {}", records::path_of_party(named->id), named->differs);
    return named;
  };
  auto complainant = name(o.complainant);
  if (!complainant) return fail(world, complainant.failure());
  body->complainant = complainant->id;
  if (complainant->id.empty()) body->anonymous = true;
  const auto representative = name(o.representative);
  if (!representative) return fail(world, representative.failure());
  if (!representative->id.empty()) body->representative = process::Representative{representative->id, o.authority, {}};
  else if (!o.authority.empty())
    return fail(world, failure(FailureKind::usage, tr("a ground to act for the complainant, and nobody who does"), tr("name them with --representative")));
  const auto contact = name(o.contact);
  if (!contact) return fail(world, contact.failure());
  body->contact_person = contact->id;
  const std::string summary = o.summary.empty() ? neutral_summary(*body, session->settings()) : o.summary;
  if (summary.find('\n') != std::string::npos)
    return fail(world, failure(FailureKind::usage, tr("the summary has more than one line")));

  const int year = year_of(*rules.zone.date_of(mark->at));
  ComplaintId id = ComplaintId::draw(year, world.random);
  while (session->reg.has(id)) id = ComplaintId::draw(year, world.random);
  const auto chosen =
      process::choose_profile(rules, o.profile.empty() ? session->settings().profile : o.profile,
                              *rules.zone.date_of(mark->at));
  if (!chosen) return fail(world, chosen.failure());
  body->profile = chosen->profile;
  body->limits = chosen->limits;
  process::Complaint complaint{id, summary, {event_of(*mark, std::move(*body))}};
  auto refused = process::refusals_of_receipt(complaint, rules);
  if (!refused.empty()) return fail(world, {FailureKind::refused, std::move(refused)});
  if (!o.form.empty()) {
    // What it says and no field has stays in it: the date and the signature, the documents that it names.
    const std::string digest = sha256(form), path = path_of_kept(*session, id, forms::kept_name, digest);
    Stamp kept = *mark;
    kept.note = {};
    auto taken = process::take(std::move(complaint), event_of(kept, process::Attached{std::string{forms::kept_name}, path, digest, {}}), rules);
    if (!taken) return fail(world, taken.failure());
    complaint = std::move(*taken);
    if (!o.dry_run) changes.push_back({path, std::nullopt, form});
  }
  // What is written is what can be read.
  const std::string bytes = records::write(complaint);
  if (auto again = records::read(id.path(), bytes, rules.lists); !again)
    return fail(world, {FailureKind::usage, again.failure().diagnostics});

  changes.push_back({id.path(), std::nullopt, bytes});
  // One file is made with exclusive creation and needs no lock; several are made together or not at all,
  // and commits are made one after the other.
  store::Lock lock;
  if (changes.size() > 1 || o.commit) {
    auto taken = lock_for(*session, o);
    if (!taken) return fail(world, taken.failure());
    lock = std::move(*taken);
  }
  const auto done = carry_out(world, *session, o, changes, {fmt::format("Record {}", id.text())});
  if (!done) return fail(world, done.failure());
  if (o.dry_run) return cli::done;
  if (!world.globals.json) world.out += id.text() + "\n";
  Message said = tr("recorded in {}", id.path());
  if (complainant->is_new) said += tr(", complainant {}", complainant->id);
  else if (!complainant->id.empty()) said += tr(", known complainant {}", complainant->id);
  else if (!o.anonymous) said += tr(", as anonymous: no complainant was given");
  const bool is_small = rules.process == process::Process::small;
  world.say(said + (is_small ? tr("; next: ack, assign, close") : tr("; next: ack, assess, assign")) + remarks);
  return cli::done;
}

}  // namespace

Run add_new(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("SUMMARY", o->summary, "one line without personal data; else made from the category", false);
  args.option("--medium", "M", o->medium, "how it came").completes("medium");
  args.option("--description", "TEXT", o->description, "the complainant's own words; - or @FILE");
  args.option("--category", "C", o->category, "main problem category").completes("category");
  args.repeated("--also", "C", o->also, "a further problem category").completes("category");
  args.option("--category-text", "TEXT", o->category_text, "in words, for the category `other`");
  args.option("--delay-days", "N", o->delay_days, "length of the delay, for delay categories");
  args.option("--product", "P", o->product, "product or service concerned").completes("product");
  args.option("--unit", "U", o->unit, "department, branch or site concerned").completes("unit");
  args.option("--received", "TIME", o->received, "when any office got it, if not now: RFC 3339, or a date");
  args.option("--occurred", "DATE", o->occurred, "date of the problem, or unknown");
  args.option("--complainant", "NAME", o->complainant.name, "name, or the id of a known party (P-…)").completes("party");
  args.option("--email", "E", o->complainant.email, "e-mail address; finds a known complainant");
  args.option("--phone", "N", o->complainant.phone, "telephone number; finds a known complainant");
  args.option("--address", "TEXT", o->complainant.address, "street and number");
  args.option("--post-code", "CODE", o->complainant.post_code, "post code");
  args.option("--town", "NAME", o->complainant.town, "town");
  args.option("--country", "NAME", o->complainant.country, "country");
  args.option("--representative", "NAME", o->representative.name, "who acts for the complainant: a name, or P-…").completes("party");
  args.option("--authority", "TEXT", o->authority, "on what ground they act, such as a power of attorney");
  args.option("--contact-person", "NAME", o->contact.name, "whom to write to, if another: a name, or P-…").completes("party");
  args.flag("--anonymous", o->anonymous, "nobody can be named or answered");
  args.option("--language", "TAG", o->language, "language of the complainant; else the register's first");
  args.repeated("--remedy-sought", "CODE[:AMOUNT CUR]", o->remedies, "what they ask for, or none").completes("remedy");
  args.option("--remedy-text", "TEXT", o->remedy_text, "what they ask for, in words");
  args.option("--recurring", "yes|no|unknown", o->recurring, "has it happened to them before");
  args.option("--immediate-action", "yes|no|unknown", o->immediate, "was something done at once");
  args.flag("--safety", o->safety, "it points to a danger to health or safety: assess it the same day");
  args.option("--immediate-text", "TEXT", o->immediate_text, "what was done at once");
  args.option("--reply-by", "DATE", o->reply_by, "reply date told to, or asked by, the complainant");
  args.option("--kind", "K", o->kind, "kind of feedback; complaint when not given").choices(choices_of(process::kind_names));
  args.option("--complainant-type", "T", o->type, "what they are to us").completes("complainant-type");
  args.repeated("--ref", "REF", o->refs, "a number of the complainant, a regulator, another system");
  args.option("--reference", "NO", o->reference, "order, contract, batch or policy number");
  args.repeated("--person", "WHO", o->persons, "staff complained about").completes("person");
  args.option("--recipient", "WHO", o->recipient, "who received it, if not who records it").completes("person");
  args.option("--via", "WHERE", o->via, "site, branch, partner or agent that received it");
  args.option("--referred-by", "WHO", o->referred_by, "who passed it on");
  args.option("--referred-on", "DATE", o->referred_on, "when they sent it on");
  args.option("--profile", "NAME", o->profile, "deadline profile; else the register's").completes("profile");
  args.repeated("--need", "N", o->needs, "support the complainant needs");
  args.repeated("--vulnerability", "V", o->vulnerability, "circumstances to take into account");
  args.option("--from-form", "FILE", o->form, "what a complainant filled in, by cmt form; - for standard input").completes("file");
  args.flag("--edit", o->edit, "write the description in $VISUAL or $EDITOR");
  add_change_options(args, *o);
  args.about("Prints the new id alone. In a terminal, what is required and missing is asked for; in a "
             "script it is an error that names all of it. A form is kept with the case; options that are given win over "
             "what it says.");
  args.example("cmt new 'Card payment taken twice' --medium phone --description 'I paid once …' "
               "--complainant 'Ada Byron' --email ada@example.org --category P20",
               "a complaint by phone");
  args.example("cmt new --medium email --description @letter.txt --anonymous", "the words come from a file");
  args.example("cmt new --medium email --from-form complaint.yaml", "a form that a complainant filled in");
  return [o](World& world) {
    if (o->anonymous && !o->complainant.empty())
      return fail(world, failure(FailureKind::usage, tr("--anonymous and a complainant exclude each other")));
    return run_new(world, *o);
  };
}

}  // namespace cmt::cli
