// What a person sets for this computer: how the program looks and when it locks. Kept outside every file, in the
// state folder, because it must be known before anyone signs in.
//
// Threads: plain values.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace epic::app {

enum class Theme : std::uint8_t { light, dark, high_contrast };

inline constexpr std::array scale_percents{80, 90, 100, 110, 125, 150, 175, 200};
inline constexpr std::array idle_lock_choices_minutes{2, 5, 10, 20, 30};
inline constexpr int clipboard_seconds_min = 2;
inline constexpr int clipboard_seconds_max = 120;

struct Preferences {
    Theme theme = Theme::light;
    int scale_percent = 100; // of what the screen asks for
    int idle_lock_minutes = 10;
    int clipboard_seconds = 30; // how long the clipboard keeps what is private; set in the file only
    std::map<std::string, std::vector<std::string>> columns = {}; // of lists, by entity; none: the usual ones
    bool operator==(const Preferences&) const = default;
};

// What is not among the choices becomes the nearest of them: a file of preferences may hold anything.
Preferences clamped(Preferences wanted);

} // namespace epic::app
