// What libyaml objects to, said in plain words.
#pragma once
#include <cstddef>
#include <string_view>

#include "yaml/source.hpp"

namespace cmt::yaml {

// An objection of libyaml 0.2: its own words, where it noticed (`at`), and where the construct
// began that it was reading (`opened`; 0 when it names none). Both are offsets into the file.
struct Objection {
  std::string_view problem;
  std::string_view context;
  std::size_t at = 0;
  std::size_t opened = 0;
};

Diagnostic explain(const Source& source, const Objection& objection);

}  // namespace cmt::yaml
