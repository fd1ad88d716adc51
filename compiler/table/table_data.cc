#include "compiler/table/table_data.h"

#include "absl/container/flat_hash_map.h"
#include "instar/status.h"

namespace instar::compiler {
namespace {

// Stands in for the user's functions, which are not there when the compiler replays the table.
Status DoNothing(Step&) { return OkStatus(); }

std::string_view Bytes(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace

class TableBuilder {
 public:
  TableData Build(const Chain& chain, const std::vector<RevisionHashes>& hashes,
                  const std::vector<LoweredDialect>& dialects,
                  const std::vector<RevisionCompatibility>& compatibilities, std::string_view stream) {
    data_.stream_ = stream;
    data_.revisions_.reserve(chain.revisions.size());
    for (std::size_t r = 0; r < chain.revisions.size(); ++r) {
      AddRevision(chain.revisions[r], hashes[r], compatibilities.empty() ? nullptr : &compatibilities[r]);
    }
    for (const LoweredDialect& dialect : dialects) AddDialect(dialect);
    AddHeads(chain, hashes);
    data_.function_pointers_.assign(data_.functions_.size(), DoNothing);
    // Last: nothing that is pointed to moves any more.
    for (const std::string& chunk : data_.blob_) data_.blob_pointers_.push_back(chunk.c_str());
    for (const TableData::DialectData& dialect : data_.dialects_) {
      data_.dialect_rows_.push_back(
          {dialect.dialect, dialect.minimum_version, dialect.first.data(), dialect.steps.data(),
           dialect.schema_changes.empty() ? nullptr : dialect.schema_changes.data()});
    }
    return std::move(data_);
  }

 private:
  // Returns the position of the text, which stands in one chunk.
  std::uint32_t AddText(std::string_view text) {
    std::vector<std::string>& blob = data_.blob_;
    if (blob.empty() || blob.back().size() + text.size() > TableData::kMaxChunkSize) {
      blob.emplace_back().reserve(TableData::kMaxChunkSize);
    }
    const std::size_t position = ((blob.size() - 1) << 16) + blob.back().size();
    blob.back().append(text);
    return static_cast<std::uint32_t>(position);
  }

  void AddRevision(const Revision& revision, const RevisionHashes& hashes,
                   const RevisionCompatibility* compatibility) {
    const auto index = static_cast<std::uint32_t>(data_.revisions_.size());
    const SyntaxTree& tree = *revision.tree;
    const bool irreversible = tree.downgrade.kind == DowngradeKind::kIrreversible;
    const std::string_view message = tree.header.message ? tree.header.message->value : std::string_view();
    const std::string_view created = tree.header.created ? tree.header.created->value : std::string_view();
    const std::string_view reason = irreversible ? tree.downgrade.reason.value : std::string_view();

    text_.clear();
    text_.append(Bytes(hashes.meaning)).append(Bytes(hashes.chain)).append(revision.id);
    text_.append(message).append(created).append(reason);
    if (compatibility != nullptr) text_.append(compatibility->reason);

    RevisionRow row{};
    row.text = AddText(text_);
    row.id_size = static_cast<std::uint32_t>(revision.id.size());
    row.message_size = static_cast<std::uint32_t>(message.size());
    row.created_size = static_cast<std::uint32_t>(created.size());
    row.reason_size = static_cast<std::uint32_t>(reason.size());
    row.flags = (irreversible ? kRevisionIrreversible : 0) |
                (tree.header.transaction_none.has_value() ? kRevisionUntransacted : 0);
    if (compatibility != nullptr) {
      row.compatibility_size = static_cast<std::uint32_t>(compatibility->reason.size());
      row.flags |= compatibility->compatible ? kRevisionCompatible : kRevisionBreaking;
    }
    row.first_link = static_cast<std::uint32_t>(data_.links_.size());
    row.parent_count = static_cast<std::uint32_t>(revision.parents.size());
    row.dependency_count = static_cast<std::uint32_t>(revision.dependencies.size());
    data_.revisions_.push_back(row);

    std::vector<std::uint32_t>& links = data_.links_;
    links.insert(links.end(), revision.parents.begin(), revision.parents.end());
    links.insert(links.end(), revision.dependencies.begin(), revision.dependencies.end());
    for (const Name& label : tree.header.labels) {
      data_.labels_.push_back({index, AddText(label.text), static_cast<std::uint32_t>(label.text.size())});
    }
  }

  void AddDialect(const LoweredDialect& dialect) {
    TableData::DialectData data{dialect.dialect, dialect.minimum_version, {0}, {}, {}, {}};
    for (const LoweredRevision& revision : dialect.revisions) {
      AddSteps(revision.upgrade, &data);
      AddSteps(revision.downgrade, &data);
      if (!dialect.has_schema_changes) continue;
      data.schema_changes.push_back(
          {AddText(revision.schema_change), static_cast<std::uint32_t>(revision.schema_change.size())});
    }
    data_.dialects_.push_back(std::move(data));
  }

  void AddSteps(const std::vector<LoweredStep>& steps, TableData::DialectData* data) {
    for (const LoweredStep& step : steps) {
      const std::uint32_t function = step.kind == StepKind::kCall ? AddFunction(step) : 0;
      data->steps.push_back({AddText(step.text), static_cast<std::uint32_t>(step.text.size()), step.kind,
                             function, step.flags});
      data->sources.push_back(step.source);
    }
    data->first.push_back(static_cast<std::uint32_t>(data->steps.size()));
  }

  std::uint32_t AddFunction(const LoweredStep& step) {
    const auto next = static_cast<std::uint32_t>(data_.functions_.size());
    const auto [found, is_new] = functions_.emplace(step.text, next);
    if (is_new) data_.functions_.push_back({step.text, step.source});
    return found->second;
  }

  void AddHeads(const Chain& chain, const std::vector<RevisionHashes>& hashes) {
    if (chain.revisions.empty()) return;
    std::vector<bool> is_needed(chain.revisions.size(), false);
    for (const Revision& revision : chain.revisions) {
      for (const std::uint32_t p : revision.parents) is_needed[p] = true;
      for (const std::uint32_t p : revision.dependencies) is_needed[p] = true;
    }
    std::uint32_t digest = 0;
    for (std::uint32_t r = 0; r < chain.revisions.size(); ++r) {
      if (is_needed[r]) continue;
      data_.heads_.push_back(r);
      const Hash& hash = hashes[r].chain;
      digest ^= std::uint32_t{hash[0]} << 24 | std::uint32_t{hash[1]} << 16 | std::uint32_t{hash[2]} << 8 |
                std::uint32_t{hash[3]};
    }
    data_.head_digest_ = digest == 0 ? 1 : digest;
  }

  TableData data_;
  std::string text_;
  absl::flat_hash_map<std::string, std::uint32_t> functions_;  // into data_.functions_
};

instar::Table TableData::table() const {
  instar::Table table{};
  table.version = kTableVersion;
  table.revision_count = static_cast<std::uint32_t>(revisions_.size());
  table.blob = blob_pointers_.data();
  table.revisions = revisions_.data();
  table.links = links_.data();
  table.labels = labels_.data();
  table.label_count = static_cast<std::uint32_t>(labels_.size());
  table.dialects = dialect_rows_.data();
  table.dialect_count = static_cast<std::uint32_t>(dialect_rows_.size());
  table.functions = function_pointers_.data();
  table.head_digest = head_digest_;
  table.heads = heads_.data();
  table.head_count = static_cast<std::uint32_t>(heads_.size());
  table.stream = stream_.c_str();
  return table;
}

TableData BuildTable(const Chain& chain, const std::vector<RevisionHashes>& hashes,
                     const std::vector<LoweredDialect>& dialects,
                     const std::vector<RevisionCompatibility>& compatibilities, std::string_view stream) {
  return TableBuilder().Build(chain, hashes, dialects, compatibilities, stream);
}

}  // namespace instar::compiler
