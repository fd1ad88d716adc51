#include "compiler/write/schema_header.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/schema/lints/reserved_words.h"
#include "compiler/schema/objects.h"
#include "compiler/write/banner.h"
#include "compiler/write/cpp_literal.h"
#include "compiler/write/cpp_names.h"

namespace instar::compiler {
namespace {

// The constant of the table itself. SQL reserves the word, so hardly a column has it.
constexpr std::string_view kOwnName = "table";

// A table or a view, with its columns in the order of making.
struct Relation {
  ObjectId id;
  const Identifier* name;
  std::vector<const Identifier*> columns;
};

std::vector<Relation> RelationsOf(const std::vector<TablePointer>& tables,
                                  const std::vector<ViewPointer>& views) {
  std::vector<Relation> relations;
  for (const TablePointer& table : tables) {
    Relation& relation = relations.emplace_back(Relation{table->id, &table->name, {}});
    // Their order in the table is no part of the schema.
    std::vector<const Column*> columns;
    for (const Column& column : table->columns) columns.push_back(&column);
    std::sort(columns.begin(), columns.end(), [](const Column* a, const Column* b) { return a->id < b->id; });
    for (const Column* column : columns) relation.columns.push_back(&column->name);
  }
  for (const ViewPointer& view : views) {
    Relation& relation = relations.emplace_back(Relation{view->id, &view->name, {}});
    for (const Identifier& column : view->columns) relation.columns.push_back(&column);
  }
  std::sort(relations.begin(), relations.end(),
            [](const Relation& a, const Relation& b) { return a.id < b.id; });
  return relations;
}

std::vector<std::string> CppNamesOf(const std::vector<const Identifier*>& identifiers,
                                    std::string_view taken) {
  std::vector<std::string_view> names;
  for (const Identifier* identifier : identifiers) names.push_back(identifier->text);
  return CppNames(names, taken);
}

// The same whatever databases are enabled: in double quotes where one of them needs it. PostgreSQL folds the
// case of names that are not quoted.
std::string InSql(const Identifier& name) {
  const bool folds = name.quoted && std::any_of(name.text.begin(), name.text.end(),
                                                [](unsigned char c) { return absl::ascii_isupper(c); });
  std::string sql = sqlite::Quoted(name.text);
  const bool needs = folds || IsReserved(KeyOf(name.text), Dialect::kPostgresql);
  return needs && sql[0] != '"' ? absl::StrCat("\"", sql, "\"") : sql;
}

void AppendConstant(const std::string& cpp_name, const Identifier& name, std::string* out) {
  absl::StrAppend(out, "inline constexpr char ", cpp_name, "[] = \"");
  AppendEscaped(InSql(name), out);
  *out += "\";\n";
}

}  // namespace

std::string WriteSchemaHeader(const Catalog& schema, const OutputNames& names) {
  const std::vector<TablePointer> tables = schema.Tables();
  const std::vector<ViewPointer> views = schema.Views();
  const std::vector<Relation> relations = RelationsOf(tables, views);
  const std::string guard = absl::StrCat(absl::AsciiStrToUpper(names.identifier()), "_GENERATED_SCHEMA_H_");
  const std::string scope = absl::StrCat(names.name_space, "::schema");
  std::string out(kBanner);
  absl::StrAppend(&out, "//\n// The schema of ", names.target,
                  " at head. Each constant is a name as SQL takes it: TABLE::table is the table's\n"
                  "// own, TABLE::COLUMN a column's.\n");
  absl::StrAppend(&out, "#ifndef ", guard, "\n#define ", guard, "\n\nnamespace ", scope, " {\n");
  std::vector<const Identifier*> relation_names;
  for (const Relation& relation : relations) relation_names.push_back(relation.name);
  const std::vector<std::string> spaces = CppNamesOf(relation_names, "");
  for (std::size_t i = 0; i < relations.size(); ++i) {
    absl::StrAppend(&out, "\nnamespace ", spaces[i], " {\n");
    AppendConstant(std::string(kOwnName), *relations[i].name, &out);
    const std::vector<std::string> constants = CppNamesOf(relations[i].columns, kOwnName);
    for (std::size_t c = 0; c < constants.size(); ++c) {
      AppendConstant(constants[c], *relations[i].columns[c], &out);
    }
    absl::StrAppend(&out, "}  // namespace ", spaces[i], "\n");
  }
  absl::StrAppend(&out, "\n}  // namespace ", scope, "\n\n#endif  // ", guard, "\n");
  return out;
}

}  // namespace instar::compiler
