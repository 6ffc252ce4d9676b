// Asks for a file with the desktop's own dialog (zenity or kdialog), when one is installed.
//
// Blocks until the person has chosen: never call it on the thread that draws. The dialog is a process of its own;
// nothing but the chosen path comes back. Threads: any.
#pragma once

#include <optional>
#include <string>

namespace epic::shell {

struct ChooserRequest {
    bool save = false;
    std::string title;
    std::string suggested{}; // the name of a new file
};

struct ChooserAnswer {
    bool available = false; // false: no dialog is installed, or there is no screen for it
    std::string path;       // empty: nothing was chosen
};

ChooserAnswer choose_file(const ChooserRequest& request);

} // namespace epic::shell
