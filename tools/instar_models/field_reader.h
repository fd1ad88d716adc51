// From the members of a struct to the columns of a table.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_FIELD_READER_H_
#define INSTAR_TOOLS_INSTAR_MODELS_FIELD_READER_H_

#include <clang/AST/DeclCXX.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/instar_models/annotation.h"
#include "tools/instar_models/macro_uses.h"
#include "tools/instar_models/models.h"
#include "tools/instar_models/reporter.h"
#include "tools/instar_models/source_text.h"
#include "tools/instar_models/type_mapper.h"

namespace instar::models {

// A column, and what is needed until all structs are known.
struct ReadField {
  Field field;
  std::string name;  // of the column, as the migrations know it
  const clang::FieldDecl* declaration = nullptr;
  clang::SourceLocation location;  // where the model mentions it
  bool is_primary_key = false;     // in either spelling
  // What aliases say.
  bool is_primary_key_alias = false;
  bool is_autoincrement = false;
  std::optional<Reference> reference;
};

class FieldReader {
 public:
  // All must outlive it.
  FieldReader(clang::Sema& sema, const Tables& tables, MacroUses* uses, Reporter* reporter);

  // `by_member`: what Table(...).Column() says, by the member's name; what is used is taken out.
  std::vector<ReadField> Read(const clang::CXXRecordDecl& model, std::map<std::string, Text>* by_member);

  // Structs and fields that Clang found broken and a model needs.
  const std::vector<const clang::Decl*>& broken() const { return broken_; }

 private:
  struct Waiting {
    const clang::FieldDecl* field;
    std::string column_prefix;
    std::string member_prefix;
    bool nullable;
    // Where the model itself mentions it: its own member, or the base class.
    clang::SourceLocation mention;
  };

  void ReadOne(const Waiting& next);
  void ReadAnonymous(const Waiting& next);
  bool HasColumn(const Waiting& next, const Mapping& mapping, bool names_type, bool is_annotated);
  void NoteDeclaration(const clang::Decl* about);
  void AddStruct(const Waiting& next, const Mapping& mapping, const Text& annotation);
  void AddColumn(const Waiting& next, const Mapping& mapping, Text annotation, const ColumnWords& words);
  Text TextOf(const Waiting& next, const Mapping& mapping, bool* is_annotated);
  std::optional<Annotation> AnnotationOf(const clang::FieldDecl& field);
  clang::SourceLocation MentionOf(const clang::FieldDecl& field) const;
  void Push(const std::vector<const clang::FieldDecl*>& fields, const Waiting& parent);

  clang::ASTContext& context_;
  const Tables& tables_;
  MacroUses* uses_;
  Reporter* reporter_;
  TypeMapper mapper_;
  std::vector<const clang::Decl*> broken_;
  // Of the model that is being read.
  const clang::CXXRecordDecl* model_ = nullptr;
  std::map<std::string, Text>* by_member_ = nullptr;
  std::vector<Waiting> waiting_;
  std::vector<ReadField> read_;
  std::map<std::string, const clang::FieldDecl*> names_;
};

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_FIELD_READER_H_
