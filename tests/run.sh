#!/bin/sh
# Everything a change must pass: set up, build, compile each header alone, run every test.
#
#   sh tests/run.sh            all
#   sh tests/run.sh core vault only tests_core and tests_vault
#
# As root or with sudo when something has to be installed. EPIC_TEST_ROUNDS and EPIC_TEST_SEED: README.md.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"

step() { printf '\n== %s\n' "$*"; }
quietly() {
    mkdir -p build
    if ! "$@" >build/configure.log 2>&1; then
        cat build/configure.log
        exit 1
    fi
}

targets='all all_verify_interface_header_sets'
only=
if [ $# -gt 0 ]; then
    targets=
    for room; do
        targets="$targets tests_$room"
        only="$only${only:+|}tests_$room"
    done
fi

step "Set-up"
sh third_party/setup.sh

step "Build (build/release)"
quietly cmake --preset release -DEPIC_TEST_TIMEOUT_FACTOR="${EPIC_TEST_TIMEOUT_FACTOR:-1}"
# shellcheck disable=SC2086  # a list of names
cmake --build --preset release --target $targets

step "Tests"
ctest --preset release --parallel "$(nproc)" --no-tests=error ${only:+--tests-regex "^($only)(_mysql)?\$"}
