# The part of add_migrations() that reads C++ structs: MODELS. Included by AddMigrations.cmake, whose head is the
# manual.
cmake_policy(PUSH)
cmake_policy(VERSION 3.21)

# The absolute paths of the caller's MODELS.
function(_instar_model_headers target result)
  set(call "add_migrations(${target})")
  set(headers "")
  foreach(name IN LISTS arg_MODELS)
    get_filename_component(header "${name}" ABSOLUTE)
    get_source_file_property(generated "${header}" GENERATED)
    if(IS_DIRECTORY "${header}")
      message(FATAL_ERROR "${call}: MODELS names a folder: ${name}; name its headers")
    elseif(NOT EXISTS "${header}" AND NOT generated)
      message(FATAL_ERROR "${call}: MODELS names a file that does not exist: ${header}")
    endif()
    list(APPEND headers "${header}")
  endforeach()
  if(DEFINED arg_MODELS_TARGET AND NOT headers)
    message(FATAL_ERROR "${call}: MODELS_TARGET needs MODELS")
  endif()
  set(${result} "${headers}" PARENT_SCOPE)
endfunction()

# Makes `json` of the caller's MODELS, with the eyes of the compiler that compiles the headers elsewhere.
function(_instar_read_models target headers json)
  _instar_find_model_reader("${target}" reader depends)
  set(arguments "${json}-$<CONFIG>")
  _instar_write_reader_arguments("${target}" "${headers}" "${json}" "${arguments}")
  add_custom_command(
    OUTPUT "${json}"
    COMMAND "${reader}" "@${arguments}-CXX.arguments"
    DEPENDS ${headers} "${arguments}-CXX.arguments" ${depends}
    DEPFILE "${json}.d"
    COMMENT "Reading the models of ${target}"
    VERBATIM)
  # By its name the command `instar` brings the file up to date.
  add_custom_target(${target}_models DEPENDS "${json}")
endfunction()

