// A history written in a test.
#ifndef INSTAR_COMPILER_CHAIN_TEST_HISTORY_H_
#define INSTAR_COMPILER_CHAIN_TEST_HISTORY_H_

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {

class TestHistory {
 public:
  TestHistory& AddFile(std::string path, std::string text) {
    sources_.Add({std::move(path), std::move(text)});
    return *this;
  }

  // The file ID.migration; `clauses` is what follows its first line.
  TestHistory& Add(const std::string& id, const std::string& clauses, const std::string& upgrade = "") {
    return AddFile(id + ".migration", "revision " + id + ";\n" + clauses + "\nupgrade {" + upgrade + "}\n");
  }

  std::optional<Chain> Build(const ChainOptions& options = {}) {
    trees_.clear();
    diagnostics_ = Diagnostics();
    syntax_ = Diagnostics();
    for (FileId file = 0; file < sources_.size(); ++file) {
      trees_.push_back(Parse(sources_, file, &syntax_));
    }
    return BuildChain(sources_, trees_, options, &diagnostics_);
  }

  const SourceSet& sources() const { return sources_; }
  const Diagnostics& diagnostics() const { return diagnostics_; }
  // What the parser had to say: some tests write files that it refuses.
  const Diagnostics& syntax() const { return syntax_; }

  // "b.migration:2:9: missing-parent: 'b' revises 'x'..., then indented notes and fix-its.
  std::string Report() const {
    std::string report;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      report += Place(diagnostic.range) + std::string(DiagnosticName(diagnostic.kind)) + ": " +
                diagnostic.message + "\n";
      for (const Note& note : diagnostic.notes) report += "  " + Place(note.range) + note.message + "\n";
      for (const FixIt& fix : diagnostic.fix_its) report += "  fix: '" + Apply(fix) + "'\n";
    }
    return report;
  }

  std::vector<std::string> Kinds() const {
    std::vector<std::string> kinds;
    for (const Diagnostic& diagnostic : diagnostics_.all())
      kinds.emplace_back(DiagnosticName(diagnostic.kind));
    std::sort(kinds.begin(), kinds.end());
    return kinds;
  }

 private:
  std::string Place(SourceRange range) const {
    if (!range.valid()) return "";
    const LineColumn position = sources_.Position(range.file, range.begin);
    return sources_.file(range.file).path + ":" + std::to_string(position.line) + ":" +
           std::to_string(position.column) + ": ";
  }

  // The line as it is once mended.
  std::string Apply(const FixIt& fix) const {
    std::string text = sources_.file(fix.range.file).text;
    text.replace(fix.range.begin, fix.range.size(), fix.replacement);
    SourceSet mended;
    mended.Add({"", std::move(text)});
    return std::string(mended.Line(0, fix.range.begin));
  }

  SourceSet sources_;
  std::vector<SyntaxTree> trees_;
  Diagnostics syntax_;
  Diagnostics diagnostics_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_TEST_HISTORY_H_
