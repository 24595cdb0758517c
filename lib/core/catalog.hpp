// A gettext catalog as msgfmt compiles it (.mo, little-endian): texts and their translations, sorted, and a rule
// for the plural. Read where it lies, so that opening one costs nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cmt {

class Catalog {
 public:
  // Nothing when the bytes are no catalog or name places outside of them. They must outlive it.
  static std::optional<Catalog> open(std::string_view bytes);

  // The translation; empty when there is none.
  std::string_view find(std::string_view text) const;
  // That of a counted text, in the form for `count`.
  std::string_view find(std::string_view one, std::string_view many, unsigned long long count) const;
  // A field of the header, such as "Language".
  std::string_view header(std::string_view name) const;

  std::size_t size() const { return size_; }
  std::string_view text(std::size_t at) const { return entry(texts_, at); }  // a counted one: one NUL many
  std::string_view translation(std::size_t at) const { return entry(translations_, at); }

 private:
  explicit Catalog(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t number(std::size_t at) const;
  std::string_view entry(std::size_t table, std::size_t at) const;

  std::string_view bytes_;
  std::size_t size_ = 0, texts_ = 0, translations_ = 0;
};

// What a rule such as "nplurals=2; plural=(n > 1);" says of a number: C's expressions of n, as gettext has them.
// Nothing when it cannot be read.
std::optional<unsigned long long> plural_form(std::string_view rule, unsigned long long count);

}  // namespace cmt
