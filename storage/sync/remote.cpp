#include "storage/sync/remote.hpp"

namespace epic::sync {

Outcome<std::string> Remote::call_for_text(std::string_view procedure,
                                           std::initializer_list<std::string_view> arguments) {
    std::optional<std::string> text;
    EPIC_TRY(call(procedure, arguments, [&](std::size_t result_set, RowView row) {
        if (result_set == 0 && !text && !row.empty() && row[0]) text = std::string(*row[0]);
    }));
    if (!text) return RemoteFailure{RemoteFault::server, 0, "no answer"};
    return std::move(*text);
}

} // namespace epic::sync
