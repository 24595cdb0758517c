// Which table of names belongs to which closed set, for code that is written once for all of them.
#pragma once
#include "process/personal_number.hpp"
#include "process/vocabulary.hpp"

namespace cmt::records {

constexpr const auto& names_for(process::Kind) { return process::kind_names; }
constexpr const auto& names_for(process::Outcome) { return process::outcome_names; }
constexpr const auto& names_for(process::Complexity) { return process::complexity_names; }
constexpr const auto& names_for(process::Priority) { return process::priority_names; }
constexpr const auto& names_for(process::Depth) { return process::depth_names; }
constexpr const auto& names_for(process::Answer) { return process::answer_names; }
constexpr const auto& names_for(process::ClosureReason) { return process::closure_reason_names; }
constexpr const auto& names_for(process::LinkType) { return process::link_type_names; }
constexpr const auto& names_for(process::StaffStep) { return process::staff_step_names; }
constexpr const auto& names_for(process::PromiseResult) { return process::promise_result_names; }
constexpr const auto& names_for(process::CheckDigits) { return process::check_digits_names; }
constexpr const auto& names_for(process::Process) { return process::process_names; }

}  // namespace cmt::records
