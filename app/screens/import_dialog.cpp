#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "app/screens/screen.hpp"
#include "app/state/present.hpp"
#include "app/state/transfer_words.hpp"
#include "app/ui/combo.hpp"
#include "app/ui/field.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/text.hpp"

namespace epic::app {
namespace {

using namespace ui;

constexpr std::size_t lines_shown_max = 50;

struct Import {
    const Screen& screen;
    const ImportState& state;

    std::string_view say(const Msg& msg) const { return screen.say(msg); }
    std::string number(std::int64_t value) const { return display_text(value, screen.state.language); }

    std::string target_label(const Target& target) const {
        const bool start = target.field == Field::event_starts_at;
        switch (target.part) {
            case Target::Part::first_name: return std::string(say(words::import_first_name));
            case Target::Part::last_name: return std::string(say(words::import_last_name));
            case Target::Part::time_of_day:
                return std::string(say(start ? words::import_start_time : words::import_end_time));
            case Target::Part::whole: break;
        }
        return std::string(say(spec(target.field).label));
    }

    std::string file_line() const {
        const std::string& path = state.wish.path;
        std::string line = path.substr(path.rfind('/') + 1);
        if (!state.look) return line;
        return line + " · " + screen.count(words::import_lines, state.look->rows) + " · " + state.look->encoding +
               " · " + separator();
    }

    std::string separator() const {
        switch (state.look->delimiter) {
            case ';': return std::string(say(words::import_semicolon));
            case ',': return std::string(say(words::import_comma));
            case '\t': return std::string(say(words::import_tab));
            default: return screen.say(words::import_parted, {std::string(1, state.look->delimiter)});
        }
    }

    // A date with the order in which its column is read.
    std::string sample_of(const ImportColumn& column) const {
        std::string sample = first_line(column.sample);
        if (column.target.empty() || !column.dates) return sample;
        const std::array orders{&words::import_order_iso, &words::import_order_dmy, &words::import_order_mdy};
        const auto order = static_cast<std::size_t>(state.wish.date_order.value_or(*column.dates));
        return sample + " · " + std::string(say(*orders[order]));
    }

    void columns() const {
        std::vector<std::string> labels{std::string(say(words::import_not))};
        std::vector<ComboItem> items{{"none", labels.front()}};
        const auto targets = import_targets(state.wish.entity);
        labels.reserve(targets.size() + 1);
        for (const Target& target : targets) {
            labels.push_back(target_label(target));
            items.push_back({target_name(target), labels.back()});
        }
        items.front().text = labels.front();
        const float width = available_width();
        const float left = width * 0.3F;
        const float middle = width * 0.34F;
        const ImVec2 head = ImGui::GetCursorPos();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text(at, say(words::import_column), type::label, colour(Role::text_muted), px(left - 12));
        draw_text({at.x + px(left), at.y}, say(words::import_sample), type::label, colour(Role::text_muted));
        draw_text({at.x + px(left + middle), at.y}, say(words::import_field), type::label, colour(Role::text_muted));
        end_row(head, 24);
        // The file is looked at behind the open dialog: the first list takes the keyboard when it comes.
        int& drawn_in = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("import.columns"), -1);
        const int frame = ImGui::GetFrameCount();
        const bool comes = std::exchange(drawn_in, frame) != frame - 1;
        for (std::size_t i = 0; i < state.look->columns.size(); ++i) {
            const ImportColumn& column = state.look->columns[i];
            const ImVec2 origin = ImGui::GetCursorPos();
            const ImVec2 place = ImGui::GetCursorScreenPos();
            const float centre = place.y + px(size::control_height) / 2;
            const bool taken = !column.target.empty();
            draw_text_middle(place.x, centre, column.heading, type::body_medium,
                             colour(taken ? Role::text : Role::text_muted), px(left - 12));
            draw_text_middle(place.x + px(left), centre, sample_of(column), type::body, colour(Role::text_muted),
                             px(middle - 12));
            ImGui::SetCursorPos({origin.x + px(left + middle), origin.y});
            std::string selected = taken ? column.target : "none";
            const std::string id = "import.column." + std::to_string(i);
            ComboOptions options;
            options.field.width = width - left - middle;
            options.field.focus = comes && i == 0;
            if (combo(id.c_str(), selected, items, options)) {
                screen.send(intent::MapColumn{i, selected == "none" ? std::string() : selected});
            }
            end_row(origin, size::control_height + 8);
        }
    }

