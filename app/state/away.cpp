#include "app/state/away.hpp"

#include "app/state/present.hpp"

namespace epic::app {
namespace {

Currency currency_of(const AwayState& away, const DigestItem& item, Value DigestField::*side) {
    for (const DigestField& field : item.fields) {
        if (spec(field.field).type != FieldType::currency) continue;
        const auto* code = std::get_if<std::string>(&(field.*side));
        if (code != nullptr) return Currency::parse(*code).value_or(euro);
    }
    const auto known = away.facts.find(item.record);
    return known == away.facts.end() ? euro : known->second.amount.currency;
}

std::string name_of(const AwayState& away, const DigestItem& item, Language language) {
    const auto known = away.facts.find(item.record);
    if (known == away.facts.end()) return item.name;
    const std::string first = item.entity == Entity::payment ? display_text(known->second.amount, language) : item.name;
    return known->second.client.empty() ? first : first + " · " + known->second.client;
}

} // namespace

void format(AwayState& away, Language language, const Seams& seams, Instant now) {
    away.entries.clear();
    for (const DigestItem& item : away.digest.items) {
        AwayEntry made{item.entity, item.record, name_of(away, item, language), {}, item.created, item.own, {}};
        made.detail = ago_text(item.at, now, seams.zones.local_zone(), seams.zones, language);
        if (!item.by_name.empty()) made.detail = item.by_name + " · " + made.detail;
        for (const DigestField& field : item.fields) {
            const FieldType type = spec(field.field).type;
            // The currency stands behind its amount.
            if (item.created || type == FieldType::currency || field.before == field.after) continue;
            const auto shown = [&](Value DigestField::*side, const std::string& name) {
                return value_text(field.field, field.*side, name, currency_of(away, item, side), seams.zones, language);
            };
            made.lines.push_back({std::string(tr(language, spec(field.field).label)),
                                  shown(&DigestField::before, field.before_name),
                                  shown(&DigestField::after, field.after_name)});
        }
        away.entries.push_back(std::move(made));
    }
}

} // namespace epic::app
