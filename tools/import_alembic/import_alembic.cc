#include "tools/import_alembic/import_alembic.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/chain/chain.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"
#include "tools/import_alembic/migration_text.h"

namespace instar::tools {
namespace {

// Lints hide behind errors that can be allowed, and they behind downgrades that are wrong.
constexpr int kMaxRounds = 4;

std::string FileName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string MigrationName(const std::string& path) {
  const std::string name = FileName(path);
  return name.substr(0, name.rfind('.')) + ".migration";
}

MigrationParts PartsOf(const AlembicRevision& revision, const std::string& path, const OfflineSql& sql) {
  MigrationParts parts{revision, FileName(path), std::nullopt, std::nullopt, "", {}};
  const auto upgrade = sql.upgrades.find(revision.id);
  if (upgrade != sql.upgrades.end()) parts.upgrade = upgrade->second;
  const auto downgrade = sql.downgrades.find(revision.id);
  if (parts.upgrade && downgrade != sql.downgrades.end()) parts.downgrade = downgrade->second;
  return parts;
}

// The migrations as the compiler sees them, and what it says.
struct Tried {
  compiler::SourceSet sources;
  std::vector<compiler::SyntaxTree> trees;
  compiler::Diagnostics diagnostics;
};

Tried Try(const std::vector<MigrationParts>& all) {
  Tried tried;
  for (const MigrationParts& parts : all) {
    const compiler::FileId file = tried.sources.Add({parts.revision.id, MigrationText(parts)});
    tried.trees.push_back(compiler::Parse(tried.sources, file, &tried.diagnostics));
  }
  const auto chain =
      compiler::BuildChain(tried.sources, tried.trees,
                           {.allow_multiple_heads = true, .allow_multiple_bases = true}, &tried.diagnostics);
  if (!chain) return tried;
  const auto schemas = compiler::BuildSchemas(tried.sources, *chain, {}, &tried.diagnostics);
  compiler::LowerToSqlite(tried.sources, *chain, schemas, {}, &tried.diagnostics);
  for (const compiler::RowRisk& risk :
       compiler::Lint(tried.sources, *chain, schemas, {}, &tried.diagnostics)) {
    if (risk.undecided && !risk.accepted) compiler::Report(risk, &tried.diagnostics);
  }
  return tried;
}

// Changes `parts` so that an error goes away, where that is possible.
bool Mend(const compiler::Diagnostic& error, const compiler::SyntaxTree& tree, MigrationParts* parts) {
  if (compiler::IsAllowable(error.kind)) {
    return parts->allows.insert(std::string(compiler::DiagnosticName(error.kind))).second;
  }
  const compiler::SourceRange keyword = tree.downgrade.keyword;
  const bool about_downgrade = (keyword.valid() && error.range.begin >= keyword.begin) ||
                               error.kind == compiler::DiagnosticKind::kDowngradeNotWritten ||
                               error.kind == compiler::DiagnosticKind::kNoInverse;
  if (!about_downgrade || !parts->irreversible.empty()) return false;
  parts->irreversible = parts->downgrade ? "Alembic's downgrade does not restore the schema as it was"
                                         : "imported from Alembic without its downgrade";
  return true;
}

void MendAll(std::vector<MigrationParts>* all) {
  for (int round = 0; round < kMaxRounds; ++round) {
    const Tried tried = Try(*all);
    bool mended = false;
    for (const compiler::Diagnostic& error : tried.diagnostics.all()) {
      if (error.severity() != compiler::Severity::kError || !error.range.valid()) continue;
      const compiler::FileId file = error.range.file;
      if ((*all)[file].upgrade) mended = Mend(error, tried.trees[file], &(*all)[file]) || mended;
    }
    if (!mended) return;
  }
}

}  // namespace

Imported ImportAlembic(const std::vector<compiler::SourceFile>& python_files, const OfflineSql& sql) {
  Imported imported;
  std::vector<MigrationParts> all;
  std::vector<std::string> paths;
  for (const compiler::SourceFile& file : python_files) {
    const AlembicFile read = ReadAlembicFile(file.text);
    if (read.problem) {
      imported.problems.push_back(
          absl::StrCat(file.path, ":", read.problem->line, ": ", read.problem->message));
    }
    if (!read.revision) continue;
    all.push_back(PartsOf(*read.revision, file.path, sql));
    paths.push_back(file.path);
    if (!all.back().upgrade) imported.stubs.push_back(read.revision->id);
  }
  MendAll(&all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    imported.migrations.push_back({MigrationName(paths[i]), MigrationText(all[i])});
  }
  return imported;
}

}  // namespace instar::tools
