#include "runtime/applying/version_text.h"

namespace instar {
namespace {

constexpr char kDigits[] = "0123456789abcdef";
constexpr std::size_t kLongestId = 255;

void AppendIds(const Table& table, IndexRange revisions, std::string* text) {
  bool first = true;
  for (const std::uint32_t r : revisions) {
    if (!first) *text += ',';
    first = false;
    *text += table.id(r);
  }
}

}  // namespace

std::string HexOf(std::string_view bytes) {
  std::string hex(2 * bytes.size(), '0');
  std::size_t at = 0;
  for (const char byte : bytes) {
    hex[at++] = kDigits[static_cast<unsigned char>(byte) >> 4];
    hex[at++] = kDigits[static_cast<unsigned char>(byte) & 0xF];
  }
  return hex;
}

std::string BytesOfHash(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  }
  return bytes;
}

std::string ParentsOf(const Table& table, std::uint32_t revision) {
  std::string text;
  AppendIds(table, table.parents(revision), &text);
  if (table.dependencies(revision).size() != 0) {
    text += ';';
    AppendIds(table, table.dependencies(revision), &text);
  }
  return text;
}

bool TakeParent(std::string_view* parents, std::string_view* id) {
  // A revision without parents may have dependencies.
  if (!parents->empty() && parents->front() == ';') parents->remove_prefix(1);
  if (parents->empty()) return false;
  const std::size_t end = parents->find_first_of(",;");
  *id = parents->substr(0, end);
  // A ';' stays, and is the beginning of the next piece.
  const std::size_t taken = end == std::string_view::npos ? parents->size() : end;
  parents->remove_prefix(taken);
  if (!parents->empty() && parents->front() == ',') parents->remove_prefix(1);
  return true;
}

bool IsId(std::string_view text) {
  if (text.empty() || text.size() > kLongestId) return false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.') return false;
  }
  return true;
}

bool IsHash(std::string_view text) {
  if (text.size() != 2 * Table::kHashSize) return false;
  // By hand: a search for each letter would take longer than all the rest that is asked of a row.
  for (const char c : text) {
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return false;
  }
  return true;
}

bool IsTime(std::string_view text) {
  return text.size() == std::string_view("2025-12-31T23:59:59.999Z").size() &&
         text.find_first_not_of("0123456789-:.TZ") == std::string_view::npos;
}

std::string_view CutText(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace instar
