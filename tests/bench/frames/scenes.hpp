// What a person looks at, and what their hands do meanwhile: every screen of the program.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/bench/frames/desk.hpp"

namespace epic::bench {

struct Scene {
    std::string name;
    // Goes there; what is under way afterwards belongs to what is measured.
    std::function<void(Desk&)> enter;
    // Before each frame: the mouse, the wheel, a key.
    std::function<void(Desk&, int frame)> play;
};

// In the order of the sidebar. `leave` of one is the `enter` of the next.
std::vector<Scene> scenes();

} // namespace epic::bench
