#include "letters/letter.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "calendar/solar_hijri.hpp"
#include "core/data.hpp"
#include "process/clocks.hpp"
#include "process/redaction.hpp"
#include "process/transitions.hpp"

namespace cmt::letters {
namespace {

using process::Clock;
using process::Outcome;
using process::Status;

constexpr auto kText = Name::Form::text;
constexpr auto kFlag = Name::Form::flag;
constexpr auto kList = Name::Form::list;

constexpr std::string_view kRespond = "say it with cmt respond, of a case that was sent back with cmt return or reopened";
constexpr std::string_view kRights = "set next_step_rights in cmt.yaml, or give it to cmt notify";
constexpr std::string_view kParty = "write it in the file of the party, parties/ID.yaml";

using Months = std::array<std::string_view, 12>;
constexpr Months kEnglish = {"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
constexpr Months kRussian = {"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                             "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
constexpr Months kPersian = {"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
                             "مهر",     "آبان",     "آذر",   "دی",  "بهمن",  "اسفند"};

// What was taken out of a record is not said.
std::string said(std::string text) { return text == process::redacted_text ? std::string{} : text; }

const process::Transition& row(std::string_view number) {
  const auto rows = process::transitions();
  return *std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.number == number; });
}

class Gatherer {
 public:
  Gatherer(Kind kind, const process::Complaint& complaint, const process::State& state,
           const process::Rules& rules, const Occasion& occasion)
      : kind_(kind), complaint_(complaint), state_(state), rules_(rules), occasion_(occasion) {}

  Values gather() {
    put("organization", occasion_.organization);
    put("reference", state_.id.text());
    put("date", words(occasion_.date));
    put("name", occasion_.to.name);
    put("address", occasion_.to.address);
    put("summary", state_.summary);
    put("received", words(state_.received_at));
    put("medium", label("media", state_.medium));
    put("product", state_.product);
    put("contact", contact());
    for (const char* list : {"points", "remedies", "options", "done"}) out_.lists[list];
    tell_clocks();
    tell_question();
    tell_news();
    tell_decision();
    tell_rights();
    tell_end();
    tell_referral();
    for (const auto& [list, entries] : out_.lists)
      if (!entries.empty()) put("any_" + list, "yes");
    return std::move(out_);
  }

 private:
  void put(const std::string& name, std::string text) { out_.texts[name] = said(std::move(text)); }

  std::string words(Date date) const { return date_in_words(date, occasion_.language); }
  std::string words(const When& when) const {
    const auto day = rules_.zone.date_of(when);
    return day ? words(*day) : std::string{};
  }
  std::string words(const std::optional<Date>& date) const { return date ? words(*date) : std::string{}; }
  std::string label(const char* list, const std::string& code) const {
    return code.empty() ? std::string{} : rules_.lists[list].label(code, occasion_.language);
  }

  // The last event of a kind in the cycle; null when there is none.
  template <class Event>
  const Event* last(const process::Event** whole = nullptr) const {
    for (auto event = complaint_.history.rbegin(); event != complaint_.history.rend(); ++event) {
      if (const auto* body = std::get_if<Event>(&event->body)) {
        if (whole) *whole = &*event;
        return body;
      }
      if (std::holds_alternative<process::Reopened>(event->body)) break;
    }
    return nullptr;
  }

  // Whom the complainant was told to ask, else who is accountable, where their full name is known: the
  // short names of staff are not for letters.
  std::string contact() const {
    const auto* told = last<process::Acknowledged>();
    const bool is_told = told && !told->contact_person.empty();
    const auto* member = rules_.person(is_told ? told->contact_person : state_.owner);
    if (member && !member->name.empty()) return member->name;
    return is_told ? told->contact_person : std::string{};
  }

  void tell_clocks() {
    for (const auto& reading : process::read_clocks(state_, rules_, occasion_.now)) {
      if (reading.cycle != state_.cycle().number || !process::is_running(reading.status)) continue;
      // A day that has passed is no promise.
      if (reading.due.day < occasion_.date) continue;
      if (reading.clock == Clock::final) put("answer_by", words(reading.due.day));
      if (reading.clock == Clock::update) put("update_by", words(reading.due.day));
      if (reading.clock == Clock::reply && kind_ != Kind::information_request) put("reply_by", words(reading.due.day));
    }
  }

