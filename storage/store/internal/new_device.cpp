#include "storage/store/internal/new_device.hpp"

namespace epic::store {

void become_new_device(Connection& connection, const Id& device) {
    std::optional<Id> batch;
    {
        Query frozen(connection, "exchange/find_batch.sql");
        if (frozen.step()) batch = frozen.id(0);
    }
    if (batch) {
        Query(connection, "exchange/thaw_operations.sql").bind(":batch", *batch).run();
        Query(connection, "exchange/remove_batch.sql").bind(":id", *batch).run();
    }
    Query(connection, "exchange/become_new_device.sql").bind(":device", device).run();
}

} // namespace epic::store
