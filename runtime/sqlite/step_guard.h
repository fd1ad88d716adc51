// What a migration's own statements and C++ steps may not do.
#ifndef INSTAR_RUNTIME_SQLITE_STEP_GUARD_H_
#define INSTAR_RUNTIME_SQLITE_STEP_GUARD_H_

#include <sqlite3.h>

#include <optional>
#include <string>
#include <vector>

#include "runtime/sqlite/config_setting.h"

namespace instar::sqlite {

// Why a C++ step failed that did.
inline constexpr char kCallChangedSchema[] =
    "the C++ step changed the schema; it may change rows only: write schema changes as statements";

// An authorizer for the time of a migration. While a step runs it denies transactions (a commit in the middle
// would leave half a revision behind), writing to Instar's tables, to the schema's where the step is C++, and
// other files (ATTACH). Where SQLite has rolled the transaction back by itself, as it does after some errors,
// it denies whatever is no reading: that would be committed by itself. SQLite cannot tell what authorizer the
// caller had, so afterwards there is none.
class StepGuard {
 public:
  enum class Place {
    kOutside,  // Instar's own work
    kCall,     // a C++ step
    kStatement,
    // A step that is a transaction of its own. VACUUM begins one, attaches an unnamed file as `vacuum_db`,
    // and copies all tables into it.
    kAlone,
    kRebuild,  // of steps out of the database; others are Instar's own work
  };
  enum class Origin {
    kProgram,
    // Somebody may have put the step there: beyond the rest it may not reach other databases, change
    // settings, reach files by functions or virtual tables, nor leave anything temporary behind.
    kDatabase,
  };

  explicit StepGuard(sqlite3* db);
  ~StepGuard();
  StepGuard(const StepGuard&) = delete;
  StepGuard& operator=(const StepGuard&) = delete;

  // While one of these lives, a step runs. The roll-back after an exception must not be denied, so the end is
  // a destructor.
  class Inside {
   public:
    Inside(StepGuard& guard, Place place, Origin origin) : guard_(guard) {
      guard_.place_ = place;
      guard_.origin_ = origin;
      guard_.denial_ = nullptr;
      // What the guard cannot see: writing to the schema's own table and to raw pages.
      if (origin == Origin::kDatabase) defensive_.emplace(guard.db_, SQLITE_DBCONFIG_DEFENSIVE);
    }
    ~Inside() { guard_.place_ = Place::kOutside; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    StepGuard& guard_;
    std::optional<ConfigSetting> defensive_;
  };

  // Why something was denied to the last step; null when nothing was.
  const char* denial() const { return denial_; }

 private:
  static int Authorize(void* self, int action, const char* first, const char* second, const char* database,
                       const char* trigger);

  sqlite3* db_;
  bool Hides(const char* name) const;

  // Temporary tables and views that the caller made: SQLite takes one for a real table of its name. Where
  // that was there from the beginning, nothing was begun; here it may be one that the migration has made.
  std::vector<std::string> temporary_;
  Place place_ = Place::kOutside;
  Origin origin_ = Origin::kProgram;
  const char* denial_ = nullptr;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_STEP_GUARD_H_
