#!/usr/bin/env bash
# Makes the README's pictures from the real window on the sample desk.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash tests/setup/build.sh
node tests/setup/pictures.mjs
