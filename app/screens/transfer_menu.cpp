#include <vector>

#include "app/screens/screen.hpp"
#include "app/state/transfer_words.hpp"
#include "app/ui/button.hpp"
#include "app/ui/modal.hpp"

namespace epic::app {

void transfer_menu(const Screen& screen, Entity entity) {
    using namespace ui;
    const std::string name = "list." + std::string(entity_name(entity)) + ".transfer";
    const bool open = icon_button(name.c_str(), Icon::more, screen.say(words::transfer_button), {.framed = true});
    enum class Item : std::uint8_t { csv, calendar, import };
    std::vector<MenuItem> items{
        {.id = "transfer.csv", .text = screen.say(words::export_csv_item), .icon = Icon::download}};
    std::vector<Item> meaning{Item::csv};
    if (entity == Entity::event) {
        items.push_back(
            {.id = "transfer.calendar", .text = screen.say(words::export_calendar_item), .icon = Icon::calendar});
        meaning.push_back(Item::calendar);
    }
    const std::string reason = create_disabled_reason(screen.state, entity);
    if (entity == Entity::client || entity == Entity::event) {
        items.push_back({.id = "transfer.import",
                         .text = screen.say(words::import_item),
                         .icon = Icon::upload,
                         .disabled_reason = reason,
                         .separator_before = true});
        meaning.push_back(Item::import);
    }
    const int pressed = menu((name + ".menu").c_str(), open, items);
    if (pressed < 0) return;
    switch (meaning[static_cast<std::size_t>(pressed)]) {
        case Item::csv: screen.send(intent::Export{entity, FilePurpose::export_csv}); break;
        case Item::calendar: screen.send(intent::Export{entity, FilePurpose::export_calendar}); break;
        case Item::import: screen.send(intent::Import{entity}); break;
    }
}

} // namespace epic::app
