// ISO 10002:2018, 8.6 Management review of the complaints-handling process: what was considered
// (8.6.2), what was decided (8.6.3), and whether it was done.
//
// The pack of a review is not kept: `cmt review pack` computes it (lib/evidence). A review names the
// commit that its pack was made of.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::audit {

using process::Code;
using process::may;
using process::must;
using process::Text;

// What a decision is for (8.6.3).
enum class Output { effectiveness, product, resources, policy, risk };
inline constexpr auto output_names = names<Output>({{Output::effectiveness, "effectiveness"},
                                                    {Output::product, "product"},
                                                    {Output::resources, "resources"},
                                                    {Output::policy, "policy"},
                                                    {Output::risk, "risk"}});
constexpr const auto& names_for(Output) { return output_names; }

enum class ReviewStatus { open, held, closed, cancelled };
inline constexpr auto review_status_names = names<ReviewStatus>({{ReviewStatus::open, "open"},
                                                                 {ReviewStatus::held, "held"},
                                                                 {ReviewStatus::closed, "closed"},
                                                                 {ReviewStatus::cancelled, "cancelled"}});

// An input that was not considered, and why not.
struct LeftOut {
  Code input;
  Text reason;
};
template <class V>
void describe(V& v, LeftOut& e) {
  v(must("input", "the input", "review_inputs"), e.input);
  v(must("reason", "why it was not considered"), e.reason);
}

struct ReviewHead {
  std::string title;
};
template <class V>
void describe(V& v, ReviewHead& e) {
  v(must("title", "one line, such as: Third quarter of 2026"), e.title);
}

struct ReviewOpened {
  std::optional<Date> from, to, planned_on;
  std::string chair;
};
template <class V>
void describe(V& v, ReviewOpened& e) {
  v(must("from", "first day of the period that is reviewed"), e.from);
  v(must("to", "last day of that period"), e.to);
  v(must("planned_on", "when it is to be held"), e.planned_on);
  v(must("chair", "who of top management chairs it"), e.chair);
}

struct ReviewHeld {
  std::vector<std::string> present, absent;
  std::string commit;
  std::vector<Code> considered;
  std::vector<LeftOut> left_out;
  Text minutes;
};
template <class V>
void describe(V& v, ReviewHeld& e) {
  v(must("present", "who took part"), e.present);
  v(may("absent", "who was asked and did not"), e.absent);
  v(may("commit", "the commit that the pack was made of"), e.commit);
  v(must("considered", "the inputs of 8.6.2 that were considered", "review_inputs"), e.considered);
  v(may("left_out", "inputs that were not, and why"), e.left_out);
  v(must("minutes", "what was said"), e.minutes);
}

struct Decided {
  std::optional<Output> output;
  Text text;
  std::string owner;
  std::optional<Date> due;
  std::string action;
};
template <class V>
void describe(V& v, Decided& e) {
  v(must("output", "what it is for"), e.output);
  v(must("text", "what was decided"), e.text);
  v(must("owner", "who sees to it"), e.owner);
  v(must("due", "until when"), e.due);
  v(may("action", "the action that carries it out", "@action"), e.action);
}

struct DecisionDone {
  std::optional<int> decision;
  Text evidence;
};
template <class V>
void describe(V& v, DecisionDone& e) {
  v(must("decision", "number of the decision, from 1"), e.decision);
  v(must("evidence", "what shows that it is done"), e.evidence);
}

struct ReviewClosed {
  std::optional<Date> next_on;
  Text no_decision_reason;
};
template <class V>
void describe(V& v, ReviewClosed& e) {
  v(must("next_on", "when the next review is to be held"), e.next_on);
  v(may("no_decision_reason", "why nothing was decided"), e.no_decision_reason);
}

struct ReviewCancelled {
  Text reason;
};
template <class V>
void describe(V& v, ReviewCancelled& e) {
  v(must("reason", "why it is not held"), e.reason);
}

struct ReviewNoted {
  Text text;
};
template <class V>
void describe(V& v, ReviewNoted& e) {
  v(must("text", "the note"), e.text);
}

using ReviewBody = std::variant<ReviewOpened, ReviewHeld, Decided, DecisionDone, ReviewClosed,
                                ReviewCancelled, ReviewNoted>;

struct Decision {
  Decided decided;
  std::optional<Date> done_on;  // as put on record here; one with an action is done when that is closed
};

struct ReviewState : dossier::Progress {
  ReviewStatus status = ReviewStatus::open;
  std::string title;
  ReviewOpened plan;
  std::optional<ReviewHeld> meeting;
  std::optional<Date> held_on, next_on;
  std::vector<Decision> decisions;
};

struct Review {
  static constexpr std::string_view name = "review", folder = "reviews", title = "A management review",
                                    clause = "8.6";
  static constexpr char letter = 'M';
  using Head = ReviewHead;
  using Body = ReviewBody;
  using Status = ReviewStatus;
  using State = ReviewState;
  static constexpr std::string_view event_names[] = {"opened", "held",      "decided", "done",
                                                     "closed", "cancelled", "noted"};
  static constexpr const auto& status_names() { return review_status_names; }
  static std::span<const dossier::Transition<Review>> transitions();
};
static_assert(std::size(Review::event_names) == std::variant_size_v<ReviewBody>);

using ReviewEvent = dossier::Event<Review>;
using ReviewJudgement = dossier::Judgement<Review>;

void begin(ReviewState& state, const ReviewHead& head);

void guard(ReviewJudgement& j, const ReviewOpened& opened);
void guard(ReviewJudgement& j, const ReviewHeld& held);
void guard(ReviewJudgement& j, const Decided& decided);
void guard(ReviewJudgement& j, const DecisionDone& done);
void guard(ReviewJudgement& j, const ReviewClosed& closed);
void guard(ReviewJudgement& j, const ReviewCancelled& cancelled);
void guard(ReviewJudgement& j, const ReviewNoted& noted);

void apply(ReviewState& state, const ReviewEvent& event, const ReviewOpened&, const process::Rules&);
void apply(ReviewState& state, const ReviewEvent& event, const ReviewHeld&, const process::Rules&);
void apply(ReviewState& state, const ReviewEvent& event, const Decided&, const process::Rules&);
void apply(ReviewState& state, const ReviewEvent& event, const DecisionDone&, const process::Rules&);
void apply(ReviewState& state, const ReviewEvent& event, const ReviewClosed&, const process::Rules&);
void apply(ReviewState& state, const ReviewEvent& event, const ReviewCancelled&, const process::Rules&);
void apply(ReviewState& state, const ReviewEvent& event, const ReviewNoted&, const process::Rules&);

}  // namespace cmt::audit
