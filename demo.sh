#!/bin/bash
# Installs what is missing (Debian), builds Instar and the example, and shows what both do: ./demo.sh
set -euo pipefail
cd "$(dirname "$0")"

.ci/install cmake g++ ninja-build libsqlite3-dev libabsl-dev libssl-dev nettle-dev libcli11-dev \
  nlohmann-json3-dev libtomlplusplus-dev clang-19 libclang-19-dev llvm-19-dev zlib1g-dev libzstd-dev

instar=build/demo/instar
example=build/demo/chat_service
broken=build/demo/broken
database=build/demo/chat.db

say() { printf '\n== %s\n' "$*"; }
# Prints a command's output only when it fails.
quietly() {
  local output
  if ! output=$("$@" 2>&1); then printf '%s\n' "$output" >&2; return 1; fi
}
configure() { quietly cmake -S "$1" -B "$2" -G Ninja -D CMAKE_BUILD_TYPE=Release "${@:3}"; }
launcher=()
if command -v ccache >/dev/null; then launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache); fi

say "Building Instar (a few minutes the first time)"
configure . "$instar" -D INSTAR_BUILD_TESTS=OFF -D INSTAR_BUILD_BENCHMARKS=OFF "${launcher[@]}"
quietly cmake --build "$instar"

say "Building examples/chat_service, a project of its own: its 14 migrations become C++"
configure examples/chat_service "$example" -D CMAKE_PREFIX_PATH="$PWD/$instar" "${launcher[@]}"
quietly cmake --build "$example"

say "Starting it without a database"
rm -f "$database"*
"$example/chat_service" "$database" --add-user ada@example.com

say "Starting it once more"
"$example/chat_service" "$database"

say "Building a copy whose migration 13 follows one that does not exist"
rm -rf "$broken/migrations"
mkdir -p "$broken"
cp -r examples/chat_service/. "$broken"
sed -i 's/^revises .*/revises  add_is_default_api_kyes;/' "$broken"/migrations/*_add_encrypted_api_keys.migration
configure "$broken" "$broken/build" -D CMAKE_PREFIX_PATH="$PWD/$instar" "${launcher[@]}"
# What Ninja says around it, the whole command line first, hides what instarc says.
if cmake --build "$broken/build" 2>&1 | tee "$broken/build.log" | sed -n '/: error: /,/ generated\.$/p'; then
  echo "the broken history was built: this must not happen" >&2
  exit 1
fi
grep -q '\[missing-parent\]' "$broken/build.log"
say "The broken history did not compile, as it should be"
