// Models as a migration that nobody has written: `create table`, one column to a line, and so on. So what an
// annotation means is decided by the one parser and the one schema phase that there are.
#ifndef INSTAR_COMPILER_MODELS_MODEL_SOURCE_H_
#define INSTAR_COMPILER_MODELS_MODEL_SOURCE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/models/model_set.h"
#include "compiler/schema/catalog.h"
#include "compiler/source/source.h"

namespace instar::compiler {

inline constexpr std::uint32_t kNoField = 0xFFFFFFFFu;

// The struct or the field that something belongs to.
struct ModelOwner {
  std::uint32_t model = 0;
  std::uint32_t field = kNoField;
};

// What the schema at head decides where the C++ does not.
struct WantedColumn {
  std::uint32_t field = 0;
  std::string renamed_from;
  SourceRange renamed_from_place;  // in texts
  bool open_type = false;          // from the C++ type alone
  bool open_null = false;          // not told by words
};

struct WantedTable {
  std::uint32_t model = 0;
  std::string renamed_from;
  SourceRange renamed_from_place;               // in texts
  std::map<std::string, WantedColumn> columns;  // by key
  std::set<std::string> open_index_names;       // keys of names that nobody chose
};

struct ModelSource {
  // Bytes from `begin` on, up to the next one: those of a text, or words that stand for their owner.
  struct Segment {
    std::uint32_t begin = 0;
    SourceRange text;  // invalid: stand for the owner
    ModelOwner owner;
  };

  std::string text;                           // the migration
  std::vector<Segment> segments;              // in order
  SourceSet texts;                            // each annotation and option, as a file
  std::vector<ModelOwner> owners;             // of each text: whose annotation or option
  std::vector<std::uint32_t> options;         // of each text: which option it is, where it is no annotation
  std::map<std::string, WantedTable> tables;  // by key
  std::set<std::string> borrowed;             // tables of `head` that no struct has, by key
  Diagnostics diagnostics;                    // what is wrong with the texts
};

// `head`: foreign keys may lead to tables of it that are no models.
ModelSource MakeModelSource(const ModelSet& models, const Catalog& head);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_MODEL_SOURCE_H_
