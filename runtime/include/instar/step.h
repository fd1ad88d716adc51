// What a C++ step of a migration is given.
//
//   // in the migration:  call shop::HashKeys;
//   instar::Status shop::HashKeys(instar::Step& step) {
//     sqlite3* db = instar::sqlite::Handle(step);
//     ...
//     return instar::OkStatus();
//   }
//
// The function runs inside its revision's transaction: whatever it wrote is committed together with the
// revision, or rolled back with it when the function (or a later statement) fails. It may change rows, not
// the schema, and must neither commit nor roll back. Savepoints it may use; rolling back to one ends the
// queries that are being read. It must return the errors that it meets: after some (a full disk) SQLite has
// rolled the whole transaction back, and whatever the function would still write is refused. Statements that
// it began it must finish or reset, blob handles close. Instar's own tables it cannot write to by SQL; SQLite
// does not ask about blob handles, and what one changes there stops the next migration. Write it so that it
// gives the same result years later: it runs on every database that has not passed its revision yet.
#ifndef INSTAR_STEP_H_
#define INSTAR_STEP_H_

#include <cstdint>
#include <string_view>

#include "instar/status.h"
#include "instar/table.h"

namespace instar {

class Step {
 public:
  // Made by drivers; by tests too, which leave the last away.
  using ProgressCall = bool (*)(void* context, std::int64_t done, std::int64_t total);
  Step(std::string_view revision, Direction direction, void* native_handle, ProgressCall progress = nullptr,
       void* context = nullptr)
      : revision_(revision),
        direction_(direction),
        native_handle_(native_handle),
        progress_(progress),
        context_(context) {}
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  // The id of the revision that calls.
  std::string_view revision() const { return revision_; }
  Direction direction() const { return direction_; }
  // The driver's connection, owned by the driver: instar::sqlite::Handle(step) gives it its type.
  void* native_handle() const { return native_handle_; }

  // Says how far a long function is: so many rows of so many, or of 0 where nobody knows. Cheap enough for
  // every row. False when the migration was cancelled: return soon, with any status.
  bool Progress(std::int64_t done, std::int64_t total) const {
    return progress_ == nullptr || progress_(context_, done, total);
  }

 private:
  std::string_view revision_;
  Direction direction_;
  void* native_handle_;
  ProgressCall progress_;
  void* context_;
};

}  // namespace instar

#endif  // INSTAR_STEP_H_
