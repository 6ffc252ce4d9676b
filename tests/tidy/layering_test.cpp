// Who may include whom. The link lines of the CMakeLists.txt files say the same; this is stricter, because
// every room is compiled with the repository's root in its include path.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/places.hpp"
#include "tests/tidy/sources.hpp"

namespace {

using epic::tidy::Findings;
using epic::tidy::for_each_line;
using epic::tidy::room_of;
using epic::tidy::Source;
using epic::tidy::sources;
using Names = std::set<std::string, std::less<>>;

// The arrows. A room may always include itself; one that is not named here may include nothing of ours.
const std::map<std::string, Names, std::less<>> arrows = {
    {"core", {}},
    {"assets", {"core"}},
    {"storage/intl", {"core"}},
    {"storage/vault", {"core"}},
    {"storage/store", {"core", "storage/vault", "storage/intl"}},
    {"storage/sync", {"core", "storage/vault", "storage/intl", "storage/store"}},
    {"storage/demo", {"core", "storage/vault", "storage/intl", "storage/store"}},
    {"storage/transfer", {"core", "assets", "storage/intl", "storage/store"}},
    {"app/state", {"core"}},
    {"app/ui", {"core", "assets"}},
    {"app/screens", {"core", "assets", "app/state", "app/ui"}},
    {"app/shell",
     {"core", "assets", "storage/intl", "storage/vault", "storage/store", "storage/sync", "storage/demo",
      "storage/transfer", "app/state", "app/ui", "app/screens"}},
    {"app/cli",
     {"core", "assets", "storage/intl", "storage/vault", "storage/store", "storage/sync", "storage/demo",
      "storage/transfer", "app/shell"}},
    // main.cpp; the vault keeps the process's memory from being written to disk, before anything else runs.
    {"app", {"core", "assets", "storage/vault", "app/cli", "app/shell"}},
    {"tests/support", {"core"}},
};

struct Library {
    std::string_view name;
    // How an include of it begins.
    std::vector<std::string_view> prefixes;
    Names rooms;
};

// Which room touches which library. Tests may touch any.
const std::vector<Library> libraries = {
    {"SQLite", {"sqlite3"}, {"storage/vault", "storage/store"}},
    {"SQLiteCpp", {"SQLiteCpp/"}, {"storage/store"}},
    {"libsodium", {"sodium"}, {"storage/intl", "storage/vault", "storage/sync"}},
    // One way to seal a page fast; all other cryptography is libsodium's.
    {"OpenSSL", {"openssl/"}, {"storage/vault"}},
    {"MariaDB client", {"mysql", "mariadb", "errmsg.h"}, {"storage/sync"}},
    {"ICU", {"unicode/"}, {"storage/intl"}},
    {"libical", {"libical/"}, {"storage/transfer"}},
    {"libhpdf", {"hpdf"}, {"storage/transfer"}},
    {"JSON for Modern C++", {"nlohmann/"}, {"storage/store", "storage/sync", "app/shell", "app/cli"}},
    {"CLI11", {"CLI/"}, {"app/cli"}},
    {"Dear ImGui", {"imgui"}, {"app/ui", "app/screens", "app/shell"}},
    {"GLFW", {"GLFW/", "imgui_impl_glfw"}, {"app/shell"}},
    {"OpenGL and EGL", {"GL/", "EGL/", "imgui_impl_opengl3"}, {"app/shell"}},
    {"sd-bus", {"systemd/"}, {"app/shell"}},
    {"libpng", {"png.h"}, {"app/shell"}},
    {"FreeType", {"ft2build.h", "freetype/"}, {"app/ui"}},
};

// What core may not use of the standard library: it has no clock, no files, no threads.
const Names not_for_core = {"fstream", "iostream", "filesystem", "thread", "future", "ctime", "random"};

struct Include {
    std::string_view target;
    bool quoted = false;
    std::size_t line = 0;
};

std::vector<Include> includes_of(const Source& source) {
    std::vector<Include> found;
    for_each_line(source, [&](std::string_view line, std::size_t number) {
        const std::size_t begin = line.find_first_not_of(" \t");
        if (begin == std::string_view::npos || line[begin] != '#') return;
        const std::size_t word = line.find("include", begin);
        if (word == std::string_view::npos) return;
        const std::size_t open = line.find_first_of("<\"", word);
        if (open == std::string_view::npos) return;
        const bool quoted = line[open] == '"';
        const std::size_t close = line.find(quoted ? '"' : '>', open + 1);
        if (close == std::string_view::npos) return;
        found.push_back({line.substr(open + 1, close - open - 1), quoted, number});
    });
    return found;
}

bool arrow_is_allowed(const std::string& from, const std::string& to) {
    if (from == to) return true;
    const bool a_test = from.starts_with("tests/") && from != "tests/support";
    // The story is the joined test: it drives the interface of tests/app.
    if (from == "tests/story" && to == "tests/app") return true;
    if (a_test) return !to.starts_with("tests/") || to == "tests/support";
    const auto allowed = arrows.find(from);
    return allowed != arrows.end() && allowed->second.contains(to);
}

// The last that fits, because the more special entries come later.
const Library* library_of(std::string_view include) {
    const Library* found = nullptr;
    for (const Library& library : libraries) {
        for (const std::string_view prefix : library.prefixes) {
            if (include.starts_with(prefix)) found = &library;
        }
    }
    return found;
}

bool is_standard(std::string_view include) {
    return include.find_first_of("./") == std::string_view::npos;
}

} // namespace

