// Which encoding a text file is in, told from its bytes.
//
// A byte order mark decides. Without one: UTF-16 shows by its zero bytes, UTF-8 by its well-formed sequences
// (RFC 3629), and what is neither is Windows-1252, which is what spreadsheets without UTF-8 write in our countries.
// Feed the whole file, in pieces of any size; nothing of it is kept. Threads: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace epic {

enum class Encoding : std::uint8_t { utf_8, utf_16_le, utf_16_be, windows_1252 };

// The name of the IANA registry: "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252".
std::string_view encoding_name(Encoding encoding);

class EncodingSniffer {
public:
    void feed(std::string_view bytes);
    // Of what was fed. A file that is UTF-8 but for a few places is UTF-8: those places are its faults.
    Encoding decide() const;

private:
    void take(unsigned char byte);

    std::string beginning_; // as much as a byte order mark needs
    std::uint64_t bytes_ = 0;
    std::uint64_t zeros_at_even_ = 0;
    std::uint64_t zeros_at_odd_ = 0;
    std::uint64_t well_formed_ = 0; // sequences of more than one byte
    std::uint64_t ill_formed_ = 0;
    std::string sequence_; // begun, not yet complete
};

} // namespace epic
