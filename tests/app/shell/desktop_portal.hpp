// The file dialog of a desktop portal, played on a bus of the test's own. The test is the person in front of it.
//
// Throws std::runtime_error when nobody asks for half a minute. Threads: any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/app/shell/login_manager.hpp"

namespace epic::test {

struct PortalRequest {
    std::string method, parent, title, name, folder;
    bool modal = false;
    std::vector<std::pair<std::string, std::string>> filters; // name, pattern
};

struct PortalHabits {
    bool refuses = false;    // it has no file dialog
    bool own_handle = false; // older than handle_token
};

class DesktopPortal {
public:
    explicit DesktopPortal(const PrivateBus& bus, PortalHabits habits = {});
    ~DesktopPortal(); // it goes away
    DesktopPortal(const DesktopPortal&) = delete;
    DesktopPortal& operator=(const DesktopPortal&) = delete;

    // The next one that has not been looked at; its dialog is open then.
    PortalRequest wait_for_request();
    // The dialog that was opened last ends: 0 chosen, 1 cancelled, 2 otherwise.
    void answer(std::uint32_t code, const std::string& uri = {});
    // Dialogs that were closed by who had asked.
    int closed() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace epic::test
