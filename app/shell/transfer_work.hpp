// Files that go out and come in, for the window. Failures: those of storage/transfer. Threads: any; all block.
#pragma once

#include <functional>

#include "app/state/transfer.hpp"
#include "storage/store/store.hpp"
#include "storage/transfer/import.hpp"

namespace epic::shell {

// Tells how far it is; false stops.
using FarAs = std::function<bool(std::int64_t done, std::int64_t rows)>;

// The number of rows or events. With `replace` a file of that name gives way, once the new one is whole.
Result<std::int64_t> write_file(const store::Store& store, const app::effect::WriteFile& wanted,
                                const intl::Environment& environment, const FarAs& far_as);

Result<transfer::ImportPlan> look_at_table(const app::ImportWish& wish, const intl::Environment& environment);
app::ImportLook look_of(const transfer::ImportPlan& plan);
Result<app::ImportResult> import_table(store::Store& store, const transfer::ImportPlan& plan, bool rehearse,
                                       const intl::Environment& environment, const FarAs& far_as);

} // namespace epic::shell
