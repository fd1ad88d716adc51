#include "tools/instar/workspace.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "runtime/command_line/terminal.h"
#include "runtime/message.h"

namespace instar::tool {
namespace {

using command_line::Environment;

Status CannotWrite(const std::string& path, int error) {
  return StatusOf(StatusCode::kIoError, "cannot write '%': %", {path, std::strerror(error)});
}

// Into a file that is not there yet. 0, or the error number; then half a file does not stay.
int WriteAll(const std::string& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return errno;
  std::size_t written = 0;
  int error = 0;
  while (written < text.size() && error == 0) {
    const ssize_t count = write(file, text.data() + written, text.size() - written);
    if (count < 0 && errno != EINTR) error = errno;
    if (count > 0) written += static_cast<std::size_t>(count);
  }
  if (close(file) != 0 && error == 0) error = errno;
  if (error != 0) unlink(path.c_str());
  return error;
}

}  // namespace

Status WriteNewFile(const std::string& path, std::string_view text) {
  // Others may read the folder at this moment, so the file appears with all that is in it. Hidden files are
  // not read.
  const std::filesystem::path target(path);
  const std::string temporary =
      (target.parent_path() / ("." + target.filename().string() + "." + RandomId() + ".tmp")).string();
  int error = WriteAll(temporary, text);
  // Some file systems have no links.
  if (error == 0 && link(temporary.c_str(), path.c_str()) != 0) {
    error = errno == EEXIST ? EEXIST : WriteAll(path, text);
  }
  unlink(temporary.c_str());
  if (error == 0) return OkStatus();
  if (error != EEXIST) return CannotWrite(path, error);
  return StatusOf(StatusCode::kInvalidArgument, "'%' is there already, and nothing is overwritten", {path});
}

std::string RandomId() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::random_device random;
  std::string id;
  while (id.size() < 12) {
    for (unsigned bits = random(), i = 0; i < 4; ++i, bits >>= 8) id += kDigits[bits & 0xF];
  }
  return id;
}

std::tm TimeIn(std::string_view timezone) {
  std::time_t now = std::time(nullptr);
  if (const std::string epoch = Environment("SOURCE_DATE_EPOCH"); !epoch.empty()) {
    now = static_cast<std::time_t>(std::strtoll(epoch.c_str(), nullptr, 10));
  }
  std::tm time = {};
  timezone == "utc" ? gmtime_r(&now, &time) : localtime_r(&now, &time);
  return time;
}

Status RunEditor(const std::string& path) {
  std::string editor = Environment("VISUAL");
  if (editor.empty()) editor = Environment("EDITOR");
  if (editor.empty()) {
    return Status(StatusCode::kInvalidArgument,
                  "no editor is known: set EDITOR or VISUAL, as in EDITOR=vi; the file is '" + path + "'");
  }
  // The editor's words are the user's own; the path is one word whatever it holds.
  std::string quoted = "'";
  for (const char c : path) c == '\'' ? quoted.append("'\\''") : quoted.append(1, c);
  const int result = std::system((editor + " " + quoted + "'").c_str());
  if (result != -1 && WIFEXITED(result) && WEXITSTATUS(result) == 0) return OkStatus();
  return StatusOf(StatusCode::kIoError, "the editor '%' failed on '%'", {editor, path});
}

}  // namespace instar::tool
