# The example of docs/models.md builds, and its member without a migration is refused in the words of the page.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

file(READ "${INSTAR_SOURCE}/docs/models.md" page)
string(REGEX MATCH "```cpp\n(// src/models.h\n[^`]*)```" matched "${page}")
set(header "${CMAKE_MATCH_1}")
# What the example takes for granted.
string(REPLACE "#include <instar/model.h>\n" "#include <instar/model.h>

#include <cstdint>
#include <optional>
#include <string>

template <class Tag>
struct Id {
  std::int64_t value;
};
" header "${header}")
string(REGEX MATCH "```console\n([^`]*)```" matched "${page}")
set(console "${CMAKE_MATCH_1}")
if(NOT header OR NOT console)
  fail("docs/models.md has no example")
endif()

start_project(simple)
file(WRITE "${SOURCE}/CMakeLists.txt" "\
cmake_minimum_required(VERSION 3.21)
project(Page LANGUAGES CXX)
find_package(Instar REQUIRED)
add_migrations(shop_migrations DIRECTORY migrations NAMESPACE shop MODELS src/models.h)
add_executable(shop main.cc)
target_link_libraries(shop PRIVATE shop_migrations)
")
file(WRITE "${SOURCE}/src/models.h" "${header}")
file(WRITE "${SOURCE}/migrations/1.migration" "\
revision create_users;
revises base;
upgrade {
    create table users (
        id integer primary key autoincrement,
        tenant text not null,
        email varchar(320) not null,
        active boolean not null default true,
        boss integer references users (id) on delete set null,
        unique (tenant, email)
    );
}
")
must_configure()
must_build()
expect_program(shop create_users)

string(REPLACE "  std::string tenant;" "  std::string tenant;\n  std::optional<std::string> title;" changed "${header}")
file(WRITE "${SOURCE}/src/models.h" "${changed}")
must_not_build()
# All but the commands, what they print of their progress, and the places of lines.
string(REGEX REPLACE "(^|\n)(\\$|\\[)[^\n]*" "" expected "${console}")
string(REGEX REPLACE ":[0-9]+:([0-9]+: )" ":LINE:\\1" expected "${expected}")
string(REPLACE "${SOURCE}/" "" OUTPUT "${OUTPUT}")
string(REGEX REPLACE ":[0-9]+:([0-9]+: )" ":LINE:\\1" OUTPUT "${OUTPUT}")
string(FIND "${OUTPUT}" "${expected}" position)
if(position EQUAL -1)
  fail("expected, as docs/models.md says:\n${expected}")
endif()
