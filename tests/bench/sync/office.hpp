// A company with a central server, for measuring: founded by the program's own code, on a server of its own.
//
// Throws std::runtime_error when something does not work. Threads: one, but for what says otherwise.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "storage/store/store.hpp"
#include "storage/sync/connection.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"
#include "tests/support/central_server.hpp"

namespace epic::bench {

template <typename T>
T must(Result<T> result) {
    if (result) return std::move(result).value();
    throw std::runtime_error(result.error().message.in(Language::english) + " " + result.error().details);
}
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
    Office(test::ServerKind kind, const std::filesystem::path& folder);

    sync::Connection admin() const;
    sync::Connection connect(std::uint16_t port, bool compress) const; // as the commercial
    sync::Connection connect() const { return connect(server.port(), false); }
    std::string cell(std::string_view query) const; // the first, as the administrator sees it
    std::string version() const { return cell("select version()"); }

    struct Laptop {
        std::unique_ptr<store::Store> store;
        sync::Credential credential;
        std::int64_t pulled = 0;
    };
    // A new file, filled with all that the server holds.
    Laptop join(const std::filesystem::path& file) const;

    test::CentralServer server;
    std::string server_id;
    std::string commercial; // the id

private:
    sync::Connection open(const std::string& account, const std::string& password, std::uint16_t port,
                          bool compress) const;

    std::string email_ = "anne@example.org";
    std::string one_time_password_;
    sync::Credential credential_;
    sync::Invitation invitation_;
};

// What one laptop sends, without a file behind it: creations of clients, in batches, then changes of one field.
class Stream {
public:
    Stream(const Office& office, std::uint16_t port, std::uint64_t number);

    void push_creations(std::size_t operations);
    // Of clients that this stream has made; one field each.
    void push_changes(std::size_t operations);
    std::size_t made() const { return made_; }

private:
    void hello();
    void push(const std::string& operations);
    std::string next_id(char kind);

    std::string envelope_;
    std::string fence_;
    std::string commercial_;
    std::uint64_t number_;
    std::uint64_t ids_ = 0;
    std::size_t made_ = 0;
    sync::Connection connection_;
};

inline constexpr std::string_view client_name = "Camille Étienne-Dubois";
inline constexpr std::string_view client_notes = "met at the fair, asks for a room for two hundred";

} // namespace epic::bench
