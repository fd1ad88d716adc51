#include "compiler/diagnostics/sarif_printer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "compiler/diagnostics/explain.h"

namespace instar::compiler {
namespace {

using Json = nlohmann::json;

// What the schema of SARIF 2.1.0 requires, and the values it allows, of the objects that are written here.
class Schema {
 public:
  // "/runs/0/results/0: no 'message'"; empty when all is well.
  std::string Check(const Json& log) {
    Members(log, "", {"$schema", "version", "runs"}, {"version", "runs"});
    Expect(log["version"] == "2.1.0", "", "version");
    Each(log, "", "runs", &Schema::Run);
    return problems_;
  }

 private:
  using Part = void (Schema::*)(const Json&, const std::string&);
  using Names = std::vector<std::string>;

  void Expect(bool holds, const std::string& at, const std::string& what) {
    if (!holds) problems_ += at + ": " + what + "\n";
  }

  void Members(const Json& object, const std::string& at, const Names& known, const Names& required) {
    if (!object.is_object()) return Expect(false, at, "no object");
    for (const std::string& name : required) Expect(object.contains(name), at, "no '" + name + "'");
    for (const auto& [name, value] : object.items()) {
      Expect(std::find(known.begin(), known.end(), name) != known.end(), at, "unknown '" + name + "'");
    }
  }

  void Each(const Json& object, const std::string& at, const std::string& name, Part part) {
    if (!object.contains(name)) return;
    Expect(object[name].is_array(), at, "'" + name + "' is no array");
    for (std::size_t i = 0; i < object[name].size(); ++i) {
      (this->*part)(object[name][i], at + "/" + name + "/" + std::to_string(i));
    }
  }

  void One(const Json& object, const std::string& at, const std::string& name, Part part) {
    if (object.contains(name)) (this->*part)(object[name], at + "/" + name);
  }

  void Run(const Json& run, const std::string& at) {
    Members(run, at, {"tool", "columnKind", "results"}, {"tool"});
    Expect(run["columnKind"] == "unicodeCodePoints" || run["columnKind"] == "utf16CodeUnits", at,
           "columnKind");
    Members(run["tool"], at + "/tool", {"driver"}, {"driver"});
    One(run["tool"], at + "/tool", "driver", &Schema::Driver);
    Each(run, at, "results", &Schema::Result);
    for (const Json& result : run["results"]) {
      const std::size_t index = result["ruleIndex"];
      Expect(run["tool"]["driver"]["rules"].at(index)["id"] == result["ruleId"], at, "ruleIndex");
    }
  }

  void Driver(const Json& driver, const std::string& at) {
    Members(driver, at, {"name", "version", "rules"}, {"name"});
    Each(driver, at, "rules", &Schema::Rule);
    std::set<std::string> ids;
    for (const Json& rule : driver["rules"]) Expect(ids.insert(rule["id"]).second, at, "two rules of one id");
  }

  void Rule(const Json& rule, const std::string& at) {
    Members(rule, at, {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}, {"id"});
    One(rule, at, "shortDescription", &Schema::Message);
    One(rule, at, "fullDescription", &Schema::Message);
    One(rule, at, "help", &Schema::Message);
    Level(rule["defaultConfiguration"], at + "/defaultConfiguration");
  }

  // Arrays that may not hold the same thing twice.
  void Unique(const Json& object, const std::string& at, const std::string& name) {
    if (!object.contains(name)) return;
    const std::set<Json> members(object[name].begin(), object[name].end());
    Expect(members.size() == object[name].size(), at, "equal " + name);
  }

