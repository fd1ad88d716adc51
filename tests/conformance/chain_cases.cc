#include "tests/conformance/chain_cases.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace instar {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

const std::map<std::string, QueryKind> kKinds = {{"upgrade", QueryKind::kUpgrade},
                                                 {"downgrade", QueryKind::kDowngrade},
                                                 {"stamp", QueryKind::kStamp},
                                                 {"history", QueryKind::kHistory},
                                                 {"resolve", QueryKind::kResolve}};
const std::map<std::string, QueryOrder> kOrders = {
    {"exact", QueryOrder::kExact}, {"topological", QueryOrder::kTopological}, {"set", QueryOrder::kSet}};

std::optional<Names> OptionalNames(const Json& object, const char* key) {
  if (!object.contains(key)) return std::nullopt;
  return object.at(key).get<Names>();
}

Names ReadTargets(const Json& to) {
  Names targets;
  if (!to.is_array()) return {to.get<std::string>()};
  for (const Json& one : to) targets.push_back(one.is_null() ? "" : one.get<std::string>());
  return targets;
}

Query ReadQuery(const Json& json) {
  Query query;
  query.text = json.dump();
  query.kind = kKinds.at(json.at("kind"));
  query.from = json.at("from").get<Names>();
  query.to = ReadTargets(json.at("to"));
  if (query.kind != QueryKind::kStamp && query.to.size() != (query.kind == QueryKind::kHistory ? 2 : 1)) {
    throw std::runtime_error("wrong number of targets in " + query.text);
  }
  query.error = json.value("error", "");
  if (!query.error.empty()) return query;
  query.order = kOrders.at(json.at("order"));
  query.steps = OptionalNames(json, "steps");
  query.rows = OptionalNames(json, "rows");
  // Some stamps of several targets say only that they succeed: there is nothing right to compare with.
  if (!query.steps && query.kind != QueryKind::kStamp) {
    throw std::runtime_error("nothing is expected of " + query.text);
  }
  return query;
}

Case ReadCase(const Json& json) {
  Case one;
  one.name = json.at("name");
  for (const Json& revision : json.at("revisions")) {
    one.revisions.push_back(
        {revision.at("id"), revision.at("down"), revision.at("depends"), revision.at("labels")});
  }
  one.error = json.value("error", "");
  if (!one.error.empty()) return one;
  one.heads = json.at("heads").get<Names>();
  one.bases = json.at("bases").get<Names>();
  one.branch_points = json.at("branch_points").get<Names>();
  one.merge_points = json.at("merge_points").get<Names>();
  for (const Json& query : json.at("queries")) one.queries.push_back(ReadQuery(query));
  return one;
}

}  // namespace

// The JSON library and the maps report what is wrong by throwing; it ends here.
bool ReadCases(const std::string& path, std::vector<Case>* cases, std::string* error) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    *error = "cannot read '" + path + "'";
    return false;
  }
  try {
    const Json json = Json::parse(file);
    for (const Json& one : json.at("cases")) cases->push_back(ReadCase(one));
    if (json.at("cases").empty()) throw std::runtime_error("it holds no cases");
  } catch (const std::exception& exception) {
    *error = "'" + path + "': " + exception.what();
    return false;
  }
  return true;
}

}  // namespace instar
