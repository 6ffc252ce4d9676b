// The battery is pulled: of what was written and not yet synced, some is on the disk, some is not, some is torn.
// A VFS below the vault records every write; from the record a disk is made as it may look after any of them.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstring>
#include <iostream>

#include "storage/vault/base_file.hpp"
#include "storage/vault/format.hpp"
#include "tests/support/random.hpp"
#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::Random;
using epic::test::TemporaryFolder;

namespace {

constexpr std::size_t sector_size = 512;

struct Event {
    enum class Kind { write, truncate, sync, remove };
    Kind kind;
    bool is_log;
    std::size_t offset = 0; // of a write; the size for a truncation
    std::string bytes{};
};

std::vector<Event>* record = nullptr;

struct RecordingFile {
    sqlite3_file base;
    sqlite3_file* real;
    bool is_log;
};

RecordingFile& own(sqlite3_file* file) {
    return *reinterpret_cast<RecordingFile*>(file);
}

sqlite3_file* real(sqlite3_file* file) {
    return own(file).real;
}

void note(sqlite3_file* file, Event::Kind kind, std::size_t offset, std::string bytes = {}) {
    record->push_back({kind, own(file).is_log, offset, std::move(bytes)});
}

const sqlite3_io_methods recording_methods = {
    .iVersion = 2,
    .xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
    .xRead = [](sqlite3_file* f, void* to, int n,
                sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, n, at); },
    .xWrite =
        [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
            note(f, Event::Kind::write, static_cast<std::size_t>(at),
                 std::string(static_cast<const char*>(from), static_cast<std::size_t>(n)));
            return real(f)->pMethods->xWrite(real(f), from, n, at);
        },
    .xTruncate =
        [](sqlite3_file* f, sqlite3_int64 size) {
            note(f, Event::Kind::truncate, static_cast<std::size_t>(size));
            return real(f)->pMethods->xTruncate(real(f), size);
        },
    .xSync =
        [](sqlite3_file* f, int flags) {
            note(f, Event::Kind::sync, 0);
            return real(f)->pMethods->xSync(real(f), flags);
        },
    .xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    .xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    .xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    .xCheckReservedLock = [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
    .xFileControl = [](sqlite3_file* f, int op,
                       void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); },
    .xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    .xDeviceCharacteristics = [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    .xShmMap = [](sqlite3_file* f, int region, int size, int extend,
                  void volatile** memory) { return real(f)->pMethods->xShmMap(real(f), region, size, extend, memory); },
    .xShmLock = [](sqlite3_file* f, int offset, int n,
                   int flags) { return real(f)->pMethods->xShmLock(real(f), offset, n, flags); },
    .xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    .xShmUnmap = [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// Puts the recording VFS below the vault as long as it lives.
class Recording {
public:
    Recording() {
        record = &events;
        real_vfs() = base_vfs();
        vfs_ = *real_vfs();
        vfs_.szOsFile = static_cast<int>(sizeof(RecordingFile)) + real_vfs()->szOsFile;
        vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
            own(file).base.pMethods = nullptr;
            own(file).real = reinterpret_cast<sqlite3_file*>(&own(file) + 1);
            own(file).is_log = (flags & SQLITE_OPEN_WAL) != 0;
            const int rc = real_vfs()->xOpen(real_vfs(), name, own(file).real, flags, flags_out);
            if (rc == SQLITE_OK) own(file).base.pMethods = &recording_methods;
            return rc;
        };
        vfs_.xDelete = [](sqlite3_vfs*, const char* name, int sync_folder) {
            record->push_back({Event::Kind::remove, true});
            return real_vfs()->xDelete(real_vfs(), name, sync_folder);
        };
        replace_base_vfs(&vfs_);
    }
    ~Recording() { replace_base_vfs(nullptr); }
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    std::vector<Event> events;

private:
    static sqlite3_vfs*& real_vfs() {
        static sqlite3_vfs* vfs = nullptr;
        return vfs;
    }
    sqlite3_vfs vfs_{};
};

void apply(std::string& file, const Event& event) {
    if (event.kind == Event::Kind::truncate) {
        file.resize(event.offset);
    } else {
        file.resize(std::max(file.size(), event.offset + event.bytes.size()), '\0');
        file.replace(event.offset, event.bytes.size(), event.bytes);
    }
}

// What the disk may hold when the power goes after `count` events.
Snapshot disk_after(const Snapshot& start, const std::vector<Event>& events, std::size_t count, Random& random) {
    Snapshot disk = start;
    std::vector<const Event*> unsynced;
    for (std::size_t i = 0; i < count; ++i) {
        const Event& event = events[i];
        const auto of_same_file = [&](const Event* other) { return other->is_log == event.is_log; };
        if (event.kind == Event::Kind::sync) {
            for (const Event* earlier : unsynced) {
                if (of_same_file(earlier)) apply(earlier->is_log ? disk.log : disk.file, *earlier);
            }
        }
        if (event.kind == Event::Kind::remove) disk.log.clear();
        if (event.kind == Event::Kind::sync || event.kind == Event::Kind::remove) {
            std::erase_if(unsynced, of_same_file);
        } else {
            unsynced.push_back(&event);
        }
    }
    // Some disks tear all that was on its way, some take none of it, most take this and that.
    const int percent_whole = random.pick<int>({0, 0, 50, 50, 100});
    const int percent_torn = random.pick<int>({0, 50, 100});
    for (const Event* event : unsynced) {
        std::string& file = event->is_log ? disk.log : disk.file;
        if (random.chance(percent_whole)) {
            apply(file, *event);
        } else if (event->kind == Event::Kind::write && random.chance(percent_torn)) {
            for (std::size_t at = 0; at < event->bytes.size(); at += sector_size) {
                if (random.chance(50)) continue;
                apply(file,
                      {Event::Kind::write, event->is_log, event->offset + at, event->bytes.substr(at, sector_size)});
            }
        }
    }
    disk.log_exists = !disk.log.empty();
    return disk;
}

} // namespace

TEST_CASE("Whatever of the unsynced writes a loss of power takes, acknowledged transactions are there") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, create_notes);
    const Snapshot start = Snapshot::of(path);
    struct Commit {
        std::size_t events; // recorded when it was acknowledged
        std::string content;
    };
    std::vector<Commit> commits;
    std::vector<Event> events;
    {
        const Recording recording;
        for (int session = 0; session < 4; ++session) {
            const auto vault = open_file(path);
            Connection db(*vault);
            db.run("PRAGMA wal_autocheckpoint = 12; PRAGMA cache_size = 6");
            if (commits.empty()) commits.push_back({0, read_everything(db)});
            for (int i = 1; i <= 14; ++i) {
                REQUIRE(db.run("BEGIN") == SQLITE_OK);
                REQUIRE(add_note(db, session * 100 + i) == SQLITE_OK);
                if (i % 4 == 0) REQUIRE(db.run("UPDATE note SET text = text || '+' WHERE id % 2 = 0") == SQLITE_OK);
                if (i % 5 == 0) REQUIRE(db.run("DELETE FROM note WHERE id % 5 = 1") == SQLITE_OK);
                REQUIRE(db.run("COMMIT") == SQLITE_OK);
                commits.push_back({recording.events.size(), read_everything(db)});
                if (i == 7 && session == 1) REQUIRE(vault->add_slot(bob, bob_id));
                // Not in each session: which record is written last when one ends should differ.
                if (i == 10 && session != 1) db.run("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
        events = recording.events;
    }
    const auto crashed = folder / "crashed.epic";
    std::size_t images = 0;
    epic::test::for_each_seed(3, [&](Random& random) {
        for (std::size_t count = 0; count <= events.size(); ++count) {
            disk_after(start, events, count, random).put(crashed);
            std::size_t acknowledged = 0;
            while (acknowledged + 1 < commits.size() && commits[acknowledged + 1].events <= count) ++acknowledged;
            const std::string seen = look_at(crashed);
            const bool right = seen == commits[acknowledged].content ||
                               (acknowledged + 1 < commits.size() && seen == commits[acknowledged + 1].content);
            INFO("after event " << count << " of " << events.size() << ": " << seen.substr(0, 60));
            CHECK(right);
            ++images;
        }
    });
    std::cout << "power: " << images << " disks after a loss of power, " << commits.size() - 1
              << " transactions, none acknowledged was lost\n";
}
