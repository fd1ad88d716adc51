// Revisions whose steps are written by hand, where the compiler would not make them.
#ifndef INSTAR_TESTS_RUNTIME_HAND_HISTORY_H_
#define INSTAR_TESTS_RUNTIME_HAND_HISTORY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "instar/table.h"
#include "runtime/applying/rebuild.h"
#include "tests/runtime/history.h"

namespace instar {

struct HandStep {
  HandStep(const char* sql) : kind(StepKind::kSql), text(sql) {}                                // NOLINT
  HandStep(const Rebuild& rebuild) : kind(StepKind::kRebuild), text(EncodeRebuild(rebuild)) {}  // NOLINT
  HandStep(StepKind step_kind, std::string step_text) : kind(step_kind), text(std::move(step_text)) {}
  HandStep(const char* sql, std::uint32_t step_flags) : kind(StepKind::kSql), text(sql), flags(step_flags) {}

  StepKind kind;
  std::string text;
  std::uint32_t flags = 0;
};

// A line of revisions r0, r1, ...; each has the steps of its place on its way up, and none on its way down.
// One that has a step with kStepAutocommit is untransacted.
class HandHistory {
 public:
  explicit HandHistory(const std::vector<std::vector<HandStep>>& revisions);
  HandHistory(const HandHistory&) = delete;
  HandHistory& operator=(const HandHistory&) = delete;

  const Table& table() const { return table_; }

 private:
  std::vector<std::vector<HandStep>> revisions_;
  History history_;
  std::vector<const char*> blob_;
  std::vector<RevisionRow> rows_;
  std::vector<StepRow> steps_;
  std::vector<std::uint32_t> first_;
  DialectSteps dialect_{};
  Table table_;
};

// A rebuild that copies each of these columns as it is. The texts must outlive it.
Rebuild CopyOf(std::string_view table, std::string_view definition, std::vector<std::string_view> columns,
               std::uint32_t flags = 0);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_HAND_HISTORY_H_
