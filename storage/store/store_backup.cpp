// Copies of the file that is open, and back.
#include <cassert>

#include "core/model/contact.hpp"
#include "storage/store/backup.hpp"
#include "storage/store/exchange.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/new_device.hpp"
#include "storage/store/store_words.hpp"
#include "storage/vault/os.hpp"
#include "storage/vault/replace_file.hpp"

namespace epic::store {
namespace {

// "crm.epic.before-20261124-105503", with a number behind it if that name is taken.
std::string kept_name(const std::string& path, const intl::Environment& environment) {
    const CivilTime now = environment.zones.to_civil(environment.clock.now(), environment.zones.local_zone());
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    std::string date = iso_text(now.date);
    std::erase(date, '-');
    const std::string name = path + ".before-" + date + "-" + two(now.hour) + two(now.minute) + two(now.second);
    std::string free = name;
    for (int next = 2; vault::os::exists(free) || vault::os::exists(free + "-wal"); ++next) {
        free = name + "-" + std::to_string(next);
    }
    return free;
}

// Removes the new file unless it has found its place.
class Growing {
public:
    explicit Growing(std::string path) : path_(std::move(path)) {}
    ~Growing() {
        if (path_.empty()) return;
        vault::os::remove_file(path_);
        vault::os::remove_file(path_ + "-wal");
    }
    Growing(const Growing&) = delete;
    Growing& operator=(const Growing&) = delete;
    const std::string& path() const { return path_; }
    void placed() { path_.clear(); }

private:
    std::string path_;
};

} // namespace

Result<vault::Bytes> Store::header_bytes() const {
    return database_->vault().export_header();
}

vault::Generation Store::generation() const {
    return database_->vault().generation();
}

Result<Store::Backup> Store::back_up(const std::string& to, const std::optional<std::string>& password,
                                     const vault::ReadProgress& progress) {
    vault::Vault& original = database_->vault();
    const intl::Environment& environment = database_->environment();
    std::unique_ptr<vault::Vault> copy;
    if (password) {
        if (password->empty()) {
            return Error{.code = ErrorCode::invalid_value, .message = words::password_empty, .field = "password"};
        }
        const std::string secret = environment.unicode.nfc(*password);
        const auto peeked = EPIC_TRY(vault::peek(original.path()));
        copy = EPIC_TRY(vault::Vault::create(to, {database_->login(), secret}, original.opened_by(), peeked.limits));
    } else {
        copy = EPIC_TRY(vault::Vault::create_copy(to, original));
    }
    EPIC_TRY(original.copy_pages_to(*copy, progress));
    Backup backup;
    backup.file_id = copy->file_id();
    {
        auto connection = EPIC_TRY(Connection::open(*copy, environment));
        EPIC_TRY(guarded(*connection, [&]() -> Result<> {
            WriteTransaction transaction(*connection);
            become_new_device(*connection, environment.ids.next());
            if (password) Query(*connection, "backup/forget_credentials.sql").run();
            transaction.commit();
            backup.pages = connection->sqlite().execAndGet("PRAGMA page_count").getInt64();
            return Done{};
        }));
    }
    EPIC_TRY(copy->finish());
    return backup;
}

Result<Restored> restore(const Restore& request, const intl::Environment& environment) {
    const std::string login = normalised_email(request.who.email);
    const std::string password = environment.unicode.nfc(request.who.password);
    const std::string to = vault::os::resolve(request.to);
    Growing growing(to + ".restoring-" + environment.ids.next().text());
    Restored restored;
    {
        const auto reader = EPIC_TRY(vault::SealedReader::open(request.backup, {login, password}));
        EPIC_TRY(reader->copy_to(growing.path(), request.progress));
    }
    {
        // What will be used is what is examined.
        const auto store = EPIC_TRY(Store::open(growing.path(), request.who, environment));
        Verification found = EPIC_TRY(store->verify());
        if (!found.damaged.empty()) {
            return Error{.code = ErrorCode::damaged, .message = found.damaged.front().message};
        }
        restored.file_id = store->file_id();
        restored.pages = found.pages;
        restored.flaws = std::move(found.invariants);
        EPIC_TRY(store->exchange().become_new_device(environment.ids.next()));
    }
    const bool replaces = vault::os::exists(to);
    const std::string kept = kept_name(to, environment);
    EPIC_TRY(vault::replace_file(growing.path(), to, kept));
    growing.placed();
    if (replaces) restored.kept = kept;
    return restored;
}

} // namespace epic::store
