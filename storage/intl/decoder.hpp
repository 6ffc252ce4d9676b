// Turns text of another encoding into UTF-8, piece by piece.
//
// What is no character of the encoding (half a surrogate pair, an odd byte at the end) becomes U+FFFD. UTF-8 goes
// through as it is, faults included, so that a reader can say where they are. A byte order mark stays.
// Threads: one caller at a time. Memory: two kilobytes, and the piece.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/transfer/encoding.hpp"

namespace epic::intl {

class Decoder {
public:
    // Asserts that ICU's data is there.
    explicit Decoder(Encoding encoding);
    ~Decoder();
    Decoder(Decoder&& other) noexcept;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    // `last`: nothing follows, so a character that has only begun is none.
    std::string decode(std::string_view bytes, bool last);

private:
    struct State;
    std::unique_ptr<State> state_; // none for UTF-8
};

} // namespace epic::intl
