// The central server as a laptop sees it: procedures called with documents, and failures by kind.
//
// `Remote` is the seam between the runner and the network: the program's is a TLS connection (connection.hpp), the
// simulation's is a model of the server. What comes back is an Outcome, which holds the value or a RemoteFailure that
// says what kind of failure it was, because each kind has its own next step. Nothing throws.
// Source of the kinds: SYNC.md, "Facts about the servers and the client library".
// Threads: a Remote belongs to one thread; `interrupt` may come from any.
#pragma once

#include <cassert>
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

// What of it a person can do something about, where that is known: it chooses the words, never the next step.
enum class RemoteCause : std::uint8_t {
    none,
    certificate_expired, // or this computer's clock is wrong
    certificate_name,    // of the office's CA, for another name
    no_encryption,
    not_a_server, // it was reached, and does not speak as a server does: the sign-in page of a network, a relay
    silent,       // it was reached, and said nothing until the deadline
};

struct RemoteFailure {
    RemoteFault fault = RemoteFault::server;
    unsigned number = 0;   // MySQL's error number, of the client (2000…) or of the server
    std::string details{}; // for engineers; may quote the server, so it is never shown as it is
    RemoteCause cause = RemoteCause::none;
};

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

// A row lives until the sink returns. `result_set` counts from 0 within one call.
using RowView = std::span<const std::optional<std::string_view>>;
using RowSink = std::function<void(std::size_t result_set, RowView row)>;

class Remote {
public:
    virtual ~Remote() = default;

    // CALL procedure(?, …): every argument travels as text, every cell comes back as text. Rows are given
    // to the sink as they arrive. `procedure` is a name of ours, never input.
    virtual Outcome<> call(std::string_view procedure, std::initializer_list<std::string_view> arguments,
                           const RowSink& sink) = 0;
    // The call that runs, if one does, fails with `interrupted`. Any thread, while the Remote lives.
    virtual void interrupt() = 0;

    // The first cell of the first row of the first result set.
    Outcome<std::string> call_for_text(std::string_view procedure, std::initializer_list<std::string_view> arguments);

protected:
    Remote() = default;
    Remote(const Remote&) = default;
    Remote& operator=(const Remote&) = default;
    Remote(Remote&&) = default;
    Remote& operator=(Remote&&) = default;
};

// The servers of an office, in the order in which they are tried. Threads: one at a time.
class Servers {
public:
    virtual ~Servers() = default;
    virtual std::size_t count() const = 0;
    // Connects and signs in. Blocks.
    virtual Outcome<std::unique_ptr<Remote>> open(std::size_t host) = 0;
};

} // namespace epic::sync
