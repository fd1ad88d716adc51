# A project takes Instar into its own build, in one CASE: what must hold there is said at each.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

start_project(embedded)
# The compiler comes from the outer build, so only the runtime is built here.
set(sources -D "INSTAR_SOURCE=${INSTAR_SOURCE}" -D INSTAR_BUILD_COMPILER=OFF -D "INSTAR_COMPILER=${INSTARC}"
  -D CMAKE_PREFIX_PATH= -D SQLITE_MIN_VERSION=3.35)

# run_program([argument...]): what it prints is in OUTPUT.
macro(run_program)
  find_program(PROGRAM_FILE program PATHS "${BUILD}" "${BUILD}/Debug" NO_DEFAULT_PATH REQUIRED)
  run("${PROGRAM_FILE}" ${ARGN})
  if(NOT RESULT EQUAL 0)
    fail("the program failed")
  endif()
endmacro()

function(expect_output)
  list(JOIN ARGN "\n" expected)
  if(NOT OUTPUT STREQUAL "${expected}\n")
    fail("expected the program to print:\n${expected}")
  endif()
endfunction()

if(CASE MATCHES "^no_exceptions")
  # Everything without exceptions and type information; or the program alone, against libraries that have them.
  if(CASE STREQUAL "no_exceptions")
    must_configure(${sources} -D PROGRAM=plain -D "CMAKE_CXX_FLAGS=-fno-exceptions -fno-rtti")
  else()
    must_configure(-D PROGRAM=plain -D "CONSUMER_FLAGS=-fno-exceptions -fno-rtti" -D SQLITE_MIN_VERSION=3.35)
  endif()
  must_build()
  run_program("${WORK}/shop.db")
  expect_output("Ok: three, a backup" "replay: Ok")

elseif(CASE MATCHES "^threads")
  # Under one sanitizer of threads, or those of memory, which do not go together.
  if(CASE STREQUAL "threads")
    set(sanitizers thread)
  else()
    set(sanitizers address,undefined)
  endif()
  must_configure(${sources} -D PROGRAM=threads
    -D "CMAKE_CXX_FLAGS=-fsanitize=${sanitizers} -fno-sanitize-recover=undefined -g")
  must_build()
  file(MAKE_DIRECTORY "${WORK}/databases")
  set(ENV{TSAN_OPTIONS} "halt_on_error=1")
  run_program("${WORK}/databases")
  expect_output("0 failures")

elseif(CASE MATCHES "^own_sqlite")
  # An SQLite that is part of the program, as an amalgamation is.
  set(own -D PROGRAM=own -D SQLITE=own -D "SQLITE_ARCHIVE=${SQLITE_ARCHIVE}" -D "SQLITE_HEADER=${SQLITE_HEADER}"
    -D CMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON)
  if(CASE STREQUAL "own_sqlite")
    must_configure(${sources} ${own})
    set(opened 1)
  else()
    # Instar's libraries were compiled with the other header already.
    must_configure(${own} -D SQLITE_MIN_VERSION=3.35)
    set(opened 0)
  endif()
  must_build()
  run_program()
  expect_output("Ok, opened ${opened} times by our own")
  run(ldd "${PROGRAM_FILE}")
  if(OUTPUT MATCHES "sqlite")
    fail("the program needs a shared SQLite as well")
  endif()
  # What it does not use is not in it.
  run(nm -C "${PROGRAM_FILE}")
  expect_text("instar::sqlite::Upgrade")
  if(OUTPUT MATCHES "KeepBackups|BackupNames|ReportJson|ReportText|TerminalProgress")
    fail("the program has linked ${CMAKE_MATCH_0}, which it never calls")
  endif()

elseif(CASE STREQUAL "sqlcipher")
  # Debian's SQLCipher is SQLite 3.15 inside.
  must_configure(${sources} -D PROGRAM=encrypted -D SQLITE=sqlcipher -D SQLITE_MIN_VERSION=3.15
    -D "SQLCIPHER_LIBRARY=${SQLCIPHER_LIBRARY}" -D "SQLCIPHER_INCLUDE_DIR=${SQLCIPHER_INCLUDE_DIR}"
    -D CMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON)
  must_build()
  set(database "${WORK}/shop.db")
  run_program("${database}")
  expect_text(
    "with the key: Ok at one"
    "without it: NotADatabase at base"
    "or open it with its key and hand the connection over"
    "with another one: NotADatabase at base"
    "the file is as it was"
    "a backup without it: BackupFailed at one"
    "a backup with it: Ok at three"
    "the backup: Ok at three"
    "the row: ada")
  file(GLOB files "${database}*")
  list(LENGTH files count)
  if(NOT count EQUAL 2)
    fail("expected the database and its backup: ${files}")
  endif()
  foreach(file IN LISTS files)
    file(READ "${file}" begin LIMIT 6 HEX)
    if(begin STREQUAL "53514c697465")
      fail("${file} is not encrypted")
    endif()
  endforeach()

else()
  fail("no such case: ${CASE}")
endif()
