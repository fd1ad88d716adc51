#include "compiler/schema/raw_objects.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "compiler/schema/raw_effect.h"

namespace instar::compiler {
namespace {

// Whether things of these dialects can meet in one database.
bool CanMeet(const std::vector<Dialect>& a, const std::vector<Dialect>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](Dialect dialect) { return std::find(b.begin(), b.end(), dialect) != b.end(); });
}

std::string Called(const RawObject& object) { return absl::StrCat(object.kind, " '", object.name.text, "'"); }

std::string WithLineFeeds(std::string_view text) {
  std::string normal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dropped = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!is_dropped) normal.push_back(text[i]);
  }
  return normal;
}

// A module reads its arguments by itself: content='t' names a table as content=t does.
std::string WithStringsAsNames(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

template <typename Part>
const Part* FindByName(const SharedVector<Part>& parts, const std::string& key) {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const Part& part) { return KeyOf(part.name.text) == key; });
  return found == parts.end() ? nullptr : &*found;
}

class StatementApplier {
 public:
  StatementApplier(const SourceSet& sources, std::uint32_t revision, Operation* operation, ObjectId* next_id,
                   Diagnostics* diagnostics)
      : sources_(sources),
        revision_(revision),
        operation_(*operation),
        before_(operation->before),
        dialects_(operation->statement->dialects),
        next_id_(*next_id),
        diagnostics_(*diagnostics),
        effect_(RawEffectOf(sources, operation->raw, dialects_.front())) {}

  bool Apply() {
    operation_.after = before_;
    switch (effect_.kind) {
      case RawEffectKind::kNone:
        return true;
      case RawEffectKind::kCreate:
        return Create();
      case RawEffectKind::kDrop:
        return std::all_of(effect_.names.begin(), effect_.names.end(),
                           [&](const RawName& name) { return Drop(name); });
      case RawEffectKind::kAlter:
        return Alter();
      case RawEffectKind::kCreateTable:
        ReportUntracked("table", "(...)");
        return false;
      case RawEffectKind::kCreateEnum:
        ReportUntracked("type", "as enum (...)");
        return false;
    }
    return true;
  }

 private:
  void ReportUntracked(const char* what, const char* rest) {
    const RawName& name = effect_.names.front();
    diagnostics_.Add(DiagnosticKind::kRawSchemaChange, name.range,
                     absl::StrCat("a ", what, " made in raw SQL is unknown to the compiler; write 'create ",
                                  what, " ", name.name.text, " ", rest, ";' outside of the 'on' block"));
  }

  // About something that portable statements have made.
  bool ReportTracked(const RawName& name, const Origin& origin, const std::string& portable) {
    diagnostics_
        .Add(DiagnosticKind::kRawSchemaChange, name.range,
             absl::StrCat("the compiler keeps track of ", effect_.object, " '", name.name.text, "': write '",
                          portable, ";' outside of the 'on' block"))
        .AddNote(origin.range, absl::StrCat("'", name.name.text, "' is made here"));
    return false;
  }

  bool Create() {
    const RawName& name = effect_.names.front();
    RawObject object;
    object.kind = effect_.object;
    object.dialects = dialects_;
    object.name = name.name;
    object.text = WithLineFeeds(sources_.Text(operation_.raw));
    const bool takes_arguments = object.kind == "virtual table";
    object.words =
        WordsOf(takes_arguments ? WithStringsAsNames(object.text) : object.text, dialects_.front());
    object.origin = {name.range, revision_};
    const TablePointer table = TableOf(object);
    bool is_there = false;
    if (!CheckFree(object, table, &is_there)) return false;
    // Those of PostgreSQL may be of a kind that has no portable statement.
    if (effect_.object == "view" && CanMeet(dialects_, {Dialect::kSqlite})) {
      ReportUntracked("view", "as select ...");
      return false;
    }
    if (is_there || table == nullptr) return true;
    object.id = next_id_++;
    object.table = table->id;
    auto changed = std::make_shared<Table>(*table);
    if (effect_.replaces) Erase(FindRaw(table, object.kind, KeyOf(name.name.text)), changed.get());
    changed->raw.push_back(std::move(object));
    Change(table, std::move(changed));
    return true;
  }

  // What it stands on, or else the first one that it mentions.
  TablePointer TableOf(const RawObject& object) const {
    if (effect_.table) {
      const TablePointer table = before_.FindTable(KeyOf(effect_.table->name.text));
      if (table != nullptr) return table;
    }
    for (const std::string& word : object.words) {
      if (TablePointer table = before_.FindTable(word)) return table;
    }
    return nullptr;
  }

