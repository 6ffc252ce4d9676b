// The battery is pulled: of what was written and not yet synced, some is on the disk, some is not, some is torn,
// and in no order. A disk below the vault records every write; from the record a disk is made as it may look
// after any of them.

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <iostream>
#include <limits>
#include <mutex>
#include <thread>

#include "tests/support/random.hpp"
#include "tests/vault/disk.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::Random;
using epic::test::TemporaryFolder;

namespace {

constexpr std::size_t sector_size = 512;
constexpr Credential changed_bob{"bob@epicevents.fr", "another password of Bob's"};

struct Event {
    Operation operation;
    bool is_log;
    std::size_t offset = 0; // of a write; the size for a truncation
    std::string bytes{};
};

// What came to the disk so far, and whether the program is still alive to write more.
struct Record {
    std::mutex mutex;
    std::vector<Event> events;
    std::size_t dies_after = std::numeric_limits<std::size_t>::max();

    WatchedDisk::Watch watch() {
        return [this](const DiskCall& call) {
            switch (call.operation) {
                case Operation::write:
                case Operation::truncate:
                case Operation::sync:
                case Operation::remove: break;
                default: return DiskAnswer{};
            }
            const std::lock_guard lock(mutex);
            if (events.size() >= dies_after) return DiskAnswer{.rc = SQLITE_IOERR};
            events.push_back({call.operation, call.is_log, call.offset, std::string(call.written)});
            return DiskAnswer{};
        };
    }

    std::size_t count() {
        const std::lock_guard lock(mutex);
        return events.size();
    }
};

void apply(std::string& file, const Event& event) {
    if (event.operation == Operation::write) {
        file.resize(std::max(file.size(), event.offset + event.bytes.size()), '\0');
        file.replace(event.offset, event.bytes.size(), event.bytes);
    } else {
        file.resize(event.operation == Operation::remove ? 0 : event.offset);
    }
}

// What the disk may hold when the power goes after `count` events.
Snapshot disk_after(const Snapshot& start, const std::vector<Event>& events, std::size_t count, Random& random) {
    Snapshot disk = start;
    std::vector<const Event*> unsynced;
    for (std::size_t i = 0; i < count; ++i) {
        const Event& event = events[i];
        if (event.operation != Operation::sync) {
            unsynced.push_back(&event);
            continue;
        }
        const auto of_same_file = [&](const Event* other) { return other->is_log == event.is_log; };
        for (const Event* earlier : unsynced) {
            if (of_same_file(earlier)) apply(earlier->is_log ? disk.log : disk.file, *earlier);
        }
        std::erase_if(unsynced, of_same_file);
    }
    // Some disks tear all that was on its way, some take none of it, most take this and that; some in order.
    const int percent_whole = random.pick<int>({0, 0, 50, 50, 100});
    const int percent_torn = random.pick<int>({0, 50, 100});
    if (random.chance(50)) {
        for (std::size_t i = unsynced.size(); i > 1; --i) {
            std::swap(unsynced[i - 1],
                      unsynced[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(i) - 1))]);
        }
    }
    for (const Event* event : unsynced) {
        std::string& file = event->is_log ? disk.log : disk.file;
        if (random.chance(percent_whole)) {
            apply(file, *event);
        } else if (event->operation == Operation::write && random.chance(percent_torn)) {
            for (std::size_t at = 0; at < event->bytes.size(); at += sector_size) {
                if (random.chance(50)) continue;
                apply(file,
                      {Operation::write, event->is_log, event->offset + at, event->bytes.substr(at, sector_size)});
            }
        }
    }
    disk.log_exists = !disk.log.empty();
    return disk;
}

// What is there when a transaction or a change of the slots has been acknowledged.
struct Acknowledged {
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    std::size_t events; // recorded when it was acknowledged
    std::string content;
    const Credential* bob = nullptr; // what opens his slot
};

bool opens(const std::filesystem::path& path, const Credential& credential) {
    return Vault::open(path.string(), credential).has_value();
}

