// The tokens of SQL as SQLite keeps it in its schema: enough to tell names, words and strings apart.
#ifndef INSTAR_RUNTIME_APPLYING_SQL_TOKENS_H_
#define INSTAR_RUNTIME_APPLYING_SQL_TOKENS_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace instar {

// As SQLite compares names: without regard to the case of ASCII letters.
bool SameName(std::string_view a, std::string_view b);
std::string LowerCase(std::string_view text);

// The quote that ends what this character begins; 0 when it begins nothing quoted.
char ClosingQuote(char c);
// A name as it stands in SQL, without its quotes.
std::string PlainName(std::string_view token);

// Skips space and comments. A word, a number, an operator, or something quoted is one token; what is not
// closed goes to the end. Empty at the end.
class SqlTokens {
 public:
  explicit SqlTokens(std::string_view sql) : sql_(sql) { Next(); }

  std::string_view token() const { return sql_.substr(begin_, end_ - begin_); }
  std::string_view from_token() const { return sql_.substr(begin_); }
  std::string_view after_token() const { return sql_.substr(end_); }
  bool AtEnd() const { return begin_ == end_; }
  // An unquoted word, in any case; or an operator.
  bool Is(std::string_view word) const { return SameName(token(), word); }
  void Next();
  bool Take(std::string_view word) {
    if (!Is(word)) return false;
    Next();
    return true;
  }

 private:
  std::string_view sql_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_SQL_TOKENS_H_
