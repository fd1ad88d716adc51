#include "compiler/schema/scope.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

template <typename Pointer>
std::vector<std::string> NamesOf(const std::vector<Pointer>& objects) {
  std::vector<std::string> names;
  for (const Pointer& object : objects) names.push_back(object->name.text);
  return names;
}

Catalog Apply(const Catalog& catalog, const Operation& operation) {
  if (operation.table_after != nullptr) return catalog.With(operation.table_after);
  if (operation.table_before != nullptr) return catalog.WithoutTable(operation.table_before->id);
  if (operation.view_after != nullptr) return catalog.With(operation.view_after);
  if (operation.view_before != nullptr) return catalog.WithoutView(operation.view_before->id);
  if (operation.enum_after != nullptr) return catalog.With(operation.enum_after);
  if (operation.enum_before != nullptr) return catalog.WithoutEnum(operation.enum_before->id);
  return catalog;
}

bool StartsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

}  // namespace

bool History::Has(Dialect dialect) const {
  return std::find(options.dialects.begin(), options.dialects.end(), dialect) != options.dialects.end();
}

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

Identifier ToIdentifier(const sql::Name& name) { return {name.text, name.quoted}; }

std::string Unquote(std::string_view written) {
  if (written.empty() || (written.front() != '"' && written.front() != '\'')) return std::string(written);
  const char quote = written.front();
  written.remove_prefix(1);
  if (!written.empty() && written.back() == quote) written.remove_suffix(1);
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    text += written[i];
    if (written[i] == quote && i + 1 < written.size() && written[i + 1] == quote) ++i;
  }
  return text;
}

Scope::Scope(History* history, std::uint32_t revision, bool is_upgrade, RevisionSchema* schema,
             Catalog catalog, std::vector<Operation>* operations)
    : history_(*history),
      revision_(revision),
      is_upgrade_(is_upgrade),
      schema_(*schema),
      catalog_(std::move(catalog)),
      operations_(*operations) {}

Diagnostic& Scope::Error(DiagnosticKind kind, SourceRange range, std::string message) {
  Fail();
  return history_.diagnostics.Add(kind, range, std::move(message));
}

void Scope::EndStatement(SourceRange range) {
  if (failed_) Doubt(range);
}

bool Scope::Accepts(DiagnosticKind kind, SourceRange place) { return schema_.allows->Accepts(kind, place); }

void Scope::Doubt(SourceRange range) {
  if (!range.valid()) return;
  const std::string_view text = history_.sources.Text(range);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      // A quoted name; its quotes may be doubled inside.
      std::size_t end = at + 1;
      while (end < text.size() && (text[end] != '"' || (end + 1 < text.size() && text[end + 1] == '"'))) {
        end += text[end] == '"' ? 2 : 1;
      }
      history_.doubtful.insert(KeyOf(Unquote(text.substr(at, end + 1 - at))));
      at = end + 1;
    } else if (IsWordStart(text[at])) {
      std::size_t end = at;
      while (end < text.size() && IsWordPart(text[end])) ++end;
      history_.doubtful.insert(KeyOf(text.substr(at, end - at)));
      at = end;
    } else {
      ++at;
    }
  }
}

void Scope::NoteEarlier(const Origin& origin, std::string text, Diagnostic* diagnostic) const {
  if (origin.range.valid()) diagnostic->AddNote(origin.range, std::move(text));
}

void Scope::ReportUnknown(DiagnosticKind kind, const sql::Name& name, std::string message,
                          const std::string& event, const std::function<std::vector<std::string>()>& known) {
  Fail();
  const std::string key = KeyOf(name.text);
  if (IsDoubtful(key)) return;
  const auto gone = history_.gone.find(event);
  const auto made = history_.made.find(event);
  const auto is_before = [&](const NameEvent& what) {
    return history_.ancestry.IsAncestor(what.revision, revision_);
  };
  std::string near;
  if (gone != history_.gone.end() && is_before(gone->second)) {
    Error(kind, name.range, std::move(message)).AddNote(gone->second.range, gone->second.text);
    return;
  }
  if (made != history_.made.end() && !is_before(made->second)) {
    Error(kind, name.range, std::move(message))
        .AddNote(made->second.range, absl::StrCat(made->second.text, ", in ",
                                                  Quoted(history_.chain.revisions[made->second.revision].id),
                                                  ", which ", Quoted(history_.chain.revisions[revision_].id),
                                                  " neither revises nor depends on"));
    return;
  }
  // Next to a name of one letter are all others.
  if (history_.suggestions_left > 0 && name.text.size() > 1) {
    --history_.suggestions_left;
    Suggester suggester(known());
    near = suggester.Closest(name.text);
  }
  Error(kind, name.range, message + DidYouMean(near));
}

