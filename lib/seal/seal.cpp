#include "seal/seal.hpp"

#include <sodium.h>

#include <cstdlib>

#include "core/id.hpp"

namespace cmt::seal {
namespace {

constexpr std::string_view value_head = "sealed:", file_head = "cmt-sealed 1 ";
constexpr std::size_t id_size = 9;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void begin() {
  if (sodium_init() < 0) std::abort();  // no source of random bytes: nothing may be sealed
}

std::string encoded(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), base64), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), base64);
  out.pop_back();  // the NUL
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(raw(out), out.size(), text.data(), text.size(), nullptr, &size, &end, base64) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  out.resize(size);
  return out;
}

// Nonce, words and tag.
std::string locked(std::string_view words, std::string_view named, const Secret& key) {
  begin();
  std::string out(nonce_size + words.size() + tag_size, '\0');
  randombytes_buf(out.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out) + nonce_size, nullptr, raw(words), words.size(), raw(named),
                                             named.size(), nullptr, raw(out), key.bytes());
  return out;
}

std::optional<std::string> unlocked(std::string_view bytes, std::string_view named, const Secret& key) {
  begin();
  if (bytes.size() < nonce_size + tag_size) return std::nullopt;
  std::string out(bytes.size() - nonce_size - tag_size, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out), nullptr, nullptr, raw(bytes) + nonce_size,
                                                 bytes.size() - nonce_size, raw(named), named.size(), raw(bytes),
                                                 key.bytes()) != 0)
    return std::nullopt;
  return out;
}

// "sealed:K-4TZ8N2C:", which is authenticated.
std::string head_of_value(std::string_view key) { return std::string{value_head} + std::string{key} + ":"; }
std::string head_of_file(std::string_view key) { return std::string{file_head} + std::string{key} + "\n"; }

// The name of a key between `before` and `after`.
std::optional<std::string> named_in(std::string_view text, std::string_view before, char after) {
  if (text.size() < before.size() + id_size + 1 || text.substr(0, before.size()) != before ||
      text[before.size() + id_size] != after)
    return std::nullopt;
  const auto id = LetterId::parse('K', text.substr(before.size(), id_size));
  if (!id) return std::nullopt;
  return id->text();
}

bool is_of_value(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

Secret Secret::make() {
  begin();
  Secret out;
  randombytes_buf(out.bytes_.data(), out.bytes_.size());
  return out;
}

std::optional<Secret> Secret::parse(std::string_view text) {
  auto bytes = decoded(text);
  Secret out;
  const bool is_whole = bytes && bytes->size() == out.bytes_.size();
  if (is_whole) std::copy(bytes->begin(), bytes->end(), out.bytes_.begin());
  if (bytes) wipe(*bytes);
  if (!is_whole) return std::nullopt;
  return out;
}

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string Secret::text() const {
  return encoded({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
}

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

std::string public_key(const Secret& identity) {
  begin();
  std::string out(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_scalarmult_base(raw(out), identity.bytes());
  return encoded(out);
}

bool is_public_key(std::string_view text) {
  const auto bytes = decoded(text);
  if (!bytes || bytes->size() != crypto_box_PUBLICKEYBYTES) return false;
  // A key of low order would give everybody the same secret: nothing can be boxed for it.
  begin();
  std::string probe(crypto_box_SEALBYTES + 1, '\0');
  return crypto_box_seal(raw(probe), raw(std::string_view{"x"}), 1, raw(std::string_view{*bytes})) == 0;
}

std::string box(const Secret& data_key, std::string_view recipient) {
  begin();
  const std::string owner = *decoded(recipient);
  std::string out(crypto_box_SEALBYTES + 32, '\0');
  if (crypto_box_seal(raw(out), data_key.bytes(), 32, raw(std::string_view{owner})) != 0) std::abort();
  return encoded(out);
}

std::optional<Secret> open_box(std::string_view box, const Secret& identity) {
  begin();
  const auto bytes = decoded(box);
  Secret out;
  if (!bytes || bytes->size() != crypto_box_SEALBYTES + out.bytes_.size()) return std::nullopt;
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> owner{};
  crypto_scalarmult_base(owner.data(), identity.bytes());
  if (crypto_box_seal_open(out.bytes_.data(), raw(std::string_view{*bytes}), bytes->size(), owner.data(),
                           identity.bytes()) != 0)
    return std::nullopt;
  return out;
}

std::optional<std::string> key_of(std::string_view value) {
  auto key = named_in(value, value_head, ':');
  if (!key) return std::nullopt;
  const auto bytes = decoded(value.substr(value_head.size() + id_size + 1));
  if (!bytes || bytes->size() < nonce_size + tag_size) return std::nullopt;
  return key;
}

std::optional<std::string> key_of_file(std::string_view bytes) { return named_in(bytes, file_head, '\n'); }

std::string seal(std::string_view words, std::string_view key, const Secret& data_key) {
  const std::string head = head_of_value(key);
  return head + encoded(locked(words, head, data_key));
}

std::string seal_file(std::string_view bytes, std::string_view key, const Secret& data_key) {
  const std::string head = head_of_file(key);
  return head + locked(bytes, head, data_key);
}

std::optional<std::string> open(std::string_view value, const Secret& data_key) {
  const auto key = key_of(value);
  if (!key) return std::nullopt;
  const std::string head = head_of_value(*key);
  return unlocked(*decoded(value.substr(head.size())), head, data_key);
}

std::optional<std::string> open_file(std::string_view bytes, const Secret& data_key) {
  const auto key = key_of_file(bytes);
  if (!key) return std::nullopt;
  const std::string head = head_of_file(*key);
  return unlocked(bytes.substr(head.size()), head, data_key);
}

std::vector<std::string> values_in(std::string_view bytes) {
  std::vector<std::string> out;
  for (auto at = bytes.find(value_head); at != std::string_view::npos; at = bytes.find(value_head, at + 1)) {
    std::size_t end = at + value_head.size();
    while (end < bytes.size() && (is_of_value(bytes[end]) || bytes[end] == ':')) ++end;
    if (const auto value = bytes.substr(at, end - at); key_of(value)) out.emplace_back(value);
  }
  return out;
}

}  // namespace cmt::seal
