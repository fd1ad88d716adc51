# Finds LLVM 19 with Clang's libraries, and says in `llvm_problem` what is missing. Everything is asked of
# llvm-config: Debian's ClangConfig.cmake may belong to another version than the LLVM beside it, and would need
# a compiler for C.
set(llvm_version 19)
set(llvm_packages
  "clang-${llvm_version} libclang-${llvm_version}-dev llvm-${llvm_version}-dev zlib1g-dev libzstd-dev")
set(llvm_problem "")

find_program(INSTAR_LLVM_CONFIG NAMES "llvm-config-${llvm_version}" llvm-config
  HINTS "/usr/lib/llvm-${llvm_version}/bin" "/opt/homebrew/opt/llvm@${llvm_version}/bin"
  DOC "llvm-config of LLVM ${llvm_version}, for instar-models")
mark_as_advanced(INSTAR_LLVM_CONFIG)

function(ask_llvm result)
  execute_process(COMMAND "${INSTAR_LLVM_CONFIG}" ${ARGN}
    OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE exit ERROR_VARIABLE error)
  if(NOT exit EQUAL 0)
    set(llvm_problem "${INSTAR_LLVM_CONFIG} ${ARGN} failed: ${error}" PARENT_SCOPE)
  endif()
  set(${result} "${answer}" PARENT_SCOPE)
endfunction()

if(NOT INSTAR_LLVM_CONFIG)
  set(llvm_problem "llvm-config-${llvm_version} was not found")
  return()
endif()
ask_llvm(llvm_found_version --version)
ask_llvm(llvm_include_dir --includedir)
ask_llvm(llvm_lib_dir --libdir)
ask_llvm(llvm_has_rtti --has-rtti)
if(NOT llvm_found_version MATCHES "^${llvm_version}\\.")
  set(llvm_problem "${INSTAR_LLVM_CONFIG} is of LLVM ${llvm_found_version}, not ${llvm_version}")
  return()
endif()

# The headers of both must be of one version.
set(version_file "${llvm_include_dir}/clang/Basic/Version.inc")
if(NOT EXISTS "${version_file}")
  set(llvm_problem "Clang's headers are not in ${llvm_include_dir}")
  return()
endif()
file(STRINGS "${version_file}" clang_major REGEX "define +CLANG_VERSION_MAJOR ")
if(NOT clang_major MATCHES "CLANG_VERSION_MAJOR ${llvm_version}$")
  set(llvm_problem "${version_file} is not of Clang ${llvm_version}")
  return()
endif()
if(NOT EXISTS "${llvm_lib_dir}/libclangTooling.a" OR NOT EXISTS "${llvm_lib_dir}/libLLVMSupport.a")
  set(llvm_problem "the static libraries of Clang and LLVM are not in ${llvm_lib_dir}")
  return()
endif()
# Headers like stddef.h, which only fit one compiler.
set(clang_header_dir "${llvm_lib_dir}/clang/${llvm_version}/include")
if(NOT EXISTS "${clang_header_dir}/stddef.h")
  set(llvm_problem "Clang's own headers are not in ${clang_header_dir}")
  return()
endif()

# Statically: the shared libraries take 15 ms to load, four times as long as all the rest of an empty run.
set(clang_libraries clangTooling clangFrontend clangSerialization clangDriver clangParse clangSema clangAnalysis
  clangEdit clangRewrite clangToolingCore clangASTMatchers clangAST clangAPINotes clangLex clangSupport clangBasic)
list(TRANSFORM clang_libraries PREPEND "${llvm_lib_dir}/lib")
list(TRANSFORM clang_libraries APPEND ".a")
ask_llvm(llvm_libraries --link-static --libfiles option frontendopenmp frontendhlsl bitreader profiledata targetparser
  windowsdriver support)
separate_arguments(llvm_libraries)
# Of what LLVM itself needs: precompiled headers may be compressed. Only the static libraries make a program
# that runs where neither is installed.
find_library(INSTAR_ZLIB NAMES libz.a z)
find_library(INSTAR_ZSTD NAMES libzstd.a zstd)
mark_as_advanced(INSTAR_ZLIB INSTAR_ZSTD)
if(NOT INSTAR_ZLIB OR NOT INSTAR_ZSTD)
  set(llvm_problem "the libraries zlib and zstd, which LLVM needs, were not found")
  return()
endif()
set(llvm_system_libraries "${INSTAR_ZLIB}" "${INSTAR_ZSTD}" Threads::Threads ${CMAKE_DL_LIBS} m)
