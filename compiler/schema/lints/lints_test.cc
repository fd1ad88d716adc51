#include "compiler/schema/lints/lints.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/warning_options.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

class LintsTest : public testing::Test {
 protected:
  // Each text is what follows `revision rN; revises ...;` in a file of its own.
  void Compile(const std::vector<std::string>& bodies, const LintOptions& options = {}) {
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      const std::string parent = i == 0 ? "base" : "r" + std::to_string(i - 1);
      const std::string id = "r" + std::to_string(i);
      sources_.Add({id, "revision " + id + "; revises " + parent + "; " + bodies[i]});
    }
    for (FileId file = 0; file < sources_.size(); ++file) {
      trees_.push_back(Parse(sources_, file, &diagnostics_));
    }
    chain_ = BuildChain(sources_, trees_, {}, &diagnostics_);
    ASSERT_TRUE(chain_);
    schemas_ = BuildSchemas(sources_, *chain_, {options.dialects}, &diagnostics_);
    ASSERT_EQ(Reported(), "");
    risks_ = Lint(sources_, *chain_, schemas_, options, &diagnostics_);
    WarningOptions().Apply(&diagnostics_);
  }

  // A table of an earlier revision, and what is done to it.
  void Upgrade(const std::string& statements, const std::string& allows = "") {
    Compile(
        {"upgrade { create table p (id integer primary key); create table t (id integer primary key, "
         "a integer, b text, c text not null default ''); }",
         allows + " upgrade { " + statements + " } irreversible \"a test\";"});
  }

  // "drop-table at t, drop-column at a"
  std::string Reported() const {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      text += (text.empty() ? "" : ", ") + std::string(DiagnosticName(diagnostic.kind)) + " at " +
              std::string(sources_.Text(diagnostic.range));
    }
    return text;
  }

  // "add-unique accepted, set-not-null undecided, add-check reported"
  std::string Risks() const {
    std::string text;
    for (const RowRisk& risk : risks_) {
      text += (text.empty() ? "" : ", ") + std::string(DiagnosticName(risk.kind)) +
              (risk.accepted    ? " accepted"
               : risk.undecided ? " undecided"
                                : " reported");
    }
    return text;
  }

  SourceSet sources_;
  Diagnostics diagnostics_;
  std::vector<SyntaxTree> trees_;
  std::optional<Chain> chain_;
  std::vector<RevisionSchema> schemas_;
  std::vector<RowRisk> risks_;
};

TEST_F(LintsTest, ReplayDecidesAboutUniqueAndNotNull) {
  Upgrade("create unique index u on t (a); alter table t alter column b set not null;");
  EXPECT_EQ(Risks(), "add-unique undecided, set-not-null undecided");
  EXPECT_EQ(Reported(), "");
}

TEST_F(LintsTest, NothingIsUndecidedBehindACall) {
  Upgrade("call x::F; create unique index u on t (a); alter table t alter column b set not null;");
  EXPECT_EQ(Risks(), "add-unique reported, set-not-null reported");
  EXPECT_EQ(Reported(), "add-unique at u, set-not-null at b");
}

TEST_F(LintsTest, ACallBehindIsNoMatter) {
  Upgrade("create unique index u on t (a); call x::F;");
  EXPECT_EQ(Risks(), "add-unique undecided");
}

TEST_F(LintsTest, AnAllowDecidesBeforeTheReplay) {
  Upgrade(
      "allow add-unique \"why\"; create unique index u on t (a); alter table t alter column b set not null;",
      "allow set-not-null \"why\";");
  EXPECT_EQ(Risks(), "add-unique accepted, set-not-null accepted");
  ReportAllows(schemas_, &diagnostics_);
  EXPECT_EQ(Reported(), "");
}

TEST_F(LintsTest, InANewTableAllIsAccepted) {
  Compile(
      {"upgrade { create table p (id integer primary key); create table t (id integer primary key, a text); "
       "create unique index u on t (a); alter table t alter column a set not null; "
       "alter table t add column b text not null; alter table t add constraint k check (a > ''); "
       "alter table t add constraint f foreign key (b) references t (a); }"});
  EXPECT_EQ(Risks(),
            "add-unique accepted, set-not-null accepted, add-not-null accepted, add-check accepted, "
            "add-foreign-key accepted");
  EXPECT_EQ(Reported(), "");
}

TEST_F(LintsTest, AnAllowForANewTableIsUnused) {
  Compile(
      {"allow add-check \"why\"; upgrade { create table t (id integer primary key, a text); "
       "alter table t add constraint k check (a > ''); }"});
  ReportAllows(schemas_, &diagnostics_);
  EXPECT_EQ(Reported(), "unused-allow at add-check");
}

TEST_F(LintsTest, ATableIsNewUnderAnyName) {
  Compile({"upgrade { create table t (id integer primary key); }",
           "upgrade { create table u (id integer primary key, a text); alter table u rename to v; "
           "alter table v add constraint k check (a > ''); drop table v; alter table t rename to u; "
           "alter table u add constraint k check (id > 0); }"});
  EXPECT_EQ(Risks(), "add-check accepted, add-check reported");
}

TEST_F(LintsTest, AddingNotNullIsNotAcceptedForAWrittenTable) {
  Upgrade("delete from t; alter table t add column d text not null;");
  EXPECT_EQ(Risks(), "add-not-null reported");
  EXPECT_EQ(Reported(), "add-not-null at d");
}

TEST_F(LintsTest, AddedColumnsWithAValueHoldNoNull) {
  Upgrade("alter table t add column d text not null default 'x'; alter table t add column e integer;");
  EXPECT_EQ(Risks(), "");
}

