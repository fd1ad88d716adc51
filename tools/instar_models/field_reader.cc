#include "tools/instar_models/field_reader.h"

#include <clang/AST/Expr.h>
#include <clang/AST/TypeLoc.h>

#include <utility>

#include "tools/instar_models/annotation.h"

namespace instar::models {
namespace {

using clang::CXXRecordDecl;
using clang::FieldDecl;

// An unnamed bit-field is padding.
bool IsPadding(const FieldDecl& field) { return field.isBitField() && field.getDeclName().isEmpty(); }

bool IsHidden(const FieldDecl& field) {
  return field.getAccess() == clang::AS_private || field.getAccess() == clang::AS_protected;
}

bool IsBroken(const FieldDecl& field) {
  return field.isInvalidDecl() || field.getType().isNull() || field.getType()->containsErrors();
}

std::string TypeAsWritten(const clang::ASTContext& context, const FieldDecl& field) {
  const clang::TypeSourceInfo* written = field.getTypeSourceInfo();
  const std::string text =
      written == nullptr ? "" : WrittenText(context, written->getTypeLoc().getSourceRange());
  return text.empty() ? field.getType().getAsString(context.getPrintingPolicy()) : text;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// Adds what else is said about the same column. What is composed stands nowhere as it is.
void Join(Text added, Text* text) {
  if (added.text.empty()) return;
  if (text->text.empty()) {
    *text = std::move(added);
    return;
  }
  text->text += ", " + added.text;
  text->is_verbatim = false;
}

std::string LowerCase(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

FieldReader::FieldReader(clang::Sema& sema, const Tables& tables, MacroUses* uses, Reporter* reporter)
    : context_(sema.getASTContext()),
      tables_(tables),
      uses_(uses),
      reporter_(reporter),
      mapper_(sema, tables) {}

std::vector<ReadField> FieldReader::Read(const CXXRecordDecl& model, std::map<std::string, Text>* by_member) {
  model_ = &model;
  by_member_ = by_member;
  read_.clear();
  names_.clear();
  const Members members = MembersOf(model, tables_);
  if (!members.problem.empty()) {
    reporter_->Error(members.problem_location, members.problem);
    NoteDeclaration(members.about);
    return {};
  }
  Push(members.fields, {nullptr, "", "", false, {}});
  while (!waiting_.empty()) {
    const Waiting next = waiting_.back();
    waiting_.pop_back();
    ReadOne(next);
  }
  return std::move(read_);
}

void FieldReader::Push(const std::vector<const FieldDecl*>& fields, const Waiting& parent) {
  for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
    Waiting next = parent;
    next.field = *field;
    if (next.mention.isInvalid()) next.mention = MentionOf(**field);
    waiting_.push_back(std::move(next));
  }
}

// Where the model's own file mentions a member of the model or of a base class.
clang::SourceLocation FieldReader::MentionOf(const FieldDecl& field) const {
  if (FileOf(context_, field.getLocation()) == FileOf(context_, model_->getLocation())) {
    return field.getLocation();
  }
  const auto* parent = llvm::cast<CXXRecordDecl>(field.getParent());
  for (const clang::CXXBaseSpecifier& base : model_->bases()) {
    const CXXRecordDecl* record = base.getType()->getAsCXXRecordDecl();
    if (record == nullptr) continue;
    record = record->getDefinition();
    if (record == parent->getDefinition() || (record != nullptr && record->isDerivedFrom(parent))) {
      return base.getBeginLoc();
    }
  }
  return model_->getLocation();
}

std::optional<Annotation> FieldReader::AnnotationOf(const FieldDecl& field) {
  std::vector<Annotation> annotations = AnnotationsOf(context_, field, kColumnAnnotation);
  for (const Annotation& annotation : annotations) uses_->columns.erase(annotation.location);
  for (const Annotation& name : AnnotationsOf(context_, field, kNameAnnotation)) {
    reporter_->Error(name.location, "INSTAR_NAME is for enumerators; write INSTAR_COL(column \"name\")");
  }
  if (annotations.empty()) return std::nullopt;
  if (annotations.size() > 1) {
    reporter_->Error(annotations[1].location, "a second INSTAR_COL for '" + field.getNameAsString() + "'");
    reporter_->Note(annotations[0].location, "the first one is here");
  }
  return annotations[0];
}

// All that is said about a member, but for the keys that aliases make.
Text FieldReader::TextOf(const Waiting& next, const Mapping& mapping, bool* is_annotated) {
  Text text;
  const std::string file = FileOf(context_, model_->getLocation());
  const auto add = [&](const FieldDecl& field) {
    std::optional<Annotation> annotation = AnnotationOf(field);
    if (!annotation) return;
    *is_annotated = true;
    annotation->text.text = WithoutQuotedParts(annotation->text.text);
    const auto pieces = TrimmedPiece(annotation->text.text);
    Text added = PartOf(context_, *annotation, pieces.begin, pieces.end);
    if (FileOf(context_, annotation->location) != file) {
      added.place = PlaceOf(context_, next.mention);
      added.is_verbatim = false;
    }
    Join(std::move(added), &text);
  };
  add(*next.field);
  for (const FieldDecl* inner : mapping.unwrapped) add(*inner);
  if (!mapping.alias.empty()) *is_annotated = true;
  Join({Joined(mapping.alias.words), PlaceOf(context_, next.field->getTypeSpecStartLoc()), false}, &text);
  const auto found = by_member_->find(next.member_prefix + next.field->getNameAsString());
  if (found != by_member_->end()) {
    *is_annotated = true;
    Join(found->second, &text);
    by_member_->erase(found);
  }
  return text;
}

void FieldReader::ReadOne(const Waiting& next) {
  const FieldDecl& field = *next.field;
  if (IsPadding(field)) return;
  const Mapping mapping = IsBroken(field) ? Mapping() : mapper_.Map(field.getType());
  bool is_annotated = false;
  const Text annotation = TextOf(next, mapping, &is_annotated);
  const ColumnWords words = ReadColumnWords(annotation.text);
  if (words.is_transient || mapping.alias.is_transient) {
    if (words.says_more) {
      reporter_->Error(field.getLocation(), "'" + field.getNameAsString() +
                                                "' is transient: nothing else can be said about its column");
    }
    return;
  }
  if (IsBroken(field)) {
    broken_.push_back(llvm::cast<clang::Decl>(field.getParent()));
    return;
  }
  if (field.isAnonymousStructOrUnion()) {
    ReadAnonymous(next);
  } else if (HasColumn(next, mapping, words.names_type, is_annotated)) {
    if (mapping.record != nullptr && !words.names_type) {
      AddStruct(next, mapping, annotation);
    } else {
      AddColumn(next, mapping, annotation, words);
    }
  }
}

// Their members are used as if they were members of the struct around them.
void FieldReader::ReadAnonymous(const Waiting& next) {
  const CXXRecordDecl* record = next.field->getType()->getAsCXXRecordDecl();
  if (record->isUnion()) {
    reporter_->Error(record->getLocation(),
                     "an anonymous union has no column: nobody can tell from a row which member is alive; "
                     "give it a name and mark it INSTAR_COL(transient)");
    return;
  }
  Push(MembersOf(*record, tables_).fields, next);
}

// Says why, if there is none.
bool FieldReader::HasColumn(const Waiting& next, const Mapping& mapping, bool names_type, bool is_annotated) {
  const FieldDecl& field = *next.field;
  const std::string name = "'" + field.getNameAsString() + "'";
  std::string problem;
  if (IsHidden(field) && !is_annotated) {
    problem = name +
              " is not public, and may or may not be a column; write INSTAR_COL() or INSTAR_COL(transient) "
              "behind it";
  } else if (field.isBitField()) {
    problem = name + " is a bit-field: it has no address that a row could be read into; use a whole integer";
  } else if (!mapping.alias.problem.empty()) {
    problem = mapping.alias.problem;
  } else if (!mapping.problem.empty() && !names_type) {
    problem = mapping.problem;
  }
  if (problem.empty()) return true;
  reporter_->Error(field.getLocation(), problem);
  if (problem == mapping.problem) NoteDeclaration(mapping.about);
  return false;
}

// What the system declares is no secret.
void FieldReader::NoteDeclaration(const clang::Decl* about) {
  if (about == nullptr || context_.getSourceManager().isInSystemHeader(about->getLocation())) return;
  reporter_->Note(about->getLocation(), "declared here");
}

void FieldReader::AddStruct(const Waiting& next, const Mapping& mapping, const Text& annotation) {
  const FieldDecl& field = *next.field;
  if (!annotation.text.empty() || !mapping.alias.empty()) {
    reporter_->Error(field.getLocation(), "'" + field.getNameAsString() +
                                              "' is several columns; say it at the members of '" +
                                              mapping.record->getNameAsString() + "'");
    NoteDeclaration(mapping.record);
    return;
  }
  Waiting members = next;
  members.column_prefix += field.getNameAsString() + "_";
  members.member_prefix += field.getNameAsString() + ".";
  members.nullable = next.nullable || mapping.nullable;
  Push(MembersOf(*mapping.record, tables_).fields, members);
}

void FieldReader::AddColumn(const Waiting& next, const Mapping& mapping, Text annotation,
                            const ColumnWords& words) {
  const FieldDecl& field = *next.field;
  ReadField added;
  added.declaration = &field;
  added.location = next.mention;
  added.reference = mapping.alias.reference;
  added.is_primary_key_alias = mapping.alias.is_primary_key;
  added.is_primary_key = mapping.alias.is_primary_key || words.is_primary_key;
  added.is_autoincrement = mapping.alias.is_autoincrement;
  Field& column = added.field;
  column.column = next.column_prefix + field.getNameAsString();
  column.member = next.member_prefix + field.getNameAsString();
  added.name = words.column.empty() ? column.column : words.column;
  column.cpp_type = TypeAsWritten(context_, field);
  column.type = mapping.type;
  column.nullable = next.nullable || mapping.nullable;
  column.enumeration = mapping.enumeration;
  if (column.enumeration) {
    column.enumeration->stored_as = !words.stored_as.empty()           ? words.stored_as
                                    : !mapping.alias.stored_as.empty() ? mapping.alias.stored_as
                                                                       : "text";
  }
  column.annotation = std::move(annotation);
  if (const clang::Expr* initializer = field.getInClassInitializer()) {
    column.cpp_default = WrittenText(context_, initializer->getSourceRange());
  }
  column.place = PlaceOf(context_, next.mention);
  const auto [first, is_new] = names_.emplace(LowerCase(added.name), &field);
  if (!is_new) {
    reporter_->Error(field.getLocation(), "a second column '" + added.name + "'");
    reporter_->Note(first->second->getLocation(), "the first one is here");
    return;
  }
  read_.push_back(std::move(added));
}

}  // namespace instar::models
