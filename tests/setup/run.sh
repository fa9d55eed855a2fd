#!/usr/bin/env bash
# Opens the window on a sample desk; where no display is, does the main job on the command line and says how to open the window.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash tests/setup/build.sh
stet=$PWD/target/debug/stet
folder=target/sample
mkdir -p "$folder"

if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
  desk=$PWD/$folder/harbour-review.stet
  [ -f "$desk" ] || "$stet" sample "$desk"
  echo "» Opening the window on $folder/harbour-review.stet"
  exec target/debug/stet-window "$desk"
fi

echo "» There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open."
echo "  The main job is done on the command line instead; each step is printed."
work=$(mktemp -d "$PWD/$folder/job.XXXXXX")
cd "$work"
step() { printf '\n$ stet %s\n' "$*"; "$stet" "$@"; }
export STET_DESK=$work/harbour-review.stet
node ../../../tests/setup/docx.mjs night-boats.docx
step sample "$STET_DESK"
step list
step import night-boats.docx
slug=night-boats
step show "$slug" --text
for state in editing "copy edit"; do step move "$slug" "$state"; done
step check "$slug" || true
step move "$slug" proof
step date "$slug" --publish "$(date -d '+2 days' '+%Y-%m-%d') 07:00"
step move "$slug" ready
step export "$slug" --to html -o "$slug.html"
step history "$slug"
cat <<TEXT

» Done: $work/$slug.html is the page, $STET_DESK the desk.
  To open the window, run 'make run' in a desktop session; over ssh with 'ssh -X'; or on a machine without a screen:
  apt-get install xvfb && xvfb-run -a make run
TEXT
