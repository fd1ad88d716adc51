// SHA-256. The only place that knows which library computes it.
#ifndef INSTAR_COMPILER_CHAIN_SHA256_H_
#define INSTAR_COMPILER_CHAIN_SHA256_H_

#include <array>
#include <string_view>

namespace instar::compiler {

std::array<unsigned char, 32> Sha256(std::string_view bytes);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_SHA256_H_
