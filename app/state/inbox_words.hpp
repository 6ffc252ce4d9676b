// The inbox: conflicts, returned edits, and what a person may do about them.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg nav_inbox{"nav_inbox", N_("Inbox")};
inline constexpr PluralMsg inbox_waiting{"inbox_waiting", NP_("{0} decision for you", "{0} decisions for you")};
inline constexpr Msg inbox_nothing{"inbox_nothing", N_("Nothing to settle")};
inline constexpr Msg inbox_empty_title{"inbox_empty_title", N_("All settled")};
inline constexpr Msg inbox_empty_text{
    "inbox_empty_text",
    N_("When two people change the same field without knowing of each other, or the server gives an edit back, "
       "it waits here for your decision. Nothing that was typed is lost.")};
inline constexpr Msg inbox_open{"inbox_open", N_("Open the inbox")};

inline constexpr Msg inbox_conflict{"inbox_conflict", N_("Conflict")};
inline constexpr Msg inbox_returned{"inbox_returned", N_("Returned edit")};
inline constexpr Msg inbox_handed_over{"inbox_handed_over", N_("Handed over")};
inline constexpr Msg inbox_no_name{"inbox_no_name", N_("No longer there")};

inline constexpr Msg inbox_mine{"inbox_mine", N_("Mine")};
inline constexpr Msg inbox_by_you{"inbox_by_you", N_("Written by you")};
inline constexpr Msg inbox_of{"inbox_of", N_("Of {0}")};
inline constexpr Msg inbox_theirs{"inbox_theirs", N_("Theirs")};
inline constexpr Msg inbox_before{"inbox_before", N_("Before")};
inline constexpr Msg inbox_stands{"inbox_stands", N_("{0} · current value")};
inline constexpr Msg inbox_before_both{"inbox_before_both", N_("What both of you saw")};
inline constexpr Msg inbox_before_them{"inbox_before_them", N_("What both of them saw")};
inline constexpr Msg inbox_written{"inbox_written", N_("Refused entry")};
inline constexpr Msg inbox_now{"inbox_now", N_("Current value")};
inline constexpr Msg inbox_reason{"inbox_reason", N_("The server gave this back: {0}")};

inline constexpr Msg inbox_keep_mine{"inbox_keep_mine", N_("Keep mine")};
inline constexpr Msg inbox_take_theirs{"inbox_take_theirs", N_("Take theirs")};
// Of someone else's edit: whose it is stands above.
inline constexpr Msg inbox_take_this{"inbox_take_this", N_("Take this value")};
inline constexpr Msg inbox_leave_this{"inbox_leave_this", N_("Leave this value")};
inline constexpr Msg inbox_own_value{"inbox_own_value", N_("Another value…")};
inline constexpr Msg inbox_edit_again{"inbox_edit_again", N_("Edit again…")};
inline constexpr Msg inbox_send_again{"inbox_send_again", N_("Send again")};
inline constexpr Msg inbox_hand_over{"inbox_hand_over", N_("Hand over to management")};
inline constexpr Msg inbox_dismiss{"inbox_dismiss", N_("Set aside")};

inline constexpr Msg inbox_creation_stays{"inbox_creation_stays",
                                          N_("It exists nowhere but here, so it cannot be set aside.")};
inline constexpr Msg inbox_creation_edit{"inbox_creation_edit",
                                         N_("Send it again first; then it is edited like any other.")};
inline constexpr Msg inbox_is_management{"inbox_is_management", N_("You are management yourself.")};
inline constexpr Msg inbox_handed_already{"inbox_handed_already", N_("It was handed over to you.")};
inline constexpr Msg inbox_record_missing{"inbox_record_missing", N_("The record is not on this computer.")};

inline constexpr Msg inbox_done_mine{"inbox_done_mine", N_("Your version is kept.")};
inline constexpr Msg inbox_done_of{"inbox_done_of", N_("The version of {0} is kept.")};
inline constexpr Msg inbox_done_theirs{"inbox_done_theirs", N_("The current value stays; there is nothing to undo.")};
inline constexpr Msg inbox_done_value{"inbox_done_value", N_("The new value is saved.")};
inline constexpr Msg inbox_done_sent{"inbox_done_sent", N_("It will be sent again.")};
inline constexpr Msg inbox_done_handed{"inbox_done_handed", N_("Management has it now.")};
inline constexpr Msg inbox_done_dismissed{"inbox_done_dismissed", N_("Set aside; it stays in the record’s history.")};

inline constexpr Msg away_title{"away_title", N_("While you were away")};
inline constexpr Msg away_since{"away_since", N_("What others changed since {0}")};
inline constexpr PluralMsg away_more{"away_more", NP_("and {0} more record", "and {0} more records")};
inline constexpr Msg away_seen{"away_seen", N_("Mark as seen")};
inline constexpr Msg away_new{"away_new", N_("New")};
inline constexpr Msg away_own{"away_own", N_("Yours")};

inline constexpr Msg settle_question{"settle_question", N_("Another value")};
inline constexpr Msg settle_notice{"settle_notice", N_("It replaces both values, here and on the server.")};

inline constexpr Msg shortcut_inbox{"shortcut_inbox", N_("Decide about the marked entry of the inbox")};

} // namespace epic::words
