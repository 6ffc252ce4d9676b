#include "storage/sync/refusal.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "storage/store/store_words.hpp"
#include "storage/sync/sync_words.hpp"

namespace epic::sync {
namespace {

constexpr std::pair<std::string_view, Msg> by_rule[] = {
    {"record.withdrawn", words::refused_withdrawn},
    {"record.exists", words::refused_exists},
    {"base.refused", words::refused_base},
    {"event.signed_contract", words::refused_unsigned},
    {"event.support_active", words::refused_support},
    {"client.commercial_active", words::refused_commercial},
    {"client.has_contracts", words::refused_dependents},
    {"contract.has_dependents", words::refused_dependents},
    {"contract.signature_holds_events", words::refused_signature},
    {"contract.currency_fixed", words::refused_currency},
    {"payment.currency", words::refused_currency},
    {"payment.reversed_once", words::refused_reversed},
    {"payment.reversal_final", words::refused_reversed},
    {"payment.reversal_mirrors", words::refused_reversed},
    {"collaborator.email_unique", words::refused_email},
    {"collaborator.last_gestion", words::refused_last_gestion},
    {"signed_in", words::revoked},
};

constexpr std::pair<std::string_view, Msg> by_code[] = {
    {"group", words::refused_group},
    {"not_allowed", words::refused_right},
    {"not_found", words::refused_missing},
    {"invalid_value", words::refused_value},
};

} // namespace

Message refusal_message(std::string_view code, std::string_view rule, std::string_view field) {
    for (const auto& [name, message] : by_rule) {
        if (name == rule) return message;
    }
    for (const auto& [name, message] : by_code) {
        if (name != code) continue;
        if (name == "invalid_value" && !field.empty()) return Message(words::refused_field_value, {field});
        return message;
    }
    return words::refused_state;
}

std::string refusal_text(const store::ReturnedItem& item, Language language) {
    if (item.text.empty()) return Message(words::refused_departed).in(language);
    const auto is_kept = [&](const Message& message) {
        return std::ranges::any_of(std::array{Language::english, Language::french},
                                   [&](Language kept) { return message.in(kept) == item.text; });
    };
    std::vector<std::string_view> fields{""};
    for (const FieldChange& change : item.operation.changes) fields.push_back(spec(change.field).name);
    for (const std::string_view field : fields) {
        const Message message = refusal_message(item.code, item.rule, field);
        if (is_kept(message)) return message.in(language);
    }
    for (const Msg& own : {words::change_set_aside, epic::words::built_on_refused}) {
        if (is_kept(own)) return Message(own).in(language);
    }
    return item.text;
}

} // namespace epic::sync