    // A contract that is typed below goes for a column.
    std::string missing_fields() const {
        std::string names;
        for (const Field field : state.look ? state.look->missing : std::vector<Field>()) {
            if (field == Field::event_contract && !state.wish.contract.empty()) continue;
            names += (names.empty() ? "" : ", ") + std::string(say(spec(field).label));
        }
        return names;
    }

    void what_is_missing() const {
        const std::string names = missing_fields();
        if (names.empty()) return;
        banner("import.missing", screen.say(words::import_missing_text, {names}),
               {.tone = Tone::warning, .title = say(words::import_missing_title)});
        space(16);
    }

    std::string why_not_yet() const {
        const std::string names = missing_fields();
        return names.empty() ? std::string() : screen.say(words::import_missing_reason, {names});
    }

    static std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

    void choices() const {
        const bool unsure = state.look && std::ranges::any_of(state.look->columns, [&](const ImportColumn& column) {
                                return column.dates && (!column.dates_sure || state.wish.date_order);
                            });
        if (unsure) {
            ui::text(say(words::import_dates), type::label);
            space(6);
            const std::array<std::string_view, 2> orders{say(words::import_day_first), say(words::import_month_first)};
            int order = state.wish.date_order == DateOrder::mdy ? 1 : 0;
            if (segmented("import.dates", orders, order)) {
                screen.send(intent::SetDateOrder{order == 1 ? DateOrder::mdy : DateOrder::dmy});
            }
            space(16);
        }
        ui::text(say(words::import_twins), type::label);
        space(6);
        const std::array<std::string_view, 3> twins{say(words::import_twins_skip), say(words::import_twins_merge),
                                                    say(words::import_twins_create)};
        int twin = static_cast<int>(state.wish.on_twin);
        if (segmented("import.twins", twins, twin)) screen.send(intent::SetTwins{static_cast<OnTwin>(twin)});
        if (state.wish.entity != Entity::event) return;
        space(16);
        std::string contract = state.wish.contract;
        const FieldResult typed = text_field("import.contract", contract,
                                             {.label = say(words::import_contract), .hint = "2026-0001", .width = 300});
        if (typed.changed) screen.send(intent::SetImportContract{contract});
    }

    void figures() const {
        const ImportResult& result = state.result;
        const bool written = state.step == ImportStep::done;
        const std::array<std::tuple<const Msg*, std::int64_t, Role>, 4> figures{
            {{written ? &words::import_created : &words::import_to_create, result.created, Role::success},
             {written ? &words::import_merged : &words::import_to_merge, result.merged, Role::text},
             {&words::import_skipped, result.skipped, Role::text},
             {&words::import_failed, result.failed, Role::danger}}};
        const float quarter = available_width() / 4;
        const ImVec2 origin = ImGui::GetCursorPos();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        float x = 0;
        for (const auto& [label, value, role] : figures) {
            draw_text({at.x + px(x), at.y}, say(*label), type::label, colour(Role::text_muted), px(quarter - 8));
            draw_text({at.x + px(x), at.y + px(20)}, number(value), type::title,
                      colour(value > 0 ? role : Role::text_faint));
            x += quarter;
        }
        end_row(origin, 60);
    }

    void lines(const Msg& title, const std::vector<ImportLine>& all, std::int64_t total) const {
        if (all.empty()) return;
        space(12);
        ui::text(say(title), type::body_medium);
        space(6);
        const std::size_t shown = std::min(all.size(), lines_shown_max);
        for (std::size_t i = 0; i < shown; ++i) {
            const ImportLine& line = all[i];
            const bool doubtful = line.message.empty();
            const std::string where =
                doubtful || line.column.empty()
                    ? screen.say(words::import_line, {std::to_string(line.line)})
                    : screen.say(words::import_line_column, {std::to_string(line.line), line.column});
            const std::string what =
                doubtful ? screen.say(words::import_like, {line.column}) : line.message.in(screen.state.language);
            detail_row(where, what, {.label_width = 200});
        }
        const std::int64_t more = total - static_cast<std::int64_t>(shown);
        if (more > 0) ui::text(screen.count(words::import_more_lines, more), type::small, Role::text_muted);
    }

    void problem() const {
        if (!state.error) return;
        banner("import.error", refusal_text(state.error->message, state.error->who_could, screen.state.language),
               {.tone = Tone::danger});
        space(16);
    }

    void under_way(const Msg& text, bool can_stop) const {
        const bool known = state.rows > 0;
        const std::string counted =
            known ? screen.say(words::import_counted, {number(state.done), number(state.rows)}) : std::string();
        const float fraction =
            known ? static_cast<float>(static_cast<double>(state.done) / static_cast<double>(state.rows)) : -1.0F;
        if (progress("import.progress", {.fraction = fraction,
                                         .text = say(text),
                                         .detail = counted,
                                         .cancel = can_stop ? say(words::import_stop) : std::string_view()})) {
            screen.send(intent::StopErrand{});
        }
    }

