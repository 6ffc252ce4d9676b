// The log after crashes, cuts and damage: what is read is always what some commit left, and which one is
// known exactly.

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iostream>

#include "storage/vault/format.hpp"
#include "tests/support/random.hpp"
#include "tests/vault/disk.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::Random;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

std::size_t frames_in(const std::string& log) {
    return log.size() < format::log_header_size ? 0 : (log.size() - format::log_header_size) / format::frame_size;
}

std::size_t offset_of_frame(std::size_t frame) {
    return format::log_header_size + (frame - 1) * format::frame_size;
}

// A file whose log holds several commits, and what each of them left.
struct Story {
    struct Commit {
        std::size_t frames;
        std::string content;
    };
    std::vector<Commit> commits; // the first is the file without its log
    Snapshot end;

    // What a log with so many good frames must show.
    const std::string& expected(std::size_t good_frames) const {
        std::size_t last = 0;
        for (std::size_t i = 0; i < commits.size(); ++i) {
            if (commits[i].frames <= good_frames) last = i;
        }
        return commits[last].content;
    }
};

Story tell_story(const std::filesystem::path& path) {
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 20; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    Story story;
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0");
    const auto remember = [&] {
        story.end = Snapshot::of(path);
        story.commits.push_back({frames_in(story.end.log), read_everything(db)});
    };
    remember();
    for (int i = 21; i <= 26; ++i) {
        REQUIRE(add_note(db, i) == SQLITE_OK);
        remember();
    }
    REQUIRE(db.run("UPDATE note SET text = 'Assemblée générale ' || id WHERE id % 5 = 0") == SQLITE_OK);
    remember();
    REQUIRE(db.run("DELETE FROM note WHERE id < 4") == SQLITE_OK);
    remember();
    return story;
}

} // namespace

TEST_CASE("A log cut anywhere shows the last commit that is whole in it") {
    const TemporaryFolder folder;
    const Story story = tell_story(folder / "story.epic");
    const auto path = folder / "cut.epic";
    int cuts = 0;
    const auto cut_at = [&](std::size_t size, std::size_t good_frames) {
        Snapshot cut = story.end;
        cut.log.resize(size);
        cut.put(path);
        INFO("cut at " << size);
        CHECK(look_at(path) == story.expected(good_frames));
        ++cuts;
    };
    const std::size_t frames = frames_in(story.end.log);
    for (std::size_t frame = 1; frame <= frames; ++frame) {
        for (const std::size_t within : {0u, 1u, 63u, 64u, 65u, 2000u, 4159u}) {
            cut_at(offset_of_frame(frame) + within, frame - 1);
        }
    }
    cut_at(story.end.log.size(), frames);
    for (const std::size_t size : {0u, 1u, 31u, 32u, 127u}) cut_at(size, 0);
    std::cout << "log: " << cuts << " cuts, each showed the right commit\n";
}

TEST_CASE("A flipped bit anywhere in a frame ends the log before it; one in the log's header is told as damage") {
    const TemporaryFolder folder;
    const Story story = tell_story(folder / "story.epic");
    const auto path = folder / "flipped.epic";
    const std::size_t frames = frames_in(story.end.log);
    const std::size_t last_commit_frame = story.commits.at(story.commits.size() - 2).frames;
    int flips = 0;
    int warned = 0;
    const auto flip = [&](std::size_t offset) {
        Snapshot flipped = story.end;
        flipped.log[offset] = static_cast<char>(flipped.log[offset] ^ (1 << (flips % 8)));
        flipped.put(path);
        ++flips;
    };
    for (std::size_t frame = 1; frame <= frames; ++frame) {
        // Nonce, ciphertext and tag of the frame's header, and of its page.
        for (const std::size_t within :
             {0u, 23u, 24u, 28u, 47u, 48u, 63u, 64u, 1000u, 4119u, 4120u, 4143u, 4144u, 4159u}) {
            flip(offset_of_frame(frame) + within);
            std::vector<Finding> findings;
            INFO("frame " << frame << ", byte " << within);
            CHECK(look_at(path, &findings) == story.expected(frame - 1));
            const bool told = has_finding(findings, Finding::Kind::log_ends_early);
            // With committed frames behind it this is more than a torn write, and the reader is warned.
            if (frame <= last_commit_frame) CHECK(told);
            warned += told ? 1 : 0;
        }
    }
    for (std::size_t byte = 0; byte < format::log_header_size; byte += 5) {
        flip(byte);
        CHECK(look_at(path).starts_with("error"));
        // Nothing is thrown away: with the header mended everything is there.
        Snapshot mended = Snapshot::of(path);
        REQUIRE(mended.log_exists);
        mended.log.replace(0, format::log_header_size, story.end.log.substr(0, format::log_header_size));
        mended.put(path);
        CHECK(look_at(path) == story.commits.back().content);
    }
    std::cout << "log: " << flips << " flipped bits, " << warned << " warned of, 0 undetected\n";
}

