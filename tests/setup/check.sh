#!/usr/bin/env bash
# Formatting, lints and types; changes nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -f ui/dist/index.html ] || (cd ui && npm run --silent build)
cargo fmt --check
cargo clippy --quiet --workspace --all-targets -- -D warnings
(cd ui && npm run --silent check && npm run --silent lint)
