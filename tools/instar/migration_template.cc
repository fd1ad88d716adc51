#include "tools/instar/migration_template.h"

#include "runtime/command_line/similar.h"
#include "runtime/message.h"

namespace instar::tool {
namespace {

struct Placeholder {
  std::string_view name;
  std::string TemplateValues::* value;
};

constexpr Placeholder kPlaceholders[] = {
    {"revision", &TemplateValues::revision}, {"message", &TemplateValues::message},
    {"revises", &TemplateValues::revises},   {"depends_on", &TemplateValues::depends_on},
    {"labels", &TemplateValues::labels},     {"created", &TemplateValues::created},
};

const Placeholder* Find(std::string_view name) {
  for (const Placeholder& placeholder : kPlaceholders) {
    if (placeholder.name == name) return &placeholder;
  }
  return nullptr;
}

// `line` comes with its end. False: a placeholder is not known, and stands in `unknown`.
bool FillLine(std::string_view line, const TemplateValues& values, std::string* filled,
              std::string_view* unknown) {
  std::string text;
  bool any = false;
  bool any_filled = false;
  while (true) {
    const std::size_t begin = line.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : line.find('}', begin);
    if (end == std::string_view::npos) break;
    text.append(line.substr(0, begin));
    *unknown = line.substr(begin + 2, end - begin - 2);
    const Placeholder* placeholder = Find(*unknown);
    if (placeholder == nullptr) return false;
    const std::string& value = values.*placeholder->value;
    any = true;
    any_filled = any_filled || !value.empty();
    while (value.empty() && !text.empty() && text.back() == ' ') text.pop_back();
    text.append(value);
    line.remove_prefix(end + 1);
  }
  if (!any || any_filled) filled->append(text).append(line);
  return true;
}

}  // namespace

const std::string_view kDefaultTemplate =
    "revision ${revision} ${message};\n"
    "revises  ${revises};\n"
    "depends on ${depends_on};\n"
    "label    ${labels};\n"
    "created  '${created}';\n"
    "\n"
    "upgrade {\n"
    "}\n";

Status FillTemplate(const std::string& path, std::string_view text, const TemplateValues& values,
                    std::string* filled) {
  filled->clear();
  for (std::int64_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
    text.remove_prefix(line.size());
    std::string_view unknown;
    if (FillLine(line, values, filled, &unknown)) continue;
    std::vector<std::string_view> names;
    for (const Placeholder& placeholder : kPlaceholders) names.push_back(placeholder.name);
    return StatusOf(StatusCode::kInvalidArgument, "%:%: there is no placeholder ${%}%",
                    {path, Decimal(number), unknown, command_line::DidYouMean(unknown, names)});
  }
  return OkStatus();
}

}  // namespace instar::tool
