#include "app/shell/clipboard.hpp"

#include <cstring>
#include <imgui.h>

namespace epic::shell {

Clipboard::~Clipboard() {
    wipe();
}

void Clipboard::set(const std::string& text) {
    wipe();
    ImGui::SetClipboardText(text.c_str());
}

void Clipboard::set_private(std::string text, Instant until) {
    set(text);
    private_text_ = std::move(text);
    until_ = until;
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
