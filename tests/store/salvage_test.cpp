// A damaged file's records in a new one: what is left of them, and nothing else.
#include "storage/store/salvage.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/store/damaged_file.hpp"
#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

store::Salvage request_for(const Office& office, const std::string& to) {
    return {.path = office.file(), .to = to, .who = {"amelie@epic.example", "secret"}};
}

std::string fresh_name(const Office& office) {
    static int number = 0;
    return (office.folder / ("salvaged-" + std::to_string(++number) + ".epic")).string();
}

// Rows of the new file that the old one never had. A record that was made again from its history may be as it was
// earlier: it must be one that there was.
std::vector<std::string> invented(const Contents& before, const Contents& after) {
    std::vector<std::string> rows;
    for (const auto& [table, found] : after) {
        for (const std::string& row : found) {
            const auto& had = before.at(table);
            if (had.contains(row)) continue;
            const std::string id = row.substr(0, row.find(','));
            const bool was_there =
                std::ranges::any_of(had, [&](const std::string& old) { return old.starts_with(id); });
            if (parse_entity(table) && was_there) continue;
            rows.push_back(table + ": " + row);
        }
    }
    return rows;
}

std::int64_t missing(const Contents& before, const Contents& after, const std::string& table) {
    std::int64_t count = 0;
    for (const std::string& row : before.at(table)) count += after.at(table).contains(row) ? 0 : 1;
    return count;
}

} // namespace

TEST_CASE("Salvage of a sound file gives every record, to the same people, as another device") {
    Office office;
    fill_and_close(office, 12);
    const Contents before = contents_of(office.file(), office.environment);
    const std::string to = fresh_name(office);
    const auto salvaged = must(store::salvage(request_for(office, to), office.environment));
    CHECK(salvaged.complete());
    CHECK(salvaged.damaged_pages == 0);
    const Contents after = contents_of(to, office.environment);
    CHECK(after == before);
    // Each with their own password, and a draft of theirs.
    const auto store = must(store::Store::open(to, {"bastien@epic.example", "secret-bastien"}, office.environment));
    CHECK(must(store->load_draft("client.add")).has_value());
    CHECK(must(store->verify()).sound());
    CHECK(store->file_id() == salvaged.file_id);
    office.reopen("amelie@epic.example");
    CHECK(store->file_id() != office->file_id());
    CHECK(must(store->exchange().state()).device != must(office->exchange().state()).device);
}

TEST_CASE("Whatever pages are destroyed, every record on the others is recovered and none is invented") {
    Office office;
    fill_and_close(office, 40);
    const Contents before = contents_of(office.file(), office.environment);
    const RowsOnPages rows = rows_on_pages(office.file(), office.environment);
    const std::string sound = read_file(office.file());
    const std::int64_t pages = pages_in(office.file());
    REQUIRE(pages > 60);
    std::int64_t destroyed_rows = 0;
    std::int64_t missing_rows = 0;
    int destroyed_pages = 0;
    for_each_seed(40, [&](Random& random) {
        std::set<std::int64_t> destroyed;
        const std::int64_t count = random.chance(20) ? pages / 3 : random.between(1, 8);
        while (static_cast<std::int64_t>(destroyed.size()) < count) destroyed.insert(random.between(1, pages));
        write_file(office.file(), sound);
        destroy_pages(office.file(), destroyed);
        destroyed_pages += static_cast<int>(destroyed.size());

        const std::string to = fresh_name(office);
        const auto salvaged = must(store::salvage(request_for(office, to), office.environment));
        CHECK(salvaged.damaged_pages == destroyed.size());
        const Contents after = contents_of(to, office.environment);
        std::filesystem::remove(to);
        const auto strange = invented(before, after);
        CHECK(strange == std::vector<std::string>{});
        for (const auto& [table, pages_of_table] : rows) {
            if (!before.contains(table)) continue;
            std::int64_t bound = 0;
            for (const std::int64_t page : destroyed) {
                const auto found = pages_of_table.find(page);
                if (found != pages_of_table.end()) bound += found->second;
            }
            const std::int64_t lost = missing(before, after, table);
            INFO(table);
            CHECK(lost <= bound);
            destroyed_rows += bound;
            missing_rows += lost;
        }
    });
    WARN("salvage: " << destroyed_pages << " pages destroyed with " << destroyed_rows << " rows, " << missing_rows
                     << " of them missing after the history was read, none other, none invented");
}

TEST_CASE("A record whose row is lost is made again from its history") {
    Office office;
    fill_and_close(office, 20);
    const Contents before = contents_of(office.file(), office.environment);
    std::set<std::int64_t> pages;
    const auto rows_of = rows_on_pages(office.file(), office.environment);
    for (const auto& [page, rows] : rows_of.at("event")) pages.insert(page);
    destroy_pages(office.file(), pages);
    const std::string to = fresh_name(office);
    const auto salvaged = must(store::salvage(request_for(office, to), office.environment));
    CHECK_FALSE(salvaged.complete());
    CHECK(salvaged.records_lost == 0);
    CHECK(contents_of(to, office.environment) == before);
    const auto store = must(store::Store::open(to, {"amelie@epic.example", "secret"}, office.environment));
    CHECK(must(store->verify()).sound());
}

