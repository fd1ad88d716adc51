# Builds the fuzzer with Clang (STEP=build) and lets it look for new inputs for a minute (STEP=run):
#   cmake -D SOURCE=<repository> -D WORK=<folder> -D STEP=... [-D SECONDS=3600] [-D FLAGS=-fsanitize=undefined]
#     -P fuzz_minute.cmake
# What it finds is left in WORK: once mended, it belongs into tests/fuzz/found.
cmake_minimum_required(VERSION 3.21)

find_program(CLANG NAMES clang++-19 clang++)
if(NOT CLANG)
  message("skipped: no clang++-19")
  return()
endif()
if(NOT DEFINED SECONDS)
  set(SECONDS 60)
endif()

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}\n${output}")
  endif()
  # The last lines tell how many inputs were run.
  string(REGEX MATCH "[^\n]*\n[^\n]*\n?$" end "${output}")
  message("${end}")
endfunction()

if(STEP STREQUAL "build")
  foreach(variable IN ITEMS MAKEFLAGS MAKELEVEL CMAKE_GENERATOR CMAKE_BUILD_TYPE CXXFLAGS)
    unset(ENV{${variable}})
  endforeach()
  run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${WORK}/build" -G Ninja
    -D "CMAKE_CXX_COMPILER=${CLANG}" -D "CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
    -D CMAKE_BUILD_TYPE=None -D "CMAKE_CXX_FLAGS=-O1 -gline-tables-only ${FLAGS}"
    -D INSTAR_FUZZ=ON -D INSTAR_BUILD_BENCHMARKS=OFF)
  run("${CMAKE_COMMAND}" --build "${WORK}/build" --target compile_fuzzer)
else()
  # Begun anew each time: what was found lies in tests/fuzz/found.
  file(REMOVE_RECURSE "${WORK}/corpus")
  file(MAKE_DIRECTORY "${WORK}/corpus")
  set(fuzz "${SOURCE}/tests/fuzz")
  # An input that takes a minute hangs; most take milliseconds.
  run("${WORK}/build/tests/fuzz/compile_fuzzer" "${WORK}/corpus"
    "${SOURCE}/tests/golden" "${fuzz}/corpus" "${fuzz}/found"
    "-dict=${WORK}/build/tests/fuzz/words.dict" "-artifact_prefix=${WORK}/"
    -max_len=8192 -timeout=60 -rss_limit_mb=1500 -malloc_limit_mb=500 "-max_total_time=${SECONDS}"
    -print_final_stats=1)
endif()