  void tell_question() {
    const auto* asked = last<process::InfoRequested>();
    if (!asked || state_.status != Status::pending_complainant) return;
    put("question", asked->question.value);
    put("reply_by", words(asked->reply_by));
  }

  // Why an answer takes longer: the last that was put on record of it.
  void tell_news() {
    for (auto event = complaint_.history.rbegin(); event != complaint_.history.rend(); ++event) {
      const auto* update = std::get_if<process::Updated>(&event->body);
      const auto* extension = std::get_if<process::Extended>(&event->body);
      if (std::holds_alternative<process::Reopened>(event->body)) break;
      if (!update && !extension) continue;
      return put("reason", update ? update->text.value : extension->reason.value);
    }
  }

  void tell_decision() {
    const process::Cycle& cycle = state_.cycle();
    if (!cycle.decided || !cycle.outcome) return;
    put("decided", words(*cycle.decided));
    put("outcome", label("outcomes", std::string{name_of(process::outcome_names, *cycle.outcome)}));
    switch (*cycle.outcome) {
      case Outcome::upheld: put("upheld", "yes"); break;
      case Outcome::partly_upheld: put("partly_upheld", "yes"); break;
      case Outcome::not_upheld: put("not_upheld", "yes"); break;
      case Outcome::no_finding: put("no_finding", "yes"); break;
      default: break;
    }
    if (const auto* response = last<process::ResponseProposed>()) {
      put("findings", response->findings.value);
      put("reasons", response->reasons.value);
      put("no_remedy_reason", response->no_remedy_reason.value);
      for (const auto& point : response->points)
        out_.lists["points"].push_back(
            {{"point", said(point.point.value)},
             {"answer", said(point.answer.value)},
             {"finding", point.outcome ? label("outcomes", std::string{name_of(process::outcome_names, *point.outcome)}) : ""}});
      for (const auto& option : response->options) out_.lists["options"].push_back({{"option", said(option)}});
    }
    const auto* told = last<process::DecisionCommunicated>();
    if (told && out_.texts["reasons"].empty()) put("reasons", told->text.value);
    for (const auto& remedy : state_.remedies) {
      out_.lists["remedies"].push_back(remedy_texts(remedy.remedy));
      if (remedy.done) out_.lists["done"].push_back(remedy_texts(remedy.remedy));
    }
    if (cycle.communicated && state_.status == Status::communicated) put("told", words(*cycle.communicated));
  }

  Texts remedy_texts(const process::Remedy& remedy) const {
    return {{"remedy", label("remedies", remedy.code)},
            {"amount", remedy.amount ? money_in_words(*remedy.amount, occasion_.language) : ""},
            {"remedy_by", words(remedy.due)},
            {"remedy_text", said(remedy.text.value)}};
  }

  void tell_rights() {
    const auto* told = last<process::DecisionCommunicated>();
    const bool has_own = told && told->next_step_rights;
    put("internal_review", has_own ? told->next_step_rights->internal_review.value : rules_.defaults.internal_review);
    put("external_body", has_own ? told->next_step_rights->external_body.value : rules_.defaults.external_body);
    if (has_own) put("rights_until", words(told->next_step_rights->deadline));
  }

  void tell_end() {
    const process::Cycle& cycle = state_.cycle();
    if (state_.status != Status::closed || !cycle.ended) return;
    put("closed", words(*cycle.ended));
    if (cycle.closure) put("closure_reason", label("closure_reasons", std::string{name_of(process::closure_reason_names, *cycle.closure)}));
    const auto day = rules_.zone.date_of(*cycle.ended);
    if (day && *day + std::chrono::days{rules_.reopen_days} >= occasion_.date)
      put("reopen_until", words(*day + std::chrono::days{rules_.reopen_days}));
    const auto* closed = last<process::Closed>();
    if (closed && !closed->external_routes.empty()) put("external_body", closed->external_routes.value);
    else if (cycle.closure == process::ClosureReason::external_decision) put("external_body", {});
  }

  void tell_referral() {
    const process::Event* event = nullptr;
    const auto* referred = last<process::Referred>(&event);
    if (!referred) return;
    put("body", referred->body);
    put("referred", words(event->at));
    if (referred->consent && *referred->consent) put("consent", "yes");
  }

