#include "compiler/source/source.h"

#include <algorithm>
#include <utility>

namespace instar::compiler {
namespace {

// A byte order mark belongs to no line and no column.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t TextBegin(std::string_view text) {
  return text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
}

std::size_t LineBegin(std::string_view text, std::size_t offset) {
  std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? std::min(TextBegin(text), offset) : newline + 1;
}

}  // namespace

FileId SourceSet::Add(SourceFile file) {
  files_.push_back(std::move(file));
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view SourceSet::Text(SourceRange range) const {
  if (!range.valid()) return {};
  std::string_view text = files_[range.file].text;
  std::size_t begin = std::min<std::size_t>(range.begin, text.size());
  std::size_t end = std::clamp<std::size_t>(range.end, begin, text.size());
  return text.substr(begin, end - begin);
}

LineColumn SourceSet::Position(FileId file, std::uint32_t offset) const {
  std::string_view text = files_[file].text;
  std::size_t at = std::min<std::size_t>(offset, text.size());
  auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  std::size_t column = at - LineBegin(text, at);
  return {static_cast<std::uint32_t>(lines) + 1, static_cast<std::uint32_t>(column) + 1};
}

std::string_view SourceSet::Line(FileId file, std::uint32_t offset) const {
  std::string_view text = files_[file].text;
  std::size_t at = std::min<std::size_t>(offset, text.size());
  std::size_t begin = LineBegin(text, at);
  std::size_t end = std::min(text.find('\n', at), text.size());
  if (end > begin && end < text.size() && text[end - 1] == '\r') --end;
  return text.substr(begin, end - begin);
}

}  // namespace instar::compiler
