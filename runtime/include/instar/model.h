// Says in C++ which structs are tables, so that the build compares them with the migrations.
//
//   #include <instar/model.h>
//
//   struct INSTAR_TABLE(users, unique (tenant, email)) User {
//     Id<User> id INSTAR_COL(primary key autoincrement);
//     std::string tenant;
//     std::string email INSTAR_COL(length 320);
//     bool active INSTAR_COL(default true) = true;
//     std::optional<Id<User>> boss INSTAR_COL(references users.id on delete set null);
//     std::string title INSTAR_COL(renamed from headline);
//   };
//
// and in CMake, beside the migrations:
//
//   add_migrations(shop_migrations DIRECTORY migrations MODELS src/models.h)
//
// Nothing here has a cost. In a normal build the macros are empty, the aliases below are the types that they
// are given, and nothing is linked: size, layout and type of every member stay what they were, aggregates
// stay aggregates. Only the program `instar-models`, which reads the headers named in MODELS while building,
// sees more. docs/models.md has the whole story; this page is for those who write the structs.
//
// What becomes a column
//   Every non-static data member, in the order of declaration, members of base classes first. Its name is the
//   member's. std::optional<T> may be NULL, everything else may not.
//
//   bool                                     boolean
//   std::int8_t, std::uint8_t, std::int16_t  smallint
//   std::uint16_t, std::int32_t              integer
//   std::uint32_t, std::int64_t              bigint
//   float, double                            real, double
//   std::string                              text; varchar(n) with `length n`
//   std::vector<std::byte>                   blob (also of unsigned char, and std::array of either)
//   std::array<std::byte, 16>                uuid
//   std::chrono::sys_days, year_month_day    date
//   other points of std::chrono::system_clock, and local_time    timestamp
//   std::chrono::hh_mm_ss                    time
//   std::chrono::duration                    bigint: the count, in the duration's own unit
//   enum class                               text, the enumerator's name; or `as integer`, `as enum`
//   enum class without enumerators           like its underlying type
//   a struct with one member                 like that member: Id<User>
//   another plain struct                     its members, as street of `Address home` is home_street
//   what ColumnType (below) is given         as it says
//
//   INSTAR_NAME(admin) behind an enumerator gives it another name in the database: kAdmin INSTAR_NAME(admin).
//
//   Everything else is an error at the member, with the reason. INSTAR_COL(transient) leaves a member out,
//   INSTAR_COL(type ...) names the column's type whatever the member's type is. A private or protected member
//   is a column when it says so, even with an empty INSTAR_COL().
//
// What stands in INSTAR_COL(...)
//   What stands behind the type of a column in a migration: primary key [autoincrement], unique, null,
//   not null, default <value>, check (...), references table(column) [on delete ...] [on update ...],
//   collate <name>, generated always as (...) stored|virtual. And what only models have:
//     length n             varchar(n) for a string
//     type <type>          another type than the member's
//     column "name"        another name than the member's
//     renamed from <name>  for `instar revision --autogenerate`: a rename, not a new column
//     as text|integer|enum how an enum class is stored
//     index                an index on this column alone
//     transient            no column
//   Commas between them may be written. The initialiser of a member (`= true`) is C++ alone: only `default`
//   makes a default of the database. SQL that is no sequence of C++ tokens (the empty text '' is none for
//   Clang) is written as a string: INSTAR_COL(unique, "default ''").
//
// What stands in INSTAR_TABLE(...)
//   The table's name, and after it, between commas: unique (...), check (...), primary key (...),
//   foreign key (...) references ..., [unique] index [name] (...) [where ...], strict, without rowid,
//   renamed from <name>.
#ifndef INSTAR_MODEL_H_
#define INSTAR_MODEL_H_

#if defined(INSTAR_READER)
// Only instar-models defines INSTAR_READER: it is Clang, whatever the compiler of the program is.
#define INSTAR_TABLE(...) [[clang::annotate("instar.table " #__VA_ARGS__)]]
#define INSTAR_COL(...) [[clang::annotate("instar.column " #__VA_ARGS__)]]
#define INSTAR_NAME(...) [[clang::annotate("instar.name " #__VA_ARGS__)]]
#else
#define INSTAR_TABLE(...)
#define INSTAR_COL(...)
#define INSTAR_NAME(...)
#endif

// The same without macros. Both spellings may stand side by side, even on one member.
//
//   namespace db = instar::model;
//
//   struct Order {
//     static constexpr db::Table table{"orders", "check (total >= 0)"};
//     db::PrimaryKey<Id<Order>, db::Autoincrement> id;
//     db::ForeignKey<Id<User>, &User::id, db::OnDelete<db::Cascade>> user_id;
//     db::Column<OrderState, db::AsInteger> state = OrderState::kOpen;
//     db::Column<std::string, db::Unique, db::Length<40>> number;
//     std::int64_t total = 0;
//   };
namespace instar::model {

// Options of the aliases, in any order. None of them is ever defined or made.
struct Unique;
struct Indexed;
struct Autoincrement;  // of PrimaryKey
struct Transient;
struct AsText;
struct AsInteger;
struct AsEnum;
template <int n>
struct Length;
// Of ForeignKey and References, with one of the actions below.
template <class Action>
struct OnDelete;
template <class Action>
struct OnUpdate;
struct Cascade;
struct Restrict;
struct SetNull;
struct SetDefault;
struct NoAction;

// Each is the type T itself.
template <class T, class... Options>
using Column = T;

// On several members: one key of all of them, in the order of declaration.
template <class T, class... Options>
using PrimaryKey = T;

// A reference to the column of that member: ForeignKey<Id<User>, &User::id>. The compiler checks that there
// is such a member, and an editor renames it along.
template <class T, auto kMember, class... Options>
using ForeignKey = T;

// A reference to the primary key of a struct that need not be defined yet, for tables that refer to each
// other: References<Id<Team>, Team>.
template <class T, class Model, class... Options>
using References = T;

// Makes the struct a table whose static data member it is; the member's own name does not matter. What
// follows the table's name is what would follow it in INSTAR_TABLE, one text each. Texts are literals.
class Table {
 public:
  template <class... Elements>
  constexpr explicit Table(const char* name, Elements... elements) : name_(name) {
    (Check(elements), ...);
  }

  // What would stand in the INSTAR_COL of that member: Table("orders").Column("title", "length 80").
  constexpr Table Column(const char* /*member*/, const char* /*words*/) const { return *this; }

  constexpr const char* name() const { return name_; }

 private:
  static constexpr void Check(const char* /*element*/) {}

  const char* name_;
};

// The column type of a C++ type that Instar does not know, in the words of a migration. At namespace scope,
// before or after the struct that uses it:
//
//   template <>
//   struct instar::model::ColumnType<shop::Money> {
//     static constexpr char name[] = "decimal(12, 2)";
//   };
//
// Partial specialisations count too. std::optional<shop::Money> needs none of its own.
template <class T>
struct ColumnType;

}  // namespace instar::model

#endif  // INSTAR_MODEL_H_
