// What one SQL statement makes or drops.
#ifndef INSTAR_RUNTIME_SQLITE_MADE_NAME_H_
#define INSTAR_RUNTIME_SQLITE_MADE_NAME_H_

#include <string>
#include <string_view>

namespace instar::sqlite {

struct MadeName {
  enum class Effect { kNone, kMakes, kDrops };

  Effect effect = Effect::kNone;
  bool trigger = false;  // their names are apart from those of tables, views and indexes
  std::string name;      // lower case, without quotes
};

// Of CREATE, DROP and ALTER TABLE ... RENAME TO. What is made only IF NOT EXISTS, or in another database than
// the main one, is nothing.
MadeName MadeBy(std::string_view sql);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_MADE_NAME_H_
