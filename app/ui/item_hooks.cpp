#include "app/ui/item_hooks.hpp"

#include "app/ui/detail.hpp"

using epic::ui::ItemSink;
using epic::ui::Kit;

namespace {

ItemSink* sink_of(const ImGuiContext* context) {
    const auto* kit = static_cast<const Kit*>(context->IO.UserData);
    return kit != nullptr ? kit->item_sink() : nullptr;
}

} // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& bounds,
                                 const ImGuiLastItemData* data) {
    ItemSink* sink = sink_of(context);
    if (sink == nullptr || id == 0 || context->CurrentWindow == nullptr) return;
    const ImGuiWindow* window = context->CurrentWindow;
    ImRect clip = bounds;
    clip.ClipWithFull(window->ClipRect);
    const bool disabled = data != nullptr && (data->ItemFlags & ImGuiItemFlags_Disabled) != 0;
    sink->item(id, bounds.ToVec4(), clip.ToVec4(), disabled, window->Name);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
    ItemSink* sink = sink_of(context);
    if (sink == nullptr || id == 0 || label == nullptr) return;
    sink->label(id, label, flags);
}

void ImGuiTestEngineHook_Log(ImGuiContext* /*context*/, const char* /*format*/, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext* /*context*/, ImGuiID /*id*/) {
    return nullptr;
}
