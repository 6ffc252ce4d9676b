// The verbs' functions, by group; the table in grammar.cpp names them.
#pragma once

#include "app/cli/context.hpp"

namespace epic::cli {

// file.cpp
Result<Answer> create_file(Context& context, const Call& call);
Result<Answer> make_demo(Context& context, const Call& call);
Result<Answer> verify_file(Context& context, const Call& call);
Result<Answer> list_slots(Context& context, const Call& call);

// people.cpp
Result<Answer> add_collaborator(Context& context, const Call& call);
Result<Answer> deactivate_collaborator(Context& context, const Call& call);
Result<Answer> reset_password(Context& context, const Call& call);
Result<Answer> change_password(Context& context, const Call& call);

// records.cpp; the entity is the first word of the call.
Result<Answer> add_record(Context& context, const Call& call);
Result<Answer> edit_record(Context& context, const Call& call);
Result<Answer> show_record(Context& context, const Call& call);
Result<Answer> list_records(Context& context, const Call& call);
Result<Answer> show_history(Context& context, const Call& call);

// work.cpp
Result<Answer> sign_contract(Context& context, const Call& call);
Result<Answer> reverse_payment(Context& context, const Call& call);
Result<Answer> assign_event(Context& context, const Call& call);
Result<Answer> cancel_event(Context& context, const Call& call);

// central.cpp
Result<Answer> central_install(Context& context, const Call& call);
Result<Answer> central_invite(Context& context, const Call& call);
Result<Answer> central_status(Context& context, const Call& call);
Result<Answer> join_office(Context& context, const Call& call);
Result<Answer> synchronise(Context& context, const Call& call);
Result<Answer> list_inbox(Context& context, const Call& call);

// batch.cpp
Result<Answer> run_batch(Context& context, const Call& call);

// The answer to a write: the record as it is now, the operation, the warnings.
Result<Answer> answer_write(const Context& context, Entity entity, const store::Written& written);
// Of "client add": client.
Entity entity_of(const Call& call);

} // namespace epic::cli
