#include "compiler/schema/resolve_type.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "compiler/syntax/names.h"

namespace instar::compiler {
namespace {

// Types in one of these families have operators between them everywhere.
enum class Family { kNumber, kText, kTimestamp, kOther };

Family FamilyOf(TypeKind kind) {
  switch (kind) {
    case TypeKind::kSmallint:
    case TypeKind::kInteger:
    case TypeKind::kBigint:
    case TypeKind::kReal:
    case TypeKind::kDouble:
    case TypeKind::kDecimal:
      return Family::kNumber;
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
      return Family::kText;
    case TypeKind::kDate:
    case TypeKind::kTimestamp:
    case TypeKind::kTimestampWithTimeZone:
      return Family::kTimestamp;
    default:
      return Family::kOther;
  }
}

bool IsNumeric(Affinity affinity) {
  return affinity == Affinity::kInteger || affinity == Affinity::kReal || affinity == Affinity::kNumeric;
}

bool CompareInSqlite(const Type& child, const Type& parent) {
  const Affinity a = AffinityOf(child);
  const Affinity b = AffinityOf(parent);
  return a == b || (IsNumeric(a) && IsNumeric(b));
}

// A dialect that does not have the type; nothing when all do.
const Dialect* FindRefusing(const std::vector<Dialect>& dialects, const std::string& words) {
  for (const Dialect& dialect : dialects) {
    if (!HasNativeType(dialect, words)) return &dialect;
  }
  return nullptr;
}

std::vector<std::string> KnownTypes(const Catalog& catalog) {
  std::vector<std::string> known = PortableTypeNames();
  for (const EnumPointer& type : catalog.Enums()) known.push_back(type->name.text);
  return known;
}

}  // namespace

Type ResolveType(Scope* scope, const sql::TypeName& name) {
  if (std::optional<Type> type = PortableType(name)) return *std::move(type);
  Type type;
  type.written = WrittenType(name);
  const std::string key = KeyOf(name.words);
  if (name.arguments.empty() && scope->catalog().FindEnum(key) != nullptr) {
    type.kind = TypeKind::kEnum;
    type.name = key;
    return type;
  }
  type.kind = TypeKind::kNative;
  type.name = type.written;
  const sql::Name words{name.range, name.words, false};
  const std::string event = Scope::EventKey("type", key);
  const History& history = scope->history();
  // SQLite alone would take any word, the name of a type that is no more among them.
  const auto gone = history.gone.find(event);
  if (gone != history.gone.end() && history.ancestry.IsAncestor(gone->second.revision, scope->revision())) {
    scope->ReportUnknown(DiagnosticKind::kUnknownType, words,
                         absl::StrCat("there is no type ", Quoted(name.words)), event,
                         [&] { return KnownTypes(scope->catalog()); });
    return type;
  }
  if (const Dialect* const refusing = FindRefusing(history.options.dialects, key)) {
    scope->ReportUnknown(DiagnosticKind::kUnknownType, words,
                         absl::StrCat(Quoted(name.words), " is no portable type, and ",
                                      std::string(NameOf(*refusing)), " does not have it"),
                         event, [&] { return KnownTypes(scope->catalog()); });
  }
  return type;
}

bool CanReference(const Type& child, const Type& parent, bool only_sqlite) {
  if (child.kind == TypeKind::kNone || parent.kind == TypeKind::kNone) return true;
  if (only_sqlite) return CompareInSqlite(child, parent);
  if (child.kind == TypeKind::kNative || parent.kind == TypeKind::kNative) {
    return child.kind != parent.kind || child.name == parent.name;
  }
  if (child.kind == parent.kind) return child.kind != TypeKind::kEnum || child.name == parent.name;
  const Family family = FamilyOf(child.kind);
  return family != Family::kOther && family == FamilyOf(parent.kind);
}

}  // namespace instar::compiler
