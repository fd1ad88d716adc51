# add_migrations(MODELS): what a build reads when, on one GENERATOR, with one COMPILER (empty: the usual one).
include("${CMAKE_CURRENT_LIST_DIR}/support.cmake")

if(COMPILER)
  set(COMPILER_ARGUMENTS -D "CMAKE_CXX_COMPILER=${COMPILER}")
endif()

# expect_reads(reader instarc cxx): how often the last build ran each.
function(expect_reads reader instarc cxx)
  count_in_output("Reading the models of " reads)
  if(NOT reads EQUAL reader)
    fail("expected ${reader} runs of instar-models, found ${reads}")
  endif()
  expect_runs(${instarc} ${cxx})
endfunction()

macro(change file from to)
  file(READ "${SOURCE}/${file}" text)
  string(REPLACE "${from}" "${to}" changed "${text}")
  if(changed STREQUAL text)
    fail("'${from}' is not in ${file}")
  endif()
  file(WRITE "${SOURCE}/${file}" "${changed}")
endmacro()

start_project(models)
file(MAKE_DIRECTORY "${SOURCE}/path with spaces")
must_configure()
must_build()
# The table, the precompiled header, the program.
expect_reads(1 1 3)
# What is read must be what the compiler sees, to the last header.
count_in_output("warning: " warnings)
if(NOT warnings EQUAL 0)
  fail("expected no warnings")
endif()
expect_program(shop "7 a@b 3 a b 1")
must_build()
expect_reads(0 0 0)

# A comment in an included header, which main.cc includes too, precompiled. The table stays as it is.
change(include/key.h "#pragma once" "#pragma once\n// A remark.")
must_build()
expect_reads(1 1 2)
must_build()
expect_reads(0 0 0)

# Another definition, by the target's property alone.
file(READ "${BUILD}/shop_migrations.instar/shop_migrations_models.json" json)
string(JSON type GET "${json}" models 0 fields 0 type)
if(NOT type STREQUAL "bigint")
  fail("expected the key to be a bigint: ${json}")
endif()
change(CMakeLists.txt "KEY_TYPE=long long" "KEY_TYPE=short")
change(src/main.cc "%lld" "%d")
must_configure()
build_project(--target shop_migrations_models)
file(READ "${BUILD}/shop_migrations.instar/shop_migrations_models.json" json)
string(JSON type GET "${json}" models 0 fields 0 type)
if(NOT type STREQUAL "smallint")
  fail("expected the key to be a smallint: ${json}")
endif()
change(CMakeLists.txt "KEY_TYPE=short" "KEY_TYPE=long long")
change(src/main.cc "%d %s" "%lld %s")
must_configure()
must_build()

# What instar -p runs to bring the file up to date.
file(READ "${BUILD}/compile_migrations.json" description)
string(JSON folder GET "${description}" 0 models directory)
string(JSON path GET "${description}" 0 models json)
string(JSON count LENGTH "${description}" 0 models command)
set(command "")
math(EXPR last "${count} - 1")
foreach(index RANGE ${last})
  string(JSON word GET "${description}" 0 models command ${index})
  list(APPEND command "${word}")
endforeach()
change(src/models.h "Count<int> logins" "Count<long long> logins")
execute_process(COMMAND ${command} WORKING_DIRECTORY "${folder}"
  RESULT_VARIABLE RESULT OUTPUT_VARIABLE OUTPUT ERROR_VARIABLE OUTPUT)
file(READ "${path}" json)
string(JSON type GET "${json}" models 0 fields 2 type)
if(NOT RESULT EQUAL 0 OR NOT type STREQUAL "bigint")
  fail("expected the description's command to read the models anew: ${json}")
endif()
change(src/models.h "Count<long long> logins" "Count<int> logins")

# A member without a column type: an error of the build at its place, again and again until it is mended.
change(src/models.h "Count<int> logins;" "Count<int> logins;\n  const char* nick;")
must_not_build()
expect_position(models.h)
expect_text("src/models.h:24:15: error: 'const char *' has no column type")
must_not_build()
expect_text("'const char *' has no column type")
change(src/models.h "\n  const char* nick;" "")
must_build()
must_build()
expect_reads(0 0 0)

# A member without a migration: an error of the build at that line, until there is one.
change(src/models.h "Count<int> logins;" "Count<int> logins;\n  std::string nick;")
change(src/main.cc "{3}}" "{3}, \"al\"}")
must_not_build()
expect_text("src/models.h:24:15: error: " "'nick'" "[model-mismatch]")
must_not_build()
expect_text("[model-mismatch]")
file(WRITE "${SOURCE}/migrations/2.migration" "\
revision r2;
revises r1;
upgrade {
    alter table users add column nick text not null default '';
    alter table users alter column nick drop default;
}
")
must_build()
expect_program(shop "7 a@b 3 a b 2")
must_build()
expect_reads(0 0 0)
