# The test that add_migrations() registers: what it finds, and where it is left out.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

macro(run_ctest)
  run("${CMAKE_CTEST_COMMAND}" --test-dir "${BUILD}" -C Debug -V)
endmacro()

start_project(whole)
if(CASE STREQUAL "failing_step")
  # Only this test runs the C++ steps before a database does.
  must_configure(-D WAY=find_package -D CMAKE_CXX_FLAGS=-DREFUSE_TO_LEAVE)
  must_build()
  run_ctest()
  expect_text("shop_migrations.replay" "I stay" "1 tests failed out of 1")

elseif(CASE STREQUAL "irreversible")
  # What cannot be undone stays, with all that it needs.
  file(WRITE "${SOURCE}/migrations/third.migration"
    "revision forget; revises greet;\nupgrade { delete from words; }\nirreversible \"they are gone\";\n")
  write_migration(fourth "revision four; revises forget;")
  must_configure(-D WAY=find_package)
  must_build()
  run_ctest()
  expect_text("4 revisions went up, 1 of them down and up again" "100% tests passed")

elseif(CASE STREQUAL "nothing_below_irreversible")
  file(WRITE "${SOURCE}/migrations/third.migration"
    "revision forget; revises greet;\nupgrade { delete from words; }\nirreversible \"they are gone\";\n")
  must_configure(-D WAY=find_package)
  must_build()
  run_ctest()
  expect_text("3 revisions went up, 0 of them down and up again" "100% tests passed")

elseif(CASE STREQUAL "branches")
  # Two heads, one of which cannot be undone.
  file(WRITE "${SOURCE}/migrations/third.migration"
    "revision forget; revises greet;\nupgrade { delete from words; }\nirreversible \"they are gone\";\n")
  write_migration(fourth "revision four; revises create_words;")
  must_configure(-D WAY=find_package -D OPTIONS=ALLOW_MULTIPLE_HEADS)
  must_build()
  run_ctest()
  expect_text("4 revisions went up, 1 of them down and up again" "100% tests passed")

elseif(CASE STREQUAL "none")
  must_configure(-D WAY=find_package -D OPTIONS=NO_TESTS)
  must_build()
  run_ctest()
  expect_text("No tests were found")

else()
  fail("no such case: ${CASE}")
endif()
