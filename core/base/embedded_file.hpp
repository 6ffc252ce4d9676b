// A file inside the program; third_party/cmake/EpicEmbed.cmake makes tables of them.
//
// Threads: any; the bytes are part of the program and live for ever.
#pragma once

#include <algorithm>
#include <cassert>
#include <span>
#include <string_view>

namespace epic {

struct EmbeddedFile {
    // The path below the embedded folder, with slashes: "clients/insert.sql".
    std::string_view name;
    // What the file holds; one zero byte follows.
    std::string_view bytes;
};

// The bytes of the file of that name in a table sorted by name. It must be there: names are written in our code.
inline std::string_view embedded_file(std::span<const EmbeddedFile> table, std::string_view name) {
    const auto found = std::ranges::lower_bound(table, name, {}, &EmbeddedFile::name);
    assert(found != table.end() && found->name == name && "no embedded file of that name");
    return found->bytes;
}

} // namespace epic
