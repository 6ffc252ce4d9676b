#!/bin/sh
# Puts SQLCipher, to compare with, beside the bench: the newest of bookworm-backports, unpacked and not installed.
#
#   sh tests/bench/vault/prepare.sh FOLDER [--smoke]
#
# The library becomes FOLDER/libsqlcipher.so. Read through an apt state of its own, with the machine's mirror, the
# archive's signature checked; the system's package sources are not touched. When it cannot be had, the bench says so
# and goes on without. A smoke run fetches nothing.
set -eu

folder=$1
shift
for argument; do
    [ "$argument" != --smoke ] || exit 0
done
[ ! -e "$folder/libsqlcipher.so" ] || exit 0

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/parts" "$state/packages"
: >"$state/status"
cat >"$state/apt.conf" <<END
Dir::State "$state";
Dir::State::status "$state/status";
Dir::Cache "$state/cache";
Dir::Etc::sourcelist "$state/sources.list";
Dir::Etc::sourceparts "$state/parts";
Dir::Etc::preferences "$state/none";
Dir::Etc::preferencesparts "$state/parts";
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
END
mirrors=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '/^(https?|ftp|file|mirror)/ && !/security/ && !seen[$0]++' | sed 's,/*$,,')
for mirror in $mirrors; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" \
        >"$state/sources.list"
    if (
        cd "$state/packages"
        export APT_CONFIG="$state/apt.conf"
        apt-get -q update && apt-get -q download libsqlcipher1 && dpkg-deb -x libsqlcipher1_*.deb unpacked
    ) >"$state/log" 2>&1; then
        cp "$state"/packages/unpacked/usr/lib/*/libsqlcipher.so.1 "$folder/libsqlcipher.so"
        exit 0
    fi
done
[ ! -f "$state/log" ] || tail -n 5 "$state/log" >&2
echo "prepare: SQLCipher could not be fetched; the bench goes on without it" >&2
