// Every state and fault has a sentence and something to do, in both languages; README.md prints the table.
#include "storage/sync/plain_words.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "assets/catalogue.hpp"
#include "storage/sync/connection.hpp"
#include "storage/sync/engine.hpp"
#include "tests/support/places.hpp"

using namespace epic;
using namespace epic::sync;

namespace {

bool in_table(const Message& message) {
    const auto table = plain_words();
    return std::any_of(table.begin(), table.end(),
                       [&](const PlainWords& row) { return std::string_view(row.what.id) == message.msg.id; });
}

std::string cell(const Msg& words, Language language) {
    return Message(words, {"…", "…"}).in(language);
}

std::string table_in(Language language, std::string_view head) {
    std::string text = std::string(head) + "\n|---|---|\n";
    for (const PlainWords& row : plain_words()) {
        text += "| " + cell(row.what, language) + " | " + cell(row.to_do, language) + " |\n";
    }
    return text;
}

std::string read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

Engine greeted_engine() {
    Engine engine({.operations_max = 1}, 1);
    for (const Event& event : {Event(Woken{}), Event(Connected{})}) engine.on(event, Instant{1});
    return engine;
}

} // namespace

TEST_CASE("a sentence stands in the table once, so that what to do about it is one thing") {
    std::set<std::string_view> seen;
    for (const PlainWords& row : plain_words()) {
        INFO(row.what.id);
        CHECK(seen.insert(row.what.id).second);
    }
}

TEST_CASE("every kind of failure ends in a sentence of the table with something to do") {
    for (const RemoteFault fault :
         {RemoteFault::unreachable, RemoteFault::lost, RemoteFault::retry, RemoteFault::next_host,
          RemoteFault::account_refused, RemoteFault::certificate, RemoteFault::refused, RemoteFault::too_large,
          RemoteFault::interrupted, RemoteFault::server}) {
        const Error error = to_error({fault, 0, {}});
        INFO(error.message.in(Language::english));
        CHECK(in_table(error.message));
    }
    for (const RemoteCause cause : {RemoteCause::certificate_expired, RemoteCause::certificate_name,
                                    RemoteCause::no_encryption, RemoteCause::not_a_server, RemoteCause::silent}) {
        CHECK(in_table(to_error({RemoteFault::certificate, 0, {}, cause}).message));
    }
    for (unsigned number = 31'000; number <= 31'020; ++number) { // what our procedures refuse with
        Engine engine = greeted_engine();
        for (int i = 0; i < 10 && !engine.status().problem; ++i) {
            const sync::Action action = engine.on(RemoteFailed{{RemoteFault::refused, number, {}}}, Instant{1});
            if (action.step == Step::new_device || action.step == Step::begin_anew) engine.on(Renewed{}, Instant{1});
        }
        REQUIRE(engine.status().problem);
        INFO(number << " " << engine.status().problem->message.in(Language::english));
        CHECK(in_table(engine.status().problem->message));
    }
}

TEST_CASE("whatever hello answers, the engine goes on or says why not") {
    for (const Standing device : {Standing::none, Standing::new_device, Standing::known, Standing::unheard,
                                  Standing::clone, Standing::retired, Standing::unknown}) {
        for (const History history : {History::same, History::behind, History::different}) {
            for (int flags = 0; flags < 16; ++flags) {
                Engine engine = greeted_engine();
                Greeted hello;
                hello.answer.device = device;
                hello.answer.history = history;
                hello.answer.revoked = (flags & 1) != 0;
                hello.answer.open = (flags & 2) == 0;
                hello.answer.moved = (flags & 8) != 0;
                hello.known_server = (flags & 4) == 0;
                const sync::Action action = engine.on(hello, Instant{1});
                if (action.step != Step::disconnect) continue;
                REQUIRE(engine.status().problem);
                CHECK(in_table(engine.status().problem->message));
            }
        }
    }
}

TEST_CASE("every state has a sentence, and every failure of the file something to do") {
    std::set<std::string_view> sentences;
    for (int state = 0; state <= static_cast<int>(SyncState::needs_you); ++state) {
        const Msg& words = state_words(static_cast<SyncState>(state), false);
        CHECK(in_table(words));
        sentences.insert(words.id);
    }
    CHECK(sentences.size() == 7);
    CHECK(in_table(state_words(SyncState::receiving, true)));
    for (const ErrorCode code : {ErrorCode::disk_full, ErrorCode::damaged, ErrorCode::read_only, ErrorCode::in_use,
                                 ErrorCode::newer_version, ErrorCode::sign_in_refused, ErrorCode::unexpected}) {
        CHECK_FALSE(Message(what_to_do(Error{.code = code, .message = {}})).in(Language::english).empty());
    }
}

TEST_CASE("the sentences are in README.md as they are said, in both languages") {
    assets::install_catalogues();
    const std::filesystem::path path = test::source_dir() / "storage/sync/README.md";
    const std::string text = read(path);
    const std::string heading = "## In plain words\n";
    const std::size_t found = text.find(heading);
    REQUIRE(found != std::string::npos);
    const std::size_t begin = text.find("\n| ", found) + 1;
    const std::size_t next = text.find("\n## ", found + heading.size());
    const std::size_t end = next == std::string::npos ? text.size() : next + 1;
    const std::string now = table_in(Language::english, "| what is shown | what to do |") + "\n" +
                            table_in(Language::french, "| ce qui est montré | que faire |") +
                            (next == std::string::npos ? "" : "\n");
    for (const PlainWords& row : plain_words()) {
        CHECK(cell(row.what, Language::french) != cell(row.what, Language::english));
        CHECK(cell(row.to_do, Language::french) != cell(row.to_do, Language::english));
    }
    if (std::getenv("EPIC_TEST_WRITE") != nullptr) {
        std::ofstream(path, std::ios::binary) << text.substr(0, begin) << now << text.substr(end);
        return;
    }
    CHECK(text.substr(begin, end - begin) == now);
}
