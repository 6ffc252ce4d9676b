#include "storage/intl/decoder.hpp"

#include <array>
#include <cassert>
#include <unicode/ucnv.h>

namespace epic::intl {
namespace {

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

Converter open(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(std::string(name).c_str(), &status));
    assert(U_SUCCESS(status) && "ICU's data is part of the installation");
    return converter;
}

} // namespace

struct Decoder::State {
    Converter from;
    Converter to;
    std::array<UChar, 512> pivot{};
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
};

Decoder::Decoder(Encoding encoding) {
    if (encoding == Encoding::utf_8) return;
    state_ = std::make_unique<State>();
    state_->from = open(encoding_name(encoding));
    state_->to = open(encoding_name(Encoding::utf_8));
}

Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&& other) noexcept = default;

std::string Decoder::decode(std::string_view bytes, bool last) {
    if (!state_) return std::string(bytes);
    std::string text;
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    std::array<char, 4096> piece{};
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        char* target = piece.data();
        ucnv_convertEx(state_->to.get(), state_->from.get(), &target, piece.data() + piece.size(), &source, source_end,
                       state_->pivot.data(), &state_->pivot_source, &state_->pivot_target,
                       state_->pivot.data() + state_->pivot.size(), false, last, &status);
        text.append(piece.data(), target);
    }
    assert(U_SUCCESS(status) && "what is no character is replaced, never refused");
    return text;
}

} // namespace epic::intl
