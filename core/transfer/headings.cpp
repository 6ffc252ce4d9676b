#include "core/transfer/headings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "core/transfer/transfer_words.hpp"

namespace epic {
namespace {

using F = Field;
using Part = Target::Part;

constexpr std::array client_targets{Target{F::client_full_name},
                                    Target{F::client_full_name, Part::first_name},
                                    Target{F::client_full_name, Part::last_name},
                                    Target{F::client_email},
                                    Target{F::client_phone},
                                    Target{F::client_company},
                                    Target{F::client_first_contact},
                                    Target{F::client_last_contact},
                                    Target{F::client_notes}};
constexpr std::array event_targets{Target{F::event_title},         Target{F::event_contract},
                                   Target{F::event_starts_at},     Target{F::event_starts_at, Part::time_of_day},
                                   Target{F::event_ends_at},       Target{F::event_ends_at, Part::time_of_day},
                                   Target{F::event_time_zone},     Target{F::event_venue_name},
                                   Target{F::event_venue_address}, Target{F::event_contact_name},
                                   Target{F::event_contact_phone}, Target{F::event_contact_email},
                                   Target{F::event_attendees},     Target{F::event_notes},
                                   Target{F::event_cancelled}};

struct Names {
    Target target;
    // As comparable_heading writes them, the surest first, with | between.
    std::string_view names;
};

// Beside these, each field's own name and its label in both languages is known.
constexpr std::array known_names{
    Names{{F::client_full_name},
          "full name|nom complet|nom et prenom|prenom et nom|nom prenom|prenom nom|client name|nom du client|"
          "customer name|contact name|nom du contact|client|customer|contact|name|nom|raison sociale"},
    Names{{F::client_full_name, Part::first_name}, "first name|firstname|given name|forename|prenom|prenom du contact"},
    Names{{F::client_full_name, Part::last_name},
          "last name|lastname|surname|family name|nom de famille|nom du contact|patronyme"},
    Names{{F::client_email},
          "email|e mail|mail|courriel|adresse e mail|adresse email|adresse mail|adresse electronique|email address|"
          "e mail address|mel|mail pro|email pro"},
    Names{{F::client_phone},
          "phone|telephone|tel|phone number|numero de telephone|no de telephone|n de telephone|telephone number|"
          "mobile|portable|mobile phone|telephone portable|telephone mobile|gsm|cell|tel portable|telephone fixe"},
    Names{{F::client_company},
          "company|company name|societe|entreprise|nom de la societe|nom de l entreprise|nom entreprise|organisation|"
          "organization|organisme|structure|business|account|employeur"},
    Names{
        {F::client_first_contact},
        "first contact|premier contact|date du premier contact|first contact date|date of creation|creation date|"
        "date created|date de creation|date creation|created on|created at|created|creation|cree le|"
        "subscription date|date d inscription|date inscription|inscription|client since|customer since|client depuis"},
    Names{{F::client_last_contact},
          "last contact|dernier contact|date du dernier contact|last contact date|date of last contact|last contacted|"
          "last update|updated|updated on|updated at|mise a jour|derniere mise a jour|mis a jour le|modifie le"},
    Names{{F::client_notes},
          "notes|note|remarques|remarque|commentaires|commentaire|comments|comment|observations|observation|"
          "information|informations|description|descriptif"},

    Names{{F::event_title},
          "title|titre|event title|titre de l evenement|event name|nom de l evenement|nom de la manifestation|"
          "intitule|intitule de l evenement|libelle|evenement|event|manifestation|name|nom|objet|subject"},
    Names{{F::event_contract},
          "contract|contrat|contract number|numero de contrat|no de contrat|n de contrat|contract id"},
    Names{{F::event_starts_at},
          "start|starts at|start date|date start|event date start|event start|begin|date debut|date de debut|debut|"
          "commence le|starts on|start time and date|date|date de l evenement|event date|du|dtstart"},
    Names{{F::event_starts_at, Part::time_of_day}, "start time|heure de debut|heure debut|debut heure|heure|time|hour"},
    Names{{F::event_ends_at},
          "end|ends at|end date|date end|event date end|event end|finish|date fin|date de fin|fin|finit le|ends on|"
          "au|dtend"},
    Names{{F::event_ends_at, Part::time_of_day}, "end time|heure de fin|heure fin|fin heure"},
    Names{{F::event_time_zone}, "time zone|timezone|tz|fuseau horaire|fuseau"},
    Names{{F::event_venue_name},
          "venue|venue name|lieu|lieu nom|nom du lieu|location|place|salle|site|endroit|lieu de l evenement"},
    Names{{F::event_venue_address},
          "venue address|adresse du lieu|lieu adresse|address|adresse|street|rue|code postal|postal code|postcode|zip|"
          "zip code|ville|city|commune|town"},
    Names{{F::event_contact_name},
          "contact on site|contact sur place|contact name|nom du contact|contact|on site contact|interlocuteur"},
    Names{{F::event_contact_phone},
          "contact s phone|telephone du contact|contact phone|contact telephone|tel contact|phone|telephone|tel"},
    Names{{F::event_contact_email},
          "contact s e mail|e mail du contact|contact email|contact e mail|email contact|mail contact|mail du contact|"
          "email|e mail|courriel|mail"},
    Names{{F::event_attendees},
          "attendees|expected attendees|participants|participants attendus|invites|nombre d invites|"
          "nombre de participants|guests|headcount|nb participants|nb invites|jauge|effectif"},
    Names{{F::event_notes},
          "notes|note|remarques|remarque|commentaires|commentaire|comments|comment|observations|description|descriptif|"
          "descriptif court|descriptif long|details|horaires|deroule"},
    Names{{F::event_cancelled}, "cancelled|canceled|annule|annulee|annulation"},
};

// Fields that several columns may fill, one below the other.
bool takes_several(const Target& target) {
    return spec(target.field).type == FieldType::long_text;
}

// A last number tells columns of one kind apart: "phone 1", "lieu adresse 2".
struct Numbered {
    std::string_view name;
    int number = 0;
};
Numbered numbered(std::string_view heading) {
    const std::size_t space = heading.rfind(' ');
    if (space == std::string_view::npos || space + 2 < heading.size() - 1) return {heading};
    int number = 0;
    const auto [end, error] = std::from_chars(heading.data() + space + 1, heading.data() + heading.size(), number);
    if (error != std::errc() || end != heading.data() + heading.size()) return {heading};
    return {heading.substr(0, space), number};
}

// How sure the name is: 0 the best; nothing when it is none of the target's.
std::optional<std::size_t> rank(const Target& target, std::string_view heading, const Unicode& unicode) {
    if (target.part == Part::whole) {
        const FieldSpec& field = spec(target.field);
        if (heading == comparable_heading(field.name, unicode)) return 0;
        for (const Language language : {Language::english, Language::french}) {
            if (heading == comparable_heading(tr(language, field.label), unicode)) return 0;
        }
    } else if (heading == comparable_heading(target_name(target), unicode)) {
        return 0;
    }
    for (const Names& known : known_names) {
        if (known.target != target) continue;
        std::size_t place = 1;
        for (std::string_view names = known.names; !names.empty(); ++place) {
            const std::size_t bar = std::min(names.find('|'), names.size());
            if (names.substr(0, bar) == heading) return place;
            names.remove_prefix(std::min(bar + 1, names.size()));
        }
    }
    return std::nullopt;
}

std::string list_of(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name.substr(0, 60);
    return all.size() > 2'000 ? all.substr(0, 2'000) + "…" : all;
}

Error invalid(Message message, std::string_view field = {}) {
    return Error{.code = ErrorCode::invalid_value, .message = std::move(message), .field = field};
}

class Mapper {
public:
    Mapper(Entity entity, const std::vector<std::string>& headings, const Unicode& unicode, FieldSet* missing)
        : entity_(entity),
          headings_(headings),
          mapping_(headings.size()),
          by_hand_(headings.size()),
          missing_(missing) {
        for (const std::string& heading : headings) comparable_.push_back(comparable_heading(heading, unicode));
    }

