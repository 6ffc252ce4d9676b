// What our dealings with D-Bus share (sd-bus(3)): connections and messages that end with their owner, and the
// descriptors that a thread waits on. Internal to app/shell. Threads: a connection belongs to one at a time.
#pragma once

#include <memory>
#include <string>
#include <systemd/sd-bus.h>
#include <unistd.h>

namespace epic::shell {

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }
    int get() const { return number_; }

private:
    int number_;
};

struct BusUnref {
    void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
    void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, BusUnref>;
using BusMessage = std::unique_ptr<sd_bus_message, BusUnref>;

enum class WhichBus { system, session };

// `address` empty: the computer's, or the person's. Null where there is none.
Bus connect_to_bus(WhichBus which, const std::string& address);
// Until the bus has something to say, `other` can be read, or the time is over; for ever below 0.
void wait_for_bus(sd_bus* bus, int other, int timeout_ms);

} // namespace epic::shell
