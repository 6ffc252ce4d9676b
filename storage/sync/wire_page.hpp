// The documents of a first synchronisation: sync_page (README.md gives the form).
//
// Reading never trusts: anything that is not as described is `server_refused`, with the reason in details.
// Threads: plain values and pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store/exchange.hpp"
#include "storage/sync/first_pages.hpp"
#include "storage/sync/wire.hpp"

namespace epic::sync {

struct PageAnswer {
    bool more = false;
    std::uint64_t total = 0; // records of the server; 0 when it does not say
};

std::string page_document(const Envelope& envelope, const PageStage& stage, std::string_view after,
                          std::uint32_t records_max);
Result<PageAnswer> read_page(std::string_view text);
Result<store::BootstrapRow> read_page_row(RowView row);
// One operation with its open questions: a row of the stage "conflict".
struct PageQuestions {
    Id operation{};
    std::vector<store::ConflictEntry> conflicts;
};
Result<PageQuestions> read_page_questions(RowView row);

} // namespace epic::sync
