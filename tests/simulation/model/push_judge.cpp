// Rights by core's rule table, and what must hold whoever writes.
#include <algorithm>

#include "core/rules/rules.hpp"
#include "tests/simulation/model/push.hpp"

namespace epic::model {
namespace {

bool standing(const Row& event) {
    return !event.flag("cancelled") && !event.flag("withdrawn");
}

bool signed_now(const Row* contract) {
    return contract != nullptr && contract->get("signed_on") && !contract->flag("withdrawn");
}

} // namespace

const Row* Push::find(const Text& id, Entity entity) const {
    if (!id) return nullptr;
    const auto found = server_.records.find(*id);
    return found == server_.records.end() || found->second.entity != entity ? nullptr : &found->second;
}

template <typename Visit>
bool Push::any(Entity entity, Visit visit) const {
    return std::any_of(server_.records.begin(), server_.records.end(),
                       [&](const auto& record) { return record.second.entity == entity && visit(record.second); });
}

const Row* Push::contract_of(const PushedOperation& operation) const {
    if (operation.entity == Entity::contract) return find(operation.record, Entity::contract);
    if (operation.creates) return find(operation.set("contract"), Entity::contract);
    const Row* event = find(operation.record, Entity::event);
    const Row* payment = find(operation.record, Entity::payment);
    if (event) return find(event->get("contract"), Entity::contract);
    return payment ? find(payment->get("contract"), Entity::contract) : nullptr;
}

const Row* Push::client_of(const PushedOperation& operation) const {
    if (operation.entity == Entity::client) return find(operation.record, Entity::client);
    if (operation.entity == Entity::contract && operation.creates) return find(operation.set("client"), Entity::client);
    const Row* contract = contract_of(operation);
    return contract ? find(contract->get("client"), Entity::client) : nullptr;
}

void Push::judge(PushedOperation& operation) {
    const auto found = server_.records.find(operation.record);
    const bool exists = found != server_.records.end();
    if (!operation.creates && (!exists || found->second.entity != operation.entity)) {
        return operation.refuse("not_found", "record");
    }
    if (operation.creates && operation.entity == Entity::contract && client_of(operation) == nullptr) {
        return operation.refuse("not_found", "record", "client");
    }
    const bool on_contract = operation.entity == Entity::payment || operation.entity == Entity::event;
    if (operation.creates && on_contract && contract_of(operation) == nullptr) {
        return operation.refuse("not_found", "record", "contract");
    }
    if (operation.creates && exists) return operation.refuse("conflict_with_state", "record.exists");
    if (trusted_) return;
    std::string rule;
    if (!may(operation, rule) && server_.undone != Undone::rights) return operation.refuse("not_allowed", rule);
    rule = broken_rule(operation);
    if (!rule.empty()) operation.refuse("conflict_with_state", rule);
}

bool Push::may(const PushedOperation& operation, std::string& closest) const {
    const Row* author = find(author_, Entity::collaborator);
    if (author == nullptr || !author->flag("active")) {
        closest = "signed_in";
        return false;
    }
    const auto department = parse_department(*author->get("department"));
    const auto record = server_.records.find(operation.record);
    const Row* row = record == server_.records.end() ? nullptr : &record->second;
    const Row* client = client_of(operation);
    Text owner = client ? client->get("commercial") : std::nullopt;
    if (operation.entity == Entity::client && operation.creates) owner = operation.set("commercial");
    const Text support = row && row->entity == Entity::event ? row->get("support") : std::nullopt;

    for (const Rule& rule : rule_table()) {
        const Action action = operation.creates ? Action::create : Action::change;
        if (rule.department != department || rule.entity != operation.entity || rule.action != action) continue;
        bool all = true;
        bool some = false;
        for (const PushedField& field : operation.fields) {
            const bool held = rule.fields.test(static_cast<std::size_t>(field.spec->field));
            some = some || held;
            all = all && (held || !operation.filled_in(field));
        }
        if (some && (closest.empty() || rule.id < closest)) closest = rule.id;
        if (!all) continue;
        bool holds = false;
        switch (rule.condition) {
            case Condition::always: holds = true; break;
            case Condition::own_client: holds = owner == author_; break;
            case Condition::own_client_signed: holds = owner == author_ && signed_now(contract_of(operation)); break;
            case Condition::assigned_to_me: holds = support == author_; break;
            case Condition::created_by_me_unassigned: holds = row && row->created_by == author_ && !support; break;
            case Condition::self: holds = operation.record == author_; break;
        }
        if (holds) return true;
    }
    if (closest.empty()) closest = operation.creates ? "department.create" : "department.change";
    return false;
}

std::string Push::broken_rule(const PushedOperation& operation) const {
    const Row* me = find(operation.record, operation.entity);
    const std::string& id = operation.record;
    const auto active = [&](const Text& person, std::string_view department) {
        const Row* row = find(person, Entity::collaborator);
        return row && row->flag("active") && row->get("department") == department;
    };
    switch (operation.entity) {
        case Entity::collaborator: {
            if (const Text email = operation.set("email")) {
                for (const auto& [other, row] : server_.records) {
                    if (row.entity == Entity::collaborator && other != id && row.get("email") == email) {
                        return "collaborator.email_unique";
                    }
                }
            }
            const bool leaves =
                operation.set("active") == "0" || operation.set("department").value_or("gestion") != "gestion";
            if (me && me->flag("active") && me->get("department") == "gestion" && leaves) {
                std::size_t left = 0;
                any(Entity::collaborator, [&](const Row& row) {
                    if (row.flag("active") && row.get("department") == "gestion") ++left;
                    return false;
                });
                if (left <= 1 && server_.undone != Undone::last_gestion) return "collaborator.last_gestion";
            }
            return {};
        }
        case Entity::client: {
            const Text commercial = operation.set("commercial");
            if (commercial && !active(commercial, "commercial")) return "client.commercial_active";
            const auto of_it = [&](const Row& row) { return row.get("client") == id && !row.flag("withdrawn"); };
            if (operation.set("withdrawn") == "1" && any(Entity::contract, of_it)) return "client.has_contracts";
            return {};
        }
        case Entity::contract: {
            const Row* client = client_of(operation);
            const bool restores =
                !operation.creates && me && me->flag("withdrawn") && operation.set("withdrawn") == "0";
            if ((operation.creates || restores) && client && client->flag("withdrawn")) return "record.withdrawn";
            const auto event_stands = [&](const Row& row) { return row.get("contract") == id && standing(row); };
            const bool clears = !operation.creates && operation.names("signed_on") && !operation.set("signed_on");
            if (clears && any(Entity::event, event_stands)) return "contract.signature_holds_events";
            const Text currency = operation.set("currency");
            const auto of_it = [&](const Row& row) { return row.get("contract") == id; };
            if (!operation.creates && currency && currency != me->get("currency") && any(Entity::payment, of_it)) {
                return "contract.currency_fixed";
            }
            if (operation.set("withdrawn") != "1") return {};
            std::set<std::string> reversed;
            any(Entity::payment, [&](const Row& row) {
                if (row.get("reverses")) reversed.insert(*row.get("reverses"));
                return false;
            });
            for (const auto& [payment, row] : server_.records) {
                if (row.entity == Entity::payment && of_it(row) && !row.get("reverses") &&
                    !reversed.contains(payment)) {
                    return "contract.has_dependents";
                }
            }
            return any(Entity::event, event_stands) ? "contract.has_dependents" : "";
        }
        case Entity::payment: {
            const Row* contract = contract_of(operation);
            if (contract && contract->flag("withdrawn")) return "record.withdrawn";
            const Text currency = operation.set("currency");
            if (contract && currency && currency != contract->get("currency")) return "payment.currency";
            const Text reverses = operation.set("reverses");
            if (!reverses) return {};
            const Row* reversed = find(reverses, Entity::payment);
            if (reversed && reversed->get("reverses")) return "payment.reversal_final";
            const auto again = [&](const Row& row) { return row.get("reverses") == reverses; };
            if (any(Entity::payment, again) && server_.undone != Undone::reversed_once) return "payment.reversed_once";
            const bool mirrors = reversed && reversed->get("contract") == operation.set("contract") &&
                                 std::stoll(*reversed->get("amount")) == -std::stoll(*operation.set("amount"));
            return mirrors ? "" : "payment.reversal_mirrors";
        }
        case Entity::event: break;
    }
    const Row* contract = contract_of(operation);
    if (operation.creates && !signed_now(contract)) return "event.signed_contract";
    const Text moved = operation.set("contract");
    if (!operation.creates && moved && me && moved != me->get("contract") &&
        !signed_now(find(moved, Entity::contract))) {
        return "event.signed_contract";
    }
    if (!operation.creates && me && !standing(*me) && !signed_now(contract)) {
        const bool cancelled = operation.set("cancelled").value_or(*me->get("cancelled")) == "1";
        const bool withdrawn = operation.set("withdrawn").value_or(*me->get("withdrawn")) == "1";
        if (!cancelled && !withdrawn) return "event.signed_contract";
    }
    const Text support = operation.set("support");
    return support && !active(support, "support") ? "event.support_active" : "";
}

} // namespace epic::model
