#include "compiler/chain/lock_file.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/syntax/names.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kFormat = "instar-lock 1";
constexpr std::string_view kComment =
    "# What has been released, kept by 'instar release'. Do not edit it: a revision listed here must stay as "
    "it\n"
    "# is. When a merge meets a conflict here, both sides have released: keep the side that shipped, and "
    "release\n"
    "# again.\n";
constexpr std::size_t kMaxTag = 100;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// A word of a line and where it stands.
struct Field {
  std::string_view text;
  SourceRange place;
};

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool ReadHash(std::string_view text, Hash* hash) {
  if (text.size() != 2 * hash->size()) return false;
  for (std::size_t i = 0; i < hash->size(); ++i) {
    const int high = HexDigit(text[2 * i]);
    const int low = HexDigit(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    (*hash)[i] = static_cast<unsigned char>(high << 4 | low);
  }
  return true;
}

class Reader {
 public:
  Reader(const SourceSet& sources, FileId file, Diagnostics* diagnostics)
      : text_(sources.file(file).text), file_(file), diagnostics_(*diagnostics) {
    lock_.file = file;
  }

  std::optional<LockFile> Read() {
    bool sound = true;
    for (std::size_t begin = 0; sound && begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      sound = ReadLine(FieldsOf(begin, end));
      begin = end + 1;
    }
    if (!sound) return std::nullopt;
    return std::move(lock_);
  }

 private:
  std::vector<Field> FieldsOf(std::size_t begin, std::size_t end) const {
    std::vector<Field> fields;
    for (std::size_t i = begin; i < end;) {
      while (i < end && IsSpace(text_[i])) ++i;
      const std::size_t first = i;
      while (i < end && !IsSpace(text_[i])) ++i;
      if (i == first) continue;
      fields.push_back({text_.substr(first, i - first),
                        {file_, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i)}});
    }
    return fields;
  }

  bool ReadLine(const std::vector<Field>& fields) {
    if (fields.empty() || fields[0].text[0] == '#') return true;
    if (!has_format_) return ReadFormat(fields);
    if (fields[0].text == "release" && fields.size() == 2) return ReadRelease(fields[1]);
    if (fields.size() == 4) return ReadRevision(fields);
    const std::string_view start = fields[0].text.substr(0, 7);
    if (start == "<<<<<<<" || start == "=======" || start == ">>>>>>>" || start == "|||||||") {
      Fail(fields[0], "a merge left a conflict here: two branches have both released")
          .AddNote({}, "keep the lines of the side that shipped, and run 'instar release' again");
      return false;
    }
    return Bad(fields[0], "expected 'release TAG', or a revision with its parents and two hashes");
  }

  bool ReadFormat(const std::vector<Field>& fields) {
    if (fields[0].text != "instar-lock" || fields.size() != 2) {
      return Bad(fields[0],
                 absl::StrCat("this is no lock file: it begins with '", std::string(kFormat), "'"));
    }
    if (fields[1].text != "1") {
      Fail(fields[1], absl::StrCat("format ", std::string(fields[1].text), " is newer than this compiler"))
          .AddNote({}, "use the version of Instar that wrote the file, or a newer one");
      return false;
    }
    has_format_ = true;
    return true;
  }

  bool ReadRelease(const Field& tag) {
    if (!IsReleaseTag(tag.text)) return Bad(tag, "this cannot be the tag of a release");
    const auto [first, is_new] = tags_.emplace(tag.text, tag.place);
    if (!is_new) {
      Fail(tag, absl::StrCat("release '", std::string(tag.text), "' is listed twice"))
          .AddNote(first->second, "the first is here");
      return false;
    }
    lock_.releases.push_back({std::string(tag.text), tag.place});
    return true;
  }

  bool ReadRevision(const std::vector<Field>& fields) {
    if (lock_.releases.empty()) return Bad(fields[0], "expected 'release TAG' before the first revision");
    if (ProblemOfId(fields[0].text)) return Bad(fields[0], "this cannot be the id of a revision");
    LockedRevision revision;
    revision.id = std::string(fields[0].text);
    revision.links = std::string(fields[1].text);
    revision.release = static_cast<std::uint32_t>(lock_.releases.size() - 1);
    revision.place = fields[0].place;
    if (!ReadHash(fields[2].text, &revision.meaning)) return Bad(fields[2], "expected 64 hexadecimal digits");
    if (!ReadHash(fields[3].text, &revision.downgrade))
      return Bad(fields[3], "expected 64 hexadecimal digits");
    const auto [first, is_new] = ids_.emplace(fields[0].text, revision.place);
    if (!is_new) {
      Fail(fields[0], absl::StrCat("revision '", revision.id, "' is listed twice"))
          .AddNote(first->second, "the first is here");
      return false;
    }
    lock_.revisions.push_back(std::move(revision));
    return true;
  }

  Diagnostic& Fail(const Field& where, std::string message) {
    return diagnostics_.Add(DiagnosticKind::kBadLockFile, where.place, std::move(message));
  }

  bool Bad(const Field& where, std::string message) {
    Fail(where, std::move(message))
        .AddNote({}, "bring the file back from version control: only 'instar release' writes it");
    return false;
  }

  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
  LockFile lock_;
  bool has_format_ = false;
  absl::flat_hash_map<std::string_view, SourceRange> tags_;
  absl::flat_hash_map<std::string_view, SourceRange> ids_;
};

std::string Join(const Chain& chain, const std::vector<std::uint32_t>& revisions) {
  std::string joined;
  for (const std::uint32_t r : revisions)
    absl::StrAppend(&joined, joined.empty() ? "" : ",", chain.revisions[r].id);
  return joined;
}

}  // namespace

std::optional<LockFile> ReadLockFile(const SourceSet& sources, FileId file, Diagnostics* diagnostics) {
  return Reader(sources, file, diagnostics).Read();
}

bool IsReleaseTag(std::string_view tag) {
  return !tag.empty() && tag.size() <= kMaxTag &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string LockedLinks(const Chain& chain, std::uint32_t revision) {
  const Revision& of = chain.revisions[revision];
  std::string links = of.parents.empty() ? "base" : Join(chain, of.parents);
  if (!of.dependencies.empty()) absl::StrAppend(&links, ";", Join(chain, of.dependencies));
  return links;
}

std::string EmptyLockFile() { return absl::StrCat(std::string(kComment), std::string(kFormat), "\n"); }

std::string WithRelease(std::string_view text, std::string_view tag, const Chain& chain,
                        const std::vector<RevisionHashes>& hashes,
                        const std::vector<std::uint32_t>& revisions) {
  std::string result(text);
  if (result.find(kFormat) == std::string::npos) result += EmptyLockFile();
  if (result.back() != '\n') result += '\n';
  absl::StrAppend(&result, "release ", std::string(tag), "\n");
  for (const std::uint32_t r : revisions) {
    absl::StrAppend(&result, chain.revisions[r].id, " ", LockedLinks(chain, r), " ", HexOf(hashes[r].meaning),
                    " ", HexOf(hashes[r].downgrade), "\n");
  }
  return result;
}

}  // namespace instar::compiler
