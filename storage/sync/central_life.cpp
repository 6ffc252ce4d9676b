#include "storage/sync/central_life.hpp"

#include "storage/store/exchange.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/exchange_once.hpp"
#include "storage/sync/install.hpp"
#include "storage/sync/joined_office.hpp"
#include "storage/sync/json_reader.hpp"
#include "storage/sync/restored.hpp"
#include "storage/sync/sync_words.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {
namespace {

struct Desk {
    Invitation invitation;
    Envelope envelope;
    Connection connection;
};

Result<Desk> connect_as(store::Store& store, const Credential& credential) {
    JoinedOffice office = EPIC_TRY(joined_office(store));
    Connection connection = EPIC_TRY(connect_to(office.invitation, credential));
    return Desk{std::move(office.invitation), {office.state.server_id, office.state.device}, std::move(connection)};
}

std::string_view cell(RowView row, std::size_t i) {
    return i < row.size() && row[i] ? *row[i] : std::string_view();
}

Instant instant_of(JsonReader& reader, const char* name) {
    return Instant{static_cast<std::int64_t>(reader.number(reader.root(), name))};
}

Result<> take_step(Desk& desk, const char* step, Restored& restored) {
    nlohmann::json request = nlohmann::json::parse(plain_document(desk.envelope));
    request["step"] = step;
    std::string text;
    JsonReader rows("{}");
    restored.without_account.clear();
    const auto read = [&](std::size_t result_set, RowView row) {
        if (result_set == 0) text = std::string(cell(row, 0));
        if (result_set == 1) restored.without_account.push_back(rows.parse_id(cell(row, 0), "collaborator"));
    };
    const auto done = desk.connection.call("central_restored", {request.dump()}, read);
    if (!done) return to_error_of_procedure(done.error());
    JsonReader answer(text);
    restored.epoch = answer.number(answer.root(), "epoch");
    restored.open = answer.text(answer.root(), "state") == "open";
    restored.head = answer.number(answer.root(), "head");
    if (answer.rejected()) return answer.failure();
    if (rows.rejected()) return rows.failure();
    return Done{};
}

} // namespace

Result<DeviceReport> central_report(store::Store& store, const Credential& credential, const Id& device) {
    Desk desk = EPIC_TRY(connect_as(store, credential));
    DeviceReport report;
    std::string text;
    JsonReader rows("{}");
    const auto read = [&](std::size_t result_set, RowView row) {
        if (result_set == 0) text = std::string(cell(row, 0));
        if (result_set == 1) {
            if (const auto entity = parse_entity(cell(row, 0))) {
                report.records.emplace_back(*entity,
                                            static_cast<std::int64_t>(rows.parse_number(cell(row, 1), "records")));
            }
        }
        if (result_set == 2) report.people.push_back(rows.parse_id(cell(row, 0), "collaborator"));
    };
    const auto done = desk.connection.call("central_report", {target_document(desk.envelope, device)}, read);
    if (!done) return to_error_of_procedure(done.error());
    JsonReader answer(text);
    report.id = answer.id(answer.root(), "id");
    report.name = answer.text(answer.root(), "name");
    report.state = answer.text(answer.root(), "state");
    report.program = answer.text(answer.root(), "program");
    report.cursor = answer.number(answer.root(), "cursor");
    report.head = answer.number(answer.root(), "head");
    report.contacts = static_cast<std::int64_t>(answer.number(answer.root(), "contacts"));
    report.first_seen = instant_of(answer, "first_seen");
    report.last_seen = instant_of(answer, "last_seen");
    if (answer.rejected()) return answer.failure();
    if (rows.rejected()) return rows.failure();
    return report;
}

Result<> central_retire(store::Store& store, const Credential& credential, const Id& device) {
    Desk desk = EPIC_TRY(connect_as(store, credential));
    if (device == desk.envelope.device) {
        return Error{.code = ErrorCode::invalid_value, .message = words::retire_other_device, .field = "device"};
    }
    auto done = desk.connection.call_for_text("central_retire", {target_document(desk.envelope, device)});
    if (!done) return to_error_of_procedure(done.error());
    return Done{};
}

Result<Restored> central_restored(store::Store& store, const intl::Environment& environment,
                                  const Credential& credential, bool confirm) {
    Restored restored;
    Invitation invitation;
    {
        Desk desk = EPIC_TRY(connect_as(store, credential));
        invitation = desk.invitation;
        EPIC_TRY(take_step(desk, "begin", restored));
        const Comeback back = EPIC_TRY(come_back(store, credential, invitation));
        restored.returned = back.returned;
        EPIC_TRY(take_step(desk, confirm ? "confirm" : "begin", restored));
    }
    if (!confirm) return restored;
    const ExchangeReport exchanged = EPIC_TRY(exchange_once(store, environment, credential));
    if (exchanged.state != SyncState::up_to_date && exchanged.problem) return *exchanged.problem;
    restored.head = exchanged.head;
    return restored;
}

Result<Upgraded> central_upgrade(store::Store& store, const std::string& admin_user,
                                 const std::string& admin_password) {
    const store::Session session = store.session();
    if (session.actor.department != Department::gestion || !session.actor.active) {
        return Error{.code = ErrorCode::not_allowed, .message = words::gestion_only};
    }
    const auto [invitation, state] = EPIC_TRY(joined_office(store));
    Connection admin = EPIC_TRY(connect_to(invitation, {admin_user, admin_password}));
    Upgraded upgraded;
    upgraded.schema_before = EPIC_TRY(upgrade(admin, invitation.database, state.server_id));
    upgraded.schema_version = schema_version;
    return upgraded;
}

} // namespace epic::sync
