# One case of the chat_service example: cmake -D CASE=... -D ... -P chat_service_test.cmake
cmake_minimum_required(VERSION 3.21)

# The outer build must not steer the inner one.
foreach(variable IN ITEMS MAKEFLAGS MFLAGS MAKELEVEL NINJA_STATUS CMAKE_GENERATOR CMAKE_BUILD_TYPE
    CMAKE_PREFIX_PATH Instar_DIR INSTAR_COMPILER CLICOLOR_FORCE DESTDIR)
  unset(ENV{${variable}})
endforeach()

set(history
  d4ae65008d6d 69491a79cfd0 3ec3925c8904 7c29c35fc9bc fix_session_constraints d00825f2a89a 881e615d25ac
  5f7a3e1b8d42 6f8a4e1b9d43 add_chat_tables add_message_role_enum add_is_default_api_keys
  add_encrypted_api_keys fix_enum_name_2025)

# run(<variable> EXIT <code> COMMAND <word>...): what the command printed; fails on any other exit code.
function(run result)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "EXIT" "COMMAND")
  execute_process(COMMAND ${arg_COMMAND}
    RESULT_VARIABLE exit OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT exit STREQUAL arg_EXIT)
    list(JOIN arg_COMMAND " " command)
    message(FATAL_ERROR "exit code ${exit} instead of ${arg_EXIT}: ${command}\n${output}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

function(expect_text output text)
  string(FIND "${output}" "${text}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "not found: ${text}\nin: ${output}")
  endif()
endfunction()

# expect_revisions(<output> <applied|undone> <revision>...): these were run, in this order, and no others.
function(expect_revisions output verb)
  string(REGEX MATCHALL "(applied|undone) [^\n]+" found "${output}")
  set(expected ${ARGN})
  list(TRANSFORM expected PREPEND "${verb} ")
  if(NOT found STREQUAL expected)
    message(FATAL_ERROR "expected: ${expected}\nfound: ${found}\nin: ${output}")
  endif()
endfunction()

# Builds against Instar's build folder, the way Instar itself is built.
function(configure source build)
  run(output EXIT 0 COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${build}" -G "${GENERATOR}"
    -D "CMAKE_PREFIX_PATH=${INSTAR}"
    -D "CMAKE_CXX_COMPILER=${COMPILER}" -D "CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
    -D "CMAKE_CXX_FLAGS=${FLAGS}"
    # The expression keeps generators with several configurations from adding a folder for each.
    -D "CMAKE_RUNTIME_OUTPUT_DIRECTORY=$<1:${build}/bin>")
endfunction()

function(sql database statements result)
  find_program(SQLITE3 sqlite3 REQUIRED)
  run(output EXIT 0 COMMAND "${SQLITE3}" -bail "${database}" "pragma foreign_keys = on; ${statements}")
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

function(expect_rows database query expected)
  sql("${database}" "${query}" rows)
  string(STRIP "${rows}" rows)
  if(NOT rows STREQUAL expected)
    message(FATAL_ERROR "${query}\nexpected:\n${expected}\nfound:\n${rows}")
  endif()
endfunction()

# A database at the revision before the API keys were encrypted, with rows in every table that changes later.
function(make_old_database database)
  run(output EXIT 0 COMMAND "${program}" "${database}" --upgrade-to add_is_default_api_keys)
  sql("${database}" "
    insert into users (email) values ('ada@example.com'), ('bob@example.com');
    insert into api_keys (user_id, provider, api_key, is_default)
      values (1, 'openai', 'sk-ada', true), (2, 'openai', 'sk-bob', false);
    insert into chats (user_id) values (1);
    insert into messages (chat_id, message_role, content)
      values (1, 'USER', 'hello'), (1, 'ASSISTANT', 'hi'), (1, 'SYSTEM', 'be kind');" output)
endfunction()

function(case_build)
  file(REMOVE_RECURSE "${WORK}")
  configure("${EXAMPLE}" "${build}")
  run(output EXIT 0 COMMAND "${CMAKE_COMMAND}" --build "${build}")
endfunction()

function(case_replay)
  run(output EXIT 0 COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${build}" -C Debug --no-tests=error -V)
  expect_text("${output}" "chat_migrations.replay")
  expect_text("${output}" "100% tests passed")
endfunction()

function(case_from_nothing)
  run(output EXIT 0 COMMAND "${program}" "${database}")
  expect_revisions("${output}" applied ${history})
  expect_text("${output}" "now at fix_enum_name_2025")

  run(output EXIT 0 COMMAND "${program}" "${database}" --add-user ada@example.com)
  expect_revisions("${output}" applied)
  expect_text("${output}" "already at fix_enum_name_2025")
  expect_text("${output}" "ada@example.com")
  expect_rows("${database}" "select count(*) from instar_history" "14")
endfunction()

function(case_one_behind)
  make_old_database("${database}")
  run(output EXIT 0 COMMAND "${program}" "${database}" --upgrade-to add_encrypted_api_keys)
  expect_revisions("${output}" applied add_encrypted_api_keys)

  run(output EXIT 0 COMMAND "${program}" "${database}")
  expect_revisions("${output}" applied fix_enum_name_2025)
  expect_text("${output}" "1 ada@example.com")
  expect_text("${output}" "2 bob@example.com")
  expect_rows("${database}" "select role, content from messages order by id"
    "user|hello\nassistant|hi\nsystem|be kind")
endfunction()

function(case_back_and_forth)
  make_old_database("${database}")
  run(output EXIT 0 COMMAND "${program}" "${database}")
  # 12 bytes of nonce and 16 of tag around the 6 of the key, and no two alike.
  expect_rows("${database}"
    "select count(distinct encrypted_key), min(length(encrypted_key)) from api_keys" "2|34")
  expect_rows("${database}" "select count(*) from api_keys where instr(encrypted_key, 'sk-') > 0" "0")

  run(output EXIT 0 COMMAND "${program}" "${database}" --downgrade-to add_is_default_api_keys)
  expect_revisions("${output}" undone fix_enum_name_2025 add_encrypted_api_keys)
  expect_rows("${database}" "select api_key, is_default from api_keys order by id" "sk-ada|1\nsk-bob|0")

  # To where the users table is new, and to head again: every user is still there.
  run(output EXIT 0 COMMAND "${program}" "${database}" --downgrade-to d4ae65008d6d)
  expect_rows("${database}" "select email, api_key from users join api_keys on user_id = users.id order by 1"
    "ada@example.com|sk-ada\nbob@example.com|sk-bob")
  run(output EXIT 0 COMMAND "${program}" "${database}")
  expect_text("${output}" "2 bob@example.com")

  run(output EXIT 0 COMMAND "${program}" "${database}" --downgrade-to base)
  set(newest_first ${history})
  list(REVERSE newest_first)
  expect_revisions("${output}" undone ${newest_first})
  expect_rows("${database}"
    "select count(*) from sqlite_master where name not like 'instar_%' and name not like 'sqlite_%'" "0")
endfunction()

# The command inside the program: also what `instar` cannot do, a revision with a C++ step.
function(case_migrate)
  set(migrate "${program}" migrate --database "sqlite:${database}")
  run(output EXIT 0 COMMAND ${migrate} status)
  expect_text("${output}" "14 revisions pending")
  run(output EXIT 0 COMMAND ${migrate} upgrade +1)
  expect_text("${output}" "now at d4ae65008d6d")
  run(output EXIT 0 COMMAND ${migrate} upgrade head)
  expect_text("${output}" "now at fix_enum_name_2025")
  expect_rows("${database}" "select count(*) from instar_history" "14")
  run(output EXIT 0 COMMAND ${migrate} current --check-heads)
  expect_text("${output}" "fix_enum_name_2025")
  run(output EXIT 0 COMMAND ${migrate} downgrade -1)
  expect_text("${output}" "now at add_encrypted_api_keys")
  run(output EXIT 0 COMMAND "${INSTAR}/tools/instar/instar" -p "${build}" --database "${database}" history -r current:)
  expect_text("${output}" "add_encrypted_api_keys (current)")
  run(output EXIT 2 COMMAND ${migrate} upgrade one two)
endfunction()

function(case_bad_usage)
  run(output EXIT 2 COMMAND "${program}")
  expect_text("${output}" "usage: chat_service DATABASE")
  run(output EXIT 2 COMMAND "${program}" "${database}" --no-such-option x)
  run(output EXIT 1 COMMAND "${program}" "${WORK}/no/such/folder/chat.db")
  expect_text("${output}" "chat_service: ")
  file(WRITE "${database}" "A letter to a friend, and no database at all.")
  run(output EXIT 1 COMMAND "${program}" "${database}")
  expect_text("${output}" "not a database")
endfunction()

# A copy whose revision 13 follows one that does not exist gives no program, and gives one once it is mended.
function(case_broken_link)
  set(copy "${WORK}/broken")
  file(REMOVE_RECURSE "${copy}")
  file(COPY "${EXAMPLE}/" DESTINATION "${copy}")
  set(file "${copy}/migrations/2025_09_23_0855_add_encrypted_api_keys.migration")
  file(READ "${file}" sound)
  string(REPLACE "revises  add_is_default_api_keys;" "revises  add_is_default_api_kyes;" broken "${sound}")
  if(broken STREQUAL sound)
    message(FATAL_ERROR "no link to break in ${file}")
  endif()
  file(WRITE "${file}" "${broken}")
  configure("${copy}" "${copy}/build")
  run_to_failure(output "${CMAKE_COMMAND}" --build "${copy}/build")
  expect_text("${output}" "2025_09_23_0855_add_encrypted_api_keys.migration:2:10: error: ")
  expect_text("${output}" "add_is_default_api_kyes")
  expect_text("${output}" "[missing-parent]")
  if(EXISTS "${copy}/build/bin/chat_service")
    message(FATAL_ERROR "a broken history gave a program")
  endif()

  file(WRITE "${file}" "${sound}")
  run(output EXIT 0 COMMAND "${CMAKE_COMMAND}" --build "${copy}/build")
  run(output EXIT 0 COMMAND "${copy}/build/bin/chat_service" "${database}")
endfunction()

# Build tools differ in their exit codes.
function(run_to_failure result)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE exit OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(exit STREQUAL "0")
    message(FATAL_ERROR "succeeded, but must fail: ${ARGN}\n${output}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

set(build "${WORK}/build")
set(program "${build}/bin/chat_service")
set(database "${WORK}/${CASE}.db")
file(MAKE_DIRECTORY "${WORK}")
file(GLOB leftovers "${database}*")
file(REMOVE "${database}" ${leftovers})
cmake_language(CALL "case_${CASE}")
