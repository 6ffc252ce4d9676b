#include "app/shell/sync_link.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/shell/sync_words.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/accounts.hpp"
#include "storage/sync/central.hpp"
#include "storage/sync/exporter.hpp"
#include "storage/sync/plain_words.hpp"

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

std::string servers_of(const std::string& invitation) {
    const auto read = sync::read_invitation(invitation);
    if (!read) return {};
    std::string text;
    for (const sync::Host& host : read->servers) {
        if (!text.empty()) text += ", ";
        text += host.name + ":" + std::to_string(host.port);
    }
    return text;
}

class ExporterLink final : public SyncLink {
public:
    ExporterLink(store::Store& store, const intl::Environment& environment, const sync::Credential& credential)
        : store_(store),
          exporter_(store, environment, credential),
          accounts_(store, environment, credential,
                    [this](const sync::Credential& changed) { exporter_.use(changed); }) {}

    Result<> start(std::function<void()> changed) {
        subscription_ = exporter_.subscribe(std::move(changed));
        return exporter_.start();
    }

    void sync_now() override { exporter_.sync_now(); }
    store::AccountServer* accounts() override { return &accounts_; }
    bool access_ended() const override { return exporter_.status().access_ended; }

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
        if (now.problem) {
            shown.problem = now.problem->message;
            shown.what_to_do = sync::what_to_do(*now.problem);
        }
        if (const auto known = store_.exchange().state()) {
            shown.server_id = known->server_id;
            shown.device_id = known->device.text();
            shown.head = known->cursor;
            shown.servers = servers_of(known->invitation);
            if (!shown.last_exchange) shown.last_exchange = known->last_exchange;
        }
        return shown;
    }

private:
    store::Store& store_;
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
    std::ifstream in(request.invite_path, std::ios::binary);
    if (!in) {
        return Error{.code = ErrorCode::not_found, .message = words::invite_unreadable, .field = "invite"};
    }
    std::ostringstream text;
    text << in.rdbuf();
    auto invitation = sync::read_invitation(text.str());
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
