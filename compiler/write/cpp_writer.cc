#include "compiler/write/cpp_writer.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "compiler/write/banner.h"
#include "compiler/write/cpp_literal.h"

namespace instar::compiler {
namespace {

// Literals above this need another form on MSVC, which stops at 65,535 bytes.
constexpr std::size_t kLongLiteral = 65000;

// "a::b::F" -> "a::b", "F"
struct QualifiedName {
  std::string scope;
  std::string name;
};

QualifiedName Split(const std::string& qualified) {
  const std::size_t colons = qualified.rfind("::");
  if (colons == std::string::npos) return {"", qualified};
  return {qualified.substr(0, colons), qualified.substr(colons + 2)};
}

std::string_view FileName(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

class SourceWriter {
 public:
  SourceWriter(const TableData& data, const SourceSet& sources, const OutputNames& names)
      : data_(data), sources_(sources), names_(names), prefix_(absl::StrCat("k_", names.identifier(), "_")) {}

  std::string Write() {
    out_ = kBanner;
    absl::StrAppend(&out_, "#include \"", names_.target, ".h\"\n\n",
                    "static_assert(instar::kTableVersion == ", kTableVersion, ",\n              \"",
                    names_.target,
                    " was generated for other Instar headers than these: build it with the instarc that came "
                    "with them\");\n\nnamespace {\n\n");
    WriteBlob();
    WriteNumbers("links", "std::uint32_t", data_.links());
    WriteNumbers("heads", "std::uint32_t", data_.heads());
    WriteRevisions();
    WriteLabels();
    WriteFunctions();
    WriteDialects();
    WriteTable();
    return std::move(out_);
  }

 private:
  void WriteBlob() {
    for (std::size_t i = 0; i < data_.blob().size(); ++i) {
      const std::string& chunk = data_.blob()[i];
      const std::string opening = absl::StrCat("constexpr char ", prefix_, "blob", i, "[] =");
      const bool is_long = chunk.size() > kLongLiteral;
      if (is_long) {
        absl::StrAppend(&out_, "#if defined(_MSC_VER)\n", opening, " {");
        AppendByteList(chunk, &out_);
        absl::StrAppend(&out_, "\n    0};\n#else\n");
      }
      absl::StrAppend(&out_, opening, "\n");
      AppendLiteral(chunk, &out_);
      absl::StrAppend(&out_, is_long ? ";\n#endif\n" : ";\n");
    }
    if (data_.blob().empty()) return;
    absl::StrAppend(&out_, "constexpr const char* ", prefix_, "blob[] = {");
    for (std::size_t i = 0; i < data_.blob().size(); ++i) {
      absl::StrAppend(&out_, i % 4 == 0 ? "\n    " : " ", prefix_, "blob", i, ",");
    }
    absl::StrAppend(&out_, "\n};\n\n");
  }

  void WriteNumbers(const char* name, const char* type, const std::vector<std::uint32_t>& numbers) {
    if (numbers.empty()) return;
    absl::StrAppend(&out_, "constexpr ", type, " ", prefix_, name, "[] = {");
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      absl::StrAppend(&out_, i % 16 == 0 ? "\n    " : " ", numbers[i], ",");
    }
    absl::StrAppend(&out_, "\n};\n\n");
  }

  void WriteRevisions() {
    if (data_.revisions().empty()) return;
    absl::StrAppend(&out_, "constexpr instar::RevisionRow ", prefix_, "revisions[] = {\n");
    for (const RevisionRow& row : data_.revisions()) {
      absl::StrAppend(&out_, "    {", row.text, ", ", row.id_size, ", ", row.message_size, ", ");
      absl::StrAppend(&out_, row.created_size, ", ", row.reason_size, ", ", row.compatibility_size, ", ",
                      row.flags, ", ");
      absl::StrAppend(&out_, row.first_link, ", ", row.parent_count, ", ", row.dependency_count, "},\n");
    }
    absl::StrAppend(&out_, "};\n\n");
  }

  void WriteLabels() {
    if (data_.labels().empty()) return;
    absl::StrAppend(&out_, "constexpr instar::LabelRow ", prefix_, "labels[] = {\n");
    for (const LabelRow& row : data_.labels()) {
      absl::StrAppend(&out_, "    {", row.revision, ", ", row.text, ", ", row.size, "},\n");
    }
    absl::StrAppend(&out_, "};\n\n");
  }

  void WriteFunctions() {
    if (data_.functions().empty()) return;
    absl::StrAppend(&out_, "constexpr instar::StepFunction ", prefix_, "functions[] = {\n");
    for (const TableData::Function& function : data_.functions()) {
      const SourceRange& at = function.source;
      absl::StrAppend(&out_, "#line ", sources_.Position(at.file, at.begin).line, " ");
      AppendFileName(FileName(sources_.file(at.file).path));
      absl::StrAppend(&out_, "\n    &::", function.name, ",\n");
    }
    absl::StrAppend(&out_, "};\n");
    // Two lines on from the last line written, which is what the next one is called.
    const auto line = 2 + std::count(out_.begin(), out_.end(), '\n');
    absl::StrAppend(&out_, "#line ", line, " \"", names_.target, ".cc\"\n\n");
  }

  void AppendFileName(std::string_view name) {
    out_ += '"';
    for (const char c : name) {
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
  }

  void WriteDialects() {
    for (std::size_t i = 0; i < data_.dialects().size(); ++i) {
      const TableData::DialectData& dialect = data_.dialects()[i];
      WriteNumbers(absl::StrCat("first", i).c_str(), "std::uint32_t", dialect.first);
      WriteSchemaChanges(i, dialect);
      if (dialect.steps.empty()) continue;
      absl::StrAppend(&out_, "constexpr instar::StepRow ", prefix_, "steps", i, "[] = {\n");
      for (const StepRow& row : dialect.steps) {
        absl::StrAppend(&out_, "    {", row.text, ", ", row.size, ", instar::StepKind{",
                        static_cast<std::uint32_t>(row.kind), "}, ", row.function, ", ", row.flags, "},\n");
      }
      absl::StrAppend(&out_, "};\n\n");
    }
    if (data_.dialects().empty()) return;
    absl::StrAppend(&out_, "constexpr instar::DialectSteps ", prefix_, "dialects[] = {\n");
    for (std::size_t i = 0; i < data_.dialects().size(); ++i) {
      const TableData::DialectData& dialect = data_.dialects()[i];
      absl::StrAppend(&out_, "    {instar::Dialect{", static_cast<std::uint32_t>(dialect.dialect), "}, ",
                      dialect.minimum_version, ", ", NameOr(absl::StrCat("first", i), dialect.first.empty()),
                      ", ");
      absl::StrAppend(&out_, NameOr(absl::StrCat("steps", i), dialect.steps.empty()), ", ",
                      NameOr(absl::StrCat("schema_changes", i), dialect.schema_changes.empty()), "},\n");
    }
    absl::StrAppend(&out_, "};\n\n");
  }

  void WriteSchemaChanges(std::size_t number, const TableData::DialectData& dialect) {
    if (dialect.schema_changes.empty()) return;
    absl::StrAppend(&out_, "constexpr instar::SchemaChangeRow ", prefix_, "schema_changes", number, "[] = {");
    for (std::size_t i = 0; i < dialect.schema_changes.size(); ++i) {
      const SchemaChangeRow& row = dialect.schema_changes[i];
      absl::StrAppend(&out_, i % 8 == 0 ? "\n    " : " ", "{", row.text, ", ", row.size, "},");
    }
    absl::StrAppend(&out_, "\n};\n\n");
  }

  void WriteTable() {
    absl::StrAppend(&out_, "constexpr instar::Table ", prefix_, "table = {\n    instar::kTableVersion,\n    ",
                    data_.revisions().size(), ",\n");
    Field(NameOr("blob", data_.blob().empty()));
    Field(NameOr("revisions", data_.revisions().empty()));
    Field(NameOr("links", data_.links().empty()));
    Field(NameOr("labels", data_.labels().empty()));
    Field(absl::StrCat(data_.labels().size()));
    Field(NameOr("dialects", data_.dialects().empty()));
    Field(absl::StrCat(data_.dialects().size()));
    Field(NameOr("functions", data_.functions().empty()));
    Field(absl::StrCat(data_.head_digest(), "u"));
    Field(NameOr("heads", data_.heads().empty()));
    Field(absl::StrCat(data_.heads().size()));
    absl::StrAppend(&out_, "    \"", data_.stream(), "\",\n};\n\n}  // namespace\n\nnamespace ",
                    names_.name_space, " {\n\nconst instar::Table& migrations() { return ", prefix_,
                    "table; }\n\n}  // namespace ", names_.name_space, "\n");
  }

  void Field(const std::string& value) { absl::StrAppend(&out_, "    ", value, ",\n"); }

  // C++ has no arrays of no elements.
  std::string NameOr(const std::string& name, bool empty) const {
    return empty ? "nullptr" : absl::StrCat(prefix_, name);
  }

  const TableData& data_;
  const SourceSet& sources_;
  const OutputNames& names_;
  const std::string prefix_;
  std::string out_;
};

}  // namespace

std::string WriteHeader(const TableData& data, const OutputNames& names) {
  const std::string guard = absl::StrCat(absl::AsciiStrToUpper(names.identifier()), "_GENERATED_H_");
  std::string out(kBanner);
  absl::StrAppend(&out, "#ifndef ", guard, "\n#define ", guard, "\n\n");
  absl::StrAppend(&out, data.functions().empty() ? "" : "#include <instar/step.h>\n",
                  "#include <instar/table.h>\n\n");
  absl::StrAppend(&out, "namespace ", names.name_space, " {\n\n// All revisions of ", names.target,
                  ", for instar::sqlite::Upgrade and the like. Lives as long as the program.\n",
                  "const instar::Table& migrations();\n\n}  // namespace ", names.name_space, "\n");
  for (const TableData::Function& function : data.functions()) {
    const QualifiedName name = Split(function.name);
    absl::StrAppend(&out, "\nnamespace ", name.scope,
                    " {\n// A migration calls this; write it in a file of STEPS.\n", "instar::Status ",
                    name.name, "(instar::Step& step);\n}  // namespace ", name.scope, "\n");
  }
  absl::StrAppend(&out, "\n#endif  // ", guard, "\n");
  return out;
}

std::string WriteSource(const TableData& data, const SourceSet& sources, const OutputNames& names) {
  return SourceWriter(data, sources, names).Write();
}

}  // namespace instar::compiler
