// "did you mean": the known name that a misspelt one most likely stands for.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_SUGGEST_H_
#define INSTAR_COMPILER_DIAGNOSTICS_SUGGEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace instar::compiler {

//   Suggester revisions(ids);
//   std::string_view near = revisions.Closest("add_usres");  // "add_users"
//   message += DidYouMean(near);                             // "; did you mean 'add_users'?"
//
// All calls on one object together take bounded time, whatever the input: once the budget is spent, nothing
// is suggested any more.
class Suggester {
 public:
  // Of equally close candidates the first wins.
  explicit Suggester(std::vector<std::string> candidates);

  // A view into this object; empty when nothing is close. Letters that differ in case only count as half a
  // mistake, two that changed places as one.
  std::string_view Closest(std::string_view word);

 private:
  std::vector<std::string> candidates_;
  std::int64_t budget_;
};

// "; did you mean 'x'?", or nothing for an empty suggestion.
std::string DidYouMean(std::string_view suggestion);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_SUGGEST_H_
