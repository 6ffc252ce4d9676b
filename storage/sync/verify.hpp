// The proof that this file holds what the server holds, and its repair where it does not.
//
// Both sides are compared at one number of the log, without what waits here to be sent: a checksum for each table, and
// where one differs, for its parts, down to the records; these are fetched again. Nothing else is touched, and
// nothing is ever removed: a record that the server does not have is only counted.
// Failures: those of the exchange; `conflict_with_state` when others wrote all the time.
// Threads: those of the store; blocks on network and file.
// Source of the form: README.md, "sync_checksums".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/interruption.hpp"

namespace epic::sync {

struct TableCheck {
    Entity entity{};
    std::int64_t rows_local = 0;
    std::int64_t rows_server = 0;
    std::string local{}; // 16 hexadecimal digits
    std::string server{};
};

struct CentralVerification {
    std::uint64_t head = 0;
    bool match = true; // before anything was repaired
    std::vector<TableCheck> tables;
    std::int64_t fetched_again = 0; // records that differed or were missing here
    std::int64_t only_here = 0;     // confirmed here, and unknown to the server
};

struct VerifyProgress {
    enum class Step : std::uint8_t { exchanging, comparing, mending } step = Step::exchanging;
    std::uint64_t done = 0;  // of `total`: records here that were compared, or parts that differ
    std::uint64_t total = 0; // 0: not known
};

// `progress` is told now and then. Once it is interrupted the check ends with `cancelled`; what was fetched again
// stays.
Result<CentralVerification> central_verify(store::Store& store, const intl::Environment& environment,
                                           const Credential& credential,
                                           const std::function<void(const VerifyProgress&)>& progress = {},
                                           Interruption* interruption = nullptr);

// SHA-256 of a record as the views …_digest of the server compute it; 64 hexadecimal digits.
std::string record_digest(const Record& record);

} // namespace epic::sync
