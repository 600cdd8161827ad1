#!/usr/bin/env bash
# Sets up and runs every test; arguments go to ctest (-R NAME, -L LABEL). With arguments only the
# release build is made: that is the developer's loop.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

case "${1:-}" in
  -h | --help)
    echo "usage: deploy/test.sh [CTEST ARGUMENT...]   all tests, or those ctest is told to run"
    exit 0
    ;;
esac

# The builds of the sanitizers and fuzzers are suites of the release build: tests/CMakeLists.txt.
if [ $# = 0 ]; then ./deploy/setup.sh asan tsan fuzz release; else ./deploy/setup.sh release; fi
exec ctest --test-dir build/release --output-on-failure --no-tests=error -j2 "$@"
