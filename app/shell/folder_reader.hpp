// What is in a folder, for the program's own file dialog. Hidden files are left out. Threads: any; may wait for a disk.
#pragma once

#include "app/state/file_picker.hpp"

namespace epic::shell {

// `folder` empty: the person's own. With an error when it cannot be read.
app::answer::FolderListed read_folder(std::uint64_t ticket, const std::string& folder);

// Where a new file of that name would lie: in the person's documents, else in their own folder. A name that is taken
// is given a number.
std::string place_for_new_file(const std::string& name);

} // namespace epic::shell
