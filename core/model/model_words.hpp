// The names of things: entities, fields, departments.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg gestion{"gestion", N_("Management")};
inline constexpr Msg commercial_department{"commercial_department", N_("Sales")};
inline constexpr Msg support_department{"support_department", N_("Support")};

inline constexpr Msg a_collaborator{"a_collaborator", N_("a collaborator")};
inline constexpr Msg a_client{"a_client", N_("a client")};
inline constexpr Msg a_contract{"a_contract", N_("a contract")};
inline constexpr Msg a_payment{"a_payment", N_("a payment")};
inline constexpr Msg an_event{"an_event", N_("an event")};

inline constexpr Msg kind_collaborator{"kind_collaborator", N_("collaborator")};
inline constexpr Msg kind_client{"kind_client", N_("client")};
inline constexpr Msg kind_contract{"kind_contract", N_("contract")};
inline constexpr Msg kind_payment{"kind_payment", N_("payment")};
inline constexpr Msg kind_event{"kind_event", N_("event")};

inline constexpr Msg full_name{"full_name", N_("Full name")};
inline constexpr Msg email{"email", N_("E-mail")};
inline constexpr Msg phone{"phone", N_("Phone")};
inline constexpr Msg department{"department", N_("Department")};
inline constexpr Msg active{"active", N_("Active")};
inline constexpr Msg must_change_password{"must_change_password", N_("Must change password")};
inline constexpr Msg language{"language", N_("Language")};
inline constexpr Msg company{"company", N_("Company")};
inline constexpr Msg first_contact{"first_contact", N_("First contact")};
inline constexpr Msg last_contact{"last_contact", N_("Last contact")};
inline constexpr Msg commercial{"commercial", N_("Sales contact")};
inline constexpr Msg notes{"notes", N_("Notes")};
inline constexpr Msg withdrawn{"withdrawn", N_("Withdrawn")};
inline constexpr Msg number{"number", N_("Number")};
inline constexpr Msg client{"client", N_("Client")};
inline constexpr Msg total{"total", N_("Total amount")};
inline constexpr Msg currency{"currency", N_("Currency")};
inline constexpr Msg created_on{"created_on", N_("Created on")};
inline constexpr Msg signed_on{"signed_on", N_("Signed on")};
inline constexpr Msg contract{"contract", N_("Contract")};
inline constexpr Msg amount{"amount", N_("Amount")};
inline constexpr Msg received_on{"received_on", N_("Received on")};
inline constexpr Msg method{"method", N_("Method")};
inline constexpr Msg note{"note", N_("Note")};
inline constexpr Msg reverses{"reverses", N_("Reverses")};
inline constexpr Msg title{"title", N_("Title")};
inline constexpr Msg contact_name{"contact_name", N_("Contact on site")};
inline constexpr Msg contact_phone{"contact_phone", N_("Contact’s phone")};
inline constexpr Msg contact_email{"contact_email", N_("Contact’s e-mail")};
inline constexpr Msg starts_at{"starts_at", N_("Start")};
inline constexpr Msg ends_at{"ends_at", N_("End")};
inline constexpr Msg time_zone{"time_zone", N_("Time zone")};
inline constexpr Msg support{"support", N_("Support contact")};
inline constexpr Msg venue_name{"venue_name", N_("Venue")};
inline constexpr Msg venue_address{"venue_address", N_("Venue address")};
inline constexpr Msg attendees{"attendees", N_("Expected attendees")};
inline constexpr Msg cancelled{"cancelled", N_("Cancelled")};

} // namespace epic::words
