// The table as C++ source.
#ifndef INSTAR_COMPILER_WRITE_CPP_WRITER_H_
#define INSTAR_COMPILER_WRITE_CPP_WRITER_H_

#include <string>

#include "compiler/source/source.h"
#include "compiler/table/table_data.h"
#include "compiler/write/names.h"

namespace instar::compiler {

// Both are functions of the history and the names alone: no paths, no dates, equal to the byte on every
// machine. Only the place of a `call` is in the source (file name and line, without the folder), so that an
// undefined C++ step is reported where it is called.
std::string WriteHeader(const TableData& data, const OutputNames& names);
std::string WriteSource(const TableData& data, const SourceSet& sources, const OutputNames& names);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_CPP_WRITER_H_
