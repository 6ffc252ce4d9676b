// The clipboard forgets a private text after a while, if it still holds it.
//
// Threads: the one that draws, with an ImGui context.
#pragma once

#include <optional>
#include <string>

#include "core/base/instant.hpp"

namespace epic::shell {

class Clipboard {
public:
    ~Clipboard();
    void set(const std::string& text);
    void set_private(std::string text, Instant until);
    // What is over by now; call it in every frame. The milliseconds until it has to be called again, if any.
    std::optional<std::int64_t> look(Instant now);
    // At once: the file is locked, or the program ends.
    void forget_private();

private:
    void wipe();
    std::string private_text_; // empty: none
    Instant until_{};
};

} // namespace epic::shell
