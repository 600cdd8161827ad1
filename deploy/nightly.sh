#!/usr/bin/env bash
# What takes too long for each change: five minutes for each fuzz target, ten million packets with
# loss for each feed, and a thousand seeded markets.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

usage() {
  cat <<'TEXT'
usage: deploy/nightly.sh [fuzz|loss|markets]...

Builds what is missing and runs the named sets, or all. Ends with an exit code of 0 when all passed;
loss needs root, for its network namespaces.
  fuzz      each fuzz target for CORELANE_FUZZ_SECONDS, 300 unless set
  loss      each feed over multicast between network namespaces, 10,000,000 packets, 5 % lost
  markets   the contract of feeds for 100 seeds each
TEXT
}

fuzz() {
  ./deploy/setup.sh fuzz
  cmake --preset fuzz -DCORELANE_FUZZ_SECONDS="${CORELANE_FUZZ_SECONDS:-300}" >/dev/null
  ctest --test-dir build/fuzz -L fuzz --output-on-failure --timeout 1000
}

loss() {
  ./deploy/setup.sh --programs release
  for protocol in itch50 pitch mdp3 pillar; do
    echo "loss: $protocol"
    python3 tests/lab/multicast_loss_test.py . build/release/bin "$protocol" 10000000 100000
  done
}

markets() {
  ./deploy/setup.sh release
  for seed in $(seq 100 3 400); do
    CORELANE_SEED=$seed build/release/tests/feed_contract_test --gtest_brief=1
  done
}

case "${1:-}" in -h | --help) usage; exit 0 ;; esac
[ $# -gt 0 ] || set -- fuzz loss markets
for set in "$@"; do
  case "$set" in
    fuzz | loss | markets) "$set" ;;
    *) echo "nightly: '$set' is not a set; see deploy/nightly.sh --help" >&2; exit 2 ;;
  esac
done
echo "nightly: all passed"
