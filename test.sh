#!/bin/bash
# Installs what is missing (Debian), builds Instar and runs all its tests: ./test.sh [option for ctest...]
set -euo pipefail
cd "$(dirname "$0")"

.ci/install cmake g++ ninja-build git make ca-certificates sqlite3 clang-format-19 clang-19 libclang-rt-19-dev \
  libclang-19-dev llvm-19-dev zlib1g-dev libzstd-dev \
  libsqlite3-dev libsqlcipher-dev libabsl-dev libssl-dev nettle-dev libcli11-dev libgtest-dev libgmock-dev libbenchmark-dev nlohmann-json3-dev \
  libtomlplusplus-dev alembic

launcher=()
if command -v ccache >/dev/null; then launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
cmake --preset ci "${launcher[@]}" --log-level=WARNING
cmake --build --preset ci
ctest --preset ci --parallel "$(nproc)" "$@"