    Result<> take(const HandMapping& hand, const Unicode& unicode) {
        const std::size_t column = EPIC_TRY(column_of(hand.heading, unicode));
        by_hand_[column] = true;
        if (hand.target == "none" || hand.target.empty()) {
            mapping_[column].reset();
            return Done{};
        }
        const auto target = find_target(entity_, hand.target);
        if (!target) return invalid(Message(words::no_such_target, {hand.target, names_of_targets()}));
        for (std::size_t i = 0; i < headings_.size(); ++i) {
            if (i != column && mapping_[i] == target && !takes_several(*target)) {
                return invalid(Message(words::mapped_twice, {target_name(*target), headings_[i], headings_[column]}));
            }
        }
        mapping_[column] = target;
        return Done{};
    }

    Result<> recognise(const Unicode& unicode) {
        for (const Target& target : import_targets(entity_)) EPIC_TRY(recognise(target, unicode));
        settle_names();
        return Done{};
    }

    Result<> require(const FieldSet& provided) const {
        for (const Target& target : import_targets(entity_)) {
            const FieldSpec& field = spec(target.field);
            const bool needed = field.field == F::client_full_name || field.field == F::event_title ||
                                field.field == F::event_starts_at || field.field == F::event_contract;
            const bool there = std::ranges::any_of(mapping_, [&](const std::optional<Target>& mapped) {
                return mapped && mapped->field == field.field && mapped->part != Part::time_of_day;
            });
            const auto at = static_cast<std::size_t>(field.field);
            if (!needed || there || provided.test(at)) continue;
            if (missing_ != nullptr) {
                missing_->set(at);
            } else {
                Message message = Message(words::column_missing).with(field.label);
                message.arguments.push_back({list_of(headings_), false});
                return invalid(std::move(message), field.name);
            }
        }
        return Done{};
    }

