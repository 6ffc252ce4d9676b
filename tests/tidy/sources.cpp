#include "tests/tidy/sources.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/places.hpp"

namespace epic::tidy {

namespace {

constexpr std::array folders = {"app", "assets", "core", "storage", "tests", "third_party", ".ci"};
constexpr std::array endings = {".cpp", ".hpp", ".sql", ".sh", ".cmake", ".txt", ".md", ".json", ".po", "/run"};

bool ours(std::string_view path) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

Source read(const std::filesystem::path& root, const std::string& path) {
    Source source{path, test::read_file(root / path), {}};
    return source;
}

std::vector<Source> read_all() {
    const std::filesystem::path root = test::source_dir();
    std::vector<std::string> paths = {"CMakeLists.txt", "CMakePresets.json"};
    if (std::filesystem::exists(root / "README.md")) paths.emplace_back("README.md");
    for (const char* folder : folders) {
        if (!std::filesystem::exists(root / folder)) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            const std::string path = entry.path().lexically_relative(root).generic_string();
            if (entry.is_regular_file() && ours(path)) paths.push_back(path);
        }
    }
    std::ranges::sort(paths);

    std::vector<Source> all;
    all.reserve(paths.size());
    for (const std::string& path : paths) all.push_back(read(root, path));
    for (Source& source : all) {
        std::string_view rest = source.text;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            source.lines.push_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return all;
}

} // namespace

const std::vector<Source>& sources() {
    static const std::vector<Source> all = read_all();
    return all;
}

std::string room_of(std::string_view path) {
    const std::size_t first = path.find('/');
    const std::string_view top = path.substr(0, first);
    if (first == std::string_view::npos) return {};
    if (top == "core" || top == "assets") return std::string(top);
    const std::size_t second = path.find('/', first + 1);
    return std::string(path.substr(0, second == std::string_view::npos ? first : second));
}

void Findings::add(const Source& source, std::size_t line, std::string_view what) {
    add(source.path + ":" + std::to_string(line), what);
}

void Findings::add(std::string_view path, std::string_view what) {
    text_.append(path).append(": ").append(what).append("\n");
}

void for_each_line(const Source& source, const std::function<void(std::string_view, std::size_t)>& look) {
    std::size_t number = 0;
    for (const std::string_view line : source.lines) look(line, ++number);
}

void check(const Findings& findings) {
    INFO(findings.text());
    CHECK(findings.none());
}

} // namespace epic::tidy
