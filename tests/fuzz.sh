#!/bin/sh
# Fuzzes the encrypted file's header, log and page 1 with libFuzzer, guided by coverage, with the address sanitizer.
# Installs Debian's clang where it is missing; everything else is what the tests need. What it finds becomes a test.
#
#   sh tests/fuzz.sh              ten minutes
#   sh tests/fuzz.sh 3600         an hour
#   sh tests/fuzz.sh --keep       brings tests/vault/corpus up to what was found, as few inputs as cover it
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build/fuzz
cd "$root"
sh third_party/setup.sh fuzz
mkdir -p "$build/corpus"
# In memory where there is some: each input is a file that is synced several times.
scratch=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "$build")")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# No CMake: a handful of files, another compiler, other flags.
# clang warns of an EPIC_TRY whose value is not used, which g++, whose warnings count, does not.
clang++ -std=c++20 -g -O1 -Wno-unused-value -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -I "$root" \
    storage/vault/*.cpp core/base/*.cpp core/words/*.cpp tests/vault/fuzz.cpp \
    -lsqlite3 -lsodium -lcrypto -o "$build/fuzz"

export EPIC_FUZZ_GOLDEN="$root/tests/vault/golden" EPIC_FUZZ_SCRATCH="$scratch"
if [ "${1:-}" = --keep ]; then
    rm -rf "$build/kept"
    mkdir "$build/kept"
    "$build/fuzz" -merge=1 -max_len=64 "$build/kept" tests/vault/corpus "$build/corpus"
    rm -f tests/vault/corpus/*
    cp "$build"/kept/* tests/vault/corpus/
    exit 0
fi
"$build/fuzz" -max_total_time="${1:-600}" -max_len=512 -timeout=20 -artifact_prefix="$build/" \
    "$build/corpus" tests/vault/corpus
