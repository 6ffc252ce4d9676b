// Conflicts and returned edits of the person signed in, and what others changed meanwhile, as the inbox shows them.
// Failures: those of the store. Threads: any.
#pragma once

#include <string>

#include "app/state/intent.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

// Reasons are in `language`.
Result<app::answer::Inbox> read_inbox(store::Store& store, Language language);

// What people know a record by; that of a payment is its client.
std::string shown_name(const RecordView& view);
// The name of what a value refers to; empty when it is no reference or not known here.
std::string referred_name(const store::Store& store, Field field, const Value& value);
// Whether a person is shown this part of what came back: of a creation what was filled in, and nothing that a person
// never sees.
bool is_news(const FieldChange& change, bool creation);

} // namespace epic::shell
