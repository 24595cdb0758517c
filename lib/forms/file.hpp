// The file of a form for complainants: what the page of the form saves and `cmt new --from-form` reads. It
// comes from outside: a flat YAML map of texts, of which nothing but the items of the form is taken.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "forms/form.hpp"

namespace cmt::forms {

// Limits of such a file: bytes of the whole, characters of a line and of a text of several lines.
inline constexpr std::size_t file_limit = std::size_t{512} << 10, line_limit = 300, block_limit = 20'000;

// What a file says; dates in ISO 8601, also where they are solar Hijri or have Persian digits. Fails
// (unreadable), with every mistake and its place: an unknown item, what is not text, a control character, too
// long a text, a date that is none, a product that is not one of `products` (where there are any), no description.
Result<Answers> read(std::string path, std::string bytes, const std::vector<std::string>& products);

// The same file, blank or filled, each item below its label, to be filled in with an editor.
// Precondition: a form for complainants.
std::string written(const Form& form);

}  // namespace cmt::forms
