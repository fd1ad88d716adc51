#include "compiler/chain/sha256.h"

#include <nettle/sha2.h>

namespace instar::compiler {

static_assert(SHA256_DIGEST_SIZE == 32);

std::array<unsigned char, 32> Sha256(std::string_view bytes) {
  std::array<unsigned char, 32> hash{};
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data()));
  sha256_digest(&context, hash.size(), hash.data());
  return hash;
}

}  // namespace instar::compiler
