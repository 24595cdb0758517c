// Values as bytes and back, in the form of this machine: for what one program keeps for itself and
// throws away when anything about it changed. Not a format for other programs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace cmt {

// Appends values. A list of members written once as a template serves ByteSink and ByteSource alike:
// `archive(member)` writes it here and reads it there.
class ByteSink {
 public:
  explicit ByteSink(std::string& out) : out_(&out) {}

  void size(std::uint64_t value) {
    for (; value >= 128; value >>= 7U) out_->push_back(static_cast<char>(value | 128U));
    out_->push_back(static_cast<char>(value));
  }
  void text(std::string_view value) {
    size(value.size());
    out_->append(value);
  }
  template <class T>
  void raw(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    raw(&value, 1);
  }
  template <class T>
  void raw(const T* values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto at = out_->size();
    out_->resize(at + count * sizeof(T));
    if (count > 0) std::memcpy(out_->data() + at, values, count * sizeof(T));
  }

 private:
  std::string* out_;
};

// Reads them back. After a value that is not there all further ones are empty and ok() is false.
class ByteSource {
 public:
  explicit ByteSource(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t size() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 127U) << shift;
      if (byte < 128) return value;
    }
    fail();
    return 0;
  }
  std::string_view text() {
    const auto count = size();
    if (count > rest_.size()) fail();
    const auto value = rest_.substr(0, static_cast<std::size_t>(count));
    rest_.remove_prefix(value.size());
    return value;
  }
  template <class T>
  T raw() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    if (rest_.size() < sizeof(T)) {
      fail();
      return value;
    }
    std::memcpy(&value, rest_.data(), sizeof(T));
    rest_.remove_prefix(sizeof(T));
    return value;
  }
  template <class T>
  void raw(T* values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (rest_.size() < count * sizeof(T)) return fail();
    if (count > 0) std::memcpy(static_cast<void*>(values), rest_.data(), count * sizeof(T));
    rest_.remove_prefix(count * sizeof(T));
  }
  // How many values follow; each takes a byte at least.
  std::size_t count() {
    const auto value = size();
    if (value > rest_.size()) fail();
    return ok() ? static_cast<std::size_t>(value) : 0;
  }
  std::string_view rest() const { return rest_; }
  bool ok() const { return is_ok_; }
  bool is_at_end() const { return is_ok_ && rest_.empty(); }

 private:
  void fail() {
    is_ok_ = false;
    rest_ = {};
  }
  std::string_view rest_;
  bool is_ok_ = true;
};

}  // namespace cmt
