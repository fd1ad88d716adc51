// What the marks of <instar/model.h> must leave alone. Compiled by GCC and Clang with every warning an error;
// nothing here is run.
#include <instar/model.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

namespace shop {

namespace db = instar::model;

template <class Tag>
struct Id {
  std::int64_t value;
};

enum class State : std::uint8_t { kOpen INSTAR_NAME(open), kPaid INSTAR_NAME("paid in full") = 1 };

// The same members three times: plain, with macros, with aliases.
struct Plain {
  Id<Plain> id;
  std::string email;
  std::optional<Id<Plain>> boss;
  bool active = true;
  State state = State::kOpen;
  std::int64_t total = 0;
};

struct INSTAR_TABLE(marked, unique(email, active), check(total >= 0)) Marked {
  Id<Plain> id INSTAR_COL(primary key autoincrement);
  std::string email INSTAR_COL(unique, length 320);
  std::optional<Id<Plain>> boss INSTAR_COL(references marked.id on delete set null);
  bool active INSTAR_COL(default true) = true;
  State state INSTAR_COL(as integer) = State::kOpen;
  std::int64_t total INSTAR_COL("default ''") = 0;
};

struct Later;

struct Spelled {
  static constexpr db::Table table =
      db::Table("spelled", "check (total >= 0)").Column("active", "default true");
  db::PrimaryKey<Id<Plain>, db::Autoincrement> id;
  db::Column<std::string, db::Unique, db::Length<320>> email;
  std::optional<db::ForeignKey<Id<Plain>, &Plain::id, db::OnDelete<db::SetNull>, db::OnUpdate<db::Cascade>>>
      boss;
  db::Column<bool, db::Indexed> active = true;
  db::Column<State, db::AsInteger> state = State::kOpen;
  db::References<std::int64_t, Later> total = 0;
};

template <class Struct>
constexpr bool HasTheLayoutOfPlain() {
  static_assert(sizeof(Struct) == sizeof(Plain) && alignof(Struct) == alignof(Plain));
  static_assert(std::is_same_v<decltype(Struct::id), decltype(Plain::id)>);
  static_assert(std::is_same_v<decltype(Struct::email), decltype(Plain::email)>);
  static_assert(std::is_same_v<decltype(Struct::boss), decltype(Plain::boss)>);
  static_assert(std::is_same_v<decltype(Struct::active), decltype(Plain::active)>);
  static_assert(std::is_same_v<decltype(Struct::state), decltype(Plain::state)>);
  static_assert(std::is_same_v<decltype(Struct::total), decltype(Plain::total)>);
  static_assert(std::is_aggregate_v<Struct>);
  return true;
}
static_assert(HasTheLayoutOfPlain<Marked>());
static_assert(HasTheLayoutOfPlain<Spelled>());

// Plain enough for offsetof.
struct Bytes {
  std::uint8_t a;
  std::uint32_t b;
};
struct INSTAR_TABLE(bytes) MarkedBytes {
  db::Column<std::uint8_t, db::Transient> a INSTAR_COL(index);
  std::uint32_t b INSTAR_COL(unique);
};
static_assert(sizeof(MarkedBytes) == sizeof(Bytes) && offsetof(MarkedBytes, b) == offsetof(Bytes, b));
static_assert(std::is_trivially_copyable_v<MarkedBytes> && std::is_standard_layout_v<MarkedBytes>);

// Aggregates and structured bindings work as before.
inline std::int64_t Use() {
  const Marked marked{{1}, "a@b", std::nullopt, false, State::kPaid, 3};
  const Spelled spelled{{1}, "a@b", std::nullopt, false, State::kPaid, 3};
  const auto& [id, email, boss, active, state, total] = marked;
  return id.value + total + spelled.total + static_cast<std::int64_t>(email.size()) + (boss ? 1 : 0) +
         (active ? 1 : 0) + static_cast<std::int64_t>(state);
}

}  // namespace shop

template <>
struct instar::model::ColumnType<shop::Bytes> {
  static constexpr char name[] = "decimal(12, 2)";
};
static_assert(std::is_empty_v<instar::model::ColumnType<shop::Bytes>>);

int main() { return static_cast<int>(shop::Use() % 2); }
