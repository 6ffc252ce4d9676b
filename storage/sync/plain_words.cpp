#include "storage/sync/plain_words.hpp"

#include <algorithm>
#include <array>

#include "storage/sync/do_words.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

constexpr std::array table{
    PlainWords{words::state_not_joined, words::do_nothing},
    PlainWords{words::state_connecting, words::do_nothing},
    PlainWords{words::state_sending, words::do_nothing},
    PlainWords{words::state_receiving, words::do_nothing},
    PlainWords{words::state_first, words::do_nothing},
    PlainWords{words::state_up_to_date, words::do_nothing},
    PlainWords{words::state_offline, words::do_wait},
    PlainWords{words::state_needs_you, words::do_administrator},
    PlainWords{words::server_unreachable, words::do_wait},
    PlainWords{words::server_needed, words::do_once_reached},
    PlainWords{words::connection_lost, words::do_wait},
    PlainWords{words::server_slow, words::do_wait},
    PlainWords{words::exchange_stopped, words::do_wait},
    PlainWords{words::account_refused, words::do_sign_in},
    PlainWords{words::account_moved, words::do_sign_in},
    PlainWords{words::revoked, words::do_ask_management},
    PlainWords{words::wrong_certificate, words::do_certificate},
    PlainWords{words::certificate_expired, words::do_clock},
    PlainWords{words::certificate_name, words::do_administrator},
    PlainWords{words::no_encryption, words::do_administrator},
    PlainWords{words::not_a_server, words::do_certificate},
    PlainWords{words::server_silent, words::do_wait},
    PlainWords{words::clock_ahead, words::do_clock},
    PlainWords{words::clock_behind, words::do_clock},
    PlainWords{words::other_server, words::do_administrator},
    PlainWords{words::server_lags, words::do_wait},
    PlainWords{words::server_restored, words::do_restored},
    PlainWords{words::program_old, words::do_update_program},
    PlainWords{words::server_old, words::do_update_server},
    PlainWords{words::strange_answer, words::do_update_program},
    PlainWords{words::server_refused, words::do_administrator},
    PlainWords{words::batch_refused, words::do_administrator},
    PlainWords{words::batch_too_large, words::do_administrator},
    PlainWords{words::change_set_aside, words::do_inbox},
    PlainWords{words::lines_set_aside, words::do_update_program},
    PlainWords{words::waits_for_author, words::do_other_person},
    PlainWords{words::held_behind, words::do_other_person},
    PlainWords{words::departed_waits, words::do_departed},
    PlainWords{words::held_behind_departed, words::do_departed},
    PlainWords{words::left_at_sign_in, words::do_ask_management},
    PlainWords{words::sent_at_sign_in, words::do_ask_management},
    PlainWords{words::leaves_later, words::do_recover},
    PlainWords{words::leaves_with_others, words::do_recover},
    PlainWords{words::gestion_only, words::do_ask_management},
    PlainWords{words::account_taken, words::do_ask_management},
    PlainWords{words::account_before_person, words::do_wait},
    PlainWords{words::not_an_invitation, words::do_join_file},
    PlainWords{words::not_joined, words::do_join_file},
};

} // namespace

std::span<const PlainWords> plain_words() {
    return table;
}

const Msg& state_words(SyncState state, bool first) {
    switch (state) {
        case SyncState::not_joined: return words::state_not_joined;
        case SyncState::connecting: return words::state_connecting;
        case SyncState::sending: return words::state_sending;
        case SyncState::receiving: return first ? words::state_first : words::state_receiving;
        case SyncState::up_to_date: return words::state_up_to_date;
        case SyncState::offline: return words::state_offline;
        case SyncState::needs_you: break;
    }
    return words::state_needs_you;
}

const Msg& what_to_do(const Error& problem) {
    const std::string_view id = problem.message.msg.id;
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const PlainWords& row) { return row.what.id == id; });
    if (found != table.end()) return found->to_do;
    if (problem.field == "clock") return words::do_clock;
    switch (problem.code) {
        case ErrorCode::unreachable: return words::do_wait;
        case ErrorCode::account_refused:
        case ErrorCode::sign_in_refused: return words::do_sign_in;
        case ErrorCode::disk_full: return words::do_disk;
        case ErrorCode::damaged:
        case ErrorCode::read_only:
        case ErrorCode::in_use: return words::do_file;
        case ErrorCode::newer_version: return words::do_update_program;
        case ErrorCode::revoked: return words::do_ask_management;
        default: return words::do_administrator;
    }
}

} // namespace epic::sync