TEST_CASE("After a log that ends within its first transaction the next one is written all the same") {
    // Its only frame was the last thing that recovery read, and the header of the frame that took its place was
    // taken for that one with its checksum computed again: "damaged", said the first change after a crash.
    const TemporaryFolder folder;
    const Story story = tell_story(folder / "story.epic");
    const auto path = folder / "cut.epic";
    const std::size_t first_commit = story.commits.at(1).frames;
    REQUIRE(first_commit > 1);
    for (std::size_t frames = 0; frames <= first_commit; ++frames) {
        Snapshot cut = story.end;
        cut.log.resize(offset_of_frame(frames + 1));
        cut.put(path);
        const auto vault = open_file(path);
        Connection db(*vault);
        CHECK(db.ask("SELECT count(*) FROM note") == (frames == first_commit ? "21" : "20"));
        CHECK(add_note(db, 1000) == SQLITE_OK);
        CHECK(vault->findings().empty());
    }
}

TEST_CASE("Frames put elsewhere in the log do not count") {
    const TemporaryFolder folder;
    const Story story = tell_story(folder / "story.epic");
    const auto path = folder / "moved.epic";
    const std::size_t frames = frames_in(story.end.log);
    REQUIRE(frames > 4);
    for (std::size_t frame = 1; frame < frames; ++frame) {
        Snapshot moved = story.end;
        const std::string one = moved.log.substr(offset_of_frame(frame), format::frame_size);
        const std::string two = moved.log.substr(offset_of_frame(frame + 1), format::frame_size);
        moved.log.replace(offset_of_frame(frame), format::frame_size, two);
        moved.log.replace(offset_of_frame(frame + 1), format::frame_size, one);
        moved.put(path);
        CHECK(look_at(path) == story.expected(frame - 1));
        // A header with the page of another frame.
        Snapshot mixed = story.end;
        mixed.log.replace(offset_of_frame(frame) + format::frame_header_size, format::page_size,
                          two.substr(format::frame_header_size));
        mixed.put(path);
        CHECK(look_at(path) == story.expected(frame - 1));
    }
}

TEST_CASE("Pages changed twice in one transaction with a small cache are all there after a crash") {
    for (const std::string synchronous : {"FULL", "NORMAL", "OFF"}) {
        const TemporaryFolder folder;
        const auto path = folder / "file.epic";
        make_file(path, [](Connection& db) {
            create_notes(db);
            for (int i = 1; i <= 300; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
        });
        const auto vault = open_file(path);
        Connection db(*vault);
        db.run("PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 5; PRAGMA synchronous = " + synchronous);
        const auto copy = folder / "copy.epic";
        int transactions = 0;
        for (int round = 1; round <= 6; ++round) {
            const std::string mark = std::to_string(round);
            REQUIRE(db.run("BEGIN") == SQLITE_OK);
            REQUIRE(db.run("UPDATE note SET text = text || ' a" + mark + "'") == SQLITE_OK);
            REQUIRE(db.run("UPDATE note SET text = text || ' b" + mark + "' WHERE id % 3 = 0") == SQLITE_OK);
            REQUIRE(db.run("SAVEPOINT inner; DELETE FROM note WHERE id > 150; ROLLBACK TO inner") == SQLITE_OK);
            REQUIRE(db.run("UPDATE note SET text = 'short ' || id WHERE id = " + mark) == SQLITE_OK);
            REQUIRE(db.run(round % 3 == 0 ? "ROLLBACK" : "COMMIT") == SQLITE_OK);
            ++transactions;
            const Snapshot crash = Snapshot::of(path);
            crash.put(copy);
            std::vector<Finding> findings;
            INFO("synchronous " << synchronous << ", transaction " << round);
            CHECK(look_at(copy, &findings) == read_everything(db));
            CHECK(findings.empty());
        }
        CHECK(vault->findings().empty());
        CHECK(transactions == 6);
    }
}

TEST_CASE("An older log beside a newer file is an empty log") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    std::vector<std::string> old_logs;
    int next = 1;
    for (int session = 0; session < 3; ++session) {
        const auto vault = open_file(path);
        Connection db(*vault);
        db.run("PRAGMA wal_autocheckpoint = 0");
        for (int i = 0; i < 4; ++i) {
            REQUIRE(add_note(db, next++) == SQLITE_OK);
            // The log as it is now: the beginning of the one that the end of the session puts away.
            old_logs.push_back(Snapshot::of(path).log);
        }
        // Another log within one session: what it leaves of the first is behind its own frames.
        REQUIRE(db.ask("PRAGMA wal_checkpoint(RESTART)").starts_with("0"));
        for (int i = 0; i < 2; ++i) {
            REQUIRE(add_note(db, next++) == SQLITE_OK);
            old_logs.push_back(Snapshot::of(path).log);
        }
        REQUIRE(db.ask("PRAGMA wal_checkpoint(TRUNCATE)").starts_with("0"));
        // Emptied, and then a crash: no log that was there before counts.
        Snapshot emptied = Snapshot::of(path);
        REQUIRE(emptied.log.empty());
        for (const std::string& old_log : old_logs) {
            emptied.log = old_log;
            emptied.put(folder / "emptied.epic");
            CHECK(look_at(folder / "emptied.epic") == read_everything(db));
        }
        REQUIRE(add_note(db, next++) == SQLITE_OK);
    }
    const Snapshot closed = Snapshot::of(path);
    REQUIRE_FALSE(closed.log_exists);
    const std::string content = look_at(path);
    REQUIRE_FALSE(content.starts_with("error"));
    for (const std::string& old_log : old_logs) {
        Snapshot planted = closed;
        planted.log = old_log;
        planted.log_exists = true;
        planted.put(path);
        CHECK(look_at(path) == content);
    }
    std::cout << "log: " << old_logs.size() << " old logs planted, none had an effect\n";
}

