#include "app/shell/seen_files.hpp"

#include <fstream>
#include <system_error>

namespace epic::shell {
namespace {

std::string hex_of(const std::array<std::uint8_t, 16>& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string text_of(const vault::Generation& generation) {
    return std::to_string(generation.counter) + " " + hex_of(generation.id);
}

} // namespace

// "counter id", as text_of writes it; of the id only equality matters.
SeenFiles::Age SeenFiles::compare(const Id& file, const vault::Generation& now) const {
    std::ifstream in(folder_ / file.text());
    std::uint64_t counter = 0;
    std::string id;
    if (!(in >> counter >> id)) return Age::first_time;
    if (now.counter < counter) return Age::older;
    if (now.counter == counter && id != hex_of(now.id)) return Age::older;
    return Age::as_expected;
}

void SeenFiles::note(const Id& file, const vault::Generation& now) const {
    std::error_code ignored;
    std::filesystem::create_directories(folder_, ignored);
    const std::filesystem::path beside = folder_ / (file.text() + ".new");
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text_of(now) << "\n";
        if (!out.flush()) return;
    }
    std::filesystem::rename(beside, folder_ / file.text(), ignored);
}

SeenFiles::Age SeenFiles::look(const Id& file, const vault::Generation& now) const {
    const Age age = compare(file, now);
    note(file, now);
    return age;
}

} // namespace epic::shell
