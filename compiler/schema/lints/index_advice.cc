// missing-fk-index, redundant-index
#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/lints/advice.h"
#include "compiler/schema/scope.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// What an index is sorted by, one entry for each term; columns and expressions compare alike.
struct Order {
  std::vector<std::string> terms;
  std::string where;
  bool unique = false;
  std::string name;         // how to call it
  ObjectId id = kNoObject;  // of a unique constraint or an index
  const Index* index = nullptr;
  Origin origin;
  // The columns, as far as the order begins with such.
  std::vector<ObjectId> columns;
};

std::string TextOf(const Expression& expression) {
  std::string text;
  for (const ExpressionToken& token : expression.tokens) {
    absl::StrAppend(&text, " ", token.column == kNoObject ? token.text : absl::StrCat("#", token.column));
  }
  return text;
}

// All orders of a table: of the primary key and the unique constraints first, which are there for more than
// speed.
class Orders {
 public:
  explicit Orders(const Table& table) {
    for (const Column& column : table.columns) {
      if (column.collation) collations_.emplace(column.id, KeyOf(column.collation->text));
    }
    if (table.primary_key) {
      AddKey(kNoObject, table.primary_key->columns, "the primary key", table.primary_key->origin);
    }
    for (const Unique& unique : table.uniques)
      AddKey(unique.id, unique.columns, "a unique constraint", unique.origin);
    for (const Index& index : table.indexes) AddIndex(index);
  }

  std::vector<Order> Take() { return std::move(orders_); }

 private:
  std::string TermOf(ObjectId column, const std::optional<Identifier>& collation, bool descending) const {
    const auto own = collations_.find(column);
    const std::string name = collation ? KeyOf(collation->text) : own == collations_.end() ? "" : own->second;
    return absl::StrCat("#", column, " ", name, descending ? " desc" : "");
  }

  void AddKey(ObjectId id, const std::vector<KeyColumn>& key, std::string name, const Origin& origin) {
    Order order;
    for (const KeyColumn& column : key) {
      order.terms.push_back(TermOf(column.column, column.collation, column.descending));
      order.columns.push_back(column.column);
    }
    order.unique = true;
    order.id = id;
    order.name = std::move(name);
    order.origin = origin;
    orders_.push_back(std::move(order));
  }

  void AddIndex(const Index& index) {
    Order order;
    bool only_columns = true;
    for (const IndexTerm& term : index.terms) {
      if (term.column == kNoObject) {
        only_columns = false;
        order.terms.push_back(absl::StrCat(TextOf(term.expression), term.descending ? " desc" : ""));
      } else {
        order.terms.push_back(TermOf(term.column, term.collation, term.descending));
        if (only_columns) order.columns.push_back(term.column);
      }
    }
    if (index.where) order.where = TextOf(*index.where);
    order.unique = index.unique;
    order.name = "index " + Quoted(index.name.text);
    order.id = index.id;
    order.index = &index;
    order.origin = index.origin;
    orders_.push_back(std::move(order));
  }

  absl::flat_hash_map<ObjectId, std::string> collations_;
  std::vector<Order> orders_;
};

// "c is not null": leaves nothing out that a parent looks for.
bool IsNotNullOf(const Expression& where, const std::vector<ObjectId>& columns) {
  const std::vector<ExpressionToken>& tokens = where.tokens;
  return tokens.size() == 4 && IsWord(tokens[1].text, "is") && IsWord(tokens[2].text, "not") &&
         IsWord(tokens[3].text, "null") &&
         std::find(columns.begin(), columns.end(), tokens[0].column) != columns.end();
}

// Finds orders by what they begin with.
class IndexedColumns {
 public:
  explicit IndexedColumns(const Table& table) : orders_(Orders(table).Take()) {
    for (const Order& order : orders_) {
      if (!order.columns.empty()) by_first_[order.columns.front()].push_back(&order);
    }
  }

  // An order that begins with the columns of the key, whichever of them comes first; or null.
  const Order* Find(const ForeignKey& key) const {
    const absl::flat_hash_set<ObjectId> columns(key.columns.begin(), key.columns.end());
    for (const ObjectId first : key.columns) {
      const auto found = by_first_.find(first);
      if (found == by_first_.end()) continue;
      for (const Order* order : found->second) {
        if (Serves(*order, columns, key.columns)) return order;
      }
    }
    return nullptr;
  }