TEST_CASE("Neither copy of the generation alone brings an old log back") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    const auto copy = folder / "copy.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0");
    REQUIRE(add_note(db, 1) == SQLITE_OK);
    for (int round = 2; round <= 5; ++round) {
        const std::string old_log = Snapshot::of(path).log;
        REQUIRE(db.ask("PRAGMA wal_checkpoint(RESTART)").starts_with("0"));
        REQUIRE(add_note(db, round) == SQLITE_OK);
        for (const std::size_t record : format::generation_offset) {
            Snapshot spoiled = Snapshot::of(path);
            spoiled.file[record + 100] = static_cast<char>(spoiled.file[record + 100] ^ 1);
            spoiled.put(copy);
            CHECK(open_file(copy)->generation() == vault->generation());
            CHECK(look_at(copy) == read_everything(db));
            spoiled.log = old_log;
            spoiled.put(copy);
            CHECK(open_file(copy)->generation() == vault->generation());
            CHECK(look_at(copy) != read_everything(db)); // the newest commit was in the log that is gone
            CHECK_FALSE(look_at(copy).starts_with("error"));
        }
    }
}

TEST_CASE("A log whose putting away failed is put away by the next attempt") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    bool failing = false;
    const WatchedDisk disk([&](const DiskCall& call) {
        const bool header = call.operation == Operation::write && !call.is_log && call.offset < format::header_size;
        return DiskAnswer{.rc = failing && header ? SQLITE_IOERR_WRITE : SQLITE_OK};
    });
    std::string old_log;
    std::string content;
    {
        const auto vault = open_file(path);
        Connection db(*vault);
        REQUIRE(add_note(db, 1) == SQLITE_OK);
        REQUIRE(db.ask("PRAGMA wal_checkpoint(PASSIVE)").starts_with("0"));
        old_log = Snapshot::of(path).log;
        failing = true;
        CHECK(db.run("PRAGMA wal_checkpoint(TRUNCATE)") == SQLITE_IOERR_WRITE);
        failing = false;
        CHECK(db.ask("PRAGMA wal_checkpoint(TRUNCATE)").starts_with("0"));
        content = read_everything(db);
    }
    const auto generation = open_file(path)->generation();
    std::vector<Finding> findings;
    CHECK(look_at(path, &findings) == content);
    CHECK(findings.empty());
    CHECK(open_file(path)->generation() == generation); // a file that was only read keeps its own

    Snapshot planted = Snapshot::of(path);
    planted.log = old_log;
    planted.log_exists = true;
    planted.put(path);
    CHECK(look_at(path) == content);
    CHECK(open_file(path)->generation() == generation);
}

