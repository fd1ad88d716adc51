// Asks planning the queries of a case.
#ifndef INSTAR_TESTS_CONFORMANCE_CHAIN_QUERIES_H_
#define INSTAR_TESTS_CONFORMANCE_CHAIN_QUERIES_H_

#include <string>

#include "instar/table.h"
#include "tests/conformance/chain_cases.h"

namespace instar {

// Empty when the answer is the expected one, else what differs.
std::string CheckQuery(const Table& table, const Query& query);

// Likewise for heads, bases, branch points and merge points.
std::string CheckShape(const Table& table, const Case& one);

}  // namespace instar

#endif  // INSTAR_TESTS_CONFORMANCE_CHAIN_QUERIES_H_
