// The headers that only fit Clang (stddef.h, immintrin.h), so that the program runs where Clang is not
// installed.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_CLANG_HEADERS_H_
#define INSTAR_TOOLS_INSTAR_MODELS_CLANG_HEADERS_H_

#include <cstddef>
#include <string_view>

namespace instar::models {

struct ClangHeader {
  std::string_view name;
  std::string_view text;
};

extern const ClangHeader kClangHeaders[];
extern const std::size_t kClangHeaderCount;

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_CLANG_HEADERS_H_
