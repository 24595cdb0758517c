// How long a hundred thousand due times take: bench_deadlines [COUNT]. A year of anchors, a calendar
// with a half-day and sixty holidays a year.
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "calendar/deadline.hpp"

namespace {

using namespace cmt;

calendar::Calendar half_day_calendar(const TimeZone& zone) {
  calendar::Calendar out;
  out.zone = zone;
  for (const std::size_t day : {5U, 6U, 0U, 1U, 2U}) out.week[day] = {{480, 960}};
  out.week[3] = {{480, 720}};
  const Date first = *parse_date("2020-01-01");
  for (int i = 0; i < 600; ++i) out.holidays.push_back({first + std::chrono::days{i * 6}, "day", {}});
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const auto zone = TimeZone::find("Asia/Tehran");
  if (!zone) return 3;
  const calendar::Calendar calendar = half_day_calendar(*zone);
  const Instant start = *parse_instant("2026-01-01T00:00:00Z");
  fmt::print("{} due times of each kind\n", count);
  for (const char* amount : {"30d", "8w", "6mo", "24h", "3bd", "20bd", "16bh", "80bh"}) {
    const calendar::Term term{*calendar::parse_amount(amount), {}, {}, false};
    long long sum = 0;  // so that nothing is left out
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i) {
      const Instant from{start.utc + std::chrono::minutes{i * 5LL}, 0};
      sum += calendar::due(calendar, exactly(from), term, {}, from).day.time_since_epoch().count();
    }
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    fmt::print("{:<6}{:>10.1f} ms{:>10.2f} us each  (sum {})\n", amount, took.count(),
               took.count() * 1000 / count, sum);
  }
  return 0;
}
