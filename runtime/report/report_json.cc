#include <cstdint>
#include <string>
#include <string_view>

#include "instar/report.h"
#include "runtime/message.h"
#include "runtime/report/names.h"
#include "runtime/report/utf8.h"

namespace instar {
namespace {

void AppendString(std::string_view text, std::string* json) {
  static constexpr char kDigits[] = "0123456789abcdef";
  json->push_back('"');
  while (!text.empty()) {
    const Utf8Piece piece = NextPiece(text);
    const std::string_view bytes = text.substr(0, piece.size);
    text.remove_prefix(piece.size);
    if (!piece.valid) {
      json->append("\xEF\xBF\xBD");
    } else if (bytes == "\"" || bytes == "\\") {
      json->append("\\").append(bytes);
    } else if (bytes == "\n") {
      json->append("\\n");
    } else if (piece.code_point < 0x20 || piece.code_point == 0x7F) {
      json->append("\\u00");
      json->push_back(kDigits[piece.code_point >> 4]);
      json->push_back(kDigits[piece.code_point & 0xF]);
    } else {
      json->append(bytes);
    }
  }
  json->push_back('"');
}

class Object {
 public:
  explicit Object(std::string* json) : json_(json) { json_->push_back('{'); }

  Object& Key(std::string_view key) {
    if (json_->back() != '{') json_->push_back(',');
    AppendString(key, json_);
    json_->push_back(':');
    return *this;
  }
  Object& Add(std::string_view key, std::string_view text) {
    Key(key);
    AppendString(text, json_);
    return *this;
  }
  Object& Add(std::string_view key, std::int64_t number) {
    Key(key);
    json_->append(Decimal(number));
    return *this;
  }
  Object& AddNull(std::string_view key) {
    Key(key);
    json_->append("null");
    return *this;
  }
  void End() { json_->push_back('}'); }

 private:
  std::string* json_;
};

void AppendIds(const std::vector<std::string>& ids, std::string* json) {
  json->push_back('[');
  for (const std::string& id : ids) {
    if (json->back() != '[') json->push_back(',');
    AppendString(id, json);
  }
  json->push_back(']');
}

void AppendApplied(const Report& report, std::string* json) {
  json->push_back('[');
  for (const AppliedRevision& applied : report.applied) {
    if (json->back() != '[') json->push_back(',');
    Object(json)
        .Add("revision", applied.revision)
        .Add("direction", DirectionName(applied.direction))
        .Add("duration_us", applied.duration_us)
        .End();
  }
  json->push_back(']');
}

void AppendFailure(const Failure& failure, std::string* json) {
  Object(json)
      .Add("revision", failure.revision)
      .Add("direction", DirectionName(failure.direction))
      .Add("step", static_cast<std::int64_t>(failure.step))
      .Add("reason", failure.reason)
      .End();
}

}  // namespace

std::string ReportJson(const Report& report) {
  std::string json;
  Object object(&json);
  object.Add("status", StatusCodeName(report.status.code())).Add("message", report.status.message());
  object.Key("from");
  AppendIds(report.from, &json);
  object.Key("to");
  AppendIds(report.to, &json);
  object.Key("applied");
  AppendApplied(report, &json);
  if (report.failure.revision.empty()) {
    object.AddNull("failure");
  } else {
    object.Key("failure");
    AppendFailure(report.failure, &json);
  }
  if (report.backup.empty()) {
    object.AddNull("backup");
  } else {
    object.Add("backup", report.backup);
  }
  object.Key("newer");
  AppendIds(report.newer, &json);
  object.End();
  return json;
}

}  // namespace instar
