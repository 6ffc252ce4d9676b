// Reads all that the page of one record shows: the record, what this person may not do with it, its history, what
// belongs to it. Failures: those of the store. Threads: any.
#pragma once

#include "app/state/record_page.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

Result<app::LoadedRecord> read_record(store::Store& store, Entity entity, const Id& id);

} // namespace epic::shell
