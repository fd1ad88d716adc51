#include "compiler/chain/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace instar::compiler {
namespace {

// Looked up once: a lookup costs more than hashing a migration. No configuration is read, so that the
// environment has no say in a build.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = [] {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    return EVP_MD_fetch(nullptr, "SHA256", nullptr);
  }();
  return algorithm;
}

}  // namespace

std::array<unsigned char, 32> Sha256(std::string_view bytes) {
  std::array<unsigned char, 32> hash{};
  const EVP_MD* algorithm = Algorithm();
  // Made once: making one costs more than hashing a migration, too.
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     EVP_MD_CTX_free);
  if (algorithm == nullptr || context == nullptr ||
      EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) != 1) {
    // A wrong hash would end up in users' databases.
    std::fputs("instarc: OpenSSL's libcrypto cannot compute SHA-256\n", stderr);
    std::abort();
  }
  return hash;
}

}  // namespace instar::compiler
