// Backups while people work, and files made from them again.
#include "storage/store/backup.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/store/damaged_file.hpp"
#include "tests/store/laptop.hpp"
#include "tests/support/random.hpp"

using namespace epic;
using namespace epic::test;

namespace {

const store::SignIn amelie{"amelie@epic.example", "secret"};

std::string path_in(const Office& office, std::string_view name) {
    return (office.folder / name).string();
}

std::vector<std::string> files_in(const Office& office) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(office.folder.path())) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

TEST_CASE("A backup made while people write is one moment of the file, whole") {
    Office office;
    office.as(office.commercial);
    for (int i = 0; i < 30; ++i) office.add_client("Client " + std::to_string(i));
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    std::thread writer([&] {
        // Two records at once: a moment in between would be seen.
        while (!stop) {
            const AddRecord command{Entity::client, {}, {{Field::client_full_name, std::string("Pendant")}}};
            if (office->execute(command)) ++written;
        }
    });
    for (int i = 0; i < 5; ++i) {
        while (written < (i + 1) * 5) std::this_thread::yield();
        const std::string to = path_in(office, "copy-" + std::to_string(i) + ".epic");
        const int before = written;
        const auto backup = must(office->back_up(to));
        const auto copy = must(store::Store::open(to, amelie, office.environment));
        CHECK(must(copy->verify()).sound());
        CHECK(copy->file_id() == backup.file_id);
        CHECK(must(copy->list({.entity = Entity::client})).total >= 30 + before);
        CHECK(must(copy->list({.entity = Entity::client})).total <= 31 + written);
    }
    stop = true;
    writer.join();
    CHECK(must(office->verify()).sound());
}

TEST_CASE("A backup has the same people, another id and no device; with a password of its own one person opens it") {
    Laptop laptop;
    laptop.edit(Field::client_company, std::string("Bouzin et fils"));
    laptop.freeze();
    const std::string same = path_in(laptop, "same.epic");
    const std::string other = path_in(laptop, "other.epic");
    must(laptop->back_up(same));
    must(laptop->back_up(other, "clef de la banque"));
    const store::ExchangeState state = must(laptop.exchange().state());
    const store::SignIn bastien{"bastien@epic.example", "secret-bastien"};
    {
        const auto copy = must(store::Store::open(same, amelie, laptop.environment));
        const store::ExchangeState copied = must(copy->exchange().state());
        CHECK(copied.joined);
        CHECK(copied.device != state.device);
        CHECK(copied.fence.empty());
        CHECK_FALSE(must(copy->exchange().frozen()).has_value());
        CHECK(must(copy->exchange().pending_of_everyone(10)).size() == 1);
        CHECK(copy->file_id() != laptop->file_id());
    }
    CHECK(store::Store::open(same, bastien, laptop.environment).has_value());
    CHECK_FALSE(store::Store::open(other, bastien, laptop.environment).has_value());
    CHECK_FALSE(store::Store::open(other, amelie, laptop.environment).has_value());
    CHECK(store::Store::open(other, {amelie.email, "clef de la banque"}, laptop.environment).has_value());
    // The original has not noticed.
    CHECK(must(laptop.exchange().frozen()).has_value());
    CHECK(must(laptop.exchange().state()).device == state.device);
}

TEST_CASE("No page of a file can be put into its backup, and none of the backup into what is restored from it") {
    Office office;
    office.as(office.commercial);
    office.add_client("Lou Bouzin");
    const std::string backup = path_in(office, "backup.epic");
    must(office->back_up(backup));
    office.store.reset();
    const std::string restored = path_in(office, "restored.epic");
    must(store::restore({backup, restored, amelie}, office.environment));
    const auto mixed = [&](const std::string& into, const std::string& from) {
        std::string bytes = read_file(into);
        const std::string others = read_file(from);
        bytes.replace(vault::format::header_size + 4096 * 2, 4096, others, vault::format::header_size + 4096 * 2, 4096);
        const std::string path = path_in(office, "mixed.epic");
        write_file(path, bytes);
        const auto found = must(store::examine_file(path, amelie, office.environment));
        return found.damaged.size();
    };
    CHECK(mixed(backup, office.file()) == 1);
    CHECK(mixed(restored, backup) == 1);
    CHECK(mixed(restored, office.file()) == 1);
}

TEST_CASE("A backup that is given up, or finds its place taken, leaves nothing behind") {
    Office office;
    const auto files = files_in(office);
    const auto given_up =
        office->back_up(path_in(office, "copy.epic"), {}, [](std::uint64_t, std::uint64_t) { return false; });
    REQUIRE_FALSE(given_up);
    CHECK(given_up.error().code == ErrorCode::conflict_with_state);
    CHECK(files_in(office) == files);
    CHECK(office->back_up(office.file()).error().code == ErrorCode::conflict_with_state);
    CHECK(office->back_up("/nowhere/copy.epic").error().code == ErrorCode::not_found);
    CHECK(office->back_up(path_in(office, "copy.epic"), "").error().code == ErrorCode::invalid_value);
    CHECK(files_in(office) == files);
}

