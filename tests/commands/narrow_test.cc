// Terminals of 40 columns, none at all, and such that cannot show UTF-8.
#include <algorithm>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

// Characters, without escape sequences.
std::size_t WidthOf(const std::string& line) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1B') {
      i = std::min(line.find('m', i), line.size());
    } else if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) {
      ++width;
    }
  }
  return width;
}

class Narrow : public CommandTest {
 protected:
  void SetUp() override {
    AddDiamond();
    Write("migrations/rev_e.migration",
          "revision a_revision_whose_id_is_longer_than_the_terminal_is_wide \"and whose message is also "
          "longer than "
          "it would be wise on forty columns\";\nrevises rev_d;\nlabel a_label_of_some_length;\ncreated "
          "'2025-10-06 "
          "15:00';\nupgrade { create table e (x integer); }\n");
    ASSERT_EQ(Run("--database x.db upgrade rev_b"), 0) << err();
  }

  // No line is wider, unless one word is.
  void ExpectToFit(const std::string& text, const std::string& words, std::size_t width) {
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string line = text.substr(begin, end - begin);
      const std::size_t last = line.find_last_of(" ") + 1;
      // What cannot be broken, perhaps beside its name.
      const bool one_word = line.size() - last + 16 > width;
      EXPECT_TRUE(one_word || WidthOf(line) <= width) << words << ": " << line;
      begin = end + 1;
    }
  }
  void ExpectColoursToEnd(const std::string& text, const std::string& words) {
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string line = text.substr(begin, end - begin);
      const std::size_t last = line.rfind('\x1B');
      EXPECT_TRUE(last == std::string::npos || line.substr(last, 4) == "\x1B[0m") << words << ": " << line;
      begin = end + 1;
    }
  }
};

constexpr const char* kVerbs[] = {
    "history",
    "history -i",
    "history -v",
    "heads",
    "heads -v",
    "branches",
    "branches -v",
    "show head",
    "show left",
    "current",
    "current -v",
    "status",
    "upgrade --dry-run",
    "verify",
    "config",
    "upgrade nonsense_that_is_no_revision",
    "current --check-heads",
    "reset",
    "downgrade -9",
    "help",
    "help upgrade",
    "help stamp",
    "help current",
};

TEST_F(Narrow, FortyColumns) {
  for (const char* verb : kVerbs) {
    for (const char* colour : {"never", "always"}) {
      const std::string words = std::string("--database x.db --color ") + colour + " " + verb;
      for (const char* width : {"40", "80", "200"}) {
        Run(words, std::string("LC_ALL=C.UTF-8 COLUMNS=") + width);
        EXPECT_FALSE(out().empty() && err().empty()) << words;
        ExpectToFit(out(), words, std::stoul(width));
        ExpectToFit(err(), words, std::stoul(width));
        ExpectColoursToEnd(out() + err(), words);
      }
    }
  }
}

TEST_F(Narrow, NothingButAscii) {
  const std::string verbs[] = {"upgrade", "downgrade base"};
  std::vector<std::string> all(std::begin(kVerbs), std::end(kVerbs));
  all.insert(all.end(), std::begin(verbs), std::end(verbs));
  for (const std::string& verb : all) {
    for (const char* locale : {"LC_ALL=C", "LANG=de_DE.ISO-8859-1", "LC_ALL=POSIX COLUMNS=40", "LC_CTYPE="}) {
      Run("--database x.db " + verb, locale);
      const std::string text = out() + err();
      EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; })) << verb << "\n"
                                                                                        << text;
    }
  }
}

// Into a file or a pipe nothing is cut, wrapped or coloured.
TEST_F(Narrow, NoTerminal) {
  for (const char* verb : kVerbs) {
    Run(std::string("--database x.db ") + verb, "LC_ALL=C.UTF-8 TERM=xterm-256color");
    const std::string text = out() + err();
    EXPECT_EQ(text.find('\x1B'), std::string::npos) << verb;
    EXPECT_EQ(text.find("\u2026"), std::string::npos) << verb << "\n" << text;
  }
  ASSERT_EQ(Run("heads"), 0) << err();
  EXPECT_EQ(out(),
            "a_revision_whose_id_is_longer_than_the_terminal_is_wide (head, label a_label_of_some_length) "
            "and whose "
            "message is also longer than it would be wise on forty columns\n");
}

}  // namespace
}  // namespace instar
