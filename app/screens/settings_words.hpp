// The settings and the page of keyboard shortcuts.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg nav_settings{"nav_settings", N_("Settings")};
inline constexpr Msg settings_subtitle{"settings_subtitle",
                                       N_("Of this computer and this file. They are not sent to anyone.")};

inline constexpr Msg settings_look{"settings_look", N_("Appearance")};
inline constexpr Msg settings_language{"settings_language", N_("Language")};
inline constexpr Msg settings_theme{"settings_theme", N_("Theme")};
inline constexpr Msg theme_light{"theme_light", N_("Light")};
inline constexpr Msg theme_dark{"theme_dark", N_("Dark")};
inline constexpr Msg theme_high_contrast{"theme_high_contrast", N_("High contrast")};
inline constexpr Msg settings_scale{"settings_scale", N_("Size of text and controls")};
inline constexpr Msg settings_scale_help{"settings_scale_help",
                                         N_("In a small window, never so large that something is cut off.")};
inline constexpr Msg settings_percent{"settings_percent", N_("{0}%")};
inline constexpr Msg settings_larger{"settings_larger", N_("Larger")};
inline constexpr Msg settings_smaller{"settings_smaller", N_("Smaller")};

inline constexpr Msg settings_safety{"settings_safety", N_("Safety")};
inline constexpr Msg settings_lock{"settings_lock", N_("Lock after")};
inline constexpr Msg settings_lock_help{"settings_lock_help",
                                        N_("Without a key or the mouse for so long. What you are typing is kept.")};
inline constexpr PluralMsg settings_minutes{"settings_minutes", NP_("{0} min", "{0} min")};
inline constexpr Msg settings_password{"settings_password", N_("Password")};
inline constexpr Msg settings_password_help{"settings_password_help",
                                            N_("It opens this file, and the account on the office’s server.")};

inline constexpr Msg settings_file{"settings_file", N_("This file")};
inline constexpr Msg settings_backup{"settings_backup", N_("Safety copy")};
inline constexpr Msg settings_backup_help{"settings_backup_help",
                                          N_("For a day on which the laptop or its disk is gone.")};
inline constexpr Msg settings_recovery_help{"settings_recovery_help",
                                            N_("Gives people access again when every password is forgotten.")};
inline constexpr Msg settings_recovery_who{"settings_recovery_who", N_("Only Management makes recovery keys.")};
inline constexpr Msg settings_server{"settings_server", N_("The office’s server")};
inline constexpr Msg settings_server_help{"settings_server_help", N_("Where the changes of all laptops meet.")};
inline constexpr Msg settings_show_sync{"settings_show_sync", N_("Show the synchronisation")};

inline constexpr Msg settings_help{"settings_help", N_("Help")};
inline constexpr Msg settings_keyboard{"settings_keyboard", N_("Keyboard")};
inline constexpr Msg settings_shortcuts{"settings_shortcuts", N_("Show the shortcuts")};
inline constexpr Msg settings_licences{"settings_licences", N_("Licences")};
inline constexpr Msg settings_show_licences{"settings_show_licences", N_("Show the licences")};
inline constexpr Msg settings_licences_help{"settings_licences_help",
                                            N_("Of this program, and of the fonts and libraries inside it.")};

// On keys, as keyboards of the language have them.
inline constexpr Msg key_escape{"key_escape", N_("Esc")};
inline constexpr Msg key_enter{"key_enter", N_("Enter")};
inline constexpr Msg key_shift{"key_shift", N_("Shift")};
inline constexpr Msg key_page_up{"key_page_up", N_("Page up")};
inline constexpr Msg key_page_down{"key_page_down", N_("Page down")};
inline constexpr Msg key_backspace{"key_backspace", N_("Backspace")};
inline constexpr Msg key_space{"key_space", N_("Space")};

inline constexpr Msg shortcuts_title{"shortcuts_title", N_("Keyboard shortcuts")};
inline constexpr Msg shortcuts_everywhere{"shortcuts_everywhere", N_("Everywhere")};
inline constexpr Msg shortcuts_lists{"shortcuts_lists", N_("Lists and records")};
inline constexpr Msg shortcuts_dialogs{"shortcuts_dialogs", N_("Dialogs and fields")};
inline constexpr Msg shortcut_help{"shortcut_help", N_("This page")};
inline constexpr Msg shortcut_lock{"shortcut_lock", N_("Lock")};
inline constexpr Msg shortcut_sync{"shortcut_sync", N_("Synchronise now")};
inline constexpr Msg shortcut_settings{"shortcut_settings", N_("Settings")};
inline constexpr Msg shortcut_larger{"shortcut_larger", N_("Larger")};
inline constexpr Msg shortcut_smaller{"shortcut_smaller", N_("Smaller")};
inline constexpr Msg shortcut_normal_size{"shortcut_normal_size", N_("Normal size")};
inline constexpr Msg shortcut_section{"shortcut_section", N_("Go to a page of the sidebar")};
inline constexpr Msg shortcut_new{"shortcut_new", N_("New record")};
inline constexpr Msg shortcut_filter{"shortcut_filter", N_("Filter the list")};
inline constexpr Msg shortcut_edit{"shortcut_edit", N_("Edit the record")};
inline constexpr Msg shortcut_back{"shortcut_back", N_("Back to the list")};
inline constexpr Msg shortcut_next{"shortcut_next", N_("Next field or control")};
inline constexpr Msg shortcut_press{"shortcut_press", N_("Press what has the focus")};
inline constexpr Msg shortcut_confirm{"shortcut_confirm", N_("Confirm")};
inline constexpr Msg shortcut_confirm_notes{"shortcut_confirm_notes", N_("Confirm from a field of several lines")};
inline constexpr Msg shortcut_close{"shortcut_close", N_("Close; a draft is kept")};

} // namespace epic::words
