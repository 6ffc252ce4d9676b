#include <string_view>

#include "app/screens/screen.hpp"
#include "app/state/first_run_words.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr std::size_t groups_in_first_line = 4;

// The groups, four and three to a line, as they stand on paper.
std::pair<std::string_view, std::string_view> lines_of(std::string_view key) {
    std::size_t at = 0;
    for (std::size_t group = 0; group < groups_in_first_line && at != std::string_view::npos; ++group)
        at = key.find('-', at + (group > 0 ? 1 : 0));
    if (at == std::string_view::npos) return {key, {}};
    return {key.substr(0, at), key.substr(at + 1)};
}

} // namespace

void draw_recovery_key(const Screen& screen) {
    if (!screen.state.recovery_key) return;
    const RecoveryKeyPage& page = *screen.state.recovery_key;
    Modal modal("recovery_key", {.title = screen.say(words::recovery_title),
                                 .subtitle = screen.say(words::recovery_text),
                                 .width = 560,
                                 .icon = Icon::key,
                                 .can_dismiss = false});
    {
        const Card paper("recovery_key.paper");
        const auto [first, second] = lines_of(page.key);
        ui::text(first, type::title);
        space(4);
        ui::text(second, type::title);
    }
    space(16);
    if (button("recovery_key.print", screen.say(words::recovery_print), {.icon = Icon::receipt}))
        screen.send(intent::PrintRecoveryKey{});
    same_line(8);
    if (button("recovery_key.save", screen.say(words::recovery_save), {.icon = Icon::download}))
        screen.send(intent::SaveRecoveryKey{});
    same_line(8);
    if (button("recovery_key.copy", screen.say(words::recovery_copy), {.icon = Icon::copy}))
        screen.send(intent::CopyRecoveryKey{});
    if (!page.done.empty()) {
        space(12);
        text_wrapped(page.done.in(screen.state.language), type::small, page.failed ? Role::danger : Role::text_muted);
    }
    space(16);
    bool kept = page.kept;
    // Not the first button, which prints: whoever presses Enter once too often would have a secret on paper.
    if (checkbox("recovery_key.kept", screen.say(words::recovery_kept), kept, {.takes_keyboard = modal.appearing()}))
        screen.send(intent::TickRecoveryKey{kept});
    space(8);
    const std::string_view why = page.kept ? std::string_view() : screen.say(words::recovery_keep_first);
    const int pressed = modal.footer({{"recovery_key.done",
                                       screen.say(words::recovery_done),
                                       {.kind = ButtonKind::primary, .disabled_reason = why}}});
    if (pressed == 0 || modal.confirmed()) screen.send(intent::LeaveRecoveryKey{});
}

} // namespace epic::app
