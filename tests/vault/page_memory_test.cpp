// Pages that were opened are kept for all connections: nobody ever reads another state for it.
#include "storage/vault/page_memory.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/random.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::for_each_seed;
using epic::test::Random;
using epic::test::TemporaryFolder;

namespace {

using Page = std::array<std::uint8_t, format::page_size>;

Page page_of(std::uint8_t byte) {
    Page page;
    page.fill(byte);
    return page;
}

PageTag tag_of(std::uint8_t byte) {
    PageTag tag;
    tag.fill(byte);
    return tag;
}

} // namespace

TEST_CASE("A page is remembered until it is written, a frame as long as it is the same, and none without being told") {
    PageMemory memory;
    Page found{};
    memory.keep_page(1, page_of(1).data());
    CHECK_FALSE(memory.find_page(1, found.data()));
    memory.keep_up_to(4);
    memory.keep_page(1, page_of(1).data());
    memory.keep_frame(1, tag_of(9), page_of(2).data());
    REQUIRE(memory.find_page(1, found.data()));
    CHECK(found == page_of(1));
    REQUIRE(memory.find_frame(1, tag_of(9), found.data()));
    CHECK(found == page_of(2));
    CHECK_FALSE(memory.find_frame(1, tag_of(8), found.data()));
    memory.keep_frame(1, tag_of(8), page_of(3).data());
    CHECK_FALSE(memory.find_frame(1, tag_of(9), found.data()));
    REQUIRE(memory.find_frame(1, tag_of(8), found.data()));
    CHECK(found == page_of(3));
    memory.forget_page(1);
    CHECK_FALSE(memory.find_page(1, found.data()));
    memory.clear();
    CHECK_FALSE(memory.find_frame(1, tag_of(8), found.data()));
}

TEST_CASE("What was looked for again stays when much else is read once, and there is never more than was allowed") {
    PageMemory memory;
    memory.keep_up_to(10);
    Page found{};
    memory.keep_page(1, page_of(1).data());
    for (std::uint64_t page = 2; page < 100; ++page) {
        REQUIRE(memory.find_page(1, found.data()));
        CHECK(found == page_of(1));
        memory.keep_page(page, page_of(static_cast<std::uint8_t>(page)).data());
    }
    int kept = 0;
    for (std::uint64_t page = 1; page < 100; ++page) kept += memory.find_page(page, found.data()) ? 1 : 0;
    CHECK(kept == 10);
}

TEST_CASE("Connections that share what they read see what was committed, whatever is written, copied and cut") {
    for_each_seed(6, [](Random& random) {
        const TemporaryFolder folder;
        const auto path = folder / "file.epic";
        make_file(path, create_notes);
        const auto vault = open_file(path);
        vault->remember_pages(static_cast<std::size_t>(random.between(1, 60)));
        std::vector<std::unique_ptr<Connection>> connections;
        for (int i = 0; i < 3; ++i) {
            connections.push_back(std::make_unique<Connection>(*vault));
            // So that little is found in their own.
            REQUIRE(connections.back()->run("PRAGMA cache_size = 2; PRAGMA wal_autocheckpoint = 0") == SQLITE_OK);
        }
        int number = 0;
        for (int round = 0; round < 60; ++round) {
            Connection& writer = *random.pick(connections);
            switch (random.between(0, 7)) {
                case 0: CHECK(writer.run("PRAGMA wal_checkpoint(PASSIVE)") == SQLITE_OK); break;
                case 1: CHECK(writer.run("PRAGMA wal_checkpoint(TRUNCATE)") == SQLITE_OK); break;
                case 2: CHECK(writer.run("DELETE FROM note WHERE id % 5 = 0") == SQLITE_OK); break;
                case 3:
                    CHECK(writer.run("UPDATE note SET text = text || 'x' WHERE id % 7 = 0") == SQLITE_OK);
                    break;
                case 4: {
                    // Longer than the cache, it reaches the log before it is taken back.
                    CHECK(writer.run("BEGIN; UPDATE note SET text = text || text") == SQLITE_OK);
                    CHECK(writer.run("ROLLBACK") == SQLITE_OK);
                    break;
                }
                case 5:
                    if (random.chance(20)) CHECK(writer.run("VACUUM") == SQLITE_OK);
                    break;
                default:
                    for (int i = 0; i < 8; ++i) CHECK(add_note(writer, ++number) == SQLITE_OK);
                    break;
            }
            const std::string all = read_everything(writer);
            CHECK_FALSE(all.starts_with("error"));
            for (const auto& reader : connections) CHECK(read_everything(*reader) == all);
        }
        vault->remember_pages(0);
        const std::string all = read_everything(*connections.front());
        CHECK(read_everything(*connections.back()) == all);
        connections.clear();
    });
}

TEST_CASE("Locking forgets the pages that were opened, and none is found afterwards") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    vault->remember_pages(100);
    Connection db(*vault);
    CHECK(add_note(db, 1) == SQLITE_OK);
    CHECK_FALSE(read_everything(db).starts_with("error"));
    Connection other(*vault);
    vault->lock();
    CHECK(other.ask("SELECT count(*) FROM note") == "error " + std::to_string(SQLITE_IOERR_AUTH));
}
