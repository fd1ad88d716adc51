#include "compiler/models/model_places.h"

#include <algorithm>
#include <string>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// From `at` to the end of the word there; at least one byte, if there is one.
SourceRange WordAt(const SourceSet& sources, FileId file, std::uint32_t at) {
  const std::string& text = sources.file(file).text;
  std::uint32_t end = at;
  while (end < text.size() && IsWordPart(text[end])) ++end;
  if (end == at && end < text.size() && text[end] != '\n') ++end;
  return {file, at, end};
}

}  // namespace

std::optional<std::uint32_t> ModelPlaces::Offset(FileId header, ModelPlace place) const {
  if (place.line == 0 || place.column == 0) return std::nullopt;
  std::vector<std::uint32_t>& lines = lines_[header];
  const std::string& text = sources_.file(header).text;
  if (lines.empty()) {
    lines.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') lines.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
  if (place.line > lines.size()) return std::nullopt;
  const std::uint32_t begin = lines[place.line - 1];
  const auto end =
      static_cast<std::uint32_t>(place.line < lines.size() ? lines[place.line] - 1 : text.size());
  if (place.column - 1 > end - begin) return begin;
  return begin + place.column - 1;
}

SourceRange ModelPlaces::Of(ModelOwner owner) const {
  if (owner.model >= models_.headers.size()) return {};
  const FileId header = models_.headers[owner.model];
  const Model& model = models_.set.models[owner.model];
  const ModelPlace place = owner.field == kNoField ? model.place : model.fields[owner.field].place;
  const std::optional<std::uint32_t> at = Offset(header, place);
  return at ? WordAt(sources_, header, *at) : SourceRange{header, 0, 0};
}

SourceRange ModelPlaces::OfText(SourceRange range) const {
  if (!range.valid()) return {};
  const ModelOwner owner = source_.owners[range.file];
  const Model& model = models_.set.models[owner.model];
  const std::uint32_t option = source_.options[range.file];
  const ModelText* text = nullptr;
  if (owner.field != kNoField) text = &model.fields[owner.field].annotation;
  if (option != kNoField) text = &model.options[option];
  const FileId header = models_.headers[owner.model];
  const std::optional<std::uint32_t> begin = text == nullptr ? std::nullopt : Offset(header, text->place);
  // A type that the tool chose is no text of the user's.
  if (!begin || source_.texts.file(range.file).text != text->text) return Of(owner);
  const auto size = static_cast<std::uint32_t>(sources_.file(header).text.size());
  if (!text->verbatim || *begin + range.end > size) return WordAt(sources_, header, *begin);
  return {header, *begin + range.begin, *begin + range.end};
}

std::size_t ModelPlaces::SegmentAt(std::uint32_t offset) const {
  const auto after = std::upper_bound(
      source_.segments.begin(), source_.segments.end(), offset,
      [](std::uint32_t at, const ModelSource::Segment& segment) { return at < segment.begin; });
  return static_cast<std::size_t>(after - source_.segments.begin()) - 1;
}

SourceRange ModelPlaces::OfMigration(SourceRange range) const {
  if (!range.valid()) return {};
  const std::size_t first = SegmentAt(range.begin);
  // What was put before the user's words is theirs.
  std::optional<SourceRange> place;
  FileId text = kNoFile;
  for (std::size_t i = first; i < source_.segments.size(); ++i) {
    const ModelSource::Segment& segment = source_.segments[i];
    if (i > first && segment.begin >= range.end) break;
    if (!segment.text.valid() || (place && segment.text.file != text)) continue;
    const SourceRange here = OfText(segment.text);
    text = segment.text.file;
    if (!place) place = here;
    place->end = std::max(place->end, here.end);
    // Each look-up walks over the text: the last one is enough.
    const std::size_t last = range.size() == 0 ? first : SegmentAt(range.end - 1);
    if (i < last && source_.segments[last].text.file == text) i = last - 1;
  }
  return place ? *place : Of(source_.segments[first].owner);
}

ModelOwner ModelPlaces::OwnerOf(SourceRange range) const {
  return range.valid() ? source_.segments[SegmentAt(range.begin)].owner : ModelOwner();
}

std::optional<SourceRange> ModelPlaces::AnnotationOf(ModelOwner owner) const {
  const ModelText& text = models_.set.models[owner.model].fields[owner.field].annotation;
  const FileId header = models_.headers[owner.model];
  const std::optional<std::uint32_t> at = Offset(header, text.place);
  if (!at) return std::nullopt;
  return SourceRange{header, *at, *at};
}

}  // namespace instar::compiler
