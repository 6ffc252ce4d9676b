#include "app/shell/clipboard.hpp"

#include <cstring>
#include <imgui.h>

namespace epic::shell {

Clipboard::~Clipboard() {
    wipe();
}

void Clipboard::set(std::string text, bool is_private, Instant now) {
    wipe();
    ImGui::SetClipboardText(text.c_str());
    if (!is_private) return;
    private_text_ = std::move(text);
    until_ = Instant{now.unix_ms + keep_private_ms};
}

std::optional<std::int64_t> Clipboard::look(Instant now) {
    if (private_text_.empty()) return std::nullopt;
    if (now < until_) return until_.unix_ms - now.unix_ms;
    forget_private();
    return std::nullopt;
}

void Clipboard::forget_private() {
    if (private_text_.empty()) return;
    const char* held = ImGui::GetClipboardText();
    if (held != nullptr && private_text_ == held) ImGui::SetClipboardText("");
    wipe();
}

void Clipboard::wipe() {
    explicit_bzero(private_text_.data(), private_text_.size());
    private_text_.clear();
}

} // namespace epic::shell
