#include "compiler/models/model_source.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/models/annotation.h"
#include "compiler/models/sql_name.h"
#include "compiler/models/table_option.h"
#include "compiler/schema/print_schema.h"
#include "compiler/schema/type.h"
#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// What of a text stands for itself, and what was put round it.
struct Piece {
  std::string text;
  SourceRange place;  // invalid: made up
};
using Pieces = std::vector<Piece>;

struct Statement {
  ModelOwner owner;
  Pieces pieces;
};

class Maker {
 public:
  Maker(const ModelSet& models, const Catalog& head) : models_(models), head_(head) {}

  ModelSource Make() {
    for (std::uint32_t i = 0; i < models_.models.size(); ++i) AddModel(i);
    CheckEnumsOfTexts();
    Borrow();
    Assemble();
    return std::move(source_);
  }

 private:
  struct EnumType {
    std::string values;
    SourceRange place;
    ModelOwner owner;
  };

  // --- texts

  FileId AddText(const std::string& text, ModelOwner owner, std::uint32_t option) {
    source_.owners.push_back(owner);
    source_.options.push_back(option);
    return source_.texts.Add({"", text});
  }

  std::string_view TextOf(const Token& token) const { return source_.texts.Text(token.range); }
  std::string NameOf(const Token& token) const { return sql::Unquoted(TextOf(token)); }

  Diagnostic& Error(DiagnosticKind kind, SourceRange place, std::string message) {
    return source_.diagnostics.Add(kind, place, std::move(message));
  }

