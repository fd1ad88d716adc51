#include "runtime/command_line/database_url.h"

#include <cstddef>

#include "runtime/command_line/similar.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsSchemeCharacter(char c) {
  return IsLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// What stands before the first ':', if that can be a scheme. One letter is a drive of Windows.
std::string_view SchemeOf(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2 || !IsLetter(text[0])) return {};
  for (std::size_t i = 0; i < colon; ++i) {
    if (!IsSchemeCharacter(text[i])) return {};
  }
  return text.substr(0, colon);
}

Status Wrong(const char* text, std::initializer_list<std::string_view> arguments) {
  return StatusOf(StatusCode::kInvalidArgument, text, arguments);
}

bool StartsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// `rest` is what follows "sqlite:".
Status ParseSqlite(std::string_view rest, DatabaseUrl* url) {
  const std::string& text = url->text;
  if (StartsWith(rest, "//")) {
    rest.remove_prefix(2);
    if (rest.empty() || rest == "/") {
      return Wrong("the database '%' names no file; write sqlite:PATH, or sqlite:///ABSOLUTE/PATH", {text});
    }
    if (rest[0] != '/') {
      return Wrong(
          "the database '%' names the host '%', but SQLite has files only; write sqlite:% for that file "
          "here, or "
          "sqlite:/// before an absolute path",
          {text, rest.substr(0, rest.find('/')), rest});
    }
    // As others write an absolute path.
    while (StartsWith(rest, "//")) rest.remove_prefix(1);
  }
  if (rest.empty()) return Wrong("the database '%' names no file; write sqlite:PATH", {text});
  if (rest.find('?') != std::string_view::npos) {
    return Wrong("the database '%' has settings after '?', and there are none; write the path alone", {text});
  }
  url->path = rest;
  return OkStatus();
}

Status UnknownScheme(std::string_view scheme, std::string_view rest, const std::string& text) {
  const std::string lower = LowerCase(scheme);
  const std::size_t plus = lower.find('+');
  if (plus != std::string::npos && (StartsWith(lower, "sqlite+") || StartsWith(lower, "postgres"))) {
    const bool sqlite = StartsWith(lower, "sqlite+");
    return Wrong("the database '%' names a driver of another language, '%'; write %:...",
                 {text, std::string_view(lower).substr(plus + 1), sqlite ? "sqlite" : "postgresql"});
  }
  if (lower == "postgres" || lower == "pgsql" || lower == "pg") {
    return Wrong("the database '%' begins with '%:'; write postgresql:", {text, scheme});
  }
  if (lower == "sqlite3" || lower == "sqllite") {
    return Wrong("the database '%' begins with '%:'; write sqlite:", {text, scheme});
  }
  if (lower == "file") {
    return Wrong("the database '%' is a URI of SQLite's own; write sqlite: and the path", {text});
  }
  if (lower == "jdbc") {
    return Wrong("the database '%' is a URL for Java; write what follows 'jdbc:'", {text});
  }
  for (const std::string_view other :
       {"mysql", "mariadb", "mssql", "sqlserver", "oracle", "mongodb", "redis"}) {
    if (lower != other && !StartsWith(lower, std::string(other).append("+"))) continue;
    return Wrong("the database '%' is one that Instar has no driver for; it knows sqlite and postgresql",
                 {text});
  }
  return Wrong(
      "the database '%' begins with '%:', which is no kind of database%; write sqlite:PATH%",
      {text, scheme, DidYouMean(lower, {"sqlite", "postgresql"}),
       StartsWith(rest, "//") ? std::string() : Message(", or ./% for a file of that name", {text})});
}

}  // namespace

Status ParseDatabaseUrl(std::string_view text, DatabaseUrl* url) {
  *url = DatabaseUrl();
  url->text = Printable(WithoutPassword(text));
  if (text.empty()) return Wrong("the database is empty; write a path, or a URL like sqlite:PATH", {});
  if (text.find('\0') != std::string_view::npos)
    return Wrong("the database '%' holds a NUL byte", {url->text});
  if (text.front() == ' ' || text.back() == ' ' || text.back() == '\n' || text.back() == '\r') {
    return Wrong("the database '%' has space before or after it; remove that", {url->text});
  }
  const char first = text.front();
  if ((first == '\'' || first == '"') && text.size() > 1 && text.back() == first) {
    return Wrong("the database % has its quotes in it; remove them", {url->text});
  }
  const std::string_view scheme = SchemeOf(text);
  if (scheme.empty()) {
    if (EndsWith(text, "/")) return Wrong("the database '%' is a folder; name a file in it", {url->text});
    url->scheme = "sqlite";
    url->path = text;
    return OkStatus();
  }
  const std::string_view rest = text.substr(scheme.size() + 1);
  url->scheme = LowerCase(scheme);
  if (url->scheme == "sqlite") return ParseSqlite(rest, url);
  if (url->scheme != "postgresql") return UnknownScheme(scheme, rest, url->text);
  url->path = rest;
  return OkStatus();
}

std::string WithoutPassword(std::string_view text) {
  const std::size_t slashes = text.find("://");
  if (slashes == std::string_view::npos) return std::string(text);
  const std::size_t begin = slashes + 3;
  const std::size_t at = text.substr(begin, text.find_first_of("/?", begin) - begin).rfind('@');
  if (at == std::string_view::npos) return std::string(text);
  const std::size_t colon = text.substr(begin, at).find(':');
  if (colon == std::string_view::npos) return std::string(text);
  return std::string(text.substr(0, begin + colon + 1)).append("***").append(text.substr(begin + at));
}

}  // namespace instar::command_line
