// What the vault's tests share: a small SQLite connection, files made and copied, a second process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "storage/vault/vault.hpp"
#include "tests/support/places.hpp"

namespace epic::vault::test {

inline constexpr Credential alice{"alice@epicevents.fr", "correct horse battery staple"};
inline constexpr Credential bob{"bob@epicevents.fr", "tr0ub4dor & 3"};
inline const Id alice_id = Id::make_v7(1'700'000'000'000, std::array<std::uint8_t, 10>{1});
inline const Id bob_id = Id::make_v7(1'700'000'000'001, std::array<std::uint8_t, 10>{2});

// One connection, configured; closes itself.
class Connection {
public:
    // The extended result code of opening goes to `opened`; without it the test ends when that fails.
    // `vfs`: another than the vault's own.
    explicit Connection(const Vault& vault, int* opened = nullptr, const std::string& vfs = {});
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // The extended result code; SQLITE_OK for success.
    int run(const std::string& sql);
    // The first column of all rows, joined by '|'; "error <extended code>" when it fails.
    std::string ask(const std::string& sql);
    sqlite3* get() { return db_; }

private:
    sqlite3* db_ = nullptr;
};

// Makes a file for Alice, lets `fill` write to it, and finishes it.
void make_file(const std::filesystem::path& path, const std::function<void(Connection&)>& fill);
std::unique_ptr<Vault> open_file(const std::filesystem::path& path, const Credential& credential = alice);

// A table of notes, as every test here uses it.
void create_notes(Connection& db);
int add_note(Connection& db, int number);
std::string note_text(int number);
// All that the notes say, and what SQLite thinks of the file; begins with "error" when something cannot be read.
std::string read_everything(Connection& db);
// Opens, reads everything, closes. "refused: <code>" when the file cannot be opened.
std::string look_at(const std::filesystem::path& path, std::vector<Finding>* findings = nullptr);
bool has_finding(const std::vector<Finding>& findings, Finding::Kind kind);

// The file and its log, as a crash at this moment would leave them.
struct Snapshot {
    std::string file;
    std::string log;
    bool log_exists = false;

    static Snapshot of(const std::filesystem::path& path);
    void put(const std::filesystem::path& path) const;
};

// Makes the digest of a slot table right again, as anyone can who changes a file on purpose.
void renew_digest(std::string& file, std::size_t table);

// This executable once more, running one hidden test case, with its standard output as a pipe.
class SecondProcess {
public:
    SecondProcess(const std::string& test_case, const std::map<std::string, std::string>& environment);
    ~SecondProcess();
    SecondProcess(const SecondProcess&) = delete;
    SecondProcess& operator=(const SecondProcess&) = delete;

    // What it has written by now; waits for at least one byte. Empty at the end.
    std::string read_some();
    void kill();
    // Its exit code; -1 when it was killed.
    int wait();

private:
    pid_t pid_ = -1;
    int output_ = -1;
};
std::string environment(const char* name);

} // namespace epic::vault::test
