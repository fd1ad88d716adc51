// Revision graphs, and what any correct tool must say of them: the format of chain.json.
#ifndef INSTAR_TESTS_CONFORMANCE_CHAIN_CASES_H_
#define INSTAR_TESTS_CONFORMANCE_CHAIN_CASES_H_

#include <optional>
#include <string>
#include <vector>

namespace instar {

struct CaseRevision {
  std::string id;
  std::vector<std::string> down;
  std::vector<std::string> depends;
  std::vector<std::string> labels;
};

enum class QueryKind { kUpgrade, kDowngrade, kStamp, kHistory, kResolve };
enum class QueryOrder { kExact, kTopological, kSet };

struct Query {
  QueryKind kind = QueryKind::kResolve;
  std::vector<std::string> from;
  // One, but for stamp: any number, and history: the older end and the newer, empty where it is open.
  std::vector<std::string> to;
  std::string error;  // empty: it must succeed, and what follows is expected
  QueryOrder order = QueryOrder::kSet;
  std::optional<std::vector<std::string>> steps;
  std::optional<std::vector<std::string>> rows;
  std::string text;  // as in the file, for messages
};

struct Case {
  std::string name;
  std::vector<CaseRevision> revisions;
  std::string error;  // empty: the graph is sound, and what follows is expected
  std::vector<std::string> heads;
  std::vector<std::string> bases;
  std::vector<std::string> branch_points;
  std::vector<std::string> merge_points;
  std::vector<Query> queries;
};

// Appends the cases of one file. False, with a reason, when it cannot be read, is not of this format, or
// holds no cases: a check that finds nothing to do must not pass.
bool ReadCases(const std::string& path, std::vector<Case>* cases, std::string* error);

}  // namespace instar

#endif  // INSTAR_TESTS_CONFORMANCE_CHAIN_CASES_H_
