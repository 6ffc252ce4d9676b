// Apart: Xlib's macros get in the way of everything else.
#include <X11/Xlib.h>
#include <stdexcept>
#include <string>

#include "tests/app/window/real_window.hpp"

namespace epic::test {

void ask_to_close(const std::string& display, unsigned long window) {
    Display* connection = XOpenDisplay(display.c_str());
    if (connection == nullptr) throw std::runtime_error("no connection to " + display);
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = XInternAtom(connection, "WM_PROTOCOLS", False);
    event.xclient.format = 32;
    event.xclient.data.l[0] = static_cast<long>(XInternAtom(connection, "WM_DELETE_WINDOW", False));
    event.xclient.data.l[1] = CurrentTime;
    XSendEvent(connection, window, False, NoEventMask, &event);
    XCloseDisplay(connection);
}

} // namespace epic::test
