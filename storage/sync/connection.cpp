#include "storage/sync/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <errmsg.h>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <mysql.h>
#include <mysqld_error.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "storage/sync/sync_words.hpp"
#include "storage/sync/watchdog.hpp"

namespace epic::sync {
namespace {

// The client library reads its CA from a path only; this one is in memory and readable by this process.
class PemFile {
public:
    explicit PemFile(std::string_view pem) : descriptor_(::memfd_create("ca", MFD_CLOEXEC)) {
        if (descriptor_ < 0 || ::write(descriptor_, pem.data(), pem.size()) != static_cast<ssize_t>(pem.size())) return;
        path_ = "/proc/self/fd/" + std::to_string(descriptor_);
    }
    ~PemFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    PemFile(const PemFile&) = delete;
    PemFile& operator=(const PemFile&) = delete;
    const std::string& path() const { return path_; } // empty when it could not be made

private:
    int descriptor_;
    std::string path_;
};

void start_client_library() {
    static std::once_flag once;
    std::call_once(once, [] { mysql_server_init(0, nullptr, nullptr); });
}

unsigned whole_seconds(std::chrono::milliseconds timeout) {
    return static_cast<unsigned>(std::max<std::int64_t>(1, (timeout.count() + 999) / 1000));
}

struct CloseHandle {
    void operator()(MYSQL* handle) const { mysql_close(handle); }
};
struct CloseStatement {
    void operator()(MYSQL_STMT* statement) const { mysql_stmt_close(statement); }
};
struct FreeResult {
    void operator()(MYSQL_RES* result) const { mysql_free_result(result); }
};
using Handle = std::unique_ptr<MYSQL, CloseHandle>;
using Statement = std::unique_ptr<MYSQL_STMT, CloseStatement>;
using ResultRows = std::unique_ptr<MYSQL_RES, FreeResult>;

} // namespace

RemoteFault classify(unsigned number, bool connected) {
    switch (number) {
        case 2026: // TLS: before there is a connection, the certificate; afterwards, mostly a cut
            return connected ? RemoteFault::lost : RemoteFault::certificate;
        case 2002:
        case 2003:
        case 2005:
        case 2006:
        case 2012:
        case 2013:
        case 2055:
        case 1927: // connection was killed
        case 4031: // disconnected for being idle (MySQL)
        case 1053: // server shutdown in progress
        case 1047: // this Galera node has left its cluster
        case 1040: // too many connections
        case 1129: // host is blocked after many errors
        case 1226: // this account's limit of connections
            return connected ? RemoteFault::lost : RemoteFault::unreachable;
        case 1205:
        case 1213:
        case 1020:
        case 3572: return RemoteFault::retry;
        case 1290:
        case 1836: return RemoteFault::next_host; // read only
        case 1044:
        case 1045:
        case 1142:
        case 1227:
        case 1370:
        case 1698:
        case 1820:
        case 1862:
        case 3118:
        case 3159:
        case 4151: return RemoteFault::account_refused;
        case 1153:
        case 2020: return RemoteFault::too_large;
        default: break;
    }
    return number >= 31'000 && number < 32'000 ? RemoteFault::refused : RemoteFault::server;
}

namespace {

const Msg* words_of(RemoteCause cause) {
    switch (cause) {
        case RemoteCause::certificate_expired: return &words::certificate_expired;
        case RemoteCause::certificate_name: return &words::certificate_name;
        case RemoteCause::no_encryption: return &words::no_encryption;
        case RemoteCause::not_a_server: return &words::not_a_server;
        case RemoteCause::silent: return &words::server_silent;
        case RemoteCause::none: break;
    }
    return nullptr;
}

} // namespace

Error to_error(const RemoteFailure& failure) {
    const std::string details = "server error " + std::to_string(failure.number) + ": " + failure.details;
    const auto error = [&](ErrorCode code, const Msg& message) {
        const Msg* known = words_of(failure.cause);
        return Error{.code = code, .message = known != nullptr ? *known : message, .details = details};
    };
    switch (failure.fault) {
        case RemoteFault::unreachable:
        case RemoteFault::next_host: return error(ErrorCode::unreachable, words::server_unreachable);
        case RemoteFault::lost:
        case RemoteFault::retry: return error(ErrorCode::unreachable, words::connection_lost);
        case RemoteFault::interrupted: return error(ErrorCode::unreachable, words::exchange_stopped);
        case RemoteFault::account_refused: return error(ErrorCode::account_refused, words::account_refused);
        case RemoteFault::certificate: return error(ErrorCode::server_refused, words::wrong_certificate);
        case RemoteFault::too_large: return error(ErrorCode::server_refused, words::batch_too_large);
        case RemoteFault::refused:
        case RemoteFault::server: break;
    }
    return error(ErrorCode::server_refused, words::server_refused);
}

class Connection::Implementation {
public:
    Implementation(Handle handle, std::chrono::milliseconds timeout)
        : handle_(std::move(handle)), timeout_(timeout), watchdog_(static_cast<int>(mysql_get_socket(handle_.get()))) {}
    ~Implementation() { watchdog_.disarm(); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    Outcome<> call(std::string_view procedure, std::initializer_list<std::string_view> arguments, const RowSink& sink);
    Outcome<> execute(std::string_view statement, const RowSink& sink);
    MYSQL* handle() { return handle_.get(); }
    Watchdog& watchdog() { return watchdog_; }

private:
    class Armed {
    public:
        Armed(Watchdog& watchdog, std::chrono::milliseconds timeout) : watchdog_(watchdog) { watchdog_.arm(timeout); }
        ~Armed() { watchdog_.disarm(); }
        Armed(const Armed&) = delete;
        Armed& operator=(const Armed&) = delete;

    private:
        Watchdog& watchdog_;
    };

    RemoteFailure failure(unsigned number, const char* text) {
        const RemoteFault fault = watchdog_.interrupted() ? RemoteFault::interrupted : classify(number, true);
        return RemoteFailure{fault, number, text};
    }
    RemoteFailure failure() { return failure(mysql_errno(handle_.get()), mysql_error(handle_.get())); }
    RemoteFailure failure(MYSQL_STMT* statement) {
        return failure(mysql_stmt_errno(statement), mysql_stmt_error(statement));
    }
    Outcome<MYSQL_STMT*> prepared(std::string_view procedure, std::size_t arguments);
    Outcome<> stream(MYSQL_STMT* statement, std::size_t result_set, const RowSink& sink);

    Handle handle_;
    std::chrono::milliseconds timeout_;
    Watchdog watchdog_;
    std::map<std::string, Statement, std::less<>> statements_;
};

Outcome<MYSQL_STMT*> Connection::Implementation::prepared(std::string_view procedure, std::size_t arguments) {
    if (const auto found = statements_.find(procedure); found != statements_.end()) return found->second.get();
    std::string text = "CALL " + std::string(procedure) + "(";
    for (std::size_t i = 0; i < arguments; ++i) text += i == 0 ? "?" : ", ?";
    text += ")";
    Statement statement(mysql_stmt_init(handle_.get()));
    if (!statement) return failure();
    if (mysql_stmt_prepare(statement.get(), text.data(), text.size()) != 0) return failure(statement.get());
    return statements_.emplace(procedure, std::move(statement)).first->second.get();
}

Outcome<> Connection::Implementation::stream(MYSQL_STMT* statement, std::size_t result_set, const RowSink& sink) {
    const std::size_t columns = mysql_stmt_field_count(statement);
    std::vector<MYSQL_BIND> binds(columns);
    std::vector<unsigned long> lengths(columns);
    std::vector<my_bool> nulls(columns);
    std::vector<std::string> buffers(columns, std::string(256, '\0'));
    std::vector<std::optional<std::string_view>> row(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        binds[i] = MYSQL_BIND{};
        binds[i].buffer_type = MYSQL_TYPE_STRING;
        binds[i].buffer = buffers[i].data();
        binds[i].buffer_length = buffers[i].size();
        binds[i].length = &lengths[i];
        binds[i].is_null = &nulls[i];
    }
    if (mysql_stmt_bind_result(statement, binds.data()) != 0) return failure(statement);
    for (;;) {
        const int state = mysql_stmt_fetch(statement);
        if (state == MYSQL_NO_DATA) return Done{};
        if (state == 1) return failure(statement);
        for (std::size_t i = 0; i < columns; ++i) {
            if (nulls[i] != 0) {
                row[i].reset();
                continue;
            }
            if (lengths[i] > buffers[i].size()) {
                // Longer than any cell of this column so far: fetch it again into a buffer that holds it. The
                // library keeps its own copy of the binds, which still name the old, shorter buffer: it is kept.
                std::string longer(lengths[i], '\0');
                MYSQL_BIND cell{};
                unsigned long length = 0;
                my_bool null = 0;
                cell.buffer_type = MYSQL_TYPE_STRING;
                cell.buffer = longer.data();
                cell.buffer_length = longer.size();
                cell.length = &length;
                cell.is_null = &null;
                if (mysql_stmt_fetch_column(statement, &cell, static_cast<unsigned>(i), 0) != 0)
                    return failure(statement);
                buffers[i] = std::move(longer);
                binds[i].buffer = buffers[i].data();
                binds[i].buffer_length = buffers[i].size();
                row[i] = std::string_view(buffers[i].data(), length);
                if (mysql_stmt_bind_result(statement, binds.data()) != 0) return failure(statement);
                continue;
            }
            row[i] = std::string_view(buffers[i].data(), lengths[i]);
        }
        if (sink) sink(result_set, row);
    }
}

Outcome<> Connection::Implementation::call(std::string_view procedure,
                                           std::initializer_list<std::string_view> arguments, const RowSink& sink) {
    const Armed armed(watchdog_, timeout_);
    MYSQL_STMT* statement = EPIC_TRY(prepared(procedure, arguments.size()));
    std::vector<MYSQL_BIND> binds(arguments.size());
    std::vector<unsigned long> lengths(arguments.size());
    std::size_t i = 0;
    for (const std::string_view argument : arguments) {
        lengths[i] = argument.size();
        binds[i].buffer_type = MYSQL_TYPE_STRING;
        binds[i].buffer = const_cast<char*>(argument.data()); // the library only reads it
        binds[i].buffer_length = argument.size();
        binds[i].length = &lengths[i];
        ++i;
    }
    if (!binds.empty() && mysql_stmt_bind_param(statement, binds.data()) != 0) return failure(statement);
    if (mysql_stmt_execute(statement) != 0) return failure(statement);
    // A CALL answers with its result sets and then its status: all must be read before the next.
    std::size_t result_set = 0;
    for (;;) {
        if (mysql_stmt_field_count(statement) > 0) {
            EPIC_TRY(stream(statement, result_set++, sink));
            mysql_stmt_free_result(statement);
        }
        const int state = mysql_stmt_next_result(statement);
        if (state < 0) return Done{};
        if (state > 0) return failure(statement);
    }
}

Outcome<> Connection::Implementation::execute(std::string_view text, const RowSink& sink) {
    const Armed armed(watchdog_, timeout_);
    MYSQL* handle = handle_.get();
    if (mysql_real_query(handle, text.data(), text.size()) != 0) return failure();
    std::size_t result_set = 0;
    for (;;) {
        if (mysql_field_count(handle) > 0) {
            const ResultRows rows(mysql_use_result(handle));
            if (!rows) return failure();
            std::vector<std::optional<std::string_view>> row(mysql_num_fields(rows.get()));
            while (MYSQL_ROW cells = mysql_fetch_row(rows.get())) {
                const unsigned long* lengths = mysql_fetch_lengths(rows.get());
                for (std::size_t i = 0; i < row.size(); ++i) {
                    row[i] = cells[i] == nullptr ? std::nullopt : std::optional(std::string_view(cells[i], lengths[i]));
                }
                if (sink) sink(result_set, row);
            }
            if (mysql_errno(handle) != 0) return failure();
            ++result_set;
        }
        const int state = mysql_next_result(handle);
        if (state < 0) return Done{};
        if (state > 0) return failure();
    }
}

namespace {

// While it connects, the client library's timeouts are per wait, and a peer that sends a byte now and then stretches
// them without end. So it connects without blocking, which shows its socket early, and a watchdog shuts that down at
// the deadline: during the TLS handshake the library waits inside read() all the same. False: the deadline has passed.
bool connect_until(MYSQL* handle, const ConnectionSettings& settings, std::chrono::steady_clock::time_point deadline) {
    using namespace std::chrono;
    const auto left = [&] { return duration_cast<milliseconds>(deadline - steady_clock::now()); };
    std::optional<Watchdog> watchdog;
    int guarded = -1;
    MYSQL* connected = nullptr;
    int wanted = mysql_real_connect_start(
        &connected, handle, settings.host.c_str(), settings.account.c_str(), settings.password.c_str(),
        settings.database.empty() ? nullptr : settings.database.c_str(), settings.port, nullptr, CLIENT_MULTI_RESULTS);
    while (wanted != 0) {
        const int socket = static_cast<int>(mysql_get_socket(handle));
        if (socket != guarded) {
            watchdog.emplace(socket);
            watchdog->arm(std::max(left(), milliseconds(1)));
            guarded = socket;
        }
        pollfd watched{socket, 0, 0};
        if ((wanted & MYSQL_WAIT_READ) != 0) watched.events |= POLLIN;
        if ((wanted & MYSQL_WAIT_WRITE) != 0) watched.events |= POLLOUT;
        if ((wanted & MYSQL_WAIT_EXCEPT) != 0) watched.events |= POLLPRI;
        const auto wait = std::clamp<std::int64_t>(left().count() + 1, 0, 60'000);
        const int ready = ::poll(&watched, 1, static_cast<int>(wait));
        if (ready < 0 && errno == EINTR) continue;
        int happened = MYSQL_WAIT_TIMEOUT;
        if (ready > 0) {
            happened = (watched.revents & POLLIN) != 0 ? MYSQL_WAIT_READ : 0;
            if ((watched.revents & POLLOUT) != 0) happened |= MYSQL_WAIT_WRITE;
            if ((watched.revents & POLLPRI) != 0) happened |= MYSQL_WAIT_EXCEPT;
            // The call that waits finds out what the error is.
            if (happened == 0) happened = wanted & ~MYSQL_WAIT_TIMEOUT;
        }
        wanted = mysql_real_connect_cont(&connected, handle, happened);
    }
    return connected != nullptr || left().count() > 0;
}

bool blames_certificate(std::string_view text, RemoteCause cause) {
    return cause == RemoteCause::certificate_expired || cause == RemoteCause::certificate_name ||
           cause == RemoteCause::no_encryption || text.find("certificate") != std::string_view::npos;
}

// The texts are OpenSSL's (X509_verify_cert_error_string) and the client library's own; another library says
// something else, and then the general sentence must do.
RemoteCause cause_of(unsigned number, std::string_view text, bool in_time) {
    const auto says = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
    if (number == CR_SSL_CONNECTION_ERROR) {
        if (says("expired") || says("not yet valid")) return RemoteCause::certificate_expired;
        if (says("Validation of SSL server certificate failed")) return RemoteCause::certificate_name;
        if (says("does not support")) return RemoteCause::no_encryption;
        return in_time || says("certificate") ? RemoteCause::none : RemoteCause::silent;
    }
    if (number == CR_CONNECTION_ERROR || number == CR_CONN_HOST_ERROR || number == CR_UNKNOWN_HOST)
        return RemoteCause::none;
    if (!in_time) return RemoteCause::silent;
    const bool greeting = says("initial communication packet");
    if (greeting || number == CR_VERSION_ERROR || number == CR_MALFORMED_PACKET) return RemoteCause::not_a_server;
    return RemoteCause::none;
}

} // namespace

Connection::Connection(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Outcome<Connection> Connection::open(const ConnectionSettings& settings) {
    start_client_library();
    Handle handle(mysql_init(nullptr));
    if (!handle) return RemoteFailure{RemoteFault::server, 0, "out of memory"};
    const PemFile ca(settings.ca_pem);
    // Without a CA the library would accept any certificate, or none.
    if (settings.ca_pem.empty() || ca.path().empty()) return RemoteFailure{RemoteFault::certificate, 0, "no CA"};

    const unsigned connect_seconds = whole_seconds(settings.connect_timeout);
    const unsigned wait_seconds = whole_seconds(settings.call_timeout);
    const unsigned off = 0;
    const my_bool no = 0;
    const my_bool yes = 1;
    MYSQL* raw = handle.get();
    mysql_options(raw, MYSQL_OPT_NONBLOCK, nullptr);
    mysql_options(raw, MYSQL_OPT_CONNECT_TIMEOUT, &connect_seconds);
    mysql_options(raw, MYSQL_OPT_READ_TIMEOUT, &wait_seconds);
    mysql_options(raw, MYSQL_OPT_WRITE_TIMEOUT, &wait_seconds);
    mysql_options(raw, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options(raw, MYSQL_OPT_LOCAL_INFILE, &off);
    mysql_options(raw, MYSQL_OPT_RECONNECT, &no);
    mysql_options(raw, MYSQL_OPT_SSL_ENFORCE, &yes);
    mysql_options(raw, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
    mysql_options(raw, MYSQL_OPT_SSL_CA, ca.path().c_str());
    mysql_options(raw, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3");
    if (settings.compress) mysql_options(raw, MYSQL_OPT_COMPRESS, nullptr);
    const auto deadline = std::chrono::steady_clock::now() + settings.connect_timeout;
    const bool in_time = connect_until(raw, settings, deadline);
    if (const unsigned number = mysql_errno(raw); number != 0 || !in_time) {
        const RemoteCause cause = cause_of(number, mysql_error(raw), in_time);
        // Only a certificate that was seen and not believed is one: a line that broke during the handshake is not.
        const bool broken = number == CR_SSL_CONNECTION_ERROR && !blames_certificate(mysql_error(raw), cause);
        return RemoteFailure{broken ? RemoteFault::unreachable : classify(number, false), number, mysql_error(raw),
                             cause};
    }
    Connection connection(std::make_unique<Implementation>(std::move(handle), settings.call_timeout));
    if (settings.cluster) {
        // After a node has died, the next one may still be applying what the first had acknowledged: without this, it
        // would look like a server restored from a backup. MySQL does not know the name.
        const auto waits = connection.execute("set session wsrep_sync_wait = 1");
        if (!waits && waits.error().number != ER_UNKNOWN_SYSTEM_VARIABLE) return waits.error();
    }
    return connection;
}

Outcome<> Connection::call(std::string_view procedure, std::initializer_list<std::string_view> arguments,
                           const RowSink& sink) {
    return implementation_->call(procedure, arguments, sink);
}

Outcome<> Connection::execute(std::string_view statement, const RowSink& sink) {
    return implementation_->execute(statement, sink);
}

std::string Connection::quote(std::string_view text) {
    std::string quoted(text.size() * 2 + 1, '\0');
    quoted.resize(mysql_real_escape_string(implementation_->handle(), quoted.data(), text.data(), text.size()));
    return "'" + quoted + "'";
}

void Connection::interrupt() {
    implementation_->watchdog().interrupt();
}

} // namespace epic::sync
