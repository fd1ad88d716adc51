// Files in memory and positions in them.
#ifndef INSTAR_COMPILER_SOURCE_SOURCE_H_
#define INSTAR_COMPILER_SOURCE_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace instar::compiler {

using FileId = std::uint32_t;
inline constexpr FileId kNoFile = 0xFFFFFFFFu;

// Bytes [begin, end) of one file. With kNoFile it points nowhere (a problem with no place in a file).
struct SourceRange {
  FileId file = kNoFile;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool valid() const { return file != kNoFile; }
  std::uint32_t size() const { return end - begin; }
  friend bool operator==(const SourceRange&, const SourceRange&) = default;
};

// What people see: both from 1, columns in bytes.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

struct SourceFile {
  std::string path;  // as it was given: diagnostics print it, output never holds it
  std::string text;  // the bytes on disk
};

// All files of one compilation. Files are added once, before the phases run, and never change.
class SourceSet {
 public:
  FileId Add(SourceFile file);

  std::size_t size() const { return files_.size(); }
  const SourceFile& file(FileId id) const { return files_[id]; }
  std::string_view Text(SourceRange range) const;
  // Linear in the position; positions become lines only when something is printed.
  LineColumn Position(FileId file, std::uint32_t offset) const;
  // The line that holds the offset, without its end.
  std::string_view Line(FileId file, std::uint32_t offset) const;

 private:
  std::vector<SourceFile> files_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SOURCE_SOURCE_H_
