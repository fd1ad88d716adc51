# Installs Instar for the other tests, and compares what is there with the list.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

file(REMOVE_RECURSE "${INSTAR_PREFIX}")
run("${CMAKE_COMMAND}" --install "${INSTAR_BUILD}" --config "${CONFIG}" --prefix "${INSTAR_PREFIX}")
if(NOT RESULT EQUAL 0)
  fail("installing failed")
endif()

file(GLOB_RECURSE installed RELATIVE "${INSTAR_PREFIX}" "${INSTAR_PREFIX}/*")
# What depends on the machine and the configuration.
list(TRANSFORM installed REPLACE "^${LIBDIR}/" "LIBDIR/")
list(TRANSFORM installed REPLACE "Targets-[a-z]+\\.cmake$" "Targets-CONFIG.cmake")
list(SORT installed)
list(JOIN installed "\n" OUTPUT)
file(READ "${CMAKE_CURRENT_LIST_DIR}/installed_files.golden" expected)
if(NOT MODEL_READER)
  string(REPLACE "bin/instar-models\n" "" expected "${expected}")
endif()
if(NOT "${OUTPUT}\n" STREQUAL "${expected}")
  fail("the installed files are not those of installed_files.golden:\n${expected}")
endif()
