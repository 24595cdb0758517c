// What a report is made for: its period and moment, its language, and the facts of the run that it
// states about itself so that its figures can be reproduced.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"
#include "core/money.hpp"
#include "core/time.hpp"
#include "process/clocks.hpp"
#include "process/rules.hpp"
#include "statistics/recurrence.hpp"

namespace cmt::reports {

// The words of a report: the text of a key of lib/data/labels.yaml in the language of the report,
// or the fallback, which is English, when the key has no text there.
using LabelOf = std::function<std::string(std::string_view key, std::string_view fallback)>;

struct Inputs;

// How many orders, customers or visits there were from one day to another, both included.
struct Exposure {
  cmt::Date from, to;
  std::int64_t count = 0;
};

struct Scope {
  Period period;                     // local dates of `zone`, both included; an absent end is open
  Instant as_of;                     // the moment up to which the cases were replayed
  TimeZone zone;                     // of the register; makes dates of moments
  const Lists& lists;                // labels of codes; outlives the report's making
  std::string language = "en";       // of the labels: en, fa, ru
  LabelOf label = {};                // empty: the fallback for every key
  std::string organization = {};     // its name, as in cmt.yaml
  std::string commit = {};           // empty when the records are not all committed
  std::string filter = {};           // the query in canonical form; empty for every complaint
  std::string by = {};               // a further table: the name of a dimension (breakdown.hpp), or
                                     // two with a comma between
  std::int64_t records_read = 0;     // before the filter
  std::int64_t records_skipped = 0;  // could not be read and are in no figure
  const process::Rules* rules = nullptr;  // what the clocks are read by; null: only dates told
  statistics::RecurrenceTerms recurrence = {};
  std::vector<Exposure> exposure = {};      // in order, without overlap
  std::string exposure_unit = {};           // what it counts, such as orders
  std::optional<Money> handling_rate = {};  // what an hour of handling costs
  const Inputs* inputs = nullptr;  // records besides complaints (inputs.hpp); null: none were read
};

}  // namespace cmt::reports
