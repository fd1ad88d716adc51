#pragma once
#include <instar/model.h>

#include <string>

#if __has_include("shop_migrations_schema.h")
#include "shop_migrations_schema.h"
#endif

// key.h, <concepts> and <optional> come from the precompiled header.
#ifndef FROM_OPTIONS
#error the options of the target are not here
#endif

template <std::integral Number>
struct Count {
  Number value;
};

struct INSTAR_TABLE(users) User {
  Key<User> id INSTAR_COL(primary key);
  std::string email INSTAR_COL(unique);
  Count<int> logins;
};
