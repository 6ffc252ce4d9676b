#include "app/shell/attempts.hpp"

#include <algorithm>
#include <sstream>

#include "app/shell/state_file.hpp"

namespace epic::shell {
namespace {

constexpr std::int64_t failures_without_pause = 3;
constexpr std::int64_t pause_ms_max = 30'000;
constexpr std::int64_t remembered_ms = 24 * 3'600'000;
constexpr std::size_t entries_max = 50;
constexpr const char* name = "attempts";

} // namespace

std::int64_t pause_after_failures_ms(std::int64_t failures) {
    if (failures < failures_without_pause) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(failures - failures_without_pause, 10);
    return std::min(std::int64_t{1000} << doublings, pause_ms_max);
}

std::int64_t Attempts::pause_ms(const Id& file, Instant now) const {
    const auto entries = read();
    const auto found = std::ranges::find(entries, file, &Entry::file);
    if (found == entries.end() || now.unix_ms - found->last.unix_ms > remembered_ms) return 0;
    const std::int64_t whole = pause_after_failures_ms(found->failures);
    return std::clamp<std::int64_t>(found->last.unix_ms + whole - now.unix_ms, 0, whole);
}

void Attempts::note_failure(const Id& file, Instant now) {
    auto entries = read();
    Entry entry{file, 1, now};
    const auto found = std::ranges::find(entries, file, &Entry::file);
    if (found != entries.end()) {
        if (now.unix_ms - found->last.unix_ms <= remembered_ms) entry.failures = found->failures + 1;
        entries.erase(found);
    }
    entries.insert(entries.begin(), entry);
    write(entries);
}

void Attempts::forget(const Id& file) {
    auto entries = read();
    if (std::erase_if(entries, [&](const Entry& entry) { return entry.file == file; }) > 0) write(entries);
}

// One line a file: its id, the failures in a row, the last in milliseconds.
std::vector<Attempts::Entry> Attempts::read() const {
    std::vector<Entry> entries;
    std::istringstream lines(read_state(folder_, name));
    std::string file;
    Entry entry;
    while (lines >> file >> entry.failures >> entry.last.unix_ms) {
        const auto id = Id::parse(file);
        if (!id || entry.failures < 1) continue;
        entry.file = *id;
        entries.push_back(entry);
    }
    return entries;
}

void Attempts::write(const std::vector<Entry>& entries) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(entries.size(), entries_max); ++i) {
        text += entries[i].file.text() + " " + std::to_string(entries[i].failures) + " " +
                std::to_string(entries[i].last.unix_ms) + "\n";
    }
    write_state(folder_, name, text);
}

} // namespace epic::shell