 private:
  static bool Serves(const Order& order, const absl::flat_hash_set<ObjectId>& columns,
                     const std::vector<ObjectId>& key) {
    if (order.columns.size() < columns.size()) return false;
    if (order.index != nullptr && order.index->where && !IsNotNullOf(*order.index->where, key)) return false;
    return std::all_of(order.columns.begin(),
                       order.columns.begin() + static_cast<std::ptrdiff_t>(columns.size()),
                       [&](ObjectId column) { return columns.contains(column); });
  }

  std::vector<Order> orders_;
  absl::flat_hash_map<ObjectId, std::vector<const Order*>> by_first_;
};

bool IsPrefix(const Order& prefix, const Order& order) {
  return prefix.where == order.where && prefix.terms.size() <= order.terms.size() &&
         std::equal(prefix.terms.begin(), prefix.terms.end(), order.terms.begin());
}

void ReportRedundant(const LintContext& context, const Order& shorter, const Order& longer) {
  // One that was there before is in nobody's way; its place may be in a file of long ago.
  const Order& place = shorter.origin.revision == context.revision ? shorter : longer;
  const std::string like =
      shorter.terms.size() == longer.terms.size() ? " has the same columns" : " begins with its columns";
  Diagnostic* const warning =
      context.Report(DiagnosticKind::kRedundantIndex, place.origin.range, place.origin.range,
                     absl::StrCat(shorter.name, " is redundant: ", longer.name, like));
  if (warning == nullptr) return;
  const Order& other = &place == &shorter ? longer : shorter;
  if (other.origin.range.valid())
    warning->AddNote(other.origin.range, absl::StrCat(other.name, " is made here"));
}

}  // namespace

void LintForeignKeyIndexes(const LintContext& context, const TouchedTable& table) {
  if (table.after->foreign_keys.empty()) return;
  const IndexedColumns indexed(*table.after);
  std::optional<IndexedColumns> indexed_before;
  for (const ForeignKey& key : table.after->foreign_keys) {
    if (indexed.Find(key) != nullptr) continue;
    const TablePointer parent = context.schema.after.FindTable(key.parent_table);
    const std::string what =
        absl::StrCat("no index begins with ", QuotedNames(*table.after, key.columns), ": every delete in ",
                     Quoted(parent == nullptr ? key.parent_name.text : parent->name.text), " reads all of ",
                     Quoted(table.after->name.text));
    if (key.origin.revision == context.revision) {
      context.Report(DiagnosticKind::kMissingFkIndex, key.origin.range, key.origin.range, what);
      continue;
    }
    if (table.gone_at.empty()) continue;
    if (!indexed_before) indexed_before.emplace(*table.before);
    const Order* const order = indexed_before->Find(key);
    const auto gone = order == nullptr ? table.gone_at.end() : table.gone_at.find(order->id);
    if (gone == table.gone_at.end()) continue;
    Diagnostic* const warning =
        context.Report(DiagnosticKind::kMissingFkIndex, gone->second, context.SubjectOf(gone->second), what);
    if (warning != nullptr) warning->AddNote(key.origin.range, "the foreign key is made here");
  }
}

void LintRedundantIndexes(const LintContext& context, const TouchedTable& table) {
  if (table.after->indexes.empty()) return;
  std::vector<Order> orders = Orders(*table.after).Take();
  // What begins with an order comes right behind it; of equal ones, what would not be missed comes first.
  std::reverse(orders.begin(), orders.end());
  std::stable_sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) {
    return std::tie(a.where, a.terms, a.unique) < std::tie(b.where, b.terms, b.unique);
  });
  for (std::size_t i = 0; i + 1 < orders.size(); ++i) {
    const Order& shorter = orders[i];
    const Order& longer = orders[i + 1];
    if (shorter.index == nullptr || !IsPrefix(shorter, longer)) continue;
    // Nothing else keeps its values apart.
    if (shorter.unique && !(longer.unique && shorter.terms.size() == longer.terms.size())) continue;
    if (shorter.origin.revision == context.revision || longer.origin.revision == context.revision) {
      ReportRedundant(context, shorter, longer);
    }
  }
}

}  // namespace instar::compiler
