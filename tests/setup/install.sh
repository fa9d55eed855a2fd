#!/usr/bin/env bash
# Installs what a step needs: `install.sh build|run|test`. Says what it does; silent and quick when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=${1:-build}

say() { printf '» %s\n' "$*"; }
stop() { printf 'Stet cannot be built here: %s\n' "$*" >&2; exit 1; }
newer() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" = "$1" ]; }

# What a person brings.
command -v cargo >/dev/null || stop "Rust is missing; install it from rustup.rs (1.95 or newer)."
rust=$(rustc --version | awk '{print $2}')
newer 1.95.0 "${rust%%-*}" || stop "Rust $rust is too old; run 'rustup update' (1.95 or newer is needed)."
command -v node >/dev/null && command -v npm >/dev/null || stop "Node.js with npm is missing; install Node 20.19 or newer from nodejs.org."
node=$(node --version | tr -d v)
newer 20.19.0 "$node" || stop "Node $node is too old; install Node 20.19 or newer from nodejs.org."

# The system's packages.
build="build-essential pkg-config libwebkit2gtk-4.1-dev dbus fonts-noto-core fonts-noto-cjk"
test="xvfb xauth webkit2gtk-driver chromium xdotool xclip dbus-daemon default-jre-headless python3-venv faketime procps"
packages=$build
[ "$what" = test ] && packages="$build $test"
missing=
if command -v dpkg-query >/dev/null; then
  have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2=="installed"{print $1}')
  for p in $packages; do grep -qxF "$p" <<<"$have" || missing="$missing $p"; done
else
  stop "the packages are named for Debian 12; on this system install what corresponds to: $packages."
fi
if [ -n "$missing" ]; then
  as=
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as=sudo
    else stop "these packages are missing and only root can install them: apt-get install$missing."; fi
  fi
  say "Installing system packages:$missing"
  log=$(mktemp)
  { $as apt-get update -q && $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1 \
    || { tail -5 "$log" >&2; stop "the packages could not be installed:$missing."; }
  rm -f "$log"
fi

# The npm packages of the page and, for the tests, of the tests.
packages_of() {
  local stamp=$1/node_modules/.stet-lock now
  now=$(sha256sum <"$1/package-lock.json")
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return
  say "Installing npm packages in $1"
  (cd "$1" && npm ci --no-fund --no-audit --ignore-scripts --loglevel=error) || stop "npm could not install the packages of $1."
  printf '%s\n' "$now" >"$stamp"
}
packages_of ui
if [ "$what" = test ]; then
  packages_of tests
  # Python's tools, in a folder of their own.
  venv=target/venv
  now=$(sha256sum <tests/setup/requirements.txt)
  if [ ! -f "$venv/.stet-lock" ] || [ "$(cat "$venv/.stet-lock")" != "$now" ]; then
    say "Installing Python packages in $venv"
    rm -rf "$venv"; mkdir -p target
    python3 -m venv "$venv" && "$venv/bin/pip" install -q --disable-pip-version-check -r tests/setup/requirements.txt \
      || stop "the Python packages of tests/setup/requirements.txt could not be installed."
    printf '%s\n' "$now" >"$venv/.stet-lock"
  fi
fi
