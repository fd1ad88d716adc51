#include "tools/instar_models/model_reader.h"

#include <clang/AST/DeclTemplate.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "tools/instar_models/annotation.h"
#include "tools/instar_models/field_reader.h"
#include "tools/instar_models/source_text.h"
#include "tools/instar_models/table_spelling.h"

namespace instar::models {
namespace {

using clang::ASTContext;
using clang::CXXRecordDecl;
using clang::Decl;
using clang::DeclContext;

// A struct with a mark that it is a table.
struct Marked {
  const CXXRecordDecl* record;
  TableMarks marks;
  bool is_template;
};

std::vector<Marked> FindMarked(const ASTContext& context) {
  std::vector<Marked> found;
  std::vector<const DeclContext*> waiting = {context.getTranslationUnitDecl()};
  const auto add = [&](const CXXRecordDecl& record, bool is_template) {
    // The definition speaks for all declarations; without one each speaks for itself.
    if (record.getDefinition() != nullptr && !record.isThisDeclarationADefinition()) return;
    TableMarks marks = MarksOf(context, record);
    if (!marks.empty()) found.push_back({&record, std::move(marks), is_template});
  };
  while (!waiting.empty()) {
    const DeclContext* scope = waiting.back();
    waiting.pop_back();
    for (const Decl* declaration : scope->decls()) {
      if (declaration->isImplicit()) continue;
      if (const auto* pattern = llvm::dyn_cast<clang::ClassTemplateDecl>(declaration)) {
        add(*pattern->getTemplatedDecl(), true);
      } else if (const auto* record = llvm::dyn_cast<CXXRecordDecl>(declaration)) {
        const bool is_template = llvm::isa<clang::ClassTemplatePartialSpecializationDecl>(record);
        add(*record, is_template);
        if (!is_template) waiting.push_back(record);
      } else if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration)) {
        if (!space->isStdNamespace()) waiting.push_back(space);
      } else if (llvm::isa<clang::LinkageSpecDecl, clang::ExportDecl>(declaration)) {
        waiting.push_back(llvm::cast<DeclContext>(declaration));
      }
    }
  }
  const clang::SourceManager& sources = context.getSourceManager();
  std::sort(found.begin(), found.end(), [&sources](const Marked& left, const Marked& right) {
    return sources.isBeforeInTranslationUnit(left.record->getBeginLoc(), right.record->getBeginLoc());
  });
  return found;
}

// A table with all that is needed to finish it.
struct OpenModel {
  Model model;
  const CXXRecordDecl* record;
  std::vector<ReadField> fields;
};

class ModelReader {
 public:
  ModelReader(clang::Sema& sema, MacroUses* uses, Reporter* reporter)
      : context_(sema.getASTContext()),
        uses_(uses),
        reporter_(reporter),
        fields_(sema, tables_, uses, reporter) {}

  ReadModels Read() {
    const std::vector<Marked> found = FindMarked(context_);
    for (const Marked& marked : found) {
      for (const Annotation& annotation : marked.marks.annotations) uses_->tables.erase(annotation.location);
      if (!marked.is_template) tables_.insert(marked.record);
    }
    for (const Marked& marked : found) {
      if (IsReadable(marked)) Open(marked);
    }
    for (OpenModel& open : open_) JoinPrimaryKey(&open);
    for (OpenModel& open : open_) Finish(&open);
    ReadModels read;
    for (OpenModel& open : open_) {
      read.structs.push_back(open.record);
      read.models.push_back(std::move(open.model));
    }
    read.broken = std::move(broken_);
    read.broken.insert(read.broken.end(), fields_.broken().begin(), fields_.broken().end());
    return read;
  }

 private:
  bool IsReadable(const Marked& marked) {
    const CXXRecordDecl& record = *marked.record;
    const std::string name = "'" + record.getNameAsString() + "'";
    if (marked.is_template) {
      reporter_->Error(record.getLocation(), name +
                                                 " is a template: which of its instances is the table? "
                                                 "Derive a struct from one, or specialise it");
    } else if (record.getDefinition() == nullptr) {
      reporter_->Error(record.getLocation(),
                       name + " is a table, but only declared here; include its definition");
    } else if (record.isUnion()) {
      reporter_->Error(record.getLocation(),
                       name + " is a union: nobody can tell from a row which member is alive");
    } else if (record.isInvalidDecl()) {
      broken_.push_back(&record);
    } else {
      return true;
    }
    return false;
  }

