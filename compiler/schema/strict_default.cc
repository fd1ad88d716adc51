#include "compiler/schema/strict_default.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

enum class LiteralKind { kNumber, kText, kBlob };

struct Literal {
  LiteralKind kind;
  std::string text;  // without quotes
};

// Nothing where it is null, or no literal.
std::optional<Literal> LiteralOf(const Expression& expression) {
  const std::vector<ExpressionToken>& tokens = expression.tokens;
  const bool is_signed = tokens.size() == 2 && (tokens[0].text == "-" || tokens[0].text == "+");
  if (tokens.empty() || tokens.size() > (is_signed ? 2 : 1)) return std::nullopt;
  const ExpressionToken& token = tokens.back();
  switch (token.kind) {
    case TokenKind::kNumber:
      return Literal{LiteralKind::kNumber, is_signed ? tokens[0].text + token.text : token.text};
    case TokenKind::kString:
      return Literal{LiteralKind::kText, token.text.substr(1, token.text.size() - 2)};
    case TokenKind::kBlob:
      return Literal{LiteralKind::kBlob, ""};
    case TokenKind::kWord:
      break;
    default:
      return std::nullopt;
  }
  const std::string word = LowerWord(token.text);
  if (word == "true" || word == "false") return Literal{LiteralKind::kNumber, "1"};
  if (word.starts_with("current_")) return Literal{LiteralKind::kText, word};
  return std::nullopt;
}

// What SQLite takes for a number when it converts text: decimal, with space around it.
bool IsNumber(absl::string_view text, double* number) {
  constexpr absl::string_view kPlain = "0123456789+-.eE";
  return text.find_first_not_of(kPlain) == absl::string_view::npos && absl::SimpleAtod(text, number);
}

// Whether the integer type has it: 1.0 and 1e3 it has.
bool IsInteger(absl::string_view text, double number) {
  std::int64_t integer = 0;
  if (absl::SimpleAtoi(text, &integer)) return true;
  return number == std::floor(number) && std::abs(number) < 9223372036854775808.0;
}

bool IsHexadecimal(const Literal& literal) {
  return literal.kind == LiteralKind::kNumber && literal.text.find_first_of("xX") != std::string::npos;
}

}  // namespace

bool IsRefusedByStrict(const Column& column) {
  if (!column.default_value || column.type.kind == TypeKind::kNative) return false;
  const std::optional<Literal> literal = LiteralOf(*column.default_value);
  if (!literal) return false;
  const Affinity affinity = AffinityOf(column.type);
  if (literal->kind == LiteralKind::kBlob) return affinity != Affinity::kBlob;
  if (affinity == Affinity::kBlob) return true;
  if (affinity == Affinity::kText) return false;
  if (IsHexadecimal(*literal)) return false;
  const absl::string_view text = absl::StripAsciiWhitespace(literal->text);
  double number = 0;
  return !IsNumber(text, &number) || (affinity == Affinity::kInteger && !IsInteger(text, number));
}

}  // namespace instar::compiler
