#!/bin/bash
# Runs README's tour as a newcomer would: tour_test.sh README BUILD_FOLDER
# The blocks of commands run one after the other in one shell; each line of the text block that follows one must
# appear in what it printed, in that order.
set -euo pipefail
readme=$1
export CMAKE_PREFIX_PATH=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -v work="$work" '
  /^```sh$/ { ++block; kind = "sh"; next }
  /^```text$/ { kind = "text"; next }
  /^```$/ {
    if (kind == "sh") print "echo \"@@ block " block "\"" > (work "/tour.sh")
    kind = ""
    next
  }
  kind == "sh" { print > (work "/tour.sh") }
  kind == "text" { print block " " $0 > (work "/expected") }
' "$readme"

mkdir "$work/home"
if ! (cd "$work/home" && bash -eu "$work/tour.sh") >"$work/output" 2>&1; then
  cat "$work/output"
  echo "FAILED: a command of the tour in $readme"
  exit 1
fi
if ! awk -v output="$work/output" '
  {
    block = $1
    sub(/^[0-9]+ /, "")
    wanted[block, ++count[block]] = $0
  }
  END {
    block = 1
    at = 1
    while ((getline line < output) > 0) {
      if (line == "@@ block " block) {
        if (count[block] == 0) { print "FAILED: no expected text follows block " block; exit 1 }
        if (at <= count[block]) { print "FAILED: block " block " did not print: " wanted[block, at]; exit 1 }
        ++block
        at = 1
      } else if (at <= count[block] && index(line, wanted[block, at])) {
        ++at
      }
    }
    if (block < 4) { print "FAILED: only " block - 1 " blocks were found"; exit 1 }
    print block - 1 " blocks ran and printed what they should"
  }' "$work/expected"; then
  cat "$work/output"
  exit 1
fi
