// Copies of a file: another id and other keys for the same people, and every page of one committed state.
#include <cstring>
#include <sqlite3.h>

#include "storage/vault/open_vault.hpp"
#include "storage/vault/sealed_copy.hpp"
#include "storage/vault/sealed_reader.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

// About a millisecond's work; writers never wait for it.
constexpr int pages_at_once = 64;

// A connection of our own that is closed when done.
class OwnConnection {
public:
    explicit OwnConnection(const Vault& vault) : vault_(vault) {
        code_ = sqlite3_open_v2(vault.path().c_str(), &connection_, SQLITE_OPEN_READWRITE, vault.vfs_name().c_str());
    }
    ~OwnConnection() { sqlite3_close(connection_); }
    OwnConnection(const OwnConnection&) = delete;
    OwnConnection& operator=(const OwnConnection&) = delete;

    Result<> ready() const {
        if (code_ != SQLITE_OK) return vault_.explain(sqlite3_extended_errcode(connection_));
        return vault_.configure(connection_);
    }
    Result<> run(const char* sql) const {
        if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return Done{};
        return vault_.explain(sqlite3_extended_errcode(connection_));
    }
    sqlite3* get() const { return connection_; }

private:
    const Vault& vault_;
    sqlite3* connection_ = nullptr;
    int code_ = SQLITE_OK;
};

} // namespace

Result<std::unique_ptr<Vault>> Vault::copy_of(const std::string& path, const SlotTable& table,
                                              const SlotSecrets& secrets, const std::function<bool(const Id&)>& keep) {
    std::unique_ptr<Vault> vault = EPIC_TRY(begin_file(path));
    FileId file;
    os::random_bytes(file.data(), file.size());
    Secret<Key> data_key;
    os::random_bytes(data_key->data(), data_key->size());
    const SlotTable next = succeed_table(table, file, *data_key, [&](const DirectoryEntry& entry) {
        return entry.kind == SlotKind::recovery || entry.collaborator == secrets.collaborator || !keep ||
               keep(entry.collaborator);
    });
    EPIC_TRY(vault->open_->state->found_copy(next, *data_key, secrets));
    vault->open_->vfs = std::make_unique<Vfs>(vault->open_->state);
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::create_copy(const std::string& path, const Vault& of,
                                                  const std::function<bool(const Id&)>& keep) {
    Secret<SlotSecrets> secrets;
    {
        const Keyring::Lease lease(of.open_->state->keys());
        if (!lease) return Error{.code = ErrorCode::sign_in_refused, .message = words::locked};
        secrets->collaborator = of.opened_by();
        secrets->secret = lease->slot_secret;
        secrets->previous = lease->slot_previous;
    }
    return copy_of(path, of.open_->state->table(), *secrets, keep);
}

Result<std::unique_ptr<Vault>> Vault::create_copy(const std::string& path, const SealedReader& of,
                                                  const std::function<bool(const Id&)>& keep) {
    return copy_of(path, of.table_, *of.secrets_, keep);
}

Result<> Vault::copy_pages_to(Vault& copy, const std::function<bool(std::uint64_t, std::uint64_t)>& go_on) const {
    const OwnConnection from(*this);
    const OwnConnection to(copy);
    EPIC_TRY(from.ready());
    EPIC_TRY(to.ready());
    // One state from here to the end: what is committed meanwhile waits in the log and is not seen.
    EPIC_TRY(from.run("BEGIN; PRAGMA schema_version"));
    sqlite3_backup* const backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
    if (backup == nullptr) return copy.explain(sqlite3_extended_errcode(to.get()));
    int rc = SQLITE_OK;
    bool wanted = true;
    while (rc == SQLITE_OK && wanted) {
        rc = sqlite3_backup_step(backup, pages_at_once);
        const int total = sqlite3_backup_pagecount(backup);
        const int done = total - sqlite3_backup_remaining(backup);
        wanted = !go_on || go_on(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(total));
    }
    const int end = sqlite3_backup_finish(backup);
    if (!wanted) return Error{.code = ErrorCode::conflict_with_state, .message = words::given_up};
    if (rc != SQLITE_DONE || end != SQLITE_OK) {
        // The code does not say on which side; what was found does.
        const Error ours = explain(rc);
        return ours.code == ErrorCode::damaged && findings().empty() ? copy.explain(rc) : ours;
    }
    EPIC_TRY(from.run("COMMIT"));
    return Done{};
}

Result<Bytes> Vault::export_header() const {
    return open_->state->header_bytes();
}

} // namespace epic::vault
