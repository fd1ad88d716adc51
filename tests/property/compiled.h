// A history compiled in this process, by the phases that instarc runs.
#ifndef INSTAR_TESTS_PROPERTY_COMPILED_H_
#define INSTAR_TESTS_PROPERTY_COMPILED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/row_risk.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"
#include "compiler/table/table_data.h"

namespace instar::compiler::property {

class Compiled {
 public:
  // Each text is a file; `minimum_version` is the SQLite to lower for.
  Compiled(const std::vector<std::string>& texts, std::uint32_t minimum_version);
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;

  // As instarc does at last; what it finds joins the errors. With `only`, all others count as proven before.
  void Replay(const std::string& only = "");

  bool ok() const { return diagnostics_.errors() == 0; }
  bool Has(DiagnosticKind kind) const;
  // "name: message" of each error, one to a line.
  std::string Errors() const;
  std::vector<DiagnosticKind> ErrorKinds() const;

  // By the revision's id; only of a good history.
  std::uint32_t Find(const std::string& id) const;
  const RevisionSchema& schema(std::uint32_t revision) const { return schemas_[revision]; }
  const TableData& table() const { return *table_; }
  bool Rebuilds(std::uint32_t revision) const;

 private:
  SourceSet sources_;
  std::vector<SyntaxTree> trees_;
  Diagnostics diagnostics_;
  std::optional<Chain> chain_;
  std::vector<RevisionSchema> schemas_;
  std::vector<RowRisk> risks_;
  std::optional<TableData> table_;
};

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_COMPILED_H_
