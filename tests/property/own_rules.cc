// Where the compiler is stricter than SQLite on purpose.
#include "compiler/diagnostics/diagnostic.h"
#include "tests/property/refusals.h"

namespace instar::compiler::property {
namespace {

// "references t" without columns.
bool ImpliesParentKey(std::string_view statements) {
  constexpr std::string_view kReferences = "references ";
  for (std::size_t at = statements.find(kReferences); at != std::string_view::npos;
       at = statements.find(kReferences, at + 1)) {
    const std::size_t name = at + kReferences.size();
    const std::size_t end =
        statements[name] == '"' ? statements.find("\" ", name) : statements.find(' ', name);
    const std::size_t next = statements.find_first_not_of("\" ", end);
    if (next == std::string_view::npos || statements[next] != '(') return true;
  }
  return false;
}

struct OwnRule {
  DiagnosticKind kind;
  const char* reason;
  const char* words = "";                       // only of statements with these
  bool (*applies)(std::string_view) = nullptr;  // null: to all
};

constexpr char kOtherRows[] = "other databases may have other rows";

constexpr OwnRule kRules[] = {
    {DiagnosticKind::kDropTable, "rows would be lost"},
    {DiagnosticKind::kDropColumn, "values would be lost"},
    {DiagnosticKind::kDropRecreate, "most likely a rename, and values would be lost"},
    {DiagnosticKind::kNarrowingType, "values may be cut"},
    {DiagnosticKind::kAffinityCoercion, "values may become others"},
    {DiagnosticKind::kAddUnique, kOtherRows},
    {DiagnosticKind::kSetNotNull, kOtherRows},
    {DiagnosticKind::kAddNotNull, kOtherRows},
    {DiagnosticKind::kAddCheck, kOtherRows},
    {DiagnosticKind::kAddForeignKey, kOtherRows},
    {DiagnosticKind::kCastMayFail, kOtherRows},
    {DiagnosticKind::kSyntaxError, "the language is smaller than what SQLite reads"},
    {DiagnosticKind::kNotPortableSyntax, "the language is smaller than what SQLite reads"},
    {DiagnosticKind::kQualifiedName, "the language is smaller than what SQLite reads"},
    {DiagnosticKind::kConflictClause, "the language is smaller than what SQLite reads"},
    {DiagnosticKind::kInsertWithoutColumns, "the order of columns is no part of the schema"},
    {DiagnosticKind::kSelectStar, "the order of columns is no part of the schema"},
    {DiagnosticKind::kDuplicateConstraint, "constraints are dropped by name; SQLite has no use for the name"},
    {DiagnosticKind::kFkTypeMismatch, "such values never agree"},
    {DiagnosticKind::kDuplicateColumn, "a column twice in one key is a slip of the pen", "("},
    {DiagnosticKind::kDuplicateInsertColumn, "SQLite drops one of the values and says nothing"},
    {DiagnosticKind::kDefaultNeedsParentheses, "the same text must mean the same in every dialect"},
    {DiagnosticKind::kConflictingConstraints, "the same column is to be null and not to be", "null"},
    {DiagnosticKind::kStrictDefault, "no row could ever have that default"},
    {DiagnosticKind::kNotPortableToken, "a migration has nothing to bind to it", "?"},
    {DiagnosticKind::kNotPortableToken, "a migration has nothing to bind to it", ":"},
    {DiagnosticKind::kDuplicateClause, "the second one is a slip of the pen", "default"},
    {DiagnosticKind::kReservedName, "Instar's own tables are called so", "instar_"},
    {DiagnosticKind::kInUse, "the text of a view is its own: nobody rewrites it", "rename"},
    {DiagnosticKind::kFkParentNotUnique,
     "the key compares in another way than its column, which SQLite forgives a "
     "primary key that is not named",
     "", ImpliesParentKey},
    {DiagnosticKind::kUnknownColumn, "SQLite takes a quoted name for a string when it reads a schema", "\""},
};

}  // namespace

const char* OwnReason(DiagnosticKind kind, std::string_view statements) {
  for (const OwnRule& rule : kRules) {
    const bool applies = rule.applies == nullptr || rule.applies(statements);
    if (rule.kind == kind && applies && statements.find(rule.words) != std::string_view::npos) {
      return rule.reason;
    }
  }
  return nullptr;
}

}  // namespace instar::compiler::property