TEST_CASE("A log that lost frames which are already in the file is told as damage, not mixed with it") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0");
    for (int i = 1; i <= 5; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    const std::size_t before = frames_in(Snapshot::of(path).log);
    for (int i = 6; i <= 10; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    REQUIRE(db.ask("PRAGMA wal_checkpoint(PASSIVE)").starts_with("0"));
    const Snapshot crash = Snapshot::of(path);
    const auto copy = folder / "copy.epic";
    crash.put(copy);
    CHECK(look_at(copy) == read_everything(db));
    for (std::size_t frames = 0; frames <= before; ++frames) {
        Snapshot cut = crash;
        cut.log.resize(offset_of_frame(frames + 1));
        cut.put(copy);
        std::vector<Finding> findings;
        CHECK(look_at(copy, &findings).starts_with("error"));
        CHECK(has_finding(findings, Finding::Kind::log_cut));
        // Nor does it help to spoil one of the two records that say how much was copied.
        for (const std::size_t record : format::generation_offset) {
            Snapshot spoiled = cut;
            spoiled.file[record + 100] = static_cast<char>(spoiled.file[record + 100] ^ 1);
            spoiled.put(copy);
            CHECK(look_at(copy, &findings).starts_with("error"));
            CHECK(has_finding(findings, Finding::Kind::log_cut));
        }
    }
    // Nothing left of it, or another in its place: the file alone is what a commit left, but this is no crash.
    for (const std::string& log : {std::string(), crash.log.substr(0, 127), std::string(crash.log.size(), 'x')}) {
        Snapshot replaced = crash;
        replaced.log = log;
        replaced.put(copy);
        std::vector<Finding> findings;
        CHECK(look_at(copy, &findings) == read_everything(db));
        CHECK(has_finding(findings, Finding::Kind::log_missing));
    }
    Snapshot gone = crash;
    gone.log_exists = false;
    gone.put(copy);
    std::vector<Finding> findings;
    CHECK(look_at(copy, &findings) == read_everything(db));
    CHECK(has_finding(findings, Finding::Kind::log_missing));
}

TEST_CASE("A page of the log replaced by an older one of the same page while the program runs is told") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const auto vault = open_file(path);
    Connection db(*vault);
    db.run("PRAGMA wal_autocheckpoint = 0");
    for (int i = 1; i <= 3; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    const std::size_t before = frames_in(Snapshot::of(path).log);
    REQUIRE(db.run("UPDATE note SET text = 'one' WHERE id = 1") == SQLITE_OK);
    const std::size_t between = frames_in(Snapshot::of(path).log);
    REQUIRE(db.run("UPDATE note SET text = 'two' WHERE id = 1") == SQLITE_OK);
    std::string log = Snapshot::of(path).log;
    // The second update wrote the same pages, in the same order, as the first.
    REQUIRE(frames_in(log) - between == between - before);
    for (std::size_t frame = before + 1; frame <= between; ++frame) {
        log.replace(offset_of_frame(frame + between - before) + format::frame_header_size, format::page_size,
                    log.substr(offset_of_frame(frame) + format::frame_header_size, format::page_size));
    }
    std::filesystem::path log_path = path.string() + "-wal";
    std::fstream(log_path, std::ios::in | std::ios::out | std::ios::binary) << log;
    Connection other(*vault);
    CHECK(other.ask("SELECT text FROM note WHERE id = 1").starts_with("error"));
    // Nor is it copied into the file.
    CHECK(db.run("PRAGMA wal_checkpoint(PASSIVE)") == SQLITE_IOERR_DATA);
    CHECK(has_finding(vault->findings(), Finding::Kind::log_frame_damaged));
}

TEST_CASE("Logs cut and overwritten at random show some commit or say that they are damaged") {
    const TemporaryFolder folder;
    const Story story = tell_story(folder / "story.epic");
    const auto path = folder / "random.epic";
    int shown = 0;
    int refused = 0;
    epic::test::for_each_seed(150, [&](Random& random) {
        Snapshot damaged = story.end;
        const auto size = static_cast<std::int64_t>(damaged.log.size());
        const std::int64_t wounds = random.between(1, 3);
        for (std::int64_t i = 0; i < wounds; ++i) {
            const auto at = static_cast<std::size_t>(random.between(0, size - 1));
            const auto length = static_cast<std::size_t>(random.between(1, 6000));
            if (random.chance(20)) {
                damaged.log.resize(std::min(damaged.log.size(), at));
            } else if (at < damaged.log.size()) {
                const std::string noise = random.chance(50) ? random.bytes(length) : std::string(length, '\0');
                damaged.log.replace(at, std::min(length, damaged.log.size() - at), noise, 0,
                                    std::min(length, damaged.log.size() - at));
            }
        }
        damaged.put(path);
        const std::string seen = look_at(path);
        if (seen.starts_with("error")) {
            ++refused;
            return;
        }
        bool is_a_commit = false;
        for (const Story::Commit& commit : story.commits) is_a_commit = is_a_commit || commit.content == seen;
        CHECK(is_a_commit);
        ++shown;
    });
    std::cout << "log: " << shown + refused << " random wounds: " << shown << " showed a commit, " << refused
              << " told as damage\n";
}
