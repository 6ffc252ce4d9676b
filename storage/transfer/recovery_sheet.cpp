#include "storage/transfer/recovery_sheet.hpp"

#include <algorithm>

#include "storage/intl/long_date.hpp"
#include "storage/transfer/pdf.hpp"
#include "storage/transfer/text_file.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr float margin = 72;
constexpr float content_width = Pdf::page_width - 2 * margin;
constexpr Colour ink{0.11F, 0.13F, 0.16F};
constexpr Colour soft{0.42F, 0.45F, 0.50F};
constexpr Colour accent{0.13F, 0.33F, 0.55F};
constexpr Colour tint{0.945F, 0.957F, 0.973F};

constexpr TextStyle kicker_style{9, accent, true};
constexpr TextStyle title_style{24, ink, true};
constexpr TextStyle label_style{9, soft};
constexpr TextStyle value_style{12, ink};
constexpr TextStyle key_style{26, ink, true};
constexpr TextStyle note_style{11, ink};

constexpr std::size_t groups_in_a_line = 4;

} // namespace

Result<std::string> recovery_sheet(std::string_view key, std::string_view file_name, Date made_on, Language language) {
    const auto say = [&](const Msg& message) { return std::string(tr(language, message)); };
    Pdf pdf(say(words::recovery_sheet_title));
    pdf.new_page();
    float y = 84;
    const auto write = [&](std::string_view text, const TextStyle& style) {
        for (const std::string& line : pdf.lines_of(text, style, content_width)) {
            y += style.size * 1.42F;
            pdf.draw_text(margin, y, line, style);
        }
    };
    pdf.draw_text(margin, y, "EPIC EVENTS", kicker_style);
    y += 10;
    pdf.draw_rule(margin, y, content_width, accent);
    y += 8;
    write(say(words::recovery_sheet_title), title_style);
    y += 16;
    write(say(words::recovery_sheet_file), label_style);
    write(file_name, value_style);
    y += 8;
    write(say(words::recovery_sheet_made), label_style);
    write(intl::long_date(made_on, language), value_style);
    y += 22;

    constexpr float line_height = 38;
    pdf.fill(margin, y, content_width, 2 * line_height + 34, tint);
    pdf.fill(margin, y, 3, 2 * line_height + 34, accent);
    y += 10;
    std::string line;
    std::size_t groups = 0;
    const auto end_line = [&] {
        if (line.empty()) return;
        y += line_height;
        pdf.draw_text(margin + 22, y, line, key_style);
        line.clear();
        groups = 0;
    };
    for (std::size_t from = 0; from <= key.size();) {
        const std::size_t to = std::min(key.find('-', from), key.size());
        line += (line.empty() ? "" : "  ") + std::string(key.substr(from, to - from));
        if (++groups == groups_in_a_line) end_line();
        from = to + 1;
    }
    end_line();
    y += 48;
    write(say(words::recovery_sheet_use), note_style);
    y += 6;
    write(say(words::recovery_sheet_typing), note_style);
    y += 6;
    write(say(words::recovery_sheet_keep), note_style);
    return pdf.bytes();
}

Result<> save_recovery_sheet(const std::string& path, std::string_view bytes) {
    OutputFile file = EPIC_TRY(OutputFile::create(path, Readers::owner));
    EPIC_TRY(file.write(bytes));
    EPIC_TRY(file.finish());
    file.keep();
    return Done{};
}

} // namespace epic::transfer
