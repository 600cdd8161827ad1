#!/usr/bin/env bash
# Sets up and runs benchmarks. Figures depend on the machine: compare ratios.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

usage() {
  cat <<EOF
usage: deploy/bench.sh [NAME] [--json FILE]
  NAME         path, micro, feeds (default: all)
  --json FILE  one JSON object a line
EOF
}

names=() json=
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=${2:?--json wants a file}; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    path | micro | feeds) names+=("$1"); shift ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(micro path feeds)

./deploy/setup.sh release
[ -z "$json" ] || : >"$json"
for name in "${names[@]}"; do
  build/release/bin/bench_"$name" ${json:+--json "$json"}
done
