#!/bin/sh
# Undoes the vault's lessons one at a time, in a copy of the tree, and sees that tests_vault fails each time.
#
#   sh tests/vault/undo.sh                every patch of tests/vault/undone
#   sh tests/vault/undo.sh 07 14_no_lock  those whose names begin so
#
# A patch that no longer applies has to be written again for what the code looks like now.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
tree=$root/build/undone/tree
cd "$root"

rm -rf "$tree"
mkdir -p "$tree/build"
git ls-files --cached --others --exclude-standard -z |
    tar --create --null --files-from - --ignore-failed-read 2>/dev/null | tar --extract --directory "$tree"
ln -s "$root/build/third_party" "$tree/build/third_party"
cd "$tree"
export CCACHE_BASEDIR="$tree"
cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release >build/log
program=build/release/tests/vault/tests_vault

build() { cmake --build build/release --target tests_vault >build/log 2>&1; }
# The lessons' own tests first: they are quick.
passes() { "$program" --abort 'Lesson*' >build/log 2>&1 && "$program" --abort '~Lesson*' >build/log 2>&1; }

build || { cat build/log; exit 1; }
undone=0
missed=
for patch in tests/vault/undone/*.patch; do
    name=$(basename "$patch" .patch)
    wanted=$([ $# -eq 0 ] && echo yes || true)
    for prefix; do
        case $name in "$prefix"*) wanted=yes ;; esac
    done
    [ -n "$wanted" ] || continue
    undone=$((undone + 1))
    # Exactly here or not at all: a hunk that is put in by guess undoes something else.
    if ! patch --quiet --fuzz 0 --strip 1 <"$patch"; then
        printf '%s: does not apply any more\n' "$name"
        exit 1
    fi
    if ! build; then
        cat build/log
        printf '%s: does not compile\n' "$name"
        exit 1
    fi
    if passes; then
        missed="$missed $name"
        printf '%-50s MISSED\n' "$name"
    else
        by=$(sed -n '/^-----/{n;p;q;}' build/log)
        printf '%-50s seen by: %s\n' "$name" "${by:-a crash}"
    fi
    sed -n 's#^+++ b/##p' "$patch" | while read -r file; do cp "$root/$file" "$file"; done
done
printf '%d undone, missed:%s\n' "$undone" "${missed:- none}"
[ -z "$missed" ]
