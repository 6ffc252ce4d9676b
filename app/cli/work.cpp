#include "app/cli/input.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {

Result<Answer> sign_contract(Context& context, const Call& call) {
    SignContract command{EPIC_TRY(read_id(context, Entity::contract, call.positional("ID"))), {}};
    if (const auto on = call.value("--on")) {
        auto date = read_date(*on);
        if (!date) {
            date.error().field = spec(Field::contract_signed_on).name;
            return std::move(date).error();
        }
        command.on = *date;
    }
    return answer_write(context, Entity::contract, EPIC_TRY(context.store->execute(command)));
}

Result<Answer> reverse_payment(Context& context, const Call& call) {
    ReversePayment command{EPIC_TRY(read_id(context, Entity::payment, call.positional("ID"))),
                           call.value("--note").value_or("")};
    return answer_write(context, Entity::payment, EPIC_TRY(context.store->execute(command)));
}

Result<Answer> assign_event(Context& context, const Call& call) {
    AssignSupport command{EPIC_TRY(read_id(context, Entity::event, call.positional("ID"))), {}};
    if (const std::string& who = call.positional("EMAIL|none"); who != "none") {
        auto support = read_id(context, Entity::collaborator, who);
        if (!support) {
            support.error().field = spec(Field::event_support).name;
            return std::move(support).error();
        }
        command.support = *support;
    }
    return answer_write(context, Entity::event, EPIC_TRY(context.store->execute(command)));
}

Result<Answer> cancel_event(Context& context, const Call& call) {
    const CancelEvent command{EPIC_TRY(read_id(context, Entity::event, call.positional("ID")))};
    return answer_write(context, Entity::event, EPIC_TRY(context.store->execute(command)));
}

} // namespace epic::cli