TEST_CASE("Restoring keeps the old file with its log, and the restored one is another device") {
    Office office;
    office.as(office.commercial);
    office.add_client("Avant");
    const std::string backup = path_in(office, "backup.epic");
    must(office->back_up(backup));
    office.add_client("Après");
    const std::string log = read_file(office.file() + "-wal");
    const std::string bytes = read_file(office.file());
    const auto in_use = store::restore({backup, office.file(), amelie}, office.environment);
    REQUIRE_FALSE(in_use);
    CHECK(in_use.error().code == ErrorCode::in_use);
    office.store.reset();
    // As a kill leaves it: changes in the log.
    write_file(office.file(), bytes);
    write_file(office.file() + "-wal", log);
    const auto restored = must(store::restore({backup, office.file(), amelie}, office.environment));
    CHECK(restored.flaws.empty());
    CHECK(std::filesystem::path(restored.kept).filename() == "office.epic.before-20261123-100000");
    CHECK_FALSE(std::filesystem::exists(office.file() + "-wal"));
    {
        const auto old = must(store::Store::open(restored.kept, amelie, office.environment));
        CHECK(must(old->list({.entity = Entity::client})).total == 2);
    }
    const auto now = must(store::Store::open(office.file(), amelie, office.environment));
    CHECK(must(now->list({.entity = Entity::client})).total == 1);
    CHECK(now->file_id() == restored.file_id);
    const auto copy = must(store::Store::open(backup, amelie, office.environment));
    CHECK(must(now->exchange().state()).device != must(copy->exchange().state()).device);
    CHECK(now->file_id() != copy->file_id());
}

TEST_CASE("A damaged backup, a wrong password or a folder that cannot be written to change nothing") {
    Office office;
    const std::string backup = path_in(office, "backup.epic");
    must(office->back_up(backup));
    office.store.reset();
    const std::string before = read_file(office.file());
    const auto files = files_in(office);
    const auto code = [&](const store::Restore& request) {
        const auto result = store::restore(request, office.environment);
        REQUIRE_FALSE(result);
        CHECK_FALSE(result.error().message.empty());
        CHECK(read_file(office.file()) == before);
        CHECK(files_in(office) == files);
        return result.error().code;
    };
    CHECK(code({backup, office.file(), {"amelie@epic.example", "faux"}}) == ErrorCode::sign_in_refused);
    CHECK(code({path_in(office, "rien.epic"), office.file(), amelie}) == ErrorCode::not_found);
    const std::string sound = read_file(backup);
    for_each_seed(15, [&](Random& random) {
        destroy_pages(backup, {random.between(1, pages_in(backup))});
        CHECK(code({backup, office.file(), amelie}) == ErrorCode::damaged);
        write_file(backup, sound);
    });
    write_file(backup, sound.substr(0, sound.size() - 5000));
    CHECK(code({backup, office.file(), amelie}) == ErrorCode::damaged);
    write_file(backup, std::string(200'000, 'x'));
    CHECK(code({backup, office.file(), amelie}) == ErrorCode::not_ours);
}

TEST_CASE("Killed at any moment, a restore leaves the old file or the new one, and the old one somewhere") {
    Office office;
    office.as(office.commercial);
    office.add_client("Avant");
    const std::string backup = path_in(office, "backup.epic");
    must(office->back_up(backup));
    office.add_client("Après");
    office.store.reset();
    int killed = 0;
    int restored = 0;
    for_each_seed(25, [&](Random& random) {
        const std::string folder = path_in(office, "attempt");
        std::filesystem::create_directory(folder);
        const std::string file = folder + "/office.epic";
        std::filesystem::copy_file(office.file(), file);
        const pid_t child = ::fork();
        if (child == 0) ::_exit(store::restore({backup, file, amelie}, office.environment) ? 0 : 1);
        ::usleep(static_cast<useconds_t>(random.between(0, 250'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (WIFSIGNALED(status)) ++killed;
        std::int64_t most = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const std::string name = entry.path().string();
            if (name.ends_with("-wal") || name.find(".restoring-") != std::string::npos) continue;
            const auto store = must(store::Store::open(name, amelie, office.environment));
            CHECK(must(store->verify()).sound());
            most = std::max(most, must(store->list({.entity = Entity::client})).total);
            if (name == file && must(store->list({.entity = Entity::client})).total == 1) ++restored;
        }
        CHECK(most == 2);
        CHECK(std::filesystem::exists(file));
        std::filesystem::remove_all(folder);
    });
    WARN("restore: " << killed << " killed, " << restored << " files restored, the old one there every time");
}