  // With a space between what had one.
  Pieces PiecesOf(const std::vector<Token>& tokens) const {
    Pieces pieces;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i > 0 && tokens[i].range.begin > tokens[i - 1].range.end) pieces.push_back({" ", {}});
      pieces.push_back({std::string(TextOf(tokens[i])), tokens[i].range});
    }
    return pieces;
  }

  static void Append(Pieces more, Pieces* pieces) {
    for (Piece& piece : more) pieces->push_back(std::move(piece));
  }

  // --- a struct

  struct Definition {
    std::vector<Statement> elements;  // columns and constraints
    bool strict = false;
    bool without_rowid = false;
    std::vector<std::string> primary_key;  // keys of its columns
  };

  void AddModel(std::uint32_t index) {
    const Model& model = models_.models[index];
    const std::string key = KeyOf(model.table);
    // Of two structs for one table the second is an error of the statement, so its place is kept.
    WantedTable wanted;
    wanted.model = index;
    Definition definition;
    const std::vector<TableOption> options = ReadOptions(index, &definition, &wanted);
    std::vector<Clauses> annotations;
    for (std::uint32_t f = 0; f < model.fields.size(); ++f) {
      annotations.push_back(ReadField(index, f));
      for (const Clause& clause : annotations.back().clauses) {
        if (clause.kind != ClauseKind::kPrimaryKey) continue;
        definition.primary_key.push_back(KeyOf(ColumnName(model.fields[f], annotations.back())));
      }
    }
    for (std::uint32_t f = 0; f < model.fields.size(); ++f) {
      AddField(index, f, annotations[f], &definition, &wanted);
    }
    for (std::uint32_t o = 0; o < options.size(); ++o) AddOption(index, options[o], &definition, &wanted);
    Statement create{{index, kNoField}, {{absl::StrCat("create table ", SqlName(model.table), " ("), {}}}};
    tables_.push_back(std::move(create));
    definitions_.push_back(std::move(definition));
    source_.tables.emplace(key, std::move(wanted));
  }

  std::vector<TableOption> ReadOptions(std::uint32_t index, Definition* definition, WantedTable* wanted) {
    std::vector<TableOption> options;
    const Model& model = models_.models[index];
    for (std::uint32_t o = 0; o < model.options.size(); ++o) {
      const FileId text = AddText(model.options[o].text, {index, kNoField}, o);
      ReadOption read = ReadTableOption(source_.texts, text, &source_.diagnostics);
      if (read.has_errors) continue;
      TableOption& option = read.option;
      definition->strict |= option.kind == OptionKind::kStrict;
      definition->without_rowid |= option.kind == OptionKind::kWithoutRowid;
      if (option.kind == OptionKind::kRenamedFrom) {
        wanted->renamed_from = NameOf(option.tokens[0]);
        wanted->renamed_from_place = option.tokens[0].range;
      }
      for (const Token& token : option.primary_key) definition->primary_key.push_back(KeyOf(NameOf(token)));
      options.push_back(std::move(option));
    }
    return options;
  }

  Clauses ReadField(std::uint32_t model, std::uint32_t field) {
    const FileId text =
        AddText(models_.models[model].fields[field].annotation.text, {model, field}, kNoField);
    return ReadAnnotation(source_.texts, text, &source_.diagnostics);
  }

  std::string ColumnName(const ModelField& field, const Clauses& annotation) const {
    for (const Clause& clause : annotation.clauses) {
      if (clause.kind == ClauseKind::kColumn) return NameOf(clause.tokens[0]);
    }
    return field.column;
  }

  // --- a field

  void AddField(std::uint32_t index, std::uint32_t f, const Clauses& annotation, Definition* definition,
                WantedTable* wanted) {
    const Model& model = models_.models[index];
    const ModelField& field = model.fields[f];
    const std::string name = ColumnName(field, annotation);
    const ModelOwner owner{index, f};
    WantedColumn column;
    column.field = f;
    bool is_integer = false;
    Statement definition_of{owner, {{SqlName(name) + " ", {}}}};
    Pieces type = TypeOf(field, owner, annotation, definition->primary_key == std::vector{KeyOf(name)},
                         &column, &is_integer);
    Append(std::move(type), &definition_of.pieces);
    bool told_null = false;
    for (const Clause& clause : annotation.clauses) {
      told_null |= clause.kind == ClauseKind::kNull || clause.kind == ClauseKind::kNotNull;
    }
    column.open_null = !told_null;
    const bool is_rowid = is_integer && definition->primary_key == std::vector{KeyOf(name)};
    if (!told_null && !field.nullable && !is_rowid) definition_of.pieces.push_back({" not null", {}});
    for (const Clause& clause : annotation.clauses) {
      AddClause(owner, model.table, name, clause, &column, wanted, &definition_of.pieces);
    }
    definition->elements.push_back(std::move(definition_of));
    wanted->columns.emplace(KeyOf(name), std::move(column));
  }

  void AddClause(ModelOwner owner, const std::string& table, const std::string& column, const Clause& clause,
                 WantedColumn* wanted, WantedTable* wanted_table, Pieces* pieces) {
    switch (clause.kind) {
      case ClauseKind::kSql:
      case ClauseKind::kPrimaryKey:
      case ClauseKind::kNotNull:
      case ClauseKind::kNull:
        pieces->push_back({" ", {}});
        if (!clause.name.empty()) {
          Append(PiecesOf(clause.name), pieces);
          pieces->push_back({" ", {}});
        }
        Append(PiecesOf(clause.tokens), pieces);
        break;
      case ClauseKind::kReferences:
        AddReferences(owner, table, column, clause);
        break;
      case ClauseKind::kRenamedFrom:
        wanted->renamed_from = NameOf(clause.tokens[0]);
        wanted->renamed_from_place = clause.tokens[0].range;
        break;
      case ClauseKind::kIndex: {
        const std::string index = absl::StrCat("ix_", table, "_", column);
        wanted_table->open_index_names.insert(KeyOf(index));
        indexes_.push_back({owner,
                            {{absl::StrCat("create index ", SqlName(index), " on ", SqlName(table), " (",
                                           SqlName(column), ")"),
                              {}}}});
        break;
      }
      case ClauseKind::kType:
      case ClauseKind::kLength:
      case ClauseKind::kColumn:
      case ClauseKind::kAsText:
      case ClauseKind::kAsInteger:
      case ClauseKind::kAsEnum:
        break;
    }
  }

  // Once all tables are there: they may refer to each other in any order.
  void AddReferences(ModelOwner owner, const std::string& table, const std::string& column,
                     const Clause& clause) {
    Statement add{owner, {{absl::StrCat("alter table ", SqlName(table), " add "), {}}}};
    if (!clause.name.empty()) {
      Append(PiecesOf(clause.name), &add.pieces);
      add.pieces.push_back({" ", {}});
    }
    add.pieces.push_back({absl::StrCat("foreign key (", SqlName(column), ") "), {}});
    const bool dotted = clause.tokens.size() > 3 && TextOf(clause.tokens[2]) == ".";
    std::vector<Token> tokens = clause.tokens;
    if (dotted) {
      // t.c -> t (c)
      Append(PiecesOf({tokens[0], tokens[1]}), &add.pieces);
      add.pieces.push_back({" (", {}});
      Append(PiecesOf({tokens[3]}), &add.pieces);
      add.pieces.push_back({") ", {}});
      tokens.erase(tokens.begin(), tokens.begin() + 4);
    }
    Append(PiecesOf(tokens), &add.pieces);
    parents_.insert(KeyOf(NameOf(clause.tokens[1])));
    foreign_keys_.push_back(std::move(add));
  }

  // --- types

  Pieces TypeOf(const ModelField& field, ModelOwner owner, const Clauses& annotation, bool is_only_key,
                WantedColumn* column, bool* is_integer) {
    const Clause* type = nullptr;
    const Clause* length = nullptr;
    std::string as = field.enumeration ? field.enumeration->as : "";
    const Clause* as_enum = nullptr;
    for (const Clause& clause : annotation.clauses) {
      if (clause.kind == ClauseKind::kType) type = CheckOnly(type, clause);
      if (clause.kind == ClauseKind::kLength) length = CheckOnly(length, clause);
      if (clause.kind == ClauseKind::kAsText) as = "text";
      if (clause.kind == ClauseKind::kAsInteger) as = "integer";
      if (clause.kind != ClauseKind::kAsEnum) continue;
      as = "enum";
      as_enum = &clause;
    }
    if (type != nullptr) {
      if (length != nullptr) ReportLength(*length, "the type has one of its own");
      if (type->tokens.size() == 1 && IsWord(TextOf(type->tokens[0]), "none")) return {};
      *is_integer = type->tokens.size() == 1 && IsWord(TextOf(type->tokens[0]), "integer");
      return PiecesOf(type->tokens);
    }
    if (as == "enum") return EnumTypeOf(field, owner, as_enum);
    std::string written = as.empty() ? field.type : as;
    if (length != nullptr) {
      if (written != "text") {
        ReportLength(*length, absl::StrCat("only a text has one, and this is ", Shown(written)));
        return {{written, {}}};
      }
      Pieces pieces = {{"varchar(", {}}};
      Append(PiecesOf(length->tokens), &pieces);
      pieces.push_back({")", {}});
      return pieces;
    }
    column->open_type = true;
    return PortableTypeOf(written, owner, is_only_key, is_integer);
  }

  // The type comes from a file that is not trusted.
  Pieces PortableTypeOf(std::string written, ModelOwner owner, bool is_only_key, bool* is_integer) {
    if (written.empty()) return {};
    // SQLite numbers its rows with nothing else.
    if (is_only_key && written == "bigint") written = "integer";
    *is_integer = written == "integer";
    const FileId text = AddText(written, owner, kNoField);
    const Clauses read = ReadType(source_.texts, text, &source_.diagnostics);
    std::string words;
    for (const Token& token : read.clauses[0].tokens) {
      const bool joined =
          TextOf(token) == "(" || TextOf(token) == ")" || TextOf(token) == "," || words.ends_with('(');
      absl::StrAppend(&words, words.empty() || joined ? "" : " ", std::string(TextOf(token)));
    }
    return {{words, {}}};
  }

  const Clause* CheckOnly(const Clause* first, const Clause& second) {
    if (first == nullptr) return &second;
    Error(DiagnosticKind::kDuplicateClause, second.range, "a column has one type")
        .AddNote(first->range, "the first one is here");
    return first;
  }

  void ReportLength(const Clause& length, const std::string& why) {
    Error(DiagnosticKind::kSyntaxError, length.range, absl::StrCat("no 'length' here: ", why));
  }

  Pieces EnumTypeOf(const ModelField& field, ModelOwner owner, const Clause* clause) {
    std::string name;
    SourceRange place;
    std::string values;
    if (clause != nullptr) {
      place = clause->range;
      for (const Token& token : clause->tokens) {
        if (&token == &clause->tokens[0] && TextOf(token) != "(") {
          name = NameOf(token);
          place = token.range;
        } else if (token.kind == TokenKind::kString) {
          absl::StrAppend(&values, values.empty() ? "" : ", ", std::string(TextOf(token)));
        }
      }
    }
    if (values.empty() && field.enumeration) {
      values = SqlStrings(field.enumeration->values);
    }
    if (name.empty() && field.enumeration) {
      const std::string& full = field.enumeration->name;
      const std::size_t last = full.rfind(':');
      name = SnakeCase(std::string_view(full).substr(last == std::string::npos ? 0 : last + 1));
    }
    if (name.empty()) {
      Error(DiagnosticKind::kSyntaxError, place,
            "'as enum' needs the name of the type: the field is no enumeration");
      return {{"text", {}}};
    }
    if (values.empty()) {
      named_enums_.push_back({name, place});
    } else {
      DeclareEnum(name, {values, place, owner});
    }
    return {{SqlName(name), {}}};
  }

  void DeclareEnum(const std::string& name, EnumType type) {
    const auto [found, is_new] = enums_.emplace(KeyOf(name), type);
    if (is_new) {
      types_.push_back(
          {type.owner, {{absl::StrCat("create type ", SqlName(name), " as enum (", type.values, ")"), {}}}});
    } else if (found->second.values != type.values) {
      // Two enumerations of C++ may well have the same name.
      conflicts_.push_back(
          {type.owner, {{absl::StrCat("create type ", SqlName(name), " as enum (", type.values, ")"), {}}}});
    }
  }

  void CheckEnumsOfTexts() {
    for (const auto& [name, place] : named_enums_) {
      if (enums_.contains(KeyOf(name))) continue;
      Error(DiagnosticKind::kUnknownType, place,
            absl::StrCat("no field tells the values of the type ", Shown(name), ", as in: as enum ", name,
                         " ('a', 'b')"));
    }
  }

  // --- elements of the table

  void AddOption(std::uint32_t index, const TableOption& option, Definition* definition,
                 WantedTable* wanted) {
    const ModelOwner owner{index, kNoField};
    const std::string table = SqlName(models_.models[index].table);
    switch (option.kind) {
      case OptionKind::kConstraint:
        definition->elements.push_back({owner, PiecesOf(option.tokens)});
        break;
      case OptionKind::kForeignKey: {
        Statement add{owner, {{absl::StrCat("alter table ", table, " add "), {}}}};
        Append(PiecesOf(option.tokens), &add.pieces);
        for (std::size_t i = 0; i + 1 < option.tokens.size(); ++i) {
          if (IsWord(TextOf(option.tokens[i]), "references")) {
            parents_.insert(KeyOf(NameOf(option.tokens[i + 1])));
          }
        }
        foreign_keys_.push_back(std::move(add));
        break;
      }
      case OptionKind::kIndex:
        AddIndex(owner, table, option, wanted);
        break;
      case OptionKind::kRenamedFrom:
      case OptionKind::kStrict:
      case OptionKind::kWithoutRowid:
        break;
    }
  }

  void AddIndex(ModelOwner owner, const std::string& table, const TableOption& option, WantedTable* wanted) {
    Statement create{owner, {{option.unique ? "create unique index " : "create index ", {}}}};
    if (!option.name.empty()) {
      Append(PiecesOf(option.name), &create.pieces);
    } else {
      std::string name = absl::StrCat(option.unique ? "uq_" : "ix_", models_.models[owner.model].table);
      for (const Token& token : option.tokens) {
        if (TextOf(token) == "where") break;
        const bool is_name = token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
        if (is_name) absl::StrAppend(&name, "_", NameOf(token));
      }
      wanted->open_index_names.insert(KeyOf(name));
      create.pieces.push_back({SqlName(name), {}});
    }
    create.pieces.push_back({absl::StrCat(" on ", table, " "), {}});
    Append(PiecesOf(option.tokens), &create.pieces);
    indexes_.push_back(std::move(create));
  }

  // --- tables at head that are no models

  void Borrow() {
    for (const std::string& key : parents_) {
      const TablePointer found = head_.FindTable(key);
      if (found == nullptr || source_.tables.contains(key)) continue;
      auto table = std::make_shared<Table>(*found);
      table->foreign_keys.clear();
      table->checks.clear();
      table->raw.clear();
      for (Column& column : table->columns) {
        column.default_value.reset();
        if (column.type.kind == TypeKind::kEnum) column.type = Type{TypeKind::kText, -1, -1, "", "text"};
      }
      borrowed_ += PrintSchema(Catalog().With(std::move(table)));
      source_.borrowed.insert(key);
    }
  }

  // --- all of it

  void Write(const Piece& piece, ModelOwner owner) {
    source_.segments.push_back({static_cast<std::uint32_t>(source_.text.size()), piece.place, owner});
    source_.text += piece.text;
  }

  void Write(const Statement& statement, std::string_view end) {
    for (const Piece& piece : statement.pieces) Write(piece, statement.owner);
    Write({std::string(end), {}}, statement.owner);
  }

  void Assemble() {
    Write({"revision models; revises base; upgrade {\n" + borrowed_, {}}, {});
    for (const std::vector<Statement>* statements : {&types_, &conflicts_}) {
      for (const Statement& statement : *statements) Write(statement, ";\n");
    }
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      Write(tables_[t], "\n");
      const Definition& definition = definitions_[t];
      for (std::size_t e = 0; e < definition.elements.size(); ++e) {
        Write(definition.elements[e], e + 1 < definition.elements.size() ? ",\n" : "\n");
      }
      const char* const end = definition.strict && definition.without_rowid ? ") strict, without rowid;\n"
                              : definition.strict                           ? ") strict;\n"
                              : definition.without_rowid                    ? ") without rowid;\n"
                                                                            : ");\n";
      Write({end, {}}, tables_[t].owner);
    }
    for (const std::vector<Statement>* statements : {&indexes_, &foreign_keys_}) {
      for (const Statement& statement : *statements) Write(statement, ";\n");
    }
    Write({"}\n", {}}, {});
  }

  const ModelSet& models_;
  const Catalog& head_;
  ModelSource source_;
  std::map<std::string, EnumType> enums_;
  std::vector<std::pair<std::string, SourceRange>> named_enums_;
  std::set<std::string> parents_;
  std::string borrowed_;
  std::vector<Statement> types_;
  std::vector<Statement> conflicts_;
  std::vector<Statement> tables_;
  std::vector<Definition> definitions_;
  std::vector<Statement> indexes_;
  std::vector<Statement> foreign_keys_;
};

}  // namespace

ModelSource MakeModelSource(const ModelSet& models, const Catalog& head) {
  return Maker(models, head).Make();
}

}  // namespace instar::compiler
