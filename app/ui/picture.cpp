#include "app/ui/picture.hpp"

#include <functional>
#include <imgui_internal.h>
#include <string_view>
#include <utility>

namespace epic::ui {
namespace {

class Mixture {
public:
    template <typename T>
    void add(const T* values, int count) {
        const std::string_view bytes(reinterpret_cast<const char*>(values),
                                     static_cast<std::size_t>(count) * sizeof(T));
        add_number(std::hash<std::string_view>{}(bytes));
    }
    void add_number(std::size_t number) { value_ = (value_ ^ number) * 0x9e3779b97f4a7c15U + (value_ >> 29U); }
    std::size_t value() const { return value_; }

private:
    std::size_t value_ = 0;
};

// A glyph that was not drawn before, or a texture that goes.
bool textures_change(const ImDrawData& drawn) {
    if (drawn.Textures == nullptr) return false;
    for (const ImTextureData* texture : *drawn.Textures) {
        if (texture->Status != ImTextureStatus_OK) return true;
    }
    return false;
}

} // namespace

bool Picture::becomes(const ImDrawData& drawn) {
    // One that is not made yet has no name to tell the picture by.
    if (textures_change(drawn)) {
        shown_.reset();
        return true;
    }
    Mixture mixture;
    mixture.add(&drawn.DisplayPos, 1);
    mixture.add(&drawn.DisplaySize, 1);
    mixture.add(&drawn.FramebufferScale, 1);
    for (const ImDrawList* list : drawn.CmdLists) {
        mixture.add(list->VtxBuffer.Data, list->VtxBuffer.Size);
        mixture.add(list->IdxBuffer.Data, list->IdxBuffer.Size);
        for (const ImDrawCmd& command : list->CmdBuffer) {
            mixture.add(&command.ClipRect, 1);
            mixture.add_number(static_cast<std::size_t>(command.GetTexID()));
            mixture.add_number(command.VtxOffset);
            mixture.add_number(command.IdxOffset);
            mixture.add_number(command.ElemCount);
        }
    }
    const std::size_t now = mixture.value();
    return std::exchange(shown_, now) != now;
}

bool input_waits() {
    return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

} // namespace epic::ui
