#include "tools/instar/file_name.h"

#include "runtime/command_line/similar.h"
#include "runtime/message.h"

namespace instar::tool {
namespace {

constexpr std::string_view kExtension = ".migration";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSeparator(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

std::string Digits(int number, std::size_t count) {
  std::string text = std::to_string(number);
  return text.size() < count ? std::string(count - text.size(), '0') + text : text;
}

bool FindPart(std::string_view name, const FileNameParts& parts, std::string* value) {
  const std::tm& time = parts.time;
  if (name == "year") return *value = Digits(time.tm_year + 1900, 4), true;
  if (name == "month") return *value = Digits(time.tm_mon + 1, 2), true;
  if (name == "day") return *value = Digits(time.tm_mday, 2), true;
  if (name == "hour") return *value = Digits(time.tm_hour, 2), true;
  if (name == "minute") return *value = Digits(time.tm_min, 2), true;
  if (name == "second") return *value = Digits(time.tm_sec, 2), true;
  if (name == "rev") return *value = parts.revision, true;
  if (name == "slug") return *value = parts.slug, true;
  return false;
}

Status Wrong(const char* text, std::initializer_list<std::string_view> arguments) {
  return StatusOf(StatusCode::kInvalidArgument, text, arguments);
}

Status CheckPattern(std::string_view pattern) {
  const bool ends =
      pattern.size() > kExtension.size() && pattern.substr(pattern.size() - kExtension.size()) == kExtension;
  if (!ends) {
    return Wrong("file_name: the pattern '%' must end with '%': other files are not read",
                 {pattern, kExtension});
  }
  if (pattern.find_first_of("/\\") != std::string_view::npos) {
    return Wrong("file_name: the pattern '%' names a folder; all migrations lie in one", {pattern});
  }
  if (pattern[0] == '.') return Wrong("file_name: hidden files such as '%' are not read", {pattern});
  if (pattern.find("{rev}") == std::string_view::npos && pattern.find("{slug}") == std::string_view::npos) {
    return Wrong("file_name: the pattern '%' needs {rev} or {slug}, so that names differ", {pattern});
  }
  return OkStatus();
}

}  // namespace

std::string SlugOf(std::string_view message, std::size_t length) {
  std::string slug;
  for (const char c : message) {
    const bool keeps = IsDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (keeps) {
      slug += c;
    } else if (c >= 'A' && c <= 'Z') {
      slug += static_cast<char>(c - 'A' + 'a');
    } else if (!slug.empty() && slug.back() != '_') {
      slug += '_';
    }
  }
  if (slug.size() > length) {
    const std::size_t end = slug.rfind('_', length);
    std::size_t keep = end == std::string::npos || end == 0 ? length : end;
    // Not inside a character.
    while (keep > 0 && (static_cast<unsigned char>(slug[keep]) & 0xC0) == 0x80) --keep;
    slug.resize(keep);
  }
  while (!slug.empty() && slug.back() == '_') slug.pop_back();
  return slug;
}

Status MakeFileName(std::string_view pattern, const FileNameParts& parts, std::string* name) {
  Status status = CheckPattern(pattern);
  if (!status.ok()) return status;
  name->clear();
  while (!pattern.empty()) {
    const std::size_t begin = pattern.find('{');
    name->append(pattern.substr(0, begin));
    if (begin == std::string_view::npos) break;
    const std::size_t end = pattern.find('}', begin);
    if (end == std::string_view::npos) return Wrong("file_name: '%' is not closed", {pattern.substr(begin)});
    const std::string_view placeholder = pattern.substr(begin + 1, end - begin - 1);
    std::string value;
    if (!FindPart(placeholder, parts, &value)) {
      return Wrong("file_name: there is no {%}%",
                   {placeholder, command_line::DidYouMean(placeholder, {"year", "month", "day", "hour",
                                                                        "minute", "second", "rev", "slug"})});
    }
    if (value.empty() && !name->empty() && IsSeparator(name->back())) name->pop_back();
    name->append(value);
    pattern.remove_prefix(end + 1);
  }
  return OkStatus();
}

}  // namespace instar::tool
