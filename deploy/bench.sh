#!/usr/bin/env bash
# Sets up and runs benchmarks. Figures depend on the machine: compare ratios.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

usage() {
  cat <<EOF
usage: deploy/bench.sh [NAME] [--json FILE] [--only BENCH] [--stream FILE [--books FILE]]
  NAME           path, micro, feeds, orders (default: all)
  --json FILE    one JSON object a line
  --only BENCH   of path, feeds or orders: just this one
  --stream FILE  of feeds: decoding and books of this file of framed ITCH messages
  --books FILE   where to write the final books of that, as CSV
EOF
}

names=() json= more=()
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=${2:?--json wants a file}; shift 2 ;;
    --only | --stream | --books) more+=("$1" "${2:?$1 wants a value}"); shift 2 ;;
    -h | --help) usage; exit 0 ;;
    path | micro | feeds | orders) names+=("$1"); shift ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(micro path feeds orders)

./deploy/setup.sh release
[ -z "$json" ] || : >"$json"
for name in "${names[@]}"; do
  build/release/bin/bench_"$name" ${json:+--json "$json"} "${more[@]}"
done
