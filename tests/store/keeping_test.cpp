// What a person keeps for themselves on a file: drafts and saved views.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/store/office.hpp"

using namespace epic;
using namespace epic::test;

TEST_CASE("A draft survives a lock and the end of the program, and is nobody else's") {
    Office office;
    office.as(office.commercial);
    must(office->save_draft("client.add", "à moitié écrit"));
    office->lock();
    office.reopen("bastien@epic.example", "secret-bastien");
    CHECK(must(office->load_draft("client.add"))->text == "à moitié écrit");
    office.reopen("chloe@epic.example", "secret-chloe");
    CHECK_FALSE(must(office->load_draft("client.add")));
    CHECK(must(office->drafts()).empty());
    must(office->save_draft("client.add", "d’une autre"));
    must(office->remove_draft("client.add"));
    office.reopen("bastien@epic.example", "secret-bastien");
    CHECK(must(office->drafts()).size() == 1);
}

TEST_CASE("Every draft that was said to be saved is there after the program was killed") {
    Office office;
    office.store.reset();
    int pipe_ends[2] = {};
    REQUIRE(::pipe(pipe_ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        // No Catch2 in here: the child types on, one letter a draft, until it is killed.
        auto opened = store::Store::open(office.file(), {"bastien@epic.example", "secret-bastien"}, office.environment);
        std::string typed;
        while (opened) {
            typed += 'a';
            if (!(*opened)->save_draft("event.add", typed) || ::write(pipe_ends[1], "s", 1) != 1) break;
        }
        ::_exit(1);
    }
    ::close(pipe_ends[1]);
    std::size_t saved = 0;
    char byte = 0;
    while (saved < 25 && ::read(pipe_ends[0], &byte, 1) == 1) ++saved;
    ::kill(child, SIGKILL);
    while (::read(pipe_ends[0], &byte, 1) == 1) ++saved;
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(pipe_ends[0]);
    REQUIRE(WIFSIGNALED(status));
    office.reopen("bastien@epic.example", "secret-bastien");
    const auto draft = must(office->load_draft("event.add"));
    REQUIRE(draft);
    CHECK(draft->text.size() >= saved);
    CHECK(draft->text.size() <= saved + 1);
    CHECK(draft->text.find_first_not_of('a') == std::string::npos);
}

TEST_CASE("A saved view keeps filters, conditions, text, sort and columns, per person and entity") {
    Office office;
    office.as(office.commercial);
    SavedView view;
    view.name = "À relancer";
    view.query.entity = Entity::contract;
    view.query.filters = {Filter::contract_not_signed, Filter::contract_my_clients};
    view.query.where = {{Field::contract_total, Comparison::greater, std::int64_t{1'000'00}},
                        {Field::contract_created_on, Comparison::less, Date{2026, 12, 31}},
                        {Field::contract_signed_on, Comparison::equal, Value{}},
                        {Field::contract_total, Comparison::contains, std::string("00")},
                        {Field::contract_client, Comparison::equal, office.gestion}};
    view.query.text = "casey été";
    view.query.sort = {{}, Sort::Derived::remaining, true};
    view.query.withdrawn = true;
    view.columns = {"number", "client", "remaining"};
    must(office->save_view(view));
    office.reopen("bastien@epic.example", "secret-bastien");
    const SavedView kept = must(office->saved_view(Entity::contract, "a RELANCER"));
    CHECK(kept.name == view.name);
    CHECK(kept.query == view.query);
    CHECK(kept.columns == view.columns);

    // The same name again replaces it; another entity's is another view.
    view.query.where.clear();
    view.columns.clear();
    view.query.sort = {Field::contract_created_on, Sort::Derived::none, false};
    must(office->save_view(view));
    view.query = ListQuery{.entity = Entity::client, .filters = {Filter::client_mine}};
    must(office->save_view(view));
    REQUIRE(must(office->saved_views(Entity::contract)).size() == 1);
    CHECK(must(office->saved_views(Entity::contract))[0].query.where.empty());
    CHECK(must(office->saved_views(Entity::contract))[0].query.sort.field == Field::contract_created_on);
    CHECK(must(office->saved_views(Entity::client)).size() == 1);
    office.as(office.other_commercial);
    CHECK(must(office->saved_views(Entity::client)).empty());
    CHECK(office->saved_view(Entity::client, "À relancer").error().code == ErrorCode::not_found);
    CHECK(office->remove_view(Entity::client, "À relancer").error().code == ErrorCode::not_found);
    office.as(office.commercial);
    must(office->remove_view(Entity::client, "à relancer"));
    CHECK(must(office->saved_views(Entity::client)).empty());
    CHECK(must(office->verify()).damaged.empty());
}

TEST_CASE("A view needs a name, of a length that can be shown") {
    Office office;
    SavedView view;
    CHECK(office->save_view(view).error().code == ErrorCode::invalid_value);
    view.name = "   ";
    CHECK(office->save_view(view).error().code == ErrorCode::invalid_value);
    view.name = std::string(101, 'x');
    CHECK(office->save_view(view).error().code == ErrorCode::invalid_value);
}
