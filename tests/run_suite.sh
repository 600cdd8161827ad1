#!/usr/bin/env bash
# Runs the tests of another build folder; says why it skips when there is none.
# usage: run_suite.sh BUILD [CTEST ARGUMENT...]
set -euo pipefail
build=$1
shift
if [ ! -f "$build/CTestTestfile.cmake" ]; then
  echo "skipped: $build is not built; run deploy/test.sh without arguments, or deploy/setup.sh ${build##*/}"
  exit 77
fi
exec ctest --test-dir "$build" --output-on-failure --no-tests=error "$@"
