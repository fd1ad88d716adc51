# Which instar-models is run, and what is said where there is none.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

start_project(models)
file(MAKE_DIRECTORY "${SOURCE}/path with spaces")
file(WRITE "${SOURCE}/migrations/1.migration" "\
revision r1;
revises base;
upgrade {
    create table users (id bigint primary key, email text not null unique, logins integer not null);
}
")

# From an installed package.
must_configure(-D "CMAKE_PREFIX_PATH=${INSTAR_PREFIX}")
must_build()
expect_text("Reading the models of shop_migrations")
expect_program(shop "7 a@b 3 a b 1")

# A target that is not there, and one that compiles nothing.
file(READ "${SOURCE}/CMakeLists.txt" project)
foreach(name IN ITEMS shpo vocabulary)
  string(REPLACE "MODELS_TARGET shop" "MODELS_TARGET ${name}" changed "${project}")
  file(WRITE "${SOURCE}/CMakeLists.txt" "${changed}")
  set(BUILD "${WORK}/${name}")
  configure_project()
  if(RESULT EQUAL 0)
    fail("MODELS_TARGET ${name} should have been refused")
  endif()
  count_in_output("CMake Error" errors)
  if(NOT errors EQUAL 1)
    fail("expected one error, found ${errors}")
  endif()
  if(name STREQUAL "shpo")
    expect_text("add_migrations(shop_migrations): MODELS_TARGET names a target that does not exist: shpo")
  else()
    expect_text("MODELS_TARGET names a library that compiles nothing: vocabulary"
      "target_link_libraries(shop_migrations PRIVATE vocabulary)")
  endif()
endforeach()
# What that error says.
string(REPLACE "MODELS_TARGET shop" "" changed "${project}")
string(APPEND changed "target_link_libraries(shop_migrations PRIVATE vocabulary)
target_compile_definitions(shop_migrations PRIVATE FROM_OPTIONS)
target_precompile_headers(shop_migrations PRIVATE <concepts> src/first.h)\n")
file(WRITE "${SOURCE}/CMakeLists.txt" "${changed}")
must_configure()
must_build()
expect_program(shop "7 a@b 3 a b 1")
file(WRITE "${SOURCE}/CMakeLists.txt" "${project}")

# A path that is wrong.
configure_project(-D "INSTAR_MODEL_READER=${WORK}/nowhere/instar-models")
if(RESULT EQUAL 0)
  fail("a wrong INSTAR_MODEL_READER should have been refused")
endif()
expect_text("INSTAR_MODEL_READER is not a program: ${WORK}/nowhere/instar-models")

# A path that is right: that program is run, and run again when it is another one.
file(COPY "${MODEL_READER}" DESTINATION "${WORK}/host")
get_filename_component(name "${MODEL_READER}" NAME)
set(BUILD "${WORK}/named")
must_configure(-D "INSTAR_MODEL_READER=${WORK}/host/${name}")
must_build()
file(TOUCH "${WORK}/host/${name}")
must_build()
expect_text("Reading the models of shop_migrations")
must_build()
count_in_output("Reading the models of " reads)
if(NOT reads EQUAL 0)
  fail("expected nothing to be read again")
endif()

# When cross compiling, the package's own is for the other machine; that of the host may be on the PATH.
set(cross -D "CMAKE_SYSTEM_NAME=${CMAKE_HOST_SYSTEM_NAME}" -D "INSTAR_COMPILER=${INSTARC}")
find_program(installed instar-models)
if(NOT installed)
  set(BUILD "${WORK}/cross")
  configure_project(${cross})
  if(RESULT EQUAL 0)
    fail("MODELS without a reader for the host should have been refused")
  endif()
  expect_text("MODELS needs the program 'instar-models', which was not found"
    "apt-get install clang-19 libclang-19-dev llvm-19-dev" "-D INSTAR_MODEL_READER=<path of instar-models>")
endif()
set(path "$ENV{PATH}")
set(ENV{PATH} "${WORK}/host:${path}")
set(BUILD "${WORK}/cross_with_path")
must_configure(${cross})
must_build()
expect_program(shop "7 a@b 3 a b 1")
set(ENV{PATH} "${path}")

# Without LLVM all but instar-models is built. The program that is named is none of LLVM's.
set(instar -S "${INSTAR_SOURCE}" -G "${GENERATOR}" ${COMPILER_ARGUMENTS} -D INSTAR_BUILD_TESTS=OFF
  -D INSTAR_BUILD_BENCHMARKS=OFF -D "INSTAR_LLVM_CONFIG=${CMAKE_COMMAND}")
run("${CMAKE_COMMAND}" ${instar} -B "${WORK}/instar")
if(NOT RESULT EQUAL 0)
  fail("Instar should be built without LLVM")
endif()
expect_text("instar-models is not built: ")
run("${CMAKE_COMMAND}" ${instar} -B "${WORK}/instar_with_models" -D INSTAR_BUILD_MODELS=ON)
if(RESULT EQUAL 0)
  fail("INSTAR_BUILD_MODELS=ON should be refused without LLVM")
endif()
expect_text("instar-models cannot be built: " "apt-get install clang-19 libclang-19-dev llvm-19-dev")
set(BUILD "${WORK}/without_llvm")
configure_project(-D "CMAKE_PREFIX_PATH=${WORK}/instar")
if(RESULT EQUAL 0)
  fail("MODELS should be refused by a package without instar-models")
endif()
expect_text("MODELS needs the program 'instar-models', which was not found")
