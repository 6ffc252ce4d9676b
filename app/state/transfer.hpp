// Files that go out (CSV, calendars, sheets) and come in (CSV): state, intents, effects and answers.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/model/field.hpp"
#include "core/model/query.hpp"
#include "core/transfer/dates.hpp"
#include "core/transfer/headings.hpp"

namespace epic::app {

enum class FilePurpose : std::uint8_t { export_csv, export_calendar, export_sheet, import_csv };

// What a file was asked for.
struct FileWish {
    FilePurpose purpose{};
    ListQuery query{};      // of exports
    std::int64_t rows = -1; // expected; negative: not known
    Id record{};            // of a sheet
    Entity entity{};        // of an import
};

// A file that is being written.
struct Writing {
    std::uint64_t ticket = 0;
    FilePurpose purpose{};
    std::int64_t done = 0;
    std::int64_t rows = -1;
};

enum class OnTwin : std::uint8_t { skip, merge, create }; // what becomes of a line that is there already

struct ImportWish {
    Entity entity = Entity::client;
    std::string path;
    std::vector<HandMapping> map;
    std::optional<DateOrder> date_order; // nothing: as each column says
    OnTwin on_twin = OnTwin::skip;
    std::string contract;                  // of events that name none: a number
    Language language = Language::english; // of the reasons in the file of rejected lines
};

struct ImportColumn {
    std::string heading;
    std::string target;             // its name, as HandMapping has it; empty: not imported
    std::optional<DateOrder> dates; // it holds some, in this order
    bool dates_sure = true;
    std::string sample;
};

struct ImportLook {
    std::string encoding;
    char delimiter = ',';
    std::int64_t rows = 0;
    std::vector<ImportColumn> columns;
    std::vector<Field> missing; // required, and no column has been given to them
};

struct ImportLine {
    std::size_t line = 0;
    std::string column;
    Message message;
};

struct ImportResult {
    Id action{}; // nil: nothing was written
    std::int64_t read = 0, created = 0, merged = 0, skipped = 0, failed = 0;
    std::vector<ImportLine> lines;    // that failed, the first ones
    std::vector<ImportLine> doubtful; // created, but perhaps there already
    std::string rejects;              // the file that holds the failed lines; empty: none
};

enum class ImportStep : std::uint8_t { looking, columns, checking, checked, running, done };

// The dialog of an import, in front.
struct ImportState {
    ImportStep step = ImportStep::looking;
    std::uint64_t ticket = 0;
    ImportWish wish;
    std::optional<ImportLook> look;
    ImportResult result;
    std::optional<Error> error;
    std::int64_t done = 0, rows = 0;
};

namespace intent {

struct AskFile {
    FileWish wish;
};
struct Export {
    Entity entity{};
    FilePurpose purpose{};
}; // of what the list shows
struct Import {
    Entity entity{};
};
struct MapColumn {
    std::size_t column = 0;
    std::string target; // empty: not imported
};
struct SetTwins {
    OnTwin on_twin{};
};
struct SetDateOrder {
    DateOrder order{};
};
struct SetImportContract {
    std::string contract;
};
struct CheckImport {};
struct RunImport {};
struct StopErrand {};  // what is being written, checked or imported
struct CloseImport {}; // or one step back
struct UndoImport {};

} // namespace intent

namespace effect {

struct WriteFile {
    std::uint64_t ticket = 0;
    FileWish wish;
    std::string path;
    bool replace = false; // the person has been asked already
    Language language{};
};
struct LookAtTable {
    std::uint64_t ticket = 0;
    ImportWish wish;
};
struct RunImport {
    std::uint64_t ticket = 0;
    bool rehearse = true;
}; // of the table that was looked at last
struct StopErrand {};

} // namespace effect

namespace answer {

struct FileWritten {
    std::uint64_t ticket = 0;
    FilePurpose purpose{};
    std::string name; // without its folder
    std::int64_t rows = 0;
};
struct FileFailed {
    std::uint64_t ticket = 0;
    Error error;
};
struct ErrandProgress {
    std::uint64_t ticket = 0;
    std::int64_t done = 0;
    std::int64_t rows = -1;
};
struct TableLooked {
    std::uint64_t ticket = 0;
    ImportLook look;
};
struct ImportDone {
    std::uint64_t ticket = 0;
    bool rehearsed = false;
    ImportResult result;
};
struct ImportFailed {
    std::uint64_t ticket = 0;
    Error error;
};

} // namespace answer

} // namespace epic::app
