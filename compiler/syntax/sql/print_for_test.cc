#include "compiler/syntax/sql/print_for_test.h"

#include <type_traits>
#include <variant>

namespace instar::compiler::sql {
namespace {

class Printer {
 public:
  explicit Printer(const SourceSet& sources) : sources_(sources) {}

  std::string Print(const Statement& statement) {
    std::visit([this](const auto& tree) { Write(tree); }, statement);
    return out_;
  }

 private:
  void Add(std::string_view text) { out_ += text; }
  void AddIf(bool condition, std::string_view text) {
    if (condition) Add(text);
  }

  static std::string Text(const Name& name) {
    if (!name.quoted) return name.text;
    std::string text = "\"";
    for (char c : name.text) text += c == '"' ? std::string(2, c) : std::string(1, c);
    return text + "\"";
  }

  std::string Text(const Expression& expression) const {
    std::string text;
    for (const Token& token : expression.tokens) {
      if (!text.empty()) text += " ";
      text += sources_.Text(token.range);
    }
    return text;
  }

  static std::string Text(const TypeName& type) {
    std::string text = type.words;
    for (std::size_t i = 0; i < type.arguments.size(); ++i) text += (i == 0 ? "(" : ",") + type.arguments[i];
    return type.arguments.empty() ? text : text + ")";
  }

  template <typename List, typename Writer>
  void AddList(const List& list, Writer write) {
    Add("(");
    for (std::size_t i = 0; i < list.size(); ++i) {
      AddIf(i > 0, ", ");
      write(list[i]);
    }
    Add(")");
  }

  void AddNames(const std::vector<Name>& names) {
    AddList(names, [this](const Name& name) { Add(Text(name)); });
  }

  void AddAction(std::string_view event, ReferentialAction action) {
    static constexpr std::string_view kActions[] = {"", "restrict", "cascade", "set null", "set default"};
    if (action == ReferentialAction::kNoAction) return;
    Add(" on " + std::string(event) + " " + std::string(kActions[static_cast<int>(action)]));
  }

  void Add(const References& references) {
    Add("references " + Text(references.table));
    if (!references.columns.empty()) {
      Add(" ");
      AddNames(references.columns);
    }
    if (references.match) Add(" match " + Text(*references.match));
    AddAction("delete", references.on_delete);
    AddAction("update", references.on_update);
    AddIf(references.deferrable, " deferrable");
    AddIf(references.initially_deferred, " initially deferred");
  }

  void AddKeyColumns(const Constraint& constraint) {
    if (constraint.columns.empty()) return;
    Add(" ");
    AddList(constraint.columns, [this](const Constraint::KeyColumn& column) {
      Add(Text(column.name));
      if (column.collation) Add(" collate " + Text(*column.collation));
      AddIf(column.descending, " desc");
    });
  }

  void Add(const Constraint& constraint) {
    if (constraint.name) Add("constraint " + Text(*constraint.name) + " ");
    switch (constraint.kind) {
      case ConstraintKind::kNotNull:
        return Add("not null");
      case ConstraintKind::kNull:
        return Add("null");
      case ConstraintKind::kDefault:
        Add("default ");
        return Add(constraint.parenthesized ? "(" + Text(constraint.expression) + ")"
                                            : Text(constraint.expression));
      case ConstraintKind::kPrimaryKey:
        Add("primary key");
        AddKeyColumns(constraint);
        return AddIf(constraint.autoincrement, " autoincrement");
      case ConstraintKind::kUnique:
        Add("unique");
        return AddKeyColumns(constraint);
      case ConstraintKind::kCheck:
        return Add("check (" + Text(constraint.expression) + ")");
      case ConstraintKind::kForeignKey:
        if (!constraint.columns.empty()) {
          Add("foreign key");
          AddKeyColumns(constraint);
          Add(" ");
        }
        return Add(constraint.references);
      case ConstraintKind::kCollate:
        return Add("collate " + Text(constraint.collation));
      case ConstraintKind::kGenerated:
        Add("generated (" + Text(constraint.expression) + ")");
        return AddIf(constraint.stored, " stored");
      case ConstraintKind::kIdentity:
        return Add(constraint.always ? "identity always" : "identity by default");
    }
  }

  void Add(const ColumnDefinition& column) {
    Add(Text(column.name));
    if (column.type) Add(" " + Text(*column.type));
    for (const Constraint& constraint : column.constraints) {
      Add(" ");
      Add(constraint);
    }
  }

  void Write(const CreateTable& table) {
    Add("create table ");
    AddIf(table.if_not_exists, "if not exists ");
    Add(Text(table.table) + " ");
    AddList(table.columns, [this](const ColumnDefinition& column) { Add(column); });
    for (const Constraint& constraint : table.constraints) {
      Add(", ");
      Add(constraint);
    }
    AddIf(table.without_rowid, " without rowid");
    AddIf(table.strict, " strict");
  }

