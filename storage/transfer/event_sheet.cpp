#include "storage/transfer/event_sheet.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/model/model_words.hpp"
#include "storage/intl/long_date.hpp"
#include "storage/transfer/pdf.hpp"
#include "storage/transfer/text_file.hpp"
#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr float margin = 52;
constexpr float content_width = Pdf::page_width - 2 * margin;
constexpr float gap = 24; // between two columns
constexpr float column_width = (content_width - gap) / 2;
constexpr float bottom = Pdf::page_height - 62;

constexpr Colour ink{0.11F, 0.13F, 0.16F};
constexpr Colour soft{0.42F, 0.45F, 0.50F};
constexpr Colour accent{0.13F, 0.33F, 0.55F};
constexpr Colour tint{0.945F, 0.957F, 0.973F};
constexpr Colour line{0.84F, 0.86F, 0.89F};
constexpr Colour alarm{0.73F, 0.16F, 0.16F};
constexpr Colour white{1, 1, 1};

constexpr TextStyle title_style{23, ink, true};
constexpr TextStyle kicker_style{8.5F, accent, true};
constexpr TextStyle label_style{8.5F, soft};
constexpr TextStyle value_style{10.5F, ink};
constexpr TextStyle strong_style{11.5F, ink, true};
constexpr TextStyle clock_style{20, ink, true};
constexpr TextStyle heading_style{12.5F, accent, true};
constexpr TextStyle note_style{10.5F, ink};
constexpr TextStyle small_style{8, soft};
constexpr TextStyle badge_style{9, white, true};

float leading(const TextStyle& style) {
    return style.size * 1.42F;
}

std::string clock(const CivilTime& time) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", time.hour, time.minute);
    return text.data();
}

// A person or a place: the first line is what they are called.
struct Block {
    const Msg* label = nullptr;
    std::vector<std::string> lines;
};

void add(Block& block, const std::string& text) {
    if (!text.empty()) block.lines.push_back(text);
}

class Sheet {
public:
    Sheet(const RecordView& view, const std::optional<RecordView>& client, Language language,
          const intl::Environment& environment)
        : view_(view),
          client_(client),
          language_(language),
          environment_(environment),
          zone_(view.record.text(Field::event_time_zone)),
          pdf_(view.record.text(Field::event_title)) {
        if (!environment.zones.knows(zone_)) zone_ = environment.zones.local_zone();
    }

    Result<std::string> draw(const std::function<bool()>& go_on) {
        pdf_.new_page();
        draw_head();
        draw_period();
        draw_blocks();
        if (!draw_notes(go_on) || (go_on && !go_on())) {
            return Error{.code = ErrorCode::cancelled, .message = words::export_stopped};
        }
        draw_feet();
        return pdf_.bytes();
    }

private:
    std::string say(const Msg& message) const { return std::string(tr(language_, message)); }
    std::string text(Field field) const { return view_.record.text(field); }
    CivilTime civil(Field field) const {
        return environment_.zones.to_civil(view_.record.instant(field).value_or(Instant{}), zone_);
    }

    void draw_lines(float x, const std::vector<std::string>& lines, const TextStyle& style) {
        for (const std::string& one : lines) {
            y_ += leading(style);
            pdf_.draw_text(x, y_, one, style);
        }
    }

    void draw_head() {
        y_ = 56;
        pdf_.draw_text(margin, y_, "EPIC EVENTS", kicker_style);
        const std::string number = tr(language_, words::contract_of, {view_.number});
        pdf_.draw_text(margin + content_width - pdf_.width_of(number, label_style), y_, number, label_style);
        y_ += 10;
        pdf_.draw_rule(margin, y_, content_width, accent);
        y_ += 12;
        if (view_.record.flag(Field::event_cancelled)) {
            const std::string word = say(epic::words::cancelled);
            pdf_.fill(margin, y_ + 2, pdf_.width_of(word, badge_style) + 16, 17, alarm);
            pdf_.draw_text(margin + 8, y_ + 14, word, badge_style);
            y_ += 21;
        }
        draw_lines(margin, pdf_.lines_of(text(Field::event_title), title_style, content_width), title_style);
        y_ += 20;
    }

    void draw_period() {
        constexpr float height = 78;
        pdf_.fill(margin, y_, content_width, height, tint);
        pdf_.fill(margin, y_, 3, height, accent);
        const CivilTime starts = civil(Field::event_starts_at);
        const CivilTime ends = civil(Field::event_ends_at);
        const CivilTime midnight{};
        const bool whole_days = clock(starts) == clock(midnight) && clock(ends) == clock(midnight);
        const Date last = whole_days ? date_from_days(days_since_epoch(ends.date) - 1) : ends.date;
        const std::string all_day = say(words::all_day);
        draw_moment(margin + 18, epic::words::starts_at, whole_days ? all_day : clock(starts), starts.date);
        if (!whole_days || starts.date < last)
            draw_moment(margin + column_width + gap, epic::words::ends_at, whole_days ? all_day : clock(ends), last);
        y_ += height + 14;
        pdf_.draw_text(margin, y_, tr(language_, words::zone_is, {zone_}), small_style);
        y_ += 14;
    }

    void draw_moment(float x, const Msg& label, const std::string& time, Date date) {
        pdf_.draw_text(x, y_ + 20, say(label), label_style);
        pdf_.draw_text(x, y_ + 43, time, clock_style);
        pdf_.draw_text(x, y_ + 62, intl::long_date(date, language_), strong_style);
    }

