#include "compiler/models/constraint_alignment.h"

#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "compiler/schema/describe.h"

namespace instar::compiler {
namespace {

std::optional<std::string> NameKey(const std::optional<Identifier>& name) {
  return name ? std::optional(KeyOf(name->text)) : std::nullopt;
}
std::optional<std::string> NameKey(const Identifier& name) { return KeyOf(name.text); }

ObjectId Mapped(ObjectId id, const IdMap& id_of) {
  const auto found = id_of.find(id);
  return found == id_of.end() ? id : found->second;
}

void Remap(std::vector<KeyColumn>* columns, const IdMap& id_of) {
  for (KeyColumn& column : *columns) column.column = Mapped(column.column, id_of);
}
void Remap(Unique* unique, const IdMap& id_of) { Remap(&unique->columns, id_of); }
void Remap(Check* check, const IdMap& id_of) { check->expression = Remapped(check->expression, id_of); }
void Remap(ForeignKey* key, const IdMap& id_of) {
  for (ObjectId& column : key->columns) column = Mapped(column, id_of);
  for (ObjectId& column : key->parent_columns) column = Mapped(column, id_of);
  key->parent_table = Mapped(key->parent_table, id_of);
}
void Remap(Index* index, const IdMap& id_of) {
  for (IndexTerm& term : index->terms) {
    if (term.column != kNoObject) term.column = Mapped(term.column, id_of);
    term.expression = Remapped(term.expression, id_of);
  }
  if (index->where) index->where = Remapped(*index->where, id_of);
}

// Parts of one kind that are not taken yet, to be found by name or by what they say.
template <typename Member>
class Pool {
 public:
  Pool(const SharedVector<Member>& members, const TableDescriber& describer) {
    for (const Member& member : members) {
      if (const std::optional<std::string> name = NameKey(member.name)) by_name_.emplace(*name, &member);
      const std::string& text = texts_.emplace(&member, describer.Describe(member)).first->second;
      by_text_.emplace(text, &member);
    }
  }

  const Member* TakeNamed(const std::string& name) {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : Take(found->second);
  }
  // With `only_unnamed`, one that has a name of its own is somebody else's.
  const Member* TakeLike(const std::string& text, bool only_unnamed) {
    const auto [begin, end] = by_text_.equal_range(text);
    for (auto at = begin; at != end; ++at) {
      if (only_unnamed && NameKey(at->second->name)) continue;
      if (const Member* const taken = Take(at->second)) return taken;
    }
    return nullptr;
  }
  const std::string& TextOf(const Member* member) const { return texts_.at(member); }
  bool IsTaken(const Member* member) const { return taken_.contains(member); }
  const Member* Take(const Member* member) { return taken_.insert(member).second ? member : nullptr; }

 private:
  std::map<std::string, const Member*> by_name_;
  std::multimap<std::string, const Member*> by_text_;
  std::map<const Member*, std::string> texts_;
  std::set<const Member*> taken_;
};

class Aligner {
 public:
  Aligner(const ConstraintAlignment& context, Table* table)
      : context_(context),
        table_(*table),
        of_head_(context.before, context.head),
        of_model_(context.model, context.models) {}

  void Run() {
    AlignPrimaryKey();
    Align(context_.before.uniques, context_.model.uniques, &table_.uniques);
    Align(context_.before.checks, context_.model.checks, &table_.checks);
    Align(context_.before.foreign_keys, context_.model.foreign_keys, &table_.foreign_keys);
    Align(context_.before.indexes, context_.model.indexes, &table_.indexes);
  }

 private:
  void AlignPrimaryKey() {
    if (!table_.primary_key) return;
    const PrimaryKey written = *table_.primary_key;
    Remap(&table_.primary_key->columns, context_.id_of);
    if (!context_.before.primary_key) return;
    PrimaryKey head = *context_.before.primary_key;
    if (!written.name) table_.primary_key->name = head.name;
    PrimaryKey alike = written;
    alike.name = head.name;
    if (of_head_.Describe(head) != of_model_.Describe(alike)) return;
    head.origin = written.origin;
    if (written.name && NameKey(written.name) != NameKey(head.name)) head.name = written.name;
    table_.primary_key = std::move(head);
  }

  // A name that somebody chose says which one is meant; else what it says.
  template <typename Member>
  void Align(const SharedVector<Member>& before, const SharedVector<Member>& model,
             SharedVector<Member>* aligned) {
    Pool<Member> pool(before, of_head_);
    std::vector<const Member*> matches(model.size());
    for (std::size_t i = 0; i < model.size(); ++i) {
      if (HasChosenName(model[i])) matches[i] = pool.TakeNamed(*NameKey(model[i].name));
    }
    for (const bool only_unnamed : {true, false}) {
      for (std::size_t i = 0; i < model.size(); ++i) {
        if (matches[i] != nullptr) continue;
        matches[i] = pool.TakeLike(of_model_.Describe(model[i]), only_unnamed);
      }
    }
    if constexpr (std::is_same_v<Member, ForeignKey>) MatchColumns(before, model, &pool, &matches);
    aligned->clear();
    for (std::size_t i = 0; i < model.size(); ++i) {
      aligned->push_back(Aligned(model[i], matches[i], pool));
    }
  }

  // A key that leads elsewhere now, or does something else, is still that key.
  void MatchColumns(const SharedVector<ForeignKey>& before, const SharedVector<ForeignKey>& model,
                    Pool<ForeignKey>* pool, std::vector<const ForeignKey*>* matches) {
    std::map<std::vector<ObjectId>, const ForeignKey*> left;
    for (const ForeignKey& key : before) {
      if (!pool->IsTaken(&key)) left.emplace(key.columns, &key);
    }
    for (std::size_t i = 0; i < model.size(); ++i) {
      if ((*matches)[i] != nullptr || model[i].name) continue;
      std::vector<ObjectId> columns = model[i].columns;
      for (ObjectId& column : columns) column = Mapped(column, context_.id_of);
      if (const auto found = left.find(columns); found != left.end())
        (*matches)[i] = pool->Take(found->second);
    }
  }

  bool HasChosenName(const Index& index) const {
    return !context_.open_index_names.contains(KeyOf(index.name.text));
  }
  template <typename Constraint>
  bool HasChosenName(const Constraint& constraint) const {
    return constraint.name.has_value();
  }

  template <typename Member>
  Member Aligned(const Member& written, const Member* match, const Pool<Member>& pool) {
    Member member = written;
    Remap(&member, context_.id_of);
    member.id = match == nullptr ? (*context_.next_id)++ : match->id;
    if (match == nullptr || pool.TextOf(match) != of_model_.Describe(written)) return member;
    Member same = *match;
    same.origin = written.origin;
    if (HasChosenName(written) && NameKey(written.name) != NameKey(match->name)) same.name = written.name;
    return same;
  }

  const ConstraintAlignment& context_;
  Table& table_;
  TableDescriber of_head_;
  TableDescriber of_model_;
};

}  // namespace

Expression Remapped(Expression expression, const IdMap& id_of) {
  for (ExpressionToken& token : expression.tokens) {
    if (token.column != kNoObject) token.column = Mapped(token.column, id_of);
  }
  return expression;
}

void AlignConstraints(const ConstraintAlignment& context, Table* table) { Aligner(context, table).Run(); }

}  // namespace instar::compiler
