#include "tools/import_alembic/alembic_revision.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "compiler/syntax/names.h"
#include "tools/import_alembic/python_module.h"

namespace instar::tools {
namespace {

constexpr std::string_view kCreated = "Create Date:";

std::string Trimmed(std::string_view text) {
  return std::string(absl::StripAsciiWhitespace(absl::string_view(text.data(), text.size())));
}

std::string FirstParagraph(const std::string& docstring) {
  std::string paragraph;
  for (std::size_t begin = 0; begin < docstring.size();) {
    const std::size_t end = std::min(docstring.find('\n', begin), docstring.size());
    const std::string line = Trimmed(docstring.substr(begin, end - begin));
    if (line.empty() ? !paragraph.empty() : line.rfind("Revision ID:", 0) == 0) break;
    if (!line.empty()) absl::StrAppend(&paragraph, paragraph.empty() ? "" : " ", line);
    begin = end + 1;
  }
  return paragraph;
}

// Microseconds are more than anybody wants to know.
std::string CreatedIn(const std::string& docstring) {
  const std::size_t found = docstring.find(kCreated);
  if (found == std::string::npos) return "";
  const std::size_t begin = found + kCreated.size();
  std::string date = Trimmed(docstring.substr(begin, docstring.find('\n', begin) - begin));
  const std::size_t dot = date.find('.');
  if (dot != std::string::npos) {
    date.erase(dot, date.find_first_not_of("0123456789", dot + 1) - dot);
  }
  return compiler::ProblemOfDate(date) ? "" : date;
}

class Reader {
 public:
  explicit Reader(const PythonModule& module) : module_(module) {}

  AlembicFile Read() {
    const auto id = module_.assignments.find("revision");
    if (id == module_.assignments.end()) return {};
    AlembicRevision revision;
    revision.parents = Strings("down_revision");
    revision.dependencies = Strings("depends_on");
    revision.labels = Strings("branch_labels");
    const std::vector<std::string> ids = Strings("revision");
    if (!file_.problem && ids.size() != 1) Fail(id->second.line, "'revision' is not one id");
    if (file_.problem) return std::move(file_);
    revision.id = ids[0];
    const std::optional<std::string> problem = compiler::ProblemOfId(revision.id);
    if (problem) Fail(id->second.line, absl::StrCat("revision '", revision.id, "': ", *problem));
    revision.message = FirstParagraph(module_.docstring);
    revision.created = CreatedIn(module_.docstring);
    if (!file_.problem) file_.revision = std::move(revision);
    return std::move(file_);
  }

 private:
  std::vector<std::string> Strings(const char* name) {
    const auto found = module_.assignments.find(name);
    if (found == module_.assignments.end()) return {};
    if (!found->second.is_literal) {
      Fail(found->second.line,
           absl::StrCat("'", name, "' is computed: the file is read, not run; write its value"));
    }
    return found->second.strings;
  }

  void Fail(std::uint32_t line, std::string message) {
    if (!file_.problem) file_.problem = {line, std::move(message)};
  }

  const PythonModule& module_;
  AlembicFile file_;
};

}  // namespace

AlembicFile ReadAlembicFile(std::string_view text) {
  const std::optional<PythonModule> module = ReadPythonModule(text);
  if (!module)
    return {std::nullopt, AlembicProblem{1, "a string or a bracket does not end: this is no Python"}};
  return Reader(*module).Read();
}

}  // namespace instar::tools
