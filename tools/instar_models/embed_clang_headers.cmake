# Makes C++ of Clang's own headers: cmake -D FOLDER=<include> -D OUTPUT=<file.cc> -P embed_clang_headers.cmake
cmake_minimum_required(VERSION 3.21)

file(GLOB headers "${FOLDER}/*.h")
list(SORT headers)
# The vector instructions of machines other than x86 are most of the size of all. A header that includes these is
# read without them.
list(FILTER headers EXCLUDE REGEX
  "/(arm_|altivec|hexagon|hvx_|hlsl|lasx|lsx|opencl|riscv|sifive|velintrin|vecintrin|wasm_|__clang_|cuda)")
set(rows "")
foreach(header IN LISTS headers)
  get_filename_component(name "${header}" NAME)
  file(READ "${header}" text)
  string(APPEND rows "    {\"${name}\", R\"header(${text})header\"},\n")
endforeach()
list(LENGTH headers count)
file(WRITE "${OUTPUT}" "\
#include \"tools/instar_models/clang_headers.h\"

namespace instar::models {

const ClangHeader kClangHeaders[] = {
${rows}};
const std::size_t kClangHeaderCount = ${count};

}  // namespace instar::models
")
