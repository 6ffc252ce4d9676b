#include "storage/sync/central.hpp"

#include <filesystem>

#include "core/model/contact.hpp"
#include "storage/sync/acknowledgement.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/install.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

constexpr std::size_t batch_operations = 500;

class Founding {
public:
    Founding(store::Store& store, const intl::Environment& environment, const CentralOptions& options)
        : store_(store), environment_(environment), options_(options) {}

    Result<InstallReport> run() {
        if (options_.servers.empty()) {
            return Error{.code = ErrorCode::usage, .message = words::malformed_server, .field = "server"};
        }
        const store::Session session = store_.session();
        if (session.actor.department != Department::gestion || !session.actor.active) {
            return Error{.code = ErrorCode::not_allowed, .message = words::gestion_only};
        }
        Connection admin = EPIC_TRY(connect());
        EPIC_TRY(server(admin));
        if (const auto used = admin.execute("use `" + options_.database + "`"); !used) return to_error(used.error());
        EPIC_TRY(device(admin));
        EPIC_TRY(seed(admin));
        // This file has everything already: the log, not pages, says what the server has made of it.
        const store::ExchangeState state = EPIC_TRY(store_.exchange().state());
        if (!state.bootstrapped) EPIC_TRY(store_.exchange().finish_bootstrap(state.cursor, state.chain_hash));
        EPIC_TRY(accounts(admin, session));
        // What the server has made of it, contract numbers above all, comes back as it would to any laptop.
        const Credential own = EPIC_TRY(credential_for(session.email, own_password()));
        const ExchangeReport exchanged = EPIC_TRY(exchange_once(store_, environment_, own));
        if (exchanged.state != SyncState::up_to_date && exchanged.problem) return *exchanged.problem;
        report_.schema_version = schema_version;
        report_.head = exchanged.head;
        return std::move(report_);
    }

private:
    std::string own_password() const { return environment_.unicode.nfc(options_.own_password); }

    Result<Connection> connect() const {
        const Host& host = options_.servers.front();
        auto opened = Connection::open({.host = host.name,
                                        .port = host.port,
                                        .account = options_.admin_user,
                                        .password = options_.admin_password,
                                        .ca_pem = options_.ca_pem});
        if (!opened) return to_error(opened.error());
        return std::move(opened).value();
    }

    Result<> server(Connection& admin) {
        const store::ExchangeState state = EPIC_TRY(store_.exchange().state());
        Id server_id = environment_.ids.next();
        if (state.joined) {
            // Cut short before: only the very server that this file founded is gone on with.
            std::string found;
            const auto asked = admin.execute("select server_id from `" + options_.database + "`.server",
                                             [&](std::size_t, RowView row) { found = std::string(*row[0]); });
            if (!asked || found != state.server_id) {
                return Error{.code = ErrorCode::conflict_with_state, .message = words::joined_elsewhere};
            }
            report_.server_id = state.server_id;
            return Done{};
        }
        EPIC_TRY(install(admin, {.database = options_.database,
                                 .server_id = server_id,
                                 .secret = random_hex(32),
                                 .now = environment_.clock.now()}));
        report_.server_id = server_id.hex();
        const Invitation invitation{server_id, options_.database, options_.servers, options_.ca_pem};
        return store_.exchange().join(report_.server_id, 1, write_invitation(invitation));
    }

    // The founding file is a device like any other; there is nobody yet who could say hello for it.
    Result<> device(Connection& admin) {
        const store::ExchangeState state = EPIC_TRY(store_.exchange().state());
        if (!state.fence.empty()) return Done{};
        const std::string fence = random_hex(16);
        const std::string now = std::to_string(environment_.clock.now().unix_ms);
        const auto done =
            admin.execute("insert into device (id, fence, last_account, first_seen_at, last_seen_at) values (" +
                          admin.quote(state.device.hex()) + "," + admin.quote(fence) + ",'central'," + now + "," + now +
                          ") on duplicate key update fence = " + admin.quote(fence));
        if (!done) return to_error(done.error());
        return store_.exchange().set_fence(fence);
    }

