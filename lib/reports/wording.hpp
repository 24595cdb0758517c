// The words of a report in its language, with their numbers put in.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// The text of a key of lib/data/labels.yaml, or the English fallback.
std::string word(const Scope& scope, std::string_view key, std::string_view fallback);

// The same with each `{n}` and `{m}` replaced by a number, in ASCII digits.
std::string sentence(const Scope& scope, std::string_view key, std::string_view fallback,
                     std::int64_t n, std::int64_t m = 0);

// "First response time (median)": a measure and the statistic that is taken of it, each a word.
std::string statistic_name(std::string name, std::string statistic);

// A value of a list with its label in the language of the report; an empty code is `unknown`.
Code labelled(const Scope& scope, std::string_view list, std::string_view code);

// A name that is not in a list, such as a product; an empty name is `unknown`.
Code named(const Scope& scope, const std::string& name);

// A limit of a deadline profile.
Code labelled(const Scope& scope, process::Clock clock);

// The units of measures. They do not change with the number, so that programs can rely on them.
std::string days(const Scope& scope);
std::string complaints(const Scope& scope);

}  // namespace cmt::reports
