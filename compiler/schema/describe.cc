#include "compiler/schema/describe.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "compiler/syntax/format_spacing.h"
#include "compiler/syntax/raw_token.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

const char* WordsOf(TypeKind kind) {
  switch (kind) {
    case TypeKind::kNone:
      return "";
    case TypeKind::kSmallint:
      return "smallint";
    case TypeKind::kInteger:
      return "integer";
    case TypeKind::kBigint:
      return "bigint";
    case TypeKind::kBoolean:
      return "boolean";
    case TypeKind::kReal:
      return "real";
    case TypeKind::kDouble:
      return "double";
    case TypeKind::kDecimal:
      return "decimal";
    case TypeKind::kChar:
      return "char";
    case TypeKind::kVarchar:
      return "varchar";
    case TypeKind::kText:
      return "text";
    case TypeKind::kBlob:
      return "blob";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTime:
      return "time";
    case TypeKind::kTimestamp:
      return "timestamp";
    case TypeKind::kTimestampWithTimeZone:
      return "timestamp with time zone";
    case TypeKind::kUuid:
      return "uuid";
    case TypeKind::kJson:
      return "json";
    case TypeKind::kEnum:
    case TypeKind::kNative:
      break;
  }
  return "";
}

void AppendToken(std::string_view token, std::string* text) {
  if (!text->empty()) text->push_back(' ');
  text->append(token);
}

// With spaces as the formatter puts them.
std::string Spaced(const std::vector<std::string>& words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  std::string text;
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (i > 0 && SpaceBefore(views, i)) text += ' ';
    text += views[i];
  }
  return text;
}

// Names compare by key, quoted or not.
std::string TextOf(const ExpressionToken& token) {
  return token.kind == TokenKind::kString || token.kind == TokenKind::kQuotedName ? token.text
                                                                                  : LowerWord(token.text);
}

std::string Collation(const std::optional<Identifier>& collation) {
  return collation ? absl::StrCat(" collate ", KeyOf(collation->text)) : "";
}

}  // namespace

std::string Describe(const Type& type) {
  const bool is_named = type.kind == TypeKind::kEnum || type.kind == TypeKind::kNative;
  std::string text = is_named ? type.name : WordsOf(type.kind);
  if (type.length >= 0) {
    absl::StrAppend(&text, "(", type.length);
    if (type.scale >= 0) absl::StrAppend(&text, ", ", type.scale);
    text.push_back(')');
  }
  return text;
}

std::string Describe(const View& view) {
  std::string text;
  for (const Identifier& column : view.columns) AppendToken(KeyOf(column.text), &text);
  if (!text.empty()) text = absl::StrCat("(", text, ")");
  std::vector<std::string> words;
  for (const ExpressionToken& token : view.query.tokens) words.push_back(TextOf(token));
  AppendToken(Spaced(words), &text);
  return text;
}

std::string Describe(const Enum& type) {
  return absl::StrJoin(type.values, ", ", [](std::string* text, const std::string& value) {
    absl::StrAppend(text, "'", value, "'");
  });
}

// Case is kept: what is inside of strings cannot be told apart for every database.
std::string Describe(const RawObject& raw) {
  std::string text;
  for (std::uint32_t at = 0;;) {
    const RawToken token = NextSqliteToken(raw.text, at);
    if (token.kind == RawTokenKind::kEnd) return text;
    if (token.kind == RawTokenKind::kUnterminated) return raw.text;
    AppendToken(std::string_view(raw.text).substr(token.begin, token.end - token.begin), &text);
    at = token.end;
  }
}

TableDescriber::TableDescriber(const Table& table, const Catalog& catalog)
    : table_(table), catalog_(catalog) {
  for (const Column& column : table.columns) names_.emplace(column.id, KeyOf(column.name.text));
}

std::string TableDescriber::Options() const {
  if (table_.strict && table_.without_rowid) return "strict, without rowid";
  if (table_.strict) return "strict";
  return table_.without_rowid ? "without rowid" : "";
}

