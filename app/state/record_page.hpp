// The page of one record: details, what belongs to it, its history, and what may be done with it and why not.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/state/form.hpp"
#include "app/state/list.hpp"
#include "core/model/query.hpp"
#include "core/rules/rules.hpp"

namespace epic::app {

enum class RecordAction : std::uint8_t {
    edit,
    contacted_today,
    new_contract,
    sign,
    add_payment,
    new_event,
    assign_support,
    cancel_event,
    reset_password,
    deactivate,
    reactivate,
    save_sheet,
    save_calendar,
};

struct OfferedAction {
    RecordAction action{};
    std::string disabled_reason; // in the reader's language; empty: may be used
};

struct DetailLine {
    Msg label{"", ""};
    std::string text;
    std::optional<Entity> target{}; // a record that can be opened
    Id id{};
    bool long_text = false;
    std::optional<Field> field{}; // that can be edited where it stands
    std::string locked{};         // why not
    bool pending = false;         // not sent yet
};

struct StatusPill {
    std::string text;
    Mood mood = Mood::neutral;
};

struct PaymentLine {
    Id id{};
    std::string received_on;
    std::string amount;
    std::string method;
    std::string note;
    bool is_reversal = false;
    bool reversed = false;
    std::string reverse_disabled_reason;
};

struct RelatedLine {
    Entity entity{};
    Id id{};
    std::string title;
    std::string detail;
    std::string amount;
    std::vector<StatusPill> pills;
};

struct HistoryLine {
    std::string when;
    std::string who;
    std::string avatar_key;
    std::string field;
    std::string before;
    std::string after;
    std::string state; // empty when there is nothing to say
    Mood state_mood = Mood::neutral;
    bool first_of_operation = true;
    std::string command; // "Contract signed"
};

// As the store gave it; kept so that another language can be written without asking again.
struct LoadedRecord {
    RecordView view;
    std::int64_t seen = 0; // the point in the journal before it was read; goes back with a change
    std::vector<std::pair<Field, Refusal>> locked; // what this person may not change
    std::map<Entity, Refusal> cannot_create;       // below this record: contracts, payments, events
    std::vector<HistoryItem> history;
    std::vector<RecordView> payments; // of a contract
    std::vector<RecordView> related;  // contracts of a client, events of a contract
};

struct RecordPage {
    Entity entity{};
    Id id{};
    std::uint64_t ticket = 0;
    bool asked = false;
    bool outdated = false; // something was written since it was asked
    std::optional<LoadedRecord> loaded;
    std::optional<Error> error;
    int tab = 0; // 0 details, 1 history

    // Formatted from `loaded`.
    std::string title;
    std::string subtitle;
    std::string avatar_key;
    std::vector<StatusPill> pills;
    std::vector<DetailLine> details;
    std::vector<DetailLine> side;
    std::vector<PaymentLine> payments;
    std::vector<RelatedLine> related;
    std::vector<HistoryLine> history;
    std::vector<OfferedAction> actions;
    std::string paid, remaining, total;
    float paid_fraction = 0;
    bool overpaid = false;

    const OfferedAction* offered(RecordAction action) const;
    const Refusal* locked(Field field) const;
};

// Writes the formatted part again.
void format(RecordPage& page, Language language, const Seams& seams, Instant now);

} // namespace epic::app
