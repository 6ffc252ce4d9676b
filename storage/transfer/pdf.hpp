// A PDF document of A4 pages with embedded fonts, over libhpdf: text, lines, filled areas, and text broken into lines.
//
// Points (1/72 inch) from the upper left corner; text stands on its baseline. Noto Sans, regular and bold: Latin,
// Greek and Cyrillic with every accent; what it has no glyph for is shown as U+FFFD.
// Failures are kept until `bytes` and returned there. Threads: one caller at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace epic::transfer {

struct Colour {
    float red = 0;
    float green = 0;
    float blue = 0;
};

struct TextStyle {
    float size = 10;
    Colour colour{};
    bool bold = false;
};

class Pdf {
public:
    static constexpr float page_width = 595.276F;
    static constexpr float page_height = 841.89F;

    explicit Pdf(const std::string& title);
    ~Pdf();
    Pdf(const Pdf&) = delete;
    Pdf& operator=(const Pdf&) = delete;

    void new_page();
    std::size_t page_count() const;
    // Further drawing goes there, for what is known only at the end.
    void go_to_page(std::size_t number);

    float width_of(std::string_view text, const TextStyle& style);
    // At spaces, at line breaks, and within a word only when it is longer than a line.
    std::vector<std::string> lines_of(std::string_view text, const TextStyle& style, float width);

    void draw_text(float x, float y, std::string_view text, const TextStyle& style);
    void draw_rule(float x, float y, float width, Colour colour);
    void fill(float x, float y, float width, float height, Colour colour);

    Result<std::string> bytes();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace epic::transfer