std::string TableDescriber::NameOf(ObjectId column) const {
  const auto found = names_.find(column);
  return found == names_.end() ? "?" : found->second;
}

std::string TableDescriber::Describe(const Expression& expression) const {
  std::vector<std::string> words;
  words.reserve(expression.tokens.size());
  for (const ExpressionToken& token : expression.tokens) {
    words.push_back(token.column != kNoObject ? NameOf(token.column) : TextOf(token));
    if (words.back().empty()) words.back() = "\"\"";
  }
  return Spaced(words);
}

std::string TableDescriber::Describe(const Column& column) const {
  std::string text = compiler::Describe(column.type);
  if (column.not_null) AppendToken("not null", &text);
  if (column.default_value) AppendToken("default " + Describe(*column.default_value), &text);
  if (column.generated) {
    AppendToken(absl::StrCat("generated always as (", Describe(column.generated->expression), ") ",
                             column.generated->stored ? "stored" : "virtual"),
                &text);
  }
  if (column.identity == IdentityKind::kAlways) AppendToken("generated always as identity", &text);
  if (column.identity == IdentityKind::kByDefault) AppendToken("generated by default as identity", &text);
  return text + Collation(column.collation);
}

std::string TableDescriber::Describe(const KeyColumn& column) const {
  return absl::StrCat(NameOf(column.column), Collation(column.collation), column.descending ? " desc" : "");
}

std::string TableDescriber::Describe(const PrimaryKey& key) const {
  std::vector<std::string> columns;
  for (const KeyColumn& column : key.columns) columns.push_back(Describe(column));
  return absl::StrCat("primary key (", absl::StrJoin(columns, ", "), ")",
                      key.autoincrement ? " autoincrement" : "",
                      key.name ? absl::StrCat(" named ", KeyOf(key.name->text)) : "");
}

std::string TableDescriber::Describe(const Unique& unique) const {
  std::vector<std::string> columns;
  for (const KeyColumn& column : unique.columns) columns.push_back(Describe(column));
  return absl::StrCat("unique (", absl::StrJoin(columns, ", "), ")");
}

std::string TableDescriber::Describe(const Check& check) const {
  return absl::StrCat("check (", Describe(check.expression), ")");
}

std::string TableDescriber::Describe(const ForeignKey& key) const {
  std::vector<std::string> columns, parent_columns;
  for (const ObjectId column : key.columns) columns.push_back(NameOf(column));
  const TablePointer parent = catalog_.FindTable(key.parent_table);
  const std::string parent_name = KeyOf(parent != nullptr ? parent->name.text : key.parent_name.text);
  if (parent == nullptr) {
    for (const Identifier& name : key.parent_column_names) parent_columns.push_back(KeyOf(name.text));
  }
  for (const ObjectId column : key.parent_columns) {
    const Column* found = parent != nullptr ? parent->Find(column) : nullptr;
    parent_columns.push_back(found != nullptr ? KeyOf(found->name.text) : "?");
  }
  return absl::StrCat("foreign key (", absl::StrJoin(columns, ", "), ") references ", parent_name, " (",
                      absl::StrJoin(parent_columns, ", "), ") on delete ", ActionName(key.on_delete),
                      " on update ", ActionName(key.on_update), key.deferrable ? " deferrable" : "",
                      key.initially_deferred ? " initially deferred" : "");
}

std::string TableDescriber::Describe(const Index& index) const {
  std::vector<std::string> terms;
  for (const IndexTerm& term : index.terms) {
    terms.push_back(absl::StrCat(term.column != kNoObject ? NameOf(term.column) : Describe(term.expression),
                                 Collation(term.collation), term.descending ? " desc" : ""));
  }
  return absl::StrCat(index.unique ? "unique " : "", "on ", KeyOf(table_.name.text), " (",
                      absl::StrJoin(terms, ", "), ")",
                      index.where ? absl::StrCat(" where ", Describe(*index.where)) : "");
}

}  // namespace instar::compiler
