// The text that a new migration begins with: `migration.template` beside the migrations, or the one built in.
#ifndef INSTAR_TOOLS_INSTAR_MIGRATION_TEMPLATE_H_
#define INSTAR_TOOLS_INSTAR_MIGRATION_TEMPLATE_H_

#include <string>
#include <string_view>

#include "instar/status.h"

namespace instar::tool {

extern const std::string_view kDefaultTemplate;

// What takes the place of ${revision}, ${message} and so on.
struct TemplateValues {
  std::string revision;
  std::string message;     // a string with its quotes, or empty
  std::string revises;     // "base", "a", "a, b"
  std::string depends_on;  // "a, b", or empty
  std::string labels;      // likewise
  std::string created;     // without quotes
};

// A line all of whose placeholders are empty is left out; elsewhere the space before an empty one goes with
// it. `path` is for messages.
Status FillTemplate(const std::string& path, std::string_view text, const TemplateValues& values,
                    std::string* filled);

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_MIGRATION_TEMPLATE_H_
