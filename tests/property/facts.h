// What there is to say about a schema, one line for each fact, in one form for both sides: the database's
// facts are read by way of SQLite's own PRAGMAs and the text it keeps, the expected ones from a model.
#ifndef INSTAR_TESTS_PROPERTY_FACTS_H_
#define INSTAR_TESTS_PROPERTY_FACTS_H_

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/property/model.h"

namespace instar::compiler::property {

// Sorted.
using Facts = std::vector<std::string>;

Facts ExpectedFacts(const Model& model);
// Without Instar's own tables. An error of SQLite is a fact as well.
Facts FactsOf(sqlite3* db);
// Of the enum types, which SQLite does not know.
Facts TypeFacts(const Model& model);

// "- expected line\n+ found line\n", the differing ones alone; empty when there are none.
std::string Difference(const Facts& expected, const Facts& found);

// The tokens of an SQL text one space apart: words in lower case, names without quotes.
std::string Normalized(std::string_view sql);
std::vector<std::string> TokensOf(std::string_view sql);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_FACTS_H_
