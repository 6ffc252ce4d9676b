// The verbs' functions, by group; the table in grammar.cpp names them.
#pragma once

#include "app/cli/context.hpp"

namespace epic::sync {
struct Waiting;
}

namespace epic::cli {

// file.cpp
Result<Answer> create_file(Context& context, const Call& call);
Result<Answer> make_demo(Context& context, const Call& call);
Result<Answer> list_slots(Context& context, const Call& call);

// keys.cpp
Result<Answer> renew_recovery_key(Context& context, const Call& call);
Result<Answer> recover_access(Context& context, const Call& call);
Result<Answer> rekey_file(Context& context, const Call& call);
// The key, and what to do with it.
std::string recovery_key_text(const Context& context, const std::string& key);

// care.cpp
Result<Answer> verify_file(Context& context, const Call& call);
Result<Answer> back_up_file(Context& context, const Call& call);
Result<Answer> restore_file(Context& context, const Call& call);
Result<Answer> salvage_file(Context& context, const Call& call);
// Whether an older copy is in the file's place; said once. note_file: its present state is what is expected.
bool file_is_older_than_seen(const store::Store& store);
void note_file(const store::Store& store);

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

// What --filter, --where, --text and --sort ask for; --limit and --offset too where the verb takes them.
Result<ListQuery> read_query(const Context& context, Entity entity, const Call& call);

// search.cpp, dashboard.cpp
Result<Answer> search_file(Context& context, const Call& call);
Result<Answer> show_dashboard(Context& context, const Call& call);

// work.cpp
Result<Answer> sign_contract(Context& context, const Call& call);
Result<Answer> reverse_payment(Context& context, const Call& call);
Result<Answer> assign_event(Context& context, const Call& call);
Result<Answer> cancel_event(Context& context, const Call& call);

// central.cpp
Result<Answer> central_install(Context& context, const Call& call);
Result<Answer> central_invite(Context& context, const Call& call);
Result<Answer> central_status(Context& context, const Call& call);
// central_life.cpp
Result<Answer> central_verify(Context& context, const Call& call);
Result<Answer> central_report(Context& context, const Call& call);
Result<Answer> central_retire(Context& context, const Call& call);
Result<Answer> central_restored(Context& context, const Call& call);
Result<Answer> central_upgrade(Context& context, const Call& call);
Result<Answer> join_office(Context& context, const Call& call);
Result<Answer> synchronise(Context& context, const Call& call);
// {by, operations, held}: also the inbox says who keeps what from leaving.
Json waiting_json(const sync::Waiting& waiting);

// digest.cpp
Result<Answer> show_digest(Context& context, const Call& call);

// inbox.cpp
Result<Answer> list_inbox(Context& context, const Call& call);
Result<Answer> resolve_conflict(Context& context, const Call& call);
Result<Answer> resend_returned(Context& context, const Call& call);
Result<Answer> hand_over_returned(Context& context, const Call& call);

// undo.cpp
Result<Answer> undo_last(Context& context, const Call& call);
Result<Answer> redo_last(Context& context, const Call& call);

// views.cpp
Result<Answer> save_view(Context& context, const Call& call);
Result<Answer> list_views(Context& context, const Call& call);
Result<Answer> delete_view(Context& context, const Call& call);

// batch.cpp
Result<Answer> run_batch(Context& context, const Call& call);

// documentation.cpp
Result<Answer> show_help(Context& context, const Call& call);
Result<Answer> print_manual(Context& context, const Call& call);
Result<Answer> print_completion(Context& context, const Call& call);

// The answer to a write: the record as it is now, the operation, the warnings.
Result<Answer> answer_write(const Context& context, Entity entity, const store::Written& written);
// Of "client add": client.
Entity entity_of(const Call& call);

} // namespace epic::cli