// True when the file shows what had been acknowledged after `count` events, or what was about to be.
bool is_right(const std::filesystem::path& path, const std::vector<Acknowledged>& history, std::size_t count) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (history[i].events <= count) last = i;
    }
    std::size_t next = last;
    do ++next;
    while (next < history.size() && history[next].events == Acknowledged::never);
    const std::string seen = look_at(path);
    bool content_is_right = false;
    bool bob_is_right = false;
    for (std::size_t i = last; i <= next && i < history.size(); ++i) {
        content_is_right = content_is_right || history[i].content == seen;
        bob_is_right = bob_is_right || history[i].bob == nullptr || opens(path, *history[i].bob);
    }
    INFO("after event " << count << ": " << seen.substr(0, 60));
    CHECK(content_is_right);
    CHECK(bob_is_right);
    return content_is_right && bob_is_right;
}

struct Images {
    std::size_t images = 0;
    std::size_t lost = 0;
};

// After each event, as many times as there are seeds.
Images pull_the_battery(const TemporaryFolder& folder, const Snapshot& start, const std::vector<Event>& events,
                        const std::vector<Acknowledged>& history, int seeds) {
    const auto crashed = folder / "crashed.epic";
    Images made;
    epic::test::for_each_seed(seeds, [&](Random& random) {
        for (std::size_t count = 0; count <= events.size(); ++count) {
            disk_after(start, events, count, random).put(crashed);
            made.lost += is_right(crashed, history, count) ? 0U : 1U;
            ++made.images;
        }
    });
    return made;
}

} // namespace

TEST_CASE("Whatever of the unsynced writes a loss of power takes, acknowledged transactions are there") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const Snapshot start = Snapshot::of(path);
    std::vector<Acknowledged> history;
    Record record;
    {
        const WatchedDisk disk(record.watch());
        const Credential* opens_bob = nullptr;
        for (int session = 0; session < 4; ++session) {
            const auto vault = open_file(path);
            Connection db(*vault);
            db.run("PRAGMA wal_autocheckpoint = 12; PRAGMA cache_size = 6");
            const auto acknowledge = [&] { history.push_back({record.events.size(), read_everything(db), opens_bob}); };
            if (history.empty()) acknowledge();
            for (int i = 1; i <= 14; ++i) {
                REQUIRE(db.run("BEGIN") == SQLITE_OK);
                REQUIRE(add_note(db, session * 100 + i) == SQLITE_OK);
                if (i % 4 == 0) REQUIRE(db.run("UPDATE note SET text = text || '+' WHERE id % 2 = 0") == SQLITE_OK);
                if (i % 5 == 0) REQUIRE(db.run("DELETE FROM note WHERE id % 5 = 1") == SQLITE_OK);
                REQUIRE(db.run("COMMIT") == SQLITE_OK);
                acknowledge();
                if (i == 7 && session == 1) {
                    REQUIRE(vault->add_slot(bob, bob_id));
                    opens_bob = &bob;
                    acknowledge();
                }
                // With a log in use, as at any moment of the day.
                if (i == 9 && session == 2) {
                    REQUIRE(vault->change_credential(bob, changed_bob));
                    opens_bob = &changed_bob;
                    acknowledge();
                }
                // Not in each session: which record is written last when one ends should differ.
                if (i == 10 && session != 1) db.run("PRAGMA wal_checkpoint(TRUNCATE)");
                if (i == 12 && session == 3) REQUIRE(db.run("VACUUM") == SQLITE_OK);
            }
        }
    }
    const auto [images, lost] = pull_the_battery(folder, start, record.events, history, 3);
    std::cout << "power: " << images << " disks after a loss of power, " << history.size() - 1
              << " acknowledged changes, " << lost << " lost\n";
}

