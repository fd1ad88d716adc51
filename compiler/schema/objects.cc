#include "compiler/schema/objects.h"

#include <algorithm>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

bool IsKeyOf(std::string_view key, std::string_view name) {
  return std::equal(key.begin(), key.end(), name.begin(), name.end(),
                    [](char a, char b) { return a == LowerLetter(b); });
}

}  // namespace

std::string KeyOf(std::string_view name) { return LowerWord(name); }

bool Expression::Mentions(ObjectId column) const {
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const ExpressionToken& token) { return token.column == column; });
}

const Column* Table::Find(ObjectId column) const {
  // In the order in which they were made, as nearly all are.
  const Column* const found = std::lower_bound(columns.begin(), columns.end(), column,
                                               [](const Column& a, ObjectId b) { return a.id < b; });
  if (found != columns.end() && found->id == column) return found;
  for (const Column& candidate : columns) {
    if (candidate.id == column) return &candidate;
  }
  return nullptr;
}

const Column* Table::FindColumn(std::string_view key) const {
  for (const Column& candidate : columns) {
    if (IsKeyOf(key, candidate.name.text)) return &candidate;
  }
  return nullptr;
}

const char* ActionName(sql::ReferentialAction action) {
  switch (action) {
    case sql::ReferentialAction::kNoAction:
      return "no action";
    case sql::ReferentialAction::kRestrict:
      return "restrict";
    case sql::ReferentialAction::kCascade:
      return "cascade";
    case sql::ReferentialAction::kSetNull:
      return "set null";
    case sql::ReferentialAction::kSetDefault:
      return "set default";
  }
  return "";
}

}  // namespace instar::compiler
