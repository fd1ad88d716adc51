#include "tests/commands/command_test.h"

namespace instar {
namespace {

class SettingsCommand : public CommandTest {
 protected:
  // The line of a setting in what `config` printed.
  std::string LineOf(const std::string& name) const {
    const std::string text = "\n" + out();
    const std::size_t begin = text.find("\n" + name + " ");
    if (begin == std::string::npos) return "";
    return text.substr(begin + 1, text.find('\n', begin + 1) - begin - 1);
  }
  void ExpectSetting(const std::string& name, const std::string& value, const std::string& source) const {
    const std::string line = LineOf(name);
    EXPECT_NE(line.find(" " + value), std::string::npos) << out();
    EXPECT_NE(line.find("(" + source + ")"), std::string::npos) << out();
  }
};

TEST_F(SettingsCommand, EarlierPlacesHideLaterOnes) {
  AddDiamond();
  Write("other/x.migration", "revision other_x;\nrevises base;\nupgrade { }\n");
  Write("toml/x.migration", "revision toml_x;\nrevises base;\nupgrade { }\n");
  ASSERT_EQ(Run("config"), 0) << err();
  ExpectSetting("migrations", "migrations", "found");
  Write("instar.toml", "migrations = \"toml\"\ndatabase = \"sqlite:a.db\"\n");
  ASSERT_EQ(Run("config"), 0) << err();
  ExpectSetting("migrations", "toml", "instar.toml");
  ExpectSetting("database", "sqlite:a.db", "instar.toml");
  ASSERT_EQ(Run("config", "INSTAR_MIGRATIONS=other DATABASE_URL=b.db"), 0) << err();
  ExpectSetting("migrations", "other", "INSTAR_MIGRATIONS");
  ExpectSetting("database", "b.db", "DATABASE_URL");
  ASSERT_EQ(
      Run("--migrations migrations --database c.db config", "INSTAR_MIGRATIONS=other DATABASE_URL=b.db"), 0)
      << err();
  ExpectSetting("migrations", "migrations", "--migrations");
  ExpectSetting("database", "c.db", "--database");
  ASSERT_EQ(Run("heads", "INSTAR_MIGRATIONS=other"), 0) << err();
  EXPECT_EQ(out(), "other_x (head)\n");
}

TEST_F(SettingsCommand, TheNearestProjectFileIsFoundFromBelow) {
  AddDiamond();
  Write("instar.toml", "migrations = \"migrations\"\ndatabase = \"x.db\"\n");
  Write("src/deep/keep", "");
  ASSERT_EQ(Run("heads"), 0) << err();
  ASSERT_EQ(Run("--config ../instar.toml heads"), 2);
  const std::string inside = "-C src/deep LC_ALL=C.UTF-8";
  ASSERT_EQ(Run("heads", inside), 0) << err();
  EXPECT_EQ(out(), "rev_d (head) make rev_d\n");
  ASSERT_EQ(Run("upgrade", inside), 0) << err();
  EXPECT_TRUE(Exists("x.db"));
}

TEST_F(SettingsCommand, MistakesInTheProjectFileHaveAPlace) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"migrtions = \"x\"\n",
       "instar.toml:1:13: there is no setting 'migrtions'; did you mean 'migrations'?"},
      {"\nmigrations = 5\n", "instar.toml:2:14: 'migrations' must be a text in quotes"},
      {"migrations = \n", "instar.toml:1:"},
      {"slug_length = 0\n", "'slug_length' must be a number from 1 to 200"},
      {"timezone = \"CET\"\n", "'timezone' is \"local\" or \"utc\", and not 'CET'"},
      {"migrations = \"nowhere\"\n", "instar.toml: 'nowhere' is no folder"},
      {"migrations = \"migrations\"\nbuild = \"build\"\n", "'migrations' and 'build' both say"},
      {"migrations = \"migrations\"\noptions = [\"--frobnicate\"]\n",
       "instar.toml: its options are not those"},
      {"database = \"postgres://x\"\n", "instar.toml: the database 'postgres://x' begins with 'postgres:'"},
  };
  for (const auto& one : kCases) {
    Write("instar.toml", one.text);
    EXPECT_EQ(Run("config"), 2) << one.text;
    EXPECT_TRUE(Complains(one.message)) << one.text << "\n" << err();
  }
}

TEST_F(SettingsCommand, ReadsWhatTheBuildLeft) {
  AddDiamond();
  AddRevision("rev_e", "rev_a");
  const std::string folder = (folder_ / "migrations").string();
  Write("build/compile_migrations.json",
        "[{\"target\": \"shop\", \"directory\": \"" + folder +
            "\", \"options\": [\"--allow-multiple-heads\", \"--no-steps\"]},\n"
            " {\"target\": \"strict\", \"files\": [\"" +
            folder + "/rev_a.migration\"], \"options\": []}]\n");
  EXPECT_EQ(Run("heads"), 2);
  EXPECT_TRUE(Complains("has several targets: shop, strict; choose one with --target")) << err();
  ASSERT_EQ(Run("--target strict heads"), 0) << err();
  EXPECT_EQ(out(), "rev_a (head) make rev_a\n");
  ASSERT_EQ(Run("-p build --target shop --database x.db upgrade heads"), 0) << err();
  EXPECT_EQ(Query("x.db", "select revision from instar_version order by 1"), "rev_d rev_e");
  EXPECT_EQ(Run("-p build --target shpo heads"), 2);
  EXPECT_TRUE(Complains("has no target 'shpo'; did you mean 'shop'?")) << err();
  EXPECT_EQ(Run("-p nowhere heads"), 2);
  EXPECT_TRUE(Complains("there is no compile_migrations.json in 'nowhere'")) << err();
  EXPECT_EQ(Run("-p build --migrations migrations heads"), 2);
  EXPECT_TRUE(Complains("give one")) << err();
  Write("build/compile_migrations.json", "[{\"target\": 5}]");
  EXPECT_EQ(Run("-p build heads"), 2);
  EXPECT_TRUE(Complains("'build/compile_migrations.json' is damaged; configure the build folder again"))
      << err();
}

TEST_F(SettingsCommand, WithoutMigrationsItSaysHowToNameThem) {
  std::filesystem::remove_all(folder_ / "migrations");
  EXPECT_EQ(Run("heads"), 1);
  EXPECT_TRUE(Complains("name their folder with --migrations, or the build folder with -p")) << err();
  EXPECT_EQ(Run("heads --json"), 1);
  EXPECT_TRUE(Says("\"ok\": false")) << out();
  ASSERT_EQ(Run("config"), 0) << err();
}

TEST_F(SettingsCommand, PasswordsAreNotShown) {
  ASSERT_EQ(Run("config", "DATABASE_URL=postgresql://me:secret@host/db"), 0) << err();
  EXPECT_FALSE(Says("secret")) << out();
  EXPECT_TRUE(Says("postgresql://me:***@host/db")) << out();
}

}  // namespace
}  // namespace instar
