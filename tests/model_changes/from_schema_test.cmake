# The structs that are written from a history, compiled, read again and compared with it:
# cmake -D INSTAR= -D INSTARC= -D READER= -D COMPILER= -D INCLUDE= -D MIGRATIONS= -D WORK= -P from_schema_test.cmake
cmake_minimum_required(VERSION 3.21)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result OUTPUT_VARIABLE out
    ERROR_VARIABLE out)
  if(NOT result EQUAL 0)
    string(JOIN " " command ${ARGV})
    message(FATAL_ERROR "${command}\n${out}")
  endif()
endfunction()

run("${INSTAR}" --migrations "${MIGRATIONS}" models --from-schema --namespace app --output models.h)
file(READ "${WORK}/models.h" header)
string(REGEX MATCHALL "INSTAR_TABLE" tables "${header}")
list(LENGTH tables count)
if(count EQUAL 0)
  message(FATAL_ERROR "no structs were written:\n${header}")
endif()
file(WRITE "${WORK}/models.cc" "#include \"models.h\"\n")
run("${COMPILER}" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Werror -I "${INCLUDE}" models.cc)
execute_process(COMMAND "${READER}" models.h -- -I "${INCLUDE}" -std=c++20 WORKING_DIRECTORY "${WORK}"
  RESULT_VARIABLE result OUTPUT_FILE "${WORK}/models.json" ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${errors}\n${header}")
endif()
execute_process(COMMAND "${INSTARC}" --check --models models.json "${MIGRATIONS}"
  WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "read back, they differ:\n${errors}\n${header}")
endif()
message("${count} structs")
