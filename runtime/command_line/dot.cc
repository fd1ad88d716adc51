#include "runtime/command_line/dot.h"

#include <string>

#include "runtime/command_line/text.h"

namespace instar::command_line {
namespace {

std::string Quoted(std::string_view text) {
  std::string quoted;
  for (const char c : Printable(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted;
}

void PrintLinks(const Table& table, const RevisionSet& shown, std::uint32_t r, IndexRange links,
                const char* style, Output& output) {
  for (const std::uint32_t link : links) {
    if (!shown[link]) continue;
    output.Print(std::string("  \"").append(table.id(link)).append("\" -> \"").append(table.id(r)));
    output.Print(std::string("\"").append(style).append(";\n"));
  }
}

}  // namespace

void PrintDot(const Table& table, const RevisionSet& shown, const Description& description, Output& output) {
  output.Print("digraph history {\n  rankdir = BT;\n  node [shape = box, fontname = \"monospace\"];\n");
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!shown[r]) continue;
    std::string line = std::string("  \"").append(table.id(r)).append("\" [label = \"").append(table.id(r));
    for (const std::string& part : {description.Marks(r), std::string(table.message(r))}) {
      if (!part.empty()) line.append("\\n").append(Quoted(part));
    }
    line += '"';
    if (description.IsCurrent(r)) {
      line.append(", style = \"filled,bold\"");
    } else if (description.IsApplied(r)) {
      line.append(", style = filled");
    }
    output.Print(line.append("];\n"));
  }
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!shown[r]) continue;
    PrintLinks(table, shown, r, table.parents(r), "", output);
    PrintLinks(table, shown, r, table.dependencies(r), " [style = dashed]", output);
  }
  output.Print("}\n");
}

}  // namespace instar::command_line
