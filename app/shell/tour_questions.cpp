// The tour through what contradicts: an amount that two people changed, and an edit that the office sent back. It is
// left in a copy of the file, as an exchange leaves it, since a file that has joined an office looks different
// everywhere.
#include <filesystem>
#include <memory>

#include "app/shell/tour_walk.hpp"
#include "storage/store/exchange.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {
namespace {

using namespace app;
using store::Store;

// Port 1 of this computer: nobody answers there.
constexpr const char* invitation =
    R"({"epic_events_invitation": 1, "server_id": "0190a1b2c3d47e5f8a9b0c1d2e3f4051", "database": "epic_events",
        "servers": [{"host": "127.0.0.1", "port": 1}], "ca": ""})";

struct Exchanged {
    std::vector<Operation> sent;
    store::Acknowledgement answer;
};

Result<Exchanged> send(Store& file, const intl::Environment& environment) {
    Exchanged made;
    made.sent = EPIC_TRY(file.exchange().pending_of_everyone(10'000));
    store::FrozenBatch batch{environment.ids.next(), "hash", "fence", file.session().actor.id, "{}", {}};
    for (const Operation& operation : made.sent) batch.operations.push_back(operation.id);
    EPIC_TRY(file.exchange().freeze(batch));
    made.answer.batch = batch.id;
    made.answer.fence = "next";
    made.answer.seal = "seal";
    return made;
}

Result<> leave_questions(Store& file, const intl::Environment& environment) {
    EPIC_TRY(file.exchange().join("0190a1b2c3d47e5f8a9b0c1d2e3f4051", 1, invitation));
    std::uint64_t head = 0;
    Exchanged all = EPIC_TRY(send(file, environment));
    for (const Operation& operation : all.sent)
        all.answer.outcomes.push_back({operation.id, store::Verdict::applied, ++head});
    EPIC_TRY(file.exchange().apply(all.answer));

    const Id me = file.session().actor.id;
    Id other = me;
    for (const RecordView& view : EPIC_TRY(file.list(ListQuery{.entity = Entity::collaborator})).items) {
        if (view.record.id != me) other = view.record.id;
    }
    // Of the contracts that the reader may change, the first whose currency may still be chosen is asked about.
    std::int64_t total = 0;
    for (const RecordView& view : EPIC_TRY(file.list(ListQuery{.entity = Entity::contract})).items) {
        if (view.paid.minor != 0) continue;
        total = view.record.integer(Field::contract_total);
        const EditRecord edit{Entity::contract, view.record.id, {{Field::contract_total, total + 50'000}}};
        if (file.execute(edit)) break;
        total = 0;
    }
    if (total == 0) return Done{};
    Exchanged one = EPIC_TRY(send(file, environment));
    for (const Operation& operation : one.sent) {
        store::Outcome outcome{operation.id, store::Verdict::conflict, ++head};
        const auto ask = [&](Field field, Value base, Value mine, Value theirs) {
            outcome.results.push_back({field, theirs, head});
            outcome.conflicts.push_back({.id = environment.ids.next(),
                                         .entity = operation.entity,
                                         .record = operation.record,
                                         .field = field,
                                         .operation = operation.id,
                                         .author = me,
                                         .base = std::move(base),
                                         .mine = std::move(mine),
                                         .theirs = std::move(theirs),
                                         .theirs_author = other,
                                         .number = head});
        };
        ask(Field::contract_total, total, total + 50'000, total - 30'000);
        ask(Field::contract_currency, std::string("EUR"), std::string("EUR"), std::string("CHF"));
        one.answer.outcomes.push_back(std::move(outcome));
    }
    return file.exchange().apply(one.answer);
}

} // namespace

Result<> TourWalk::questions() {
    if (!wants_any("questions-")) return Done{};
    go(intent::CloseFile{});
    const std::filesystem::path folder = std::filesystem::absolute(request_.folder) / ".questions";
    const std::filesystem::path copy = folder / "demonstration.epic";
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    std::filesystem::create_directories(folder, ignored);
    for (const char* suffix : {"", "-wal"})
        std::filesystem::copy_file(request_.file + suffix, copy.string() + suffix, ignored);
    const intl::Environment& environment =
        request_.environment != nullptr ? *request_.environment : intl::system_environment();
    {
        const std::unique_ptr<Store> file =
            EPIC_TRY(Store::open(copy.string(), {request_.email, request_.password}, environment));
        EPIC_TRY(leave_questions(*file, environment));
    }
    open(copy.string());
    EPIC_TRY(sign_in());
    EPIC_TRY(take("questions-today"));
    go(intent::GoTo{Section::inbox});
    EPIC_TRY(take("questions-inbox"));
    go(intent::GoTo{Section::sync});
    EPIC_TRY(take("questions-synchronisation"));
    go(intent::CloseFile{});
    std::filesystem::remove_all(folder, ignored);
    return Done{};
}

} // namespace epic::shell
