// One line of text that shows progress.
#ifndef INSTAR_RUNTIME_PROGRESS_PROGRESS_LINE_H_
#define INSTAR_RUNTIME_PROGRESS_PROGRESS_LINE_H_

#include <string>

#include "instar/progress.h"

namespace instar {

struct LineStyle {
  int width = 80;  // taken between 40 and 200
  bool utf8 = true;
  bool colour = false;
};

// At most width - 3 columns.
std::string ProgressLine(const Progress& now, const LineStyle& style);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PROGRESS_PROGRESS_LINE_H_
