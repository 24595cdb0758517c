// 7.7 Response to complaint: what was found and what is offered.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/promises.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"

namespace cmt::cli {

Run add_respond(Args& args) {
  struct Options : StepOptions {
    std::string outcome, findings, reasons, complainant_view, staff_view, no_evidence, no_remedy;
    std::string no_investigation, no_investigation_by, remedy_text, cause_method, cause_text, others;
    std::vector<std::string> evidence, remedies, causes, points, options;
    TypedPromises promises;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--outcome", "O", o->outcome, "what was found")
      .choices({"upheld", "partly-upheld", "not-upheld", "no-finding"}).required();
  args.option("--findings", "TEXT", o->findings, "the facts established; - or @FILE");
  args.option("--reasons", "TEXT", o->reasons, "the reasons in plain language; - or @FILE");
  args.repeated("--evidence", "TEXT", o->evidence, "what the findings rest on");
  args.option("--no-evidence", "REASON", o->no_evidence, "why there is none");
  args.repeated("--remedy", "CODE[:AMOUNT CUR]", o->remedies, "what is offered, such as 'R47:120.00 EUR'").completes("remedy");
  args.option("--remedy-text", "TEXT", o->remedy_text, "what exactly is offered");
  args.option("--no-remedy", "REASON", o->no_remedy, "why nothing is offered");
  args.repeated("--point", "POINT=ANSWER=OUTCOME", o->points, "a point raised, its answer and what was found on it");
  add_promise_options(args, o->promises);
  args.option("--complainant-view", "TEXT", o->complainant_view, "the complainant's side; - or @FILE");
  args.option("--staff-view", "TEXT", o->staff_view, "the other side; - or @FILE");
  args.option("--no-investigation", "REASON", o->no_investigation, "why a simple case needs none");
  args.option("--no-investigation-by", "WHO", o->no_investigation_by, "who decided that; else who acts");
  args.repeated("--option", "TEXT", o->options, "an alternative offered");
  args.repeated("--cause", "C", o->causes, "root cause, the main one first").completes("cause");
  args.option("--cause-method", "M", o->cause_method, "how it was found");
  args.option("--cause-text", "TEXT", o->cause_text, "in words");
  args.option("--others-affected", "N", o->others, "how many others the same problem may have hit");
  args.example("cmt respond 7K3 --outcome upheld --findings 'Charged twice' --evidence 'bank statement' "
               "--reasons 'The till sent it twice' --remedy 'R49:40.00 EUR' --cause C50",
               "a response that waits for the approver");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          const Lists& lists = step.session.rules().lists;
          if (auto r = expand(step.world, {&o->findings, &o->reasons, &o->complainant_view, &o->staff_view}); !r)
            return std::move(r).failure();
          process::ResponseProposed body;
          body.outcome = parse_name(process::outcome_names, o->outcome);
          body.findings = {o->findings};
          body.reasons = {o->reasons};
          body.complainant_view = {o->complainant_view};
          body.staff_view = {o->staff_view};
          for (const auto& what : o->evidence) body.evidence.push_back({what, {}, {}, {}, {}});
          body.no_evidence_reason = {o->no_evidence};
          auto remedies = remedy_values(lists, o->remedies);
          if (!remedies) return std::move(remedies).failure();
          body.remedies = std::move(*remedies);
          if (!o->remedy_text.empty()) {
            if (body.remedies.size() != 1)
              return failure(FailureKind::usage, tr("--remedy-text goes with exactly one --remedy"));
            body.remedies.front().text = {o->remedy_text};
          }
          body.no_remedy_reason = {o->no_remedy};
          auto promises = promise_values(o->promises);
          if (!promises) return std::move(promises).failure();
          if (body.remedies.empty() && o->no_remedy.empty())
            body.remedies = promised_remedies(step.session.rules(), *promises);
          body.promises = std::move(*promises);
          for (const auto& typed : o->points) {
            const auto first = typed.find('='), last = typed.rfind('=');
            const auto outcome = first == last ? std::nullopt : parse_name(process::outcome_names, typed.substr(last + 1));
            if (!outcome)
              return failure(FailureKind::usage, tr("--point has the form POINT=ANSWER=OUTCOME"),
                             tr("for example 'late=The van broke down=upheld'"));
            body.points.push_back({{typed.substr(0, first)}, {typed.substr(first + 1, last - first - 1)}, outcome});
          }
          body.no_investigation_reason = {o->no_investigation};
          if (!o->no_investigation.empty())
            body.no_investigation_by = o->no_investigation_by.empty() ? step.stamp.by : o->no_investigation_by;
          body.options = o->options;
          auto cause = cause_value(lists, o->causes, o->cause_method, o->cause_text);
          if (!cause) return std::move(cause).failure();
          body.cause = std::move(*cause);
          const auto others = number_value(o->others, "--others-affected", 0, 99'999'999);
          if (!others) return others.failure();
          if (*others) body.others_affected = process::OthersAffected{true, *others, {}};
          return std::vector<process::Body>{std::move(body)};
        },
        [](const process::State& state) {
          return tr("{}: response proposed, {}", state.id.text(),
                    name_of(process::outcome_names, *state.cycle().outcome));
        });
  };
}

}  // namespace cmt::cli
