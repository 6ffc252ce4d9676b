// The database file in the hands of someone without the key: every change of it is told, or changes nothing.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iostream>

#include "storage/vault/format.hpp"
#include "tests/support/random.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::Random;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

struct Closed {
    std::string bytes;
    std::string content;

    std::size_t pages() const { return (bytes.size() - format::header_size) / format::page_size; }
};

std::size_t offset_of_page(std::size_t page) {
    return format::header_size + (page - 1) * format::page_size;
}

Closed make_closed(const std::filesystem::path& path, int notes = 30) {
    make_file(path, [&](Connection& db) {
        create_notes(db);
        REQUIRE(db.run("BEGIN") == SQLITE_OK);
        for (int i = 1; i <= notes; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
        REQUIRE(db.run("COMMIT") == SQLITE_OK);
    });
    Closed closed{read_file(path), look_at(path)};
    REQUIRE_FALSE(closed.content.starts_with("error"));
    closed.bytes = read_file(path);
    return closed;
}

std::string flip(std::string bytes, std::size_t at, int bit) {
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    return bytes;
}

// Told as damage, that is: "no such table" would be a lie.
bool is_told(const std::string& seen) {
    return seen == "error " + std::to_string(SQLITE_IOERR_DATA) ||
           seen.starts_with("error " + std::to_string(SQLITE_CORRUPT)) || seen.starts_with("error: ") ||
           seen == "refused: damaged";
}

} // namespace

TEST_CASE("A flipped bit in one copy of the header is mended from the other") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    int flips = 0;
    const auto try_flip = [&](std::size_t at) {
        write_file(path, flip(closed.bytes, at, flips % 8));
        std::vector<Finding> findings;
        INFO("byte " << at);
        CHECK(look_at(path, &findings) == closed.content);
        CHECK(has_finding(findings, Finding::Kind::header_repaired));
        findings.clear();
        CHECK(look_at(path, &findings) == closed.content);
        CHECK(findings.empty());
        ++flips;
    };
    for (const std::size_t table : format::table_offset) {
        // Every byte of the clear part, the edges and the middle of the directory, every field of the slots.
        for (std::size_t byte = 0; byte < format::table::clear_size; byte += 3) try_flip(table + byte);
        for (const std::size_t byte : {128u, 151u, 152u, 2000u, 4079u, 4080u, 4095u}) try_flip(table + byte);
        for (const std::size_t slot : {0u, 1u, 47u}) {
            for (const std::size_t byte : {0u, 23u, 24u, 151u, 152u, 167u, 168u, 199u, 327u, 328u, 511u}) {
                try_flip(table + format::table::slots + slot * format::slot_size + byte);
            }
        }
    }
    for (const std::size_t record : format::generation_offset) {
        for (const std::size_t byte : {0u, 23u, 24u, 40u, 2000u, 4079u, 4080u, 4095u}) try_flip(record + byte);
    }
    std::cout << "header: " << flips << " flipped bits in one copy, all mended and told\n";
}

TEST_CASE("A flipped bit in both copies of the header is told, and nothing is written") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    int flips = 0;
    const auto try_flip = [&](std::size_t first, std::size_t second) {
        const std::string damaged = flip(flip(closed.bytes, first, flips % 8), second, flips % 8);
        write_file(path, damaged);
        const std::string seen = look_at(path);
        INFO("bytes " << first << " and " << second << ": " << seen);
        const bool told = seen == "refused: damaged" || seen == "refused: not_ours" || seen == "refused: newer_version";
        CHECK(told);
        CHECK(read_file(path) == damaged);
        ++flips;
    };
    for (std::size_t byte = 0; byte < format::table_size; byte += byte < format::table::clear_size ? 1 : 211) {
        try_flip(format::table_offset[0] + byte, format::table_offset[1] + byte);
    }
    for (std::size_t byte = 0; byte < format::block_size; byte += 97) {
        try_flip(format::generation_offset[0] + byte, format::generation_offset[1] + byte);
    }
    std::cout << "header: " << flips << " flipped bits in both copies, all told\n";
}

TEST_CASE("A slot table changed on purpose, with its digest made right, does not count") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    int changes = 0;
    // Alice's own slot is the first: all but hers, and the directory, the sequence, the ids.
    std::vector<std::size_t> bytes{33, 64, 65, 84, 95, 128, 160, 2000, 4090};
    for (std::size_t slot = 1; slot < format::slot_count; ++slot) {
        bytes.push_back(format::table::slots + slot * format::slot_size + slot * 7);
    }
    bytes.push_back(format::table::slots + 400); // the random end of hers
    for (const std::size_t byte : bytes) {
        INFO("byte " << byte);
        std::string changed = closed.bytes;
        for (const std::size_t table : {0u, 1u}) {
            changed = flip(changed, format::table_offset.at(table) + byte, changes % 8);
            renew_digest(changed, table);
        }
        write_file(path, changed);
        const std::string seen = look_at(path);
        // A changed id makes her slot another file's slot.
        const bool told = seen == "refused: damaged" || (byte == 33 && seen == "refused: sign_in_refused");
        CHECK(told);
        // In one copy only, the other counts; a higher sequence does not help.
        changed = flip(closed.bytes, format::table_offset[0] + byte, changes % 8);
        renew_digest(changed, 0);
        write_file(path, changed);
        CHECK(look_at(path) == closed.content);
        CHECK(read_file(path).substr(0, format::table_size) == closed.bytes.substr(0, format::table_size));
        ++changes;
    }
    std::cout << "header: " << changes << " changes on purpose with a right digest, all told\n";
}

