// One TLS connection to the central MySQL or MariaDB, over MariaDB Connector/C.
//
// Failures by kind, and how procedures are called: remote.hpp.
// TLS is always required, and the server's certificate and name are always verified against `ca_pem`.
// Every call has a deadline: a watchdog shuts the socket down when it passes, because the timeouts of the
// client library are per wait and a slow peer can stretch them without end.
// Threads: a Connection belongs to one thread, which should block all signals (a signal during a TLS read
// cuts the library's timeout short); `interrupt` may come from any thread.
// Sources: SYNC.md, "Facts about the servers and the client library"; MariaDB Connector/C manual.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "storage/sync/remote.hpp"

namespace epic::sync {

// Without a connection having been made, a failure to reach is `unreachable`; afterwards it is `lost`.
RemoteFault classify(unsigned number, bool connected);

struct ConnectionSettings {
    std::string host;
    std::uint16_t port = 3306;
    std::string account;
    std::string password;
    std::string database{}; // empty: none selected
    std::string ca_pem{};   // the office's CA, one or several certificates
    bool cluster = false;   // one of several: a read sees what the others have committed (Galera)
    bool compress = false;  // 4.9 times fewer bytes at half the rate: for slow links
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds call_timeout{60'000}; // the whole of one call, not one wait
};

class Connection final : public Remote {
public:
    static Outcome<Connection> open(const ConnectionSettings& settings);
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection() override;

    Outcome<> call(std::string_view procedure, std::initializer_list<std::string_view> arguments,
                   const RowSink& sink) override;

    // One statement as text, for `central install` and tests.
    Outcome<> execute(std::string_view statement, const RowSink& sink = {});
    // For texts inside `execute`: a quoted literal.
    std::string quote(std::string_view text);

    // Shuts the socket down: the call that runs, if one does, fails with `interrupted`. Any thread, while
    // the Connection lives and is not moved.
    void interrupt() override;

private:
    class Implementation;
    explicit Connection(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::sync
