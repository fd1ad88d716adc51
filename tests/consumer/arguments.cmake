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
endfunction()

expect_refusal("DIRECTORY migrations MODELS src/models.h" "MODELS is not supported yet")
expect_refusal("DIRECTORY migrations STREAM shop" "STREAM is not supported yet")
expect_refusal("DIRECTORY migrations SARIF" "no value after SARIF")
expect_refusal("DIRECTORY migrations WARNINGS" "no value after WARNINGS")
expect_refusal("DIRECTORY migrations WARNINGS -Wall extra" "something else than options -W...: extra")
expect_refusal("DIRECTORY migrations DIALECTS sqlite postgresql"
  "the dialect postgresql is not supported yet")
expect_refusal("DIRECTORY migrations DIALECTS oracle" "unknown dialect: oracle")
expect_refusal("DIRECTORY migrations NO_TEST" "unknown argument: NO_TEST")
expect_refusal("DIRECTORY migrations NAMESPACE" "no value after NAMESPACE")
expect_refusal("DIRECTORY migrations NAMESPACE shop::1st" "NAMESPACE is not a C++ namespace: shop::1st")
expect_refusal("DIRECTORY nowhere" "DIRECTORY is not a folder" "/nowhere")
expect_refusal("DIRECTORY migrations FILES migrations/1.migration" "needs either DIRECTORY or FILES")
expect_refusal("NAMESPACE shop" "needs either DIRECTORY or FILES")

# The same project with a call in order.
file(WRITE "${SOURCE}/call.cmake" "add_migrations(shop_migrations DIRECTORY migrations NAMESPACE shop)\n")
must_configure()
must_build()
expect_program(shop r1)
