// From the migration that stands for the models back to the headers.
#ifndef INSTAR_COMPILER_MODELS_MODEL_PLACES_H_
#define INSTAR_COMPILER_MODELS_MODEL_PLACES_H_

#include <map>
#include <optional>
#include <vector>

#include "compiler/models/model_set.h"
#include "compiler/models/model_source.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Models, and the files that they stand in.
struct Models {
  ModelSet set;
  std::vector<FileId> headers;  // of each model
};

// Everything must outlive this. Headers may have changed since they were read: then places are near, not
// right.
class ModelPlaces {
 public:
  ModelPlaces(const Models& models, const ModelSource& source, const SourceSet& sources)
      : models_(models), source_(source), sources_(sources) {}

  // The name of the struct or of the member.
  SourceRange Of(ModelOwner owner) const;
  // Of an annotation or an option.
  SourceRange OfText(SourceRange range) const;
  // Of the migration.
  SourceRange OfMigration(SourceRange range) const;
  // Whose part of the migration it is.
  ModelOwner OwnerOf(SourceRange range) const;
  // Where the annotation of a field begins, if it has one.
  std::optional<SourceRange> AnnotationOf(ModelOwner owner) const;

 private:
  // Its index.
  std::size_t SegmentAt(std::uint32_t offset) const;
  // Nothing when the header has no such place.
  std::optional<std::uint32_t> Offset(FileId header, ModelPlace place) const;

  const Models& models_;
  const ModelSource& source_;
  const SourceSet& sources_;
  mutable std::map<FileId, std::vector<std::uint32_t>> lines_;  // where each begins
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_MODEL_PLACES_H_