  // Reports a name that is taken. `is_there`: `if not exists` makes it no mistake.
  bool CheckFree(const RawObject& object, const TablePointer& table, bool* is_there) {
    const std::string key = KeyOf(object.name.text);
    std::optional<Origin> first;
    if (const RawObject* known = FindRaw(FindOwner(object.kind, key, table), object.kind, key)) {
      if (!effect_.replaces) first = known->origin;
    } else if (object.kind != "trigger" && object.kind != "function") {
      first = FindRelation(key);
    }
    if (!first) return true;
    *is_there = effect_.if_exists;
    if (*is_there) return true;
    diagnostics_
        .Add(KindOfDuplicate(object.kind), effect_.names.front().range,
             absl::StrCat("cannot make ", Called(object), ": the name is taken"))
        .AddNote(first->range, absl::StrCat("the first '", object.name.text, "' is here"));
    return false;
  }

  static DiagnosticKind KindOfDuplicate(std::string_view kind) {
    if (kind == "trigger") return DiagnosticKind::kDuplicateTrigger;
    if (kind == "view") return DiagnosticKind::kDuplicateView;
    return kind == "index" ? DiagnosticKind::kDuplicateIndex : DiagnosticKind::kDuplicateTable;
  }

  std::optional<Origin> FindRelation(const std::string& key) const {
    if (const TablePointer table = before_.FindTable(key)) return table->origin;
    if (const ViewPointer view = before_.FindView(key)) return view->origin;
    const TablePointer owner = before_.FindTableOfIndex(key);
    const Index* index = owner != nullptr ? FindByName(owner->indexes, key) : nullptr;
    if (index != nullptr) return index->origin;
    return std::nullopt;
  }

  bool Drop(const RawName& name) {
    const std::string key = KeyOf(name.name.text);
    TablePointer table;
    if (effect_.table) table = operation_.after.FindTable(KeyOf(effect_.table->name.text));
    // A virtual table is dropped as a table.
    const std::string kind = effect_.object == "table" ? "virtual table" : effect_.object;
    table = FindOwner(kind, key, table);
    if (const RawObject* known = FindRaw(table, kind, key)) {
      auto changed = std::make_shared<Table>(*table);
      Erase(known, changed.get());
      return ChangeOnce(name, table, std::move(changed));
    }
    return CheckUntracked(name, "drop " + effect_.object + " " + name.name.text);
  }

  bool Alter() {
    const RawName& name = effect_.names.front();
    static constexpr std::string_view kOwnActions[] = {"add", "drop", "rename", "alter"};
    const bool is_ours =
        std::find(std::begin(kOwnActions), std::end(kOwnActions), effect_.action) != std::end(kOwnActions);
    // Storage parameters, owners and their like are the database's own.
    if (!is_ours) return true;
    if (effect_.object == "index") {
      const std::string key = KeyOf(name.name.text);
      if (const RawObject* known = FindRaw(FindOwner("index", key, nullptr), "index", key)) {
        diagnostics_
            .Add(DiagnosticKind::kRawSchemaChange, name.range,
                 absl::StrCat("the text of ", Called(*known), " would not change; drop it and make it anew"))
            .AddNote(known->origin.range, absl::StrCat(Called(*known), " is made here"));
        return false;
      }
    }
    return CheckUntracked(
        name, absl::StrCat("alter ", effect_.object, " ", name.name.text, " ", effect_.action, " ..."));
  }

  // Whether no portable statement has made the thing.
  bool CheckUntracked(const RawName& name, const std::string& portable) {
    const std::string key = KeyOf(name.name.text);
    if (effect_.object == "table") {
      const TablePointer table = before_.FindTable(key);
      if (table != nullptr) return ReportTracked(name, table->origin, portable);
    } else if (effect_.object == "view") {
      const ViewPointer view = before_.FindView(key);
      if (view != nullptr) return ReportTracked(name, view->origin, portable);
    } else if (effect_.object == "type") {
      const EnumPointer type = before_.FindEnum(key);
      if (type != nullptr) return ReportTracked(name, type->origin, portable);
    } else if (effect_.object == "index") {
      const TablePointer table = before_.FindTableOfIndex(key);
      const Index* index = table != nullptr ? FindByName(table->indexes, key) : nullptr;
      if (index != nullptr) return ReportTracked(name, index->origin, portable);
    }
    return true;
  }

  // The table with which a raw object is kept: the one that was named, where that decides.
  TablePointer FindOwner(std::string_view kind, const std::string& key, const TablePointer& named) const {
    if (FindRaw(named, kind, key) != nullptr) return named;
    return kind == "index" ? operation_.after.FindTableOfIndex(key)
                           : operation_.after.FindTableOfTrigger(key);
  }

