#[=======================================================================[.rst:
AddMigrations
-------------

Compiles a history of ``.migration`` files into a library.  Available after
``find_package(Instar)``, ``add_subdirectory`` and ``FetchContent`` alike.

.. command:: add_migrations

  .. code-block:: cmake

    add_migrations(<target>
      DIRECTORY <folder> | FILES <file>...
      [DIALECTS <dialect>...]
      [NAMESPACE <namespace>]
      [LOCK <file>]
      [STEPS <source>...] [STEPS_LINK <library>...]
      [MODELS <header>...] [MODELS_TARGET <target>]
      [ALLOW_MULTIPLE_HEADS] [ALLOW_MULTIPLE_BASES]
      [WARNINGS <option>...]
      [SARIF <file>]
      [SQLITE_MIN_VERSION <version>]
      [NO_REPLAY] [NO_TESTS])

  Creates the static library ``<target>``.  Whoever links it can write

  .. code-block:: c++

    #include "<target>.h"
    const instar::Table& table = <namespace>::migrations();

    #include "<target>_schema.h"
    std::string sql = std::string("select * from ") + <namespace>::schema::users::table;

  The second header needs no library.  It has the names of all tables and
  columns at head as constants, so that code which names a dropped column does
  not compile.

  The build fails when the history is broken.  Adding, removing, renaming or
  editing a ``.migration`` file is noticed by the next build; a build with
  nothing to do runs nothing, and C++ is compiled again only when the generated
  source really changed.  Nothing is written to the source tree.

  ``DIRECTORY``
    All files named ``*.migration`` directly in this folder.  Hidden files are
    left out.  A folder without any is a warning of the build.
  ``FILES``
    The files one by one.  Paths are relative to the current source folder.
  ``DIALECTS``
    The databases to compile for.  Default and only choice so far: ``sqlite``.
  ``NAMESPACE``
    The C++ namespace of the accessor, such as ``shop::db``.  Default: the
    target's name, with ``_`` for what C++ does not allow in a name.
  ``LOCK``
    The file that lists what has been released.  What is listed there must stay
    as it is, and lints spare what no release has shipped yet.  Default:
    ``migrations.lock`` in ``DIRECTORY``, if there is one.
  ``STEPS``
    C++ sources that define the functions named by ``call``.  They may include
    ``"<target>.h"`` and ``<instar/sqlite.h>``.  Without ``STEPS`` and
    ``STEPS_LINK`` a ``call`` is an error of the build.
  ``STEPS_LINK``
    What these sources need to link.
  ``MODELS``
    Headers with structs that are tables, by ``<instar/model.h>``.  They and what
    they include are read when one of them changed, and compared with the
    schema at head: a difference is an error of the build.  It needs the program
    ``instar-models``, see below.
  ``MODELS_TARGET``
    The target with whose include directories, definitions, options and C++
    standard the headers are read, such as the program that uses them; it may be
    defined later.  Default: ``<target>`` itself.  Headers that another target
    generates must be there before: ``add_dependencies(<target>_models ...)``.
  ``ALLOW_MULTIPLE_HEADS``, ``ALLOW_MULTIPLE_BASES``
    Accept a history that ends or begins more than once.
  ``WARNINGS``
    Options of the kind that C++ compilers have: ``-Wall``, ``-Wextra``,
    ``-W<name>``, ``-Wno-<name>``, ``-Werror``, ``-Werror=<name>`` and
    ``-Wno-error=<name>``.  ``instarc --explain`` lists the names.
  ``SARIF``
    A file, relative to the current binary folder, that gets all diagnostics
    of the latest compilation in the format SARIF 2.1.0, whether or not there
    were errors.
  ``SQLITE_MIN_VERSION``
    The oldest SQLite that the program will meet, such as ``3.37``.
  ``NO_REPLAY``
    Do not run the migrations on an in-memory database while compiling.
  ``NO_TESTS``
    Do not register the test below.

  ``STREAM`` is reserved.

  If testing is enabled (``enable_testing()`` or ``include(CTest)`` before the
  call) and the host can run what is built, the test ``<target>.replay`` takes
  the compiled table with its C++ steps up to all heads, down as far as it can
  be undone, and up again, on an in-memory database.  Its program is part of
  the default build, like any test program: it is one small source, compiled
  once and linked again only when the library changes.  Building it from within
  CTest instead would need to know the build tool and the configuration, and
  would start two builds at once in one folder under ``ctest -j``.

