// The names of new migrations: a pattern such as {year}_{month}_{day}_{hour}{minute}_{rev}_{slug}.migration.
#ifndef INSTAR_TOOLS_INSTAR_FILE_NAME_H_
#define INSTAR_TOOLS_INSTAR_FILE_NAME_H_

#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>

#include "instar/status.h"

namespace instar::tool {

// "Add e-mail to users" -> "add_e_mail_to_users": lower case, everything but letters and digits as '_', cut
// at a word's end to at most `length` bytes. Characters that are not ASCII stay.
std::string SlugOf(std::string_view message, std::size_t length);

struct FileNameParts {
  std::tm time = {};
  std::string revision;
  std::string slug;
};

// Fills {year} {month} {day} {hour} {minute} {second} {rev} {slug}. What separates an empty slug from the
// rest goes with it. The pattern must end with ".migration", hold {rev} or {slug}, and name no folder.
Status MakeFileName(std::string_view pattern, const FileNameParts& parts, std::string* name);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_FILE_NAME_H_
