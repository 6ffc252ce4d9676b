#include "tests/app/support/screen_text.hpp"

// After imgui.h, which it needs.
#include <algorithm>
#include <cmath>
#include <imgui_internal.h>
#include <map>
#include <utility>

namespace epic::test {
namespace {

struct Glyph {
    unsigned int code_point;
    float left;    // of the ink, from the pen
    float advance; // of the pen
    float size;    // of the font
};

// Places in the atlas, in 1/65536.
using Corner = std::pair<int, int>;

Corner corner(float u, float v) {
    constexpr float steps = 65536;
    return {static_cast<int>(std::lround(u * steps)), static_cast<int>(std::lround(v * steps))};
}

std::map<Corner, Glyph> atlas_glyphs() {
    std::map<Corner, Glyph> glyphs;
    const ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    for (int i = 0; i < atlas->Builder->BakedPool.Size; ++i) {
        const ImFontBaked& baked = atlas->Builder->BakedPool[i];
        if (baked.WantDestroy) continue;
        for (const ImFontGlyph& glyph : baked.Glyphs) {
            if (glyph.Visible)
                glyphs[corner(glyph.U0, glyph.V0)] = {glyph.Codepoint, glyph.X0, glyph.AdvanceX, baked.Size};
        }
    }
    return glyphs;
}

bool is_icon(unsigned int code_point) {
    return code_point >= 0xE000 && code_point <= 0xF8FF;
}

class Reader {
public:
    Reader() : glyphs_(atlas_glyphs()) {}

    std::vector<TextRun> read(const ImDrawData& data) {
        for (const ImDrawList* list : data.CmdLists) {
            for (const ImDrawCmd& command : list->CmdBuffer) {
                if (command.UserCallback != nullptr) continue;
                open_ = false;
                for (unsigned int k = 0; k + 5 < command.ElemCount;)
                    k += read_quad(*list, command, command.IdxOffset + k) ? 6U : 3U;
            }
        }
        return std::move(runs_);
    }

private:
    bool read_quad(const ImDrawList& list, const ImDrawCmd& command, unsigned int at) {
        const ImDrawIdx* index = list.IdxBuffer.Data + at;
        // The order in which ImGui's text renderer writes the two triangles of a glyph.
        const bool quad = index[1] == index[0] + 1 && index[2] == index[0] + 2 && index[3] == index[0] &&
                          index[4] == index[2] && index[5] == index[0] + 3;
        if (!quad) return false;
        const ImDrawVert& low = list.VtxBuffer.Data[index[0] + command.VtxOffset];
        const ImDrawVert& high = list.VtxBuffer.Data[index[2] + command.VtxOffset];
        if (high.uv.x <= low.uv.x) return true;
        const auto found = glyphs_.find(corner(low.uv.x, low.uv.y));
        if (found == glyphs_.end()) return true;
        add(found->second, low, high, command.ClipRect, list._OwnerName);
        return true;
    }

    void add(const Glyph& glyph, const ImDrawVert& low, const ImDrawVert& high, const ImVec4& clip,
             const char* window) {
        const bool seen = high.pos.x > clip.x && low.pos.x < clip.z && high.pos.y > clip.y && low.pos.y < clip.w;
        if (!seen) return;
        const float pen = low.pos.x - glyph.left;
        const float middle = (low.pos.y + high.pos.y) / 2;
        const float gap = pen - pen_;
        const bool joins = open_ && !is_icon(glyph.code_point) && runs_.back().colour == low.col && gap >= -2 &&
                           gap < glyph.size * 0.75F && std::abs(middle - middle_) < glyph.size * 0.7F &&
                           size_ == glyph.size;
        if (!joins) {
            runs_.push_back(
                {{}, low.pos.x, low.pos.y, high.pos.x, high.pos.y, low.col, window ? window : "", false, false});
        } else if (gap > glyph.size * 0.1F) {
            runs_.back().text += ' ';
        }
        TextRun& run = runs_.back();
        char bytes[5];
        ImTextCharToUtf8(bytes, glyph.code_point);
        run.text += bytes;
        run.right = std::max(run.right, high.pos.x);
        run.top = std::min(run.top, low.pos.y);
        run.bottom = std::max(run.bottom, high.pos.y);
        constexpr float tolerance = 0.6F;
        run.cut_across |= low.pos.x < clip.x - tolerance || high.pos.x > clip.z + tolerance;
        run.cut_along |= low.pos.y < clip.y - tolerance || high.pos.y > clip.w + tolerance;
        pen_ = pen + glyph.advance;
        middle_ = (run.top + run.bottom) / 2;
        size_ = glyph.size;
        open_ = !is_icon(glyph.code_point);
    }

    std::map<Corner, Glyph> glyphs_;
    std::vector<TextRun> runs_;
    bool open_ = false;
    float pen_ = 0;
    float middle_ = 0;
    float size_ = 0;
};

} // namespace

std::vector<TextRun> screen_text() {
    const ImDrawData* data = ImGui::GetDrawData();
    if (data == nullptr) return {};
    return Reader().read(*data);
}

} // namespace epic::test
