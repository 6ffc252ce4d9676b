#include "app/shell/folder_reader.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <sys/stat.h>

#include "app/shell/transfer_work_words.hpp"

namespace epic::shell {
namespace {

namespace fs = std::filesystem;

std::string home() {
    const char* found = std::getenv("HOME");
    return found != nullptr && *found == '/' ? found : "/";
}

// Where desktops mount sticks and disks.
void add_mounts(std::vector<app::FilePlace>& places) {
    const char* user = std::getenv("USER");
    if (user == nullptr || *user == 0) return;
    for (const char* root : {"/media/", "/run/media/"}) {
        std::error_code failed;
        for (const fs::directory_entry& mount : fs::directory_iterator(std::string(root) + user, failed)) {
            places.push_back({mount.path().string(), false, mount.path().filename().string()});
        }
    }
}

app::FolderEntry entry_of(const fs::path& path) {
    app::FolderEntry entry;
    entry.name = path.filename().string();
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return entry;
    entry.folder = S_ISDIR(status.st_mode);
    entry.bytes = status.st_size;
    entry.changed = Instant{status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1'000'000};
    return entry;
}

// The folder for documents as the desktop has it (https://www.freedesktop.org/wiki/Software/xdg-user-dirs/).
fs::path documents() {
    const char* set = std::getenv("XDG_CONFIG_HOME");
    const fs::path settings = set != nullptr && *set == '/' ? fs::path(set) : fs::path(home()) / ".config";
    std::ifstream lines(settings / "user-dirs.dirs");
    constexpr std::string_view key = "XDG_DOCUMENTS_DIR=\"";
    constexpr std::string_view own = "$HOME/";
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(key) || !line.ends_with('"') || line.size() <= key.size()) continue;
        const std::string place = line.substr(key.size(), line.size() - key.size() - 1);
        if (place.starts_with(own)) return fs::path(home()) / place.substr(own.size());
        if (place.starts_with('/')) return place;
    }
    return home();
}

} // namespace

std::string place_for_new_file(const std::string& name) {
    std::error_code failed;
    fs::path folder = documents();
    if (!fs::is_directory(folder, failed)) folder = home();
    const fs::path wanted(name);
    fs::path place = folder / wanted;
    for (int number = 2; fs::exists(place, failed) && number < 1000; ++number) {
        place = folder / (wanted.stem().string() + " " + std::to_string(number) + wanted.extension().string());
    }
    return place.string();
}

app::answer::FolderListed read_folder(std::uint64_t ticket, const std::string& folder) {
    app::answer::FolderListed listed;
    listed.ticket = ticket;
    listed.folder = fs::path(folder.empty() ? home() : folder).lexically_normal().string();
    while (listed.folder.size() > 1 && listed.folder.ends_with('/')) listed.folder.pop_back();
    listed.places.push_back({home(), true, {}});
    add_mounts(listed.places);
    std::error_code failed;
    for (fs::directory_iterator at(listed.folder, failed); !failed && at != fs::directory_iterator();
         at.increment(failed)) {
        if (!at->path().filename().string().starts_with('.')) listed.entries.push_back(entry_of(at->path()));
    }
    if (failed) {
        listed.entries.clear();
        listed.error =
            Error{.code = ErrorCode::not_found, .message = Message(words::folder_unreadable, {listed.folder})};
    }
    return listed;
}

} // namespace epic::shell
