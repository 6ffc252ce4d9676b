#include "app/state/inbox.hpp"

#include <algorithm>

#include "app/state/inbox_words.hpp"
#include "app/state/present.hpp"
#include "core/model/model_words.hpp"

namespace epic::app {
namespace {

struct Formatter {
    InboxItem& item;
    const Actor& actor;
    Language language;
    const Seams& seams;

    const InboxLine* line(FieldType type) const {
        const auto found =
            std::ranges::find_if(item.lines, [&](const InboxLine& l) { return spec(l.field).type == type; });
        return found == item.lines.end() ? nullptr : &*found;
    }

    // What goes along with a value: the currency of its amount, the zone of its time.
    std::string companion(FieldType type, Value InboxLine::*side) const {
        if (const InboxLine* found = line(type)) {
            if (const auto* text = std::get_if<std::string>(&(found->*side))) return *text;
        }
        for (const FieldSpec& rule : fields_of(item.entity)) {
            if (rule.type == type && item.record_there) return item.present.record.text(rule.field);
        }
        return {};
    }

    std::string shown(const InboxLine& one, Value InboxLine::*side, const std::string& name) const {
        const Value& value = one.*side;
        if (is_null(value)) return {};
        if (spec(one.field).type == FieldType::instant) {
            std::string zone = companion(FieldType::zone, side);
            if (zone.empty()) zone = seams.zones.local_zone();
            return moment_text(Instant{std::get<std::int64_t>(value)}, zone, seams.zones, language);
        }
        const Currency currency = Currency::parse(companion(FieldType::currency, side)).value_or(euro);
        return value_text(one.field, value, name, currency, seams.zones, language);
    }

    std::string why_locked() const { return item.locked ? refusal_text(*item.locked, language) : std::string(); }
    void offer(InboxAction action, std::string reason = {}) const {
        item.offers.push_back({action, std::move(reason)});
    }
    std::string say(const Msg& msg) const { return std::string(tr(language, msg)); }

    void offers() const {
        item.offers.clear();
        if (item.conflict) {
            offer(InboxAction::keep_mine, why_locked());
            offer(InboxAction::take_theirs, why_locked());
            offer(InboxAction::own_value, item.record_there ? why_locked() : say(words::inbox_record_missing));
            return;
        }
        offer(InboxAction::edit_again, item.creation        ? say(words::inbox_creation_edit)
                                       : !item.record_there ? say(words::inbox_record_missing)
                                                            : why_locked());
        offer(InboxAction::send_again, why_locked());
        offer(InboxAction::hand_over, item.handed_over                          ? say(words::inbox_handed_already)
                                      : actor.department == Department::gestion ? say(words::inbox_is_management)
                                                                                : std::string());
        offer(InboxAction::dismiss, item.creation ? say(words::inbox_creation_stays) : std::string());
    }
};

} // namespace

const InboxOffer* InboxItem::offered(InboxAction action) const {
    const auto found = std::ranges::find_if(offers, [&](const InboxOffer& offer) { return offer.action == action; });
    return found == offers.end() ? nullptr : &*found;
}

void format(InboxItem& item, const Actor& actor, Language language, const Seams& seams, Instant now) {
    const Formatter formatter{item, actor, language, seams};
    for (InboxLine& line : item.lines) {
        line.label = tr(language, spec(line.field).label);
        line.mine_text = formatter.shown(line, &InboxLine::mine, line.mine_name);
        line.theirs_text = formatter.shown(line, &InboxLine::theirs, line.theirs_name);
        line.before_text = formatter.shown(line, &InboxLine::before, line.before_name);
    }
    item.subtitle.clear();
    if (item.at.unix_ms > 0) {
        item.subtitle = ago_text(item.at, now, seams.zones.local_zone(), seams.zones, language);
    }
    formatter.offers();
}

} // namespace epic::app
