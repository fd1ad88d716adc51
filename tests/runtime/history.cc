#include "tests/runtime/history.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_format.h"
#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/schema/compatibility.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"

namespace instar {
namespace {

compiler::TableData Compile(const std::vector<std::string>& migrations, History::Lowering lowering) {
  compiler::SourceSet sources;
  compiler::Diagnostics diagnostics;
  std::vector<compiler::SyntaxTree> trees;
  for (const std::string& text : migrations) {
    const compiler::FileId file = sources.Add({absl::StrFormat("%d.migration", sources.size()), text});
    trees.push_back(compiler::Parse(sources, file, &diagnostics));
  }
  const auto chain = compiler::BuildChain(sources, trees, {true, true}, &diagnostics);
  compiler::LoweredDialect sqlite;
  std::vector<compiler::RevisionCompatibility> compatibilities;
  if (chain.has_value() && lowering == History::Lowering::kAsWritten) {
    sqlite = compiler::LowerToSqlite(sources, *chain, 3037000);
  } else if (chain.has_value()) {
    const auto schemas = compiler::BuildSchemas(sources, *chain, {}, &diagnostics);
    sqlite = compiler::LowerToSqlite(sources, *chain, schemas, {3037000}, &diagnostics);
    compatibilities = compiler::JudgeCompatibility(sources, *chain, schemas, {}, &diagnostics);
  }
  if (diagnostics.errors() > 0) {
    std::fputs(compiler::PrintDiagnostics(sources, diagnostics).c_str(), stderr);
    std::abort();
  }
  return compiler::BuildTable(*chain, compiler::HashChain(sources, *chain), {sqlite}, compatibilities);
}

}  // namespace

History::History(const std::vector<std::string>& migrations, Lowering lowering)
    : data_(Compile(migrations, lowering)), table_(data_.table()) {
  functions_.assign(table_.functions, table_.functions + data_.functions().size());
  table_.functions = functions_.data();
}

void History::SetStep(StepFunction function) { functions_.assign(functions_.size(), function); }

std::vector<std::string> LineOfTables(int length) {
  std::vector<std::string> migrations;
  for (int i = 0; i < length; ++i) {
    const std::string parent = i == 0 ? "base" : absl::StrFormat("r%05d", i - 1);
    migrations.push_back(
        absl::StrFormat("revision r%05d;\nrevises %s;\n"
                        "upgrade { create table t%05d (id integer primary key, name text);\n"
                        "          insert into t%05d (name) values ('row %d'); }\n"
                        "downgrade { drop table t%05d; }\n",
                        i, parent, i, i, i, i));
  }
  return migrations;
}

}  // namespace instar
