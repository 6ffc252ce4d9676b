// Tells when this computer's network has changed in a way that may make a server reachable: an address or a way came.
//
// One seam: on Linux it listens to the kernel's routing messages (netlink, rtnetlink(7)); another system needs another
// network_watch.cpp. Nothing depends on it: without it the exporter's own timer finds the network a little later.
// Threads: watch_network from any; the callback runs on a thread of the watch, and not any more once it is destroyed.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace epic::sync {

class NetworkWatch {
public:
    virtual ~NetworkWatch() = default;
};

// Nothing when the system does not let us listen.
std::unique_ptr<NetworkWatch> watch_network(std::function<void()> returned);

// Whether messages of the kernel speak of an address or a route that has come. Malformed ones do not.
bool speaks_of_network(std::span<const std::byte> messages);

} // namespace epic::sync
