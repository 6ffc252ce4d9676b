#include "app/state/file_picker.hpp"

#include "app/state/file_picker_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {
namespace {

bool ends_alike(std::string_view name, std::string_view ending) {
    if (name.size() < ending.size()) return false;
    name.remove_prefix(name.size() - ending.size());
    for (std::size_t i = 0; i < ending.size(); ++i) {
        const char letter = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
        if (letter != ending[i]) return false;
    }
    return true;
}

std::string size_text(std::int64_t bytes, Language language) {
    if (bytes < 1'000) return tr(language, words::picker_bytes, {display_text(bytes, language)});
    const bool kilo = bytes < 1'000'000;
    const std::int64_t unit = kilo ? 1'000 : 1'000'000;
    return tr(language, kilo ? words::picker_kilobytes : words::picker_megabytes,
              {display_text((bytes + unit / 2) / unit, language)});
}

} // namespace

std::string_view file_ending(FileType type) {
    switch (type) {
        case FileType::epic: return ".epic";
        case FileType::join: return ".join";
        case FileType::csv: return ".csv";
        case FileType::calendar: return ".ics";
        case FileType::pdf: return ".pdf";
        case FileType::any: break;
    }
    return {};
}

void format(FilePicker& picker, Language language, const Seams& seams) {
    picker.lines.clear();
    const std::string_view ending = file_ending(picker.request.type);
    for (std::size_t i = 0; i < picker.all.size(); ++i) {
        const FolderEntry& entry = picker.all[i];
        if (!entry.folder && !picker.others && !ends_alike(entry.name, ending)) continue;
        FilePicker::Line line{i, {}, {}};
        if (!entry.folder) line.size = size_text(entry.bytes, language);
        if (entry.changed) {
            line.changed = moment_text(*entry.changed, seams.zones.local_zone(), seams.zones, language);
        }
        picker.lines.push_back(std::move(line));
    }
    if (picker.current >= static_cast<std::int64_t>(picker.lines.size())) picker.current = -1;
}

} // namespace epic::app