  void Write(const DropTable& drop) { WriteDrop("table", drop.if_exists, drop.table); }
  void Write(const DropIndex& drop) { WriteDrop("index", drop.if_exists, drop.index); }
  void Write(const DropView& drop) { WriteDrop("view", drop.if_exists, drop.view); }
  void Write(const DropType& drop) { WriteDrop("type", drop.if_exists, drop.type); }
  void WriteDrop(std::string_view object, bool if_exists, const Name& name) {
    Add("drop " + std::string(object) + (if_exists ? " if exists " : " ") + Text(name));
  }

  void Add(const AlterAction& action) {
    std::string exists = action.if_exists ? "if exists " : "";
    std::string name = Text(action.name);
    switch (action.kind) {
      case AlterActionKind::kRenameTable:
        return Add("rename to " + Text(action.new_name));
      case AlterActionKind::kAddColumn:
        Add(action.if_exists ? "add column if not exists " : "add column ");
        return Add(action.column);
      case AlterActionKind::kDropColumn:
        return Add("drop column " + exists + name);
      case AlterActionKind::kRenameColumn:
        return Add("rename column " + name + " to " + Text(action.new_name));
      case AlterActionKind::kSetType:
        Add("set type " + name + " " + Text(action.type));
        if (action.using_expression) Add(" using (" + Text(*action.using_expression) + ")");
        return;
      case AlterActionKind::kSetNotNull:
        return Add("set not null " + name);
      case AlterActionKind::kDropNotNull:
        return Add("drop not null " + name);
      case AlterActionKind::kSetDefault:
        Add("set " + name + " ");
        return Add(action.constraint);
      case AlterActionKind::kDropDefault:
        return Add("drop default " + name);
      case AlterActionKind::kAddConstraint:
        Add("add ");
        return Add(action.constraint);
      case AlterActionKind::kDropConstraint:
        return Add("drop constraint " + exists + name);
      case AlterActionKind::kRenameConstraint:
        return Add("rename constraint " + name + " to " + Text(action.new_name));
    }
  }

  void Write(const AlterTable& alter) {
    Add("alter table ");
    AddIf(alter.if_exists, "if exists ");
    Add(Text(alter.table) + " ");
    AddList(alter.actions, [this](const AlterAction& action) { Add(action); });
  }

  void Write(const CreateIndex& index) {
    Add(index.unique ? "create unique index " : "create index ");
    AddIf(index.if_not_exists, "if not exists ");
    Add(Text(index.index) + " on " + Text(index.table) + " ");
    AddList(index.terms, [this](const IndexTerm& term) {
      Add(term.column ? Text(*term.column) : "[" + Text(term.expression) + "]");
      if (term.collation) Add(" collate " + Text(*term.collation));
      AddIf(term.descending, " desc");
    });
    if (index.where) Add(" where " + Text(*index.where));
  }

  void Write(const RenameIndex& rename) {
    Add(rename.if_exists ? "rename index if exists " : "rename index ");
    Add(Text(rename.index) + " to " + Text(rename.new_name));
  }

  void Write(const CreateView& view) {
    Add(view.if_not_exists ? "create view if not exists " : "create view ");
    Add(Text(view.view));
    if (!view.columns.empty()) {
      Add(" ");
      AddNames(view.columns);
    }
    Add(" as " + Text(view.query));
  }

  void Write(const CreateEnum& type) {
    Add("create enum " + Text(type.type) + " ");
    AddNames(type.values);
  }

  void Write(const AlterEnum& alter) {
    Add("alter enum " + Text(alter.type));
    if (alter.kind == AlterEnumKind::kRenameType) return Add(" rename to " + Text(alter.new_name));
    if (alter.kind == AlterEnumKind::kRenameValue) {
      return Add(" rename " + Text(alter.value) + " to " + Text(alter.new_name));
    }
    Add(alter.if_not_exists ? " add if not exists " : " add ");
    Add(Text(alter.value));
    if (alter.before) Add(" before " + Text(*alter.before));
    if (alter.after) Add(" after " + Text(*alter.after));
  }

  void Write(const DataStatement& data) {
    static constexpr std::string_view kKinds[] = {"insert ", "update ", "delete "};
    Add(std::string(kKinds[static_cast<int>(data.kind)]) + Text(data.table));
    AddIf(!data.has_column_list, " default values");
    if (data.columns.empty()) return;
    Add(" ");
    AddNames(data.columns);
  }

  const SourceSet& sources_;
  std::string out_;
};

}  // namespace

std::string Print(const SourceSet& sources, const Statement& statement) {
  return Printer(sources).Print(statement);
}

}  // namespace instar::compiler::sql