  const RawObject* FindRaw(const TablePointer& table, std::string_view kind, const std::string& key) const {
    if (table == nullptr) return nullptr;
    for (const RawObject& raw : table->raw) {
      if (raw.kind == kind && KeyOf(raw.name.text) == key && CanMeet(raw.dialects, dialects_)) return &raw;
    }
    return nullptr;
  }

  static void Erase(const RawObject* object, Table* table) {
    if (object == nullptr) return;
    const ObjectId id = object->id;
    table->raw.EraseIf([&](const RawObject& raw) { return raw.id == id; });
  }

  // One operation changes one table.
  bool ChangeOnce(const RawName& name, const TablePointer& table, TablePointer changed) {
    if (operation_.table_before != nullptr && operation_.table_before->id != table->id) {
      diagnostics_.Add(DiagnosticKind::kRawSchemaChange, name.range,
                       absl::StrCat("'", name.name.text, "' belongs to another table than the ",
                                    effect_.object, " before it; drop them one by one"));
      return false;
    }
    Change(table, std::move(changed));
    return true;
  }

  void Change(const TablePointer& table, TablePointer changed) {
    if (operation_.table_before == nullptr) operation_.table_before = table;
    operation_.table_after = std::move(changed);
    operation_.after = operation_.after.With(operation_.table_after);
  }

  const SourceSet& sources_;
  std::uint32_t revision_;
  Operation& operation_;
  const Catalog& before_;
  const std::vector<Dialect>& dialects_;
  ObjectId& next_id_;
  Diagnostics& diagnostics_;
  RawEffect effect_;
};

bool HasWord(const RawObject& object, std::string_view key) {
  return std::find(object.words.begin(), object.words.end(), key) != object.words.end();
}

// The first raw object of the table for which it is true.
template <typename Predicate>
RawMention FindOn(const Table& table, Predicate predicate) {
  for (const RawObject& raw : table.raw) {
    if (predicate(raw)) return {&raw};
  }
  return {};
}

// On another table. The catalog keeps those tables alive.
template <typename Predicate>
RawMention FindElsewhere(const Catalog& catalog, ObjectId mentioned, Predicate predicate) {
  for (const TablePointer& table : catalog.TablesMentioning(mentioned)) {
    if (RawMention mention = FindOn(*table, predicate)) return mention;
  }
  return {};
}

}  // namespace

bool ApplyRaw(const SourceSet& sources, std::uint32_t revision, Operation* operation, ObjectId* next_id,
              Diagnostics* diagnostics) {
  // Of databases that are not known.
  if (operation->statement->dialects.empty()) return true;
  return StatementApplier(sources, revision, operation, next_id, diagnostics).Apply();
}

std::string RawMention::Message() const { return Called(*object) + " mentions it"; }

RawMention FindMentionOfRenamedTable(const Catalog& catalog, const Table& table) {
  const std::string key = KeyOf(table.name.text);
  const auto mentions = [&](const RawObject& raw) { return HasWord(raw, key); };
  if (RawMention own = FindOn(table, mentions)) return own;
  return FindElsewhere(catalog, table.id, mentions);
}

RawMention FindMentionOfDroppedTable(const Catalog& catalog, const Table& table) {
  const std::string key = KeyOf(table.name.text);
  const auto mentions = [&](const RawObject& raw) { return HasWord(raw, key); };
  const auto outlives = [&](const RawObject& raw) {
    return raw.kind != "trigger" && raw.kind != "index" && mentions(raw);
  };
  if (RawMention own = FindOn(table, outlives)) return own;
  return FindElsewhere(catalog, table.id, mentions);
}

RawMention FindMentionOfColumn(const Catalog& catalog, const Table& table, std::string_view column_key) {
  const std::string table_key = KeyOf(table.name.text);
  const auto mentions = [&](const RawObject& raw) {
    return HasWord(raw, table_key) && HasWord(raw, column_key);
  };
  if (RawMention own = FindOn(table, mentions)) return own;
  return FindElsewhere(catalog, table.id, mentions);
}

RawMention FindMentionOfView(const Catalog& catalog, const View& view) {
  const std::string key = KeyOf(view.name.text);
  return FindElsewhere(catalog, view.id, [&](const RawObject& raw) { return HasWord(raw, key); });
}

void ReportMention(const RawMention& mention, SourceRange place, std::string_view what, std::string_view verb,
                   Diagnostics* diagnostics) {
  const std::string called = Called(*mention.object);
  diagnostics
      ->Add(DiagnosticKind::kMentionedInRawObject, place,
            absl::StrCat(std::string(what), " cannot be ", std::string(verb), " while ", called,
                         " mentions it; drop the ", mention.object->kind, " before"))
      .AddNote(mention.object->origin.range, absl::StrCat(called, " is made here"));
}

}  // namespace instar::compiler
