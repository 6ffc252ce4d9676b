#include "storage/transfer/pdf.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <hpdf.h>
#include <sys/mman.h>
#include <unistd.h>

#include "assets/embedded.hpp"
#include "core/text/csv.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr const char* encoding = "UTF-8";

// libhpdf reads a font from a path only; this one is of a file in memory.
class MemoryFile {
public:
    explicit MemoryFile(std::span<const std::byte> bytes) : descriptor_(::memfd_create("font", MFD_CLOEXEC)) {
        const char* next = reinterpret_cast<const char*>(bytes.data());
        for (std::size_t left = bytes.size(); descriptor_ >= 0 && left > 0;) {
            const ssize_t count = ::write(descriptor_, next, left);
            if (count <= 0) break;
            next += count;
            left -= static_cast<std::size_t>(count);
        }
    }
    ~MemoryFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

std::size_t letter_bytes(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) ++length;
    return length;
}

// libhpdf knows the characters of two bytes of UTF-16 only, and no control characters.
std::string drawable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view letter = text.substr(0, letter_bytes(text));
        text.remove_prefix(letter.size());
        const auto first = static_cast<unsigned char>(letter[0]);
        if (first < 0x20) {
            out += ' ';
        } else if (letter.size() > 3 || !is_utf8(letter)) {
            out += "\ufffd";
        } else {
            out += letter;
        }
    }
    return out;
}

} // namespace

struct Pdf::State {
    HPDF_Doc document = nullptr;
    HPDF_STATUS failed = HPDF_OK;
    std::vector<HPDF_Page> pages;
    HPDF_Page page = nullptr;
    HPDF_Font regular = nullptr;
    HPDF_Font bold = nullptr;

    static void on_error(HPDF_STATUS error, HPDF_STATUS, void* data) {
        auto* state = static_cast<State*>(data);
        if (state->failed == HPDF_OK) state->failed = error;
    }

    HPDF_Font load(std::span<const std::byte> font) {
        const MemoryFile file(font);
        const char* name = HPDF_LoadTTFontFromFile(document, file.path().c_str(), HPDF_TRUE);
        return name == nullptr ? nullptr : HPDF_GetFont(document, name, encoding);
    }

    bool use(const TextStyle& style) {
        const HPDF_Font font = style.bold ? bold : regular;
        if (page == nullptr || font == nullptr || failed != HPDF_OK) return false;
        HPDF_Page_SetFontAndSize(page, font, style.size);
        return true;
    }
};

Pdf::Pdf(const std::string& title) : state_(std::make_unique<State>()) {
    state_->document = HPDF_New(State::on_error, state_.get());
    if (state_->document == nullptr) return;
    HPDF_UseUTFEncodings(state_->document);
    HPDF_SetCurrentEncoder(state_->document, encoding);
    HPDF_SetCompressionMode(state_->document, HPDF_COMP_ALL);
    HPDF_SetInfoAttr(state_->document, HPDF_INFO_TITLE, drawable(title).c_str());
    HPDF_SetInfoAttr(state_->document, HPDF_INFO_CREATOR, "epic-events");
    state_->regular = state_->load(assets::noto_sans_regular());
    state_->bold = state_->load(assets::noto_sans_bold());
}

Pdf::~Pdf() {
    if (state_->document != nullptr) HPDF_Free(state_->document);
}

void Pdf::new_page() {
    if (state_->document == nullptr) return;
    state_->page = HPDF_AddPage(state_->document);
    if (state_->page == nullptr) return;
    HPDF_Page_SetSize(state_->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    state_->pages.push_back(state_->page);
}

std::size_t Pdf::page_count() const {
    return state_->pages.size();
}

void Pdf::go_to_page(std::size_t number) {
    assert(number < state_->pages.size());
    state_->page = state_->pages[number];
}

float Pdf::width_of(std::string_view text, const TextStyle& style) {
    if (!state_->use(style)) return 0;
    return HPDF_Page_TextWidth(state_->page, drawable(text).c_str());
}

std::vector<std::string> Pdf::lines_of(std::string_view text, const TextStyle& style, float width) {
    std::vector<std::string> lines(1);
    std::string word;
    const auto fits = [&](const std::string& line) { return width_of(line, style) <= width; };
    const auto put_word = [&] {
        if (word.empty()) return;
        const std::string together = lines.back().empty() ? word : lines.back() + " " + word;
        if (fits(together)) {
            lines.back() = together;
        } else {
            if (!lines.back().empty()) lines.emplace_back();
            if (fits(word)) {
                lines.back() = word;
            } else {
                for (std::string_view rest = word; !rest.empty();) {
                    const std::string_view letter = rest.substr(0, letter_bytes(rest));
                    if (!lines.back().empty() && !fits(lines.back() + std::string(letter))) lines.emplace_back();
                    lines.back() += letter;
                    rest.remove_prefix(letter.size());
                }
            }
        }
        word.clear();
    };
    for (const char c : text) {
        if (c == '\n') {
            put_word();
            lines.emplace_back();
        } else if (c == ' ' || c == '\t') {
            put_word();
        } else {
            word += c;
        }
    }
    put_word();
    return lines;
}

void Pdf::draw_text(float x, float y, std::string_view text, const TextStyle& style) {
    if (text.empty() || !state_->use(style)) return;
    HPDF_Page_SetRGBFill(state_->page, style.colour.red, style.colour.green, style.colour.blue);
    HPDF_Page_BeginText(state_->page);
    HPDF_Page_TextOut(state_->page, x, page_height - y, drawable(text).c_str());
    HPDF_Page_EndText(state_->page);
}

void Pdf::draw_rule(float x, float y, float width, Colour colour) {
    fill(x, y, width, 0.6F, colour);
}

void Pdf::fill(float x, float y, float width, float height, Colour colour) {
    if (state_->page == nullptr || state_->failed != HPDF_OK) return;
    HPDF_Page_SetRGBFill(state_->page, colour.red, colour.green, colour.blue);
    HPDF_Page_Rectangle(state_->page, x, page_height - y - height, width, height);
    HPDF_Page_Fill(state_->page);
}

Result<std::string> Pdf::bytes() {
    const auto failure = [&] {
        return Error{.code = ErrorCode::unexpected,
                     .message = words::sheet_failed,
                     .details = "libhpdf " + std::to_string(state_->failed)};
    };
    if (state_->document == nullptr || state_->failed != HPDF_OK) return failure();
    HPDF_SaveToStream(state_->document);
    HPDF_ResetStream(state_->document);
    std::string all;
    std::array<HPDF_BYTE, 16'384> piece{};
    while (state_->failed == HPDF_OK) {
        HPDF_UINT32 size = piece.size();
        const HPDF_STATUS status = HPDF_ReadFromStream(state_->document, piece.data(), &size);
        all.append(reinterpret_cast<const char*>(piece.data()), size);
        if (status == HPDF_STREAM_EOF || size == 0) return all;
    }
    return failure();
}

} // namespace epic::transfer
