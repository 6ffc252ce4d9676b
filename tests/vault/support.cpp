#include "tests/vault/support.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/vault/format.hpp"

namespace epic::vault::test {

namespace places = epic::test;

namespace {

// Thousands of small files, each synced several times: on a disk that is minutes of waiting for nothing,
// since a killed process loses nothing that the system has. TMPDIR says otherwise when it is set.
[[maybe_unused]] const bool in_memory = [] {
    constexpr const char* memory = "/dev/shm";
    if (std::getenv("TMPDIR") == nullptr && ::access(memory, W_OK) == 0) ::setenv("TMPDIR", memory, 1);
    return true;
}();

} // namespace

Connection::Connection(const Vault& vault, int* opened, const std::string& vfs) {
    const std::string& vfs_name = vfs.empty() ? vault.vfs_name() : vfs;
    const int rc = sqlite3_open_v2(vault.path().c_str(), &db_, SQLITE_OPEN_READWRITE, vfs_name.c_str());
    if (opened == nullptr) REQUIRE(rc == SQLITE_OK);
    if (opened != nullptr) *opened = rc == SQLITE_OK ? rc : sqlite3_extended_errcode(db_);
    if (rc != SQLITE_OK) return;
    // On a damaged file this fails as everything after it does.
    static_cast<void>(vault.configure(db_));
    sqlite3_busy_timeout(db_, 5000);
}

Connection::~Connection() {
    sqlite3_close(db_);
}

int Connection::run(const std::string& sql) {
    sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    return sqlite3_extended_errcode(db_);
}

std::string Connection::ask(const std::string& sql) {
    std::string result;
    const auto row = [](void* to, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(to);
        if (!text.empty()) text += '|';
        text += values[0] == nullptr ? "null" : values[0];
        return 0;
    };
    if (sqlite3_exec(db_, sql.c_str(), row, &result, nullptr) == SQLITE_OK) return result;
    return "error " + std::to_string(sqlite3_extended_errcode(db_));
}

void make_file(const std::filesystem::path& path, const std::function<void(Connection&)>& fill) {
    auto vault = Vault::create(path.string(), alice, alice_id, KdfLimits::minimum());
    REQUIRE(vault);
    {
        Connection db(**vault);
        fill(db);
    }
    REQUIRE((*vault)->finish());
}

std::unique_ptr<Vault> open_file(const std::filesystem::path& path, const Credential& credential) {
    auto vault = Vault::open(path.string(), credential);
    REQUIRE(vault);
    return std::move(*vault);
}

void create_notes(Connection& db) {
    REQUIRE(db.run("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
                   "CREATE INDEX note_text ON note (text)") == SQLITE_OK);
}

std::string note_text(int number) {
    // Long enough that a few notes fill a page, and some notes an overflow page.
    std::string text = "Note " + std::to_string(number) + " du mariage de Lou Bouzin, Château de Ribaute";
    while (text.size() < static_cast<std::size_t>(number % 7 == 0 ? 9000 : 300)) text += " " + std::to_string(number);
    return text;
}

int add_note(Connection& db, int number) {
    return db.run("INSERT INTO note (id, text) VALUES (" + std::to_string(number) + ", '" + note_text(number) + "')");
}

std::string read_everything(Connection& db) {
    const std::string notes = db.ask("SELECT id || ':' || text FROM note ORDER BY id");
    if (notes.starts_with("error")) return notes;
    const std::string check = db.ask("PRAGMA integrity_check");
    if (check != "ok") return "error: " + check;
    return notes;
}

std::string look_at(const std::filesystem::path& path, std::vector<Finding>* findings) {
    auto vault = Vault::open(path.string(), alice);
    if (!vault) return "refused: " + std::string(error_code_name(vault.error().code));
    std::string text;
    {
        Connection db(**vault);
        text = read_everything(db);
    }
    if (findings != nullptr) *findings = (*vault)->findings();
    return text;
}

bool has_finding(const std::vector<Finding>& findings, Finding::Kind kind) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.kind == kind; });
}

Snapshot Snapshot::of(const std::filesystem::path& path) {
    Snapshot snapshot;
    snapshot.file = places::read_file(path);
    const std::filesystem::path log = path.string() + "-wal";
    snapshot.log_exists = std::filesystem::exists(log);
    if (snapshot.log_exists) snapshot.log = places::read_file(log);
    return snapshot;
}

void Snapshot::put(const std::filesystem::path& path) const {
    const std::filesystem::path log_path = path.string() + "-wal";
    std::filesystem::remove(path);
    std::filesystem::remove(log_path);
    places::write_file(path, file);
    if (log_exists) places::write_file(log_path, log);
}

void renew_digest(std::string& file, std::size_t table) {
    auto* const begin = reinterpret_cast<std::uint8_t*>(file.data() + format::table_offset.at(table));
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, nullptr, 0, 32);
    crypto_generichash_update(&hash, begin, format::table::digest);
    crypto_generichash_update(&hash, begin + format::table::clear_size, format::table_size - format::table::clear_size);
    crypto_generichash_final(&hash, begin + format::table::digest, 32);
}

SecondProcess::SecondProcess(const std::string& test_case, const std::map<std::string, std::string>& environment) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    std::vector<char*> variable_pointers;
    for (std::string& variable : variables) variable_pointers.push_back(variable.data());
    variable_pointers.push_back(nullptr);
    std::vector<std::string> arguments{"tests_vault", test_case};
    std::array<char*, 3> argument_pointers{arguments[0].data(), arguments[1].data(), nullptr};
    REQUIRE(::posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr, argument_pointers.data(),
                          variable_pointers.data()) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
}

SecondProcess::~SecondProcess() {
    if (pid_ > 0) {
        kill();
        wait();
    }
    ::close(output_);
}

std::string SecondProcess::read_some() {
    std::array<char, 4096> bytes;
    const ssize_t count = ::read(output_, bytes.data(), bytes.size());
    return count <= 0 ? std::string() : std::string(bytes.data(), static_cast<std::size_t>(count));
}

void SecondProcess::kill() {
    ::kill(pid_, SIGKILL);
}

int SecondProcess::wait() {
    std::string said;
    for (std::string more = read_some(); !more.empty(); more = read_some()) said += more;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code > 0) WARN(said);
    return code;
}

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace epic::vault::test
