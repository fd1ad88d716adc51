#include "compiler/schema/type.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Which arguments a type may have: char(n), decimal(p, s), timestamp(p).
struct PortableName {
  std::string_view words;
  TypeKind kind;
  std::size_t most_arguments = 0;
};

constexpr PortableName kPortableNames[] = {
    {"smallint", TypeKind::kSmallint},
    {"int2", TypeKind::kSmallint},
    {"integer", TypeKind::kInteger},
    {"int", TypeKind::kInteger},
    {"int4", TypeKind::kInteger},
    {"bigint", TypeKind::kBigint},
    {"int8", TypeKind::kBigint},
    {"boolean", TypeKind::kBoolean},
    {"bool", TypeKind::kBoolean},
    {"real", TypeKind::kReal},
    {"float4", TypeKind::kReal},
    {"double", TypeKind::kDouble},
    {"double precision", TypeKind::kDouble},
    {"float", TypeKind::kDouble},
    {"float8", TypeKind::kDouble},
    {"decimal", TypeKind::kDecimal, 2},
    {"numeric", TypeKind::kDecimal, 2},
    {"char", TypeKind::kChar, 1},
    {"character", TypeKind::kChar, 1},
    {"varchar", TypeKind::kVarchar, 1},
    {"character varying", TypeKind::kVarchar, 1},
    {"text", TypeKind::kText},
    {"blob", TypeKind::kBlob},
    {"date", TypeKind::kDate},
    {"time", TypeKind::kTime, 1},
    {"time without time zone", TypeKind::kTime, 1},
    {"timestamp", TypeKind::kTimestamp, 1},
    {"timestamp without time zone", TypeKind::kTimestamp, 1},
    {"timestamp with time zone", TypeKind::kTimestampWithTimeZone, 1},
    {"timestamptz", TypeKind::kTimestampWithTimeZone, 1},
    {"uuid", TypeKind::kUuid},
    {"json", TypeKind::kJson},
    {"jsonb", TypeKind::kJson},
};

// PostgreSQL's, beyond the portable ones.
constexpr std::string_view kPostgresqlNames[] = {
    "bit",       "bit varying", "box",
    "bytea",     "cidr",        "circle",
    "citext",    "inet",        "int4range",
    "int8range", "interval",    "line",
    "lseg",      "macaddr",     "macaddr8",
    "money",     "name",        "numrange",
    "oid",       "path",        "pg_lsn",
    "point",     "polygon",     "tsquery",
    "tsrange",   "timetz",      "time with time zone",
    "tsvector",  "tstzrange",   "varbit",
    "daterange", "xml",         "hstore",
};

bool ReadNumber(std::string_view text, int* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::string WrittenType(const sql::TypeName& type) {
  std::string written = LowerWord(type.words);
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    written += (i == 0 ? "(" : ", ") + LowerWord(type.arguments[i]);
  }
  if (!type.arguments.empty()) written += ")";
  return written;
}

std::optional<Type> PortableType(const sql::TypeName& name) {
  const std::string words = LowerWord(name.words);
  const PortableName* const found =
      std::find_if(std::begin(kPortableNames), std::end(kPortableNames),
                   [&](const PortableName& candidate) { return candidate.words == words; });
  if (found == std::end(kPortableNames) || name.arguments.size() > found->most_arguments) return std::nullopt;
  Type type;
  type.kind = found->kind;
  type.written = WrittenType(name);
  if (!name.arguments.empty() && (!ReadNumber(name.arguments[0], &type.length) || type.length < 0)) {
    return std::nullopt;
  }
  if (name.arguments.size() > 1 && !ReadNumber(name.arguments[1], &type.scale)) return std::nullopt;
  return type;
}

bool HasNativeType(Dialect dialect, std::string_view words) {
  if (dialect == Dialect::kSqlite) return true;
  // Arrays and arguments are the database's own business.
  const std::string_view base = words.substr(0, words.find_first_of("(["));
  return std::find(std::begin(kPostgresqlNames), std::end(kPostgresqlNames), base) !=
         std::end(kPostgresqlNames);
}

std::vector<std::string> PortableTypeNames() {
  std::vector<std::string> names;
  for (const PortableName& name : kPortableNames) names.emplace_back(name.words);
  return names;
}

Affinity AffinityOfSqliteName(std::string_view written) {
  const std::string name = LowerWord(written);
  if (Contains(name, "int")) return Affinity::kInteger;
  if (Contains(name, "char") || Contains(name, "clob") || Contains(name, "text")) return Affinity::kText;
  if (name.empty() || Contains(name, "blob")) return Affinity::kBlob;
  if (Contains(name, "real") || Contains(name, "floa") || Contains(name, "doub")) return Affinity::kReal;
  return Affinity::kNumeric;
}

Affinity AffinityOf(const Type& type) {
  switch (type.kind) {
    case TypeKind::kNone:
    case TypeKind::kBlob:
      return Affinity::kBlob;
    case TypeKind::kSmallint:
    case TypeKind::kInteger:
    case TypeKind::kBigint:
    case TypeKind::kBoolean:
      return Affinity::kInteger;
    case TypeKind::kReal:
    case TypeKind::kDouble:
      return Affinity::kReal;
    case TypeKind::kDecimal:
      return Affinity::kNumeric;
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kTimestamp:
    case TypeKind::kTimestampWithTimeZone:
    case TypeKind::kUuid:
    case TypeKind::kJson:
    case TypeKind::kEnum:
      return Affinity::kText;
    case TypeKind::kNative:
      return AffinityOfSqliteName(type.written);
  }
  return Affinity::kBlob;
}

}  // namespace instar::compiler
