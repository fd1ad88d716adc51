# Which instarc is run.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

start_project(simple)
write_migration(1 "revision r1; revises base;")

# A path that is wrong.
configure_project(-D "INSTAR_COMPILER=${WORK}/nowhere/instarc")
if(RESULT EQUAL 0)
  fail("a wrong INSTAR_COMPILER should have been refused")
endif()
expect_text("INSTAR_COMPILER is not a program: ${WORK}/nowhere/instarc")

# A path that is right: that program is run, and run again when it is another one.
file(COPY "${INSTARC}" DESTINATION "${WORK}/host")
get_filename_component(name "${INSTARC}" NAME)
set(tool "${WORK}/host/${name}")
must_configure(-D "INSTAR_COMPILER=${tool}")
must_build()
expect_runs(1 2)
file(TOUCH "${tool}")
must_build()
expect_runs(1 0)
expect_quiet_build()

# When cross compiling, the package's own instarc is for the other machine.
set(BUILD "${WORK}/cross")
set(cross -D "CMAKE_SYSTEM_NAME=${CMAKE_HOST_SYSTEM_NAME}")
find_program(installed instarc)
if(NOT installed)
  configure_project(${cross})
  if(RESULT EQUAL 0)
    fail("cross compiling without a compiler for the host should have been refused")
  endif()
  expect_text("migration compiler 'instarc' was not found" "-D INSTAR_COMPILER=<path of instarc>")
endif()

# The host's instarc from the PATH.
set(ENV{PATH} "${WORK}/host:$ENV{PATH}")
must_configure(${cross})
must_build()
expect_runs(1 2)
expect_program(shop r1)

# Colours are asked for when CMake is told to colour. (Ninja takes them out when it writes to a pipe.)
find_program(make NAMES gmake make)
if(make)
  set(BUILD "${WORK}/colour")
  set(GENERATOR "Unix Makefiles")
  write_migration(1 "revision r1; revises nowhere;")
  must_configure(-D CMAKE_COLOR_DIAGNOSTICS=ON)
  must_not_build()
  string(ASCII 27 escape)
  if(NOT OUTPUT MATCHES "${escape}\\[[0-9;]*m[^\n]*missing-parent")
    fail("expected a coloured diagnostic")
  endif()
endif()
