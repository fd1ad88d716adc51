# What `instar init` makes builds, and goes on from there: cmake -D INSTAR=... -D WORK=... -P init_builds_test.cmake
cmake_minimum_required(VERSION 3.21)

foreach(variable IN ITEMS MAKEFLAGS MFLAGS MAKELEVEL NINJA_STATUS CMAKE_GENERATOR CMAKE_BUILD_TYPE
    CMAKE_PREFIX_PATH Instar_DIR INSTAR_COMPILER CLICOLOR_FORCE DESTDIR DATABASE_URL INSTAR_BUILD
    INSTAR_MIGRATIONS)
  unset(ENV{${variable}})
endforeach()

# run(<text that must be in the output> <word>...), in the project's folder.
function(run expected)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${folder}"
    RESULT_VARIABLE exit OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(FIND "${output}" "${expected}" found)
  if(NOT exit STREQUAL "0" OR found EQUAL -1)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "exit code ${exit}, expected '${expected}': ${command}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(folder "${WORK}")
run("created shop/main.cc" "${INSTAR}" init shop)
set(folder "${WORK}/shop")
set(build "${CMAKE_COMMAND}" --build build)
run("" "${CMAKE_COMMAND}" -S . -B build -G "${GENERATOR}" -D "CMAKE_PREFIX_PATH=${PACKAGE}"
  -D "CMAKE_CXX_COMPILER=${COMPILER}" -D "CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" -D "CMAKE_CXX_FLAGS=${FLAGS}"
  -D "CMAKE_RUNTIME_OUTPUT_DIRECTORY=$<1:${folder}/build/bin>")
run("" ${build})

run("created migrations/" "${INSTAR}" revision -m "first tables" --rev-id first)
file(GLOB file "${folder}/migrations/*_first_first_tables.migration")
file(READ "${file}" text)
string(REPLACE "upgrade {\n}" "upgrade {\n    create table users (id integer primary key, name text);\n}" text "${text}")
file(WRITE "${file}" "${text}")
run("" ${build})
set(program "${folder}/build/bin/shop")
run("1 revision pending" "${program}" migrate status)
run("" "${program}")
run("first (current, head) first tables" "${program}" migrate current)
# The command finds the build by itself, and the same history in it.
run("first (current, head) first tables" "${INSTAR}" --database shop.db current)
run("shop_migrations" "${INSTAR}" config)
run("now at base" "${program}" migrate downgrade base)
