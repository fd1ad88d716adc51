#include "runtime/applying/stored_revision.h"

#include "runtime/applying/fields.h"
#include "runtime/applying/rebuild.h"

namespace instar {
namespace {

// Never renumber: they are kept inside databases. They stand in this order; the last three repeat together.
enum class Tag : unsigned char {
  kChainHash = 1,  // 32 bytes
  kFlags,          // 4 bytes, big-endian
  kIrreversibleReason,
  kStepKind,   // 4 bytes, big-endian
  kStepFlags,  // 4 bytes, big-endian
  kStepText,
};

constexpr std::uint32_t kKnownFlags =
    kRevisionIrreversible | kRevisionUntransacted | kRevisionCompatible | kRevisionBreaking;
constexpr std::uint32_t kKnownStepFlags =
    kStepAutocommit | kStepRepeatable | kStepNeedsForeignKeys | kStepWithoutForeignKeys;

bool IsKnown(const StoredStep& step) {
  if ((step.flags & ~kKnownStepFlags) != 0) return false;
  Rebuild rebuild;
  switch (step.kind) {
    case StepKind::kSql:
    case StepKind::kCall:
      return !step.text.empty();
    case StepKind::kRebuild:
      return DecodeRebuild(step.text, &rebuild);
  }
  return false;
}

}  // namespace

std::string EncodeStored(const Table& table, const DialectSteps& steps, std::uint32_t revision) {
  FieldWriter<Tag> writer;
  writer.Add(Tag::kChainHash, table.chain_hash(revision));
  writer.Add(Tag::kFlags, NumberField(table.revisions[revision].flags));
  writer.Add(Tag::kIrreversibleReason, table.irreversible_reason(revision));
  for (const StepRow& step : table.Steps(steps, revision, Direction::kDowngrade)) {
    writer.Add(Tag::kStepKind, NumberField(static_cast<std::uint32_t>(step.kind)));
    writer.Add(Tag::kStepFlags, NumberField(step.flags));
    writer.Add(Tag::kStepText, table.text(step));
  }
  std::string text = writer.Take();
  if (text.size() > kLongestStored) text.clear();
  return text;
}

bool DecodeStored(std::string_view text, StoredRevision* stored) {
  *stored = {};
  if (text.size() > kLongestStored) return false;
  FieldReader<Tag> reader(text);
  stored->chain_hash = reader.Take(Tag::kChainHash);
  const std::string_view flags = reader.Take(Tag::kFlags);
  stored->flags = NumberIn(flags);
  stored->irreversible_reason = reader.Take(Tag::kIrreversibleReason);
  while (reader.At(Tag::kStepKind)) {
    StoredStep& step = stored->downgrade.emplace_back();
    step.kind = static_cast<StepKind>(NumberIn(reader.Take(Tag::kStepKind)));
    const std::string_view step_flags = reader.Take(Tag::kStepFlags);
    step.flags = NumberIn(step_flags);
    step.text = reader.Take(Tag::kStepText);
    if (step_flags.size() != 4 || !IsKnown(step)) return false;
  }
  return reader.AtEnd() && stored->chain_hash.size() == Table::kHashSize && flags.size() == 4 &&
         (stored->flags & ~kKnownFlags) == 0;
}

}  // namespace instar
