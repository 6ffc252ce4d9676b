#include "app/ui/type_ahead.hpp"

namespace epic::ui {
namespace {

constexpr int frames_of_a_move = 2;   // one that finds the next field, one that wakes it
constexpr int frames_of_a_dialog = 4; // one that asks for it, one that opens it, and those of a move

ImGuiID add_hook(ImGuiContext* context, ImGuiContextHookType type, ImGuiContextHookCallback callback, void* self) {
    ImGuiContextHook hook;
    hook.Type = type;
    hook.Callback = callback;
    hook.UserData = self;
    return ImGui::AddContextHook(context, &hook);
}

// How many frames the keyboard needs to get where this event sends it.
int frames_behind(const ImGuiInputEvent& event, bool with_ctrl) {
    if (event.Type != ImGuiInputEventType_Key || !event.Key.Down) return 0;
    const ImGuiKey key = event.Key.Key;
    if (key == ImGuiKey_Tab) return frames_of_a_move;
    if (key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter) return frames_of_a_dialog;
    const bool letter_or_digit =
        (key >= ImGuiKey_A && key <= ImGuiKey_Z) || (key >= ImGuiKey_0 && key <= ImGuiKey_9) || key == ImGuiKey_Comma;
    return with_ctrl && letter_or_digit ? frames_of_a_dialog : 0;
}

} // namespace

TypeAhead::TypeAhead() : context_(ImGui::GetCurrentContext()) {
    before_hook_ = add_hook(
        context_, ImGuiContextHookType_NewFramePre,
        [](ImGuiContext* g, ImGuiContextHook* hook) { static_cast<TypeAhead*>(hook->UserData)->before_frame(*g); },
        this);
    in_hook_ = add_hook(
        context_, ImGuiContextHookType_NewFramePost,
        [](ImGuiContext* g, ImGuiContextHook* hook) { static_cast<TypeAhead*>(hook->UserData)->in_frame(*g); }, this);
}

TypeAhead::~TypeAhead() {
    ImGui::RemoveContextHook(context_, before_hook_);
    ImGui::RemoveContextHook(context_, in_hook_);
}

void TypeAhead::type_again() {
    ImGuiIO& io = ImGui::GetIO();
    int place = 0;
    for (const ImWchar typed : io.InputQueueCharacters) {
        ImGuiInputEvent event;
        event.Type = ImGuiInputEventType_Text;
        event.Source = ImGuiInputSource_Keyboard;
        event.Text.Char = typed;
        context_->InputEventsQueue.insert(context_->InputEventsQueue.Data + place++, event);
    }
    io.InputQueueCharacters.resize(0);
    frames_left_ = frames_of_a_dialog;
}

void TypeAhead::before_frame(ImGuiContext& g) {
    ImVector<ImGuiInputEvent>& queue = g.InputEventsQueue;
    int let_through = 0;
    if (frames_left_ > 0) {
        --frames_left_;
    } else {
        bool ctrl = g.IO.KeyCtrl;
        frames_behind_ = 0;
        while (let_through < queue.Size && frames_behind_ == 0) {
            const ImGuiInputEvent& event = queue[let_through++];
            if (event.Type == ImGuiInputEventType_Key && event.Key.Key == ImGuiMod_Ctrl) ctrl = event.Key.Down;
            frames_behind_ = frames_behind(event, ctrl);
        }
    }
    for (int at = let_through; at < queue.Size; ++at) waiting_.push_back(queue[at]);
    queue.resize(let_through);
}

// Back at once: ImGui compares what comes next with the newest event of its kind.
void TypeAhead::in_frame(ImGuiContext& g) {
    // What ImGui itself has left for the next frame comes first; the key may be among it.
    if (frames_behind_ > 0 && g.InputEventsQueue.empty()) frames_left_ = frames_behind_ - 1;
    frames_behind_ = 0;
    for (const ImGuiInputEvent& event : waiting_) g.InputEventsQueue.push_back(event);
    waiting_.resize(0);
}

} // namespace epic::ui
