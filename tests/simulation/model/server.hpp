// The central server as a specification: the protocol of storage/sync/README.md in plain C++, one operation after the
// other. Documents in, documents and rows out.
//
// It shares no code with the engine, with core/merge or with the SQL; core's field table and rule table are used,
// because the real server gets them from there too. model_test.cpp checks it against the real servers.
// Clock and fences are given. Plain value: a copy is a backup. Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/field.hpp"

namespace epic::model {

using Text = std::optional<std::string>;
using Cells = std::vector<Text>;

// What a procedure gives: result sets, or one of the refusals of README.md.
struct Answer {
    unsigned refused = 0;
    std::string reason{};
    std::vector<std::vector<Cells>> sets{};
};

struct Version {
    std::uint64_t number = 0;
    std::string operation;
    std::uint64_t stamp = 0;
};

struct Row {
    Entity entity{};
    Version created;
    std::string created_by;
    std::map<std::string, Text, std::less<>> values;      // every field of its entity
    std::map<std::string, Version, std::less<>> versions; // by unit; only what changed since creation

    const Text& get(std::string_view field) const;
    bool flag(std::string_view field) const { return get(field) == "1"; }
};

struct Conflict {
    std::string operation, unit, record, author, base, mine, theirs, outcome;
    std::uint64_t theirs_number = 0;
    std::uint64_t number = 0;
    Text settled_by;
};

struct Line {
    std::uint64_t number = 0;
    Cells cells; // the columns of sync_pull
    std::string digest;
};

struct Batch {
    std::string id, device, account, digest, fence_before, chain, seal, answer;
    std::optional<std::uint64_t> first, last;
    std::uint64_t epoch = 1;
};

struct Device {
    std::string fence, previous_fence, last_batch, state = "active";
    std::uint64_t cursor = 0;
};

struct Account {
    std::string collaborator;
    std::string state = "ready"; // ready | closing | gone
};

struct HandedOver {
    std::uint64_t id = 0;
    std::string device, account, document;
    Text of{}; // whose it is, where somebody else brought it
};

// A rule of the server that a test leaves out, to see that the simulation notices.
enum class Undone : std::uint8_t {
    nothing,
    batch_once,         // any fence is taken, the same batch is done again, and so is what it holds
    operation_once,     // an operation that is in the log already is written once more
    rights,             // nobody is refused
    base,               // the last write stands, without a word
    question_policy,    // the newest wins where a person should be asked
    unit,               // the first field of a unit is judged for the whole of it, the others are written
    false_question,     // an own earlier operation is not recognised as a base
    group_whole,        // of a refused group the rest is written
    reversed_once,      // a payment may be reversed twice
    last_gestion,       // the last of gestion may leave
    pull_order,         // the log is cut inside a batch
    notes,              // notes are not given back to be merged
    deleted,            // an edit of a withdrawn record is not recorded
    choice,             // a choice of what stands already is not in the log
    returned_values,    // what is returned is written into the log alone
    returned_questions, // and what it asked is not asked again
    new_epoch,          // a restore begins no new epoch
    own_session,        // on a shared laptop everybody's edits leave at once
    hold_back,          // and do not wait for what they build on
    departed,           // what people left who work here no more is handed over by nobody else
    pages_go_back,      // after a restore only what is in the journal goes back, not what came with pages
};

class Server {
public:
    // `now` gives milliseconds; `next_fence` gives 32 hexadecimal digits that no one else has.
    Server(std::string server_id, std::function<std::int64_t()> now, std::function<std::string()> next_fence);

    Answer call(std::string_view account, std::string_view procedure, std::string_view request);
    // central_seed: several authors, no rights.
    Answer seed(std::string_view request);
    // A batch of the file that founds the server needs a device.
    std::string register_device(const std::string& device);

    // ---- what tests look at and bring about ----
    std::map<std::string, Account, std::less<>> accounts;
    std::map<std::string, Row, std::less<>> records;
    std::map<std::string, Device, std::less<>> devices;
    std::map<std::string, Batch, std::less<>> batches;
    std::vector<Line> log;  // ascending; numbers are left out where the server was restored
    std::uint64_t head = 0; // the last number
    const Line* line(std::uint64_t number) const;
    std::vector<Conflict> conflicts;
    std::vector<HandedOver> handed_over;
    std::map<std::string, std::string, std::less<>> handed_over_taken; // operation: by whom
    std::string server_id;
    std::string state = "open"; // open | restored
    std::uint64_t epoch = 1;
    std::string chain;
    std::uint64_t pull_max = 99'999; // lines in one answer at most, whatever is asked for
    std::uint64_t page_max = 9'999;  // records
    Undone undone = Undone::nothing;

    // A backup is played back.
    void restore(const Server& backup);
    // What upkeep does once the days of the log are over: lines that every device has are given no more.
    void shorten_log();
    std::uint64_t log_from() const { return log_from_; } // the log begins after it

private:
    friend class Push;

    Answer hello(const Account& account, const nlohmann::json& request);
    Answer pull(const nlohmann::json& request);
    Answer page(const Account& account, const nlohmann::json& request);
    std::vector<std::string> page_ids(const std::string& caller, Entity entity, bool near) const;
    Answer open_questions(const std::string& after, std::uint64_t count) const;
    Answer hand_over(std::string_view account, std::string_view text, const nlohmann::json& request);
    Text request_of(const Account& account, const nlohmann::json& request) const;
    Answer farewell(const Account& account, const nlohmann::json& request) const;
    Answer give_handed_over(const Account& account, const nlohmann::json& request);
    Answer rows(const nlohmann::json& request) const;
    Answer restored(const Account& account, const nlohmann::json& request);
    Answer common(const nlohmann::json& request) const;
    Answer take_back(const nlohmann::json& request);
    std::uint64_t take_batch(const nlohmann::json& batch);
    void take_line(const Line& line);
    void take_values(const Line& line, const nlohmann::json& fields);
    std::string seal_of(std::uint64_t of_epoch, std::uint64_t number, const std::string& of_chain) const;
    Answer push(std::string_view account, const std::string& author, bool trusted, const nlohmann::json& request);

    std::function<std::int64_t()> now_;
    std::function<std::string()> next_fence_;
    std::map<std::string, std::uint64_t, std::less<>> numbers_; // of the operations in the log
    std::map<std::uint64_t, std::string> last_numbers_;         // of batches
    std::map<std::pair<std::string, std::string>, std::uint64_t> agreements_;
    std::map<std::pair<int, std::uint64_t>, std::uint64_t> contract_counters_; // by year and epoch
    std::uint64_t log_from_ = 0;
    std::uint64_t hand_overs_ = 0; // calls: what came before takes a number as well
};

// ---- shared by the files of the model ----
struct Refused {
    unsigned number;
    std::string reason;
};

std::string sha256(std::string_view text);
// A member as text; null and absent are nothing. Throws Refused when `fits` says no.
Text member_text(const nlohmann::json& request, const char* name, bool (*fits)(std::string_view));
bool is_hex(std::string_view text, std::size_t digits);
bool an_id(std::string_view text);
bool an_optional_id(std::string_view text);
bool a_number(std::string_view text);
Cells one_cell(std::string text);
bool is_digits(std::string_view text, std::size_t digits_max);
Cells row_of(const std::string& id, const Row& row);              // as pages give it
const FieldSpec* find_spec(Entity entity, std::string_view name); // by its name only
std::string unit_of(const FieldSpec& field);
bool is_value(const FieldSpec& field, const Text& text);

} // namespace epic::model