TablePointer Scope::FindTable(const sql::Name& name) {
  const std::string key = KeyOf(name.text);
  TablePointer table = catalog_.FindTable(key);
  if (table != nullptr) return table;
  if (const ViewPointer view = catalog_.FindView(key)) {
    Diagnostic& error = Error(DiagnosticKind::kUnknownTable, name.range,
                              absl::StrCat(Quoted(name.text), " is a view, not a table"));
    NoteEarlier(view->origin, absl::StrCat(Quoted(view->name.text), " is made here"), &error);
    return nullptr;
  }
  ReportUnknown(DiagnosticKind::kUnknownTable, name, absl::StrCat("there is no table ", Quoted(name.text)),
                EventKey("table", key), [&] { return NamesOf(catalog_.Tables()); });
  return nullptr;
}

const Column* Scope::FindColumn(const Table& table, const sql::Name& name) {
  const std::string key = KeyOf(name.text);
  const Column* column = table.FindColumn(key);
  if (column != nullptr) return column;
  ReportUnknown(DiagnosticKind::kUnknownColumn, name,
                absl::StrCat("table ", Quoted(table.name.text), " has no column ", Quoted(name.text)),
                EventKey("column", key, table.id), [&] {
                  std::vector<std::string> names;
                  for (const Column& known : table.columns) names.push_back(known.name.text);
                  return names;
                });
  return nullptr;
}

ViewPointer Scope::FindView(const sql::Name& name) {
  const std::string key = KeyOf(name.text);
  ViewPointer view = catalog_.FindView(key);
  if (view != nullptr) return view;
  if (const TablePointer table = catalog_.FindTable(key)) {
    Diagnostic& error = Error(DiagnosticKind::kUnknownView, name.range,
                              absl::StrCat(Quoted(name.text), " is a table, not a view"));
    NoteEarlier(table->origin, absl::StrCat(Quoted(table->name.text), " is made here"), &error);
    return nullptr;
  }
  ReportUnknown(DiagnosticKind::kUnknownView, name, absl::StrCat("there is no view ", Quoted(name.text)),
                EventKey("view", key), [&] { return NamesOf(catalog_.Views()); });
  return nullptr;
}

EnumPointer Scope::FindEnum(const sql::Name& name) {
  const std::string key = KeyOf(name.text);
  EnumPointer type = catalog_.FindEnum(key);
  if (type != nullptr) return type;
  ReportUnknown(DiagnosticKind::kUnknownType, name, absl::StrCat("there is no enum type ", Quoted(name.text)),
                EventKey("type", key), [&] { return NamesOf(catalog_.Enums()); });
  return nullptr;
}

TablePointer Scope::FindIndex(const sql::Name& name, const Index** index) {
  const std::string key = KeyOf(name.text);
  *index = nullptr;
  TablePointer table = catalog_.FindTableOfIndex(key);
  if (table != nullptr) {
    for (const Index& candidate : table->indexes) {
      if (KeyOf(candidate.name.text) == key) *index = &candidate;
    }
    if (*index != nullptr) return table;
    for (const RawObject& raw : table->raw) {
      if (raw.kind != "index" || KeyOf(raw.name.text) != key) continue;
      Diagnostic& error = Error(
          DiagnosticKind::kUnknownIndex, name.range,
          absl::StrCat("index ", Quoted(name.text), " was made in a raw block: only one can change it"));
      NoteEarlier(raw.origin, absl::StrCat(Quoted(raw.name.text), " is made here"), &error);
      return nullptr;
    }
  }
  ReportUnknown(DiagnosticKind::kUnknownIndex, name, absl::StrCat("there is no index ", Quoted(name.text)),
                EventKey("index", key), [&] {
                  std::vector<std::string> names;
                  for (const TablePointer& owner : catalog_.Tables()) {
                    for (const Index& known : owner->indexes) names.push_back(known.name.text);
                  }
                  return names;
                });
  return nullptr;
}

