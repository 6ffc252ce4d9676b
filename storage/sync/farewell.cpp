#include "storage/sync/farewell.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

#include "storage/sync/central_session.hpp"
#include "storage/sync/restored.hpp"
#include "storage/sync/store_laptop.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

Error error_of(const Event& failed) {
    if (const auto* remote = std::get_if<RemoteFailed>(&failed)) return to_error_of_procedure(remote->failure);
    return std::get<LocalFailed>(failed).error;
}

bool is_refusal(const Event& failed) {
    const auto* remote = std::get_if<RemoteFailed>(&failed);
    return remote != nullptr && remote->failure.fault == RemoteFault::refused;
}

// Of the server that this file knows, and right before anything is erased.
Result<HelloAnswer> confirm_revoked(Remote& server, const store::ExchangeState& state) {
    auto text = server.call_for_text(
        "sync_hello",
        {hello_document({.envelope = {state.server_id, Id{}}, .cursor = state.cursor, .chain = state.chain_hash})});
    if (!text) return to_error_of_procedure(text.error());
    HelloAnswer answer = EPIC_TRY(read_hello(*text));
    if (answer.server_id != state.server_id)
        return Error{.code = ErrorCode::server_refused, .message = words::other_server};
    if (answer.moved) return Error{.code = ErrorCode::account_refused, .message = words::account_moved};
    if (!answer.revoked) return Error{.code = ErrorCode::conflict_with_state, .message = words::server_refused};
    return answer;
}

} // namespace

Result<std::int64_t> take_leave(Laptop& laptop, Remote& server, const DocumentLimits& limits) {
    const store::ExchangeState state = EPIC_TRY(laptop.state());
    const HelloAnswer answer = EPIC_TRY(confirm_revoked(server, state));
    // What a restored server has lost of theirs may be nowhere else, and this laptop says that it was taken.
    if (answer.epoch > state.epoch && answer.schema >= schema_of_departed) {
        const Comeback back = EPIC_TRY(come_back_to_leave(laptop, server));
        if (back.waits) return Error{.code = ErrorCode::server_refused, .message = words::server_restored};
    }
    // Nobody has noticed yet that it was restored, or it is a copy that lags.
    if (answer.epoch <= state.epoch && answer.history != History::same) {
        return Error{.code = ErrorCode::server_refused, .message = words::server_lags};
    }
    const Envelope envelope{state.server_id, state.device, answer.schema};
    const DocumentLimits taken{limits.operations_max, std::min(limits.bytes_max, answer.bytes_max)};
    // What the server does not take for others does not keep the person's own.
    const auto others = hand_over_of_departed(laptop, server, envelope, taken);
    if (others && !is_refusal(*others)) return error_of(*others);
    const auto items = EPIC_TRY(laptop.left_behind(laptop.person()));
    if (const auto failed = hand_over_items(server, envelope, items, taken)) return error_of(*failed);
    EPIC_TRY(laptop.note_left_behind(laptop.person()));
    // Unheard, the account stays until the device is retired: nothing of the person's is at stake any more.
    std::ignore = server.call_for_text("sync_farewell", {farewell_document(envelope)});
    return static_cast<std::int64_t>(items.size());
}

Result<std::int64_t> take_leave(store::Store& store, const Credential& credential, const Invitation& invitation) {
    Connection connection = EPIC_TRY(connect_to(invitation, credential));
    StoreLaptop laptop(store);
    return take_leave(laptop, connection);
}

} // namespace epic::sync
