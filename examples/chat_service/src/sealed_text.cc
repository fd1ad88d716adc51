#include "sealed_text.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <climits>
#include <cstddef>
#include <memory>

namespace chat {
namespace {

constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::optional<std::string> Seal(const SecretKey& key, std::string_view text) {
  if (text.size() > INT_MAX - kNonceSize - kTagSize) return std::nullopt;
  std::string sealed(kNonceSize + text.size() + kTagSize, '\0');
  unsigned char* nonce = Bytes(sealed);
  unsigned char* body = nonce + kNonceSize;
  unsigned char* tag = body + text.size();
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  if (context == nullptr || RAND_bytes(nonce, kNonceSize) != 1 ||
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce) != 1 ||
      EVP_EncryptUpdate(context.get(), body, &size, Bytes(text), static_cast<int>(text.size())) != 1 ||
      EVP_EncryptFinal_ex(context.get(), tag, &size) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagSize, tag) != 1) {
    return std::nullopt;
  }
  return sealed;
}

std::optional<std::string> Open(const SecretKey& key, std::string_view sealed) {
  if (sealed.size() < kNonceSize + kTagSize || sealed.size() > INT_MAX) return std::nullopt;
  const std::string_view body = sealed.substr(kNonceSize, sealed.size() - kNonceSize - kTagSize);
  std::string tag(sealed.substr(sealed.size() - kTagSize));
  std::string text(body.size() + kTagSize, '\0');
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  if (context == nullptr ||
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), Bytes(sealed)) != 1 ||
      EVP_DecryptUpdate(context.get(), Bytes(text), &size, Bytes(body), static_cast<int>(body.size())) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, tag.data()) != 1 ||
      EVP_DecryptFinal_ex(context.get(), Bytes(text) + body.size(), &size) != 1) {
    return std::nullopt;
  }
  text.resize(body.size());
  return text;
}

}  // namespace chat
