// What the verbs of `instar` work on.
#ifndef INSTAR_TOOLS_INSTAR_WORKSPACE_H_
#define INSTAR_TOOLS_INSTAR_WORKSPACE_H_

#include <ctime>
#include <string>
#include <string_view>

#include "compiler/source/file_system.h"
#include "instar/status.h"
#include "tools/instar/file_history.h"
#include "tools/instar/settings.h"

namespace instar::tool {

struct Workspace {
  compiler::RealFileSystem files;
  Settings settings;
  FileHistory history{settings, files};
};

// Writes a file that does not exist yet, and never another one: what is there stays, and is an error.
Status WriteNewFile(const std::string& path, std::string_view text);

// Twelve hexadecimal digits, different each time.
std::string RandomId();

// Now, or the time that SOURCE_DATE_EPOCH names, as the timezone "local" or "utc" has it.
std::tm TimeIn(std::string_view timezone);

// Runs the user's editor (VISUAL, EDITOR) on a file and waits for it.
Status RunEditor(const std::string& path);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_WORKSPACE_H_
