// ISO 10003:2018, 7.7: a dispute that was referred outside ends.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "records/dispute.hpp"

namespace cmt::cli {

namespace {

struct Options : StepOptions {
  std::string verb, result, lessons;
  std::vector<std::string> causes;
  bool action_needed = false;
};

// The dispute's own record learns how it ended, where there is one.
Result<Done> close_record(const StepContext& step, const Options& o) {
  const std::string& id = step.state.dispute;
  if (id.empty()) return Done{};  // the process refuses the step
  const std::string path = records::path_of_dispute(id);
  const auto found = step.session.reg.files().find(path);
  if (!found) return found.failure();
  if (!*found) return Done{};  // a record from elsewhere: `cmt check` says that it is missing
  auto bytes = step.session.reg.files().read(path, store::record_limit);
  if (!bytes) return std::move(bytes).failure();
  const auto record = records::read_dispute(path, *bytes, step.session.rules().lists);
  if (!record) return record.failure();
  auto changed = records::append(
      *record, {"closed", step.stamp.at, step.stamp.by, o.action_needed, {o.result}});
  if (!changed) return std::move(changed).failure();
  step.others.push_back({path, std::move(*bytes), std::move(*changed)});
  return Done{};
}

}  // namespace

Run add_dispute(Args& args) {
  const auto o = std::make_shared<Options>();
  args.positional("VERB", o->verb, "what happens to the dispute").choices({"close"});
  add_step_options(args, *o);
  args.option("--result", "TEXT", o->result, "how it ended; - or @FILE").required();
  args.repeated("--cause", "C", o->causes, "root cause, the main one first").completes("cause");
  args.option("--lessons", "TEXT", o->lessons, "what was learned; - or @FILE");
  args.flag("--action-needed", o->action_needed, "the result must be carried out");
  args.example("cmt dispute close 7K3 --result 'Refund awarded' --action-needed", "the award is to be paid");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          if (auto r = expand(step.world, {&o->result, &o->lessons}); !r) return std::move(r).failure();
          if (auto r = close_record(step, *o); !r) return std::move(r).failure();
          std::vector<process::Body> out;
          out.emplace_back(process::DisputeClosed{step.state.dispute, o->action_needed, {o->result}});
          if (!o->action_needed) {
            process::Closed closed;
            closed.reason = process::ClosureReason::external_decision;
            closed.lessons = {o->lessons};
            if (closed.lessons.empty()) closed.no_lessons_reason = {"decided outside"};
            auto cause = cause_value(step.session.rules().lists, o->causes, {}, {});
            if (!cause) return std::move(cause).failure();
            closed.cause = std::move(*cause);
            out.emplace_back(std::move(closed));
          }
          return out;
        },
        [](const process::State& state) { return state.id.text() + ": the dispute is closed"; });
  };
}

}  // namespace cmt::cli
