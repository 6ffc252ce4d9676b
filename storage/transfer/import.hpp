// Imports clients or events from a CSV file as spreadsheets really write them.
//
//     const ImportPlan plan = EPIC_TRY(analyse(path, options, environment));   // show it: columns, orders, samples
//     const ImportReport report = EPIC_TRY(run(store, plan, watch));           // or with dry_run: what would happen
//
// `analyse` reads the file and writes nothing. `run` is one action of the person signed in (storage/store/bulk.hpp),
// judged by the rule table line by line: a line that will not do is reported and the rest goes on; when the whole
// fails or is stopped, nothing was written. store.undo_import(report.import_id) takes all of it back.
//
// Failures: usage (the file cannot be read), invalid_value (no table, or columns missing), not_found (the contract),
// not_allowed (nobody in this department may), conflict_with_state (stopped, or changed in between), and those of the
// store. Memory: a row, what the report lists (at most `listed_max` each) and the names of the clients there are.
// Threads: any; both block. Ownership: plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/transfer/encoding.hpp"
#include "core/transfer/headings.hpp"
#include "core/transfer/rows.hpp"
#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::transfer {

// What becomes of a line whose client (same e-mail) or event (same contract, title and start) is there already.
enum class OnDuplicate : std::uint8_t {
    skip,
    merge, // fills what is empty and adds lines of notes; what is there stays
    create,
};

struct ImportOptions {
    Entity entity = Entity::client; // or event
    std::vector<HandMapping> map{};
    std::optional<DateOrder> date_order{}; // of every column; nothing: each column decides
    std::string contract{};                // of events without one of their own: an id or number; may be empty
    std::string zone{};                    // of events without one of their own; empty: the computer's
    OnDuplicate on_duplicate = OnDuplicate::skip;
    bool by_hand = false;                  // a person maps what is not recognised: ImportPlan::missing, no failure
    std::string rejects{};                 // where the lines that failed go; empty: nowhere
    Language language = Language::english; // of the reasons in that file
};

struct ImportColumn {
    std::string heading;
    std::optional<Target> target; // nothing: not imported
    struct Dates {
        DateOrder order = DateOrder::iso;
        bool sure = true; // false: the column reads both ways, and day first was taken
    };
    std::optional<Dates> dates{};
    std::vector<std::string> samples{}; // of the first rows
};

struct ImportPlan {
    std::string path;
    ImportOptions options;
    Encoding encoding = Encoding::utf_8;
    char delimiter = ',';
    std::vector<ImportColumn> columns;
    std::vector<Field> missing; // required, and no column fills them: it cannot be run
    std::int64_t rows = 0;      // below the headings, without blank ones
    // What the file was when it was looked at.
    std::uint64_t size = 0;
    std::int64_t changed_ns = 0;

    // The one order of all date columns; nothing when there is none, or they differ.
    std::optional<DateOrder> date_order() const;
};

Result<ImportPlan> analyse(const std::string& path, const ImportOptions& options, const intl::Environment& environment);

struct ImportReport {
    struct Failed {
        std::size_t line = 0;
        std::string column; // its heading; empty: the whole line
        std::string_view code;
        Message message;
    };
    struct Match {
        enum class By : std::uint8_t { email, phone, name, event };
        std::size_t line = 0;
        Id record{};
        std::string name;
        By by = By::email;
    };
    struct Remark {
        std::size_t line = 0;
        std::string_view code;
        Message message;
    };

    std::optional<Id> import_id; // nothing when nothing was written
    std::int64_t read = 0;
    std::int64_t created = 0;
    std::int64_t merged = 0;
    std::int64_t skipped = 0;
    std::int64_t failed_count = 0; // `failed` lists the first `listed_max`
    std::vector<Failed> failed;
    std::vector<Match> duplicates;          // what was skipped, merged, or created all the same
    std::vector<Match> possible_duplicates; // created, but worth a look
    std::vector<Remark> warnings;
};
inline constexpr std::size_t listed_max = 10'000;

struct ImportProgress {
    std::int64_t done = 0;
    std::int64_t rows = 0;
};
// Called on the importing thread every few hundred rows; false stops the import.
using Watch = std::function<bool(const ImportProgress&)>;

Result<ImportReport> run(store::Store& store, const ImportPlan& plan, const intl::Environment& environment,
                         const Watch& watch = {});
// What `run` would answer now. Nothing is written, and no file of rejected lines.
Result<ImportReport> rehearse(store::Store& store, const ImportPlan& plan, const intl::Environment& environment,
                              const Watch& watch = {});

// The columns that a file of rejected lines has before those of the original. An import passes over them, but for the
// order of dates: few lines could decide otherwise than all did.
inline constexpr std::string_view reject_reason_heading = "import_reason";
inline constexpr std::string_view reject_line_heading = "import_line";
inline constexpr std::string_view reject_order_heading = "import_date_order";

} // namespace epic::transfer
