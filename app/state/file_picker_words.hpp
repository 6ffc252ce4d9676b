// The program's own file dialog.
#pragma once

#include "core/words/message.hpp"

namespace epic::words {

inline constexpr Msg picker_home{"picker_home", N_("Home")};
inline constexpr Msg picker_up{"picker_up", N_("The folder above")};
inline constexpr Msg picker_name{"picker_name", N_("Name")};
inline constexpr Msg picker_size{"picker_size", N_("Size")};
inline constexpr Msg picker_changed{"picker_changed", N_("Changed")};
inline constexpr Msg picker_of_kind{"picker_of_kind", N_("Files “{0}”")};
inline constexpr Msg picker_all{"picker_all", N_("All files")};
inline constexpr Msg picker_empty{"picker_empty", N_("Nothing of this kind is here.")};
inline constexpr Msg picker_open{"picker_open", N_("Open")};
inline constexpr Msg picker_save{"picker_save", N_("Save here")};
inline constexpr Msg picker_name_needed{"picker_name_needed", N_("Choose a file, or type its name.")};
inline constexpr Msg picker_new_name_needed{"picker_new_name_needed", N_("Type a name for the file.")};
inline constexpr Msg picker_not_there{"picker_not_there", N_("There is no file of this name here.")};
inline constexpr Msg picker_exists{"picker_exists", N_("There is a file of this name already; choose another name.")};
inline constexpr Msg picker_replace_title{"picker_replace_title", N_("Replace this file?")};
inline constexpr Msg picker_replace_text{"picker_replace_text",
                                         N_("“{0}” is there already. What is in it would be lost.")};
inline constexpr Msg picker_replace{"picker_replace", N_("Replace it")};
inline constexpr Msg picker_kilobytes{"picker_kilobytes", N_("{0} kB")};
inline constexpr Msg picker_megabytes{"picker_megabytes", N_("{0} MB")};
inline constexpr Msg picker_bytes{"picker_bytes", N_("{0} B")};

} // namespace epic::words