    void draw_blocks() {
        Block place{&epic::words::venue_name, {}};
        add(place, text(Field::event_venue_name));
        add(place, text(Field::event_venue_address));
        Block contact{&epic::words::contact_name, {}};
        for (const Field field : {Field::event_contact_name, Field::event_contact_phone, Field::event_contact_email})
            add(contact, text(field));
        Block client{&epic::words::client, {}};
        add(client, view_.client_name);
        if (client_) {
            for (const Field field : {Field::client_company, Field::client_phone, Field::client_email})
                add(client, client_->record.text(field));
        }
        Block attendees{&epic::words::attendees, {}};
        if (const auto count = view_.record.integer(Field::event_attendees, -1); count >= 0)
            add(attendees, display_text(count, language_));
        Block support{&epic::words::support, {}};
        const auto assigned = view_.names.find(Field::event_support);
        add(support, assigned == view_.names.end() ? say(words::nobody_yet) : assigned->second);
        Block commercial{&epic::words::commercial, {}};
        add(commercial, view_.commercial_name);
        draw_pair(place, contact);
        draw_pair(client, attendees);
        draw_pair(support, commercial);
    }

    void draw_pair(const Block& left, const Block& right) {
        const auto left_lines = wrapped(left);
        const auto right_lines = wrapped(right);
        const auto rows = static_cast<float>(std::max(left_lines.size(), right_lines.size()));
        make_room(18 + rows * leading(value_style) + 14);
        const float top = y_;
        float lowest = top;
        for (const auto& [block, lines, x] :
             {std::tuple(&left, &left_lines, margin), std::tuple(&right, &right_lines, margin + column_width + gap)}) {
            y_ = top + 12;
            pdf_.draw_text(x, y_, say(*block->label), label_style);
            y_ += 2;
            for (std::size_t i = 0; i < lines->size(); ++i)
                draw_lines(x, {(*lines)[i]}, i == 0 ? strong_style : value_style);
            lowest = std::max(lowest, y_);
        }
        y_ = lowest + 14;
        pdf_.draw_rule(margin, y_, content_width, line);
        y_ += 4;
    }

    std::vector<std::string> wrapped(const Block& block) {
        std::vector<std::string> lines;
        for (const std::string& one : block.lines) {
            const TextStyle& style = lines.empty() ? strong_style : value_style;
            for (std::string& part : pdf_.lines_of(one, style, column_width)) lines.push_back(std::move(part));
        }
        if (lines.empty()) lines.emplace_back("–");
        return lines;
    }

    // False when it is to stop.
    bool draw_notes(const std::function<bool()>& go_on) {
        const std::string notes = text(Field::event_notes);
        if (notes.empty()) return true;
        y_ += 14;
        make_room(heading_style.size + 8 + 2 * leading(note_style));
        y_ += heading_style.size;
        pdf_.draw_text(margin, y_, say(epic::words::notes), heading_style);
        y_ += 6;
        for (const std::string& one : pdf_.lines_of(notes, note_style, content_width)) {
            const std::size_t pages = pdf_.page_count();
            make_room(leading(note_style));
            if (pdf_.page_count() > pages && go_on && !go_on()) return false;
            y_ += one.empty() ? leading(note_style) / 2 : leading(note_style);
            pdf_.draw_text(margin, y_, one, note_style);
        }
        return true;
    }

    // Goes on at the top of a new page when this one has less than `height` left.
    void make_room(float height) {
        if (y_ + height <= bottom) return;
        pdf_.new_page();
        y_ = 56;
        const std::string when = intl::long_date(civil(Field::event_starts_at).date, language_);
        const auto title = pdf_.lines_of(text(Field::event_title), kicker_style,
                                         content_width - pdf_.width_of(when, label_style) - gap);
        pdf_.draw_text(margin, y_, title.front() + (title.size() > 1 ? " …" : ""), kicker_style);
        pdf_.draw_text(margin + content_width - pdf_.width_of(when, label_style), y_, when, label_style);
        y_ += 10;
        pdf_.draw_rule(margin, y_, content_width, accent);
        y_ += 10;
    }

    void draw_feet() {
        const std::string local = environment_.zones.local_zone();
        const CivilTime now = environment_.zones.to_civil(environment_.clock.now(), local);
        const std::string printed = tr(language_, words::state_of, {intl::long_date(now.date, language_), clock(now)});
        for (std::size_t i = 0; i < pdf_.page_count(); ++i) {
            pdf_.go_to_page(i);
            const float y = Pdf::page_height - 36;
            pdf_.draw_rule(margin, y - 13, content_width, line);
            pdf_.draw_text(margin, y, printed, small_style);
            const std::string page =
                tr(language_, words::page_of, {std::to_string(i + 1), std::to_string(pdf_.page_count())});
            pdf_.draw_text(margin + content_width - pdf_.width_of(page, small_style), y, page, small_style);
        }
    }

    const RecordView& view_;
    const std::optional<RecordView>& client_;
    const Language language_;
    const intl::Environment& environment_;
    std::string zone_;
    Pdf pdf_;
    float y_ = 0;
};

} // namespace

Result<> export_event_sheet(const store::Store& store, const Id& event, const std::string& path, Language language,
                            const intl::Environment& environment, const std::function<bool()>& go_on) {
    const RecordView view = EPIC_TRY(store.find(Entity::event, event));
    std::optional<RecordView> client;
    if (view.client) client = EPIC_TRY(store.find(Entity::client, *view.client));
    const std::string pdf = EPIC_TRY(Sheet(view, client, language, environment).draw(go_on));
    OutputFile file = EPIC_TRY(OutputFile::create(path));
    EPIC_TRY(file.write(pdf));
    EPIC_TRY(file.finish());
    file.keep();
    return Done{};
}

} // namespace epic::transfer
