// What was found on promises of the charter, as respond and close take it (ISO 10001:2018).
#pragma once
#include <string>
#include <vector>

#include "cli/args.hpp"
#include "process/events.hpp"
#include "process/rules.hpp"

namespace cmt::cli {

// Typed as PR-07=broken, with what goes with it.
struct TypedPromises {
  std::vector<std::string> findings;
  std::string limitation, no_remedy;
  bool told = false;
};
void add_promise_options(Args& args, TypedPromises& typed);
Result<std::vector<process::PromiseFinding>> promise_values(const TypedPromises& typed);

// The remedies that go with broken promises, of those that need neither an amount nor words.
std::vector<process::Remedy> promised_remedies(const process::Rules& rules,
                                               const std::vector<process::PromiseFinding>& findings);

}  // namespace cmt::cli
