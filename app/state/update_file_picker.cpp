// The program's own file dialog.
#include <algorithm>
#include <utility>

#include "app/state/file_picker_words.hpp"
#include "app/state/updater.hpp"

namespace epic::app {
namespace {

std::string without_end_slash(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

std::string joined(const std::string& folder, const std::string& name) {
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {};
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::vector<FolderEntry> sorted(std::vector<FolderEntry> entries, const Unicode& unicode) {
    std::vector<std::pair<std::string, std::size_t>> keys; // each is worked out once
    for (std::size_t i = 0; i < entries.size(); ++i) {
        keys.emplace_back((entries[i].folder ? "0" : "1") + unicode.sort_key(entries[i].name), i);
    }
    std::ranges::sort(keys);
    std::vector<FolderEntry> in_order;
    for (const auto& [key, at] : keys) in_order.push_back(std::move(entries[at]));
    return in_order;
}

} // namespace

void Updater::choose_file(FileRequest request) {
    emit(effect::ChooseFile{std::move(request), state.language});
}

void Updater::operator()(answer::NoChooser& it) {
    FilePicker picker;
    picker.request = std::move(it.request);
    const std::string& suggested = picker.request.suggested;
    std::string folder = folder_of(suggested);
    picker.name = suggested.substr(suggested.rfind('/') == std::string::npos ? 0 : suggested.rfind('/') + 1);
    if (folder.empty()) folder = state.last_folder;
    state.picker = std::move(picker);
    intent::PickerGo go{std::move(folder)};
    (*this)(go);
}

void Updater::operator()(intent::PickerGo& it) {
    if (!state.picker) return;
    FilePicker& picker = *state.picker;
    std::string folder = it.folder == ".." ? folder_of(picker.folder) : without_end_slash(std::move(it.folder));
    if (it.folder == ".." && folder.empty()) return;
    picker.ticket = state.next_ticket();
    picker.loading = true;
    if (!picker.request.save) picker.name.clear();
    picker.name_error = {};
    emit(effect::ListFolder{picker.ticket, std::move(folder)});
}

void Updater::operator()(answer::FolderListed& it) {
    if (!state.picker || state.picker->ticket != it.ticket) return;
    FilePicker& picker = *state.picker;
    picker.loading = false;
    picker.error = std::move(it.error);
    picker.places = std::move(it.places);
    if (picker.error && !picker.folder.empty()) return; // one stays where one was
    picker.folder = std::move(it.folder);
    picker.all = sorted(std::move(it.entries), seams.unicode);
    picker.current = -1;
    format(picker, state.language, seams);
}

void Updater::operator()(intent::PickerMark& it) {
    if (!state.picker || it.line < 0 || it.line >= static_cast<std::int64_t>(state.picker->lines.size())) return;
    FilePicker& picker = *state.picker;
    picker.current = it.line;
    const FolderEntry& entry = picker.all[picker.lines[static_cast<std::size_t>(it.line)].at];
    if (entry.folder) return;
    picker.name = entry.name;
    picker.name_error = {};
}

void Updater::operator()(intent::PickerOpen& it) {
    intent::PickerMark mark{it.line};
    (*this)(mark);
    if (!state.picker || state.picker->current != it.line || it.line < 0) return;
    FilePicker& picker = *state.picker;
    const FolderEntry& entry = picker.all[picker.lines[static_cast<std::size_t>(it.line)].at];
    if (entry.folder) {
        intent::PickerGo go{joined(picker.folder, entry.name)};
        (*this)(go);
        return;
    }
    intent::PickerTake take;
    (*this)(take);
}

void Updater::operator()(intent::PickerType& it) {
    if (!state.picker) return;
    state.picker->name = std::move(it.name);
    state.picker->name_error = {};
}

void Updater::operator()(intent::PickerShowOthers& it) {
    if (!state.picker) return;
    state.picker->others = it.shown;
    format(*state.picker, state.language, seams);
}

void Updater::operator()(intent::PickerTake&) {
    if (!state.picker || !state.picker->replaces.empty()) return;
    FilePicker& picker = *state.picker;
    std::string name = picker.name;
    if (name.empty()) {
        picker.name_error = picker.request.save ? words::picker_new_name_needed : words::picker_name_needed;
        return;
    }
    // A name that is a folder's is gone into, as is a whole path that ends like one.
    const auto named = [&](const std::string& wanted) {
        return std::ranges::find_if(picker.all, [&](const FolderEntry& entry) { return entry.name == wanted; });
    };
    if (name == ".." || name.ends_with('/') || (named(name) != picker.all.end() && named(name)->folder)) {
        intent::PickerGo go{name == ".." || name.starts_with('/') ? name : joined(picker.folder, name)};
        picker.name.clear();
        (*this)(go);
        return;
    }
    const bool whole_path = name.starts_with('/');
    const std::string_view ending = file_ending(picker.request.type);
    const std::size_t slash = name.rfind('/');
    const bool bare = name.find('.', slash == std::string::npos ? 0 : slash) == std::string::npos;
    if (picker.request.save && bare && named(name) == picker.all.end()) name += ending;
    const std::string path = whole_path ? name : joined(picker.folder, name);
    const bool here = folder_of(path) == picker.folder;
    const bool there = here && named(path.substr(path.rfind('/') + 1)) != picker.all.end();
    if (!picker.request.save && here && !there) {
        picker.name_error = words::picker_not_there;
        return;
    }
    // A file with people's work in it, or a key, is never replaced.
    const bool precious = picker.request.type == FileType::epic || picker.request.key == recovery_key_file;
    if (picker.request.save && there && precious) {
        picker.name_error = words::picker_exists;
        return;
    }
    if (picker.request.save && there) {
        picker.replaces = path;
        return;
    }
    // What is in another folder has not been looked at: whoever writes there is not told to replace anything.
    picked(path, picker.request.save && !here);
}

void Updater::operator()(intent::PickerReplace&) {
    if (!state.picker || state.picker->replaces.empty()) return;
    picked(std::move(state.picker->replaces), false);
}

void Updater::picked(std::string path, bool unseen) {
    const std::string key = state.picker->request.key;
    state.last_folder = folder_of(path);
    state.picker.reset();
    answer::FileChosen chosen{key, std::move(path), !unseen};
    (*this)(chosen);
}

void Updater::operator()(intent::PickerCancel&) {
    if (!state.picker) return;
    if (!std::exchange(state.picker->replaces, {}).empty()) return;
    const std::string key = state.picker->request.key;
    state.picker.reset();
    answer::FileChosen none{key, {}, false};
    (*this)(none);
}

} // namespace epic::app
