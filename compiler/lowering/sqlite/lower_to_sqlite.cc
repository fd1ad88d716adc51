#include "compiler/lowering/sqlite/lower_to_sqlite.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace instar::compiler {
namespace {

void AppendWithoutCarriageReturns(std::string_view text, std::string* out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    *out += text[i];
  }
}

std::string TextOf(const SourceSet& sources, const std::vector<Token>& tokens) {
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i - 1].range.end != tokens[i].range.begin) text += ' ';
    AppendWithoutCarriageReturns(sources.Text(tokens[i].range), &text);
  }
  return text;
}

void Lower(const SourceSet& sources, const Statement& statement, std::vector<LoweredStep>* steps) {
  switch (statement.kind) {
    case StatementKind::kSql:
      steps->push_back({StepKind::kSql, TextOf(sources, statement.tokens), statement.range});
      break;
    case StatementKind::kRaw:
      if (std::ranges::find(statement.dialects, Dialect::kSqlite) == statement.dialects.end()) break;
      for (const RawStatement& raw : statement.raw_statements) {
        std::string text;
        AppendWithoutCarriageReturns(sources.Text(raw.range), &text);
        steps->push_back({StepKind::kSql, std::move(text), raw.range});
      }
      break;
    case StatementKind::kCall:
      steps->push_back({StepKind::kCall, statement.function.text, statement.range});
      break;
    case StatementKind::kAllow:
    case StatementKind::kAuto:
      break;
  }
}

std::vector<LoweredStep> Lower(const SourceSet& sources, const Block& block) {
  std::vector<LoweredStep> steps;
  for (const Statement& statement : block.statements) Lower(sources, statement, &steps);
  return steps;
}

}  // namespace

LoweredDialect LowerToSqlite(const SourceSet& sources, const Chain& chain, std::uint32_t minimum_version) {
  LoweredDialect lowered;
  lowered.dialect = Dialect::kSqlite;
  lowered.minimum_version = minimum_version;
  lowered.revisions.reserve(chain.revisions.size());
  for (const Revision& revision : chain.revisions) {
    LoweredRevision& of = lowered.revisions.emplace_back();
    of.upgrade = Lower(sources, revision.tree->upgrade);
    if (revision.tree->downgrade.kind == DowngradeKind::kBlock) {
      of.downgrade = Lower(sources, revision.tree->downgrade.block);
    }
  }
  return lowered;
}

}  // namespace instar::compiler
