// Who this copy of the file is, and which server it knows.
#include "storage/store/exchange.hpp"
#include "storage/store/internal/database.hpp"
#include "storage/store/internal/new_device.hpp"
#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

template <typename Bind>
Result<> update(Database& database, std::string_view file, Bind&& bind) {
    return database.write_quietly([&](Connection& connection) -> Result<> {
        Query query(connection, file);
        bind(query);
        query.run();
        return Done{};
    });
}

} // namespace

Result<ExchangeState> Exchange::state() const {
    return database_.read([](Connection& connection) -> Result<ExchangeState> {
        Query query(connection, "exchange/state.sql");
        ExchangeState state;
        if (!query.step()) return state;
        state.device = query.id(0);
        state.joined = query.integer(1) != 0;
        state.server_id = query.text(2);
        state.invitation = query.text(3);
        state.epoch = query.number(4);
        state.fence = query.text(5);
        state.cursor = query.number(6);
        state.chain_hash = query.text(7);
        state.clock_offset_ms = query.integer(8);
        if (!query.is_null(9)) state.last_exchange = Instant{query.integer(9)};
        state.bootstrapped = query.integer(10) != 0;
        state.bootstrap = query.text(11);
        state.handed_over_cursor = query.number(12);
        state.history_cursor = query.number(13);
        state.history_end = query.number(14);
        return state;
    });
}

Result<> Exchange::join(const std::string& server_id, std::uint64_t epoch, const std::string& invitation) {
    return database_.write([&](Connection& connection, Changed& changed) -> Result<> {
        Query(connection, "exchange/join.sql")
            .bind(":server_id", server_id)
            .bind(":epoch", epoch)
            .bind(":invitation", invitation)
            .run();
        // Before the operations change their state, since only local ones need an empty confirmed value.
        Query(connection, "exchange/join_shadows.sql").run();
        Query(connection, "exchange/join_operations.sql").run();
        changed.entities = all_entities;
        changed.exchange = true;
        return Done{};
    });
}

Result<> Exchange::set_invitation(const std::string& invitation) {
    return update(database_, "exchange/set_invitation.sql",
                  [&](Query& query) { query.bind(":invitation", invitation); });
}

Result<> Exchange::become_new_device(const Id& device) {
    return database_.write_quietly([&](Connection& connection) -> Result<> {
        store::become_new_device(connection, device);
        return Done{};
    });
}

Result<> Exchange::set_fence(const std::string& fence) {
    return update(database_, "exchange/set_fence.sql", [&](Query& query) { query.bind(":fence", fence); });
}

Result<> Exchange::set_clock(std::int64_t offset_ms, HybridTime seen) {
    return database_.write_quietly([&](Connection& connection) -> Result<> {
        HybridClock clock(read_device(connection).last_stamp);
        clock.see(seen, Instant{database_.environment().clock.now().unix_ms + offset_ms});
        Query(connection, "exchange/set_clock.sql")
            .bind(":offset_ms", offset_ms)
            .bind(":stamp", clock.last().packed)
            .run();
        return Done{};
    });
}

Result<> Exchange::note_exchange(Instant at) {
    return update(database_, "exchange/set_exchange_time.sql", [&](Query& query) { query.bind(":at", at.unix_ms); });
}

Result<> Exchange::save_credential(const Id& collaborator, const std::vector<std::uint8_t>& sealed) {
    return update(database_, "exchange/put_credential.sql", [&](Query& query) {
        query.bind(":collaborator", collaborator).bind_blob(":sealed", std::string(sealed.begin(), sealed.end()));
    });
}

Result<std::vector<std::uint8_t>> Exchange::load_credential(const Id& collaborator) const {
    return database_.read([&](Connection& connection) -> Result<std::vector<std::uint8_t>> {
        Query query(connection, "exchange/find_credential.sql");
        query.bind(":collaborator", collaborator);
        if (!query.step()) return Error{.code = ErrorCode::not_found, .message = words::account_unknown};
        const std::string bytes = query.blob(0);
        return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
    });
}

} // namespace epic::store
