// A company with a central server, for measuring: founded by the program's own code, on a server of its own.
//
// Throws std::runtime_error when something does not work. Threads: one, but for what says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/merge/operation.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/central.hpp"
#include "storage/sync/connection.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"
#include "tests/bench/office/must.hpp"
#include "tests/bench/support/measure.hpp"
#include "tests/support/central_server.hpp"

namespace epic::bench {

template <typename T>
T must(sync::Outcome<T> outcome) {
    if (outcome) return std::move(outcome).value();
    throw std::runtime_error(std::to_string(outcome.error().number) + " " + outcome.error().details);
}
inline void must(sync::Outcome<> outcome) {
    (void)must<Done>(std::move(outcome));
}

class Office {
public:
    // Founds one of four people.
    Office(test::ServerKind kind, const std::filesystem::path& folder);
    // That of a file that has no server yet; `who` has the laptops, this file being one of them.
    Office(test::ServerKind kind, const std::filesystem::path& folder, const std::filesystem::path& file,
           const store::SignIn& founder, const store::SignIn& who);

    sync::Connection admin() const;
    sync::Connection connect(std::uint16_t port, bool compress) const; // as the commercial
    sync::Connection connect() const { return connect(server.port(), false); }
    std::string cell(std::string_view query) const; // the first, as the administrator sees it
    std::string version() const { return cell("select version()"); }
    std::string name() const { return std::string(test::server_kind_name(server.kind())); }

    struct Laptop {
        std::unique_ptr<store::Store> store;
        sync::Credential credential;
        std::int64_t pulled = 0;
        bool whole = false;

        // What waits on the server, and what waits here; `go_on` as for sync::exchange_once.
        sync::ExchangeReport exchange(const std::function<bool(const sync::ExchangeProgress&)>& go_on = {});
    };
    // A new file, filled with all that the server holds, or with what a person looks at first.
    Laptop join(const std::filesystem::path& file, bool until_useful = false) const;

    // Of who has the laptops.
    const std::string& email() const { return email_; }
    const std::string& password() const { return password_; }

    // Wall time, and the processor time of this process and of the server together: both ends share the cores.
    Sample measure(const std::function<void()>& work) const;

    test::CentralServer server;
    std::string server_id;
    Id commercial{}; // who has the laptops
    Id other_commercial{};
    Id support{};

private:
    sync::Connection open(const std::string& account, const std::string& password, std::uint16_t port,
                          bool compress) const;
    double server_cpu_ms() const;
    void install(store::Store& founder, const std::string& founder_password);
    void choose_password(const std::filesystem::path& file);

    std::string email_;
    std::string password_;
    sync::Credential credential_;
    sync::Invitation invitation_;
};

} // namespace epic::bench
