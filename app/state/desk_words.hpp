// The palette, saved views, columns, and what is done with many records at once.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg plainly{"plainly", N_("{0}")};

inline constexpr Msg palette_open{"palette_open", N_("Search, or do…")};
inline constexpr Msg palette_hint{"palette_hint", N_("A name, a company, a phone number, or what you want to do")};
inline constexpr Msg palette_records{"palette_records", N_("Records")};
inline constexpr Msg palette_views{"palette_views", N_("Saved views")};
inline constexpr Msg palette_commands{"palette_commands", N_("Commands")};
inline constexpr Msg palette_nothing{"palette_nothing", N_("Nothing is called that.")};
inline constexpr Msg palette_mistyped{"palette_mistyped", N_("close to it")};
inline constexpr Msg palette_found_in{"palette_found_in", N_("{0}: {1}")};
inline constexpr Msg palette_footer{"palette_footer", N_("↑ ↓ choose · Enter open · Esc close")};
inline constexpr Msg palette_go{"palette_go", N_("Go to {0}")};
inline constexpr Msg palette_language{"palette_language", N_("Language: {0}")};
inline constexpr Msg palette_theme{"palette_theme", N_("Theme: {0}")};
inline constexpr Msg palette_undo{"palette_undo", N_("Undo the last change")};
inline constexpr Msg palette_redo{"palette_redo", N_("Redo the last change")};
inline constexpr Msg shortcut_palette{"shortcut_palette", N_("Search everything, or do something")};

inline constexpr Msg kind_title_collaborator{"kind_title_collaborator", N_("Collaborator")};

inline constexpr Msg columns_title{"columns_title", N_("Columns")};
inline constexpr Msg columns_text{
    "columns_text",
    N_("Drag the headers to change their order. A column that has no room in a narrow window comes back "
       "in a wider one.")};
inline constexpr Msg columns_usual{"columns_usual", N_("Default columns")};
inline constexpr Msg columns_first{"columns_first", N_("This one says what the row is about.")};
inline constexpr Msg columns_done{"columns_done", N_("Done")};
inline constexpr Msg columns_choose{"columns_choose", N_("Choose columns")};

inline constexpr Msg shortcut_move_column{"shortcut_move_column", N_("Move the column of the header")};

inline constexpr Msg views_button{"views_button", N_("Saved views")};
inline constexpr Msg view_save{"view_save", N_("Save what is shown…")};
inline constexpr Msg view_rename{"view_rename", N_("Rename “{0}”…")};
inline constexpr Msg view_remove{"view_remove", N_("Remove “{0}”")};
inline constexpr Msg view_name{"view_name", N_("Name of the view")};
inline constexpr Msg view_name_help{"view_name_help", N_("Only you see it: filters, text, order and columns.")};
inline constexpr Msg view_save_title{"view_save_title", N_("Save a view")};
inline constexpr Msg view_rename_title{"view_rename_title", N_("Rename the view")};
inline constexpr Msg view_exists{"view_exists", N_("There is a view “{0}” already; it would be replaced.")};
inline constexpr Msg view_saved_as{"view_saved_as", N_("Saved as “{0}”.")};
inline constexpr Msg view_removed{"view_removed", N_("The view “{0}” is removed.")};

inline constexpr PluralMsg many_chosen{"many_chosen", NP_("{0} selected", "{0} selected")};
inline constexpr Msg many_clear{"many_clear", N_("Select none")};
inline constexpr Msg many_chosen_max{"many_chosen_max", N_("The first {0} are selected.")};
inline constexpr Msg many_assign{"many_assign", N_("Assign support…")};
inline constexpr Msg many_reassign{"many_reassign", N_("Change the sales contact…")};
inline constexpr Msg many_reassign_title{"many_reassign_title", N_("Change the sales contact")};
inline constexpr Msg many_reassign_now{"many_reassign_now", N_("Change")};
inline constexpr Msg many_new_commercial{"many_new_commercial", N_("New sales contact")};
inline constexpr PluralMsg many_events{"many_events", NP_("{0} event", "{0} events")};
inline constexpr PluralMsg many_clients{"many_clients", NP_("{0} client", "{0} clients")};
inline constexpr Msg many_refused{"many_refused", N_("{0} would stay as they are: {1}")};
inline constexpr PluralMsg many_assigned{"many_assigned", NP_("{0} event assigned.", "{0} events assigned.")};
inline constexpr PluralMsg many_reassigned{"many_reassigned", NP_("{0} client reassigned.", "{0} clients reassigned.")};
inline constexpr Msg shortcut_select{"shortcut_select", N_("Select the row")};
inline constexpr Msg shortcut_select_more{"shortcut_select_more", N_("Select further")};
inline constexpr Msg shortcut_select_all{"shortcut_select_all", N_("Select all")};

} // namespace epic::words