TEST_CASE("Operations that are not synchronised yet survive, and so does what was on its way to the server") {
    Laptop laptop;
    laptop.edit(Field::client_company, std::string("Bouzin et fils"));
    laptop.freeze();
    laptop.edit(Field::client_notes, std::string("à rappeler"));
    const std::string person = "amelie@epic.example";
    laptop.store.reset();
    const std::string to = fresh_name(laptop);
    must(store::salvage(request_for(laptop, to), laptop.environment));
    const auto store = must(store::Store::open(to, {person, "secret"}, laptop.environment));
    CHECK(must(store->exchange().pending_of_everyone(100)).size() == 2);
    CHECK_FALSE(must(store->exchange().frozen()).has_value());
    CHECK(must(store->exchange().state()).fence.empty());
    CHECK(must(store->exchange().state()).joined);
    CHECK(must(store->verify()).sound());
}

TEST_CASE("Commits behind a damaged part of the log are salvaged, though SQLite would not read them") {
    Office office;
    fill_and_close(office, 10);
    office.reopen("amelie@epic.example");
    must(office->act_as(office.commercial));
    for (int i = 0; i < 6; ++i) office.add_client("Tard " + std::to_string(i));
    // As a crash at this moment leaves them.
    const std::string file = read_file(office.file());
    std::string log = read_file(office.file() + "-wal");
    office.store.reset();
    const Contents before = contents_of(office.file(), office.environment);
    const std::size_t frames = (log.size() - vault::format::log_header_size) / vault::format::frame_size;
    REQUIRE(frames > 20);
    std::int64_t rows = 0;
    for (std::size_t frame = 1; frame < frames; ++frame) {
        std::string wounded = log;
        const std::size_t at = vault::format::log_header_size + (frame - 1) * vault::format::frame_size;
        wounded.at(at + 10) = static_cast<char>(wounded.at(at + 10) ^ 1);
        write_file(office.file(), file);
        write_file(office.file() + "-wal", wounded);
        const std::string to = fresh_name(office);
        must(store::salvage(request_for(office, to), office.environment));
        const Contents after = contents_of(to, office.environment);
        std::filesystem::remove(to);
        // One frame is one page in one version: its rows may be missing or older, those of the other frames are there.
        rows += missing(before, after, "client");
        CHECK(missing(before, after, "client") <= 1);
        CHECK(after.at("client").size() >= before.at("client").size() - 1);
        CHECK(read_file(office.file() + "-wal") == wounded);
    }
    WARN("salvage: " << frames - 1 << " logs with one bad frame each, " << rows << " clients other than they were");
}

TEST_CASE("With a kept copy of its header a file is salvaged whose own header is gone") {
    Office office;
    fill_and_close(office, 8);
    office.reopen("amelie@epic.example");
    const vault::Bytes header = must(office->header_bytes());
    office.store.reset();
    const Contents before = contents_of(office.file(), office.environment);
    std::string bytes = read_file(office.file());
    bytes.replace(0, vault::format::header_size, std::string(vault::format::header_size, 'x'));
    write_file(office.file(), bytes);

    store::Salvage request = request_for(office, fresh_name(office));
    const auto without = store::salvage(request, office.environment);
    REQUIRE_FALSE(without);
    CHECK(without.error().code == ErrorCode::not_ours);
    CHECK_FALSE(std::filesystem::exists(request.to));
    request.header = std::string(header.begin(), header.end());
    must(store::salvage(request, office.environment));
    CHECK(contents_of(request.to, office.environment) == before);
    // It tells nobody anything who has no password.
    request.who.password = "faux";
    request.to = fresh_name(office);
    CHECK(store::salvage(request, office.environment).error().code == ErrorCode::sign_in_refused);
}

TEST_CASE("Salvage writes over nothing and leaves nothing behind when it fails") {
    Office office;
    fill_and_close(office, 3);
    const std::string to = fresh_name(office);
    write_file(to, "autre chose");
    const auto taken = store::salvage(request_for(office, to), office.environment);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::conflict_with_state);
    CHECK(read_file(to) == "autre chose");

    store::Salvage stopped = request_for(office, fresh_name(office));
    stopped.progress = [](std::uint64_t, std::uint64_t) { return false; };
    office.reopen("amelie@epic.example");
    const auto in_use = store::salvage(stopped, office.environment);
    REQUIRE_FALSE(in_use);
    CHECK(in_use.error().code == ErrorCode::in_use);
    CHECK_FALSE(std::filesystem::exists(stopped.to));
}
