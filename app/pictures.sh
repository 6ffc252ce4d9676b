#!/bin/sh
# Makes the pictures of the README anew: assets/pictures.
#
#   sh app/pictures.sh            builds what is needed and replaces them
#   sh app/pictures.sh FOLDER     writes them elsewhere
#
# They are drawn without a window, from a demonstration file whose clock stands still and whose people always have
# the same identifiers, so that they only change when the program does.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$root/assets/pictures}
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"

if [ ! -f "$root/build/release/build.ninja" ]; then
    sh "$root/third_party/setup.sh" program
    (cd "$root" && cmake --preset release >/dev/null)
fi
cmake --build "$root/build/release" --target epic-events

drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$folder"
rm -f "$folder"/*.png

# take DEPARTMENT VARIANT SCREEN NAME
take() {
    "$root/build/release/epic-events" --tour "$drawn" --demonstration "$1" --variants "$2" --screens "$3" >/dev/null
    mv "$drawn/$2-$3.png" "$folder/$4.png"
}

take gestion 1440-fr today today-fr
take commercial 1440-en-dark contract-list contracts-en-dark
take support 1440-fr-dark today support-fr-dark
take gestion 1440-fr calendar-timeline timeline-fr
take gestion 1440-en dashboard dashboard-en

ls -l "$folder"
