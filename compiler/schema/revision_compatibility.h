// The answer to one question about a revision.
#ifndef INSTAR_COMPILER_SCHEMA_REVISION_COMPATIBILITY_H_
#define INSTAR_COMPILER_SCHEMA_REVISION_COMPATIBILITY_H_

#include <string>

namespace instar::compiler {

// May a program that does not know the revision go on using a database that has it?
struct RevisionCompatibility {
  bool compatible = false;
  // Why: what the author declared, or else what speaks against it. Empty when it only adds.
  std::string reason;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_REVISION_COMPATIBILITY_H_