  void Open(const Marked& marked) {
    TableWords table = ReadTable(context_, marked.marks);
    if (!table.problem.empty()) {
      reporter_->Error(table.problem_location, table.problem);
      return;
    }
    OpenModel open;
    open.record = marked.record;
    open.model = {table.name,
                  marked.record->getQualifiedNameAsString(),
                  FileOf(context_, marked.record->getLocation()),
                  PlaceOf(context_, marked.record->getLocation()),
                  std::move(table.options),
                  {}};
    const int errors_before = reporter_->errors();
    open.fields = fields_.Read(*marked.record, &table.by_member);
    if (open.fields.empty() && reporter_->errors() == errors_before && fields_.broken().empty()) {
      reporter_->Error(marked.record->getLocation(),
                       "'" + marked.record->getNameAsString() + "' has no member that is a column");
    }
    for (const auto& [member, words] : table.by_member) {
      reporter_->Error(table.location,
                       "Column() names '" + member + "', which is no member that is a column");
    }
    if (IsNew(table.name, *marked.record)) open_.push_back(std::move(open));
  }

  bool IsNew(const std::string& table, const CXXRecordDecl& record) {
    std::string key;
    for (const char c : table) key += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    const auto [first, is_new] = names_.emplace(key, &record);
    if (!is_new) {
      reporter_->Error(record.getLocation(), "a second struct for the table '" + table + "'");
      reporter_->Note(first->second->getLocation(),
                      "the first one is '" + first->second->getQualifiedNameAsString() + "'");
    }
    return is_new;
  }

  // PrimaryKey on several members is one key of all of them.
  void JoinPrimaryKey(OpenModel* open) {
    std::vector<ReadField*> keys;
    for (ReadField& field : open->fields) {
      if (field.is_primary_key_alias) keys.push_back(&field);
    }
    if (keys.size() == 1) {
      AddWords(std::string("primary key") + (keys[0]->is_autoincrement ? " autoincrement" : ""), keys[0]);
    } else if (keys.size() > 1) {
      std::string columns;
      for (const ReadField* key : keys) columns += (columns.empty() ? "" : ", ") + QuotedName(key->name);
      open->model.options.push_back({"primary key (" + columns + ")", keys[0]->field.place, false});
      for (const ReadField* key : keys) {
        if (!key->is_autoincrement) continue;
        reporter_->Error(key->location, "a key of several columns is never an Autoincrement");
      }
    }
  }

  // Behind what is said already, which may begin with another type.
  void AddWords(const std::string& words, ReadField* field) {
    Text& text = field->field.annotation;
    if (text.text.empty()) {
      text.place = PlaceOf(context_, field->location);
    } else {
      text.text += ", ";
    }
    text.text += words;
    text.is_verbatim = false;
  }

  void Finish(OpenModel* open) {
    for (ReadField& field : open->fields) {
      if (field.reference) Resolve(&field);
      open->model.fields.push_back(std::move(field.field));
    }
  }

  void Resolve(ReadField* field) {
    const Reference& reference = *field->reference;
    const CXXRecordDecl* target = reference.target->getDefinition();
    const auto found = std::find_if(open_.begin(), open_.end(),
                                    [target](const OpenModel& open) { return open.record == target; });
    const std::string name = "'" + reference.target->getNameAsString() + "'";
    if (found == open_.end()) {
      // A table with errors of its own has them reported.
      if (tables_.contains(target)) return;
      reporter_->Error(field->location,
                       name + " is no table: give it an INSTAR_TABLE, or include where it has one");
      reporter_->Note(reference.target->getLocation(), "declared here");
      return;
    }
    std::vector<std::string> columns;
    for (const ReadField& candidate : found->fields) {
      const bool is_meant =
          reference.member == nullptr ? candidate.is_primary_key : candidate.declaration == reference.member;
      if (is_meant) columns.push_back(candidate.name);
    }
    if (columns.size() != 1) {
      const std::string problem =
          reference.member != nullptr
              ? "'" + reference.member->getNameAsString() + "' is no column of the table '" +
                    found->model.table + "'"
              : name + " has no primary key of one column; name the column: ForeignKey<T, &" +
                    reference.target->getNameAsString() + "::member>";
      reporter_->Error(field->location, problem);
      return;
    }
    AddWords("references " + QuotedName(found->model.table) + "(" + QuotedName(columns[0]) + ")" +
                 (reference.actions.empty() ? "" : " " + reference.actions),
             field);
  }

  ASTContext& context_;
  MacroUses* uses_;
  Reporter* reporter_;
  Tables tables_;
  FieldReader fields_;
  std::vector<OpenModel> open_;
  std::vector<const Decl*> broken_;
  std::map<std::string, const CXXRecordDecl*> names_;
};

}  // namespace

ReadModels ReadModelsOf(clang::Sema& sema, MacroUses* uses, Reporter* reporter) {
  return ModelReader(sema, uses, reporter).Read();
}

}  // namespace instar::models