Every call adds an entry to ``compile_migrations.json`` at the top of the build
folder, which the command ``instar -p <build folder>`` reads: the target, its
folder or files, dialects, namespace, and the options of ``instarc``.

The compiler
^^^^^^^^^^^^

``instarc`` runs on the host.  It is, in this order:

1. the program that the variable ``INSTAR_COMPILER`` names,
2. the target ``Instar::instarc``, unless cross compiling,
3. ``instarc`` on the ``PATH`` (or, unless cross compiling, below
   ``CMAKE_PREFIX_PATH``).

The same goes for ``instar-models``, which ``MODELS`` needs: the variable is
``INSTAR_MODEL_READER``, the target ``Instar::instar-models``, which exists
where Instar was built with LLVM 19.
#]=======================================================================]

# Functions keep the policies in force where they are defined: a parent that asks for an older CMake does not
# change how they work.
include("${CMAKE_CURRENT_LIST_DIR}/ReadModels.cmake")

cmake_policy(PUSH)
cmake_policy(VERSION 3.21)

function(add_migrations target)
  set(switches ALLOW_MULTIPLE_HEADS ALLOW_MULTIPLE_BASES NO_REPLAY NO_TESTS)
  set(values DIRECTORY LOCK MODELS_TARGET NAMESPACE SARIF SQLITE_MIN_VERSION)
  set(lists FILES DIALECTS MODELS STEPS STEPS_LINK WARNINGS)
  set(reserved STREAM)
  cmake_parse_arguments(PARSE_ARGV 1 arg "${switches}" "${values}" "${lists};${reserved}")
  _instar_check_arguments("${target}" "${reserved}")
  if(NOT DEFINED arg_NAMESPACE)
    string(MAKE_C_IDENTIFIER "${target}" arg_NAMESPACE)
  endif()
  _instar_check_namespace("${target}")
  if(NOT DEFINED arg_DIALECTS)
    set(arg_DIALECTS sqlite)
  endif()
  _instar_migration_files("${target}" files)
  _instar_compiler_options(options)
  _instar_lock_file("${target}" lock)
  if(lock)
    list(APPEND options --lock "${lock}")
  endif()
  set(sarif "")
  if(DEFINED arg_SARIF)
    get_filename_component(sarif "${arg_SARIF}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
    get_filename_component(sarif_folder "${sarif}" DIRECTORY)
    file(MAKE_DIRECTORY "${sarif_folder}")
    list(APPEND options --sarif-file "${sarif}")
  endif()

  # All that is generated, in a folder of its own: it is on the include path of those who link the library.
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}.instar")
  _instar_model_headers("${target}" model_headers)
  set(models "")
  if(model_headers)
    set(models "${folder}/${target}_models.json")
    _instar_read_models("${target}" "${model_headers}" "${models}")
    list(APPEND options "--models=${models}")
  endif()
  set(generated "${folder}/${target}.h" "${folder}/${target}.cc" "${folder}/${target}_schema.h")
  _instar_compile_migrations("${target}" "${folder}" "${options}" "${files}" "${lock};${models}" "${sarif}")
  _instar_describe_migrations("${target}" "${options}" "${files}" "${models}")

  # The migrations are listed as sources so that IDEs show them, the stamp so that this library, alone, owns
  # the command that makes it.
  add_library(${target} STATIC ${generated} ${arg_STEPS} "${folder}/${target}.stamp" ${files})
  if(models)
    # Two targets with one command would run it at the same time.
    add_dependencies(${target} ${target}_models)
  endif()
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${folder}>")
  target_link_libraries(${target} PUBLIC Instar::runtime PRIVATE ${arg_STEPS_LINK})
  if(DEFINED arg_STEPS)
    target_link_libraries(${target} PRIVATE Instar::sqlite)
  endif()
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  set_source_files_properties(${generated} PROPERTIES
    SKIP_UNITY_BUILD_INCLUSION ON SKIP_AUTOGEN ON SKIP_LINTING ON)
  source_group("Migrations" FILES ${files})
  source_group("Generated Files" FILES ${generated} "${folder}/${target}.stamp")

  if(NOT arg_NO_TESTS)
    _instar_add_replay_test("${target}" "${arg_NAMESPACE}" "${folder}")
  endif()
