#include "compiler/schema/schema.h"

#include <utility>
#include <variant>

#include "compiler/schema/ancestry.h"
#include "compiler/schema/change.h"
#include "compiler/schema/downgrade.h"
#include "compiler/schema/order.h"
#include "compiler/schema/raw_objects.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/statements.h"

namespace instar::compiler {
namespace {

class SchemaBuilder {
 public:
  SchemaBuilder(const SourceSet& sources, const Chain& chain, const SchemaOptions& options,
                Diagnostics* diagnostics)
      : chain_(chain),
        diagnostics_(*diagnostics),
        ancestry_(chain),
        history_{.sources = sources,
                 .chain = chain,
                 .ancestry = ancestry_,
                 .options = options,
                 .diagnostics = *diagnostics},
        order_(sources, chain, ancestry_, options.sqlite_min_version, diagnostics),
        ancestors_(chain.revisions.size()) {}

  std::vector<RevisionSchema> Build() {
    schemas_.resize(chain_.revisions.size());
    for (std::uint32_t i = 0; i < schemas_.size(); ++i) BuildRevision(i);
    return std::move(schemas_);
  }

 private:
  void BuildRevision(std::uint32_t index) {
    const Revision& revision = chain_.revisions[index];
    RevisionSchema& schema = schemas_[index];
    schema.allows = std::make_shared<Allows>(*revision.tree);
    schema.has_errors = revision.tree->has_errors;
    schema.before = SchemaBefore(index);
    InterpretUpgrade(index);
    if (!order_.Check(index, schema.upgrade)) schema.has_errors = true;
    if (!schema.has_errors) BuildDowngrade(index);
  }

  // That of the prerequisite with the most ancestors, and then what it misses of the others.
  Catalog SchemaBefore(std::uint32_t index) {
    const Revision& revision = chain_.revisions[index];
    std::optional<std::uint32_t> base;
    for (const std::vector<std::uint32_t>* links : {&revision.parents, &revision.dependencies}) {
      for (std::uint32_t link : *links) {
        if (!base || ancestors_[link] > ancestors_[*base]) base = link;
      }
    }
    if (!base) return {};
    ancestors_[index] = ancestors_[*base] + 1;
    Catalog catalog = schemas_[*base].after;
    if (revision.parents.size() + revision.dependencies.size() == 1) return catalog;
    for (std::uint32_t missing : ancestry_.Missing(index, *base)) {
      ++ancestors_[index];
      for (const Operation& operation : schemas_[missing].upgrade) {
        if (std::optional<Operation> rebased = Rebase(operation, catalog)) catalog = rebased->after;
      }
    }
    return catalog;
  }

  void InterpretUpgrade(std::uint32_t index) {
    const SyntaxTree& tree = *chain_.revisions[index].tree;
    RevisionSchema& schema = schemas_[index];
    Scope scope(&history_, index, true, &schema, schema.before, &schema.upgrade);
    // What could not be read may have made or dropped anything that it mentions.
    if (tree.has_errors) {
      const auto size = static_cast<std::uint32_t>(history_.sources.file(tree.file).text.size());
      scope.Doubt({tree.file, 0, size});
    }
    for (const Statement& statement : tree.upgrade.statements) InterpretStatement(&scope, statement);
    schema.after = scope.catalog();
    if (scope.has_errors()) schema.has_errors = true;
  }

  void BuildDowngrade(std::uint32_t index) {
    const Revision& revision = chain_.revisions[index];
    RevisionSchema& schema = schemas_[index];
    const Downgrade& written = revision.tree->downgrade;
    if (!CheckDerivable(revision, schema, &diagnostics_)) {
      schema.has_errors = true;
      return;
    }
    if (written.kind == DowngradeKind::kIrreversible) return;
    if (written.kind == DowngradeKind::kBlock) {
      if (!InterpretDowngrade(index)) schema.has_errors = true;
    } else {
      DeriveDowngrade(schema, schema.after, &schema.downgrade);
      schema.downgrade_derived = true;
    }
    if (!schema.has_errors && !CheckRestores(revision, schema, &diagnostics_)) schema.has_errors = true;
  }

  bool InterpretDowngrade(std::uint32_t index) {
    RevisionSchema& schema = schemas_[index];
    Scope scope(&history_, index, false, &schema, schema.after, &schema.downgrade);
    for (const Statement& statement : chain_.revisions[index].tree->downgrade.block.statements) {
      if (statement.kind != StatementKind::kAuto) {
        InterpretStatement(&scope, statement);
        continue;
      }
      schema.downgrade_derived = true;
      scope.Continue(DeriveDowngrade(schema, scope.catalog(), &schema.downgrade));
    }
    return !scope.has_errors();
  }

  void InterpretStatement(Scope* scope, const Statement& statement) {
    scope->BeginStatement();
    switch (statement.kind) {
      case StatementKind::kSql:
        InterpretSql(scope, statement);
        break;
      case StatementKind::kRaw:
        for (const RawStatement& raw : statement.raw_statements) InterpretRaw(scope, statement, raw);
        break;
      case StatementKind::kCall: {
        Operation operation;
        operation.kind = OperationKind::kCall;
        operation.source = statement.range;
        operation.statement = &statement;
        scope->Append(std::move(operation));
        break;
      }
      case StatementKind::kAllow:
      case StatementKind::kAuto:
        break;
    }
    scope->EndStatement(statement.range);
  }

  void InterpretSql(Scope* scope, const Statement& statement) {
    if (statement.sql == nullptr) {
      scope->Fail();
      return;
    }
    const auto interpret = [&](const auto& sql) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(sql)>, sql::DataStatement>) {
        Interpret(scope, sql, statement);
      } else {
        Interpret(scope, sql, statement.range);
      }
    };
    std::visit(interpret, *statement.sql);
  }

  void InterpretRaw(Scope* scope, const Statement& statement, const RawStatement& raw) {
    if (statement.dialects.empty()) {
      // None of them is known: that was reported.
      scope->Fail();
      return;
    }
    Operation operation;
    operation.kind = OperationKind::kRaw;
    operation.source = raw.range;
    operation.statement = &statement;
    operation.raw = raw.range;
    operation.before = scope->catalog();
    operation.after = operation.before;
    if (!ApplyRaw(history_.sources, scope->revision(), &operation, &history_.next_id, &diagnostics_)) {
      scope->Fail();
      return;
    }
    scope->AppendApplied(std::move(operation));
  }

  const Chain& chain_;
  Diagnostics& diagnostics_;
  Ancestry ancestry_;
  History history_;
  OrderChecker order_;
  std::vector<RevisionSchema> schemas_;
  std::vector<std::size_t> ancestors_;
};

}  // namespace

std::vector<RevisionSchema> BuildSchemas(const SourceSet& sources, const Chain& chain,
                                         const SchemaOptions& options, Diagnostics* diagnostics) {
  return SchemaBuilder(sources, chain, options, diagnostics).Build();
}

}  // namespace instar::compiler
