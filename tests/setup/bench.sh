#!/usr/bin/env bash
# Prints what is measured: the core in an optimised build, the window as it is run. Ratios come from one run.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash tests/setup/build.sh
export PANDOC=$PWD/target/venv/bin/pandoc
[ -x "$PANDOC" ] || PANDOC=$(target/venv/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')
cargo run --quiet --release -p stet-tests --bin stet-bench
cargo build --quiet -p stet-window --example empty
node tests/bench/window.mjs
node tests/bench/typing.mjs
