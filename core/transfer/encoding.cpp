#include "core/transfer/encoding.hpp"

#include "core/text/csv.hpp"

namespace epic {
namespace {

std::size_t announced_length(unsigned char first) {
    if (first < 0xc2 || first > 0xf4) return 1;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

} // namespace

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf_8: return "UTF-8";
        case Encoding::utf_16_le: return "UTF-16LE";
        case Encoding::utf_16_be: return "UTF-16BE";
        case Encoding::windows_1252: break;
    }
    return "windows-1252";
}

void EncodingSniffer::feed(std::string_view bytes) {
    if (beginning_.size() < 3) beginning_ += bytes.substr(0, 3 - beginning_.size());
    for (const char c : bytes) take(static_cast<unsigned char>(c));
}

void EncodingSniffer::take(unsigned char byte) {
    if (byte == 0) ++(bytes_ % 2 == 0 ? zeros_at_even_ : zeros_at_odd_);
    ++bytes_;
    if (!sequence_.empty()) {
        const bool continues = (byte & 0xc0) == 0x80;
        if (continues) sequence_ += static_cast<char>(byte);
        const bool complete = sequence_.size() == announced_length(static_cast<unsigned char>(sequence_[0]));
        if (continues && !complete) return;
        ++(complete && is_utf8(sequence_) ? well_formed_ : ill_formed_);
        sequence_.clear();
        if (continues) return;
    }
    if (byte < 0x80) return;
    if (announced_length(byte) > 1) {
        sequence_ = static_cast<char>(byte);
    } else {
        ++ill_formed_;
    }
}

Encoding EncodingSniffer::decide() const {
    if (beginning_.starts_with("\xef\xbb\xbf")) return Encoding::utf_8;
    if (beginning_.starts_with("\xff\xfe")) return Encoding::utf_16_le;
    if (beginning_.starts_with("\xfe\xff")) return Encoding::utf_16_be;
    // Of UTF-16 in our languages nearly every second byte is zero; a stray zero in other files is none of it.
    const std::uint64_t units = bytes_ / 2;
    if (zeros_at_odd_ > units / 2 && zeros_at_even_ < units / 8) return Encoding::utf_16_le;
    if (zeros_at_even_ > units / 2 && zeros_at_odd_ < units / 8) return Encoding::utf_16_be;
    const std::uint64_t ill_formed = ill_formed_ + (sequence_.empty() ? 0 : 1);
    return ill_formed <= well_formed_ ? Encoding::utf_8 : Encoding::windows_1252;
}

} // namespace epic
