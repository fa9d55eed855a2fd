#!/usr/bin/env bash
# Makes a Debian package of the window, with the command line beside it.
set -euo pipefail
cd "$(dirname "$0")/../.."
(cd ui && npm run --silent build -- --logLevel warn)
cargo build --quiet --release -p stet-cli
mkdir -p target/package && cp target/release/stet target/package/stet
# The Tauri CLI reads CI as "true" or "false" and stops at anything else.
(cd src-tauri && CI=true ../ui/node_modules/.bin/tauri build --bundles deb)
ls -1 target/release/bundle/deb/*.deb
