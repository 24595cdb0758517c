// Counting so many of so many, with the records behind the figure.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "reports/report.hpp"

namespace cmt::reports {

// A measure that has nothing to be computed from, and why.
inline Measure without_value(std::string id, std::string name, std::string basis, std::string reason) {
  Measure out;
  out.id = std::move(id);
  out.name = std::move(name);
  out.basis = std::move(basis);
  out.value = Ratio{0, 0};
  out.note = std::move(reason);
  return out;
}

class Share {
 public:
  void add(const Id& id, bool is_part) {
    ++whole_;
    if (!is_part) return;
    ++part_;
    if (!records_.ends_with(id)) records_.push_back(id);
  }
  std::int64_t part() const { return part_; }
  std::int64_t whole() const { return whole_; }

  Measure measure(std::string id, std::string name, std::string basis, std::string note = {}) && {
    Measure out = share_measure(std::move(id), std::move(name), part_, whole_, std::move(basis));
    out.note = std::move(note);
    out.records = std::move(records_);
    return out;
  }

 private:
  std::int64_t part_ = 0, whole_ = 0;
  Ids records_;
};

}  // namespace cmt::reports
