# How Instar's own libraries, programs and tests are declared. Not installed.

# instar_library(name [CXX17] SOURCES file... [LINK library...]): a static library. What it links is part of its
# interface: the arrows between folders are the arrows between libraries.
function(instar_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CXX17" "" "SOURCES;LINK")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_LINK})
  instar_target_settings(${name} ${arg_CXX17})
endfunction()

# Warnings, language level and the include root shared by all of Instar's own targets.
function(instar_target_settings name)
  set(level cxx_std_20)
  if("TRUE" IN_LIST ARGN)
    set(level cxx_std_17)
  endif()
  target_compile_features(${name} PRIVATE ${level})
  # Instar may be a part of a project that asks for a unity build; its own files are not written for that.
  set_target_properties(${name} PROPERTIES
    CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON UNITY_BUILD OFF)
  target_include_directories(${name} PRIVATE "${Instar_SOURCE_DIR}")
  if(NOT MSVC)
    target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # Cries wolf over std::string in GCC 12 (its bug 105651).
      target_compile_options(${name} PRIVATE -Wno-restrict)
    endif()
    if(INSTAR_STRICT)
      target_compile_options(${name} PRIVATE -Werror)
    endif()
  endif()
endfunction()

# What an executable of Instar's own needs beside that: the fewer libraries it loads, and the fewer names they
# look up, the sooner it starts, and `instar heads` takes less than a hundredth of a second.
function(instar_command_settings name)
  instar_target_settings(${name})
  # The sanitizers' libraries need the shared ones.
  if(NOT APPLE AND NOT MSVC AND NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_options(${name} PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endfunction()

# instar_test(name SOURCES file... [LINK library...] [LABELS label...]): a GoogleTest program whose tests CTest
# lists one by one. Does nothing where Instar's tests are not built.
function(instar_test name)
  if(NOT INSTAR_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE "INSTAR_SOURCE_DIR=\"${Instar_SOURCE_DIR}\"")
  instar_target_settings(${name})
  # The values are structs, of which GoogleTest would show the bytes: the names say what they are.
  gtest_discover_tests(${name} TEST_PREFIX "${name}." NO_PRETTY_VALUES PROPERTIES LABELS "${arg_LABELS}"
    DISCOVERY_TIMEOUT 60)
endfunction()
