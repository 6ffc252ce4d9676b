#!/bin/sh
# Builds one bench and runs it.
#
#   sh tests/bench/run.sh vault                            the numbers of storage/vault/README.md, within ten minutes
#   sh tests/bench/run.sh vault --quick                    smaller files, one or two minutes
#   sh tests/bench/run.sh vault --markdown table.md        the README's table as a file; --tsv for a spreadsheet
#   sh tests/bench/run.sh vault scan point_reads           some workloads only
#   sh tests/bench/run.sh --smoke                          every bench with tiny counts: does it still work?
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
called_from=$PWD
cd "$root"
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"
build=${EPIC_BENCH_BUILD:-build/release}

all=$(cd tests/bench && for main in */main.cpp; do dirname "$main"; done)
case ${1:-} in
    --smoke) chosen=$all ;;
    '' | -*) echo "usage: sh tests/bench/run.sh (--smoke | NAME [--quick] ...), NAME one of:" $all >&2; exit 2 ;;
    *) chosen=$1; shift ;;
esac

[ -f "$build/build.ninja" ] || { sh third_party/setup.sh && cmake --preset release >/dev/null; }
for bench in $chosen; do
    cmake --build "$build" --target "bench_$bench" >&2
    # What only this bench needs: other programs to compare with.
    [ ! -f "tests/bench/$bench/prepare.sh" ] || sh "tests/bench/$bench/prepare.sh" "$root/$build/tests/bench" "$@"
    (cd "$called_from" && "$root/$build/tests/bench/bench_$bench" "$@")
done
