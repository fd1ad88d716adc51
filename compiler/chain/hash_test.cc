#include "compiler/chain/hash.h"

#include <gtest/gtest.h>

#include "compiler/chain/sha256.h"
#include "compiler/chain/test_history.h"

namespace instar::compiler {
namespace {

std::string Hex(std::string_view bytes) { return HexOf(Sha256(bytes)); }

// From FIPS 180-2.
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

std::vector<RevisionHashes> HashesOf(TestHistory history) {
  const auto chain = history.Build({.allow_multiple_heads = true, .allow_multiple_bases = true});
  EXPECT_TRUE(chain) << history.Report();
  for (const Diagnostic& error : history.syntax().all()) {
    ADD_FAILURE() << error.message << ": " << history.sources().file(error.range.file).text;
  }
  return chain ? HashChain(history.sources(), *chain) : std::vector<RevisionHashes>(8);
}

// Each of these is one file of a history that has the revisions a and b below it.
RevisionHashes HashesOf(const std::string& text) {
  TestHistory history;
  history.Add("a", "revises base; label first;").Add("b", "revises a;").AddFile("z", text);
  return HashesOf(std::move(history)).back();
}

// No hash of a released revision may ever change. The values come from a second implementation, written from
// the description in hash.h alone.
TEST(Hash, GoldenVectors) {
  TestHistory history;
  history.AddFile("one", R"(revision a "the first"; revises base; created '2025-10-06 15:00'; label start;
upgrade {
  create table "Users" (id INTEGER primary key, /* why */ name text default 'It''s', n real default 1.5E3);
  -- a comment
  insert into "Users" (id, b) values (1, x'00FF');
}
irreversible "the ""rows"" are gone";
)");
  history.AddFile("two", R"(revision b; revises a; transaction none;
upgrade {
  allow drop-table "not used";
  drop table "Users";
  on SQLite { create trigger T after insert on u begin select 1; end; -- kept
  }
  call shop::HashKeys;
  delete from t where a<=b and c <> 2;
}
downgrade { create table "Users" (id integer primary key); }
)");
  history.AddFile("three", "revision B; revises a; upgrade {}\n");
  history.AddFile(
      "four",
      "revision c; revises b, B; depends on start, b;\r\nupgrade {\r\n update t set x = 'a\r\nb';\r\n}\r\n");
  const std::vector<RevisionHashes> hashes = HashesOf(std::move(history));
  ASSERT_EQ(hashes.size(), 4u);
  const char* const kMeaning[] = {"bfbad721e483c0d3a9e868c6ca789b8356dd721e18c88584b61084eaefc8e38d",
                                  "19d5464bd803f76821ec2b96bb6c7c1833d4bb85b8a6ed510bdaaa8ffeb4247a",
                                  "8f465e7cf1c4a4f5bbf1aade5eab18a6f46661f7ed3bca8d1b638013843d5cb8",
                                  "4e5e1c1d7ad035292f8a1144f2b435a728e2ca37790e781b9c60cf483e0d1560"};
  const char* const kChain[] = {"4e606a788b8ff7dbaf6a252e9f2dddf97ae57e3051fedc415e5604c57d270fb8",
                                "4960029491b9767d7e3813c71ff12e1f5c3df6decd085888e7fc48508eb643a3",
                                "8642f4d65d262e6b760026f0bec7fa3edfd2eeae14b90d6c0feea3b22ac3d1d4",
                                "f581b623b982b9f6d6070d10b1926736f7aecb3f2c599818438d38841b5a4d29"};
  const char* const kDowngrade[] = {"3dee2272446f7b65594df445844e761fffb42bab677001576d037393597be912",
                                    "1b11125ece170355300e12beb7d91a9780ca55a64cf053fa5e9180f8b5f99688",
                                    "ae6d227437b6d651a16013084e66cc8f5734030c7cfff491318698a04f8a6499",
                                    "1b11125ece170355300e12beb7d91a9780ca55a64cf053fa5e9180f8b5f99688"};
  for (std::size_t r = 0; r < 4; ++r) {
    EXPECT_EQ(HexOf(hashes[r].meaning), kMeaning[r]) << r;
    EXPECT_EQ(HexOf(hashes[r].chain), kChain[r]) << r;
    EXPECT_EQ(HexOf(hashes[r].downgrade), kDowngrade[r]) << r;
  }
}

constexpr char kText[] =
    "revision z; revises a, b; depends on first;\n"
    "upgrade { update t set x = 'A' where \"Y\" = 1; on sqlite { select 1; } delete from t; }\n"
    "downgrade { delete from d; }\n";

// The text with `what` replaced.
std::string With(std::string_view what, std::string_view by) {
  std::string text = kText;
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

TEST(Hash, WhatDoesNotMatter) {
  const RevisionHashes original = HashesOf(kText);
  const std::string same[] = {
      With("update t", "/* comment */ update -- and\n\t t"),
      With("update t set x", "UPDATE T Set X"),
      With("set x = 'A'", "set x='A'"),
      With("z;", "z \"a text\";"),
      With("first;", "first; label other; created '2025-10-06';"),
      With("first;", "first; compatible \"yes\";"),
      With("first;", "first; breaking \"yes\";"),
      With("first;", "first; allow drop-table \"why\";"),
      With("delete", "allow drop-table \"why\"; delete"),
      With("a, b", "b, a"),
      With("on first", "on a"),
      With("on first", "on a, first"),
      With(";\nupgrade", ";\r\nupgrade"),
  };
  for (const std::string& text : same) {
    const RevisionHashes hashes = HashesOf(text);
    EXPECT_EQ(HexOf(hashes.meaning), HexOf(original.meaning)) << text;
    EXPECT_EQ(HexOf(hashes.chain), HexOf(original.chain)) << text;
    EXPECT_EQ(HexOf(hashes.downgrade), HexOf(original.downgrade)) << text;
  }
}

TEST(Hash, WhatMatters) {
  const RevisionHashes original = HashesOf(kText);
  const std::string other[] = {
      With("revision z", "revision zz"),
      With("'A'", "'a'"),
      With("'A'", "'A '"),
      With("'A'", "\"A\""),
      With("\"Y\"", "\"y\""),
      With("\"Y\"", "Y"),
      With("= 1;", "= 1.0;"),
      With("= 1;", "= 1 ;delete from u;"),
      With("set x = 'A' where", "set x = 'A'; delete from t where"),
      With("select 1; }", "select  1; }"),
      With("select 1; }", "SELECT 1; }"),
      With("select 1; }", "select 1; /* raw */ }"),
      With("on sqlite", "on postgresql"),
      With("on sqlite { select 1; } delete from t;", "delete from t; on sqlite { select 1; }"),
      With("a, b", "b"),
      With(" depends on first;", ""),
      With("on first", "on b"),
      With("first;", "first; transaction none;"),
  };
  for (const std::string& text : other) {
    const RevisionHashes hashes = HashesOf(text);
    EXPECT_NE(HexOf(hashes.meaning), HexOf(original.meaning)) << text;
    EXPECT_NE(HexOf(hashes.chain), HexOf(original.chain)) << text;
    EXPECT_EQ(HexOf(hashes.downgrade), HexOf(original.downgrade)) << text;
  }
}

TEST(Hash, DowngradeApart) {
  const RevisionHashes original = HashesOf(kText);
  const std::string other[] = {
      With("downgrade { delete from d; }", ""),
      With("downgrade { delete from d; }", "downgrade { }"),
      With("downgrade { delete from d; }", "downgrade { delete from e; }"),
      With("downgrade { delete from d; }", "downgrade auto;"),
      With("downgrade { delete from d; }", "downgrade auto keeping data;"),
      With("downgrade { delete from d; }", "downgrade { auto; }"),
      With("downgrade { delete from d; }", "irreversible \"why\";"),
      With("downgrade { delete from d; }", "irreversible \"Why\";"),
  };
  std::vector<std::string> seen{HexOf(original.downgrade)};
  for (const std::string& text : other) {
    const RevisionHashes hashes = HashesOf(text);
    EXPECT_EQ(HexOf(hashes.meaning), HexOf(original.meaning)) << text;
    EXPECT_EQ(HexOf(hashes.chain), HexOf(original.chain)) << text;
    seen.push_back(HexOf(hashes.downgrade));
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(HashesOf(With("from d", "FROM  D -- two\n")).downgrade, original.downgrade);
}

// Only CR LF is a line's end; a CR alone is a character like any other.
TEST(Hash, LineEnds) {
  const Hash lf = HashesOf(With("'A'", "'A\nB'")).meaning;
  EXPECT_EQ(HashesOf(With("'A'", "'A\r\nB'")).meaning, lf);
  EXPECT_NE(HashesOf(With("'A'", "'A\rB'")).meaning, lf);
  EXPECT_EQ(HashesOf(With("select 1; }", "\r\nselect 1;\r\n}")).meaning,
            HashesOf(With("select 1; }", "\nselect 1;\n}")).meaning);
}

// Without frames these would be the same bytes.
TEST(Hash, FieldsDoNotRunTogether) {
  const auto meaning = [](const std::string& upgrade) {
    return HexOf(HashesOf("revision z; revises a; upgrade {" + upgrade + "}").meaning);
  };
  EXPECT_NE(meaning("delete from t where ab(c);"), meaning("delete from t where a(bc);"));
  EXPECT_NE(meaning("delete from t where a; delete from u;"),
            meaning("delete from t where a delete from u;"));
  EXPECT_NE(meaning("delete from t where a <= b;"), meaning("delete from t where a < = b;"));
}

TEST(Hash, ChangesBelowReachTheChainHashAlone) {
  const auto hashes = [](const std::string& upgrade) {
    TestHistory history;
    history.Add("a", "revises base;", upgrade).Add("b", "revises a;").Add("c", "revises base; depends on b;");
    return HashesOf(std::move(history));
  };
  const auto one = hashes("delete from t;"), other = hashes("delete from u;");
  for (std::size_t r = 0; r < 3; ++r) {
    EXPECT_EQ(one[r].meaning == other[r].meaning, r != 0) << r;
    EXPECT_NE(one[r].chain, other[r].chain) << r;
  }
}

TEST(Hash, FileNamesAndOrderDoNotMatter) {
  TestHistory one, other;
  one.Add("a", "revises base;").Add("b", "revises a;");
  other.AddFile("x", "revision b; revises a; upgrade {}")
      .AddFile("y", "revision a; revises base; upgrade {}");
  const auto first = HashesOf(std::move(one)), second = HashesOf(std::move(other));
  for (std::size_t r = 0; r < 2; ++r) {
    EXPECT_EQ(first[r].meaning, second[r].meaning);
    EXPECT_EQ(first[r].chain, second[r].chain);
  }
}

}  // namespace
}  // namespace instar::compiler
