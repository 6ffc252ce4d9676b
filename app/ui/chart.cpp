#include "app/ui/chart.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/detail.hpp"
#include "app/ui/key_area.hpp"
#include "app/ui/layout.hpp"

namespace epic::ui {
namespace {

constexpr float legend_height = 28;
constexpr float label_height = 40;
constexpr float bar_width_max = 44;

class ChartPainter {
public:
    ChartPainter(const char* id, int& current, const ChartOptions& options)
        : id_(id), current_(current), options_(options), list_(detail::draw_list()) {}

    int run() {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        ImGui::ItemSize(ImVec2{width, px(options_.height)});
        area_ = {at, {at.x + width, at.y + px(options_.height)}};
        legend();
        float axis = 0;
        for (const ChartTick& tick : options_.ticks) axis = std::max(axis, measure(tick.text, type::meta).x);
        plot_ = {{area_.Min.x + axis + px(12), area_.Min.y + px(legend_height + 8)},
                 {area_.Max.x, area_.Max.y - px(label_height)}};
        grid();
        take_keys();
        for (std::size_t i = 0; i < options_.bars.size(); ++i) bar(i);
        if (shown_ >= 0) hint(static_cast<std::size_t>(shown_));
        if (keys_.visible) detail::focus_ring({plot_.Min, area_.Max}, px(4));
        return pressed_;
    }

private:
    void legend() {
        float x = area_.Min.x;
        const float middle = area_.Min.y + px(legend_height) / 2;
        for (const ChartPart& part : options_.parts) {
            const float side = px(12);
            const ImRect square{{x, middle - side / 2}, {x + side, middle + side / 2}};
            detail::filled_box(list_, square, px(3), colour(part.role));
            x += side + px(8);
            x += draw_text_middle(x, middle, part.name, type::small, colour(Role::text_muted)) + px(20);
        }
    }

    float top() const { return options_.ticks.empty() ? 1.0F : static_cast<float>(options_.ticks.back().value); }
    float y_of(double value) const {
        const float share = top() <= 0 ? 0.0F : static_cast<float>(value) / top();
        return std::round(plot_.Max.y - share * plot_.GetHeight());
    }

    void grid() {
        const float line = std::max(1.0F, px(1));
        for (const ChartTick& tick : options_.ticks) {
            const float y = y_of(tick.value);
            list_->AddRectFilled({plot_.Min.x, y}, {plot_.Max.x, y + line}, colour(Role::border));
            const float width = measure(tick.text, type::meta).x;
            draw_text_middle(plot_.Min.x - px(12) - width, y, tick.text, type::meta, colour(Role::text_muted));
        }
    }

    void take_keys() {
        keys_ = key_area((std::string(id_) + ".bars").c_str(), plot_.Min, area_.Max);
        const int last = static_cast<int>(options_.bars.size()) - 1;
        current_ = std::clamp(current_, 0, std::max(last, 0));
        if (!keys_.focused || last < 0) return;
        current_ = std::clamp(current_ + keys_.right, 0, last);
        if (keys_.home) current_ = 0;
        if (keys_.end) current_ = last;
        if (keys_.enter || keys_.space) pressed_ = current_;
        if (keys_.visible) shown_ = current_;
    }

    ImRect slot(std::size_t index) const {
        const float width = plot_.GetWidth() / static_cast<float>(options_.bars.size());
        const float left = plot_.Min.x + width * static_cast<float>(index);
        return {{std::round(left), plot_.Min.y}, {std::round(left + width), area_.Max.y}};
    }

    void bar(std::size_t index) {
        const ChartBar& bar = options_.bars[index];
        const ImRect place = slot(index);
        const std::string name = std::string(id_) + ".bar." + std::to_string(index);
        const detail::Press press = detail::press_area_at(name, bar.hint, place, false, ImGuiItemFlags_NoNav);
        const bool current = keys_.visible && current_ == static_cast<int>(index);
        if (press.hovered) shown_ = static_cast<int>(index);
        if (press.pressed) pressed_ = static_cast<int>(index);
        if (press.hovered || current) {
            list_->AddRectFilled(place.Min, place.Max, colour(Role::surface_hover), px(6));
        }
        const float width = std::min(std::floor(place.GetWidth() * 0.6F), px(bar_width_max));
        const float left = std::round(place.GetCenter().x - width / 2);
        double below = 0;
        for (std::size_t part = 0; part < bar.parts.size() && part < options_.parts.size(); ++part) {
            const double value = bar.parts[part];
            if (value <= 0) continue;
            const bool first = below <= 0;
            float low = y_of(below);
            const float high = std::min(y_of(below + value), low - std::max(1.0F, px(2)));
            // A gap parts what lies on each other, for those who do not tell the colours apart.
            if (!first) low -= px(2);
            const bool last = part + 1 == bar.parts.size() || bar.parts[part + 1] <= 0;
            if (low > high) {
                list_->AddRectFilled({left, high}, {left + width, low}, colour(options_.parts[part].role),
                                     last ? px(4) : 0, ImDrawFlags_RoundCornersTop);
            }
            below += value;
        }
        label(bar.label, place, 14, Role::text_muted);
        label(bar.sub_label, place, 30, Role::text_muted);
    }

