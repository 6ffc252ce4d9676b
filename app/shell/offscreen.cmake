# Pictures without a screen, for the tour and for tests. Included by CMakeLists.txt beside it, which owns the rest.
epic_add_library(
    epic_offscreen
    SOURCES few_colours.cpp offscreen.cpp
    HEADERS few_colours.hpp offscreen.hpp offscreen_words.hpp
    LINKS epic_core
    PRIVATE_LINKS epic_ui epic::imgui_glfw_gl3 epic::egl epic::opengl epic::png
)