  void Result(const Json& result, const std::string& at) {
    Members(result, at, {"ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "fixes"},
            {"message"});
    Level(result, at);
    One(result, at, "message", &Schema::Message);
    Each(result, at, "locations", &Schema::Location);
    Each(result, at, "relatedLocations", &Schema::Location);
    Each(result, at, "fixes", &Schema::Fix);
    Unique(result, at, "locations");
    Unique(result, at, "relatedLocations");
  }

  void Level(const Json& object, const std::string& at) {
    Expect(object["level"] == "error" || object["level"] == "warning", at, "level");
  }

  void Message(const Json& message, const std::string& at) {
    Members(message, at, {"text", "markdown"}, {"text"});
    for (const auto& [name, value] : message.items()) Expect(value.is_string(), at, name + " is no string");
  }

  void Location(const Json& location, const std::string& at) {
    Members(location, at, {"id", "physicalLocation", "message"}, {});
    One(location, at, "message", &Schema::Message);
    One(location, at, "physicalLocation", &Schema::PhysicalLocation);
  }

  void PhysicalLocation(const Json& place, const std::string& at) {
    Members(place, at, {"artifactLocation", "region"}, {"artifactLocation", "region"});
    One(place, at, "artifactLocation", &Schema::ArtifactLocation);
    One(place, at, "region", &Schema::Region);
  }

  void ArtifactLocation(const Json& location, const std::string& at) {
    Members(location, at, {"uri"}, {"uri"});
    Expect(location["uri"].is_string(), at, "uri");
  }

  void Region(const Json& region, const std::string& at) {
    const Names names = {"startLine", "startColumn", "endLine", "endColumn"};
    Members(region, at, names, names);
    for (const std::string& name : names)
      Expect(region[name].is_number_integer() && region[name] >= 1, at, name);
  }

  void Fix(const Json& fix, const std::string& at) {
    Members(fix, at, {"artifactChanges"}, {"artifactChanges"});
    Expect(!fix["artifactChanges"].empty(), at, "no change");
    Each(fix, at, "artifactChanges", &Schema::Change);
  }

  void Change(const Json& change, const std::string& at) {
    Members(change, at, {"artifactLocation", "replacements"}, {"artifactLocation", "replacements"});
    One(change, at, "artifactLocation", &Schema::ArtifactLocation);
    Expect(!change["replacements"].empty(), at, "no replacement");
    Each(change, at, "replacements", &Schema::Replacement);
  }

  void Replacement(const Json& replacement, const std::string& at) {
    Members(replacement, at, {"deletedRegion", "insertedContent"}, {"deletedRegion"});
    One(replacement, at, "deletedRegion", &Schema::Region);
    One(replacement, at, "insertedContent", &Schema::Message);
  }

  std::string problems_;
};

class SarifPrinterTest : public testing::Test {
 protected:
  SarifPrinterTest() {
    sources_.Add({"m/a b.migration", "one\n  \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 two\n"});
    sources_.Add({"/abs/b.migration", "three\n"});
  }

  Json Print() {
    const Json log = Json::parse(PrintSarif(sources_, diagnostics_, "1.2.3"));
    EXPECT_EQ(Schema().Check(log), "");
    return log["runs"][0];
  }

