#include "storage/sync/farewell.hpp"

#include <algorithm>
#include <span>

#include "storage/store/exchange.hpp"
#include "storage/sync/central_session.hpp"
#include "storage/sync/sync_words.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {
namespace {

constexpr std::size_t operations_at_once = 500;

Result<> confirm_revoked(Connection& connection, const Invitation& invitation) {
    const auto who = ask_who(connection, invitation);
    if (!who && who.error().code == ErrorCode::revoked) return Done{};
    if (!who) return who.error();
    return Error{.code = ErrorCode::conflict_with_state, .message = words::server_refused};
}

Result<> hand_over(Connection& connection, const Envelope& envelope, std::span<const store::ReturnedItem> items) {
    auto sent = connection.call_for_text("sync_hand_over", {hand_over_document(envelope, items)});
    if (!sent) return to_error_of_procedure(sent.error());
    return Done{};
}

} // namespace

Result<std::int64_t> take_leave(store::Store& store, const Credential& credential, const Invitation& invitation) {
    Connection connection = EPIC_TRY(connect_to(invitation, credential));
    EPIC_TRY(confirm_revoked(connection, invitation));

    store::Exchange& exchange = store.exchange();
    const Envelope envelope{invitation.server_id.hex(), EPIC_TRY(exchange.state()).device};
    const store::Session person = store.session();
    const auto items = EPIC_TRY(exchange.left_behind(person.actor.id));
    for (std::size_t begin = 0; begin < items.size(); begin += operations_at_once) {
        const std::size_t count = std::min(operations_at_once, items.size() - begin);
        EPIC_TRY(hand_over(connection, envelope, std::span(items).subspan(begin, count)));
    }
    EPIC_TRY(exchange.note_left_behind(person.actor.id, Message(words::handed_over_at_leaving).in(person.language)));
    EPIC_TRY(store.end_access());
    // Unheard, the account stays until the device is retired: nothing of the person's is at stake any more.
    std::ignore = connection.call_for_text("sync_farewell", {plain_document(envelope)});
    return static_cast<std::int64_t>(items.size());
}

} // namespace epic::sync
