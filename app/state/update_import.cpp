// A CSV that comes in: look, check, import, and take it back.
#include <algorithm>

#include "app/state/transfer_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {

void Updater::operator()(intent::Import& it) {
    FileWish wish;
    wish.purpose = FilePurpose::import_csv;
    wish.entity = it.entity;
    intent::AskFile ask{std::move(wish)};
    (*this)(ask);
}

void Updater::look_again() {
    ImportState& import = *state.import;
    import.step = ImportStep::looking;
    import.error.reset();
    import.ticket = state.next_ticket();
    emit(effect::LookAtTable{import.ticket, import.wish});
}

void Updater::operator()(intent::MapColumn& it) {
    if (!state.import || state.import->step != ImportStep::columns || !state.import->look) return;
    ImportState& import = *state.import;
    if (it.column >= import.look->columns.size()) return;
    // All of them are by hand from now on, so that none is guessed anew.
    import.look->columns[it.column].target = it.target;
    import.wish.map.clear();
    for (std::size_t i = 0; i < import.look->columns.size(); ++i) {
        const std::string& target = import.look->columns[i].target;
        import.wish.map.push_back({"#" + std::to_string(i + 1), target.empty() ? "none" : target});
    }
    look_again();
}

void Updater::operator()(intent::SetTwins& it) {
    if (state.import && state.import->step == ImportStep::columns) state.import->wish.on_twin = it.on_twin;
}

void Updater::operator()(intent::SetDateOrder& it) {
    if (!state.import || state.import->step != ImportStep::columns) return;
    state.import->wish.date_order = it.order;
    look_again();
}

void Updater::operator()(intent::SetImportContract& it) {
    if (state.import && state.import->step == ImportStep::columns) state.import->wish.contract = std::move(it.contract);
}

void Updater::operator()(intent::CheckImport&) {
    if (!state.import || state.import->step != ImportStep::columns) return;
    ImportState& import = *state.import;
    import.step = ImportStep::checking;
    import.error.reset();
    import.done = 0;
    import.rows = import.look ? import.look->rows : 0;
    import.ticket = state.next_ticket();
    // The choices since the last look go along.
    emit(effect::LookAtTable{import.ticket, import.wish});
    emit(effect::RunImport{import.ticket, true});
}

void Updater::operator()(intent::RunImport&) {
    if (!state.import || state.import->step != ImportStep::checked) return;
    ImportState& import = *state.import;
    import.step = ImportStep::running;
    import.done = 0;
    import.ticket = state.next_ticket();
    emit(effect::RunImport{import.ticket, false});
}

void Updater::operator()(intent::StopErrand&) {
    emit(effect::StopErrand{});
}

void Updater::operator()(intent::CloseImport&) {
    if (!state.import) return;
    const ImportStep step = state.import->step;
    if (step == ImportStep::checking || step == ImportStep::running) return;
    if (step == ImportStep::checked) {
        state.import->step = ImportStep::columns;
        return;
    }
    state.import.reset();
}

void Updater::operator()(intent::UndoImport&) {
    if (!state.import || state.import->step != ImportStep::done || state.import->result.action.is_nil()) return;
    emit(effect::Undo{state.import->result.action});
    state.import.reset();
}

void Updater::operator()(answer::TableLooked& it) {
    if (!state.import || state.import->ticket != it.ticket) return;
    state.import->look = std::move(it.look);
    if (state.import->step == ImportStep::looking) state.import->step = ImportStep::columns;
}

void Updater::operator()(answer::ImportFailed& it) {
    if (!state.import || state.import->ticket != it.ticket) return;
    ImportState& import = *state.import;
    import.step = ImportStep::columns;
    if (it.error.code != ErrorCode::cancelled) import.error = std::move(it.error);
}

void Updater::operator()(answer::ImportDone& it) {
    if (!state.import || state.import->ticket != it.ticket) return;
    state.import->result = std::move(it.result);
    state.import->step = it.rehearsed ? ImportStep::checked : ImportStep::done;
    if (it.rehearsed) return;
    refresh_lists();
}

} // namespace epic::app
