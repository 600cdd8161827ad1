#!/usr/bin/env bash
# Sets up, starts an exchange and a node as two processes, lets them trade, prints the report.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

usage() {
  cat <<EOF
usage: deploy/demo.sh [--seconds N] [--config FILE] [--json FILE]
  --seconds N    how long to trade (20)
  --config FILE  the node's configuration (config/demo.yaml)
  --json FILE    where to write the report as JSON
EOF
}

seconds=20 config=config/demo.yaml json=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?--seconds wants a number}; shift 2 ;;
    --config) config=${2:?--config wants a file}; shift 2 ;;
    --json) json=(--json "${2:?--json wants a file}"); shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

./deploy/setup.sh --programs release
bin=build/release/bin
if ! said=$("$bin/corelane-node" --config "$config" --check 2>&1); then
  echo "$said" >&2
  exit 2
fi

log=$(mktemp)
"$bin/corelane-venue" --config config/venue.yaml --seconds $((seconds + 30)) >"$log" 2>&1 &
venue=$!
node=
stop() {
  [ -z "$node" ] || kill "$node" 2>/dev/null || true
  kill "$venue" 2>/dev/null || true
  wait || true
  rm -f "$log"
}
trap stop EXIT
trap 'exit 130' INT TERM

# The venue is up once its control port answers.
for _ in $(seq 100); do
  "$bin/corelane-ctl" --node 127.0.0.1:7700 node >/dev/null 2>&1 && break
  if ! kill -0 "$venue" 2>/dev/null; then
    cat "$log" >&2
    echo "demo: corelane-venue did not start; its output is above" >&2
    exit 1
  fi
  sleep 0.05
done

"$bin/corelane-node" --config "$config" --seconds "$seconds" "${json[@]}" &
node=$!
rc=0
wait "$node" || rc=$?
node=
exit "$rc"
