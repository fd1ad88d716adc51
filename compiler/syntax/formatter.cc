#include "compiler/syntax/formatter.h"

#include <utility>

#include "absl/strings/str_replace.h"
#include "compiler/syntax/format_layout.h"
#include "compiler/syntax/format_pieces.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

constexpr std::size_t kBlockIndent = 4;

bool NeedsBlankLine(const Span& before, const Span& span) {
  if (span.kind == SpanKind::kBlockStart || before.kind == SpanKind::kBlockEnd) return true;
  if (before.kind == SpanKind::kBlockStart || span.kind == SpanKind::kBlockEnd) return false;
  return span.pieces.front().after_blank_line;
}

std::string LayOutAll(const std::vector<Span>& spans) {
  std::string out;
  std::size_t indent = 0;
  const Span* before = nullptr;
  for (const Span& span : spans) {
    if (span.kind == SpanKind::kBlockEnd) indent = 0;
    if (before != nullptr && NeedsBlankLine(*before, span)) out += '\n';
    LayOut(span, indent, &out);
    if (span.kind == SpanKind::kBlockStart) indent = kBlockIndent;
    before = &span;
  }
  return out;
}

std::string WithoutSpace(const std::string& text) {
  return absl::StrReplaceAll(text, {{" ", ""}, {"\n", ""}, {"\t", ""}, {"\f", ""}, {"\v", ""}});
}

}  // namespace

std::optional<std::string> Format(const SourceFile& file, Diagnostics* diagnostics) {
  SourceSet sources;
  const FileId id = sources.Add({file.path, absl::StrReplaceAll(file.text, {{"\r\n", "\n"}})});
  const SyntaxTree tree = Parse(sources, id, diagnostics);
  if (tree.has_errors || diagnostics->errors() > 0) return std::nullopt;
  const std::string& text = sources.file(id).text;
  std::string formatted = LayOutAll(SpansOf(text, tree));
  // A formatter must never change what a file says.
  if (WithoutSpace(formatted) != WithoutSpace(text)) return text;
  return formatted;
}

}  // namespace instar::compiler
