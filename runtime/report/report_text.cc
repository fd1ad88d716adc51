#include <string>
#include <string_view>

#include "instar/report.h"
#include "runtime/message.h"
#include "runtime/report/duration.h"
#include "runtime/report/utf8.h"

namespace instar {
namespace {

// "a, b", or "base".
std::string Place(const std::vector<std::string>& ids) {
  std::string place;
  for (const std::string& id : ids) place.append(place.empty() ? "" : ", ").append(id);
  return place.empty() ? "base" : place;
}

// Without what a terminal would obey. Bytes that are not UTF-8 stay: a path may have them.
std::string WithoutControls(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const Utf8Piece piece = NextPiece(text);
    const bool control = piece.valid && (piece.code_point < 0x20 || (piece.code_point - 0x7F) <= 0x20);
    if (control && text[0] != '\n' && text[0] != '\t') {
      shown.push_back('?');
    } else {
      shown.append(text.substr(0, piece.size));
    }
    text.remove_prefix(piece.size);
  }
  return shown;
}

void AppendApplied(const Report& report, std::string* text) {
  std::int64_t total_us = 0;
  for (const AppliedRevision& applied : report.applied) {
    total_us += applied.duration_us;
    text->append(Message("% % in %\n", {applied.direction == Direction::kUpgrade ? "applied" : "undid",
                                        applied.revision, DurationText(applied.duration_us)}));
  }
  const auto count = static_cast<std::int64_t>(report.applied.size());
  text->append(report.applied.front().direction == Direction::kUpgrade ? "upgraded" : "downgraded")
      .append(" from ")
      .append(Place(report.from))
      .append(" to ")
      .append(Place(report.to))
      .append(Message(": % % in %\n",
                      {Decimal(count), count == 1 ? "revision" : "revisions", DurationText(total_us)}));
}

}  // namespace

std::string ReportText(const Report& report) {
  std::string text;
  if (!report.backup.empty()) text.append("backup: ").append(report.backup).append("\n");
  if (!report.applied.empty()) {
    AppendApplied(report, &text);
  } else if (report.ok()) {
    text.append("nothing to do: the database is at ").append(Place(report.to)).append("\n");
    if (!report.newer.empty()) {
      text.append("a newer program applied what this one does not know, and lets it go on: ")
          .append(Place(report.newer))
          .append("\n");
    }
  }
  if (!report.ok()) {
    text.append(StatusCodeName(report.status.code()))
        .append(": ")
        .append(report.status.message())
        .append("\n");
  }
  return WithoutControls(text);
}

}  // namespace instar
