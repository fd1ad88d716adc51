#!/bin/bash
# Compiles the examples of docs/language.md: language_test.sh PAGE INSTARC
# A block ```migration that revises base begins a history, and those behind it go on with it. A history must compile
# without a word, replay included. A block ```migration wrong=NAME, together with the history so far, must give the
# error NAME and no other.
set -euo pipefail
page=$1
instarc=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Files numbered in the order of the page: 001.migration, 002.illegal-id.wrong
awk -v work="$work" '
  /^```/ && inside { inside = 0; if (file) close(file); file = ""; next }
  /^```migration/ {
    sub(/^wrong=/, "", $2)
    file = sprintf("%s/%03d%s", work, ++count, $2 == "" ? ".migration" : "." $2 ".wrong")
  }
  /^```/ { inside = 1; next }
  file { print > file }
' "$page"

failures=0
complain() {
  echo "FAILED: $1"
  if [[ $# -gt 1 ]]; then echo "$2"; fi
  failures=$((failures + 1))
}
check() { "$instarc" --check --color=never "$@" 2>&1; }

history=()
check_history() {
  local output
  if [[ ${#history[@]} -eq 0 ]]; then return; fi
  if ! output=$(check "${history[@]}") || [[ -n $output ]]; then complain "a right example" "$output"; fi
}
check_wrong() {
  local name=$1 file=$2 output errors
  if output=$(check "${history[@]}" "$file"); then
    complain "no error, where $name was to be" "$(<"$file")"
    return
  fi
  errors=$(grep ': error: ' <<<"$output" || true)
  if [[ $errors != *"[$name]" || $errors == *$'\n'* ]]; then complain "$name alone was to be" "$output"; fi
}

right=0
wrong=0
for file in "$work"/*; do
  name=$(basename "$file" .wrong)
  if [[ $name == *.migration ]]; then
    if grep -q '^revises *base;' "$file"; then
      check_history
      history=()
    fi
    history+=("$file")
    right=$((right + 1))
  else
    mv "$file" "$file.migration"
    check_wrong "${name#*.}" "$file.migration"
    wrong=$((wrong + 1))
  fi
done
check_history
echo "$right right and $wrong wrong examples"
# Fewer would mean that they are not found.
if [[ $right -lt 15 || $wrong -lt 10 ]]; then complain "where are the examples?"; fi
exit $((failures > 0))
