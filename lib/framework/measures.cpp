#include "framework/measures.hpp"

namespace cmt::framework {
namespace {

using enum MeasureUnit;

// tests/reports/objectives_test.cpp holds it against the report of all measures.
constexpr MeasureId table[] = {
    {"K01", count},         {"K03", percent},          {"K04", percent},        {"K05", days},
    {"K05.p90", days},      {"K06", days},             {"K06.p90", days},       {"K07", percent},
    {"K08", days},          {"K08.mean", days},        {"K08.p90", days},       {"K08.net", days},
    {"K08.net.mean", days}, {"K08.net.p90", days},     {"K09", percent},        {"K09.base", percent},
    {"K09b", percent},      {"K10", days},             {"K10.p90", days},       {"K11", percent},
    {"K15", percent},          {"K16", percent},        {"K17", percent},
    {"K18", percent},       {"K19", percent},          {"K20", percent},        {"K20.events", count},
    {"K21", percent},       {"K22", percent},          {"K22.mature", percent}, {"K23", percent},
    {"K23.lapsed", percent}, {"K24", percent},         {"K25", count},          {"K26", percent},
    {"K26.verified", percent}, {"K26.money", percent}, {"K26.other", percent},  {"K26.days.money", days},
    {"K26.days.other", days}, {"K27", percent},        {"K27.cohort", percent}, {"K28", percent},
    {"K28.involuntary", percent}, {"K29", percent},    {"K30", percent},        {"K31", percent},
    {"K32", percent},       {"K33", percent},          {"K34", percent},        {"K35", percent},
    {"K36", percent},       {"K37", percent},          {"K37.first", percent},  {"K38", percent},
    {"K38.unassessable", count}, {"K39", days},        {"K40", count},          {"K41", percent},
    {"K41.response", percent}, {"K42", count},         {"K42.share", percent},  {"K43", days},
    {"K50", percent},       {"K52", percent},          {"K54", count},          {"K55", percent},
};

}  // namespace

std::span<const MeasureId> measures() { return table; }

const MeasureId* find_measure(std::string_view id) {
  for (const auto& one : table)
    if (one.id == id) return &one;
  return nullptr;
}

std::string_view suffix(MeasureUnit unit) {
  switch (unit) {
    case percent: return " %";
    case days: return " days";
    case count: break;
  }
  return "";
}

}  // namespace cmt::framework
