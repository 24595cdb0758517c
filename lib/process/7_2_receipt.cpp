#include "process/7_2_receipt.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "process/7_5_assessment.hpp"

namespace cmt::process {
namespace {

void end_cycle(State& state, const Event& event, Status end) {
  state.cycles.back().ended = event.at;
  state.cycles.back().end = end;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> missing_at_intake(const Received& received,
                                                                   const std::string& summary) {
  std::vector<std::pair<std::string, std::string>> missing;
  if (received.medium.empty()) missing.emplace_back("medium", "--medium");
  if (received.language.empty()) missing.emplace_back("language", "--language");
  if (received.description.empty() && summary.empty())
    missing.emplace_back("description", "--description");
  if (received.complainant.empty() && !received.anonymous.value_or(false))
    missing.emplace_back("complainant", "--complainant or --anonymous");
  if (!received.recurring) missing.emplace_back("recurring", "--recurring");
  if (!received.remedy_sought || !received.remedy_sought->requested)
    missing.emplace_back("remedy_sought", "--remedy-sought");
  if (!received.immediate_action || !received.immediate_action->taken)
    missing.emplace_back("immediate_action", "--immediate-action");
  return missing;
}

void guard(Judgement& j, const Received& received) {
  const When& at = j.event.at;
  if (!at.is_known())
    j.refuse(tr("the time of receipt is not known"), tr("only imported records may leave it unknown"));
  if (j.event.by.empty()) j.refuse(tr("who received it is missing"), tr("give it with --by"));
  if (j.event.recorded_at && is_before(exactly(*j.event.recorded_at), at, j.rules.zone))
    j.refuse(tr("it was put on record at {}, before it was received, {}",
                text(*j.event.recorded_at), text(at)));
  for (const auto& [field, option] : missing_at_intake(received, j.state.summary))
    j.refuse(tr("{} is missing", field), tr("give it with {}", option));
  const bool passed_on = received.medium == "regulator" || received.medium == "third-party";
  if (passed_on && received.referred_by.empty())
    j.refuse(tr("a complaint that came by {} names who passed it on", received.medium),
             tr("give it with --referred-by"));
  if (received.medium == "other" && received.received_via.empty())
    j.refuse(tr("the medium `other` is named in words"), tr("give it with --via"));
  if (received.anonymous.value_or(false) && !received.complainant.empty())
    j.refuse(tr("an anonymous complaint has no complainant"));
}

void apply(State& state, const Event& event, const Received& received, const Rules& rules) {
  state.kind = received.kind.value_or(Kind::complaint);
  state.received_at = event.at;
  const Instant imported_at =
      received.source && received.source->imported_at ? *received.source->imported_at : Instant{};
  const Instant at = counted_at(event.at, rules.zone, imported_at);
  state.registered_at = event.recorded_at.value_or(at);
  state.registered_by = event.by;
  state.medium = received.medium;
  state.language = received.language;
  state.complainant = received.complainant;
  state.anonymous = received.anonymous.value_or(false);
  state.category = received.category;
  state.other_categories = received.other_categories;
  state.product = received.product;
  state.unit = received.unit;
  state.persons = received.persons;
  state.external_refs = received.external_refs;
  state.recurring = received.recurring.value_or(Answer::unknown);
  state.safety_suspected = received.safety_suspected.value_or(false);
  if (received.occurred_on) state.occurred_on = received.occurred_on->date;
  state.reply_expected_by = received.reply_expected_by;
  state.referred_on = received.referred_on;
  state.profile = received.profile;
  state.limits = received.limits;
  state.description = received.description;
  state.vulnerability = received.vulnerability;
  if (received.source) state.source = received.source->format;
  state.imported_at = imported_at;
  state.cycles = {Cycle{}};
  state.cycles.back().opened = event.at;
  state.stages = {{state.registered_at, Status::fresh, state.kind}};
}

void guard(Judgement&, const Rejected&) {}

void apply(State& state, const Event& event, const Rejected&, const Rules&) {
  end_cycle(state, event, Status::rejected);
  state.cycles.back().outcome = Outcome::out_of_scope;
}

void guard(Judgement& j, const Reclassified& reclassified) {
  if (!reclassified.kind) return;
  if (reclassified.kind == j.state.kind)
    j.refuse(tr("its kind is {} already", name_of(kind_names, j.state.kind)));
  const bool stops_counting =
      j.state.kind == Kind::complaint && reclassified.kind != Kind::complaint;
  if (stops_counting &&
      (reclassified.second_person.empty() || reclassified.second_person == j.event.by))
    j.refuse(tr("a second person agrees before a complaint becomes anything else"),
             tr("name them with --second-person"));
}

void apply(State& state, const Event&, const Reclassified& reclassified, const Rules&) {
  state.kind = reclassified.kind.value_or(state.kind);
}

void guard(Judgement& j, const Merged& merged) {
  if (merged.into == j.state.id.text()) j.refuse(tr("a complaint cannot be merged into itself"));
}

void apply(State& state, const Event& event, const Merged& merged, const Rules&) {
  state.merged_into = merged.into;
  end_cycle(state, event, Status::merged);
}

Diagnostics refusals_of_merge(const State& duplicate, const State& master) {
  Diagnostics out;
  const auto refuse_merge = [&](Message message, Message hint) {
    Diagnostic diagnostic;
    diagnostic.rule = "T23";
    diagnostic.clause = "7.2";
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    out.push_back(std::move(diagnostic));
  };
  const std::string& id = master.id.text();
  if (master.status == Status::merged)
    refuse_merge(tr("{} is itself merged into {}", id, master.merged_into),
                 tr("merge into {}", master.merged_into));
  if (master.status == Status::voided) refuse_merge(tr("{} is void", id), "");
  if (master.kind != duplicate.kind)
    refuse_merge(tr("the kind of {} is {}, not {}", id, name_of(kind_names, master.kind),
                    name_of(kind_names, duplicate.kind)),
                 tr("reclassify one of the two first"));
  if (duplicate.complainant.empty() || duplicate.complainant != master.complainant)
    refuse_merge(tr("{} has another complainant; each is owed an answer", id),
                 tr("cmt link {} {} --type linked", duplicate.id.text(), id));
  return out;
}

void guard(Judgement&, const Unmerged&) {}

void apply(State& state, const Event&, const Unmerged&, const Rules&) {
  state.merged_into.clear();
  state.cycles.back().ended.reset();
  state.cycles.back().end.reset();
}

void guard(Judgement& j, const Split& split) {
  if (std::find(split.into.begin(), split.into.end(), j.state.id.text()) != split.into.end())
    j.refuse(tr("a complaint cannot be a part of itself"));
}
void apply(State& state, const Event&, const Split& split, const Rules&) {
  state.split_into.insert(state.split_into.end(), split.into.begin(), split.into.end());
}

void guard(Judgement& j, const Linked& linked) {
  if (linked.to == j.state.id.text()) j.refuse(tr("a complaint cannot be linked to itself"));
  for (const auto& link : j.state.links)
    if (link.to == linked.to && link.type == linked.type)
      j.refuse(tr("it is linked to {} as {} already", linked.to,
                  name_of(link_type_names, link.type)));
}
void apply(State& state, const Event&, const Linked& linked, const Rules&) {
  state.links.push_back({linked.to, linked.type.value_or(LinkType::linked)});
}

void guard(Judgement&, const Attached&) {}
void apply(State&, const Event&, const Attached&, const Rules&) {}

void guard(Judgement& j, const Voided&) {
  if (j.state.decision_communicated_once)
    j.refuse(tr("a decision was communicated, so the record cannot be void"),
             tr("put right what is wrong with cmt correct {}", j.state.id.text()));
}
void apply(State& state, const Event& event, const Voided&, const Rules&) {
  end_cycle(state, event, Status::voided);
}

const std::vector<std::string> correctable_fields = {
    "summary",           "received_at", "medium", "language",    "complainant",
    "category",          "product",     "unit",   "description", "recurring",
    "reply_expected_by", "severity",    "impact", "outcome",     "cause",
    "safety_suspected"};

void guard(Judgement& j, const Corrected& corrected) {
  const auto& field = corrected.field;
  const std::string& value = corrected.value.value;
  if (field.empty() || value.empty()) return;
  const auto refuse_value = [&](const std::string& expected) {
    j.refuse(tr("'{}' is not right for {}", value, field), tr("expected {}", expected));
  };
  if (std::find(correctable_fields.begin(), correctable_fields.end(), field) ==
      correctable_fields.end()) {
    std::string all;
    for (const auto& name : correctable_fields) all += (all.empty() ? "" : ", ") + name;
    j.refuse(tr("field '{}' cannot be corrected", field), tr("one of: {}", all));
  } else if (field == "medium" || field == "category") {
    const auto& list = j.rules.lists[field == "medium" ? "media" : "problems"];
    if (!list.find(value)) refuse_value("a code of the list " + list.name());
  } else if (field == "complainant") {
    if (!LetterId::parse('P', value)) refuse_value("the id of a party such as P-4TZ8N2C");
  } else if (field == "received_at") {
    const auto when = parse_when(value);
    if (!when || !when->is_known()) refuse_value("a time with an offset, or a date");
  } else if (field == "reply_expected_by") {
    if (!parse_date(value)) refuse_value("a date such as 2026-11-20");
  } else if (field == "recurring") {
    if (!parse_name(answer_names, value)) refuse_value("true, false or unknown");
  } else if (field == "safety_suspected") {
    if (value != "true" && value != "false") refuse_value("true or false");
  } else if (field == "severity" || field == "impact") {
    if (value.size() != 1 || value[0] < '1' || value[0] > '4') refuse_value("1, 2, 3 or 4");
    if (!j.state.assessed_once) j.refuse(tr("it was never assessed"), tr("cmt assess supplies it"));
  } else if (field == "cause") {
    // A closed case may lack its cause: it was imported, or its outcome was put right since.
    if (!j.rules.lists["causes"].find(value)) refuse_value("a code of the list causes");
    if (j.state.causes.empty() && j.state.status != Status::closed)
      j.refuse(tr("no cause was recorded yet"), tr("cmt respond supplies it, with --cause"));
  } else if (field == "outcome") {
    const auto outcome = parse_name(outcome_names, value);
    if (!outcome || !is_finding(*outcome))
      refuse_value("upheld, partly-upheld, not-upheld or no-finding");
    if (!j.state.cycle().outcome) j.refuse(tr("nothing was decided yet"), tr("cmt respond supplies it"));
    if (j.full() && j.state.decision_communicated_once)
      j.refuse(tr("the decision was communicated; another one is a new decision"),
               fmt::format("cmt reopen {} --reason error-in-decision", j.state.id.text()));
  }
}

void apply(State& state, const Event&, const Corrected& corrected, const Rules&) {
  const std::string& value = corrected.value.value;
  const auto& field = corrected.field;
  const auto scale = [&] {
    return value.size() == 1 ? std::optional{value[0] - '0'} : std::nullopt;
  };
  if (field == "summary")
    state.summary = value;
  else if (field == "medium")
    state.medium = value;
  else if (field == "language")
    state.language = value;
  else if (field == "complainant")
    state.complainant = value, state.anonymous = false;
  else if (field == "category")
    state.category = value;
  else if (field == "product")
    state.product = value;
  else if (field == "unit")
    state.unit = value;
  else if (field == "description")
    state.description = corrected.value;
  else if (field == "recurring")
    state.recurring = parse_name(answer_names, value).value_or(state.recurring);
  else if (field == "reply_expected_by")
    state.reply_expected_by = parse_date(value);
  else if (field == "received_at")
    state.received_at = state.cycles.front().opened = parse_when(value).value_or(state.received_at);
  else if (field == "severity")
    state.severity = scale();
  else if (field == "impact")
    state.impact = scale();
  else if (field == "cause")
    state.causes = {value};
  else if (field == "safety_suspected")
    state.safety_suspected = value == "true";
  else if (field == "outcome")
    state.cycles.back().outcome = parse_name(outcome_names, value);
  if (field == "severity" || field == "impact") set_priority(state);
}

void guard(Judgement&, const Redacted&) {}
void apply(State&, const Event&, const Redacted&, const Rules&) {}

}  // namespace cmt::process
