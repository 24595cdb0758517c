// 4.10 Confidentiality: words that only named people can read, and that nobody can read once a key is destroyed.
//
// A data key seals what is written of one party or one case. It is kept in boxes, one for each recipient
// (X25519, crypto_box_seal); a recipient opens theirs with their identity, a secret of their own. A sealed
// value is plain text on one line that names its key:
//
//   sealed:K-4TZ8N2C:BASE64    nonce and XChaCha20-Poly1305 of the words; the name of the key is authenticated too
//
// A value that was altered, or put under the name of another key, does not open. Keys come from the system's
// source of random bytes alone, and are wiped from memory when they are let go.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::seal {

// 32 bytes that are wiped. As a data key it seals words, as an identity it opens boxes.
class Secret {
 public:
  // New random bytes.
  static Secret make();
  // Of the text that text() gave.
  static std::optional<Secret> parse(std::string_view text);

  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret();

  // For the file of an identity; the caller wipes it.
  std::string text() const;
  const unsigned char* bytes() const { return bytes_.data(); }

 private:
  friend std::optional<Secret> open_box(std::string_view box, const Secret& identity);
  Secret() = default;
  std::array<unsigned char, 32> bytes_{};
};

// Overwrites a text that held a secret, and empties it.
void wipe(std::string& text);

// The public key that belongs to an identity, as people pass it on.
std::string public_key(const Secret& identity);
bool is_public_key(std::string_view text);

// A data key in a box that the owner of the public key can open. Precondition: is_public_key(recipient).
std::string box(const Secret& data_key, std::string_view recipient);
// The data key; nothing when the box is another's, or was altered.
std::optional<Secret> open_box(std::string_view box, const Secret& identity);

// The name of the key of a value that is well formed; nothing for any other text.
std::optional<std::string> key_of(std::string_view value);
// The same for a file that was sealed.
std::optional<std::string> key_of_file(std::string_view bytes);

std::string seal(std::string_view words, std::string_view key, const Secret& data_key);
std::string seal_file(std::string_view bytes, std::string_view key, const Secret& data_key);
// What was sealed; nothing for another key, or for what was altered.
std::optional<std::string> open(std::string_view value, const Secret& data_key);
std::optional<std::string> open_file(std::string_view bytes, const Secret& data_key);

// The sealed values in the bytes of a file, wherever they stand, in order.
std::vector<std::string> values_in(std::string_view bytes);

}  // namespace cmt::seal
