#!/bin/sh
# Puts in place what the build needs: Debian packages (packages.txt) and two fetched sources (pins.txt); and for the
# tests, MySQL (mysql.sh).
#
#   sh third_party/setup.sh            everything
#   sh third_party/setup.sh program    only what the program needs
#   sh third_party/setup.sh fuzz       what tests/fuzz.sh needs, and nothing else
#
# Installing needs root or sudo; with everything in place nothing is asked and nothing is contacted.
#   EPIC_THIRD_PARTY_DIR   where the sources go (build/third_party)
#   EPIC_ARCHIVE_CACHE     where their archives are kept (~/.cache/epic-events)
#   EPIC_PINS              another pins.txt
set -eu

here=$(cd "$(dirname "$0")" && pwd)
what=${1:-all}
sources=${EPIC_THIRD_PARTY_DIR:-$here/../build/third_party}
archives=${EPIC_ARCHIVE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/epic-events}
pins=${EPIC_PINS:-$here/pins.txt}

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

case $what in
    all) groups='program|tests' ;;
    program | fuzz) groups=$what ;;
    *) die "unknown argument \`$what\`: say nothing, \`program\`, or \`fuzz\`." ;;
esac

scratch=
policy=
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
# What a command says is shown when it fails.
quietly() {
    [ -n "$scratch" ] || scratch=$(mktemp -d)
    if ! "$@" >"$scratch/log" 2>&1 </dev/null; then
        cat "$scratch/log" >&2
        die "failed: $*"
    fi
}
# One trap for all that must not stay: the temporary folder, and the policy below.
clean_up() {
    [ -z "$policy" ] || as_root rm -f /usr/sbin/policy-rc.d
    [ -z "$scratch" ] || rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

# ---- Debian packages

wanted=$(awk -v groups="^($groups)$" '$1 ~ groups { print $2 }' "$here/packages.txt")

missing_packages() {
    # shellcheck disable=SC2086  # a list of names
    dpkg-query -W -f='${binary:Package} ${db:Status-Status}\n' $wanted 2>/dev/null |
        awk -v wanted="$(echo $wanted)" '
            $2 == "installed" { sub(/:.*/, "", $1); have[$1] = 1 }
            END { n = split(wanted, name, " "); for (i = 1; i <= n; i++) if (!(name[i] in have)) print name[i] }'
}

install_packages() {
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        die "these packages are missing, and installing them needs root or sudo:" "$@"
    fi
    # mariadb-server starts a service as soon as it is installed; the tests start their own servers.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        policy=yes
        printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
        as_root chmod 755 /usr/sbin/policy-rc.d
    fi
    say "installing" "$@"
    quietly as_root apt-get -q update
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@"
    if [ -n "$policy" ]; then
        as_root rm -f /usr/sbin/policy-rc.d
        policy=
    fi
}

missing=$(missing_packages)
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  # a list of names
    install_packages $missing
    missing=$(missing_packages)
    [ -z "$missing" ] || die "still missing after apt-get:" $missing
else
    say "packages: all there"
fi
[ "$what" != fuzz ] || exit 0

# ---- Fetched sources

# The Debian mirrors that this machine uses, as apt itself reads its sources (either format).
mirrors() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk '/^(https?|ftp|file|mirror)/ && !/security/ && !seen[$0]++' | sed 's,/*$,,'
}

# fetch URL FILE SHA256: through apt, so that its proxy and its certificates count.
fetch() {
    /usr/lib/apt/apt-helper -o Acquire::Retries=2 -o APT::Sandbox::User="$(id -un)" \
        download-file "$1" "$2" "SHA256:$3" >>"$scratch/log" 2>&1
}

matches() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# private_apt FOLDER deb|deb-src SUITE MIRROR: an apt state of its own for one suite, its signature checked by the
# archive's keyring; the system's is not touched. Used through APT_CONFIG.
private_apt() {
    rm -rf "$1"
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial" "$1/parts"
    : >"$1/status"
    echo "$2 [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $4 $3 main" >"$1/sources.list"
    cat >"$1/apt.conf" <<END
Dir::State "$1";
Dir::State::status "$1/status";
Dir::Cache "$1/cache";
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "$1/parts";
Dir::Etc::preferences "$1/none";
Dir::Etc::preferencesparts "$1/parts";
APT::Sandbox::User "$(id -un)";
APT::Get::Only-Source "true";
Acquire::Languages "none";
END
}

# newest_in_suite NAME SUITE MIRROR: prints the path of the suite's own archive.
newest_in_suite() {
    state=$scratch/apt-$2
    private_apt "$state" deb-src "$2" "$3"
    mkdir -p "$state/source"
    (
        cd "$state/source"
        export APT_CONFIG="$state/apt.conf"
        # The two commands say on their way what nobody needs to read unless they fail.
        apt-get -q update >>"$scratch/log" 2>&1 &&
            apt-get -q --download-only --tar-only source "$1" >>"$scratch/log" 2>&1
    ) || return 1
    for file in "$state/source"/*.orig.tar.*; do
        if [ -f "$file" ]; then echo "$file"; return 0; fi
    done
    return 1
}

# unpack NAME ARCHIVE MARK
unpack() {
    rm -rf "$scratch/unpacked" "$sources/$1"
    mkdir -p "$scratch/unpacked" "$sources"
    tar -xf "$2" -C "$scratch/unpacked" --strip-components=1 --no-same-owner
    echo "$3" >"$scratch/unpacked/.epic-archive"
    mv "$scratch/unpacked" "$sources/$1"
}

# obtain NAME OLDEST SUITE FOLDER ARCHIVE SHA256
obtain() {
    mark="$6 $5"
    [ "$(cat "$sources/$1/.epic-archive" 2>/dev/null)" != "$mark" ] || return 0

    [ -n "$scratch" ] || scratch=$(mktemp -d)
    mkdir -p "$archives"
    kept=$archives/$5
    if ! matches "$kept" "$6"; then
        for mirror in $(mirrors); do
            say "fetching $5"
            if fetch "$mirror/$4/$(echo "$5" | sed 's/+/%2b/g')" "$scratch/$5" "$6" && matches "$scratch/$5" "$6"; then
                # Under another name first, so that two runs at once never see half a file.
                cp "$scratch/$5" "$kept.$$" && mv "$kept.$$" "$kept"
                break
            fi
        done
    fi
    if matches "$kept" "$6"; then
        unpack "$1" "$kept" "$mark"
        say "$1: $5, as pinned"
        return 0
    fi

    say "$1: $5 has gone from the mirror, or is not what was pinned; looking at what $3 has now"
    for mirror in $(mirrors); do
        newest=$(newest_in_suite "$1" "$3" "$mirror") || continue
        version=$(basename "$newest" | sed "s/^$1_//; s/\.orig\.tar\..*//")
        dpkg --compare-versions "$version" ge "$2" || die "$1: $3 has $version, and nothing below $2 will do."
        unpack "$1" "$newest" "$mark"
        say "$1: took $version from $3 (signed by the archive); pin it: $(sha256sum "$newest" | cut -d' ' -f1)"
        return 0
    done
    [ ! -f "$scratch/log" ] || tail -n 20 "$scratch/log" >&2
    die "$1: neither $5 nor another version of $3 could be fetched."
}

while read -r name oldest suite folder archive sum; do
    case $name in '' | '#'*) continue ;; esac
    obtain "$name" "$oldest" "$suite" "$folder" "$archive" "$sum" </dev/null
done <"$pins"
case $what in
    all)
        . "$here/mysql.sh"
        obtain_mysql
        ;;
esac
say "sources: all there"
