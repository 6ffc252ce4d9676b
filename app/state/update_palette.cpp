// Search over everything, as one types.
#include "app/state/updater.hpp"

namespace epic::app {

void Updater::operator()(intent::OpenPalette&) {
    if (state.gate != Gate::open || state.form || state.leaving) return;
    state.palette.emplace();
    emit(effect::LoadViews{});
}

void Updater::operator()(intent::ClosePalette&) {
    state.palette.reset();
}

void Updater::operator()(intent::PaletteText& it) {
    if (!state.palette || state.palette->text == it.text) return;
    PaletteState& palette = *state.palette;
    palette.text = std::move(it.text);
    palette.asked = state.next_ticket();
    palette.error.reset();
    if (palette.text.find_first_not_of(' ') == std::string::npos) {
        palette.hits.clear();
        palette.answered = palette.asked;
        return;
    }
    emit(effect::FindAll{palette.asked, palette.text});
}

void Updater::operator()(answer::Found& it) {
    if (!state.palette || state.palette->asked != it.ticket) return;
    state.palette->answered = it.ticket;
    state.palette->hits = std::move(it.hits);
}

void Updater::operator()(answer::FindFailed& it) {
    if (!state.palette || state.palette->asked != it.ticket) return;
    state.palette->answered = it.ticket;
    state.palette->hits.clear();
    state.palette->error = std::move(it.error);
}

} // namespace epic::app
