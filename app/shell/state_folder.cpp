#include "app/shell/state_folder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "app/shell/state_file.hpp"

namespace epic::shell {
namespace {

constexpr std::size_t files_max = 10;
constexpr std::array<std::string_view, 3> theme_codes{"light", "dark", "high_contrast"}; // by Theme

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Instant> parse_stamp(std::string_view text) {
    const auto value = parse_number(text);
    return value ? std::optional(Instant{*value}) : std::nullopt;
}

constexpr std::string_view columns_prefix = "columns.";

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ",") + name;
    return all;
}

std::vector<std::string> parted(const std::string& all) {
    std::vector<std::string> names;
    for (std::size_t first = 0; first < all.size();) {
        const std::size_t end = std::min(all.find(',', first), all.size());
        if (end > first) names.push_back(all.substr(first, end - first));
        first = end + 1;
    }
    return names;
}

std::string stamp_text(const std::optional<Instant>& instant) {
    return instant ? std::to_string(instant->unix_ms) : "-";
}

} // namespace

std::filesystem::path StateFolder::default_path() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') {
        return std::filesystem::path(state) / "epic-events";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : "/tmp") / ".local" / "state" / "epic-events";
}

// One line a file: "opened exchanged path", stamps in milliseconds or "-".
std::vector<KnownFile> StateFolder::files() const {
    std::vector<KnownFile> found;
    std::istringstream lines(read_state(folder_, "recent"));
    std::string line;
    while (found.size() < files_max && std::getline(lines, line)) {
        const std::size_t first = line.find(' ');
        const std::size_t second = first == std::string::npos ? first : line.find(' ', first + 1);
        if (second == std::string::npos || line.size() <= second + 1) continue;
        found.push_back({line.substr(second + 1), parse_stamp(line.substr(0, first)),
                         parse_stamp(line.substr(first + 1, second - first - 1))});
    }
    return found;
}

void StateFolder::note_opened(const std::string& path, Instant at) {
    if (path.find('\n') != std::string::npos) return;
    std::vector<KnownFile> known = files();
    KnownFile entry{path, at, std::nullopt};
    std::erase_if(known, [&](const KnownFile& other) {
        if (other.path != path) return false;
        entry.exchanged = other.exchanged;
        return true;
    });
    known.insert(known.begin(), std::move(entry));
    save(known);
}

void StateFolder::note_exchanged(const std::string& path, Instant at) {
    std::vector<KnownFile> known = files();
    bool news = false;
    for (KnownFile& file : known) {
        if (file.path != path || file.exchanged == at) continue;
        file.exchanged = at;
        news = true;
    }
    if (news) save(known);
}

void StateFolder::forget(const std::string& path) {
    std::vector<KnownFile> known = files();
    std::erase_if(known, [&](const KnownFile& file) { return file.path == path; });
    save(known);
}

std::optional<Language> StateFolder::language() const {
    const std::string code = read_state(folder_, "language").substr(0, 2);
    if (code != "fr" && code != "en") return std::nullopt;
    return language_from_code(code);
}

void StateFolder::remember(Language language) {
    write_state(folder_, "language", std::string(language_code(language)) + "\n");
}

// One line a setting: "name value".
app::Preferences StateFolder::preferences() const {
    app::Preferences found;
    std::istringstream lines(read_state(folder_, "preferences"));
    std::string name;
    std::string value;
    while (lines >> name >> value) {
        if (name.starts_with(columns_prefix)) {
            found.columns[name.substr(columns_prefix.size())] = parted(value);
            continue;
        }
        const auto number = parse_number(value);
        if (name == "theme") {
            const auto known = std::find(theme_codes.begin(), theme_codes.end(), value);
            if (known != theme_codes.end()) found.theme = static_cast<app::Theme>(known - theme_codes.begin());
        } else if (name == "scale_percent" && number) {
            found.scale_percent = static_cast<int>(std::clamp<std::int64_t>(*number, 0, 1'000));
        } else if (name == "idle_lock_minutes" && number) {
            found.idle_lock_minutes = static_cast<int>(std::clamp<std::int64_t>(*number, 0, 1'000));
        } else if (name == "clipboard_seconds" && number) {
            found.clipboard_seconds = static_cast<int>(std::clamp<std::int64_t>(*number, 0, 1'000));
        }
    }
    return app::clamped(found);
}

void StateFolder::remember(const app::Preferences& preferences) {
    std::string text = "theme " + std::string(theme_codes[static_cast<std::size_t>(preferences.theme)]) +
                       "\nscale_percent " + std::to_string(preferences.scale_percent) + "\nidle_lock_minutes " +
                       std::to_string(preferences.idle_lock_minutes) + "\nclipboard_seconds " +
                       std::to_string(preferences.clipboard_seconds) + "\n";
    for (const auto& [list, columns] : preferences.columns) {
        if (!columns.empty()) text += std::string(columns_prefix) + list + " " + joined(columns) + "\n";
    }
    write_state(folder_, "preferences", text);
}

void StateFolder::save(const std::vector<KnownFile>& files) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(files.size(), files_max); ++i) {
        text += stamp_text(files[i].opened) + " " + stamp_text(files[i].exchanged) + " " + files[i].path + "\n";
    }
    write_state(folder_, "recent", text);
}

} // namespace epic::shell
