#!/usr/bin/env bash
# Tries the tests with random cases again and again on cases that nobody has seen: `fuzz.sh [TIMES]`. A seed that fails is named.
set -euo pipefail
cd "$(dirname "$0")/../.."
times=${1:-20}
for ((n = 1; n <= times; n++)); do
  seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
  printf '» %s of %s: PROPTEST_RNG_SEED=%s STET_SEED=%s\n' "$n" "$times" "$seed" "$((seed % 2147483647))"
  PROPTEST_RNG_SEED=$seed cargo test --quiet -p stet-document -p stet-checks -p stet-formats --test properties --test hostile --lib
  (cd ui && STET_SEED=$((seed % 2147483647)) npx vitest run --silent src/editor src/stores src/views/compare)
done
