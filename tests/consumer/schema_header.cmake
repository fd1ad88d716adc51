# The schema header: code that names what is no longer there does not compile, and code that does not care is
# not compiled again.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

function(write_revision id parent upgrade)
  file(WRITE "${SOURCE}/migrations/${id}.migration" "revision ${id};\nrevises ${parent};\nupgrade { ${upgrade} }\n")
endfunction()

# replace_in_program(from to)
function(replace_in_program from to)
  file(READ "${SOURCE}/main.cc" text)
  string(REPLACE "${from}" "${to}" replaced "${text}")
  if(replaced STREQUAL text)
    fail("main.cc has no ${from}")
  endif()
  file(WRITE "${SOURCE}/main.cc" "${replaced}")
endfunction()

start_project(schema)
write_revision(one base "create table users (id integer primary key, mail text);")
must_configure()
must_build()
expect_program(shop "select mail from users")

# Neither a comment nor a change that leaves the schema alone compiles the program again.
file(APPEND "${SOURCE}/migrations/one.migration" "-- a remark\n")
must_build()
expect_runs(1 0)
write_revision(two one "insert into users (mail) values ('x'); }\nirreversible \"a row\";\n-- {")
must_build()
expect_runs(1 1)
expect_quiet_build()

# A renamed column: the code is stale until it is mended.
write_revision(three two "alter table users rename column mail to email;")
must_not_build()
if(NOT OUTPUT MATCHES "main\\.cc:[0-9]+:[0-9]+: error: [^\n]*mail")
  fail("expected an error at the stale name")
endif()
replace_in_program("users::mail) == \"mail\"" "users::email) == \"email\"")
must_not_build()
replace_in_program("users::mail" "users::email")
must_build()
expect_program(shop "select email from users")
expect_quiet_build()

# A dropped table, on one of two heads; what the other head makes is there.
write_revision(four three "create table people (id integer primary key);")
write_revision(five three "drop table users;")
file(WRITE "${SOURCE}/migrations/five.migration"
  "revision five;\nrevises three;\nupgrade {\n  allow drop-table \"a test\";\n  drop table users;\n}\n"
  "downgrade auto keeping data;\n")
must_configure(-D OPTIONS=ALLOW_MULTIPLE_HEADS)
must_not_build()
if(NOT OUTPUT MATCHES "main\\.cc:[0-9]+:[0-9]+: error: [^\n]*users")
  fail("expected an error at the stale table")
endif()

# Names that C++ cannot have.
write_revision(six four "create table \"class\" (\"new\" text, \"first name\" text, \"first-name\" text, \"table\" text);")
file(WRITE "${SOURCE}/main.cc" "#include <cstdio>\n#include \"shop_migrations_schema.h\"\n"
  "int main() {\n  using namespace shop::schema::class_;\n"
  "  std::puts(shop::schema::people::table);\n"
  "  std::puts(table);\n  std::puts(new_);\n  std::puts(first_name);\n  std::puts(first_name_2);\n  std::puts(table_2);\n}\n")
must_build()
expect_program(shop people class "new" "\"first name\"" "\"first-name\"" "\"table\"")