    Mapping result() { return std::move(mapping_); }

private:
    Result<std::size_t> column_of(const std::string& named, const Unicode& unicode) const {
        if (named.starts_with('#')) {
            std::size_t number = 0;
            const auto [end, error] = std::from_chars(named.data() + 1, named.data() + named.size(), number);
            if (error == std::errc() && end == named.data() + named.size() && number >= 1 && number <= headings_.size())
                return number - 1;
        }
        const std::string wanted = comparable_heading(named, unicode);
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < headings_.size(); ++i) {
            const bool same = headings_[i] == named || comparable_[i] == wanted;
            if (!same) continue;
            if (found) return twice(*found, i);
            found = i;
        }
        if (!found) return invalid(Message(words::no_such_heading, {named, list_of(headings_)}));
        return *found;
    }

    Error twice(std::size_t first, std::size_t second) const {
        return invalid(
            Message(words::heading_twice, {headings_[second], std::to_string(first + 1), std::to_string(second + 1)}));
    }

    std::string names_of_targets() const {
        std::vector<std::string> names;
        for (const Target& target : import_targets(entity_)) names.emplace_back(target_name(target));
        return list_of(names);
    }

    bool taken(const Target& target) const {
        return std::ranges::find(mapping_, std::optional(target)) != mapping_.end();
    }

    Result<> recognise(const Target& target, const Unicode& unicode) {
        if (taken(target) && !takes_several(target)) return Done{};
        std::optional<std::size_t> best;
        std::size_t best_rank = 0;
        for (std::size_t i = 0; i < headings_.size(); ++i) {
            if (by_hand_[i] || mapping_[i] || comparable_[i].empty()) continue;
            auto found = rank(target, comparable_[i], unicode);
            const Numbered shortened = numbered(comparable_[i]);
            if (!found && (shortened.number == 1 || (shortened.number > 1 && takes_several(target))))
                found = rank(target, shortened.name, unicode);
            if (!found) continue;
            if (takes_several(target)) {
                mapping_[i] = target;
            } else if (best && comparable_[*best] == comparable_[i]) {
                if (missing_ == nullptr) return twice(*best, i);
                return Done{};
            } else if (!best || *found < best_rank) {
                best = i;
                best_rank = *found;
            }
        }
        if (best) mapping_[*best] = target;
        return Done{};
    }

