// "did you mean"
#ifndef INSTAR_RUNTIME_COMMAND_LINE_SIMILAR_H_
#define INSTAR_RUNTIME_COMMAND_LINE_SIMILAR_H_

#include <string>
#include <string_view>
#include <vector>

namespace instar::command_line {

// "; did you mean 'upgrade'?" with the candidate that a misspelt word most likely stands for, or nothing. For
// short lists of short words, such as verbs and options; `prefix` is put before the candidate.
std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates,
                       std::string_view prefix = "");

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_SIMILAR_H_
