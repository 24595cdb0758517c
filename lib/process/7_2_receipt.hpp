// ISO 10002:2018, 7.2 Receipt of complaint
//
// A complaint is recorded at the first report with what is needed to handle it. What turns out to be
// no complaint, another's duplicate or several matters is sorted out here, and stays on record.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const Received&);
void guard(Judgement&, const Rejected&);
void guard(Judgement&, const Reclassified&);
void guard(Judgement&, const Merged&);
void guard(Judgement&, const Unmerged&);
void guard(Judgement&, const Split&);
void guard(Judgement&, const Linked&);
void guard(Judgement&, const Attached&);
void guard(Judgement&, const Voided&);
void guard(Judgement&, const Corrected&);
void guard(Judgement&, const Redacted&);

void apply(State&, const Event&, const Received&, const Rules&);
void apply(State&, const Event&, const Rejected&, const Rules&);
void apply(State&, const Event&, const Reclassified&, const Rules&);
void apply(State&, const Event&, const Merged&, const Rules&);
void apply(State&, const Event&, const Unmerged&, const Rules&);
void apply(State&, const Event&, const Split&, const Rules&);
void apply(State&, const Event&, const Linked&, const Rules&);
void apply(State&, const Event&, const Attached&, const Rules&);
void apply(State&, const Event&, const Voided&, const Rules&);
void apply(State&, const Event&, const Corrected&, const Rules&);
void apply(State&, const Event&, const Redacted&, const Rules&);

// The fields that `corrected` can put right.
extern const std::vector<std::string> correctable_fields;

// What of the receipt a complaint must have before it can be handled (b.6, intake minimum), as
// field and option pairs: empty when nothing is missing.
std::vector<std::pair<std::string, std::string>> missing_at_intake(const Received& received,
                                                                   const std::string& summary);

// Why a complaint cannot be merged into another (T23): each is owed an answer, so only a duplicate
// of the same complainant may go. Empty when it can.
Diagnostics refusals_of_merge(const State& duplicate, const State& master);

}  // namespace cmt::process
