#!/usr/bin/env bash
# Makes a Debian 12 machine ready and builds corelane: packages, then build/PRESET.
# A second run skips what is done. Without root, packages are installed by sudo.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

usage() {
  cat <<EOF
usage: deploy/setup.sh [--programs] [PRESET...]
  --programs  build no more than what is installed and run: no tests, no benchmarks
  PRESET      what to build: release (default), dev, asan, tsan, fuzz; see CMakePresets.json
EOF
}

packages=(
  g++ cmake ninja-build ccache pkg-config
  libcaf-dev libhwloc-dev libnuma-dev libspdlog-dev libyaml-cpp-dev libcli11-dev libgtest-dev
  libgmock-dev libbenchmark-dev prometheus-cpp-dev libpcap-dev nlohmann-json3-dev
  libcpp-httplib-dev zlib1g-dev libquickfix-dev
  clang libclang-rt-14-dev python3 iproute2 nftables
)

install_packages() {
  local missing=() p
  for p in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} = 0 ] && return
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
      echo "setup: not root and no sudo; install these packages and run again: ${missing[*]}" >&2
      exit 1
    }
    echo "setup: not root: sudo installs ${missing[*]}"
    as_root=(sudo)
  else
    echo "setup: installs ${missing[*]}"
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

build() {
  local preset=$1
  if ! cmake --preset "$preset" >"build/$preset.log" 2>&1; then
    cat "build/$preset.log" >&2
    echo "setup: cmake --preset $preset failed; its output is above" >&2
    exit 1
  fi
  local only=()
  [ -z "$programs" ] || only=(--target corelane-node corelane-venue corelane-ctl)
  # A line for each tenth of the way; the log has all.
  if ! cmake --build --preset "$preset" "${only[@]}" 2>&1 | tee "build/$preset.log" |
    awk -F'[][/]' '/^\[[0-9]+\/[0-9]+\]/ { t = int(10 * $2 / $3)
      if (t > shown && $3 > 20) { shown = t; printf "setup: %d of %d\n", $2, $3; fflush() } }'; then
    grep -E -A12 'error|FAILED' "build/$preset.log" | head -60 >&2
    echo "setup: the $preset build failed; all of its output is in build/$preset.log" >&2
    exit 1
  fi
}

programs=
case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  --programs) programs=1; shift ;;
esac
[ $# -gt 0 ] || set -- release
install_packages
mkdir -p build
for preset in "$@"; do
  echo "setup: builds $preset"
  build "$preset"
done