endfunction()

# These functions read the caller's arguments as arg_...
function(_instar_check_arguments target reserved)
  set(call "add_migrations(${target})")
  if(target IN_LIST switches OR target IN_LIST values OR target IN_LIST lists OR target IN_LIST reserved)
    message(FATAL_ERROR "add_migrations(): the target's name is missing before ${target}: "
      "add_migrations(shop_migrations ${target} ...)")
  endif()
  foreach(keyword IN LISTS reserved)
    if(DEFINED arg_${keyword} OR keyword IN_LIST arg_KEYWORDS_MISSING_VALUES)
      message(FATAL_ERROR "${call}: ${keyword} is not supported yet.")
    endif()
  endforeach()
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${call}: unknown argument: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(DEFINED arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${call}: no value after ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  foreach(dialect IN LISTS arg_DIALECTS)
    string(TOLOWER "${dialect}" lower)
    if(dialect STREQUAL "postgresql")
      message(FATAL_ERROR "${call}: the dialect postgresql is not supported yet.")
    elseif(lower MATCHES "^(postgres|pgsql|pg$)")
      message(FATAL_ERROR "${call}: unknown dialect: ${dialect}; did you mean postgresql? "
        "It is not supported yet.")
    elseif(NOT dialect STREQUAL "sqlite" AND lower MATCHES "^sqlite")
      message(FATAL_ERROR "${call}: unknown dialect: ${dialect}; did you mean sqlite?")
    elseif(NOT dialect STREQUAL "sqlite")
      message(FATAL_ERROR "${call}: unknown dialect: ${dialect}; known is sqlite")
    endif()
  endforeach()
  foreach(option IN LISTS arg_WARNINGS)
    if(NOT option MATCHES "^-W[a-z=-]+$")
      message(FATAL_ERROR "${call}: WARNINGS has something else than options -W...: ${option}")
    endif()
  endforeach()
  if(DEFINED arg_SQLITE_MIN_VERSION
      AND NOT arg_SQLITE_MIN_VERSION MATCHES "^3\\.[0-9][0-9]?[0-9]?(\\.[0-9][0-9]?[0-9]?)?$")
    message(FATAL_ERROR "${call}: SQLITE_MIN_VERSION is not a version of SQLite 3, such as 3.37: "
      "${arg_SQLITE_MIN_VERSION}")
  endif()
endfunction()

function(_instar_check_namespace target)
  set(call "add_migrations(${target})")
  set(name "[A-Za-z_][A-Za-z0-9_]*")
  if(NOT arg_NAMESPACE MATCHES "^${name}(::${name})*$")
    message(FATAL_ERROR "${call}: NAMESPACE is not a C++ namespace: ${arg_NAMESPACE}")
  endif()
  set(keywords
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class
    compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype
    default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline
    int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public
    register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch
    template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile
    wchar_t while xor xor_eq)
  string(REPLACE "::" ";" parts "${arg_NAMESPACE}")
  foreach(part IN LISTS parts)
    if(part IN_LIST keywords)
      message(FATAL_ERROR "${call}: NAMESPACE (by default the target's name) holds a word of C++: ${part}")
    endif()
  endforeach()
endfunction()

# The absolute paths of the migrations that the caller's DIRECTORY or FILES name.
function(_instar_migration_files target result)
  set(call "add_migrations(${target})")
  if(DEFINED arg_DIRECTORY AND DEFINED arg_FILES)
    message(FATAL_ERROR "${call}: needs either DIRECTORY or FILES, but not both")
  elseif(DEFINED arg_DIRECTORY)
    get_filename_component(directory "${arg_DIRECTORY}" ABSOLUTE)
    if(NOT IS_DIRECTORY "${directory}")
      message(FATAL_ERROR "${call}: DIRECTORY is not a folder: ${directory}")
    endif()
    # In the path itself, brackets and stars are letters.
    string(REGEX REPLACE "[[*?]" "[\\0]" pattern "${directory}")
    file(GLOB files CONFIGURE_DEPENDS LIST_DIRECTORIES false "${pattern}/*.migration")
    # Editors keep lock files and backups beside what is edited.
    list(FILTER files EXCLUDE REGEX "/\\.[^/]*$")
  elseif(DEFINED arg_FILES)
    set(files "")
    foreach(name IN LISTS arg_FILES)
      get_filename_component(file "${name}" ABSOLUTE)
      _instar_check_file("${call}" "${name}" "${file}" "${files}")
      list(APPEND files "${file}")
    endforeach()
  else()
    message(FATAL_ERROR "${call}: needs either DIRECTORY or FILES")
  endif()
  set(${result} "${files}" PARENT_SCOPE)
endfunction()

function(_instar_check_file call name file others)
  get_source_file_property(generated "${file}" GENERATED)
  if(IS_DIRECTORY "${file}")
    message(FATAL_ERROR "${call}: FILES names a folder: ${name}; write DIRECTORY for all its migrations")
  elseif(NOT EXISTS "${file}" AND NOT generated)
    message(FATAL_ERROR "${call}: FILES names a file that does not exist: ${file}")
  elseif(file IN_LIST others)
    message(FATAL_ERROR "${call}: FILES names a file twice: ${name}")
  endif()
endfunction()

# The caller's LOCK, or the one beside the migrations, or nothing.
function(_instar_lock_file target result)
  set(call "add_migrations(${target})")
  if(DEFINED arg_LOCK)
    get_filename_component(lock "${arg_LOCK}" ABSOLUTE)
    if(NOT EXISTS "${lock}" OR IS_DIRECTORY "${lock}")
      message(FATAL_ERROR "${call}: LOCK is not a file: ${arg_LOCK}")
    endif()
  elseif(DEFINED arg_DIRECTORY)
    get_filename_component(directory "${arg_DIRECTORY}" ABSOLUTE)
    string(REGEX REPLACE "[[*?]" "[\\0]" pattern "${directory}")
    # A pattern, so that a lock that comes later is noticed.
    file(GLOB lock CONFIGURE_DEPENDS LIST_DIRECTORIES false "${pattern}/migrations.loc[k]")
  endif()
  set(${result} "${lock}" PARENT_SCOPE)
endfunction()

# The part of instarc's command line that follows from the caller's arguments.
function(_instar_compiler_options result)
  set(options --namespace "${arg_NAMESPACE}")
  foreach(dialect IN LISTS arg_DIALECTS)
    list(APPEND options --dialect "${dialect}")
  endforeach()
  if(DEFINED arg_SQLITE_MIN_VERSION)
    list(APPEND options --sqlite-min-version "${arg_SQLITE_MIN_VERSION}")
  endif()
  foreach(switch IN ITEMS ALLOW_MULTIPLE_HEADS ALLOW_MULTIPLE_BASES NO_REPLAY)
    if(arg_${switch})
      string(TOLOWER "--${switch}" option)
      string(REPLACE "_" "-" option "${option}")
      list(APPEND options "${option}")
    endif()
  endforeach()
  list(APPEND options ${arg_WARNINGS})
  if(NOT DEFINED arg_STEPS AND NOT DEFINED arg_STEPS_LINK)
    list(APPEND options --no-steps)
  endif()
  # Build tools read the output through a pipe, so instarc cannot see the terminal.
  if(CMAKE_COLOR_DIAGNOSTICS)
    list(APPEND options --color=always)
  endif()
  set(${result} "${options}" PARENT_SCOPE)
endfunction()

# One command for the whole history, because only the whole is right or wrong. Its OUTPUT is a stamp and the
# sources are BYPRODUCTS: instarc leaves those alone when nothing in them changes, and an OUTPUT older than
# its inputs would run the command again on every later build with Make.
function(_instar_compile_migrations target folder options files inputs sarif)
  # The list is written only when it changes, so a file that was added or removed makes the stamp out of date.
  list(JOIN files "\n" lines)
  # instarc looks into the folder itself then, and says that it is empty.
  if(NOT files)
    get_filename_component(lines "${arg_DIRECTORY}" ABSOLUTE)
  endif()
  file(GENERATE OUTPUT "${folder}/${target}.files" CONTENT "${lines}\n")
  _instar_find_compiler(compiler depends)
  set(output "${folder}/${target}")
  add_custom_command(
    OUTPUT "${output}.stamp"
    BYPRODUCTS "${output}.h" "${output}.cc" "${output}_schema.h" ${sarif}
    COMMAND "${compiler}" --name "${target}" ${options} --files-from "${output}.files"
      --header "${output}.h" --source "${output}.cc" --schema-header "${output}_schema.h"
      --depfile "${output}.d" --stamp "${output}.stamp"
    DEPENDS ${files} ${inputs} "${output}.files" ${depends}
    DEPFILE "${output}.d"
    COMMENT "Compiling the migrations of ${target}"
    VERBATIM)
endfunction()

# compile_migrations.json lies at the top of the build folder, as compile_commands.json does, with one entry per
# target. It is written when all of them are known: at the end of the top folder.
function(_instar_describe_migrations target options files models)
  list(REMOVE_ITEM options --color=always)
  list(FIND options --sarif-file at)
  if(NOT at EQUAL -1)
    list(REMOVE_AT options "${at}")
    list(REMOVE_AT options "${at}")
  endif()
  _instar_json_string(name "${target}")
  _instar_json_strings(options "${options}")
  set(entry "\n    \"target\": ${name},")
  if(DEFINED arg_DIRECTORY)
    get_filename_component(directory "${arg_DIRECTORY}" ABSOLUTE)
    _instar_json_string(directory "${directory}")
    string(APPEND entry "\n    \"directory\": ${directory},")
  else()
    _instar_json_strings(files "${files}")
    string(APPEND entry "\n    \"files\": ${files},")
  endif()
  _instar_json_strings(dialects "${arg_DIALECTS}")
  _instar_json_string(namespace "${arg_NAMESPACE}")
  string(APPEND entry "\n    \"dialects\": ${dialects},\n    \"namespace\": ${namespace},")
  string(APPEND entry "\n    \"options\": ${options}")
  if(models)
    # How to bring the file up to date: the build system knows.
    _instar_json_string(json "${models}")
    _instar_json_string(directory "${CMAKE_BINARY_DIR}")
    _instar_json_strings(command "${CMAKE_COMMAND}" --build . --target "${target}_models")
    string(APPEND entry ",\n    \"models\": {\"json\": ${json}, \"directory\": ${directory}, \"command\": ${command}}")
  endif()
  string(APPEND entry "\n")
  get_property(entries GLOBAL PROPERTY INSTAR_COMPILE_MIGRATIONS)
  if(NOT entries)
    cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL _instar_write_compile_migrations)
    set_property(GLOBAL PROPERTY INSTAR_COMPILE_MIGRATIONS "  {${entry}  }")
  else()
    set_property(GLOBAL PROPERTY INSTAR_COMPILE_MIGRATIONS "${entries},\n  {${entry}  }")
  endif()
