// The French texts inside the program, in the form that GNU gettext's msgfmt writes.
//
// Source of the format: GNU gettext manual, "The Format of GNU MO Files". Threads: as each function says.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace epic::assets {

// The texts of one .mo file. Texts are views into the bytes it was read from, which must outlive it.
// Read-only once made: any thread.
class MoFile {
public:
    // Nothing when the bytes are not a whole .mo file of revision 0, of either byte order.
    static std::optional<MoFile> read(std::string_view bytes);

    // The translation of `english`, which for a plural is the singular text; `form` counts from 0.
    // Empty when there is none.
    std::string_view find(std::string_view english, int form) const;

    // What the file's header says, "Language: fr" and so on, one a line.
    std::string_view header() const { return find("", 0); }

private:
    std::unordered_map<std::string_view, std::string_view> texts_;
};

// Gives core the translations (core/words/message.hpp). Call it once, before any other thread starts.
void install_catalogues();

} // namespace epic::assets
