#!/bin/sh
# The same tests with full counts, then with the address and thread sanitizers. Takes hours, not minutes.
#
#   sh tests/long.sh                      EPIC_TEST_ROUNDS=50 sh tests/long.sh
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"
export EPIC_TEST_ROUNDS="${EPIC_TEST_ROUNDS:-20}"
export EPIC_TEST_TIMEOUT_FACTOR=30

printf '== Every property test with %s times its usual rounds\n' "$EPIC_TEST_ROUNDS"
sh tests/run.sh

printf '\n== A million companies of laptops by seed (tests/simulation)\n'
EPIC_TEST_ROUNDS=100 build/release/tests/simulation/tests_simulation 'companies of laptops lose nothing, whatever breaks'

# A sanitizer slows a test down many times; what it finds does not need the rounds as well.
unset EPIC_TEST_ROUNDS
# The thread sanitizer of g++ 12 does not start where the kernel randomises addresses more than it expects.
steady=
if setarch "$(uname -m)" --addr-no-randomize true 2>/dev/null; then
    steady="setarch $(uname -m) --addr-no-randomize"
fi
for preset in asan tsan; do
    printf '\n== Every test with %s\n' "$preset"
    cmake --preset "$preset" -DEPIC_TEST_TIMEOUT_FACTOR=30
    cmake --build --preset "$preset"
    $steady ctest --preset "$preset" --no-tests=error
done