    void report() const {
        figures();
        lines(words::import_failed_title, state.result.lines, state.result.failed);
        lines(words::import_doubtful_title, state.result.doubtful,
              static_cast<std::int64_t>(state.result.doubtful.size()));
        if (state.result.rejects.empty()) return;
        space(12);
        text_wrapped(screen.say(words::import_rejects, {state.result.rejects}), type::small, Role::text_muted);
    }
};

} // namespace

void draw_import(const Screen& screen) {
    const ImportState& state = *screen.state.import;
    const Import import{screen, state};
    const bool working = state.step == ImportStep::checking || state.step == ImportStep::running;
    const bool clients = state.wish.entity == Entity::client;
    const std::string file = import.file_line();
    Modal modal("import", {.title = screen.say(state.step == ImportStep::done ? words::import_done_title
                                               : clients                      ? words::import_clients_title
                                                                              : words::import_events_title),
                           .subtitle = file,
                           .width = 780,
                           .can_dismiss = !working});
    import.problem();
    const std::string_view cancel = screen.say(words::cancel);
    int pressed = -1;
    switch (state.step) {
        case ImportStep::looking: import.under_way(words::import_looking, false); break;
        case ImportStep::checking: import.under_way(words::import_checking, true); break;
        case ImportStep::running: import.under_way(words::import_running, true); break;
        case ImportStep::columns: {
            if (state.look) {
                import.what_is_missing();
                import.columns();
                space(16);
            }
            import.choices();
            const std::string why = import.why_not_yet();
            pressed = modal.footer({{"import.cancel", cancel, {}},
                                    {"import.check",
                                     screen.say(words::import_check),
                                     {.kind = ButtonKind::primary, .disabled_reason = why}}});
            if (pressed == 1 || (modal.confirmed() && why.empty())) screen.send(intent::CheckImport{});
            break;
        }
        case ImportStep::checked: {
            import.report();
            const std::int64_t lines = state.result.created + state.result.merged;
            const std::string_view reason = lines == 0 ? screen.say(words::import_nothing) : std::string_view();
            const std::string now = screen.count(words::import_now, lines);
            pressed = modal.footer({{"import.back", screen.say(words::import_back), {}},
                                    {"import.run", now, {.kind = ButtonKind::primary, .disabled_reason = reason}}});
            if (lines > 0 && (pressed == 1 || modal.confirmed())) screen.send(intent::RunImport{});
            break;
        }
        case ImportStep::done: {
            import.report();
            const bool undo = !state.result.action.is_nil();
            pressed =
                modal.footer({{"import.undo", screen.say(words::import_undo), {.icon = Icon::undo, .disabled = !undo}},
                              {"import.done", screen.say(words::close), {.kind = ButtonKind::primary}}});
            if (pressed == 0) screen.send(intent::UndoImport{});
            if (pressed == 1 || modal.confirmed()) screen.send(intent::CloseImport{});
            pressed = -1;
            break;
        }
    }
    if (pressed == 0 || modal.dismissed()) screen.send(intent::CloseImport{});
}

// Only what takes a while is worth a dialog.
void draw_writing(const Screen& screen) {
    constexpr double shown_after_seconds = 0.3;
    const Writing& writing = *screen.state.writing;
    View& view = screen.view;
    if (view.writing_ticket != writing.ticket) {
        view.writing_ticket = writing.ticket;
        view.writing_since = ImGui::GetTime();
    }
    const double left = view.writing_since + shown_after_seconds - ImGui::GetTime();
    if (left > 0) {
        Kit::current().request_redraw_in(left);
        return;
    }
    const Modal modal("writing", {.title = screen.say(words::export_running), .width = 460, .can_dismiss = false});
    const bool known = writing.rows > 0;
    const std::string counted =
        known ? screen.say(words::import_counted, {display_text(writing.done, screen.state.language),
                                                   display_text(writing.rows, screen.state.language)})
              : std::string();
    const float fraction =
        known ? static_cast<float>(static_cast<double>(writing.done) / static_cast<double>(writing.rows)) : -1.0F;
    if (progress("writing.progress",
                 {.fraction = std::min(fraction, 1.0F), .detail = counted, .cancel = screen.say(words::import_stop)})) {
        screen.send(intent::StopErrand{});
    }
}

} // namespace epic::app
