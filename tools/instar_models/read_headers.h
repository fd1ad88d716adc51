// Clang on the headers of a program.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_READ_HEADERS_H_
#define INSTAR_TOOLS_INSTAR_MODELS_READ_HEADERS_H_

#include <string>
#include <vector>

#include "tools/instar_models/models.h"

namespace instar::models {

// Where Clang's own headers are for it, and nowhere else.
inline constexpr char kClangHeaderFolder[] = "/instar-models/clang/include";

struct HeadersToRead {
  std::vector<std::string> headers;
  std::vector<std::string> precompiled;  // come first: <vector>, or a path
  std::vector<std::string> options;      // of Clang's driver
  bool color = false;
};

struct HeadersRead {
  std::vector<Model> models;
  std::vector<std::string> files;  // what was read, but for the system's headers; absolute
  bool ok = false;
};

// Says what is wrong on the standard error stream.
HeadersRead ReadHeaders(const HeadersToRead& wanted);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_READ_HEADERS_H_
