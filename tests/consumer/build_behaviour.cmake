# What a build runs after a change, ROW, on one GENERATOR. The rows of one generator share a project, one
# after the other; each first brings it back to its known form.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

function(write_known_history)
  file(GLOB present "${SOURCE}/migrations/*")
  list(FILTER present EXCLUDE REGEX "/[123]\\.migration$")
  if(present)
    file(REMOVE ${present})
  endif()
  write_migration(1 "revision r1; revises base;")
  write_migration(2 "revision r2; revises r1;")
  write_migration(3 "revision r3; revises r2;")
endfunction()

if(ROW STREQUAL "set_up")
  start_project(simple)
  write_known_history()
  must_configure()
  must_build()
  # instarc once; the table, and the program that reads it.
  expect_runs(1 2)
  expect_program(shop r1 r2 r3)
  return()
endif()

write_known_history()
must_build()

if(ROW STREQUAL "nothing_changed")
  expect_quiet_build()

elseif(ROW STREQUAL "comment_changed")
  write_migration(2 "revision r2; revises r1;" "-- a remark\n")
  must_build()
  expect_runs(1 0)

elseif(ROW STREQUAL "statement_changed")
  file(READ "${SOURCE}/migrations/3.migration" text)
  string(REPLACE "integer primary key" "integer primary key, name text" text "${text}")
  file(WRITE "${SOURCE}/migrations/3.migration" "${text}")
  must_build()
  expect_runs(1 1)

elseif(ROW STREQUAL "file_added")
  write_migration(4 "revision r4; revises r3;")
  must_build()
  expect_runs(1 1)
  expect_program(shop r1 r2 r3 r4)

elseif(ROW STREQUAL "file_removed")
  file(REMOVE "${SOURCE}/migrations/3.migration")
  must_build()
  expect_runs(1 1)
  expect_program(shop r1 r2)

elseif(ROW STREQUAL "file_renamed")
  file(RENAME "${SOURCE}/migrations/1.migration" "${SOURCE}/migrations/renamed.migration")
  must_build()
  expect_runs(1 0)
  expect_program(shop r1 r2 r3)

elseif(ROW STREQUAL "twelve_files")
  # By name, 10 to 12 stand between 1 and 2.
  set(ids r1 r2 r3)
  foreach(number RANGE 4 12)
    math(EXPR parent "${number} - 1")
    write_migration(${number} "revision r${number}; revises r${parent};")
    list(APPEND ids r${number})
  endforeach()
  must_build()
  expect_runs(1 1)
  expect_program(shop ${ids})

elseif(ROW STREQUAL "broken_then_mended")
  write_migration(3 "revision r3; revises nowhere;")
  must_not_build()
  expect_text("[missing-parent]")
  expect_position(3.migration)
  # A second try must not take the failed run for a finished one.
  must_not_build()
  expect_text("[missing-parent]")
  write_migration(3 "revision r3; revises r2;")
  must_build()
  expect_runs(1 0)
  expect_program(shop r1 r2 r3)

elseif(ROW STREQUAL "lock_added")
  string(REPEAT 0 64 hash)
  file(WRITE "${SOURCE}/migrations/migrations.lock"
    "instar-lock 1\nrelease v1.0\nr1 base ${hash} ${hash}\n")
  must_not_build()
  expect_text("[edited-release]")
  file(WRITE "${SOURCE}/migrations/migrations.lock" "instar-lock 1\n")
  must_build()
  expect_runs(1 0)

else()
  fail("no such row: ${ROW}")
endif()

expect_quiet_build()
