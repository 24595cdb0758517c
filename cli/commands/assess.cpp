// 7.5 Initial assessment of complaint.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/session.hpp"
#include "cli/values.hpp"
#include "process/clocks.hpp"

namespace cmt::cli {

Run add_assess(Args& args) {
  struct Options : StepOptions {
    std::string severity, impact, complexity, safety, safety_note, needed, possible, compensation;
    std::string priority, priority_reason, category, category_text, delay_days, product, unit, reason, profile;
    std::vector<std::string> also, persons, promises, interest, reportable, not_reportable;
    bool legal_hold = false, misconduct = false;
  };
  const auto o = std::make_shared<Options>();
  add_step_options(args, *o);
  args.option("--severity", "1..4", o->severity, "harm to the complainant: 1 low, 4 critical")
      .choices({"1", "2", "3", "4"}).required();
  args.option("--impact", "1..4", o->impact, "reach: 1 one person, 4 systemic")
      .choices({"1", "2", "3", "4"}).required();
  args.option("--complexity", "C", o->complexity, "effort and expertise needed")
      .choices(choices_of(process::complexity_names)).required();
  args.option("--safety", "yes|no", o->safety, "whether health or safety is concerned; else no");
  args.option("--safety-note", "TEXT", o->safety_note, "how");
  args.option("--action-needed", "yes|no", o->needed, "whether immediate action is needed; else no");
  args.option("--action-possible", "yes|no", o->possible, "whether it is possible; else no");
  args.option("--compensation-likely", "yes|no", o->compensation, "whether compensation is likely");
  args.option("--priority", "P", o->priority, "overrides the computed priority")
      .choices(choices_of(process::priority_names));
  args.option("--priority-reason", "TEXT", o->priority_reason, "why");
  args.option("--category", "C", o->category, "main problem category").completes("category");
  args.repeated("--also", "C", o->also, "a further problem category").completes("category");
  args.option("--category-text", "TEXT", o->category_text, "in words, for the category `other`");
  args.option("--delay-days", "N", o->delay_days, "length of the delay, for delay categories");
  args.option("--product", "P", o->product, "product or service concerned").completes("product");
  args.option("--unit", "U", o->unit, "department, branch or site concerned").completes("unit");
  args.repeated("--person", "WHO", o->persons, "staff complained about").completes("person");
  args.flag("--legal-hold", o->legal_hold, "litigation or regulator interest: keep everything");
  args.flag("--misconduct", o->misconduct, "misconduct of staff is alleged");
  args.repeated("--interest", "WHO", o->interest, "who outside takes an interest: press, regulator").completes("interest");
  args.repeated("--reportable", "'DATE AUTHORITY[: RULE]'", o->reportable, "must be reported to an authority by then");
  args.repeated("--not-reportable", "AUTHORITY", o->not_reportable, "need not be reported there after all");
  args.repeated("--promise", "PR-NN", o->promises, "a promise of the charter said to be broken").completes("promise");
  args.option("--profile", "NAME", o->profile, "deadline profile; else that of the receipt stays").completes("profile");
  args.option("--reason", "R", o->reason, "why the case is assessed again")
      .choices({"new-facts", "initial-wrong"});
  args.example("cmt assess 7K3 --severity 4 --impact 2 --complexity standard --safety yes "
               "--reportable '2026-12-01 Product Safety Office: GPSR art. 20'",
               "a danger that an authority must hear of; cmt due lists it");
  args.example("cmt assess 7K3 --severity 2 --impact 1 --complexity simple", "a small, plain case");
  return [o](World& world) {
    return take_step(
        world, *o,
        [o](const StepContext& step) -> Result<std::vector<process::Body>> {
          const process::Rules& rules = step.session.rules();
          process::Assessed body;
          body.severity = std::stoi(o->severity);
          body.impact = std::stoi(o->impact);
          body.complexity = parse_name(process::complexity_names, o->complexity);
          // What was not judged is recorded as such, not as a judgement.
          const auto judged = [&](const std::string& typed, const char* option, const char* field,
                                  std::optional<bool>& target) -> Result<Done> {
            const auto value = yes_no_value(typed, option);
            if (!value) return value.failure();
            target = value->value_or(false);
            if (!*value) body.defaulted.emplace_back(field);
            return Done{};
          };
          if (auto r = judged(o->safety, "--safety", "safety", body.safety); !r) return std::move(r).failure();
          if (auto r = judged(o->needed, "--action-needed", "action_needed", body.action_needed); !r)
            return std::move(r).failure();
          if (auto r = judged(o->possible, "--action-possible", "action_possible", body.action_possible); !r)
            return std::move(r).failure();
          const auto compensation = yes_no_value(o->compensation, "--compensation-likely");
          if (!compensation) return compensation.failure();
          body.compensation_likely = *compensation;
          if (auto r = expand(step.world, {&o->safety_note}); !r) return std::move(r).failure();
          body.safety_note = {o->safety_note};
          body.priority = parse_name(process::priority_names, o->priority);
          body.priority_reason = o->priority_reason;
          auto category = code_value(rules.lists, "problems", o->category, "--category");
          if (!category) return std::move(category).failure();
          body.category = std::move(*category);
          if (!o->profile.empty()) {
            const auto chosen = process::choose_profile(rules, o->profile,
                                                        *rules.zone.date_of(step.stamp.at));
            if (!chosen) return chosen.failure();
            body.profile = chosen->profile;
            body.limits = chosen->limits;
          }
          auto also = code_values(rules.lists, "problems", o->also, "--also");
          if (!also) return std::move(also).failure();
          body.other_categories = std::move(*also);
          body.category_text = o->category_text;
          const auto delay = number_value(o->delay_days, "--delay-days", 0, 100000);
          if (!delay) return delay.failure();
          body.delay_days = *delay;
          auto product = name_value(rules.products, o->product, "--product", "products");
          if (!product) return std::move(product).failure();
          body.product = std::move(*product);
          auto unit = name_value(rules.units, o->unit, "--unit", "units");
          if (!unit) return std::move(unit).failure();
          body.unit = std::move(*unit);
          body.persons = o->persons;
          if (o->legal_hold) body.legal_hold = true;
          if (o->misconduct) body.staff_misconduct = true;
          auto interest = code_values(rules.lists, "interests", o->interest, "--interest");
          if (!interest) return std::move(interest).failure();
          body.interest = std::move(*interest);
          for (const auto& typed : o->reportable) {
            auto duty = reportable_value(typed);
            if (!duty) return std::move(duty).failure();
            body.reportable.push_back(std::move(*duty));
          }
          body.not_reportable = o->not_reportable;
          body.promises_broken = o->promises;
          body.reason = o->reason;
          return std::vector<process::Body>{std::move(body)};
        },
        [](const process::State& state) {
          return tr("{} assessed, priority {}", state.id.text(),
                    name_of(process::priority_names, *state.priority));
        });
  };
}

}  // namespace cmt::cli
