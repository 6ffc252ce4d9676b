// What the exchange asks of a person: values that met, and edits that the server gave back.
//
// Fields that are one value (amount and currency; start, end and zone) are one question. Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/state/seams.hpp"
#include "core/model/query.hpp"
#include "core/rules/rules.hpp"

namespace epic::app {

enum class InboxAction : std::uint8_t {
    keep_mine,   // 1 on a conflict
    take_theirs, // 2
    own_value,   // 3
    edit_again,  // 1 on a returned edit
    send_again,  // 2
    hand_over,   // 3
    dismiss,     // Delete
};

struct InboxLine {
    Field field{};
    Value mine, theirs, before;                      // theirs is what stands
    std::string mine_name, theirs_name, before_name; // of references

    // Formatted.
    std::string label;
    std::string mine_text, theirs_text, before_text;
};

struct InboxOffer {
    InboxAction action{};
    std::string disabled_reason; // empty: may be used
};

// A conflict or a returned edit.
struct InboxItem {
    Id id{}; // of the conflict, or of the operation that came back
    bool conflict = true;
    bool creation = false; // came back whole: it exists nowhere else
    bool handed_over = false;
    Entity entity{};
    Id record{};
    std::string record_name;
    RecordView present; // the record as it stands, when it is there
    bool record_there = false;
    std::int64_t seen = 0; // the point in the journal before `present` was read
    std::vector<InboxLine> lines;
    std::string mine_by;     // whose value did not simply apply; empty: the reader's own
    std::string theirs_by;   // whose value stands
    bool theirs_own = false; // and that is the reader's
    std::string reason;      // of the server
    Instant at{};
    std::optional<Refusal> locked; // this person may not change what it is about

    // Formatted.
    std::string subtitle;
    std::vector<InboxOffer> offers;
    const InboxOffer* offered(InboxAction action) const;
};

// Writes the formatted part again, as `actor` reads it.
void format(InboxItem& item, const Actor& actor, Language language, const Seams& seams, Instant now);

} // namespace epic::app
