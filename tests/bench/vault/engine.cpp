#include "tests/bench/vault/engine.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>

#include "core/base/error.hpp"

namespace epic::bench {
namespace {

constexpr std::array<std::string_view, 3> names = {"plain", "sqlcipher", "vault"};
constexpr vault::Credential credential{"bench", "a password for a bench"};

template <typename T>
T required(Result<T> result) {
    if (!result) {
        const Error& error = result.error();
        throw std::runtime_error("vault: " + std::string(error_code_name(error.code)) + " " + error.details);
    }
    return std::move(result).value();
}

void configure(SQLite::Database& database, Kind kind, const vault::Vault* vault) {
    if (kind == Kind::sqlcipher) {
        // A raw key needs no derivation.
        database.exec("PRAGMA key = \"x'0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0'\"");
        SQLite::Statement version(database, "PRAGMA cipher_version");
        if (!version.executeStep()) throw std::runtime_error("this is not SQLCipher");
    }
    if (vault != nullptr) {
        static_cast<void>(required(vault->configure(database.getHandle())));
    } else {
        // What Vault::configure sets.
        database.exec("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;");
    }
}

std::unique_ptr<vault::Vault> create_vault(const std::filesystem::path& path) {
    const Id somebody = Id::make_v7(1'700'000'000'000, std::array<std::uint8_t, 10>{1});
    return required(vault::Vault::create(path.string(), credential, somebody, vault::KdfLimits::minimum()));
}

} // namespace

std::string_view name_of(Kind kind) {
    return names.at(static_cast<std::size_t>(kind));
}

Kind kind_of(std::string_view name) {
    for (const Kind kind : {Kind::plain, Kind::sqlcipher, Kind::vault}) {
        if (name_of(kind) == name) return kind;
    }
    throw std::runtime_error("no engine is called " + std::string(name));
}

Connection::Connection(Kind kind, const std::filesystem::path& path, const Settings& settings) {
    if (kind == Kind::vault) vault_ = required(vault::Vault::open(path.string(), credential));
    database_ = std::make_unique<SQLite::Database>(path.string(), SQLite::OPEN_READWRITE, 0,
                                                   vault_ ? vault_->vfs_name() : std::string());
    configure(*database_, kind, vault_.get());
    if (settings.synchronous == Synchronous::normal) database_->exec("PRAGMA synchronous = NORMAL");
    if (settings.cache_pages != 0) database_->exec("PRAGMA cache_size = " + std::to_string(settings.cache_pages));
}

void Connection::create(Kind kind, const std::filesystem::path& path) {
    if (kind == Kind::vault) {
        static_cast<void>(required(create_vault(path)->finish()));
        return;
    }
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    configure(database, kind, nullptr);
    database.exec("PRAGMA journal_mode = WAL");
}

std::int64_t Connection::number(const std::string& query) {
    return database_->execAndGet(query).getInt64();
}

} // namespace epic::bench