  const Kind kind_;
  const process::Complaint& complaint_;
  const process::State& state_;
  const process::Rules& rules_;
  const Occasion& occasion_;
  Values out_;
};

Failure not_yet(const process::State& state, const process::Transition& step, const Message& when, Message hint) {
  Failure refused = refuse(std::string{step.clause},
                           tr("this letter is written {}; {} is `{}`", when, state.id.text(),
                              name_of(process::status_names, state.status)),
                           std::move(hint));
  refused.diagnostics.front().rule = step.number;
  return refused;
}

// Refused, with the number of the step that is missing, where the state does not bear the letter.
Result<Done> is_due(Kind kind, const process::State& state) {
  const std::string id = state.id.text();
  const Message next = tr("next: {}", process::next_steps(state.status));
  const bool is_told_case = state.status == Status::decided || state.status == Status::communicated ||
                            state.status == Status::contested || state.status == Status::remedying ||
                            state.status == Status::referred || state.status == Status::closed;
  switch (kind) {
    case Kind::acknowledgement:
      if (!process::is_open(state.status))
        return not_yet(state, row("T2"), tr("while a complaint is open"), next);
      break;
    case Kind::information_request:
      if (state.status != Status::pending_complainant)
        return not_yet(state, row("T7"), tr("once the question is on record"),
                       fmt::format("cmt ask {} QUESTION --reply-by DATE", id));
      break;
    case Kind::holding:
      if (!process::is_open(state.status) || state.cycle().communicated)
        return not_yet(state, row("X1"), tr("before the complainant knows the decision"), next);
      break;
    case Kind::decision:
      if (!is_told_case || !state.cycle().decided || !state.cycle().outcome)
        return not_yet(state, row("T12"), tr("once the decision is taken"), next);
      break;
    case Kind::reminder:
      if (state.status != Status::pending_complainant && state.status != Status::communicated)
        return not_yet(state, row("X1"), tr("while a question or a decision waits for the complainant"), next);
      break;
    case Kind::closure:
      if (state.status != Status::closed)
        return not_yet(state, row("T16"), tr("once the complaint is closed"), next);
      break;
    case Kind::referral:
      if (state.status != Status::referred)
        return not_yet(state, row("T18"), tr("while an outside body has the case"),
                       fmt::format("cmt refer {} --body NAME", id));
      break;
  }
  return Done{};
}

}  // namespace

const std::vector<Name>& placeholders() {
  static const std::vector<Name> all = {
      {"organization", kText, "", "name of the organization", "set organization in cmt.yaml"},
      {"reference", kText, "", "id of the complaint", ""},
      {"date", kText, "", "date of the letter", ""},
      {"name", kText, "", "name of whom the letter goes to", kParty},
      {"address", kText, "", "their postal address, in lines", kParty},
      {"summary", kText, "", "summary of the complaint", "cmt correct ID --field summary"},
      {"received", kText, "", "when it was received", "cmt correct ID --field received_at"},
      {"medium", kText, "", "how it came", "cmt correct ID --field medium"},
      {"product", kText, "", "product or service concerned", "cmt correct ID --field product"},
      {"contact", kText, "", "whom they can ask: the contact of the acknowledgement, else the owner", "cmt assign ID WHO, or cmt ack ID --contact WHO"},
      {"answer_by", kText, "", "when the answer is due, where that day has not passed", "cmt extend ID final"},
      {"update_by", kText, "", "when they hear again, where that day has not passed", "choose a deadline profile that has the limit `update`"},
      {"question", kText, "", "what they are asked, while the case waits for it", "cmt ask ID QUESTION --reply-by DATE"},
      {"reply_by", kText, "", "until when a reply is awaited, to the question or the decision", "cmt ask ID QUESTION --reply-by DATE"},
      {"reason", kText, "", "how it goes: the last update, or the reason of the last extension", "cmt update ID TEXT --holding, or cmt extend"},
      {"decided", kText, "", "when the decision was taken", "cmt approve ID"},
      {"outcome", kText, "", "what was found, as the value list has it", "cmt respond ID --outcome"},
      {"upheld", kFlag, "", "the complaint is upheld", ""},
      {"partly_upheld", kFlag, "", "it is upheld in part", ""},
      {"not_upheld", kFlag, "", "it is not upheld", ""},
      {"no_finding", kFlag, "", "it could not be found out", ""},
      {"findings", kText, "", "the facts established", kRespond},
      {"reasons", kText, "", "the reasons in plain language", kRespond},
      {"any_points", kFlag, "", "there is a point", ""},
      {"points", kList, "", "the points raised, each with its answer", ""},
      {"point", kText, "points", "what was raised", kRespond},
      {"answer", kText, "points", "the answer to it", "give each point its answer: cmt respond ID --point POINT=ANSWER=OUTCOME"},
      {"finding", kText, "points", "what was found on it", kRespond},
      {"any_remedies", kFlag, "", "there is a remedy", ""},
      {"remedies", kList, "", "what is offered", ""},
      {"remedy", kText, "remedies", "kind of remedy", kRespond},
      {"amount", kText, "remedies", "its amount", kRespond},
      {"remedy_by", kText, "remedies", "when it is to be carried out", kRespond},
      {"remedy_text", kText, "remedies", "what exactly", kRespond},
      {"no_remedy_reason", kText, "", "why nothing is offered", kRespond},
      {"any_options", kFlag, "", "there is an alternative", ""},
      {"options", kList, "", "alternatives offered", ""},
      {"option", kText, "options", "the alternative", kRespond},
      {"internal_review", kText, "", "how to ask for an internal review", kRights},
      {"external_body", kText, "", "where to turn outside", kRights},
      {"rights_until", kText, "", "until when", "cmt notify ID --rights-until DATE"},
      {"told", kText, "", "when the decision was communicated, while it waits for an answer", "cmt notify ID"},
      {"closed", kText, "", "when the complaint was closed", "cmt close ID"},
      {"closure_reason", kText, "", "why, as the value list has it", "cmt close ID"},
      {"any_done", kFlag, "", "a remedy was carried out", ""},
      {"done", kList, "", "the remedies carried out", ""},
      {"remedy", kText, "done", "kind of remedy", ""},
      {"amount", kText, "done", "its amount", ""},
      {"remedy_by", kText, "done", "when it was to be carried out", ""},
      {"remedy_text", kText, "done", "what exactly", ""},
      {"reopen_until", kText, "", "until when it can be reopened, where that day has not passed", "set reopen_days in cmt.yaml"},
      {"body", kText, "", "the outside body it went to", "cmt refer ID --body NAME"},
      {"referred", kText, "", "when it went there", "cmt refer ID --body NAME"},
      {"consent", kFlag, "", "they agreed that data are shared with it", ""},
  };
  return all;
}

std::string path_of_template(Kind kind, std::string_view language) {
  return fmt::format("templates/{}.{}.txt", name_of(kind_names, kind), language);
}

std::string_view built_in_template(Kind kind, std::string_view language) {
  return data::file(fmt::format("letters/{}/{}.txt", language, name_of(kind_names, kind)));
}

Result<Values> values_of(Kind kind, const process::Complaint& complaint, const process::State& state,
                         const process::Rules& rules, const Occasion& occasion) {
  if (auto due = is_due(kind, state); !due) return std::move(due).failure();
  Values out = Gatherer{kind, complaint, state, rules, occasion}.gather();
  if (kind == Kind::decision && out.texts["internal_review"].empty() && out.texts["external_body"].empty()) {
    const process::Transition& step = row("T12");
    Failure refused = refuse(std::string{step.clause}, tr("the complainant's further options are not stated"),
                             tr("set next_step_rights in cmt.yaml, or give them to cmt notify with --rights"));
    refused.diagnostics.front().rule = step.number;
    return refused;
  }
  return out;
}

std::string money_in_words(const Money& money, std::string_view language) {
  std::string amount = money.amount();
  if (const auto point = amount.find('.'); point != std::string::npos && language != "en")
    amount.replace(point, 1, language == "fa" ? "٫" : ",");
  if (language == "fa") amount = calendar::in_persian_digits(amount);
  return amount + "\u00a0" + money.currency();
}

std::string date_in_words(Date date, std::string_view language) {
  if (calendar::is_solar_hijri(language))
    if (const auto hijri = calendar::solar_hijri(date))
      return calendar::in_persian_digits(fmt::format("{}\u00a0{}\u00a0{}", hijri->day, kPersian[static_cast<std::size_t>(hijri->month - 1)], hijri->year));
  const std::chrono::year_month_day day{date};
  const auto month = static_cast<std::size_t>(static_cast<unsigned>(day.month()) - 1);
  if (language == "ru")
    return fmt::format("{}\u00a0{}\u00a0{}\u00a0года", static_cast<unsigned>(day.day()), kRussian[month], static_cast<int>(day.year()));
  return fmt::format("{}\u00a0{}\u00a0{}", static_cast<unsigned>(day.day()), kEnglish[month], static_cast<int>(day.year()));
}

}  // namespace cmt::letters