TEST_CASE("No room includes a room above or beside it") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is_cpp()) continue;
        const std::string from = room_of(source.path);
        for (const Include& include : includes_of(source)) {
            if (!include.quoted || include.target.starts_with("embedded/")) continue;
            const std::string to = room_of(include.target);
            if (!arrow_is_allowed(from, to)) {
                findings.add(source, include.line,
                             from + " may not include " + to + " (" + std::string(include.target) + ")");
            }
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("A library is included only by the room that wraps it") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is_cpp() || source.below("tests")) continue;
        const std::string room = room_of(source.path);
        for (const Include& include : includes_of(source)) {
            if (include.quoted) continue;
            const Library* library = library_of(include.target);
            if (library != nullptr && !library->rooms.contains(room)) {
                findings.add(source, include.line, room + " may not include " + std::string(library->name));
            }
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("Core knows the standard library only, and of that neither clock nor files nor threads") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is_cpp() || !source.below("core")) continue;
        for (const Include& include : includes_of(source)) {
            if (include.quoted) continue;
            if (!is_standard(include.target) || not_for_core.contains(include.target)) {
                findings.add(source, include.line, "core may not include <" + std::string(include.target) + ">");
            }
        }
        for_each_line(source, [&](std::string_view line, std::size_t number) {
            if (line.find("_clock::now") != std::string_view::npos) findings.add(source, number, "core has no clock");
        });
    }
    epic::tidy::check(findings);
}

TEST_CASE("Quoted includes are paths from the repository's root and exist") {
    Findings findings;
    for (const Source& source : sources()) {
        if (!source.is_cpp()) continue;
        for (const Include& include : includes_of(source)) {
            if (!include.quoted || include.target.starts_with("embedded/")) continue;
            if (!std::filesystem::exists(epic::test::source_dir() / include.target)) {
                findings.add(source, include.line, "no such file: " + std::string(include.target));
            }
        }
    }
    epic::tidy::check(findings);
}

TEST_CASE("The layering rule refuses what it should") {
    CHECK_FALSE(arrow_is_allowed("core", "storage/store"));
    CHECK_FALSE(arrow_is_allowed("app/screens", "storage/store"));
    CHECK_FALSE(arrow_is_allowed("app/state", "app/ui"));
    CHECK_FALSE(arrow_is_allowed("storage/vault", "storage/store"));
    CHECK_FALSE(arrow_is_allowed("storage/new_room", "core"));
    CHECK_FALSE(arrow_is_allowed("tests/core", "tests/store"));
    CHECK(arrow_is_allowed("app/screens", "app/state"));
    CHECK(arrow_is_allowed("tests/store", "storage/store"));
    CHECK(room_of("storage/store/journal/entry.hpp") == "storage/store");
    CHECK(room_of("core/base/id.hpp") == "core");
    CHECK(room_of("app/main.cpp") == "app");
    CHECK(library_of("imgui_impl_glfw.h")->name == "GLFW");
    CHECK(library_of("imgui.h")->name == "Dear ImGui");
}
