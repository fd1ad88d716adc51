#include "tests/property/generate.h"

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/diagnostics/diagnostic.h"
#include "tests/property/facts.h"

namespace instar::compiler::property {
namespace {

bool Mentions(const RandomRevision& revision, std::string_view words) {
  return std::ranges::any_of(revision.edits,
                             [&](const Edit& edit) { return edit.sql.find(words) != std::string::npos; });
}

// Whether the model may well not know why.
bool IsExcused(DiagnosticKind kind, const RandomRevision& revision, const History& history) {
  switch (kind) {
    case DiagnosticKind::kNoInverse:
      return Mentions(revision, "drop column") || Mentions(revision, " using (");
    case DiagnosticKind::kDataBesideRebuild:
      return revision.has_data();
    case DiagnosticKind::kUnorderedChange:
      return Needed(history, history.size() - 1).size() + 1 < history.size();
    default:
      return false;
  }
}

std::vector<std::size_t> Heads(const History& history) {
  std::vector<bool> is_head(history.size(), true);
  for (const RandomRevision& revision : history) {
    for (const std::size_t parent : revision.parents) is_head[parent] = false;
  }
  std::vector<std::size_t> heads;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (is_head[i]) heads.push_back(i);
  }
  return heads;
}

// Without the tables that revisions touch which the last one does not need. What branches do to the same
// objects seldom commutes.
Model Untouched(const Model& model, const History& history) {
  const std::vector<std::size_t> needed = Needed(history, history.size() - 1);
  std::set<std::string> words;
  for (std::size_t i = 0; i + 1 < history.size(); ++i) {
    if (std::ranges::binary_search(needed, i)) continue;
    for (const Edit& edit : history[i].edits) {
      words.insert(KeyOf(edit.table));
      for (const std::string& word : TokensOf(edit.sql)) words.insert(KeyOf(word));
    }
  }
  Model untouched = model;
  const auto is_touched = [&](const auto& entry) {
    return words.contains(entry.first) ||
           std::ranges::any_of(entry.second.foreign_keys, [&](const ForeignKey& key) {
             return untouched.FindById(key.parent_table) == nullptr;
           });
  };
  // Again for the children of those that are gone.
  while (std::erase_if(untouched.tables, is_touched) > 0) {
  }
  return untouched;
}

class Generator {
 public:
  Generator(Random* random, std::uint32_t minimum_version)
      : random_(*random), minimum_version_(minimum_version) {}

  Generated Generate(std::size_t revisions) {
    for (std::size_t i = 0; i < revisions; ++i) {
      for (int tries = 0; tries < 4; ++tries) {
        generated_.history.push_back(Next());
        const Verdict verdict = TryLast(&generated_.history, minimum_version_);
        if (verdict.failure) generated_.failure = verdict.failure;
        if (verdict.failure) return std::move(generated_);
        if (verdict.accepted) break;
        generated_.history.pop_back();
      }
    }
    return std::move(generated_);
  }

 private:
  RandomRevision Next() {
    const History& history = generated_.history;
    RandomRevision revision;
    // Ids in another order than that of their making.
    revision.id = std::string(1, static_cast<char>('a' + random_.Below(26))) + std::to_string(history.size());
    ChoosePlace(&revision);
    Model model;
    Effects effects;
    History with = history;
    with.push_back(revision);
    for (const std::size_t needed : Needed(with, history.size())) Apply(history[needed], &model, &effects);
    const bool is_apart = random_.Chance(85);
    AddEdits(model, is_apart ? Untouched(model, with) : model, &revision);
    if (revision.has_data()) revision.downgrade = "downgrade auto keeping data;";
    return revision;
  }

  void ChoosePlace(RandomRevision* revision) {
    const History& history = generated_.history;
    if (history.empty()) return;
    const std::vector<std::size_t> heads = Heads(history);
    const std::size_t head = random_.Of(heads);
    if (heads.size() > 1 && random_.Chance(65)) {
      revision->parents = heads.size() > 2 && random_.Chance(50) ? std::vector{heads[0], heads[1]} : heads;
      return;
    }
    // A fork, now and then: not from the newest.
    const bool forks = history.size() > 1 && random_.Chance(heads.size() > 1 ? 20 : 50);
    revision->parents = {forks ? random_.Below(history.size() - 1) : head};
    const std::size_t other = random_.Below(history.size());
    if (random_.Chance(15) && other != revision->parents[0]) revision->dependencies = {other};
  }

  // `visible` is what they may be about, as long as it is there.
  void AddEdits(Model model, Model visible, RandomRevision* revision) {
    const bool is_merge = revision->parents.size() > 1;
    const std::size_t wanted = is_merge && random_.Chance(60) ? 0 : 1 + random_.Below(4);
    Effects effects;
    for (int tries = 0; tries < 40 && revision->edits.size() < wanted; ++tries) {
      Choose choose{random_, visible};
      std::vector<Edit> edits = AnyEdit(choose);
      Model changed = model;
      const bool fit =
          std::ranges::all_of(edits, [&](const Edit& edit) { return edit.apply(&changed, &effects); });
      if (!fit || edits.empty()) continue;
      model = std::move(changed);
      for (const Edit& edit : edits) edit.apply(&visible, &effects);
      for (Edit& edit : edits) {
        revision->edits.push_back(std::move(edit));
        revision->joined.push_back(random_.Chance(50));
      }
    }
  }

  Random& random_;
  const std::uint32_t minimum_version_;
  Generated generated_;
};

}  // namespace

std::unique_ptr<Compiled> Compile(const History& history, std::uint32_t minimum_version) {
  std::vector<std::string> texts;
  for (const RandomRevision& revision : history) texts.push_back(Text(revision, history));
  return std::make_unique<Compiled>(texts, minimum_version);
}

Verdict TryLast(History* history, std::uint32_t minimum_version) {
  RandomRevision& revision = history->back();
  while (true) {
    const std::unique_ptr<Compiled> compiled = Compile(*history, minimum_version);
    const std::vector<DiagnosticKind> kinds = compiled->ErrorKinds();
    if (kinds.empty()) return {true, std::nullopt};
    for (const DiagnosticKind kind : kinds) {
      if (IsExcused(kind, revision, *history)) continue;
      const std::string name(DiagnosticName(kind));
      return {false, Failure{"refused: " + name, "the compiler refuses a valid edit: " + compiled->Errors()}};
    }
    if (kinds.front() != DiagnosticKind::kNoInverse) return {};
    // The rest of it is worth a try.
    revision.downgrade = "irreversible \"it cannot be\";";
  }
}

Generated Generate(Random* random, std::size_t revisions, std::uint32_t minimum_version) {
  return Generator(random, minimum_version).Generate(revisions);
}

}  // namespace instar::compiler::property
