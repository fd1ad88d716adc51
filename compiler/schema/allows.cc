#include "compiler/schema/allows.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <tuple>

#include "compiler/diagnostics/suggest.h"

namespace instar::compiler {
namespace {

std::vector<std::string> AllowableNames() {
  std::vector<std::string> names;
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    if (IsAllowable(kind)) names.emplace_back(DiagnosticName(kind));
  }
  return names;
}

std::string LowerCase(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// The suggester calls nothing close to itself.
std::string Closest(Suggester* suggester, const std::string& word) {
  const std::string lower_case = LowerCase(word);
  const std::optional<DiagnosticKind> kind = FindDiagnostic(lower_case);
  if (kind && IsAllowable(*kind)) return lower_case;
  return std::string(suggester->Closest(lower_case));
}

}  // namespace

Allows::Allows(const SyntaxTree& tree) {
  for (const Allow& allow : tree.header.allows) {
    Add(allow, 0, std::numeric_limits<std::uint32_t>::max(), &header_);
  }
  AddBlock(tree.upgrade);
  AddBlock(tree.downgrade.block);
  for (std::vector<Entry>* entries : {&header_, &statements_}) {
    std::sort(entries->begin(), entries->end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.begin, a.kind, a.name->range.begin) < std::tie(b.begin, b.kind, b.name->range.begin);
    });
  }
}

void Allows::AddBlock(const Block& block) {
  std::vector<const Allow*> pending;
  for (const Statement& statement : block.statements) {
    if (statement.kind == StatementKind::kAllow) {
      pending.push_back(&statement.allow);
      continue;
    }
    for (const Allow* allow : pending) Add(*allow, statement.range.begin, statement.range.end, &statements_);
    pending.clear();
  }
}

void Allows::Add(const Allow& allow, std::uint32_t begin, std::uint32_t end, std::vector<Entry>* entries) {
  for (const Name& name : allow.lints) {
    const std::optional<DiagnosticKind> kind = FindDiagnostic(name.text);
    if (kind && IsAllowable(*kind)) {
      entries->push_back({&name, *kind, begin, end});
    } else {
      bad_names_.push_back(&name);
    }
  }
}

bool Allows::Accepts(DiagnosticKind kind, SourceRange place) {
  const auto next = std::partition_point(statements_.begin(), statements_.end(),
                                         [&](const Entry& entry) { return entry.begin <= place.begin; });
  if (next != statements_.begin() && place.begin < std::prev(next)->end &&
      Need(&statements_, std::prev(next)->begin, kind)) {
    return true;
  }
  return Need(&header_, 0, kind);
}

bool Allows::Need(std::vector<Entry>* entries, std::uint32_t begin, DiagnosticKind kind) {
  const auto entry = std::partition_point(entries->begin(), entries->end(), [&](const Entry& other) {
    return std::tie(other.begin, other.kind) < std::tie(begin, kind);
  });
  if (entry == entries->end() || entry->begin != begin || entry->kind != kind) return false;
  entry->needed = true;
  return true;
}

void Allows::ReportNames(Diagnostics* diagnostics) const {
  if (bad_names_.empty()) return;
  Suggester suggester(AllowableNames());
  for (const Name* name : bad_names_) {
    if (FindDiagnostic(name->text)) {
      diagnostics->Add(DiagnosticKind::kNotAllowable, name->range,
                       "'" + name->text + "' cannot be allowed: no reason makes it right");
      continue;
    }
    const std::string closest = Closest(&suggester, name->text);
    Diagnostic& diagnostic = diagnostics->Add(DiagnosticKind::kUnknownLint, name->range,
                                              "no lint is called '" + name->text + "'" + DidYouMean(closest));
    if (!closest.empty()) diagnostic.AddFixIt(name->range, closest);
  }
}

void Allows::ReportUnused(Diagnostics* diagnostics) const {
  for (const std::vector<Entry>* entries : {&header_, &statements_}) {
    for (const Entry& entry : *entries) {
      if (entry.needed) continue;
      diagnostics->Add(DiagnosticKind::kUnusedAllow, entry.name->range,
                       "nothing " +
                           std::string(entries == &header_ ? "in this revision" : "in this statement") +
                           " needs 'allow " + entry.name->text + "'");
    }
  }
}

}  // namespace instar::compiler
