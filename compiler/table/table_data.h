// The history as a value of the runtime's own types: what is replayed and what is written are this one value.
#ifndef INSTAR_COMPILER_TABLE_TABLE_DATA_H_
#define INSTAR_COMPILER_TABLE_TABLE_DATA_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/lowering/steps.h"
#include "compiler/schema/revision_compatibility.h"
#include "instar/table.h"

namespace instar::compiler {

// Owns what an instar::Table points to. Chunks of the blob are at most kMaxChunkSize bytes, but one that
// holds a single longer text. No text crosses a chunk's end.
class TableData {
 public:
  static constexpr std::size_t kMaxChunkSize = 60000;

  TableData() = default;
  // A copy would point into the original.
  TableData(TableData&&) = default;
  TableData& operator=(TableData&&) = default;

  struct DialectData {
    Dialect dialect;
    std::uint32_t minimum_version;
    std::vector<std::uint32_t> first;
    std::vector<StepRow> steps;
    std::vector<SchemaChangeRow> schema_changes;
    std::vector<SourceRange> sources;  // of each step; not part of the table
  };

  // Good while this object lives and stays where it is.
  instar::Table table() const;

  const std::vector<std::string>& blob() const { return blob_; }
  const std::vector<RevisionRow>& revisions() const { return revisions_; }
  const std::vector<std::uint32_t>& links() const { return links_; }
  const std::vector<LabelRow>& labels() const { return labels_; }
  const std::vector<DialectData>& dialects() const { return dialects_; }
  // Qualified names of the C++ steps, each once, in the order of their first use, and that place.
  struct Function {
    std::string name;
    SourceRange source;
  };
  const std::vector<Function>& functions() const { return functions_; }
  // The rows of a database at all heads, in the chain's order.
  const std::vector<std::uint32_t>& heads() const { return heads_; }
  std::uint32_t head_digest() const { return head_digest_; }
  const std::string& stream() const { return stream_; }

 private:
  friend class TableBuilder;

  std::vector<std::string> blob_;
  std::vector<const char*> blob_pointers_;
  std::vector<RevisionRow> revisions_;
  std::vector<std::uint32_t> links_;
  std::vector<LabelRow> labels_;
  std::vector<DialectData> dialects_;
  std::vector<DialectSteps> dialect_rows_;
  std::vector<Function> functions_;
  std::vector<StepFunction> function_pointers_;  // for replay: each does nothing and succeeds
  std::vector<std::uint32_t> heads_;
  std::uint32_t head_digest_ = 0;
  std::string stream_;
};

// The default stream of a database's history.
inline constexpr std::string_view kDefaultStream = "main";

// `compatibilities` may be empty: nobody judged.
TableData BuildTable(const Chain& chain, const std::vector<RevisionHashes>& hashes,
                     const std::vector<LoweredDialect>& dialects,
                     const std::vector<RevisionCompatibility>& compatibilities = {},
                     std::string_view stream = kDefaultStream);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_TABLE_TABLE_DATA_H_