    Result<> seed(Connection& admin) {
        store::Exchange& exchange = store_.exchange();
        for (;;) {
            const store::ExchangeState state = EPIC_TRY(exchange.state());
            auto frozen = EPIC_TRY(exchange.frozen());
            std::vector<Operation> operations;
            if (frozen) {
                for (const Id& id : frozen->operations) operations.push_back(EPIC_TRY(exchange.operation(id)));
            } else {
                operations = EPIC_TRY(exchange.pending_of_everyone(batch_operations));
                if (operations.empty()) return Done{};
                frozen = freeze(state, operations);
                EPIC_TRY(exchange.freeze(*frozen));
            }
            auto text = admin.call_for_text("central_seed", {frozen->document});
            if (!text) return to_error(text.error());
            PushAnswer answer = EPIC_TRY(read_push(*text, operations));
            for (OperationAnswer& one : answer.operations) {
                // Nobody else has written there: what is in the log already stands as it was sent.
                if (one.state == OperationState::known) one.state = OperationState::applied;
                if (one.state == OperationState::applied) continue;
                // This file's own history cannot be refused: then it is not as this program writes it.
                return Error{.code = ErrorCode::damaged,
                             .message = words::history_refused,
                             .details = one.id.hex() + " " + one.code + " " + one.rule + " " + one.field};
            }
            EPIC_TRY(exchange.apply(acknowledgement_of(answer, operations, 0, store_.session().language)));
        }
    }

    store::FrozenBatch freeze(const store::ExchangeState& state, const std::vector<Operation>& operations) const {
        store::FrozenBatch batch;
        batch.id = environment_.ids.next();
        batch.fence = state.fence;
        batch.author = store_.session().actor.id;
        batch.document = push_document({state.server_id, state.device}, state.fence, batch.id, operations, true);
        batch.hash = document_hash(batch.document);
        for (const Operation& operation : operations) batch.operations.push_back(operation.id);
        return batch;
    }

    Result<> accounts(Connection& admin, const store::Session& session) {
        ListQuery query;
        query.entity = Entity::collaborator;
        query.limit = 100'000;
        const Page page = EPIC_TRY(store_.list(query));
        for (const RecordView& row : page.items) {
            const Record& person = row.record;
            if (!person.flag(Field::collaborator_active)) continue;
            InstalledAccount account{
                person.id, person.text(Field::collaborator_full_name), person.text(Field::collaborator_email), {}};
            const bool installer = person.id == session.actor.id;
            if (!installer) account.one_time_password = one_time_password();
            const Credential credential =
                EPIC_TRY(credential_for(account.email, installer ? own_password() : account.one_time_password));
            const auto made = make_account(admin, credential.account, person.id, credential.password, !installer);
            if (!made) return to_error(made.error());
            report_.accounts.push_back(std::move(account));
        }
        return Done{};
    }

    store::Store& store_;
    const intl::Environment& environment_;
    const CentralOptions& options_;
    InstallReport report_;
};

// Whether the person or the caller has stopped it before the end.
struct Filled {
    std::int64_t pulled = 0;
    bool whole = false;
};

Result<Filled> fill(store::Store& store, const intl::Environment& environment, const Credential& credential,
                    const JoinOptions& options) {
    bool useful = false;
    bool stopped = false;
    const auto go_on = [&](const ExchangeProgress& progress) {
        useful = progress.useful;
        stopped = options.progress && !options.progress(progress);
        if (stopped) return false;
        return !(options.until_useful && useful);
    };
    const ExchangeReport report = EPIC_TRY(exchange_once(store, environment, credential, go_on));
    if (stopped) return Error{.code = ErrorCode::cancelled, .message = words::exchange_stopped};
    const bool whole = report.state == SyncState::up_to_date;
    if (!whole && report.problem && !(options.until_useful && useful)) return *report.problem;
    return Filled{report.pulled, whole};
}

