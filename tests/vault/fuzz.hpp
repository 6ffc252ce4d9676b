// What the fuzzer does with one input: changes the golden file and its log as the input says, opens it, reads it,
// writes to it. No Catch2 here: tests/fuzz.sh links it with libFuzzer, fuzz_test.cpp with the other tests.
//
// An input is one byte that names a part, then changes of it: offset (2 bytes, little-endian), length (1), bytes.
// Some parts are changed as anyone can; the others are opened, changed and sealed again, as only someone who has the
// data key could, so that what reads them is reached.
//
// A broken promise stops the program, for a fuzzer to see. Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "storage/vault/keys.hpp"
#include "storage/vault/slots.hpp"

namespace epic::vault::test {

class Fuzz {
public:
    enum class Part : std::uint8_t {
        header,            // as it is
        header_and_digest, // the digests are made right
        log,
        file_cut, // the first offset is the size, in units of 16 bytes
        log_cut,
        directory, // from here on with the key
        slot,
        generation,
        log_header,
        frame_header,
        frame_page,
        first_page,
    };
    static constexpr std::uint8_t parts = 12;

    // `golden` holds the files of tests/vault/golden; `scratch` is written to.
    Fuzz(const std::filesystem::path& golden, std::filesystem::path scratch);

    void run(std::span<const std::uint8_t> input);

    // What run() saw.
    struct Counts {
        std::size_t runs = 0;
        std::size_t refused = 0; // by opening
        std::size_t told = 0;    // by reading
        std::size_t shown = 0;   // a commit, or with the key whatever was put there
    };
    const Counts& counts() const { return counts_; }

private:
    struct Files {
        std::string file;
        std::string log;
    };
    using Changes = std::span<const std::uint8_t>;

    void apply(Part part, Changes changes, Files& files) const;
    void seal_tables(Files& files, const std::string* directory) const;
    std::string look(bool write);

    std::filesystem::path path_;
    Files golden_;
    Secret<Key> wrapping_;
    Secret<Keyring::Keys> keys_;
    FileId file_id_{};
    Salt salt_{};
    std::array<std::uint8_t, 16> generation_{};
    std::vector<std::string> commits_;
    Counts counts_;
};

} // namespace epic::vault::test
