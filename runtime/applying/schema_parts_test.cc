#include "runtime/applying/schema_parts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace instar {
namespace {

// One line for each part: "column a: integer not null".
std::string PartsOf(const std::vector<std::string>& statements) {
  SchemaParts parts;
  for (const std::string& sql : statements) AddParts(sql, &parts);
  std::string text;
  for (const auto& [key, part] : parts) {
    text.append(PartKindName(part.kind)).append(" ").append(part.name.empty() ? part.table : part.name);
    text.append(": ").append(part.text).append("\n");
  }
  return text;
}

TEST(SchemaParts, ATable) {
  EXPECT_EQ(PartsOf({"CREATE TABLE Users (id INTEGER PRIMARY KEY AUTOINCREMENT, Name varchar(20) NOT NULL "
                     "DEFAULT 'it''s' COLLATE nocase, total AS (id * 2) STORED) STRICT, WITHOUT ROWID"}),
            "table Users: strict without rowid\n"
            "column id: integer\n"
            "column Name: varchar(20) not null default 'it''s' collate nocase\n"
            "column total: generated always as(id * 2) stored\n"
            "primary key Users: primary key(id) autoincrement\n");
}

TEST(SchemaParts, AConstraintIsTheSameWhereverItStands) {
  const std::string with_columns =
      PartsOf({"create table t (a int constraint k primary key, b text unique check (b <> ''), "
               "c int constraint p references p (id) on update cascade on delete set null)"});
  EXPECT_EQ(with_columns,
            PartsOf({"create table t (c int, b text, a int, constraint k primary key (a), unique (b), "
                     "check (b <> ''), constraint p foreign key (c) references p (id) on delete set null "
                     "on update cascade)"}));
  EXPECT_EQ(with_columns,
            "table t: ordinary\n"
            "column a: int\ncolumn b: text\ncolumn c: int\n"
            "primary key t: primary key(a) named k\n"
            "constraint t: check(b <> '')\n"
            "constraint t: unique(b)\n"
            "constraint p: foreign key(c) references p(id) on delete set null on update cascade\n");
}

TEST(SchemaParts, WordsThatSayNothing) {
  EXPECT_EQ(PartsOf({"CREATE TABLE t (a INT NULL DEFAULT (0) COLLATE binary, b INT REFERENCES p MATCH SIMPLE "
                     "ON DELETE NO ACTION NOT DEFERRABLE NOT NULL, UNIQUE (a ASC, b DESC))"}),
            PartsOf({"create table t(a int default 0, b int not null references p, unique(a, b desc))"}));
  EXPECT_EQ(PartsOf({"create unique index i on t (a asc, b collate nocase asc)"}),
            PartsOf({"CREATE UNIQUE INDEX \"i\" ON \"t\"(\"a\",[b] COLLATE `nocase`)"}));
}

TEST(SchemaParts, WordsThatSaySomething) {
  const char* plain = "create table t (a int, unique (a))";
  for (const char* other :
       {"create table t (a int not null, unique (a))", "create table t (a text, unique (a))",
        "create table t (a int default 0, unique (a))", "create table t (a int default (0 + 1), unique (a))",
        "create table t (a int collate nocase, unique (a))", "create table t (a int, unique (a desc))",
        "create table t (a int, unique (a) on conflict replace)", "create table t (a int, unique (a)) strict",
        "create table t (a int primary key, unique (a))", "create table t (a int, constraint u unique (a))",
        "create table t (a int references p, unique (a))", "create table t (a int, unique (a), check (a))",
        "create table t (a int as (1), unique (a))", "create table t (a int, b, unique (a))"}) {
    EXPECT_NE(PartsOf({plain}), PartsOf({other})) << other;
  }
  EXPECT_NE(PartsOf({"create table t (a references p deferrable initially deferred)"}),
            PartsOf({"create table t (a references p deferrable initially immediate)"}));
  EXPECT_NE(PartsOf({"create table t (a integer primary key)"}),
            PartsOf({"create table t (a integer primary key autoincrement)"}));
  EXPECT_NE(PartsOf({"create index i on t (a) where a > 0"}), PartsOf({"create index i on t (a)"}));
  EXPECT_NE(PartsOf({"create view v as select 'A'"}), PartsOf({"create view v as select 'a'"}));
}

TEST(SchemaParts, OtherObjects) {
  EXPECT_EQ(PartsOf({"CREATE INDEX \"i x\" ON t(lower( a ), b DESC) WHERE a<=1 -- why\n",
                     "CREATE TRIGGER main.g AFTER INSERT ON t BEGIN SELECT 1; END",
                     "CREATE VIRTUAL TABLE f USING fts5(body, tokenize = 'porter')",
                     "CREATE VIEW v (x) AS SELECT \"A\" . b FROM /* here */ t a"}),
            "virtual table f: using fts5(body, tokenize = 'porter')\n"
            "index i x: on(lower(a), b desc) where a <= 1\n"
            "trigger g: after insert on t begin select 1; end\n"
            "view v: (x) as select a.b from t a\n");
}

TEST(SchemaParts, NamesThatLookLikeWords) {
  EXPECT_EQ(PartsOf({"create table t (\"check\" int, [unique] text, `a b` int check (\"a b\" > \"check\"))"}),
            "table t: ordinary\ncolumn a b: int\ncolumn check: int\ncolumn unique: text\n"
            "constraint t: check(\"a b\" > check)\n");
}

// A schema can be anything that somebody wrote into the file.
TEST(SchemaParts, AnyTextIsReadToItsEnd) {
  const std::string whole =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x' CHECK (a <> '') REFERENCES p (b) "
      "ON DELETE CASCADE NOT DEFERRABLE, c AS (a || x'00') STORED, CONSTRAINT u UNIQUE (a, c)) STRICT";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    PartsOf({whole.substr(0, size)});
    PartsOf({whole.substr(0, size) + ")"});
    PartsOf({"create table t " + whole.substr(size)});
    PartsOf({"create table t (" + whole.substr(size)});
    PartsOf({"create index i on t (" + whole.substr(size)});
  }
  PartsOf({"", "create", "create table", "create view", "create index", std::string(100000, '('),
           "create table t " + std::string(100000, '('),
           "create table t (a default" + std::string(9999, '-')});
}

}  // namespace
}  // namespace instar
