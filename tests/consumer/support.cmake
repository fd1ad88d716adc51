# What the scripts in this folder share. CTest gives SETTINGS, the file that tests/consumer/CMakeLists.txt
# writes, and WORK, the folder of this test.
cmake_minimum_required(VERSION 3.21)
include("${SETTINGS}")

# The outer build must not steer the inner ones.
foreach(variable IN ITEMS MAKEFLAGS MFLAGS MAKELEVEL NINJA_STATUS VERBOSE CMAKE_GENERATOR CMAKE_BUILD_TYPE
    CMAKE_PREFIX_PATH CMAKE_COLOR_DIAGNOSTICS CMAKE_BUILD_PARALLEL_LEVEL Instar_DIR INSTAR_COMPILER
    CLICOLOR CLICOLOR_FORCE DESTDIR)
  unset(ENV{${variable}})
endforeach()

if(NOT DEFINED GENERATOR)
  set(GENERATOR "${DEFAULT_GENERATOR}")
endif()
set(SOURCE "${WORK}/source")
set(BUILD "${WORK}/build")

function(fail)
  message(FATAL_ERROR ${ARGN} "\nThe last output was:\n${OUTPUT}")
endfunction()

# Sets OUTPUT (both streams) and RESULT of a command.
macro(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE OUTPUT ERROR_VARIABLE OUTPUT RESULT_VARIABLE RESULT
    ENCODING NONE)
endmacro()

# start_project(name): a fresh copy of a project, with nothing built.
macro(start_project name)
  file(REMOVE_RECURSE "${WORK}")
  file(COPY "${PROJECTS}/${name}/" DESTINATION "${SOURCE}")
endmacro()

# configure_project([argument...]), against the build folder of Instar unless told otherwise.
macro(configure_project)
  run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${BUILD}" -G "${GENERATOR}" ${COMPILER_ARGUMENTS}
    -D CMAKE_BUILD_TYPE=Debug -D "CMAKE_PREFIX_PATH=${INSTAR_BUILD}" ${ARGN})
endmacro()

macro(build_project)
  run("${CMAKE_COMMAND}" --build "${BUILD}" --config Debug --parallel 2 ${ARGN})
  # File systems stamp by the kernel's tick. A change within the tick in which the build ended is not newer
  # than what was built, and only a script is quick enough to make one.
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.05)
endmacro()

macro(must_configure)
  configure_project(${ARGN})
  if(NOT RESULT EQUAL 0)
    fail("configuring failed")
  endif()
endmacro()

macro(must_build)
  build_project(${ARGN})
  if(NOT RESULT EQUAL 0)
    fail("the build failed")
  endif()
endmacro()

macro(must_not_build)
  build_project(${ARGN})
  if(RESULT EQUAL 0)
    fail("the build should have failed")
  endif()
endmacro()

# expect_text(text...): each is part of the last output, line breaks aside (CMake wraps its messages).
function(expect_text)
  string(REGEX REPLACE "[ \r\n]+" " " flat "${OUTPUT}")
  foreach(text IN LISTS ARGN)
    string(FIND "${flat}" "${text}" position)
    if(position EQUAL -1)
      fail("expected the text: ${text}")
    endif()
  endforeach()
endfunction()

# expect_position(file): the last output points into that file, by line and column.
function(expect_position file)
  if(NOT OUTPUT MATCHES "/${file}:[0-9]+:[0-9]+: (error|note): ")
    fail("expected a diagnostic or note in ${file}")
  endif()
endfunction()

function(count_in_output text result)
  # A semicolon inside a match would make two of it.
  string(REPLACE ";" "," flat "${OUTPUT}")
  string(REGEX MATCHALL "${text}" hits "${flat}")
  list(LENGTH hits count)
  set(${result} ${count} PARENT_SCOPE)
endfunction()

# expect_runs(instarc cxx): how often the last build ran instarc and the C++ compiler.
function(expect_runs instarc cxx)
  count_in_output("Compiling the migrations of " instarc_runs)
  count_in_output("Building CXX object " cxx_runs)
  if(NOT instarc_runs EQUAL instarc OR NOT cxx_runs EQUAL cxx)
    fail("expected ${instarc} runs of instarc and ${cxx} of the C++ compiler, "
      "found ${instarc_runs} and ${cxx_runs}")
  endif()
endfunction()

macro(expect_quiet_build)
  must_build()
  expect_runs(0 0)
endmacro()

# expect_program(name line...): what the program prints.
function(expect_program name)
  string(REGEX REPLACE "[[*?]" "[\\0]" pattern "${BUILD}")
  file(GLOB_RECURSE programs LIST_DIRECTORIES false "${pattern}/${name}" "${pattern}/${name}.exe")
  list(FILTER programs EXCLUDE REGEX "/CMakeFiles/")
  run(${programs})
  list(JOIN ARGN "\n" expected)
  if(NOT RESULT EQUAL 0 OR NOT OUTPUT STREQUAL "${expected}\n")
    fail("expected ${programs} to print:\n${expected}")
  endif()
endfunction()

# write_migration(file header [text]): a migration that makes a table of its own. A file that holds just that
# is not touched.
function(write_migration file header)
  string(MD5 table "${header}")
  string(CONCAT content "${header}\n"
    "upgrade {\n    create table t_${table} (id integer primary key);\n}\n"
    "downgrade {\n    drop table t_${table};\n}\n" ${ARGN})
  set(path "${SOURCE}/migrations/${file}.migration")
  set(present "")
  if(EXISTS "${path}")
    file(READ "${path}" present)
  endif()
  if(NOT present STREQUAL content)
    file(WRITE "${path}" "${content}")
  endif()
endfunction()