TEST_CASE("A flipped bit in any field of any page is told with its page") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    int flips = 0;
    for (std::size_t page = 1; page <= closed.pages(); ++page) {
        // Ciphertext at both ends and in the middle, nonce, tag.
        for (const std::size_t byte : {0u, 20u, 99u, 2028u, 4055u, 4056u, 4079u, 4080u, 4095u}) {
            write_file(path, flip(closed.bytes, offset_of_page(page) + byte, flips % 8));
            std::vector<Finding> findings;
            INFO("page " << page << ", byte " << byte);
            CHECK(is_told(look_at(path, &findings)));
            CHECK(findings == std::vector<Finding>{{Finding::Kind::page_damaged, page}});
            ++flips;
        }
    }
    std::cout << "pages: " << flips << " flipped bits in " << closed.pages() << " pages, all told\n";
}

TEST_CASE("The message for a damaged page names the page") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    write_file(path, flip(closed.bytes, offset_of_page(3), 0));
    const auto vault = open_file(path);
    Connection db(*vault);
    CHECK(read_everything(db).starts_with("error"));
    const Error error = vault->explain(sqlite3_extended_errcode(db.get()));
    CHECK(error.code == ErrorCode::damaged);
    CHECK(error.message.in(Language::english).find("page 3") != std::string::npos);
}

TEST_CASE("Swapped, repeated and foreign pages are told") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    const Closed foreign = make_closed(folder / "other.epic");
    REQUIRE(closed.pages() == foreign.pages());
    int changes = 0;
    const auto page_of = [](const Closed& file, std::size_t page) {
        return file.bytes.substr(offset_of_page(page), format::page_size);
    };
    const auto expect_told = [&](const std::string& bytes) {
        write_file(path, bytes);
        CHECK(is_told(look_at(path)));
        ++changes;
    };
    for (std::size_t page = 1; page <= closed.pages(); ++page) {
        const std::size_t next = page % closed.pages() + 1;
        std::string swapped = closed.bytes;
        swapped.replace(offset_of_page(page), format::page_size, page_of(closed, next));
        expect_told(swapped); // repeated
        swapped.replace(offset_of_page(next), format::page_size, page_of(closed, page));
        expect_told(swapped);
        std::string mixed = closed.bytes;
        mixed.replace(offset_of_page(page), format::page_size, page_of(foreign, page));
        expect_told(mixed);
    }
    // Header of one with the pages of the other, made by the same person with the same password.
    expect_told(foreign.bytes.substr(0, format::header_size) + closed.bytes.substr(format::header_size));
    // The slots of one with the generation of the other.
    const std::size_t split = format::generation_offset[0];
    expect_told(closed.bytes.substr(0, split) + foreign.bytes.substr(split, 2 * format::block_size) +
                closed.bytes.substr(format::header_size));
    std::cout << "pages: " << changes << " swapped, repeated or foreign, all told\n";
}

TEST_CASE("A file cut anywhere is told") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    int cuts = 0;
    for (std::size_t page = 1; page <= closed.pages(); ++page) {
        for (const std::size_t within : {0u, 1u, 2048u, 4095u}) {
            const std::string cut = closed.bytes.substr(0, offset_of_page(page) + within);
            write_file(path, cut);
            INFO("cut at " << cut.size());
            CHECK(is_told(look_at(path)));
            ++cuts;
        }
    }
    for (std::size_t size = 1; size < format::header_size; size += 1021) {
        write_file(path, closed.bytes.substr(0, size));
        const std::string seen = look_at(path);
        INFO("cut at " << size << ": " << seen.substr(0, 40));
        CHECK((is_told(seen) || (size < 16 && seen == "refused: not_ours")));
        ++cuts;
    }
    std::cout << "file: " << cuts << " cuts, all told\n";
}

TEST_CASE("A cut file does not read as zeros where its log has no copy of the missing pages") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const auto copy = folder / "copy.epic";
    make_closed(path, 60);
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0");
    REQUIRE(db.run("UPDATE note SET text = 'x' WHERE id = 1") == SQLITE_OK);
    Snapshot cut = Snapshot::of(path);
    cut.file.resize(cut.file.size() - 10 * format::page_size);
    cut.put(copy);
    std::vector<Finding> findings;
    CHECK(look_at(copy, &findings).starts_with("error"));
    CHECK(has_finding(findings, Finding::Kind::file_cut));
}

TEST_CASE("Files wounded at random show what was written or say that they are damaged") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const Closed closed = make_closed(path);
    int told = 0;
    int mended = 0;
    epic::test::for_each_seed(150, [&](Random& random) {
        std::string bytes = closed.bytes;
        const std::int64_t wounds = random.between(1, 2);
        for (std::int64_t i = 0; i < wounds; ++i) {
            const auto at = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(bytes.size()) - 1));
            const auto length = std::min(static_cast<std::size_t>(random.between(1, 5000)), bytes.size() - at);
            bytes.replace(at, length, random.chance(50) ? random.bytes(length) : std::string(length, '\0'));
        }
        write_file(path, bytes);
        const std::string seen = look_at(path);
        if (seen == closed.content) {
            ++mended;
        } else {
            const bool clear = is_told(seen) || seen == "refused: not_ours";
            CHECK(clear);
            ++told;
        }
    });
    std::cout << "file: " << told + mended << " random wounds: " << told << " told, " << mended << " mended\n";
}
