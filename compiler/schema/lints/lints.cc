#include "compiler/schema/lints/lints.h"

#include <optional>

#include "compiler/schema/lints/advice.h"
#include "compiler/schema/lints/data_loss.h"
#include "compiler/schema/lints/lint_context.h"
#include "compiler/schema/lints/row_risks.h"
#include "compiler/schema/lints/touched_tables.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {
namespace {

class RevisionLint {
 public:
  RevisionLint(const LintContext& context, std::vector<RowRisk>* risks)
      : context_(context), dropped_columns_(context), row_risks_(context, risks) {}

  void Run() {
    for (const Operation& operation : context_.schema.upgrade) LintOperation(operation);
    dropped_columns_.Report();
    for (const TouchedTable& table : touched_.Take(context_.schema)) {
      LintColumns(context_, table, row_risks_.refused());
      LintPrimaryKey(context_, table);
      LintForeignKeyIndexes(context_, table);
      LintRedundantIndexes(context_, table);
      LintReservedWords(context_, table);
    }
    LintMaskedDrift(context_);
  }

 private:
  void LintOperation(const Operation& operation) {
    switch (operation.kind) {
      case OperationKind::kTable:
        return LintTable(operation);
      case OperationKind::kView:
      case OperationKind::kEnum:
        return LintReservedWord(context_, operation);
      case OperationKind::kData:
      case OperationKind::kCall:
        row_risks_.Note(operation);
        return dropped_columns_.NoteData(operation);
      // The database alone knows what it means.
      case OperationKind::kRaw:
        return;
    }
  }

  void LintTable(const Operation& operation) {
    if (operation.table_before == nullptr || operation.table_after == nullptr) {
      touched_.Note(operation, nullptr);
      if (operation.table_after == nullptr) LintDroppedTable(context_, operation);
      return;
    }
    const TableDifference difference = Difference(*operation.table_before, *operation.table_after);
    touched_.Note(operation, &difference);
    dropped_columns_.Note(operation, difference);
    row_risks_.Find(operation, difference, LintTypeChanges(context_, operation, difference));
  }

  const LintContext& context_;
  TouchedTables touched_;
  DroppedColumns dropped_columns_;
  RowRisks row_risks_;
};

}  // namespace

std::vector<RowRisk> Lint(const SourceSet& sources, const Chain& chain,
                          const std::vector<RevisionSchema>& schemas, const LintOptions& options,
                          Diagnostics* diagnostics) {
  std::vector<RowRisk> risks;
  for (std::uint32_t revision = 0; revision < schemas.size(); ++revision) {
    const RevisionSchema& schema = schemas[revision];
    if (schema.has_errors) continue;
    const LintContext context = {.sources = sources,
                                 .tree = *chain.revisions[revision].tree,
                                 .revision = revision,
                                 .schema = schema,
                                 .options = options,
                                 .diagnostics = *diagnostics};
    RevisionLint(context, &risks).Run();
  }
  return risks;
}

void ReportAllows(const std::vector<RevisionSchema>& schemas, Diagnostics* diagnostics) {
  for (const RevisionSchema& schema : schemas) {
    schema.allows->ReportNames(diagnostics);
    if (!schema.has_errors) schema.allows->ReportUnused(diagnostics);
  }
}

}  // namespace instar::compiler
