#include "app/shell/sync_link.hpp"

namespace epic::shell {

std::unique_ptr<SyncLink> start_sync(store::Store&, const std::string&, const intl::Environment&,
                                     std::function<void()>) {
    return nullptr;
}

Result<> join_server(const JoinRequest&, const intl::Environment&) {
    return Error{.code = ErrorCode::unreachable, .message = {}};
}

} // namespace epic::shell