// What a check, a foreign key and a cast need: `before` stands before a check on t (a).
struct WriteCase {
  const char* before;
  const char* check;
  bool accepted;
};

class WrittenTest : public LintsTest, public testing::WithParamInterface<WriteCase> {};

TEST_P(WrittenTest, AcceptsWhatIsWrittenForAllRows) {
  Upgrade(std::string(GetParam().before) + " alter table t add constraint k check (" + GetParam().check +
          ");");
  EXPECT_EQ(Risks(), GetParam().accepted ? "add-check accepted" : "add-check reported") << GetParam().before;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WrittenTest,
    testing::Values(WriteCase{"", "a > 0", false},                                                        //
                    WriteCase{"update t set a = 1;", "a > 0", true},                                      //
                    WriteCase{"UPDATE t SET b = '', A = 1;", "a > 0 and b = ''", true},                   //
                    WriteCase{"update t set a = 1; update t set b = '';", "a > 0 and b = ''", true},      //
                    WriteCase{"update t set a = 1;", "a > 0 and b = ''", false},                          //
                    WriteCase{"update t set a = 1 where a is null;", "a > 0", false},                     //
                    WriteCase{"update t set a = (select max(id) from p where id > 1);", "a > 0", true},   //
                    WriteCase{"update t set a = p.id from p;", "a > 0", false},                           //
                    WriteCase{"with q as (select 1 where 1 = 1) update t set a = 1;", "a > 0", true},     //
                    WriteCase{"insert into t (a) values (1);", "a > 0", false},                           //
                    WriteCase{"delete from t;", "a > 0 and b = ''", true},                                //
                    WriteCase{"delete from t where a < 1;", "a > 0", false},                              //
                    WriteCase{"delete from p;", "a > 0", false},                                          //
                    WriteCase{"update t set a = 1; call x::F;", "a > 0", false},                          //
                    WriteCase{"call x::F; update t set a = 1;", "a > 0", true},                           //
                    WriteCase{"update t set a = 1; alter table t rename column a to z;", "z > 0", true},  //
                    WriteCase{"alter table t add column n integer default 0;", "n > 0", true},            //
                    WriteCase{"alter table t add column n integer default 0;", "n > a", false},           //
                    WriteCase{"alter table t add column n integer; call x::F;", "n > 0", false},          //
                    WriteCase{"allow add-check \"why\";", "a > 0", true},                                 //
                    WriteCase{"on sqlite { update t set a = 1; }", "a > 0", false}));

TEST_F(LintsTest, ForeignKeysAndCastsAreAcceptedAlike) {
  Upgrade(
      "create type e as enum ('x'); update t set b = 'x', a = null; "
      "alter table t add constraint f foreign key (a) references p (id); "
      "alter table t alter column b type e;");
  EXPECT_EQ(Risks(), "add-foreign-key accepted, cast-may-fail accepted");
  EXPECT_EQ(Reported(), "");
}

TEST_F(LintsTest, AKeyThatIsImpliedIsNoRisk) {
  Upgrade(
      "create unique index u on t (b, id); create unique index v on t (a) where a > 0; "
      "create unique index w on t (a);");
  EXPECT_EQ(Risks(), "add-unique undecided, add-unique undecided");
}

TEST_F(LintsTest, AnotherCollationTellsLessApart) {
  Upgrade(
      "allow add-unique \"why\"; create unique index u on t (b); "
      "create unique index v on t (b collate nocase); create unique index w on t (b collate binary, a);");
  EXPECT_EQ(Risks(), "add-unique accepted, add-unique undecided");
}

TEST_F(LintsTest, ADroppedConstraintPromisesNothing) {
  Compile({"upgrade { create table t (a integer, b integer, constraint pk primary key (a)); }",
           "upgrade { alter table t drop constraint pk, add constraint pk primary key (a, b); }"});
  EXPECT_EQ(Risks(), "add-unique undecided, set-not-null undecided, set-not-null undecided");
}

TEST_F(LintsTest, TheRiskNamesItsOperation) {
  Upgrade("alter table t alter column b set not null, add constraint k check (a > 0);");
  ASSERT_EQ(Risks(), "set-not-null undecided, add-check reported");
  EXPECT_EQ(risks_[0].revision, 1u);
  EXPECT_EQ(sources_.Text(risks_[0].source), "alter column b set not null");
  EXPECT_EQ(risks_[0].source, schemas_[1].upgrade[0].source);
  EXPECT_EQ(sources_.Text(risks_[1].source), "add constraint k check (a > 0)");
  EXPECT_EQ(sources_.Text(risks_[1].place), "constraint k check (a > 0)");
  Report(risks_[0], &diagnostics_);
  EXPECT_EQ(Reported(), "add-check at constraint k check (a > 0), set-not-null at b");
}

TEST_F(LintsTest, ARevisionWithErrorsIsLeftOut) {
  sources_.Add({"r0", "revision r0; revises base; upgrade { create table t (a integer); drop table nix; }"});
  trees_.push_back(Parse(sources_, 0, &diagnostics_));
  chain_ = BuildChain(sources_, trees_, {}, &diagnostics_);
  ASSERT_TRUE(chain_);
  schemas_ = BuildSchemas(sources_, *chain_, {}, &diagnostics_);
  Lint(sources_, *chain_, schemas_, {}, &diagnostics_);
  EXPECT_EQ(Reported(), "unknown-table at nix");
}

TEST_F(LintsTest, DowngradesAreNotLinted) {
  Compile({"upgrade { create table t (id integer primary key); create table u (id integer primary key); }",
           "upgrade { alter table t add column a text; } downgrade { alter table t drop column a; }"});
  EXPECT_EQ(Reported(), "");
  EXPECT_EQ(Risks(), "");
}

}  // namespace
}  // namespace instar::compiler
