# Makes C++ of a folder of pages: cmake -D FOLDER=<explain> -D OUTPUT=<file.cc> -P embed_pages.cmake
cmake_minimum_required(VERSION 3.21)

file(GLOB pages "${FOLDER}/*.md")
list(SORT pages)
set(rows "")
foreach(page IN LISTS pages)
  get_filename_component(name "${page}" NAME_WE)
  file(READ "${page}" text)
  string(FIND "${text}" ")page\"" delimiter)
  if(NOT delimiter EQUAL -1)
    message(FATAL_ERROR "${page} holds the delimiter of the literal that it becomes")
  endif()
  string(APPEND rows "    {\"${name}\", R\"page(${text})page\"},\n")
endforeach()
list(LENGTH pages count)
file(WRITE "${OUTPUT}" "\
#include \"compiler/diagnostics/explain_pages.h\"

namespace instar::compiler {

const ExplainPage kExplainPages[] = {
${rows}};
const std::size_t kExplainPageCount = ${count};

}  // namespace instar::compiler
")
