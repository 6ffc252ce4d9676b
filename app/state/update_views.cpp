// Columns, and lists under a name.
#include <algorithm>

#include "app/state/desk_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

const SavedView* find_view(const AppState& state, Entity entity, std::string_view name) {
    const auto& views = state.views[static_cast<std::size_t>(entity)];
    const auto found = std::ranges::find_if(views, [&](const SavedView& view) { return view.name == name; });
    return found == views.end() ? nullptr : &*found;
}

SavedView view_of(const AppState& state, Entity entity, std::string name) {
    const ListState& list = state.list(entity);
    SavedView view{std::move(name), list.query, columns_named(state, entity)};
    view.query.limit = ListQuery().limit;
    view.query.offset = 0;
    return view;
}

} // namespace

const std::vector<std::string>& columns_named(const AppState& state, Entity entity) {
    const ListState& list = state.list(entity);
    if (!list.columns.empty()) return list.columns;
    static const std::vector<std::string> usual;
    const auto chosen = state.preferences.columns.find(std::string(entity_name(entity)));
    return chosen == state.preferences.columns.end() ? usual : chosen->second;
}

void Updater::operator()(intent::ChooseColumns& it) {
    if (state.gate == Gate::open && !state.form) state.choosing_columns = it.entity;
}

void Updater::operator()(intent::SetColumns& it) {
    state.list(it.entity).columns.clear();
    state.preferences.columns[std::string(entity_name(it.entity))] = std::move(it.columns);
    emit(effect::RememberPreferences{state.preferences});
}

void Updater::operator()(intent::ShowView& it) {
    const SavedView* view = find_view(state, it.entity, it.name);
    if (view == nullptr || state.gate != Gate::open) return;
    ListState& list = state.list(it.entity);
    list.query = view->query;
    list.query.limit = page_rows;
    list.query.offset = 0;
    list.columns = view->columns;
    list.view = view->name;
    list.chosen.clear();
    drop_inline();
    state.section = section_of(it.entity);
    state.trail.clear();
    state.page.reset();
    ask_anew(list);
}

void Updater::operator()(intent::SaveView& it) {
    if (state.gate == Gate::open && !state.form) open_view_form(state, it.entity, {}, seams);
}

void Updater::operator()(intent::RenameView& it) {
    const std::string name = state.list(it.entity).view;
    if (state.gate == Gate::open && !state.form && !name.empty()) open_view_form(state, it.entity, name, seams);
}

void Updater::operator()(intent::RemoveView& it) {
    ListState& list = state.list(it.entity);
    if (state.gate != Gate::open || list.view.empty()) return;
    emit(effect::RemoveView{it.entity, list.view});
    emit(effect::LoadViews{});
    show(Message(words::view_removed, {list.view}), Mood::neutral);
    list.view.clear();
}

void Updater::save_view(FormState& form, bool accepted) {
    const std::string name(form.text_of("name"));
    const std::string before = form.subject_name;
    if (!accepted && name != before && find_view(state, form.entity, name) != nullptr) {
        form.busy = false;
        form.warnings = {Message(words::view_exists, {name})};
        return;
    }
    form.busy = true;
    form.warnings.clear();
    SavedView view = view_of(state, form.entity, name);
    if (const SavedView* renamed = before.empty() ? nullptr : find_view(state, form.entity, before)) {
        view = *renamed; // another name only: what is on screen may have moved on
        view.name = name;
    }
    // The store takes two spellings of one name for the same view.
    const bool same = seams.unicode.fold(before) == seams.unicode.fold(name);
    emit(effect::SaveView{form.serial, std::move(view), same ? std::string() : before});
    emit(effect::LoadViews{});
}

void Updater::operator()(answer::Views& it) {
    state.views = std::move(it.by_entity);
}

void Updater::operator()(answer::ViewSaved& it) {
    if (!state.form || state.form->serial != it.serial) return;
    state.form.reset();
    state.list(it.entity).view = it.name;
    show(Message(words::view_saved_as, {it.name}), Mood::success);
}

} // namespace epic::app
