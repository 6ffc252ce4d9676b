// What a person calls what they did, behind "Undo:", and why it cannot be taken back.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg undo_what{"undo_what", N_("Undo: {0}")};
inline constexpr Msg redo_what{"redo_what", N_("Redo: {0}")};
inline constexpr Msg undone{"undone", N_("Undone: {0}")};
inline constexpr Msg done_again{"done_again", N_("Done again: {0}")};

inline constexpr Msg did_add_collaborator{"did_add_collaborator", N_("new collaborator {0}")};
inline constexpr Msg did_add_client{"did_add_client", N_("new client {0}")};
inline constexpr Msg did_add_contract{"did_add_contract", N_("new contract {0}")};
inline constexpr Msg did_add_payment{"did_add_payment", N_("payment of {0}")};
inline constexpr Msg did_add_event{"did_add_event", N_("new event {0}")};

inline constexpr Msg did_field_collaborator{"did_field_collaborator", N_("“{0}” of collaborator {1}")};
inline constexpr Msg did_field_client{"did_field_client", N_("“{0}” of client {1}")};
inline constexpr Msg did_field_contract{"did_field_contract", N_("“{0}” of contract {1}")};
inline constexpr Msg did_field_event{"did_field_event", N_("“{0}” of event {1}")};

inline constexpr Msg did_several_collaborator{"did_several_collaborator", N_("several fields of collaborator {0}")};
inline constexpr Msg did_several_client{"did_several_client", N_("several fields of client {0}")};
inline constexpr Msg did_several_contract{"did_several_contract", N_("several fields of contract {0}")};
inline constexpr Msg did_several_event{"did_several_event", N_("several fields of event {0}")};

inline constexpr Msg did_sign_contract{"did_sign_contract", N_("signature of contract {0}")};
inline constexpr Msg did_cancel_event{"did_cancel_event", N_("cancellation of event {0}")};
inline constexpr Msg did_deactivate_person{"did_deactivate_person", N_("deactivation of {0}")};
inline constexpr Msg did_reverse_payment{"did_reverse_payment", N_("reversal of a payment of {0}")};
inline constexpr Msg did_import_one{"did_import_one", N_("import of one change")};
inline constexpr Msg did_import{"did_import", N_("import of {0} changes")};

inline constexpr Msg did_together{"did_together", N_("{0} changes made together")};

inline constexpr Msg undo_note{"undo_note", N_("Recorded by mistake")};
inline constexpr Msg nothing_to_undo{"nothing_to_undo", N_("There is nothing to undo.")};
inline constexpr Msg nothing_to_redo{"nothing_to_redo", N_("There is nothing to redo.")};
inline constexpr Msg already_undone{"already_undone", N_("This is undone already.")};
inline constexpr Msg changed_by_other{"changed_by_other",
                                      N_("{0} has changed “{1}” since: this can no longer be undone.")};
inline constexpr Msg record_changed_by_other{"record_changed_by_other",
                                             N_("{0} has changed this record since: this can no longer be undone.")};
inline constexpr Msg changed_since{"changed_since", N_("“{0}” has changed since: this can no longer be undone.")};
inline constexpr Msg only_its_author{"only_its_author", N_("Only who did it can undo it.")};

} // namespace epic::words
