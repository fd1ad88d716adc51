# Arguments of add_migrations() that are refused, each in words that name it.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

start_project(simple)
write_migration(1 "revision r1; revises base;")

# The call stands in a file of its own, so that each can be any text.
file(READ "${SOURCE}/CMakeLists.txt" project)
string(REGEX REPLACE "add_migrations\\([^)]*\\)" "include(call.cmake)" project "${project}")
file(WRITE "${SOURCE}/CMakeLists.txt" "${project}")

# expect_refusal(arguments text...)
function(expect_refusal arguments)
  file(WRITE "${SOURCE}/call.cmake" "add_migrations(shop_migrations ${arguments})\n")
  configure_project()
  if(RESULT EQUAL 0)
    fail("add_migrations(shop_migrations ${arguments}) should have been refused")
  endif()
  expect_text("add_migrations(shop_migrations): " ${ARGN})
  # What follows from it is not said.
  count_in_output("CMake Error" errors)
  if(NOT errors EQUAL 1)
    fail("expected one error, found ${errors}")
  endif()
endfunction()

expect_refusal("DIRECTORY migrations MODELS nowhere.h" "MODELS names a file that does not exist" "/nowhere.h")
expect_refusal("DIRECTORY migrations MODELS migrations" "MODELS names a folder: migrations")
expect_refusal("DIRECTORY migrations MODELS" "no value after MODELS")
expect_refusal("DIRECTORY migrations MODELS_TARGET shop" "MODELS_TARGET needs MODELS")
expect_refusal("DIRECTORY migrations STREAM shop" "STREAM is not supported yet")
expect_refusal("DIRECTORY migrations SARIF" "no value after SARIF")
expect_refusal("DIRECTORY migrations WARNINGS" "no value after WARNINGS")
expect_refusal("DIRECTORY migrations WARNINGS -Wall extra" "something else than options -W...: extra")
expect_refusal("DIRECTORY migrations DIALECTS sqlite postgresql"
  "the dialect postgresql is not supported yet")
expect_refusal("DIRECTORY migrations DIALECTS oracle" "unknown dialect: oracle" "known is sqlite")
expect_refusal("DIRECTORY migrations DIALECTS postgres" "unknown dialect: postgres; did you mean postgresql?")
expect_refusal("DIRECTORY migrations DIALECTS SQLite3" "unknown dialect: SQLite3; did you mean sqlite?")
expect_refusal("DIRECTORY migrations NO_TEST" "unknown argument: NO_TEST")
expect_refusal("DIRECTORY migrations NAMESPACE" "no value after NAMESPACE")
expect_refusal("DIRECTORY migrations NAMESPACE shop::1st" "NAMESPACE is not a C++ namespace: shop::1st")
expect_refusal("DIRECTORY migrations NAMESPACE shop::new" "holds a word of C++: new")
foreach(version IN ITEMS 2.8 3 3.x 3.37.2.1 4.0 3.1234)
  expect_refusal("DIRECTORY migrations SQLITE_MIN_VERSION ${version}"
    "SQLITE_MIN_VERSION is not a version of SQLite 3, such as 3.37: ${version}")
endforeach()
expect_refusal("DIRECTORY nowhere" "DIRECTORY is not a folder" "/nowhere")
expect_refusal("DIRECTORY migrations FILES migrations/1.migration"
  "needs either DIRECTORY or FILES, but not both")
expect_refusal("NAMESPACE shop" "needs either DIRECTORY or FILES")
expect_refusal("FILES migrations/1.migration gone.migration" "FILES names a file that does not exist" "/gone.migration")
expect_refusal("FILES migrations" "FILES names a folder: migrations")
expect_refusal("FILES migrations/1.migration ./migrations/1.migration"
  "FILES names a file twice: ./migrations/1.migration")

file(WRITE "${SOURCE}/call.cmake" "add_migrations(DIRECTORY migrations)\n")
configure_project()
if(RESULT EQUAL 0)
  fail("a call without a target should have been refused")
endif()
expect_text("add_migrations(): the target's name is missing before DIRECTORY")

# The same project with a call in order.
file(WRITE "${SOURCE}/call.cmake" "add_migrations(shop_migrations DIRECTORY migrations NAMESPACE shop)\n")
must_configure()
must_build()
expect_program(shop r1)

# One folder too high: the build says where it looked.
file(WRITE "${SOURCE}/call.cmake" "add_migrations(shop_migrations DIRECTORY . NAMESPACE shop)\n")
must_configure()
must_build()
expect_text("there are no .migration files in '${SOURCE}', but some in '${SOURCE}/migrations'" "[no-migrations]")

# A call of C++ that is nowhere.
file(WRITE "${SOURCE}/call.cmake" "add_migrations(shop_migrations DIRECTORY migrations NAMESPACE shop)\n")
file(WRITE "${SOURCE}/migrations/2.migration"
  "revision r2; revises r1;\nupgrade {\n    call shop::Fill;\n}\ndowngrade { }\n")
must_configure()
must_not_build()
expect_text("/2.migration:3:5: error: " "add_migrations() was given no STEPS" "[call-without-steps]")
file(WRITE "${SOURCE}/fill.cc"
  "#include \"shop_migrations.h\"\n"
  "instar::Status shop::Fill(instar::Step&) { return instar::OkStatus(); }\n")
file(WRITE "${SOURCE}/call.cmake"
  "add_migrations(shop_migrations DIRECTORY migrations NAMESPACE shop STEPS fill.cc)\n")
must_configure()
must_build()
