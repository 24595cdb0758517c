// The one include of the test library: Catch2 2 and 3 name their headers differently.
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include "core/message.hpp"

// What a failed CHECK shows of a message.
template <>
struct Catch::StringMaker<cmt::Message> {
  static std::string convert(const cmt::Message& message) { return message.english(); }
};
