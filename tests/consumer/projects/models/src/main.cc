#include <cstdio>
#include <string_view>

#include "models.h"
#include "shop_migrations.h"

int main() {
  const User user{{7}, "a@b", {3}};
  std::printf("%lld %s %d %s %u\n", user.id.value, user.email.c_str(), user.logins.value, NAME,
              static_cast<unsigned>(shop::migrations().revision_count));
}
