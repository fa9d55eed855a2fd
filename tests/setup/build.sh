#!/usr/bin/env bash
# Builds the page (when its sources changed) and the programs.
set -euo pipefail
cd "$(dirname "$0")/../.."
say() { printf '» %s\n' "$*"; }

if [ ! -f ui/dist/index.html ] || [ -n "$(find ui/src ui/index.html ui/package-lock.json ui/vite.config.ts -newer ui/dist/index.html -print -quit)" ]; then
  say "Building the page"
  (cd ui && npm run --silent build -- --logLevel warn)
fi
say "Building the programs (the first time takes some minutes)"
cargo build --quiet --workspace --bins --examples