  SourceSet sources_;
  Diagnostics diagnostics_;
};

TEST_F(SarifPrinterTest, NothingToSayIsARunAsWell) {
  const Json run = Print();
  EXPECT_EQ(run["results"], Json::array());
  EXPECT_EQ(run["tool"]["driver"],
            (Json{{"name", "instarc"}, {"version", "1.2.3"}, {"rules", Json::array()}}));
}

TEST_F(SarifPrinterTest, PlacesCountCharacters) {
  // Behind two spaces, three letters of two, three and four bytes, and a space.
  diagnostics_.Add(DiagnosticKind::kMissingParent, {0, 16, 19}, "no 'two'");
  const Json place = Print()["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "m/a%20b.migration");
  EXPECT_EQ(place["region"], (Json{{"startLine", 2}, {"startColumn", 7}, {"endLine", 2}, {"endColumn", 10}}));
}

TEST_F(SarifPrinterTest, AFileMayBeginWithAByteOrderMark) {
  sources_.Add({"c.migration", "\xEF\xBB\xBFrevision x;"});
  diagnostics_.Add(DiagnosticKind::kIllegalId, {2, 12, 13}, "no");
  const Json region = Print()["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startColumn"], 10);
}

TEST_F(SarifPrinterTest, NotesAreRelatedLocations) {
  diagnostics_.Add(DiagnosticKind::kDuplicateRevision, {0, 0, 3}, "twice")
      .AddNote({1, 0, 5}, "first here")
      .AddNote({}, "so there")
      .AddNote({}, "so there");
  const Json related = Print()["results"][0]["relatedLocations"];
  ASSERT_EQ(related.size(), 3u);
  EXPECT_EQ(related[0]["physicalLocation"]["artifactLocation"]["uri"], "file:///abs/b.migration");
  EXPECT_EQ(related[0]["message"]["text"], "first here");
  EXPECT_EQ(related[1], (Json{{"id", 2}, {"message", {{"text", "so there"}}}}));
}

TEST_F(SarifPrinterTest, TheFixItsOfOneAreOneFix) {
  diagnostics_.Add(DiagnosticKind::kMissingParent, {1, 0, 5}, "no")
      .AddFixIt({1, 0, 5}, "3")
      .AddFixIt({0, 0, 0}, "-- ")
      .AddFixIt({1, 5, 5}, ";");
  const Json fixes = Print()["results"][0]["fixes"];
  ASSERT_EQ(fixes.size(), 1u);
  const Json changes = fixes[0]["artifactChanges"];
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0]["artifactLocation"]["uri"], "m/a%20b.migration");
  EXPECT_EQ(changes[0]["replacements"][0]["insertedContent"]["text"], "-- ");
  EXPECT_EQ(changes[0]["replacements"][0]["deletedRegion"],
            (Json{{"startLine", 1}, {"startColumn", 1}, {"endLine", 1}, {"endColumn", 1}}));
  ASSERT_EQ(changes[1]["replacements"].size(), 2u);
  EXPECT_EQ(changes[1]["replacements"][1]["insertedContent"]["text"], ";");
}

TEST_F(SarifPrinterTest, KindsAreRulesWithTheirPages) {
  diagnostics_.Add(DiagnosticKind::kNoMigrations, {}, "none").promoted = true;
  diagnostics_.Add(DiagnosticKind::kMissingParent, {0, 0, 3}, "no");
  diagnostics_.Add(DiagnosticKind::kMissingParent, {1, 0, 5}, "no");
  const Json run = Print();
  const Json rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0]["id"], "no-migrations");
  EXPECT_EQ(rules[0]["defaultConfiguration"]["level"], "warning");
  EXPECT_EQ(rules[1]["help"]["markdown"], Explain(DiagnosticKind::kMissingParent));
  EXPECT_EQ(rules[1]["shortDescription"]["text"], Summary(DiagnosticKind::kMissingParent));
  EXPECT_EQ(rules[1]["fullDescription"]["text"], Description(DiagnosticKind::kMissingParent));
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][0]["locations"], Json::array());
  EXPECT_EQ(run["results"][2]["ruleIndex"], 1);
}

TEST_F(SarifPrinterTest, WhateverUsersWriteIsUtf8Then) {
  sources_.Add({"a:\xFF%.migration", "\xFF\xC3 x"});
  diagnostics_.Add(DiagnosticKind::kNotText, {2, 3, 4}, "a \xFF b");
  const Json result = Print()["results"][0];
  EXPECT_EQ(result["message"]["text"], "a \xEF\xBF\xBD b");
  const Json place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a%3A%FF%25.migration");
  EXPECT_EQ(place["region"]["startColumn"], 4);
}

TEST(SchemaTest, SeesWhatIsWrong) {
  const Json log = Json::parse(R"({"version": "2.1.0", "runs": [
      {"tool": {"driver": {"rules": []}}, "columnKind": "bytes", "results": []}]})");
  EXPECT_EQ(Schema().Check(log), "/runs/0: columnKind\n/runs/0/tool/driver: no 'name'\n");
}

}  // namespace
}  // namespace instar::compiler
