// One TLS connection to the central MySQL or MariaDB, over MariaDB Connector/C.
//
// What comes back: an Outcome, which holds the value or a RemoteFailure that says what kind of failure it
// was, because each kind has its own next step (table below). Nothing throws.
// TLS is always required, and the server's certificate and name are always verified against `ca_pem`.
// Every call has a deadline: a watchdog shuts the socket down when it passes, because the timeouts of the
// client library are per wait and a slow peer can stretch them without end.
// Threads: a Connection belongs to one thread, which should block all signals (a signal during a TLS read
// cuts the library's timeout short); `interrupt` may come from any thread.
// Sources: SYNC.md, "Facts about the servers and the client library"; MariaDB Connector/C manual.
#pragma once

#include <cassert>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.hpp"

namespace epic::sync {

enum class RemoteFault : std::uint8_t {
    unreachable,     // no connection was made: next host, later again
    lost,            // a connection was lost: nobody knows whether it was done; send the same batch again
    retry,           // deadlock or lock timeout: the same call again on this connection
    next_host,       // this member of a cluster takes no writes
    account_refused, // wrong account or password; erases nothing
    certificate,     // not our server's certificate, or no TLS at all
    refused,         // one of our procedures said no: `number` is in storage/sync/README.md
    too_large,       // longer than the server takes
    interrupted,     // `interrupt` was called
    server,          // anything else the server answered
};

struct RemoteFailure {
    RemoteFault fault = RemoteFault::server;
    unsigned number = 0;   // MySQL's error number, of the client (2000…) or of the server
    std::string details{}; // for engineers; may quote the server, so it is never shown as it is
};

// Without a connection having been made, a failure to reach is `unreachable`; afterwards it is `lost`.
RemoteFault classify(unsigned number, bool connected);
// For a person: their words, with the code of the command line.
Error to_error(const RemoteFailure& failure);

template <typename T = Done>
class [[nodiscard]] Outcome {
public:
    using value_type = T;

    Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Outcome(RemoteFailure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& value() & {
        assert(state_.index() == 0);
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        assert(state_.index() == 0);
        return std::move(*std::get_if<0>(&state_));
    }
    T& operator*() & { return value(); }
    T* operator->() { return &value(); }
    const RemoteFailure& error() const& {
        assert(state_.index() == 1);
        return *std::get_if<1>(&state_);
    }
    RemoteFailure&& error() && {
        assert(state_.index() == 1);
        return std::move(*std::get_if<1>(&state_));
    }

private:
    std::variant<T, RemoteFailure> state_;
};

struct ConnectionSettings {
    std::string host;
    std::uint16_t port = 3306;
    std::string account;
    std::string password;
    std::string database{}; // empty: none selected
    std::string ca_pem{};   // the office's CA, one or several certificates
    bool compress = false;  // 4.9 times fewer bytes at half the rate: for slow links
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds call_timeout{60'000}; // the whole of one call, not one wait
};

// A row lives until the sink returns. `result_set` counts from 0 within one call.
using RowView = std::span<const std::optional<std::string_view>>;
using RowSink = std::function<void(std::size_t result_set, RowView row)>;

class Connection {
public:
    static Outcome<Connection> open(const ConnectionSettings& settings);
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    // CALL procedure(?, …): every argument travels as text, every cell comes back as text. Rows are given
    // to the sink as they arrive. `procedure` is a name of ours, never input.
    Outcome<> call(std::string_view procedure, std::initializer_list<std::string_view> arguments, const RowSink& sink);
    // The first cell of the first row of the first result set.
    Outcome<std::string> call_for_text(std::string_view procedure, std::initializer_list<std::string_view> arguments);

    // One statement as text, for `central install` and tests.
    Outcome<> execute(std::string_view statement, const RowSink& sink = {});
    // For texts inside `execute`: a quoted literal.
    std::string quote(std::string_view text);

    // Shuts the socket down: the call that runs, if one does, fails with `interrupted`. Any thread, while
    // the Connection lives and is not moved.
    void interrupt();

private:
    class Implementation;
    explicit Connection(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::sync
