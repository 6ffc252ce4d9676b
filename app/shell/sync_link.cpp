#include "app/shell/sync_link.hpp"

#include <algorithm>
#include <fstream>
#include <mutex>
#include <sstream>

#include "app/shell/sync_words.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/accounts.hpp"
#include "storage/sync/central.hpp"
#include "storage/sync/connection_facts.hpp"
#include "storage/sync/exporter.hpp"
#include "storage/sync/plain_words.hpp"
#include "storage/sync/verify.hpp"

namespace epic::shell {
namespace {

app::SyncPhase phase_of(const sync::SyncStatus& status) {
    switch (status.state) {
        case sync::SyncState::not_joined: return app::SyncPhase::no_server;
        case sync::SyncState::connecting:
        case sync::SyncState::sending:
        case sync::SyncState::receiving: return app::SyncPhase::syncing;
        case sync::SyncState::offline: return app::SyncPhase::offline;
        case sync::SyncState::needs_you: return app::SyncPhase::needs_you;
        case sync::SyncState::up_to_date: break;
    }
    if (status.conflicts + status.returned > 0) return app::SyncPhase::needs_you;
    return status.pending > 0 ? app::SyncPhase::waiting : app::SyncPhase::up_to_date;
}

std::string servers_text(const std::vector<sync::Host>& servers) {
    std::string text;
    for (const sync::Host& host : servers) {
        if (!text.empty()) text += ", ";
        text += host.name + ":" + std::to_string(host.port);
    }
    return text;
}

app::ExchangeNote note_of(const sync::PastExchange& past) {
    app::ExchangeNote note{past.first, past.last, past.times, past.pushed, past.pulled, {}};
    // What remains to be said after an exchange that went through is no failure of it.
    const bool failed = past.state == sync::SyncState::offline || past.state == sync::SyncState::needs_you;
    if (failed && past.problem) note.problem = past.problem->message;
    return note;
}

app::CheckStep step_of(sync::VerifyProgress::Step step) {
    switch (step) {
        case sync::VerifyProgress::Step::comparing: return app::CheckStep::comparing;
        case sync::VerifyProgress::Step::mending: return app::CheckStep::mending;
        case sync::VerifyProgress::Step::exchanging: break;
    }
    return app::CheckStep::exchanging;
}

Result<std::string> read_join_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error{.code = ErrorCode::not_found, .message = words::invite_unreadable, .field = "invite"};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

class ExporterLink final : public SyncLink {
public:
    ExporterLink(store::Store& store, const intl::Environment& environment, const sync::Credential& credential)
        : store_(store),
          environment_(environment),
          credential_(credential),
          exporter_(store, environment, credential),
          accounts_(store, environment, credential, [this](const sync::Credential& changed) { use(changed); }) {}

    Result<> start(std::function<void()> changed) {
        subscription_ = exporter_.subscribe(std::move(changed));
        return exporter_.start();
    }

    void sync_now() override { exporter_.sync_now(); }
    store::AccountServer* accounts() override { return &accounts_; }
    bool access_ended() const override { return exporter_.status().access_ended; }

    Result<bool> renew(const store::SignIn& who) override { return accounts_.renew(who); }

    Result<> take_join_file(const std::string& path) override {
        const std::string text = EPIC_TRY(read_join_file(path));
        EPIC_TRY(sync::renew_invitation(store_, text));
        exporter_.use(credential());
        return Done{};
    }

    Result<app::CheckResult> check(const std::function<void(const app::answer::CheckProgress&)>& progress) override {
        const auto stop = std::make_shared<sync::Interruption>();
        {
            const std::lock_guard guard(mutex_);
            stop_check_ = stop;
        }
        const sync::CentralVerification found = EPIC_TRY(sync::central_verify(
            store_, environment_, credential(),
            [&](const sync::VerifyProgress& now) {
                progress({0, step_of(now.step), now.done, now.total});
            },
            stop.get()));
        app::CheckResult result;
        result.at = environment_.clock.now();
        result.match = found.match;
        result.fetched_again = found.fetched_again;
        result.only_here = found.only_here;
        for (const sync::TableCheck& table : found.tables) {
            result.tables.push_back({table.entity, table.rows_local, table.rows_server, table.local == table.server});
        }
        return result;
    }

    void stop_check() override {
        std::shared_ptr<sync::Interruption> stop;
        {
            const std::lock_guard guard(mutex_);
            stop = stop_check_;
        }
        if (stop) stop->interrupt();
    }

    app::SyncStatus status() const override {
        const sync::SyncStatus now = exporter_.status();
        app::SyncStatus shown;
        shown.phase = phase_of(now);
        shown.pending = now.pending;
        shown.conflicts = now.conflicts;
        shown.returned = now.returned;
        shown.last_exchange = now.last_exchange;
        if (now.state == sync::SyncState::receiving && now.total > 0) {
            shown.percent = static_cast<int>(std::min<std::uint64_t>(now.done * 100 / now.total, 100));
        }
        shown.next_try = now.next_try;
        shown.password_needed = now.password_needed;
        for (const sync::PastExchange& past : exporter_.past()) shown.exchanges.push_back(note_of(past));
        if (now.problem) {
            shown.problem = now.problem->message;
            shown.what_to_do = sync::what_to_do(*now.problem);
        }
        if (const auto known = store_.exchange().state()) {
            shown.head = known->cursor;
            if (!shown.last_exchange) shown.last_exchange = known->last_exchange;
        }
        if (const auto facts = sync::connection_facts(store_, credential())) {
            shown.servers = servers_text(facts->servers);
            shown.database = facts->database;
            shown.server_id = facts->server_id;
            shown.certificate = facts->certificate;
            shown.login = facts->login;
            shown.account = facts->account;
            shown.device_name = facts->device_name;
            shown.device_id = facts->device.text();
        }
        return shown;
    }

private:
    sync::Credential credential() const {
        const std::lock_guard guard(mutex_);
        return credential_;
    }

    void use(const sync::Credential& changed) {
        {
            const std::lock_guard guard(mutex_);
            credential_ = changed;
        }
        exporter_.use(changed);
    }

    store::Store& store_;
    const intl::Environment& environment_;
    mutable std::mutex mutex_; // a check runs beside the runner
    sync::Credential credential_;
    std::shared_ptr<sync::Interruption> stop_check_;
    sync::Exporter exporter_;
    sync::CentralAccounts accounts_;
    sync::Exporter::Subscription subscription_;
};

} // namespace

std::unique_ptr<SyncLink> start_sync(store::Store& store, const std::string& password,
                                     const intl::Environment& environment, std::function<void()> changed) {
    const auto known = store.exchange().state();
    if (!known || !known->joined) return nullptr;
    const auto credential = sync::credential_for(store.login(), environment.unicode.nfc(password));
    if (!credential) return nullptr;
    auto link = std::make_unique<ExporterLink>(store, environment, *credential);
    if (!link->start(std::move(changed))) return nullptr;
    return link;
}

Result<std::unique_ptr<store::Store>> join_server(const JoinRequest& request, const intl::Environment& environment) {
    auto invitation = sync::read_invitation(EPIC_TRY(read_join_file(request.invite_path)));
    if (!invitation) {
        Error error = std::move(invitation).error();
        error.field = "invite";
        return error;
    }
    auto joined =
        EPIC_TRY(sync::join(request.path, *invitation, {request.email, request.password}, environment, request.limits,
                            {.progress = {}, .until_useful = true})); // the exporter fetches the rest
    return std::move(joined.store);
}

} // namespace epic::shell
