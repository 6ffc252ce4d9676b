#include <algorithm>

#include "app/screens/screen.hpp"
#include "app/state/desk_words.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"

namespace epic::app {

void draw_columns_dialog(const Screen& screen) {
    using namespace ui;
    const Entity entity = *screen.state.choosing_columns;
    const std::vector<ListColumn>& all = columns_of(entity);
    std::vector<std::size_t> shown = shown_columns(entity, columns_named(screen.state, entity));
    Modal modal("columns",
                {.title = screen.say(words::columns_title), .subtitle = screen.say(words::columns_text), .width = 520});
    bool changed = false;
    {
        FormGrid grid(2);
        for (std::size_t i = 0; i < all.size(); ++i) {
            grid.next();
            const auto found = std::ranges::find(shown, i);
            bool on = found != shown.end();
            const std::string id = std::string("columns.") + all[i].id;
            const std::string_view fixed = i == 0 ? screen.say(words::columns_first) : std::string_view();
            if (!checkbox(id.c_str(), screen.say(all[i].title), on, {.disabled_reason = fixed})) continue;
            changed = true;
            // A column comes back before the first of those that usually stand behind it.
            if (on) {
                shown.insert(std::ranges::find_if(shown, [&](std::size_t other) { return other > i; }), i);
            } else {
                shown.erase(found);
            }
        }
    }
    if (changed) {
        std::vector<std::string> names;
        for (const std::size_t at : shown) names.emplace_back(all[at].id);
        screen.send(intent::SetColumns{entity, std::move(names)});
    }
    const int pressed =
        modal.footer({{"columns.usual", screen.say(words::columns_usual), {.kind = ButtonKind::ghost}},
                      {"columns.done", screen.say(words::columns_done), {.kind = ButtonKind::primary}}});
    if (pressed == 0) screen.send(intent::SetColumns{entity, {}});
    if (pressed == 1 || modal.dismissed() || modal.confirmed()) screen.send(intent::ChooseColumns{});
}

} // namespace epic::app
