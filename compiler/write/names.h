// What the generated C++ is called.
#ifndef INSTAR_COMPILER_WRITE_NAMES_H_
#define INSTAR_COMPILER_WRITE_NAMES_H_

#include <string>
#include <string_view>

namespace instar::compiler {

struct OutputNames {
  // The CMake target's name: file names and all internal names carry it, so that unity builds of several
  // migration targets do not clash.
  std::string target;
  // Where `migrations()` lives: "shop" or "acme::shop".
  std::string name_space;

  // The target's name as a C++ identifier: "shop-db" is shop_db.
  std::string identifier() const;
};

// [A-Za-z_][A-Za-z0-9_]* joined by "::", without C++ keywords being looked for: the C++ compiler does that.
bool IsNamespace(std::string_view text);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_NAMES_H_
