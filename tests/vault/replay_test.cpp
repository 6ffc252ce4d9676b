// Parts of a file as they were at different times, put together in every way: what is shown is some commit or an
// error, except where the README says that opening cannot tell.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <iostream>
#include <set>

#include "storage/vault/format.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::TemporaryFolder;

namespace {

struct Moment {
    Snapshot parts;
    std::string content;
    std::string file_alone; // what the file shows without its log
    std::uint64_t generation;
};

std::string slots_of(const Moment& moment) {
    return moment.parts.file.substr(0, format::generation_offset[0]);
}

std::string generations_of(const Moment& moment) {
    return moment.parts.file.substr(format::generation_offset[0], 2 * format::block_size);
}

std::string pages_of(const Moment& moment) {
    return moment.parts.file.substr(format::header_size);
}

// A file at ten moments of three sessions: with logs of several generations, copied into the file and not.
std::vector<Moment> moments_of(const std::filesystem::path& path, const std::filesystem::path& scratch) {
    int next = 1;
    make_file(path, [&](Connection& db) {
        create_notes(db);
        while (next <= 40) REQUIRE(add_note(db, next++) == SQLITE_OK);
    });
    std::vector<Moment> moments;
    for (int session = 0; session < 3; ++session) {
        const auto vault = open_file(path);
        Connection db(*vault);
        db.run("PRAGMA wal_autocheckpoint = 0");
        const auto remember = [&] {
            moments.push_back({Snapshot::of(path), read_everything(db), {}, vault->generation().counter});
            Moment& moment = moments.back();
            Snapshot alone = moment.parts;
            alone.log.clear();
            alone.put(scratch);
            moment.file_alone = look_at(scratch);
        };
        // Pages change places in time: each is in the file, in this log, in another one.
        REQUIRE(add_note(db, next++) == SQLITE_OK);
        REQUIRE(db.run("UPDATE note SET text = text || '!' WHERE id < 5 * " + std::to_string(session + 2)) ==
                SQLITE_OK);
        remember();
        REQUIRE(db.ask("PRAGMA wal_checkpoint(PASSIVE)").starts_with("0"));
        REQUIRE(add_note(db, next++) == SQLITE_OK);
        if (session == 1) REQUIRE(vault->add_slot(bob, bob_id));
        remember();
        REQUIRE(db.ask("PRAGMA wal_checkpoint(RESTART)").starts_with("0"));
        REQUIRE(db.run("UPDATE note SET text = text || '?' WHERE id > 20 + " + std::to_string(session)) == SQLITE_OK);
        remember();
    }
    return moments;
}

} // namespace

TEST_CASE("Slots, generation, pages and log of different times together show a commit or an error") {
    const TemporaryFolder folder;
    const auto path = folder / "replay.epic";
    const std::vector<Moment> moments = moments_of(folder / "file.epic", path);
    std::set<std::string> commits{""};
    for (const Moment& moment : moments) {
        REQUIRE_FALSE(moment.content.starts_with("error"));
        commits.insert(moment.content);
        commits.insert(moment.file_alone);
    }
    std::size_t tried = 0;
    std::size_t current = 0;
    std::size_t told = 0;
    std::size_t earlier = 0;
    std::size_t never_was = 0;
    std::size_t undetected = 0;
    const std::size_t last = moments.size() - 1;
    for (std::size_t pages = 0; pages <= last; ++pages) {
        for (std::size_t generation = 0; generation <= last; ++generation) {
            for (std::size_t log = 0; log <= last; ++log) {
                // Slots of the same time as the pages, or the oldest ones.
                for (const std::size_t slots : {pages, std::size_t{0}}) {
                    Snapshot mixed = moments[log].parts;
                    mixed.file =
                        slots_of(moments[slots]) + generations_of(moments[generation]) + pages_of(moments[pages]);
                    mixed.put(path);
                    const std::string seen = look_at(path);
                    ++tried;
                    INFO("slots " << slots << ", generation " << generation << ", pages " << pages << ", log " << log
                                  << ": " << seen.substr(0, 60));
                    if (seen.starts_with("error") || seen.starts_with("refused")) {
                        ++told;
                        CHECK_FALSE((generation == pages && log == pages));
                        continue;
                    }
                    if (generation == pages) {
                        // Only its own log counts; any other is an empty one.
                        const bool own = moments[log].generation == moments[generation].generation;
                        const bool right = own ? commits.contains(seen) : seen == moments[pages].file_alone;
                        undetected += right ? 0U : 1U;
                        CHECK(right);
                        (seen == moments[last].content ? current : earlier) += 1;
                    } else {
                        // An older generation record is an older header, with which an older log can be put back.
                        (commits.contains(seen) ? earlier : never_was) += 1;
                    }
                }
            }
        }
    }
    CHECK(undetected == 0);
    std::cout << "replay: " << tried << " combinations of slots, generation, pages and log of " << moments.size()
              << " times: " << current << " current, " << earlier << " an earlier commit, " << told << " told, "
              << never_was << " mixed with an older header (which opening cannot tell), " << undetected
              << " undetected\n";
}

TEST_CASE("An older copy of everything opens, and its generation tells that it is older") {
    const TemporaryFolder folder;
    const auto path = folder / "replay.epic";
    const std::vector<Moment> moments = moments_of(folder / "file.epic", path);
    for (const Moment& moment : moments) {
        moment.parts.put(path);
        const auto vault = open_file(path);
        CHECK(vault->generation().counter == moment.generation);
        Connection db(*vault);
        CHECK(read_everything(db) == moment.content);
    }
    CHECK(std::is_sorted(moments.begin(), moments.end(),
                         [](const Moment& a, const Moment& b) { return a.generation < b.generation; }));
}

TEST_CASE("An older page put back in its place is a commit, an error, or the page that opening cannot tell") {
    const TemporaryFolder folder;
    const auto path = folder / "replay.epic";
    const std::vector<Moment> moments = moments_of(folder / "file.epic", path);
    std::set<std::string> commits;
    for (const Moment& moment : moments) commits.insert(moment.content);
    std::size_t tried = 0;
    std::size_t told = 0;
    std::size_t harmless = 0;
    std::size_t refused = 0;
    const Moment& now = moments.back();
    const std::size_t pages = (now.parts.file.size() - format::header_size) / format::page_size;
    for (const Moment& then : moments) {
        for (std::size_t page = 0; page < pages; ++page) {
            const std::size_t at = format::header_size + page * format::page_size;
            if (at + format::page_size > then.parts.file.size()) continue;
            Snapshot mixed = now.parts;
            mixed.file.replace(at, format::page_size, then.parts.file.substr(at, format::page_size));
            mixed.put(path);
            const std::string seen = look_at(path);
            ++tried;
            if (seen.starts_with("error")) ++told;
            if (commits.contains(seen)) ++harmless;
            // In another place it never opens. (Pages that are free are not read.)
            const std::size_t other = format::header_size + (page + 1) % pages * format::page_size;
            Snapshot moved = now.parts;
            moved.log.clear();
            moved.file.replace(other, format::page_size, then.parts.file.substr(at, format::page_size));
            moved.put(path);
            const std::string elsewhere = look_at(path);
            CHECK((elsewhere.starts_with("error") || elsewhere == now.file_alone));
            refused += elsewhere.starts_with("error") ? 1U : 0U;
        }
    }
    CHECK(refused > tried / 2);
    std::cout << "replay: " << tried << " older pages put back: " << harmless << " harmless, " << told << " told, "
              << tried - told - harmless << " as the README says not to be told by opening\n";
}