endfunction()

# Leaves the file alone when nothing in it changes.
function(_instar_write_compile_migrations)
  get_property(entries GLOBAL PROPERTY INSTAR_COMPILE_MIGRATIONS)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/compile_migrations.json" CONTENT "[\n@entries@\n]\n" @ONLY)
endfunction()

function(_instar_json_string result text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\t" "\\t" text "${text}")
  set(${result} "\"${text}\"" PARENT_SCOPE)
endfunction()

function(_instar_json_strings result)
  set(elements "")
  foreach(text IN LISTS ARGN)
    _instar_json_string(element "${text}")
    if(elements)
      string(APPEND elements ", ")
    endif()
    string(APPEND elements "${element}")
  endforeach()
  set(${result} "[${elements}]" PARENT_SCOPE)
endfunction()

function(_instar_find_compiler result result_depends)
  _instar_find_tool(instarc INSTAR_COMPILER INSTAR_HOST_COMPILER compiler depends)
  if(NOT compiler)
    message(FATAL_ERROR "The migration compiler 'instarc' was not found.\n"
      "It must run on this machine (${CMAKE_HOST_SYSTEM_NAME}), whatever is being built for. "
      "Build Instar once for this machine and name the program:\n"
      "  cmake -S <instar> -B <host build>\n"
      "  cmake --build <host build> --target instarc\n"
      "  cmake -D INSTAR_COMPILER=<path of instarc> ...")
  endif()
  set(${result} "${compiler}" PARENT_SCOPE)
  set(${result_depends} "${depends}" PARENT_SCOPE)
endfunction()

# A program that runs while building, and what a command that runs it depends on: the one that the caller's
# `variable` names, the target Instar::<name>, one that is installed (kept in `cache_variable`), or nothing.
function(_instar_find_tool name variable cache_variable result result_depends)
  set(depends "")
  if(${variable})
    if(NOT EXISTS "${${variable}}" OR IS_DIRECTORY "${${variable}}")
      message(FATAL_ERROR "${variable} is not a program: ${${variable}}")
    endif()
    get_filename_component(tool "${${variable}}" ABSOLUTE BASE_DIR "${CMAKE_BINARY_DIR}")
  elseif(TARGET Instar::${name} AND NOT CMAKE_CROSSCOMPILING)
    set(tool "$<TARGET_FILE:Instar::${name}>")
    # For the order of the build; the file, below, so that a rebuilt program runs again.
    set(depends Instar::${name})
  else()
    # What lies below CMAKE_PREFIX_PATH was built for the target machine.
    set(no_prefix_path "")
    if(CMAKE_CROSSCOMPILING)
      set(no_prefix_path NO_CMAKE_PATH)
    endif()
    find_program(${cache_variable} ${name} ${no_prefix_path} NO_CMAKE_FIND_ROOT_PATH)
    set(tool "${${cache_variable}}")
  endif()
  if(tool)
    list(APPEND depends "${tool}")
  else()
    set(tool "")
  endif()
  set(${result} "${tool}" PARENT_SCOPE)
  set(${result_depends} "${depends}" PARENT_SCOPE)
endfunction()

function(_instar_add_replay_test target namespace folder)
  if(NOT CMAKE_TESTING_ENABLED OR (CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR))
    return()
  endif()
  set(program ${target}_replay_test)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/replay_test.cc.in" "${folder}/${program}.cc" @ONLY)
  add_executable(${program} "${folder}/${program}.cc")
  target_link_libraries(${program} PRIVATE ${target} Instar::sqlite)
  add_test(NAME ${target}.replay COMMAND ${program})
  # 77: the SQLite of this machine is older than the migrations need.
  set_tests_properties(${target}.replay PROPERTIES SKIP_RETURN_CODE 77)
endfunction()

cmake_policy(POP)
