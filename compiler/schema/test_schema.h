// The schemas of a history written in a test.
#ifndef INSTAR_COMPILER_SCHEMA_TEST_SCHEMA_H_
#define INSTAR_COMPILER_SCHEMA_TEST_SCHEMA_H_

#include <string>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {

class TestSchema {
 public:
  // The file ID.migration. `clauses` is what follows its first line, `downgrade` what follows `upgrade`.
  TestSchema& Add(const std::string& id, const std::string& clauses, const std::string& upgrade,
                  const std::string& downgrade = "") {
    sources_.Add({id + ".migration",
                  "revision " + id + ";\n" + clauses + "\nupgrade {" + upgrade + "}\n" + downgrade + "\n"});
    return *this;
  }

  // The schemas in the chain's order; none when the history itself is broken.
  const std::vector<RevisionSchema>& Build(const SchemaOptions& options = {}) {
    for (FileId file = 0; file < sources_.size(); ++file) {
      trees_.push_back(Parse(sources_, file, &diagnostics_));
    }
    std::optional<Chain> chain = BuildChain(sources_, trees_, {true, true}, &diagnostics_);
    if (!chain) return schemas_;
    chain_ = std::move(*chain);
    schemas_ = BuildSchemas(sources_, chain_, options, &diagnostics_);
    return schemas_;
  }

  const RevisionSchema& Of(const std::string& id) const {
    for (std::size_t i = 0; i < schemas_.size(); ++i) {
      if (chain_.revisions[i].id == id) return schemas_[i];
    }
    static const RevisionSchema* const kNone = new RevisionSchema;
    return *kNone;
  }

  // "unordered-change at b 'drop table t': message", notes as "  at a 'x': message", fix-its as the line once
  // mended.
  std::string Report() const {
    std::string report;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      report += std::string(DiagnosticName(diagnostic.kind)) + Place(diagnostic.range) + ": " +
                diagnostic.message + "\n";
      for (const Note& note : diagnostic.notes)
        report += " " + Place(note.range) + ": " + note.message + "\n";
      for (const FixIt& fix : diagnostic.fix_its) report += "  fix: " + Mended(fix) + "\n";
    }
    return report;
  }

  const SourceSet& sources() const { return sources_; }
  const Chain& chain() const { return chain_; }
  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  std::string Place(SourceRange range) const {
    if (!range.valid()) return " nowhere";
    const std::string& path = sources_.file(range.file).path;
    return " at " + path.substr(0, path.find('.')) + " '" + std::string(sources_.Text(range)) + "'";
  }

  // From the line's beginning to the end of what is put in.
  std::string Mended(const FixIt& fix) const {
    const std::string& text = sources_.file(fix.range.file).text;
    const std::size_t line = text.rfind('\n', fix.range.begin - 1) + 1;
    return text.substr(line, fix.range.begin - line) + fix.replacement;
  }

  SourceSet sources_;
  std::vector<SyntaxTree> trees_;
  Chain chain_;
  Diagnostics diagnostics_;
  std::vector<RevisionSchema> schemas_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TEST_SCHEMA_H_
