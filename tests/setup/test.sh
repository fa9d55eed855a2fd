#!/usr/bin/env bash
# Runs the tests: all, or one kind: `test.sh rust|page|browser|window`.
set -euo pipefail
cd "$(dirname "$0")/../.."
kind=${1:-all}
say() { printf '\n» %s\n' "$*"; }
wanted() { [ "$kind" = all ] || [ "$kind" = "$1" ]; }

bash tests/setup/build.sh
if wanted rust; then
  say "Rust: the document, the checks, the formats, the desk, the command line"
  if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace --no-fail-fast
  else cargo test --workspace --no-fail-fast; fi
fi
if wanted page; then
  say "TypeScript: types, then the editor and the stores"
  (cd ui && npm run --silent check && npm test --silent)
fi
if wanted browser; then
  say "Browser: every screen against the core, in Chromium"
  node --test --test-concurrency=1 tests/e2e/*.test.mjs
fi
if wanted window; then
  say "The real window, by its WebDriver"
  node --test --test-concurrency=1 tests/window/*.test.mjs
fi
