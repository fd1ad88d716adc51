#include "compiler/schema/lints/type_change.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

constexpr int kUnbounded = std::numeric_limits<int>::max();

bool IsText(const Type& type) {
  return type.kind == TypeKind::kChar || type.kind == TypeKind::kVarchar || type.kind == TypeKind::kText;
}

// Decimal digits of numbers. What a type `needs` to be written in full may be one more than it `holds`
// whatever they are: a smallint goes to 32767.
struct Digits {
  int whole_needed = 0;
  int whole_held = 0;
  int fraction = 0;
  // Floating point: so many in all, wherever the point is.
  int significant = kUnbounded;
  bool floating = false;
  bool is_number = true;
};

Digits DigitsOf(const Type& type) {
  switch (type.kind) {
    case TypeKind::kBoolean:
      return {.whole_needed = 1};
    case TypeKind::kSmallint:
      return {.whole_needed = 5, .whole_held = 4};
    case TypeKind::kInteger:
      return {.whole_needed = 10, .whole_held = 9};
    case TypeKind::kBigint:
      return {.whole_needed = 19, .whole_held = 18};
    case TypeKind::kReal:
      return {kUnbounded, kUnbounded, kUnbounded, 6, true};
    case TypeKind::kDouble:
      return {kUnbounded, kUnbounded, kUnbounded, 15, true};
    case TypeKind::kDecimal: {
      if (type.length < 0) return {kUnbounded, kUnbounded, kUnbounded};
      const int scale = std::max(type.scale, 0);
      return {type.length - scale, type.length - scale, scale};
    }
    default:
      return {.is_number = false};
  }
}

bool IsWholeNumber(const Digits& digits) { return !digits.floating && digits.fraction == 0; }

bool IsNarrowerNumber(const Type& to, const Type& from) {
  const Digits target = DigitsOf(to);
  const Digits source = DigitsOf(from);
  if (target.floating) {
    if (source.floating) return target.significant < source.significant;
    return source.whole_needed == kUnbounded || source.whole_needed + source.fraction > target.significant;
  }
  if (from.kind != TypeKind::kDecimal && to.kind != TypeKind::kDecimal && IsWholeNumber(source)) {
    return target.whole_needed < source.whole_needed;
  }
  return target.whole_held < source.whole_needed || target.fraction < source.fraction;
}

int TextLength(const Type& type) {
  if (type.kind == TypeKind::kChar) return type.length < 0 ? 1 : type.length;
  return type.kind == TypeKind::kText || type.length < 0 ? kUnbounded : type.length;
}

// Of the values as texts.
int WrittenLength(const Type& type) {
  switch (type.kind) {
    case TypeKind::kBoolean:
      return 5;
    case TypeKind::kSmallint:
      return 6;
    case TypeKind::kInteger:
      return 11;
    case TypeKind::kBigint:
      return 20;
    case TypeKind::kDecimal:
      return type.length < 0 ? kUnbounded : type.length + 3;
    case TypeKind::kDate:
      return 10;
    case TypeKind::kUuid:
      return 36;
    default:
      return IsText(type) ? TextLength(type) : kUnbounded;
  }
}

// Both may have a fraction of so many digits; six when nothing is said.
int FractionOfSeconds(const Type& type) { return type.length < 0 ? 6 : type.length; }

bool HasTime(TypeKind kind) {
  return kind == TypeKind::kTime || kind == TypeKind::kTimestamp || kind == TypeKind::kTimestampWithTimeZone;
}

bool IsNarrowerTime(const Type& to, const Type& from) {
  const bool from_moment = from.kind == TypeKind::kTimestamp || from.kind == TypeKind::kTimestampWithTimeZone;
  if (from_moment && (to.kind == TypeKind::kDate || to.kind == TypeKind::kTime)) return true;
  if (from.kind == TypeKind::kTimestampWithTimeZone && to.kind == TypeKind::kTimestamp) return true;
  return HasTime(from.kind) && HasTime(to.kind) && FractionOfSeconds(to) < FractionOfSeconds(from);
}

// The column itself, or a cast of it: what would happen without a `using` as well.
bool IsPlainCast(const Expression& expression, ObjectId column) {
  const std::vector<ExpressionToken>& tokens = expression.tokens;
  if (tokens.size() == 1) return tokens[0].column == column;
  if (tokens.size() < 6 || !IsWord(tokens[0].text, "cast") || tokens[1].text != "(" ||
      tokens[2].column != column || !IsWord(tokens[3].text, "as")) {
    return false;
  }
  int depth = 0;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].text == "(") ++depth;
    if (tokens[i].text == ")" && --depth == 0) return i + 1 == tokens.size();
  }
  return false;
}

bool IsNumeric(Affinity affinity) {
  return affinity == Affinity::kInteger || affinity == Affinity::kReal || affinity == Affinity::kNumeric;
}

}  // namespace

bool IsNarrower(const Type& to, const Type& from) {
  if (DigitsOf(to).is_number && DigitsOf(from).is_number) return IsNarrowerNumber(to, from);
  if (IsText(to) && TextLength(to) != kUnbounded) {
    return from.kind != TypeKind::kEnum && WrittenLength(from) > TextLength(to);
  }
  return IsNarrowerTime(to, from);
}

std::string_view CoercionOf(const Type& from, const Type& to, bool strict) {
  const Affinity source = AffinityOf(from);
  const Affinity target = AffinityOf(to);
  // Without a type, a column takes values as they are; as ANY it does where the table is strict.
  if (source == target || to.kind == TypeKind::kNone || (strict && to.name == "any")) return "";
  if (IsNumeric(target) && !IsNumeric(source)) {
    return target == Affinity::kInteger ? "'007' becomes 7, '1e3' becomes 1, 'abc' becomes 0"
                                        : "'007' becomes 7, '1e3' becomes 1000, 'abc' becomes 0";
  }
  if (target == Affinity::kBlob && IsNumeric(source)) return "a number becomes the bytes of its text";
  if (target == Affinity::kText && source == Affinity::kReal) return "only 15 digits of a number are kept";
  if (target == Affinity::kInteger && IsNumeric(source)) return "what stands behind the point is cut off";
  const bool is_small = from.kind == TypeKind::kSmallint || from.kind == TypeKind::kBoolean;
  if (target == Affinity::kReal && source == Affinity::kInteger && !is_small) {
    return "numbers become floating point, and large ones lose digits";
  }
  return "";
}

bool MayPostgresqlRefuse(const Type& from, const Type& to) {
  if (IsText(to) || to.kind == TypeKind::kNone || from.kind == TypeKind::kNone) return false;
  if (IsText(from) || from.kind == TypeKind::kJson) return true;
  return (from.kind == TypeKind::kNative || to.kind == TypeKind::kNative) && !(from == to);
}

bool SaysWhatBecomes(const Operation& operation, ObjectId column) {
  const auto found = operation.conversions.find(column);
  return found != operation.conversions.end() && !IsPlainCast(found->second, column);
}

}  // namespace instar::compiler
