#pragma once
#include <instar/model.h>

#include <concepts>
#include <string>

#include "key.h"

#ifndef FROM_OPTIONS
#error the options of the target are not here
#endif

template <std::integral T>
struct Count {
  T value;
};

struct INSTAR_TABLE(users) User {
  Key<User> id INSTAR_COL(primary key);
  std::string email INSTAR_COL(unique);
  Count<int> logins;
};
