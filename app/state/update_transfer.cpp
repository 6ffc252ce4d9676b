// Files that go out.
#include "app/state/desk_words.hpp"
#include "app/state/present.hpp"
#include "app/state/transfer_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

struct Kind {
    const Msg& title;
    FileType type;
};

Kind kind_of(FilePurpose purpose) {
    switch (purpose) {
        case FilePurpose::export_csv: return {words::export_csv_title, FileType::csv};
        case FilePurpose::export_calendar: return {words::export_calendar_title, FileType::calendar};
        case FilePurpose::export_sheet: return {words::export_sheet_title, FileType::pdf};
        case FilePurpose::import_csv: break;
    }
    return {words::import_choose_title, FileType::csv};
}

const Msg& contents_of(const FileWish& wish) {
    switch (wish.query.entity) {
        case Entity::contract: return words::file_of_contracts;
        case Entity::event: return wish.record.is_nil() ? words::file_of_events : words::file_of_event;
        case Entity::collaborator: return words::file_of_collaborators;
        case Entity::client:
        case Entity::payment: break;
    }
    return words::file_of_clients;
}

} // namespace

void Updater::operator()(intent::AskFile& it) {
    if (state.gate != Gate::open || state.form || state.writing || state.import) return;
    state.file_wish = std::move(it.wish);
    const Kind kind = kind_of(state.file_wish->purpose);
    const bool save = state.file_wish->purpose != FilePurpose::import_csv;
    // Names no client: a name of a file is seen by others.
    const Msg& holds = contents_of(*state.file_wish);
    const std::string name = seams.unicode.fold(tr(state.language, holds)) + "-" + iso_text(today());
    choose_file({std::string(file_wish_key), save, std::string(tr(state.language, kind.title)),
                 save ? name + std::string(file_ending(kind.type)) : std::string(), kind.type});
}

void Updater::operator()(intent::Export& it) {
    const ListState& list = state.list(it.entity);
    intent::AskFile ask{{it.purpose, list.query, list.total, {}, it.entity}};
    (*this)(ask);
}

void Updater::save_event(FilePurpose purpose) {
    const Record& record = state.page->loaded->view.record;
    FileWish wish{purpose, {}, 1, record.id, Entity::event};
    wish.query.entity = Entity::event;
    // A list knows no ids: an event's contract, title and start say which it is.
    for (const Field field : {Field::event_contract, Field::event_title, Field::event_starts_at}) {
        wish.query.where.push_back({field, Comparison::equal, record.get(field)});
    }
    intent::AskFile ask{std::move(wish)};
    (*this)(ask);
}

void Updater::take_file(const std::string& path, bool replace) {
    if (!state.file_wish || state.gate != Gate::open || path.empty()) {
        state.file_wish.reset();
        return;
    }
    FileWish wish = std::move(*state.file_wish);
    state.file_wish.reset();
    const std::uint64_t ticket = state.next_ticket();
    if (wish.purpose == FilePurpose::import_csv) {
        state.import.emplace();
        state.import->wish.entity = wish.entity;
        state.import->wish.path = path;
        state.import->wish.language = state.language;
        look_again();
        return;
    }
    state.writing = Writing{ticket, wish.purpose, 0, wish.rows};
    emit(effect::WriteFile{ticket, std::move(wish), path, replace, state.language});
}

void Updater::operator()(answer::FileWritten& it) {
    if (!state.writing || state.writing->ticket != it.ticket) return;
    state.writing.reset();
    const bool counted = it.purpose != FilePurpose::export_sheet;
    const PluralMsg& many = it.purpose == FilePurpose::export_csv ? words::export_rows_done : words::export_events_done;
    std::string said = tr(state.language, words::export_done, {it.name});
    if (counted) said += " " + tr(state.language, many, it.rows, display_text(it.rows, state.language));
    show(Message(words::plainly, {said}), Mood::success);
}

void Updater::operator()(answer::FileFailed& it) {
    if (!state.writing || state.writing->ticket != it.ticket) return;
    state.writing.reset();
    if (it.error.code != ErrorCode::cancelled) show(it.error);
}

void Updater::operator()(answer::ErrandProgress& it) {
    if (state.writing && state.writing->ticket == it.ticket) state.writing->done = it.done;
    if (state.import && state.import->ticket == it.ticket) {
        state.import->done = it.done;
        state.import->rows = it.rows;
    }
}

} // namespace epic::app
