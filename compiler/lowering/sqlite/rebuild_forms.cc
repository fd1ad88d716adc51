#include "compiler/lowering/sqlite/rebuild_forms.h"

#include <algorithm>
#include <optional>

#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/schema/table_difference.h"
#include "compiler/syntax/words.h"
#include "runtime/applying/rebuild.h"

namespace instar::compiler::sqlite {
namespace {

// 16 random bytes: if a row held them, the table would only be copied for nothing.
constexpr std::string_view kProbeValue = "x'8f3b5c01d96e4a7792e0ab64c5d8137f'";

class FormsFinder {
 public:
  FormsFinder(const TableRebuild& rebuild, const PlainColumns& plain)
      : rebuild_(rebuild),
        before_(*rebuild.before),
        after_(*rebuild.after),
        plain_(plain),
        difference_(Difference(before_, after_)),
        same_layout_(IsSameLayout()) {}

  RebuildForms Find() {
    FindFlags();
    for (const ColumnChange& change : difference_.changed_columns) {
      if (change.not_null && after_.Find(change.column)->not_null) CheckNotNull(change.column);
    }
    for (const Column& column : after_.columns) {
      CheckEnum(column);
      CheckRowid(column);
    }
    for (const Check& check : after_.checks) CheckRows(check);
    for (const Unique& unique : after_.uniques) CheckUnique(unique);
    return std::move(forms_);
  }

 private:
  void FindFlags() {
    std::uint32_t& flags = forms_.flags;
    if (after_.without_rowid) flags |= kRebuildWithoutRowid;
    if (before_.without_rowid) flags |= kRebuildOldWithoutRowid;
    const bool counts = std::ranges::any_of(after_.columns, [&](const Column& column) {
      return IsRowidAlias(column, after_) && (column.identity != IdentityKind::kNone ||
                                              (after_.primary_key && after_.primary_key->autoincrement));
    });
    if (counts) flags |= kRebuildAutoincrement;
    if (!same_layout_) return;
    const bool defaults = HasChange(&ColumnChange::default_value);
    if (OnlyConstraintsOrDefaults()) {
      if (!defaults) flags |= kRebuildSchemaEdit | kRebuildSameStorage;
      // Without a rowid no query is sure to read the rows themselves: NOT INDEXED has no meaning there.
      if (defaults && !after_.without_rowid) AddProbe();
    } else if (!defaults && CanTransfer()) {
      flags |= kRebuildSameStorage;
    }
  }

  bool HasChange(bool ColumnChange::* what) const {
    return std::ranges::any_of(difference_.changed_columns, what);
  }

  // The same columns in the same order, each stored as it was.
  bool IsSameLayout() const {
    if (before_.columns.size() != after_.columns.size() || before_.strict != after_.strict ||
        before_.without_rowid != after_.without_rowid) {
      return false;
    }
    // The key is the order of such a table.
    if (after_.without_rowid && difference_.primary_key) return false;
    for (std::size_t i = 0; i < after_.columns.size(); ++i) {
      if (!IsStoredAlike(before_.columns[i], after_.columns[i])) return false;
    }
    return true;
  }

  bool IsStoredAlike(const Column& from, const Column& to) const {
    if (from.id != to.id || from.generated != to.generated) return false;
    if (!to.generated.has_value() && !plain_.contains(to.id)) return false;
    return StoredAffinity(from, before_) == StoredAffinity(to, after_) &&
           IsRowidAlias(from, before_) == IsRowidAlias(to, after_);
  }

  // Of those that SQLite's documentation lets one edit in the schema: CHECK, FOREIGN KEY, NOT NULL, DEFAULT;
  // and names of constraints.
  bool OnlyConstraintsOrDefaults() const {
    const MemberChanges& uniques = difference_.uniques;
    const bool same_keys = !difference_.primary_key && uniques.added.empty() && uniques.dropped.empty() &&
                           uniques.changed.empty();
    return same_keys && !HasChange(&ColumnChange::collation) && !HasChange(&ColumnChange::identity) &&
           std::ranges::all_of(difference_.changed_columns, [&](const ColumnChange& change) {
             return !change.type || TypeName(*before_.Find(change.column), before_) ==
                                        TypeName(*after_.Find(change.column), after_);
           });
  }

  // SQLite's own conditions for copying a table by its pages.
  bool CanTransfer() const {
    const bool new_keys = !difference_.uniques.added.empty() || !difference_.uniques.changed.empty();
    if (new_keys || HasChange(&ColumnChange::collation) || !IsSameKey()) return false;
    for (const ColumnChange& change : difference_.changed_columns) {
      if (change.not_null && after_.Find(change.column)->not_null) return false;
    }
    const bool no_enums = std::ranges::all_of(after_.columns, [&](const Column& column) {
      return EnumValues(column, rebuild_.catalog_after).empty();
    });
    return (after_.checks.empty() && no_enums) || (difference_.checks.empty() && HasSameEnums());
  }

  bool IsSameKey() const {
    if (!difference_.primary_key) return true;
    return before_.primary_key && after_.primary_key &&
           before_.primary_key->columns == after_.primary_key->columns;
  }

