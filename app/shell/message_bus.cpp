#include "app/shell/message_bus.hpp"

#include <cstdint>
#include <poll.h>

namespace epic::shell {

Bus connect_to_bus(WhichBus which, const std::string& address) {
    sd_bus* bus = nullptr;
    if (address.empty()) {
        const int opened = which == WhichBus::system ? sd_bus_open_system(&bus) : sd_bus_open_user(&bus);
        return opened < 0 ? nullptr : Bus(bus);
    }
    if (sd_bus_new(&bus) < 0) return nullptr;
    Bus opened(bus);
    const bool ready =
        sd_bus_set_address(bus, address.c_str()) >= 0 && sd_bus_set_bus_client(bus, 1) >= 0 && sd_bus_start(bus) >= 0;
    return ready ? std::move(opened) : nullptr;
}

void wait_for_bus(sd_bus* bus, int other, int timeout_ms) {
    pollfd waited[2] = {{sd_bus_get_fd(bus), static_cast<short>(sd_bus_get_events(bus)), 0}, {other, POLLIN, 0}};
    ::poll(waited, 2, timeout_ms);
}

} // namespace epic::shell
