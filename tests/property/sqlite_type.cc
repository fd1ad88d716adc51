// What SQLite should make of a column's type, by the design's table of types and SQLite's own rules.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/property/model.h"

namespace instar::compiler::property {
namespace {

std::string Affinity(std::string_view name) {
  const auto has = [&](std::string_view part) { return name.find(part) != std::string_view::npos; };
  if (has("int")) return "integer";
  if (has("char") || has("clob") || has("text")) return "text";
  if (name.empty() || has("blob")) return "blob";
  if (has("real") || has("floa") || has("doub")) return "real";
  return "numeric";
}

// Of the design's table of types.
std::string PortableAffinity(TypeKind kind) {
  switch (kind) {
    case TypeKind::kSmallint:
    case TypeKind::kInteger:
    case TypeKind::kBigint:
    case TypeKind::kBoolean:
      return "integer";
    case TypeKind::kReal:
    case TypeKind::kDouble:
      return "real";
    case TypeKind::kDecimal:
      return "numeric";
    case TypeKind::kBlob:
      return "blob";
    default:
      return "text";
  }
}

bool IsOnlyKey(const Table& table, const Column& column) {
  return table.primary_key && table.primary_key->columns.size() == 1 &&
         table.primary_key->columns[0].column == column.id;
}

}  // namespace

std::string SqliteType(const Table& table, const Column& column) {
  const Type& type = column.type;
  const bool counts = column.identity != IdentityKind::kNone ||
                      (IsOnlyKey(table, column) && table.primary_key->autoincrement);
  if (counts) return "integer";
  if (type.kind == TypeKind::kNone) return "";
  const std::string affinity =
      type.kind == TypeKind::kNative ? Affinity(type.written) : PortableAffinity(type.kind);
  if (table.strict) {
    constexpr std::string_view kStrict[] = {"int", "integer", "real", "text", "blob", "any"};
    if (std::ranges::find(kStrict, type.written) != std::end(kStrict)) return type.written;
    return affinity == "numeric" ? "any" : affinity;
  }
  if (type.kind == TypeKind::kEnum) return "text";
  return Affinity(type.written) == affinity ? type.written : affinity;
}

bool IsRowid(const Table& table, const Column& column) {
  if (table.without_rowid || !IsOnlyKey(table, column) || SqliteType(table, column) != "integer")
    return false;
  // INTEGER PRIMARY KEY DESC with the column is none; as a constraint of the table it is.
  const KeyColumn& key = table.primary_key->columns[0];
  return !key.descending || key.collation.has_value();
}

}  // namespace instar::compiler::property