  bool HasSameEnums() const {
    for (std::size_t i = 0; i < after_.columns.size(); ++i) {
      if (EnumValues(before_.columns[i], rebuild_.catalog_before) !=
          EnumValues(after_.columns[i], rebuild_.catalog_after)) {
        return false;
      }
    }
    return true;
  }

  // The probe reads the rows themselves: an index keeps what the default was.
  void AddProbe() {
    forms_.flags |= kRebuildDefaultEdit;
    Table probed = after_;
    for (const ColumnChange& change : difference_.changed_columns) {
      if (!change.default_value) continue;
      const auto column = std::ranges::find(probed.columns, change.column, &Column::id);
      column->default_value.emplace().tokens.push_back({TokenKind::kBlob, std::string(kProbeValue)});
      column->default_parenthesized = false;
      forms_.probe += (forms_.probe.empty() ? "" : " OR ") + Quoted(column->name.text) + " IS " +
                      std::string(kProbeValue);
    }
    forms_.probe = "SELECT 1 FROM " + Quoted(after_.name.text) + " NOT INDEXED WHERE " + forms_.probe;
    forms_.probe_definition = TableDefinition(probed, rebuild_.catalog_after);
  }

  // The queries are made before the copy, of the table as it is: only of columns that are then as they were.
  bool StaysAsItIs(ObjectId column) const { return same_layout_ || plain_.contains(column); }

  void AddCheck(const std::string& condition, const std::string& promise) {
    forms_.checks.emplace_back("SELECT 1 FROM " + Quoted(before_.name.text) + " WHERE " + condition, promise);
  }

  std::string Promise(const Column& column, const std::string& what) const {
    return after_.name.text + "." + column.name.text + what;
  }

  void CheckNotNull(ObjectId id) {
    const Column& column = *after_.Find(id);
    if (StaysAsItIs(id)) AddCheck(Quoted(column.name.text) + " IS NULL", Promise(column, " is not null"));
  }

  // SQLite would give a number to what is NULL.
  void CheckRowid(const Column& column) {
    const Column* const old_column = before_.Find(column.id);
    if (old_column == nullptr || rebuild_.conversions.contains(column.id)) return;
    if (!IsRowidAlias(column, after_) || IsRowidAlias(*old_column, before_)) return;
    AddCheck(Quoted(old_column->name.text) + " IS NULL", Promise(column, " is not null"));
  }

  void CheckEnum(const Column& column) {
    const std::vector<std::string> values = EnumValues(column, rebuild_.catalog_after);
    const Column* const old_column = before_.Find(column.id);
    if (values.empty() || old_column == nullptr || !StaysAsItIs(column.id)) return;
    std::vector<std::string> old_values = EnumValues(*old_column, rebuild_.catalog_before);
    const auto is_allowed = [&](const std::string& value) {
      return std::ranges::find(values, value) != values.end();
    };
    if (!old_values.empty() && std::ranges::all_of(old_values, is_allowed)) return;
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + StringLiteral(value);
    AddCheck(Quoted(column.name.text) + " NOT IN (" + list + ")", Promise(column, " is one of " + list));
  }

  void CheckRows(const compiler::Check& check) {
    if (IsOld(difference_.checks, check.id)) return;
    const bool stays = std::ranges::all_of(check.expression.tokens, [&](const ExpressionToken& token) {
      return token.column == kNoObject || StaysAsItIs(token.column);
    });
    const std::string text = ExpressionText(check.expression, after_);
    if (stays) AddCheck("NOT (" + text + ")", after_.name.text + ": " + text);
  }

  void CheckUnique(const Unique& unique) {
    if (IsOld(difference_.uniques, unique.id)) return;
    std::string present;
    std::string group;
    std::string names;
    for (const KeyColumn& key : unique.columns) {
      if (!StaysAsItIs(key.column)) return;
      const Column& column = *after_.Find(key.column);
      const std::optional<Identifier>& collation = key.collation ? key.collation : column.collation;
      present += (present.empty() ? "" : " AND ") + Quoted(column.name.text) + " IS NOT NULL";
      group += (group.empty() ? "" : ", ") + Quoted(column.name.text);
      if (collation.has_value()) group += " COLLATE " + Quoted(collation->text);
      names += (names.empty() ? "" : ", ") + column.name.text;
    }
    AddCheck(present + " GROUP BY " + group + " HAVING count(*) > 1",
             after_.name.text + " (" + names + ") is unique");
  }

  // Promised before as well.
  static bool IsOld(const MemberChanges& changes, ObjectId id) {
    return std::ranges::find(changes.added, id) == changes.added.end() &&
           std::ranges::find(changes.changed, id) == changes.changed.end();
  }

  const TableRebuild& rebuild_;
  const Table& before_;
  const Table& after_;
  const PlainColumns& plain_;
  const TableDifference difference_;
  const bool same_layout_;
  RebuildForms forms_;
};

}  // namespace

RebuildForms FormsOf(const TableRebuild& rebuild, const PlainColumns& plain) {
  return FormsFinder(rebuild, plain).Find();
}

}  // namespace instar::compiler::sqlite
