#include "app/shell/app.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

#include "app/ui/kit.hpp"

namespace epic::shell {
namespace {

std::string fold(std::string_view text) {
    return intl::system_environment().unicode.fold(text);
}

} // namespace

App::App(RunnerOptions options, Language language, const app::Preferences& preferences)
    : environment_(options.environment),
      seams_{environment_.zones, environment_.unicode},
      state_(app::initial_state(language, environment_.clock.now(), seams_)),
      runner_(std::move(options)) {
    state_.preferences = preferences;
    execute(app::first_effects());
}

void App::send(app::Intent intent) {
    pending_.push_back(std::move(intent));
}

bool App::frame() {
    bool changed = take_answers();
    if (kit_language_ != state_.language) {
        kit_language_ = state_.language;
        ui::Kit::current().set_words(app::kit_words(state_.language));
        ui::Kit::current().set_fold(fold);
    }
    if (const auto wait_ms = clipboard_.look(environment_.clock.now())) {
        ui::Kit::current().request_redraw_in(static_cast<double>(*wait_ms) / 1000.0);
    }
    app::draw(state_, view_, seams_, pending_);
    changed |= !pending_.empty();
    for (app::Intent& intent : std::exchange(pending_, {})) apply(std::move(intent));
    return changed;
}

void App::dress(ui::Kit& kit, float screen_scale, int width_px, int height_px) const {
    const ui::Palette* palette = &ui::light_palette();
    if (state_.preferences.theme == app::Theme::dark) palette = &ui::dark_palette();
    if (state_.preferences.theme == app::Theme::high_contrast) palette = &ui::high_contrast_palette();
    if (palette != &kit.palette()) kit.set_palette(*palette);
    const float wanted = screen_scale * static_cast<float>(state_.preferences.scale_percent) / 100.0F;
    const float room = std::min(static_cast<float>(width_px) / ui::size::screen_width_min,
                                static_cast<float>(height_px) / ui::size::screen_height_min);
    const float scale = std::clamp(wanted, 0.5F, std::max(room, 0.5F));
    if (std::abs(scale - kit.scale()) > 0.01F) kit.set_scale(scale);
}

bool App::take_answers() {
    const Instant now = environment_.clock.now();
    const bool minute = now.unix_ms / 60'000 != state_.now.unix_ms / 60'000;
    if (minute) apply(app::intent::Tick{now});
    if (held_) return minute;
    auto answers = runner_.take();
    for (app::Intent& answer : answers) apply(std::move(answer));
    return minute || !answers.empty();
}

void App::apply(app::Intent intent) {
    execute(app::update(state_, std::move(intent), seams_));
}

void App::execute(app::Effects effects) {
    for (app::Effect& effect : effects) {
        if (auto* copy = std::get_if<app::effect::CopyText>(&effect)) {
            const std::int64_t keep_ms = std::int64_t{state_.preferences.clipboard_seconds} * 1'000;
            if (copy->is_private) {
                clipboard_.set_private(std::move(copy->text), Instant{environment_.clock.now().unix_ms + keep_ms});
            } else {
                clipboard_.set(copy->text);
            }
            continue;
        }
        if (std::holds_alternative<app::effect::Lock>(effect)) clipboard_.forget_private();
        runner_.post(std::move(effect));
    }
}

} // namespace epic::shell