    // Labels leave out every second one where they would touch.
    void label(std::string_view text, const ImRect& place, float below, Role role) {
        if (text.empty()) return;
        const float width = measure(text, type::meta).x;
        float x = std::round(place.GetCenter().x - width / 2);
        x = std::min(x, area_.Max.x - width);
        float& taken = below < 20 ? label_end_ : sub_label_end_;
        if (x < taken) return;
        draw_text_middle(x, plot_.Max.y + px(below), text, type::meta, colour(role));
        taken = x + width + px(6);
    }

    // Above the bar, inside the chart; beside one that leaves no room above.
    void hint(std::size_t index) {
        const std::string_view text = options_.bars[index].hint;
        if (text.empty()) return;
        float width = 0;
        int lines = 0;
        for (std::size_t from = 0; from <= text.size(); ++lines) {
            const std::size_t end = std::min(text.find('\n', from), text.size());
            width = std::max(width, measure(text.substr(from, end - from), type::small).x);
            from = end + 1;
        }
        const float pitch = std::round(line_height(type::small) * 1.25F);
        const ImVec2 box{width + px(20), pitch * static_cast<float>(lines) + px(12)};
        double total = 0;
        for (const double part : options_.bars[index].parts) total += part;
        const ImRect place = slot(index);
        float x = std::round(place.GetCenter().x - box.x / 2);
        float y = y_of(total) - box.y - px(8);
        if (y < area_.Min.y) {
            y = area_.Min.y;
            x = place.Max.x + px(8) + box.x <= area_.Max.x ? place.Max.x + px(8) : place.Min.x - px(8) - box.x;
        }
        x = std::clamp(x, area_.Min.x, std::max(area_.Min.x, area_.Max.x - box.x));
        detail::filled_box(list_, {{x, y}, {x + box.x, y + box.y}}, px(size::radius_control), colour(Role::tooltip));
        float line_y = y + px(6);
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find('\n', from), text.size());
            draw_text({x + px(10), line_y}, text.substr(from, end - from), type::small, colour(Role::on_tooltip));
            line_y += pitch;
            from = end + 1;
        }
    }

    const char* id_;
    int& current_;
    const ChartOptions& options_;
    ImDrawList* list_;
    ImRect area_, plot_;
    KeyArea keys_;
    int shown_ = -1;
    int pressed_ = -1;
    float label_end_ = -1e9F, sub_label_end_ = -1e9F;
};

} // namespace

int bar_chart(const char* id, int& current, const ChartOptions& options) {
    if (ImGui::GetCurrentWindow()->SkipItems) return -1;
    return ChartPainter(id, current, options).run();
}

void chart_skeleton(float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::ItemSize(ImVec2{width, px(height)});
    constexpr float shares[] = {0.5F, 0.7F, 0.4F, 0.8F, 0.6F, 0.9F, 0.55F, 0.75F};
    const float slot = width / 8;
    for (int i = 0; i < 8; ++i) {
        const float left = at.x + slot * (static_cast<float>(i) + 0.25F);
        const float high = px(height - 40) * shares[i];
        detail::filled_box(detail::draw_list(),
                           {{left, at.y + px(height) - high}, {left + slot / 2, at.y + px(height)}}, px(4),
                           colour(Role::border));
    }
}

std::vector<double> axis_values(double highest, int steps_max, bool whole) {
    double step = std::pow(10.0, std::floor(std::log10(std::max(highest, 1e-6) / steps_max)));
    if (whole) step = std::max(step, 1.0);
    constexpr double factors[] = {1, 2, 5, 10};
    double chosen = step * 10;
    for (const double factor : factors) {
        if (step * factor * steps_max >= highest) {
            chosen = step * factor;
            break;
        }
    }
    std::vector<double> values{0};
    do {
        values.push_back(values.back() + chosen);
    } while (values.back() < highest);
    return values;
}

} // namespace epic::ui
