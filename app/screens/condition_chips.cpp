// What a list is asked for beyond its filters, as chips that can be taken away: figures and bars lead to such lists.
#include "app/screens/condition_words.hpp"
#include "app/screens/screen.hpp"
#include "app/state/present.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/layout.hpp"

namespace epic::app {
namespace {

// The name of the record that a condition is about, from what is on screen.
std::string name_of(const AppState& state, const ListState& list, const Where& where) {
    if (!std::holds_alternative<Id>(where.value)) return {};
    const Id id = std::get<Id>(where.value);
    for (const auto* load : {&state.today.load, &state.charts.load}) {
        for (const SupportLoad& person : *load) {
            if (person.person == id) return person.name;
        }
    }
    for (const auto& [number, rows] : list.pages) {
        for (const Row& row : rows) {
            const auto found = row.view.names.find(where.field);
            if (found != row.view.names.end() && row.view.record.reference(where.field) == id) return found->second;
        }
    }
    return {};
}

std::string value_of(const Screen& screen, const ListState& list, const Where& where) {
    const AppState& state = screen.state;
    if (spec(where.field).type == FieldType::instant && std::holds_alternative<std::int64_t>(where.value)) {
        const CivilTime time = screen.seams.zones.to_civil(Instant{std::get<std::int64_t>(where.value)}, state.zone);
        const std::string date = date_text(time.date, state.language);
        return time.hour == 0 && time.minute == 0 ? date : date + " " + time_text(time);
    }
    return value_text(where.field, where.value, name_of(state, list, where), euro, screen.seams.zones, state.language);
}

const Msg& words_of(const Where& where) {
    if (is_null(where.value)) {
        return where.comparison == Comparison::equal ? words::condition_empty : words::condition_filled;
    }
    switch (where.comparison) {
        case Comparison::not_equal: return words::condition_not;
        case Comparison::less: return words::condition_before;
        case Comparison::less_or_equal: return words::condition_until;
        case Comparison::greater: return words::condition_after;
        case Comparison::greater_or_equal: return words::condition_from;
        case Comparison::equal:
        case Comparison::contains: break;
    }
    return words::condition_is;
}

} // namespace

void draw_conditions(const Screen& screen, Entity entity) {
    const ListState& list = screen.state.list(entity);
    if (list.query.where.empty()) return;
    ui::space(8);
    ui::Row row(32);
    for (std::size_t i = 0; i < list.query.where.size(); ++i) {
        const Where& where = list.query.where[i];
        const std::string text =
            screen.say(words_of(where), {screen.say(spec(where.field).label), value_of(screen, list, where)});
        const ui::ChipOptions options{.icon = ui::Icon::close, .tooltip = screen.say(words::condition_remove)};
        if (i > 0) row.wrap(ui::chip_width(text, options));
        row.next(32, 8);
        const std::string id = "list." + std::string(entity_name(entity)) + ".condition." + std::to_string(i);
        if (ui::chip(id.c_str(), text, true, options)) screen.send(intent::RemoveCondition{entity, i});
    }
    row.end();
}

} // namespace epic::app
