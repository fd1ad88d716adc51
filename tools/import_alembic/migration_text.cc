#include "tools/import_alembic/migration_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/formatter.h"
#include "compiler/syntax/parser.h"

namespace instar::tools {
namespace {

std::string HeaderString(const std::string& text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}, {"\n", " "}, {"\r", ""}}), "\"");
}

bool IsPortable(const std::string& statement) {
  compiler::SourceSet sources;
  compiler::Diagnostics diagnostics;
  sources.Add({"", absl::StrCat("revision a; revises base; upgrade {\n", statement, ";\n}\n")});
  compiler::Parse(sources, 0, &diagnostics);
  return diagnostics.errors() == 0;
}

std::string Block(const std::vector<std::string>& statements) {
  std::string block = "{\n";
  for (const std::string& statement : statements) {
    if (IsPortable(statement)) {
      absl::StrAppend(&block, statement, ";\n");
    } else {
      absl::StrAppend(&block, "on sqlite {\n", statement, ";\n}\n");
    }
  }
  return block + "}\n";
}

std::string Header(const MigrationParts& parts) {
  const AlembicRevision& revision = parts.revision;
  std::string text = absl::StrCat("revision ", revision.id);
  if (!revision.message.empty()) absl::StrAppend(&text, " ", HeaderString(revision.message));
  absl::StrAppend(&text, ";\nrevises ",
                  revision.parents.empty() ? "base" : absl::StrJoin(revision.parents, ", "), ";\n");
  if (!revision.dependencies.empty()) {
    absl::StrAppend(&text, "depends on ", absl::StrJoin(revision.dependencies, ", "), ";\n");
  }
  if (!revision.labels.empty()) absl::StrAppend(&text, "label ", absl::StrJoin(revision.labels, ", "), ";\n");
  if (!revision.created.empty()) absl::StrAppend(&text, "created '", revision.created, "';\n");
  if (!parts.allows.empty()) {
    absl::StrAppend(&text, "allow ", absl::StrJoin(parts.allows, ", "),
                    " \"imported from Alembic: databases have run it\";\n");
  }
  return text;
}

// As the formatter would lay it out, which leaves a file with errors alone.
std::string Todo(const MigrationParts& parts) {
  return absl::StrCat("{\n    todo ", HeaderString(absl::StrCat("write what ", parts.python_file, " does")),
                      ";\n}\n");
}

}  // namespace

std::string MigrationText(const MigrationParts& parts) {
  std::string text =
      absl::StrCat(Header(parts), "upgrade ", parts.upgrade ? Block(*parts.upgrade) : Todo(parts));
  if (!parts.irreversible.empty()) {
    absl::StrAppend(&text, "irreversible ", HeaderString(parts.irreversible), ";\n");
  } else if (parts.downgrade) {
    absl::StrAppend(&text, "downgrade ", Block(*parts.downgrade));
  }
  compiler::Diagnostics diagnostics;
  // What has errors stays as it is; its errors are for the build to tell.
  return compiler::Format({"", text}, &diagnostics).value_or(text);
}

}  // namespace instar::tools
