// What a file in Alembic's `versions` folder says about its revision.
#ifndef INSTAR_TOOLS_IMPORT_ALEMBIC_ALEMBIC_REVISION_H_
#define INSTAR_TOOLS_IMPORT_ALEMBIC_ALEMBIC_REVISION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace instar::tools {

struct AlembicRevision {
  std::string id;
  std::vector<std::string> parents;  // none: a base
  std::vector<std::string> dependencies;
  std::vector<std::string> labels;
  std::string message;  // the first paragraph of the docstring, as one line
  std::string created;  // as Alembic wrote it, or empty
};

struct AlembicProblem {
  std::uint32_t line = 1;
  std::string message;
};

struct AlembicFile {
  std::optional<AlembicRevision> revision;  // none where the file is no migration
  std::optional<AlembicProblem> problem;
};

AlembicFile ReadAlembicFile(std::string_view text);

}  // namespace instar::tools

#endif  // INSTAR_TOOLS_IMPORT_ALEMBIC_ALEMBIC_REVISION_H_
