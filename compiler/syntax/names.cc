#include "compiler/syntax/names.h"

#include <algorithm>
#include <vector>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

constexpr std::size_t kLongestId = 255;

constexpr std::string_view kTopLevelWords[] = {"revision", "revises",  "depends",    "label",
                                               "created",  "breaking", "compatible", "transaction",
                                               "allow",    "upgrade",  "downgrade",  "irreversible"};

// As Alembic writes them in its files and on its command line.
struct ForeignWord {
  std::string_view foreign;
  std::string_view ours;
};
constexpr ForeignWord kAlembicWords[] = {{"depends_on", "depends on"}, {"dependson", "depends on"},
                                         {"down_revision", "revises"}, {"branch_label", "label"},
                                         {"branch_labels", "label"},   {"create_date", "created"},
                                         {"revision_id", "revision"}};

// Reads numbers and marks off a date, left to right.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  bool Number(std::size_t digits, int least, int most, int* value) {
    if (rest_.size() < digits || !std::all_of(rest_.begin(), rest_.begin() + digits, IsDigit)) return false;
    *value = 0;
    for (char c : rest_.substr(0, digits)) *value = *value * 10 + (c - '0');
    rest_.remove_prefix(digits);
    return *value >= least && *value <= most;
  }

  bool Mark(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool Fraction() {
    std::size_t digits = 0;
    while (digits < rest_.size() && IsDigit(rest_[digits])) ++digits;
    rest_.remove_prefix(digits);
    return digits > 0;
  }

 private:
  std::string_view rest_;
};

int DaysIn(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool ReadDate(DateReader& reader) {
  int year = 0, month = 0, day = 0;
  return reader.Number(4, 0, 9999, &year) && reader.Mark("-") && reader.Number(2, 1, 12, &month) &&
         reader.Mark("-") && reader.Number(2, 1, DaysIn(year, month), &day);
}

bool ReadTime(DateReader& reader) {
  int value = 0;
  if (!reader.Number(2, 0, 23, &value) || !reader.Mark(":") || !reader.Number(2, 0, 59, &value)) return false;
  if (!reader.Mark(":")) return true;
  if (!reader.Number(2, 0, 59, &value)) return false;
  return !reader.Mark(".,") || reader.Fraction();
}

bool ReadOffset(DateReader& reader) {
  int value = 0;
  if (reader.done() || reader.Mark("Zz")) return true;
  if (!reader.Mark("+-") || !reader.Number(2, 0, 23, &value)) return false;
  if (reader.done()) return true;
  reader.Mark(":");
  return reader.Number(2, 0, 59, &value);
}

bool IsDate(std::string_view text) {
  DateReader reader(text);
  if (!ReadDate(reader)) return false;
  if (reader.done()) return true;
  return reader.Mark("Tt ") && ReadTime(reader) && ReadOffset(reader) && reader.done();
}

}  // namespace

bool IsIdPart(char c) { return IsAsciiLetter(c) || IsDigit(c) || c == '_' || c == '.'; }

bool IsReservedId(std::string_view text) {
  for (std::string_view word : {"base", "head", "heads", "current"}) {
    if (IsWord(text, word)) return true;
  }
  return false;
}

std::optional<std::string> ProblemOfId(std::string_view text) {
  if (text.empty()) return "expected an id";
  if (text.size() > kLongestId) {
    return "an id has at most " + std::to_string(kLongestId) + " letters, this one has " +
           std::to_string(text.size());
  }
  const bool reserved = IsReservedId(text);
  if (!reserved && std::all_of(text.begin(), text.end(), IsIdPart)) return std::nullopt;
  const std::string quoted = "'" + std::string(text) + "'";
  if (reserved) return quoted + " is not an id: the word names a place in every history";
  return quoted + " is not an id: ids are made of the letters a-z and A-Z, digits, '_' and '.'";
}

bool IsLintName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsAsciiLetter(c) || IsDigit(c) || c == '_' || c == '-';
  });
}

std::optional<std::string> ProblemOfDate(std::string_view text) {
  if (IsDate(text)) return std::nullopt;
  return "not a date of ISO 8601, such as '2025-10-06' or '2025-10-06 15:00'";
}

bool IsTopLevelWord(std::string_view word) {
  return std::any_of(std::begin(kTopLevelWords), std::end(kTopLevelWords),
                     [&](std::string_view known) { return IsWord(word, known); });
}

std::string ClosestTopLevelWord(std::string_view word) {
  for (const ForeignWord& known : kAlembicWords) {
    if (IsWord(word, known.foreign)) return std::string(known.ours);
  }
  Suggester words({std::begin(kTopLevelWords), std::end(kTopLevelWords)});
  return std::string(words.Closest(LowerWord(word)));
}

std::optional<Dialect> FindDialect(std::string_view name) {
  for (const DialectName& known : kDialectNames) {
    if (IsWord(name, known.name)) return known.dialect;
  }
  return std::nullopt;
}

std::string_view NameOf(Dialect dialect) {
  for (const DialectName& known : kDialectNames) {
    if (known.dialect == dialect) return known.name;
  }
  return "";
}

}  // namespace instar::compiler
