// Today, and what the pages about the whole office share.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg nav_today{"nav_today", N_("Today")};
inline constexpr Msg nav_dashboard{"nav_dashboard", N_("Dashboard")};
inline constexpr Msg nav_calendar{"nav_calendar", N_("Calendar")};

inline constexpr Msg in_minutes{"in_minutes", N_("in {0} min")};
inline constexpr Msg in_hours{"in_hours", N_("in {0} h")};
inline constexpr Msg in_hours_minutes{"in_hours_minutes", N_("in {0} h {1} min")};
inline constexpr Msg in_one_day{"in_one_day", N_("tomorrow")};
inline constexpr PluralMsg in_days{"in_days", NP_("in {0} day", "in {0} days")};
inline constexpr Msg begins_now{"begins_now", N_("now")};
inline constexpr Msg ends_countdown{"ends_countdown", N_("ends {0}")};

inline constexpr Msg today_failed{"today_failed", N_("This page could not be read.")};

// Support.
inline constexpr Msg today_now{"today_now", N_("Now")};
inline constexpr Msg today_next{"today_next", N_("Next")};
inline constexpr Msg today_coming{"today_coming", N_("Coming up")};
inline constexpr Msg today_contact{"today_contact", N_("Contact on site")};
inline constexpr Msg today_venue{"today_venue", N_("Where")};
inline constexpr Msg today_notes{"today_notes", N_("Notes")};
inline constexpr PluralMsg today_attendees{"today_attendees", NP_("{0} attendee", "{0} attendees")};
inline constexpr Msg today_for_client{"today_for_client", N_("For {0}")};
inline constexpr Msg today_open_event{"today_open_event", N_("Open the event")};
inline constexpr Msg today_copy_phone{"today_copy_phone", N_("Copy the number")};
inline constexpr Msg today_copy_email{"today_copy_email", N_("Copy the e-mail")};
inline constexpr Msg today_copy_address{"today_copy_address", N_("Copy the address")};
inline constexpr Msg today_not_given{"today_not_given", N_("Not given")};
inline constexpr Msg today_my_events{"today_my_events", N_("All my events to come")};
inline constexpr Msg today_no_events_title{"today_no_events_title", N_("Nothing is assigned to you")};
inline constexpr Msg today_no_events_text{
    "today_no_events_text", N_("When management gives you an event, its place, contact and notes stand here.")};
inline constexpr Msg today_no_events_action{"today_no_events_action", N_("See all events to come")};
inline constexpr Msg today_nothing_after{"today_nothing_after", N_("Nothing after that")};
inline constexpr Msg today_nothing_after_text{"today_nothing_after_text",
                                              N_("No other event is assigned to you for now.")};

// Commercial and gestion.
inline constexpr Msg today_to_sign{"today_to_sign", N_("To sign")};
inline constexpr Msg today_to_be_paid{"today_to_be_paid", N_("To be collected")};
inline constexpr Msg today_outstanding{"today_outstanding", N_("Money outstanding")};
inline constexpr Msg today_not_contacted{"today_not_contacted", N_("Clients to call")};
inline constexpr Msg today_without_support{"today_without_support", N_("Events without support")};
inline constexpr Msg today_load{"today_load", N_("Support workload")};
inline constexpr Msg today_load_text{"today_load_text", N_("This week and the next three")};
inline constexpr PluralMsg today_contracts{"today_contracts", NP_("{0} contract", "{0} contracts")};
inline constexpr Msg today_since_days{"today_since_days", N_("No contact for {0} days")};
inline constexpr Msg today_from_today{"today_from_today", N_("From today on")};
inline constexpr Msg today_signed_on{"today_signed_on", N_("Signed on {0}")};
inline constexpr Msg today_created_on{"today_created_on", N_("Created on {0}")};
inline constexpr PluralMsg today_events_count{"today_events_count", NP_("{0} event", "{0} events")};
inline constexpr Msg today_events_hours{"today_events_hours", N_("{0} · {1} h")};
inline constexpr Msg today_last_contact{"today_last_contact", N_("Last contact on {0}")};
inline constexpr Msg today_show_all{"today_show_all", N_("Show all")};
inline constexpr Msg today_contacted{"today_contacted", N_("Contacted today")};
inline constexpr Msg today_none_to_sign{"today_none_to_sign", N_("Everything is signed")};
inline constexpr Msg today_none_to_sign_text{"today_none_to_sign_text", N_("No contract waits for a signature.")};
inline constexpr Msg today_none_to_be_paid{"today_none_to_be_paid", N_("Everything is paid")};
inline constexpr Msg today_none_to_be_paid_text{"today_none_to_be_paid_text",
                                                N_("Nothing remains to be paid of what is signed.")};
inline constexpr Msg today_none_to_call{"today_none_to_call", N_("Nobody waits for a call")};
inline constexpr Msg today_none_to_call_text{"today_none_to_call_text",
                                             N_("You spoke with every client of yours not long ago.")};
inline constexpr Msg today_none_without{"today_none_without", N_("Every event has its support")};
inline constexpr Msg today_none_without_text{"today_none_without_text", N_("No event to come waits for somebody.")};
inline constexpr Msg today_none_support{"today_none_support", N_("Nobody in support yet")};
inline constexpr Msg today_none_support_text{"today_none_support_text",
                                             N_("Add support collaborators, and see here who is busy.")};
inline constexpr Msg today_see_contracts{"today_see_contracts", N_("See the contracts")};
inline constexpr Msg today_see_clients{"today_see_clients", N_("See my clients")};
inline constexpr Msg today_see_events{"today_see_events", N_("See the events")};
inline constexpr Msg today_see_people{"today_see_people", N_("See the collaborators")};

} // namespace epic::words
