#include "storage/store/internal/writing.hpp"

#include "storage/store/store_words.hpp"

namespace epic::store {
namespace {

// What an operation of this plan touches, for those who listen. A payment changes what its contract shows, and
// names of people and clients stand in other lists.
std::uint32_t touched_by(const Plan& plan) {
    std::uint32_t touched = 0;
    for (const PlannedOperation& operation : plan.operations) {
        const Entity entity = operation.after.entity;
        const bool named_elsewhere = entity != Entity::payment && entity != Entity::event;
        touched |= named_elsewhere ? all_entities : entity_bit(entity);
        if (entity == Entity::payment) touched |= entity_bit(Entity::contract);
    }
    return touched;
}

// A file's slots know the address a person signed in with; nobody but they know the password to make a new one.
void warn_of_login(const Plan& plan, std::vector<Warning>& warnings) {
    for (const PlannedOperation& operation : plan.operations) {
        if (operation.kind == OperationKind::create || operation.after.entity != Entity::collaborator) continue;
        if (operation.before.get(Field::collaborator_email) == operation.after.get(Field::collaborator_email)) continue;
        warnings.push_back(
            {"login_unchanged", Message(words::warning_login, {operation.before.text(Field::collaborator_email)})});
    }
}

} // namespace

Result<Plan> Writing::plan(const Command& command) const {
    const intl::Environment& environment = database_.environment();
    return Planner{world_, environment.zones, environment.ids}.plan(command, session_.actor, moment_);
}

Result<Written> Writing::execute(const Command& command, std::optional<Seen> seen, Group& group,
                                 std::string_view named) {
    if (session_.must_change_password && !std::holds_alternative<PasswordChanged>(command)) {
        return Error{.code = ErrorCode::must_change_password, .message = words::password_must_change};
    }
    Plan planned = EPIC_TRY(plan(command));
    if (!named.empty()) planned.command = named;
    Written written{.record = planned.record, .operations = {}, .group = {}, .warnings = std::move(planned.warnings)};
    if (planned.operations.empty()) return written;
    const auto sequence = seen ? std::optional(seen->sequence) : std::nullopt;
    written.operations = apply_plan(connection_, planned, session_.actor.id, sequence, group);
    written.group = group.id;
    warn_of_login(planned, written.warnings);
    changed_.entities |= touched_by(planned);
    changed_.exchange = true;
    return written;
}

} // namespace epic::store