# One argument a line. A file and no command line, because only a file may be made of expressions that ask for
# the language, as COMPILE_OPTIONS often do; it is written anew only when something in it changes.
function(_instar_write_reader_arguments target headers json file)
  set(models_target "${target}")
  if(DEFINED arg_MODELS_TARGET)
    set(models_target "${arg_MODELS_TARGET}")
    # It may come later, so it is looked for at the end, before CMake would complain of what follows from it.
    cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [==[${CMAKE_SOURCE_DIR}]==]
      CALL _instar_check_models_target [==[${target}]==] [==[${models_target}]==])")
  endif()
  get_filename_component(generated "${json}" DIRECTORY)
  set(lines --output "${json}" --depfile "${json}.d" --generated "${generated}")
  if(CMAKE_COLOR_DIAGNOSTICS)
    list(APPEND lines --color=always)
  endif()
  foreach(directory IN LISTS CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
    list(APPEND lines "--implicit-include=${directory}")
  endforeach()
  foreach(property_and_option IN ITEMS COMPILE_FEATURES=--feature PRECOMPILE_HEADERS=--precompiled)
    _instar_expand_property("${property_and_option}=" expression)
    list(APPEND lines "${expression}")
  endforeach()
  list(APPEND lines ${headers} --)
  _instar_reader_flags(flags)
  list(APPEND lines ${flags})
  list(JOIN lines "\n" content)
  file(GENERATE OUTPUT "${file}-$<COMPILE_LANGUAGE>.arguments" CONTENT "${content}\n" TARGET "${models_target}")
endfunction()

function(_instar_check_models_target target models_target)
  set(call "add_migrations(${target})")
  if(NOT TARGET "${models_target}")
    message(FATAL_ERROR "${call}: MODELS_TARGET names a target that does not exist: ${models_target}")
  endif()
  get_target_property(type "${models_target}" TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    message(FATAL_ERROR "${call}: MODELS_TARGET names a library that compiles nothing: ${models_target}. "
      "Name a target that uses it, or leave MODELS_TARGET out and write\n"
      "  target_link_libraries(${target} PRIVATE ${models_target})")
  endif()
endfunction()

# What the compiler is called with, as expressions on the target of the file that is generated.
function(_instar_reader_flags result)
  set(default "${CMAKE_CXX_STANDARD_DEFAULT}")
  if(NOT default)
    set(default 17)
  endif()
  set(extensions "$<TARGET_PROPERTY:CXX_EXTENSIONS>")
  set(is_strict "$<AND:$<NOT:$<STREQUAL:${extensions},>>,$<NOT:$<BOOL:${extensions}>>>")
  set(standard "$<TARGET_PROPERTY:CXX_STANDARD>")
  set(flags "-std=$<IF:${is_strict},c,gnu>++$<IF:$<BOOL:${standard}>,${standard},${default}>")
  if(CMAKE_CXX_COMPILER_TARGET)
    list(APPEND flags "--target=${CMAKE_CXX_COMPILER_TARGET}")
  elseif(CMAKE_CROSSCOMPILING AND CMAKE_CXX_LIBRARY_ARCHITECTURE)
    list(APPEND flags "--target=${CMAKE_CXX_LIBRARY_ARCHITECTURE}")
  endif()
  if(CMAKE_SYSROOT)
    list(APPEND flags "--sysroot=${CMAKE_SYSROOT}")
  endif()
  separate_arguments(given UNIX_COMMAND "${CMAKE_CXX_FLAGS}")
  list(APPEND flags ${given})
  set(configurations ${CMAKE_CONFIGURATION_TYPES})
  if(NOT configurations)
    set(configurations ${CMAKE_BUILD_TYPE})
  endif()
  foreach(configuration IN LISTS configurations)
    string(TOUPPER "${configuration}" upper)
    separate_arguments(given UNIX_COMMAND "${CMAKE_CXX_FLAGS_${upper}}")
    list(JOIN given "\n" given)
    if(given)
      list(APPEND flags "$<$<CONFIG:${configuration}>:${given}>")
    endif()
  endforeach()
  foreach(property_and_flag IN ITEMS INCLUDE_DIRECTORIES=-I COMPILE_DEFINITIONS=-D COMPILE_OPTIONS=)
    _instar_expand_property("${property_and_flag}" expression)
    list(APPEND flags "${expression}")
  endforeach()
  set(${result} "${flags}" PARENT_SCOPE)
endfunction()

# "PROPERTY=-x": a line for each of the property's values, with -x before it; nothing when it has none.
function(_instar_expand_property property_and_prefix result)
  string(REGEX MATCH "^([A-Z_]+)=(.*)$" matched "${property_and_prefix}")
  set(values "$<TARGET_PROPERTY:${CMAKE_MATCH_1}>")
  set(${result} "$<$<BOOL:${values}>:${CMAKE_MATCH_2}$<JOIN:${values},\n${CMAKE_MATCH_2}>>" PARENT_SCOPE)
endfunction()

# The program, and what a command that runs it depends on.
function(_instar_find_model_reader target result result_depends)
  _instar_find_tool(instar-models INSTAR_MODEL_READER INSTAR_HOST_MODEL_READER reader depends)
  if(NOT reader)
    message(FATAL_ERROR "add_migrations(${target}): MODELS needs the program 'instar-models', which was not found.\n"
      "It is built with Instar where LLVM 19 is found. On Debian:\n"
      "  apt-get install clang-19 libclang-19-dev llvm-19-dev\n"
      "  cmake -S <instar> -B <build> -D INSTAR_BUILD_MODELS=ON\n"
      "  cmake --build <build> --target instar-models\n"
      "It must run on this machine (${CMAKE_HOST_SYSTEM_NAME}), whatever is being built for; one from another "
      "place is named by\n"
      "  cmake -D INSTAR_MODEL_READER=<path of instar-models> ...")
  endif()
  set(${result} "${reader}" PARENT_SCOPE)
  set(${result_depends} "${depends}" PARENT_SCOPE)
endfunction()

cmake_policy(POP)
