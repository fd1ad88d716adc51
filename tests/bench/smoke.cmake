# Does a part of the benchmark still run, and print all its rows? Never asks how long anything took.
#   cmake -D BENCH=<instar_bench> -D PART=<sub-command> -P smoke.cmake
cmake_minimum_required(VERSION 3.21)

set(compile_rows
  "instarc --no-replay, 10 revisions" "instarc --no-replay, 20 revisions" "instarc --no-replay, 40 revisions"
  "instarc --no-replay, 20 against 10" "instarc --no-replay, 40 against 20"
  "instarc with replay, 10 revisions" "instarc with replay, 20 revisions"
  "instarc with replay, 40 against 20" "instarc after an edit of the newest, 20 revisions"
  "C\\+\\+ compiler, 10 revisions" "C\\+\\+ compiler, 20 revisions" "C\\+\\+ compiler, 40 revisions")
set(startup_rows
  "check at head, 14 revisions, rollback journal" "check at head, 20 revisions, rollback journal"
  "check at head, 40 revisions, rollback journal" "check at head, 14 revisions, WAL"
  "check at head, 20 revisions, WAL" "check at head, 40 revisions, WAL"
  "40 revisions against 14, rollback journal" "40 revisions against 14, WAL")
set(apply_rows
  "apply 20 revisions, synchronous=FULL" "apply 20 revisions, synchronous=OFF")
set(rebuild_rows
  "rebuild 2,000 rows, transformed" "rebuild 2,000 rows, same storage" "rebuild 2,000 rows, a CHECK added"
  "rebuild 2,000 rows, a default changed" "rebuild 100 rows among 25 tables of 5 columns, synchronous=OFF"
  "rebuild 100 rows among the tables of 100 revisions, synchronous=OFF")
set(commands_rows
  "history, 20 revisions, time" "history, 20 revisions, CPU" "history -i, 20 revisions, time" "history -i, 20 revisions, CPU" "heads, 20 revisions, time" "heads, 20 revisions, CPU"
  "current, 20 revisions, time" "current, 20 revisions, CPU" "status, 20 revisions, time" "status, 20 revisions, CPU")
set(models_rows
  "3 structs, c[+][+]17" "3 structs, c[+][+]20" "3 structs and types of keys, c[+][+]17"
  "3 structs and types of keys, c[+][+]20")
set(size_rows
  "code a program links [(]--gc-sections[)]" "\\.text" "\\.rodata" "\\.eh_frame" "\\.gcc_except_table"
  "the rest [(]names and relocations for the loader[)]" "whole runtime, used or not" "static initialisers")

execute_process(COMMAND "${BENCH}" "${PART}" --quick
  OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE exit)
if(NOT exit EQUAL 0)
  message(FATAL_ERROR "exit ${exit}\n${output}${errors}")
endif()
if(NOT ${PART}_rows)
  message(FATAL_ERROR "no rows are known for '${PART}'")
endif()
foreach(row IN LISTS ${PART}_rows)
  if(NOT output MATCHES "\n\\| *${row} *\\| *[0-9.]+")
    message(FATAL_ERROR "no row '${row}' in\n${output}")
  endif()
endforeach()
