// The file as a whole.
#include "storage/store/internal/database.hpp"
#include "storage/store/store.hpp"

namespace epic::store {
std::vector<vault::SlotInfo> Store::slots() const {
    return database_->vault().slots();
}

} // namespace epic::store
