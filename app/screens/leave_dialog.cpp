#include "app/screens/screen.hpp"
#include "app/state/leave.hpp"
#include "app/state/leave_words.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/text.hpp"

namespace epic::app {

void draw_leaving(const Screen& screen) {
    using namespace ui;
    Modal modal("leave",
                {.title = screen.say(words::leave_title), .width = 480, .icon = Icon::warning, .tone = Tone::warning});
    for (const Msg& lost : would_be_lost(screen.state)) {
        text_wrapped(screen.say(lost));
        space(8);
    }
    const int pressed = modal.footer({{"leave.anyway", screen.say(words::leave_anyway), {.kind = ButtonKind::danger}},
                                      {"leave.stay", screen.say(words::leave_stay), {.kind = ButtonKind::primary}}});
    if (pressed == 0) screen.send(intent::LeaveAnyway{});
    if (pressed == 1 || modal.dismissed() || modal.confirmed()) screen.send(intent::Stay{});
}

} // namespace epic::app
