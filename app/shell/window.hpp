// The window: GLFW and OpenGL 3 around the App. Draws when something happens and not otherwise.
//
// Threads: the main thread.
#pragma once

#include <string>

#include "core/words/message.hpp"

namespace epic::shell {

// The language of LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as gettext reads them: a C locale is English.
Language language_of_environment();

// Returns the exit code of the program: 1 when there is no screen. `file` may be empty.
int run_window(const std::string& file);

} // namespace epic::shell