bool Scope::HasTableOrView(const sql::Name& name) const {
  const std::string key = KeyOf(name.text);
  return catalog_.FindTable(key) != nullptr || catalog_.FindView(key) != nullptr;
}

bool Scope::CheckFree(DiagnosticKind kind, std::string_view what, const sql::Name& name) {
  const std::string key = KeyOf(name.text);
  for (std::string_view prefix : {"sqlite_", "instar_"}) {
    if (!StartsWith(key, prefix)) continue;
    Error(DiagnosticKind::kReservedName, name.range,
          absl::StrCat("names that begin with ", Quoted(prefix), " are kept for ",
                       prefix == "instar_" ? "Instar's own tables" : "SQLite itself"));
    return false;
  }
  std::string is;
  std::optional<Origin> first;
  if (const TablePointer table = catalog_.FindTable(key)) {
    is = "a table";
    first = table->origin;
  } else if (const ViewPointer view = catalog_.FindView(key)) {
    is = "a view";
    first = view->origin;
  } else if (const TablePointer owner = catalog_.FindTableOfIndex(key)) {
    is = absl::StrCat("an index on ", Quoted(owner->name.text));
    first = Origin{};
    for (const Index& index : owner->indexes) {
      if (KeyOf(index.name.text) == key) first = index.origin;
    }
    for (const RawObject& raw : owner->raw) {
      if (raw.kind == "index" && KeyOf(raw.name.text) == key) first = raw.origin;
    }
  }
  if (!first) return true;
  Fail();
  if (IsDoubtful(key)) return false;
  Diagnostic& error = Error(kind, name.range,
                            absl::StrCat("cannot make ", std::string(what), " ", Quoted(name.text),
                                         ": there is already ", is, " of that name"));
  NoteEarlier(*first, "the first one is here", &error);
  return false;
}

std::string Scope::EventKey(std::string_view kind, std::string_view key, ObjectId table) {
  return absl::StrCat(std::string(kind), ":", table, ":", std::string(key));
}

void Scope::Made(std::string_view kind, const Identifier& name, SourceRange range) {
  if (!is_upgrade_) return;
  history_.made[EventKey(kind, KeyOf(name.text))] = {range, revision_,
                                                     absl::StrCat(Quoted(name.text), " is made here")};
}

void Scope::Gone(const std::string& event, SourceRange range, std::string text) {
  if (is_upgrade_) history_.gone[event] = {range, revision_, std::move(text)};
}

void Scope::ChangeTable(SourceRange source, TablePointer before, TablePointer after,
                        std::map<ObjectId, Expression> conversions) {
  Operation operation;
  operation.kind = OperationKind::kTable;
  operation.source = source;
  operation.table_before = std::move(before);
  operation.table_after = std::move(after);
  operation.conversions = std::move(conversions);
  Append(std::move(operation));
}

void Scope::ChangeView(SourceRange source, ViewPointer before, ViewPointer after) {
  Operation operation;
  operation.kind = OperationKind::kView;
  operation.source = source;
  operation.view_before = std::move(before);
  operation.view_after = std::move(after);
  Append(std::move(operation));
}

void Scope::ChangeEnum(SourceRange source, EnumPointer before, EnumPointer after) {
  Operation operation;
  operation.kind = OperationKind::kEnum;
  operation.source = source;
  operation.enum_before = std::move(before);
  operation.enum_after = std::move(after);
  Append(std::move(operation));
}

void Scope::Append(Operation operation) {
  operation.before = catalog_;
  operation.after = Apply(catalog_, operation);
  AppendApplied(std::move(operation));
}

void Scope::AppendApplied(Operation operation) {
  catalog_ = operation.after;
  operations_.push_back(std::move(operation));
}

}  // namespace instar::compiler
