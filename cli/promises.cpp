#include "cli/promises.hpp"

#include <fmt/core.h>

#include "core/text.hpp"

namespace cmt::cli {

void add_promise_options(Args& args, TypedPromises& typed) {
  args.repeated("--promise", "PR-NN=RESULT", typed.findings,
                "what was found on a promise: broken, kept, limitation-applies, not-determined")
      .completes("promise");
  args.option("--limitation", "TEXT", typed.limitation, "the limitation of the promise that applies, quoted");
  args.flag("--limitation-told", typed.told, "the customer had been told of it");
  args.option("--no-promise-remedy", "REASON", typed.no_remedy,
              "why the remedy that goes with a broken promise is not offered");
}

Result<std::vector<process::PromiseFinding>> promise_values(const TypedPromises& typed) {
  std::vector<process::PromiseFinding> out;
  for (const auto& one : typed.findings) {
    const auto equals = one.find('=');
    const auto result = equals == std::string::npos
                            ? std::nullopt
                            : parse_name(process::promise_result_names, one.substr(equals + 1));
    if (!result)
      return failure(FailureKind::usage,
                     tr("--promise cannot be '{}'", truncate(printable_line(one), 40)),
                     tr("PR-07=broken, =kept, =limitation-applies or =not-determined"));
    process::PromiseFinding finding;
    finding.promise = one.substr(0, equals);
    finding.result = result;
    if (result == process::PromiseResult::limitation_applies) {
      finding.limitation = {typed.limitation};
      if (typed.told) finding.told = true;
    }
    if (result == process::PromiseResult::broken) finding.no_remedy_reason = {typed.no_remedy};
    out.push_back(std::move(finding));
  }
  return out;
}

std::vector<process::Remedy> promised_remedies(const process::Rules& rules,
                                               const std::vector<process::PromiseFinding>& findings) {
  std::vector<process::Remedy> out;
  for (const auto& finding : findings) {
    const process::Promise* promise = rules.promise(finding.promise);
    if (finding.result != process::PromiseResult::broken || !promise ||
        !finding.no_remedy_reason.empty())
      continue;
    for (const auto& code : promise->remedies) {
      const ListValue* kind = rules.lists["remedies"].find(code);
      if (!kind || !kind->requires_field.empty()) continue;
      process::Remedy remedy;
      remedy.code = code;
      out.push_back(std::move(remedy));
    }
  }
  return out;
}

}  // namespace cmt::cli
