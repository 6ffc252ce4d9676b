// The program's own file dialog, for computers that have no other: state, intents, effect and answer.
//
// What is chosen goes the way of every chosen file: answer::FileChosen. Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/state/seams.hpp"
#include "core/base/error.hpp"

namespace epic::app {

// Which files belong here; the others are shown on request.
enum class FileType : std::uint8_t { any, epic, join, csv, calendar, pdf };
// ".epic"; empty for any.
std::string_view file_ending(FileType type);

struct FileRequest {
    std::string key; // comes back with the answer
    bool save = false;
    std::string title;
    std::string suggested{}; // the name of a new file, with a folder or without
    FileType type = FileType::any;
};

struct FolderEntry {
    std::string name;
    bool folder = false;
    std::int64_t bytes = 0;
    std::optional<Instant> changed;
};

// A place to begin with: the own folder, a USB stick.
struct FilePlace {
    std::string path;
    bool home = false;
    std::string name; // of a stick or disk
};

struct FilePicker {
    FileRequest request;
    std::uint64_t ticket = 0; // of the folder that was asked for
    bool loading = true;
    std::string folder;
    std::vector<FolderEntry> all; // folders first, each as readers sort
    std::vector<FilePlace> places;
    std::optional<Error> error; // of the folder
    bool others = false;        // also files of another kind
    std::string name;           // as typed or marked; may be a whole path
    Message name_error;
    std::string replaces; // a path: whether to replace it is asked, in front

    // Formatted: what is shown of `all`.
    struct Line {
        std::size_t at = 0; // in `all`
        std::string size, changed;
    };
    std::vector<Line> lines;
    std::int64_t current = -1; // of lines
};

void format(FilePicker& picker, Language language, const Seams& seams);

namespace intent {

struct PickerGo {
    std::string folder;
}; // "..": the one above
struct PickerMark {
    std::int64_t line = -1;
};
struct PickerOpen {
    std::int64_t line = -1;
}; // a folder is gone into, a file is taken
struct PickerType {
    std::string name;
};
struct PickerShowOthers {
    bool shown = false;
};
struct PickerTake {};
struct PickerReplace {}; // yes
struct PickerCancel {};  // the question in front, or the dialog

} // namespace intent

namespace effect {

struct ListFolder {
    std::uint64_t ticket = 0;
    std::string folder; // empty: the own one
};

} // namespace effect

namespace answer {

struct FolderListed {
    std::uint64_t ticket = 0;
    std::string folder;
    std::vector<FolderEntry> entries;
    std::vector<FilePlace> places;
    std::optional<Error> error;
};

} // namespace answer

} // namespace epic::app
