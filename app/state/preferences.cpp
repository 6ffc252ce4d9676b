#include "app/state/preferences.hpp"

#include <algorithm>
#include <cstdlib>

namespace epic::app {
namespace {

template <std::size_t Count>
int nearest(const std::array<int, Count>& choices, int wanted) {
    return *std::min_element(choices.begin(), choices.end(), [wanted](int one, int other) {
        return std::abs(std::int64_t{one} - wanted) < std::abs(std::int64_t{other} - wanted);
    });
}

} // namespace

Preferences clamped(Preferences wanted) {
    if (wanted.theme > Theme::high_contrast) wanted.theme = Theme::light;
    wanted.scale_percent = nearest(scale_percents, wanted.scale_percent);
    wanted.idle_lock_minutes = nearest(idle_lock_choices_minutes, wanted.idle_lock_minutes);
    wanted.clipboard_seconds = std::clamp(wanted.clipboard_seconds, clipboard_seconds_min, clipboard_seconds_max);
    return wanted;
}

} // namespace epic::app
