# One chain error, CASE: the build fails and says where; mended, it builds.
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

# Per error: the headers of the broken history by file, the files that the diagnostic must point into, and the
# file to mend with its new header.
set(first.duplicate-revision "revision one; revises base;")
set(second.duplicate-revision "revision one; revises base;")
set(names.duplicate-revision first second)
set(mended.duplicate-revision second "revision two\; revises one\;")

set(first.missing-parent "revision one; revises base;")
set(second.missing-parent "revision two; revises onee;")
set(names.missing-parent second)
set(mended.missing-parent second "revision two\; revises one\;")

set(first.missing-dependency "revision one; revises base;")
set(second.missing-dependency "revision two; revises one; depends on nowhere;")
set(names.missing-dependency second)
set(mended.missing-dependency second "revision two\; revises one\;")

set(first.self-loop "revision one; revises base;")
set(second.self-loop "revision two; revises two;")
set(names.self-loop second)
set(mended.self-loop second "revision two\; revises one\;")

set(first.cycle "revision one; revises base;")
set(second.cycle "revision two; revises three;")
set(third.cycle "revision three; revises two;")
set(names.cycle second third)
set(mended.cycle second "revision two\; revises one\;")

set(first.dependency-self-loop "revision one; revises base;")
set(second.dependency-self-loop "revision two; revises one; depends on two;")
set(names.dependency-self-loop second)
set(mended.dependency-self-loop second "revision two\; revises one\;")

set(first.dependency-cycle "revision one; revises base;")
set(second.dependency-cycle "revision two; revises one; depends on three;")
set(third.dependency-cycle "revision three; revises two;")
set(names.dependency-cycle second third)
set(mended.dependency-cycle second "revision two\; revises one\;")

set(first.multiple-heads "revision one; revises base;")
set(second.multiple-heads "revision two; revises one;")
set(third.multiple-heads "revision three; revises one;")
set(names.multiple-heads second third)
set(mended.multiple-heads third "revision three\; revises two\;")

set(first.multiple-bases "revision one; revises base;")
set(second.multiple-bases "revision two; revises base;")
set(third.multiple-bases "revision three; revises one, two;")
set(names.multiple-bases first second)
set(mended.multiple-bases second "revision two\; revises one\;")

set(first.duplicate-label "revision one; revises base; label accounts;")
set(second.duplicate-label "revision two; revises one; label accounts;")
set(names.duplicate-label first second)
set(mended.duplicate-label second "revision two\; revises one\; label orders\;")

set(first.duplicate-parent "revision one; revises base;")
set(second.duplicate-parent "revision two; revises one, one;")
set(names.duplicate-parent second)
set(mended.duplicate-parent second "revision two\; revises one\;")

set(first.illegal-id "revision one; revises base;")
set(second.illegal-id "revision two-b; revises one;")
set(names.illegal-id second)
set(mended.illegal-id second "revision two_b\; revises one\;")

start_project(simple)
foreach(file IN ITEMS first second third)
  if(DEFINED ${file}.${CASE})
    write_migration(${file} "${${file}.${CASE}}")
  endif()
endforeach()
must_configure()

must_not_build()
expect_text("error: " "[${CASE}]")
foreach(file IN LISTS names.${CASE})
  expect_position(${file}.migration)
endforeach()
count_in_output("error: [^\n]*\\[[a-z-]+\\]" errors)
if(NOT errors EQUAL 1)
  fail("one mistake should give one error, found ${errors}")
endif()

list(GET mended.${CASE} 0 file)
list(GET mended.${CASE} 1 header)
write_migration(${file} "${header}")
must_build()
expect_runs(1 2)