    // Beside a first name, a column "Nom" holds the last name; beside a whole name, parts of it say nothing new.
    void settle_names() {
        const Target whole{F::client_full_name};
        const Target first{F::client_full_name, Part::first_name};
        const Target last{F::client_full_name, Part::last_name};
        if (entity_ != Entity::client || !taken(whole)) return;
        for (std::size_t i = 0; i < mapping_.size(); ++i) {
            const bool ambiguous = comparable_[i] == "nom" || comparable_[i] == "name";
            if (mapping_[i] == whole && ambiguous && taken(first) && !taken(last) && !by_hand_[i]) mapping_[i] = last;
        }
        const auto by_hand = [&](const Target& target) {
            for (std::size_t i = 0; i < mapping_.size(); ++i) {
                if (by_hand_[i] && mapping_[i] == target) return true;
            }
            return false;
        };
        const bool parts_win = taken(first) && taken(last) && !by_hand(whole);
        for (auto& mapped : mapping_) {
            if (taken(whole) && (mapped == first || mapped == last) && !parts_win) mapped.reset();
        }
        if (parts_win) std::ranges::replace(mapping_, std::optional(whole), std::optional<Target>());
    }

    const Entity entity_;
    const std::vector<std::string>& headings_;
    std::vector<std::string> comparable_;
    Mapping mapping_;
    std::vector<bool> by_hand_;
    FieldSet* missing_; // not null: what cannot be decided is left to a person
};

} // namespace

std::string_view target_name(const Target& target) {
    switch (target.part) {
        case Part::whole: return spec(target.field).name;
        case Part::first_name: return "first_name";
        case Part::last_name: return "last_name";
        case Part::time_of_day: break;
    }
    return target.field == F::event_starts_at ? "start_time" : "end_time";
}

std::span<const Target> import_targets(Entity entity) {
    if (entity == Entity::client) return client_targets;
    if (entity == Entity::event) return event_targets;
    return {};
}

std::optional<Target> find_target(Entity entity, std::string_view name) {
    for (const Target& target : import_targets(entity)) {
        if (target_name(target) == name) return target;
    }
    return std::nullopt;
}

std::string comparable_heading(std::string_view heading, const Unicode& unicode) {
    std::string folded = unicode.fold(heading);
    for (const std::string_view sign : {"°", "–", "—", "…", "«", "»", "“", "”"}) {
        for (std::size_t at = folded.find(sign); at != std::string::npos; at = folded.find(sign))
            folded.replace(at, sign.size(), " ");
    }
    std::string name;
    int brackets = 0;
    for (const char c : folded) {
        if (c == '(' || c == '[') ++brackets;
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (brackets == 0 && word) {
            name += c;
        } else if (!name.empty() && name.back() != ' ') {
            name += ' ';
        }
        if (brackets > 0 && (c == ')' || c == ']')) --brackets;
    }
    if (name.ends_with(' ')) name.pop_back();
    return name;
}

Result<Mapping> map_headings(Entity entity, const std::vector<std::string>& headings,
                             const std::vector<HandMapping>& by_hand, const FieldSet& provided, const Unicode& unicode,
                             FieldSet* missing) {
    Mapper mapper(entity, headings, unicode, missing);
    for (const HandMapping& hand : by_hand) EPIC_TRY(mapper.take(hand, unicode));
    EPIC_TRY(mapper.recognise(unicode));
    EPIC_TRY(mapper.require(provided));
    return mapper.result();
}

} // namespace epic
