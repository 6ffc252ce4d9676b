// The repository's own files, for tests about them. Read once; anything that cannot be read throws.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace epic::tidy {

struct Source {
    // From the repository's root, with slashes: "app/screens/shell.cpp".
    std::string path;
    std::string text;
    // Views into `text`, without the end of line.
    std::vector<std::string_view> lines;

    bool is(std::string_view ending) const { return path.ends_with(ending); }
    bool is_cpp() const { return is(".cpp") || is(".hpp"); }
    bool below(std::string_view folder) const { return path.starts_with(std::string(folder) + "/"); }
};

// Every text file of ours: not .git, not build folders, not LICENSE.
const std::vector<Source>& sources();

// "storage/store" for "storage/store/journal/entry.cpp", "core" for anything below core, "app" for "app/main.cpp".
std::string room_of(std::string_view path);

// Collects what is wrong and reports it all at once.
class Findings {
public:
    void add(const Source& source, std::size_t line, std::string_view what);
    void add(std::string_view path, std::string_view what);
    bool none() const { return text_.empty(); }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

// Calls `look` with each line and its number, which counts from 1.
void for_each_line(const Source& source, const std::function<void(std::string_view, std::size_t)>& look);

// Prints the findings and fails the test when there are any.
void check(const Findings& findings);

} // namespace epic::tidy
