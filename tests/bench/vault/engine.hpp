// The three contestants as one kind of thing: a path that becomes an SQLite connection.
//
// All three run the same program and the same pragmas. SQLCipher's library has SQLite's own symbols, so it cannot share
// a process with SQLite: each engine runs in a process of its own (engine_process.hpp), and SQLCipher's is this same
// program with its library preloaded in front of the system's.
//
// Failures throw (std::runtime_error, SQLite::Exception). Threads: one.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "storage/vault/vault.hpp"

namespace epic::bench {

enum class Kind : unsigned char { plain, sqlcipher, vault };

std::string_view name_of(Kind kind);
Kind kind_of(std::string_view name);

// How SQLite syncs: as the product works, or the faster setting that some programs choose.
enum class Synchronous : unsigned char { normal, full };

struct Settings {
    Synchronous synchronous = Synchronous::full;
    int cache_pages = 0; // 0: what Vault::configure sets
};

class Connection {
public:
    // Opens a file that exists, with keys that cost next to nothing to derive (SQLCipher: a raw key; the vault: the
    // least limits): only the file is measured.
    Connection(Kind kind, const std::filesystem::path& path, const Settings& settings = {});
    // Makes an empty file first; nothing may lie there.
    static void create(Kind kind, const std::filesystem::path& path);

    SQLite::Database& database() { return *database_; }
    std::int64_t number(const std::string& query);

private:
    std::unique_ptr<vault::Vault> vault_; // outlives the connection
    std::unique_ptr<SQLite::Database> database_;
};

} // namespace epic::bench
