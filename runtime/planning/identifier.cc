#include "runtime/planning/identifier.h"

#include <cstddef>

#include "runtime/message.h"

namespace instar {
namespace {

// No history is as long as this: a larger count is as good as this one.
constexpr std::int64_t kMaxSteps = 0xFFFFFFFF;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsNameCharacter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

std::size_t NameLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && IsNameCharacter(text[length])) ++length;
  return length;
}

bool IllegalCharacter(const Identifier& identifier, std::string_view at, Status* status) {
  if (at[0] == ':') {
    return Fail(status, StatusCode::kInvalidArgument, "'%' is a range; name one revision", {identifier.text});
  }
  return Fail(status, StatusCode::kInvalidArgument,
              "'%' has the character '%' where only letters, digits, '_' and '.' can stand; remove it",
              {identifier.text, at.substr(0, 1)});
}

bool ParseBranch(std::string_view branch, Identifier* identifier, Status* status) {
  if (branch.empty()) {
    return Fail(status, StatusCode::kInvalidArgument,
                "'%' has nothing before '@'; write a label or a revision there", {identifier->text});
  }
  const std::size_t length = NameLength(branch);
  if (length < branch.size()) return IllegalCharacter(*identifier, branch.substr(length), status);
  if (IsReservedWord(branch)) {
    return Fail(status, StatusCode::kInvalidArgument,
                "'%' is not a branch; write a label or a revision before '@'", {branch});
  }
  identifier->branch = branch;
  return true;
}

// `text` begins with '+' or '-'.
bool ParseSteps(std::string_view text, Identifier* identifier, Status* status) {
  const std::string_view sign = text.substr(0, 1);
  std::size_t end = 1;
  std::int64_t count = 0;
  for (; end < text.size() && IsDigit(text[end]); ++end) {
    count = count * 10 + (text[end] - '0');
    if (count > kMaxSteps) count = kMaxSteps;
  }
  if (end == 1) {
    return Fail(status, StatusCode::kInvalidArgument, "'%' has no number after '%'; write one, as in '%1'",
                {identifier->text, sign, sign});
  }
  if (end < text.size()) {
    return Fail(status, StatusCode::kInvalidArgument,
                "'%' goes on with '%' after the number of steps; remove that",
                {identifier->text, text.substr(end)});
  }
  if (count == 0) {
    return Fail(status, StatusCode::kInvalidArgument, "'%' counts no steps; write a number of 1 or more",
                {identifier->text});
  }
  identifier->steps = sign == "+" ? count : -count;
  return true;
}

}  // namespace

bool IsReservedWord(std::string_view word) {
  return word == "head" || word == "heads" || word == "base" || word == "current";
}

bool ParseIdentifier(std::string_view text, Identifier* identifier, Status* status) {
  *identifier = Identifier();
  identifier->text = text;
  if (text.empty()) {
    return Fail(status, StatusCode::kInvalidArgument,
                "the revision is empty; write an id, a label, 'head', 'heads', 'base' or a count like '+1'",
                {});
  }
  std::string_view rest = text;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (!ParseBranch(text.substr(0, at), identifier, status)) return false;
    rest = text.substr(at + 1);
    if (rest.empty()) {
      return Fail(status, StatusCode::kInvalidArgument,
                  "'%' has nothing after '@'; write '%head' for the newest of that branch", {text, text});
    }
  }
  const std::size_t length = NameLength(rest);
  identifier->symbol = rest.substr(0, length);
  rest.remove_prefix(length);
  if (rest.empty()) return true;
  if (rest[0] == '@') {
    return Fail(status, StatusCode::kInvalidArgument, "'%' has more than one '@'; name one branch", {text});
  }
  if (rest[0] != '+' && rest[0] != '-') return IllegalCharacter(*identifier, rest, status);
  return ParseSteps(rest, identifier, status);
}

}  // namespace instar
