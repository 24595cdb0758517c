// SHA-256 (FIPS 180-4), for the digests of attached documents.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace cmt {

// Of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void add(std::string_view bytes);
  // 64 lower-case hexadecimal digits. Nothing can be added afterwards.
  std::string digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace cmt
