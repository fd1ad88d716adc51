#include "runtime/command_line/alembic_words.h"

namespace instar::command_line {
namespace {

constexpr std::string_view kOneTemplate =
    "; unlike in Alembic there is one kind of project: what new migrations begin with stands in "
    "'migration.template' beside them";

constexpr struct {
  std::string_view word;
  std::string_view answer;
} kAnswers[] = {
    {"list_templates", kOneTemplate},
    {"--template", kOneTemplate},
    {"-t", kOneTemplate},
    {"--package", "; unlike in Alembic migrations are compiled, and not imported"},
    {"-x", "; unlike in Alembic no script of the project reads it: --database URL names another database"},
    {"-n", "; unlike in Alembic it is --target NAME that chooses, among the add_migrations() of a build"},
    {"--raiseerr", "; unlike in Alembic there is no traceback: errors say what to do"},
};

}  // namespace

std::string_view UnlikeAlembic(std::string_view word) {
  for (const auto& one : kAnswers) {
    if (word == one.word) return one.answer;
  }
  return {};
}

}  // namespace instar::command_line