// A file that a join left unfinished: begun for this server, and its pages have not come to their end.
Result<std::unique_ptr<store::Store>> unfinished(const std::string& path, const Invitation& invitation,
                                                 const store::SignIn& who, const intl::Environment& environment) {
    std::unique_ptr<store::Store> store = EPIC_TRY(store::Store::open(path, who, environment));
    const store::ExchangeState state = EPIC_TRY(store->exchange().state());
    const bool ours = state.joined && state.server_id == invitation.server_id.hex() && !state.bootstrapped;
    if (!ours) return Error{.code = ErrorCode::conflict_with_state, .message = words::join_file_exists};
    return store;
}

} // namespace

Result<InstallReport> central_install(store::Store& store, const intl::Environment& environment,
                                      const CentralOptions& options) {
    return Founding(store, environment, options).run();
}

Result<std::string> central_invite(store::Store& store) {
    return write_invitation(EPIC_TRY(invitation_of(store)));
}

Result<CentralStatus> central_status(store::Store& store, const Credential& credential) {
    const Invitation invitation = EPIC_TRY(invitation_of(store));
    const store::ExchangeState state = EPIC_TRY(store.exchange().state());
    Connection connection = EPIC_TRY(connect_to(invitation, credential));
    CentralStatus status;
    std::string text;
    JsonReader reader("{}");
    const auto read = [&](std::size_t result_set, RowView row) {
        const auto cell = [&](std::size_t i) { return i < row.size() && row[i] ? *row[i] : std::string_view(); };
        if (result_set == 0) {
            text = std::string(cell(0));
            return;
        }
        CentralDevice device;
        device.id = reader.parse_id(cell(0), "device");
        device.name = std::string(cell(1));
        device.state = std::string(cell(2));
        device.collaborator = Id::parse(cell(3));
        device.cursor = reader.parse_number(cell(4), "cursor");
        device.first_seen = Instant{static_cast<std::int64_t>(reader.parse_number(cell(5), "first seen"))};
        device.last_seen = Instant{static_cast<std::int64_t>(reader.parse_number(cell(6), "last seen"))};
        status.devices.push_back(std::move(device));
    };
    const auto done = connection.call("central_devices", {pull_document({state.server_id, state.device}, 0, 0)}, read);
    if (!done) return to_error_of_procedure(done.error());
    JsonReader answer(text);
    status.server_id = answer.text(answer.root(), "server_id");
    status.schema_version = static_cast<int>(answer.number(answer.root(), "schema"));
    status.epoch = answer.number(answer.root(), "epoch");
    status.head = answer.number(answer.root(), "head");
    if (answer.rejected()) return answer.failure();
    if (reader.rejected()) return reader.failure();
    return status;
}

Result<Joined> join(const std::string& path, const Invitation& invitation, const store::SignIn& who,
                    const intl::Environment& environment, const vault::KdfLimits& limits, const JoinOptions& options) {
    const Credential credential =
        EPIC_TRY(credential_for(normalised_email(who.email), environment.unicode.nfc(who.password)));
    HelloAnswer hello;
    {
        Connection connection = EPIC_TRY(connect_to(invitation, credential));
        hello = EPIC_TRY(ask_who(connection, invitation));
    }
    Joined joined;
    joined.one_time_password = hello.one_time_password;
    const bool again = std::filesystem::exists(path);
    if (again) {
        joined.store = EPIC_TRY(unfinished(path, invitation, who, environment));
    } else {
        joined.store = EPIC_TRY(store::Store::create_to_join(path, who, hello.collaborator, environment, limits));
        EPIC_TRY(joined.store->exchange().join(invitation.server_id.hex(), hello.epoch, write_invitation(invitation)));
    }
    auto filled = fill(*joined.store, environment, credential, options);
    if (!filled) {
        // What has arrived stays, and the same call goes on there; without anything there is nothing to keep.
        const auto state = joined.store->exchange().state();
        const bool empty = !state || (state->bootstrap.empty() && !state->bootstrapped);
        joined.store.reset();
        if (empty && !again) {
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
            std::filesystem::remove(path + "-wal", ignored);
        }
        return std::move(filled).error();
    }
    joined.pulled = filled->pulled;
    joined.whole = filled->whole;
    joined.device = EPIC_TRY(joined.store->exchange().state()).device;
    return joined;
}

} // namespace epic::sync
