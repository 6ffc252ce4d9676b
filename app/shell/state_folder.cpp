#include "app/shell/state_folder.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

namespace epic::shell {
namespace {

constexpr std::size_t files_max = 10;

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::optional<Instant> parse_stamp(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return Instant{value};
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
    std::istringstream lines(read(folder_ / "recent"));
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
    for (KnownFile& file : known) {
        if (file.path == path) file.exchanged = at;
    }
    save(known);
}

void StateFolder::forget(const std::string& path) {
    std::vector<KnownFile> known = files();
    std::erase_if(known, [&](const KnownFile& file) { return file.path == path; });
    save(known);
}

std::optional<Language> StateFolder::language() const {
    const std::string code = read(folder_ / "language").substr(0, 2);
    if (code != "fr" && code != "en") return std::nullopt;
    return language_from_code(code);
}

void StateFolder::remember(Language language) {
    write("language", std::string(language_code(language)) + "\n");
}

void StateFolder::save(const std::vector<KnownFile>& files) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(files.size(), files_max); ++i) {
        text += stamp_text(files[i].opened) + " " + stamp_text(files[i].exchanged) + " " + files[i].path + "\n";
    }
    write("recent", text);
}

// Written beside and renamed, so that a crash leaves the old list or the new one.
void StateFolder::write(const std::string& name, const std::string& text) const {
    std::error_code ignored;
    std::filesystem::create_directories(folder_, ignored);
    const std::filesystem::path beside = folder_ / (name + ".new");
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text;
        if (!out.flush()) return;
    }
    std::filesystem::rename(beside, folder_ / name, ignored);
}

} // namespace epic::shell
