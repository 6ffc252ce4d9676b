// The file dialog of xdg-desktop-portal, over D-Bus. Internal to app/shell.
#pragma once

#include <string>

#include "app/shell/file_chooser.hpp"

namespace epic::shell {

enum class PortalEnd {
    chosen,
    cancelled, // by the person, or because `stop` could be read
    absent,    // there is no portal, or it has no file dialog: another may be tried
    gone,      // it went away, or gave up, while its dialog was open
};

struct PortalAnswer {
    PortalEnd end = PortalEnd::absent;
    std::string path{}; // of what was chosen
};

// Blocks until the person has chosen or the descriptor `stop` can be read. Threads: any but the one that draws.
PortalAnswer ask_portal(const ChooserRequest& request, const DesktopDialogs& dialogs, int stop);

// "/home/lou/Bons de commande.csv" from "file:///home/lou/Bons%20de%20commande.csv" (RFC 8089); empty when it names no
// file of this computer.
std::string path_of_uri(const std::string& uri);

} // namespace epic::shell