TEST_CASE("A loss of power while the log is copied beside who writes loses nothing that was acknowledged") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const Snapshot start = Snapshot::of(path);
    std::vector<Acknowledged> history;
    Record record;
    {
        const WatchedDisk disk(record.watch());
        const auto vault = open_file(path);
        Connection db(*vault);
        Connection copier(*vault);
        db.run("PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 6");
        REQUIRE(copier.ask("SELECT count(*) FROM note") == "0");
        history.push_back({record.count(), read_everything(db)});
        std::atomic<bool> writing = true;
        std::thread copying([&] {
            while (writing) copier.run("PRAGMA wal_checkpoint(PASSIVE)");
        });
        for (int i = 1; i <= 60; ++i) {
            REQUIRE(db.run("BEGIN") == SQLITE_OK);
            REQUIRE(add_note(db, i) == SQLITE_OK);
            if (i % 4 == 0) REQUIRE(db.run("UPDATE note SET text = text || '+' WHERE id % 2 = 0") == SQLITE_OK);
            REQUIRE(db.run("COMMIT") == SQLITE_OK);
            history.push_back({record.count(), read_everything(db)});
        }
        writing = false;
        copying.join();
    }
    const auto [images, lost] = pull_the_battery(folder, start, record.events, history, 1);
    const auto copied = std::count_if(record.events.begin(), record.events.end(), [](const Event& event) {
        return event.operation == Operation::write && !event.is_log;
    });
    CHECK(copied > 20);
    std::cout << "power: " << copied << " pages and records written beside " << history.size() - 1 << " commits, "
              << images << " losses of power, " << lost << " lost\n";
}

TEST_CASE("A loss of power after the program was killed and started again loses nothing that was acknowledged") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        REQUIRE(add_note(db, 1) == SQLITE_OK);
    });
    const std::string initial = look_at(path);
    const Snapshot start = Snapshot::of(path);
    // Everything that writes to the header comes in it: a new log, a checkpoint, a log begun again, slots.
    const auto first_session = [&](Record& record) {
        std::vector<Acknowledged> history{{0, initial, nullptr}};
        const WatchedDisk disk(record.watch());
        const auto vault = open_file(path);
        Connection db(*vault);
        db.run("PRAGMA wal_autocheckpoint = 0");
        const auto acknowledge = [&](const Credential* opens_bob) {
            history.push_back({record.events.size(), read_everything(db), opens_bob});
        };
        const auto note = [&](int number) {
            if (add_note(db, number) == SQLITE_OK) acknowledge(history.back().bob);
        };
        note(2);
        if (vault->add_slot(bob, bob_id)) acknowledge(&bob);
        db.run("PRAGMA wal_checkpoint(RESTART)");
        note(3);
        note(4);
        db.run("PRAGMA wal_checkpoint(PASSIVE)");
        note(5);
        if (vault->change_credential(bob, changed_bob)) acknowledge(&changed_bob);
        db.run("PRAGMA wal_checkpoint(TRUNCATE)");
        return history;
    };
    Record whole;
    REQUIRE(first_session(whole).size() == 7);
    const auto crashed = folder / "crashed.epic";
    std::size_t kills = 0;
    std::size_t images = 0;
    std::size_t lost = 0;
    epic::test::for_each_seed(1, [&](Random& random) {
        for (std::size_t death = 1; death <= whole.events.size(); ++death) {
            start.put(path);
            Record record;
            record.dies_after = death;
            std::vector<Acknowledged> history = first_session(record);
            // To be killed loses nothing that was written; what a loss of power would take is still open.
            const std::size_t reopened = record.events.size();
            record.dies_after = std::numeric_limits<std::size_t>::max();
            {
                const WatchedDisk disk(record.watch());
                const auto vault = open_file(path);
                Connection db(*vault);
                history.push_back({Acknowledged::never, read_everything(db)});
                INFO("killed after event " << death << " of " << whole.events.size());
                REQUIRE(add_note(db, 100) == SQLITE_OK);
                history.push_back({record.events.size(), read_everything(db)});
            }
            const Credential* const opens_bob = opens(path, changed_bob) ? &changed_bob
                                                : opens(path, bob)       ? &bob
                                                                         : nullptr;
            history[history.size() - 2].bob = history.back().bob = opens_bob;
            for (std::size_t count = reopened; count <= record.events.size(); ++count) {
                // Just before a sync the most is on its way.
                const bool sync_is_next =
                    count < record.events.size() && record.events[count].operation == Operation::sync;
                for (int i = sync_is_next ? 4 : 1; i > 0; --i) {
                    disk_after(start, record.events, count, random).put(crashed);
                    lost += is_right(crashed, history, count) ? 0U : 1U;
                    ++images;
                }
            }
            ++kills;
        }
    });
    std::cout << "power: " << kills << " kills, then " << images << " losses of power, " << lost << " lost\n";
}
