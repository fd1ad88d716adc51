# The same project takes Instar in one WAY: it builds without a warning, its program migrates, its test
# passes, and building again does nothing.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

start_project(whole)
if(WAY STREQUAL "build_tree")
  must_configure(-D WAY=find_package)
elseif(WAY STREQUAL "build_tree_by_dir")
  must_configure(-D WAY=find_package -D "Instar_DIR=${INSTAR_BUILD}" -D CMAKE_PREFIX_PATH=)
elseif(WAY STREQUAL "install")
  must_configure(-D WAY=find_package -D "CMAKE_PREFIX_PATH=${INSTAR_PREFIX}")
  # An install must not look back at the folder that it was built in.
  file(GLOB_RECURSE package "${INSTAR_PREFIX}/*.cmake")
  foreach(file IN LISTS package)
    file(READ "${file}" OUTPUT)
    string(FIND "${OUTPUT}" "${INSTAR_BUILD}" position)
    if(NOT position EQUAL -1)
      fail("${file} names the build folder")
    endif()
  endforeach()
elseif(WAY STREQUAL "unity")
  must_configure(-D WAY=find_package -D CMAKE_UNITY_BUILD=ON)
elseif(WAY STREQUAL "subdirectory")
  # The compiler comes from the outer build, so only the runtime is built here.
  must_configure(-D WAY=add_subdirectory -D "INSTAR_SOURCE=${INSTAR_SOURCE}" -D INSTAR_BUILD_COMPILER=OFF
    -D "INSTAR_COMPILER=${INSTARC}" -D CMAKE_PREFIX_PATH=)
elseif(WAY STREQUAL "fetch_content")
  must_configure(-D WAY=fetch_content -D "INSTAR_SOURCE=${INSTAR_SOURCE}" -D CMAKE_PREFIX_PATH=
    -D CMAKE_UNITY_BUILD=ON -D BUILD_SHARED_LIBS=ON)
else()
  fail("no such way: ${WAY}")
endif()

must_build()
count_in_output("warning:" warnings)
if(warnings GREATER 0)
  fail("the build has warnings")
endif()
expect_program(shop create_words greet)
run("${CMAKE_CTEST_COMMAND}" --test-dir "${BUILD}" -C Debug -V)
expect_text("shop_migrations.replay" "2 revisions went up, 2 of them down and up again" "100% tests passed"
  "out of 1")
expect_quiet_build()
