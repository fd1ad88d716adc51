// Text that only the holder of a key can read, and nobody can change unnoticed: AES-256-GCM.
#ifndef CHAT_SERVICE_SEALED_TEXT_H_
#define CHAT_SERVICE_SEALED_TEXT_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace chat {

using SecretKey = std::array<unsigned char, 32>;

// A fresh random nonce, the encrypted text and its tag, in this order. Nothing when OpenSSL fails.
std::optional<std::string> Seal(const SecretKey& key, std::string_view text);

// The text again. Nothing when it was sealed with another key or was changed since.
std::optional<std::string> Open(const SecretKey& key, std::string_view sealed);

}  // namespace chat

#endif  // CHAT_SERVICE_SEALED_TEXT_H_
