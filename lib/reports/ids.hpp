// Ids of records, eight bytes each: the complaints behind a figure may be all of a register, and a
// report has many figures. Copies share their memory until one is changed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::reports {

// An id that is handed over; where it is none of the two forms, its text must outlive it.
class Id {
 public:
  Id(std::string_view text);
  Id(const std::string& text) : Id(std::string_view{text}) {}
  Id(const char* text) : Id(std::string_view{text}) {}
  static Id of(std::uint64_t packed) { return Id{packed}; }

  std::string text() const;
  bool is_packed() const { return is_packed_; }
  std::uint64_t packed() const { return packed_; }  // Precondition: is_packed
  bool operator==(const Id&) const = default;
  // In the order of the texts. Precondition: both are packed.
  bool operator<(const Id& other) const { return packed_ < other.packed_; }

 private:
  explicit Id(std::uint64_t packed) : packed_(packed), is_packed_(true) {}
  std::uint64_t packed_ = 0;
  bool is_packed_ = false;
  std::string_view other_;
};

// A list of texts in the order they were added; those of the forms 2026-7K3QX4M and A-7K3QX4M are
// packed, any other is kept as it is.
class Ids {
 public:
  Ids() = default;
  Ids(const std::vector<std::string>& texts);
  Ids(std::initializer_list<std::string> texts);

  void push_back(const Id& id);
  void clear() { kept_.reset(); }
  void sort();
  std::size_t size() const { return kept_ ? kept_->packed.size() : 0; }
  bool empty() const { return size() == 0; }
  std::string operator[](std::size_t i) const;
  bool ends_with(const Id& id) const;
  bool operator==(const Ids& other) const;

  class Iterator {
   public:
    using value_type = std::string;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using pointer = void;
    using reference = std::string;
    Iterator(const Ids& ids, std::size_t at) : ids_(&ids), at_(at) {}
    std::string operator*() const { return (*ids_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Ids* ids_;
    std::size_t at_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  struct Kept {
    std::vector<std::uint64_t> packed;
    std::vector<std::string> others;
  };
  std::shared_ptr<Kept> kept_;
};

}  // namespace cmt::reports
