// Tables with a column of every kind, in both spellings.
#pragma once
#include <instar/model.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace db = instar::model;

template <class Tag>
struct Id {
  std::int64_t value;
};

enum class Role { kAdmin INSTAR_NAME(admin), kUser INSTAR_NAME(user) };

struct Money {
  std::int64_t units;
  int nanos;
};
template <>
struct instar::model::ColumnType<Money> {
  static constexpr char name[] = "decimal(12, 2)";
};

struct Address {
  std::string street INSTAR_COL(length 80);
  std::optional<std::string> city;
};

struct Stamped {
  std::chrono::system_clock::time_point created_at INSTAR_COL(default current_timestamp);
};

struct INSTAR_TABLE(customers, unique(tenant, email), check(score >= 0), index(created_at)) Customer
    : Stamped {
  Id<Customer> id INSTAR_COL(primary key autoincrement);
  std::string tenant INSTAR_COL("default ''");
  std::string email INSTAR_COL(length 320, unique);
  bool active INSTAR_COL(default true) = true;
  Role role = Role::kUser;
  Role number INSTAR_COL(as integer);
  std::optional<Id<Customer>> boss INSTAR_COL(references customers.id on delete set null, index);
  Address home;
  std::optional<Address> work;
  std::vector<std::byte> picture;
  std::array<std::byte, 16> token;
  std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<int, std::ratio<86400>>> birthday;
  std::chrono::milliseconds timeout;
  double score INSTAR_COL(default 0) = 0;
  float weight;
  std::uint16_t level;
  std::int8_t tiny;
  int cache INSTAR_COL(transient);
};

struct Team;

struct Order {
  static constexpr auto table = db::Table("orders", "check (total >= 0)").Column("total", "default 0");
  db::PrimaryKey<Id<Order>> id;
  db::ForeignKey<Id<Customer>, &Customer::id, db::OnDelete<db::Cascade>> customer;
  std::optional<db::References<Id<Team>, Team>> team;
  db::Column<std::string, db::Unique, db::Length<40>> number;
  Money total;
};

struct Team {
  static constexpr db::Table table{"teams"};
  db::PrimaryKey<Id<Team>> id;
  std::string name;
};

struct Member {
  static constexpr db::Table table{"members"};
  db::PrimaryKey<db::References<Id<Team>, Team>> team;
  db::PrimaryKey<db::ForeignKey<Id<Customer>, &Customer::id>> customer;
};
