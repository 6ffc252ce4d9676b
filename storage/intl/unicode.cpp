#include <algorithm>
#include <array>
#include <cassert>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uversion.h>

#include "storage/intl/intl.hpp"

namespace epic::intl {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::UnicodeString utf16(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

// Letters that Unicode does not decompose and that people type without their stroke or as two.
std::string_view opened(UChar32 letter) {
    switch (letter) {
        case 0x0153: return "oe";
        case 0x00e6: return "ae";
        case 0x00f8: return "o";
        case 0x0142: return "l";
        case 0x0111: return "d";
        case 0x00f0: return "d";
        case 0x00fe: return "th";
        case 0x0127: return "h";
        case 0x0131: return "i";
        case 0x2019:
        case 0x2018:
        case 0x02bc: return "'";
        default: return {};
    }
}

void append_utf8(std::string& text, UChar32 letter) {
    icu::UnicodeString(letter).toUTF8String(text);
}

} // namespace

struct IcuUnicode::State {
    const icu::Normalizer2* composed = nullptr;
    const icu::Normalizer2* decomposed = nullptr;
    const icu::Normalizer2* case_folded = nullptr;
    std::unique_ptr<icu::Collator> french;
};

IcuUnicode::IcuUnicode() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->composed = icu::Normalizer2::getNFCInstance(status);
    state_->decomposed = icu::Normalizer2::getNFDInstance(status);
    state_->case_folded = icu::Normalizer2::getNFKCCasefoldInstance(status);
    state_->french.reset(icu::Collator::createInstance(icu::Locale::getFrench(), status));
    assert(U_SUCCESS(status) && "ICU's data is part of the installation");
}

IcuUnicode::~IcuUnicode() = default;

std::string IcuUnicode::nfc(std::string_view text) const {
    if (is_ascii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    std::string result;
    state_->composed->normalize(utf16(text), status).toUTF8String(result);
    assert(U_SUCCESS(status));
    return result;
}

std::string IcuUnicode::fold(std::string_view text) const {
    std::string result;
    result.reserve(text.size());
    if (is_ascii(text)) {
        for (const char c : text) result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return result;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = state_->case_folded->normalize(utf16(text), status);
    const icu::UnicodeString letters = state_->decomposed->normalize(folded, status);
    assert(U_SUCCESS(status));
    for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
        const UChar32 letter = letters.char32At(i);
        if (u_charType(letter) == U_NON_SPACING_MARK) continue;
        if (const std::string_view plain = opened(letter); !plain.empty()) {
            result += plain;
        } else if (letter < 0x80) {
            result += static_cast<char>(letter);
        } else {
            append_utf8(result, letter);
        }
    }
    return result;
}

std::string IcuUnicode::sort_key(std::string_view text) const {
    const icu::UnicodeString wide = utf16(text);
    std::array<std::uint8_t, 256> short_key{};
    std::int32_t length =
        state_->french->getSortKey(wide, short_key.data(), static_cast<std::int32_t>(short_key.size()));
    std::string key;
    if (length <= static_cast<std::int32_t>(short_key.size())) {
        key.assign(short_key.begin(), short_key.begin() + length);
    } else {
        std::vector<std::uint8_t> long_key(static_cast<std::size_t>(length));
        length = state_->french->getSortKey(wide, long_key.data(), length);
        key.assign(long_key.begin(), long_key.begin() + length);
    }
    // ICU ends a key with a zero byte.
    if (!key.empty() && key.back() == '\0') key.pop_back();
    return key;
}

int IcuUnicode::compare(std::string_view a, std::string_view b) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto order =
        state_->french->compareUTF8(icu::StringPiece(a.data(), static_cast<std::int32_t>(a.size())),
                                    icu::StringPiece(b.data(), static_cast<std::int32_t>(b.size())), status);
    assert(U_SUCCESS(status));
    return static_cast<int>(order);
}

std::string IcuUnicode::version() {
    // The second number is ours: it grows when `fold` changes.
    return std::string(U_ICU_VERSION) + "/1";
}

} // namespace epic::intl
