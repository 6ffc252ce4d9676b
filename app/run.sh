#!/bin/sh
# Builds epic-events and opens it on a demonstration file.
#
#   sh app/run.sh                  the window, on the demonstration file
#   sh app/run.sh ARGUMENT…        the program with these arguments, on whatever file they name
#
# As root or with sudo when something has to be installed. The demonstration file is made once, under
# ${XDG_DATA_HOME:-~/.local/share}/epic-events, with the passwords of its people beside it, readable by its
# owner only. Without a screen the program draws every view into pictures instead.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"
program=$root/build/release/epic-events

step() { printf '\n== %s\n' "$*"; }

step "Set-up"
sh "$root/third_party/setup.sh" program

step "Build ($program)"
log=$root/build/configure.log
mkdir -p "$root/build"
(cd "$root" && cmake --preset release) >"$log" 2>&1 || { cat "$log"; exit 1; }
cmake --build "$root/build/release" --target epic-events

if [ $# -gt 0 ]; then
    step "epic-events $*"
    exec "$program" "$@"
fi

folder=${XDG_DATA_HOME:-$HOME/.local/share}/epic-events
demo=$folder/demo.epic
people=$folder/demo-people.txt
if [ ! -e "$demo" ]; then
    step "Demonstration file"
    mkdir -p "$folder"
    # The passwords appear under their final name only when the file is whole; half a file is not kept.
    (umask 077 && "$program" demo "$demo" >"$people.new") || {
        rm -f "$people.new" "$demo" "$demo"-*
        exit 1
    }
    mv "$people.new" "$people"
fi

step "Demonstration file: $demo"
if [ -r "$people" ]; then
    cat "$people"
else
    echo "The passwords of its people ($people) are gone. Remove the file to have a new one made."
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    step "Window"
    exec "$program" "$demo"
fi

pictures=$root/build/pictures
step "No screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): pictures of every view instead"
# As the first of the people, if their passwords are still here; the password goes by a file that only we read.
key=$(mktemp)
trap 'rm -f "$key"' EXIT
trap 'exit 1' HUP INT TERM
person=
if [ -r "$people" ]; then
    person=$(awk '/@/ { for (i = 1; i < NF; i++) if ($i ~ /@/) { print $i; exit } }' "$people")
    awk '/@/ { print $NF; exit }' "$people" >"$key"
fi
"$program" --tour "$pictures" "$demo" ${person:+--as "$person" --password-file "$key"}
ls "$pictures"
