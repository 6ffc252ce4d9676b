// A second reader of the format, written from storage/vault/README.md with libsodium alone and none of the
// vault's code: what it cannot read, the description does not say.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <optional>
#include <sodium.h>
#include <sqlite3.h>

#include "tests/vault/support.hpp"

using namespace epic;
using namespace epic::vault;
using namespace epic::vault::test;
using epic::test::read_file;
using epic::test::TemporaryFolder;
using epic::test::write_file;

namespace {

using Bytes32 = std::array<unsigned char, 32>;

std::string le64(std::uint64_t value) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i));
    return bytes;
}

std::uint64_t integer(const std::string& bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

const unsigned char* raw(const std::string& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

std::optional<std::string> open(const Bytes32& key, const std::string& nonce, const std::string& sealed_with_tag,
                                const std::string& bound) {
    std::string plain(sealed_with_tag.size() - 16, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(sealed_with_tag),
                                                   sealed_with_tag.size(), raw(bound), bound.size(), raw(nonce),
                                                   key.data()) != 0) {
        return std::nullopt;
    }
    return plain;
}

// nonce 24 ‖ ciphertext ‖ tag 16
std::optional<std::string> open_record(const Bytes32& key, const std::string& record, const std::string& bound) {
    return open(key, record.substr(0, 24), record.substr(24), bound);
}

Bytes32 key_from(const std::string& bytes, std::size_t at) {
    Bytes32 key;
    std::memcpy(key.data(), bytes.data() + at, key.size());
    return key;
}

struct SecondReader {
    std::string file_id;
    std::string database; // as SQLite would write it without us
    std::string collaborator;
    std::uint64_t generation_counter = 0;
    std::size_t log_frames = 0;
};

SecondReader read_by_the_book(const std::string& file, const std::string& log, const Credential& credential) {
    SecondReader result;
    REQUIRE(file.substr(0, 16) == std::string("\x89"
                                              "EPIC VAULT\r\n\x1a\n\0",
                                              16));
    REQUIRE(integer(file, 16, 4) == 1);
    REQUIRE(integer(file, 20, 4) == 4096);
    REQUIRE(integer(file, 24, 4) == 65536);
    REQUIRE(integer(file, 28, 4) == 1);
    result.file_id = file.substr(32, 16);
    const std::string salt = file.substr(48, 16);
    const std::uint64_t memory = integer(file, 72, 8);
    const std::uint64_t operations = integer(file, 80, 4);

    std::array<unsigned char, 16> person_salt;
    const std::string salted = salt + std::string(credential.login);
    crypto_generichash(person_salt.data(), person_salt.size(), raw(salted), salted.size(), nullptr, 0);
    Bytes32 wrapping_key;
    REQUIRE(crypto_pwhash(wrapping_key.data(), 32, credential.password.data(), credential.password.size(),
                          person_salt.data(), operations, static_cast<std::size_t>(memory),
                          crypto_pwhash_ALG_ARGON2ID13) == 0);

    std::string data_key;
    std::size_t place = 0;
    for (std::size_t index = 0; index < 48 && data_key.empty(); ++index) {
        const std::string slot = file.substr(4096 + 512 * index, 512);
        const auto wrapped = open_record(wrapping_key, slot.substr(0, 168), salt + le64(index));
        if (!wrapped) continue;
        REQUIRE(wrapped->at(0) == 1);
        result.collaborator = wrapped->substr(8, 16);
        REQUIRE(wrapped->substr(88, 16) == result.file_id);
        const Bytes32 secret = key_from(*wrapped, 24);
        Bytes32 half;
        crypto_scalarmult_base(half.data(), secret.data());
        std::string box(112, '\0');
        const std::string sealed_box = slot.substr(168, 160);
        REQUIRE(crypto_box_seal_open(raw(box), raw(sealed_box), 160, half.data(), secret.data()) == 0);
        REQUIRE(box.substr(32, 16) == result.file_id);
        REQUIRE(box.substr(48, 16) == result.collaborator);
        REQUIRE(box.at(64) == 1);
        REQUIRE(static_cast<std::size_t>(box.at(65)) == index);
        data_key = box.substr(0, 32);
        place = index;
    }
    REQUIRE(data_key.size() == 32);
    const auto subkey = [&](std::uint64_t number) {
        Bytes32 key;
        crypto_kdf_derive_from_key(key.data(), 32, number, "epicfile", raw(data_key));
        return key;
    };

    std::array<unsigned char, 64> slots_hash;
    crypto_generichash(slots_hash.data(), 64, raw(file) + 4096, 48 * 512, nullptr, 0);
    const auto directory = open_record(subkey(3), file.substr(128, 4096 - 128),
                                       file.substr(0, 96) + std::string(slots_hash.begin(), slots_hash.end()));
    REQUIRE(directory);
    REQUIRE(directory->at(64 * place) == 1);
    REQUIRE(directory->substr(64 * place + 8, 16) == result.collaborator);

    std::optional<std::string> generation;
    for (const std::size_t at : {57344u, 61440u}) {
        const auto record = open_record(subkey(4), file.substr(at, 4096), result.file_id);
        REQUIRE(record);
        if (!generation || integer(*record, 0, 8) > integer(*generation, 0, 8)) generation = record;
    }
    result.generation_counter = integer(*generation, 0, 8);
    const std::string generation_id = generation->substr(8, 16);

    const auto open_page = [&](const std::string& page, std::uint64_t number) {
        const auto plain = open(subkey(1), page.substr(4056, 24), page.substr(0, 4056) + page.substr(4080, 16),
                                result.file_id + le64(number));
        REQUIRE(plain);
        return *plain + std::string(40, '\0');
    };
    for (std::size_t at = 65536; at < file.size(); at += 4096) {
        result.database += open_page(file.substr(at, 4096), (at - 65536) / 4096 + 1);
    }
    if (log.size() < 128) return result;
    const auto header = open_record(subkey(2), log.substr(0, 128), result.file_id + generation_id);
    REQUIRE(header);
    CHECK(header->substr(0, 3) == std::string("\x37\x7f\x06"));
    std::map<std::uint32_t, std::string> pages; // of a transaction that is not yet committed
    for (std::size_t at = 128; at + 4160 <= log.size(); at += 4160) {
        const std::string page = log.substr(at + 64, 4096);
        const auto frame = open_record(subkey(2), log.substr(at, 64),
                                       result.file_id + generation_id + le64(++result.log_frames) + page.substr(4080));
        REQUIRE(frame);
        const auto big_endian = [&](std::size_t from) {
            std::uint32_t value = 0;
            for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(frame->at(from + i));
            return value;
        };
        pages[big_endian(0)] = open_page(page, big_endian(0));
        if (big_endian(4) == 0) continue;
        result.database.resize(std::size_t{big_endian(4)} * 4096);
        for (const auto& [number, plain] : pages)
            result.database.replace((number - 1) * std::size_t{4096}, 4096, plain);
        pages.clear();
    }
    return result;
}

std::string notes_in(std::string database) {
    // An in-memory database has no log: bytes 18 and 19 say so.
    database.at(18) = 1;
    database.at(19) = 1;
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    REQUIRE(sqlite3_deserialize(db, "main", raw(database), static_cast<sqlite3_int64>(database.size()),
                                static_cast<sqlite3_int64>(database.size()), SQLITE_DESERIALIZE_READONLY) == SQLITE_OK);
    std::string notes;
    const auto row = [](void* to, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(to);
        text += (text.empty() ? "" : "|") + std::string(values[0]);
        return 0;
    };
    CHECK(sqlite3_exec(db, "SELECT id || ':' || text FROM note ORDER BY id", row, &notes, nullptr) == SQLITE_OK);
    std::string check;
    CHECK(sqlite3_exec(db, "PRAGMA integrity_check", row, &check, nullptr) == SQLITE_OK);
    CHECK(check == "ok");
    sqlite3_close(db);
    return notes;
}

std::filesystem::path golden(const std::string& name) {
    return epic::test::source_dir() / "tests" / "vault" / "golden" / name;
}

std::string golden_content() {
    std::string content;
    for (int i = 1; i <= 6; ++i) content += (i == 1 ? "" : "|") + std::to_string(i) + ":" + note_text(i);
    return content;
}

} // namespace

TEST_CASE("A reader written from the description alone reads a file and its log") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 20; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    const auto vault = open_file(path);
    REQUIRE(vault->add_slot(bob, bob_id));
    Connection db(*vault);
    REQUIRE(add_note(db, 21) == SQLITE_OK);
    REQUIRE(db.run("DELETE FROM note WHERE id = 3") == SQLITE_OK);
    const Snapshot snapshot = Snapshot::of(path);
    for (const auto& [credential, id] : {std::pair(alice, alice_id), std::pair(bob, bob_id)}) {
        const SecondReader reader = read_by_the_book(snapshot.file, snapshot.log, credential);
        CHECK(reader.collaborator == std::string(id.bytes.begin(), id.bytes.end()));
        CHECK(reader.generation_counter == vault->generation().counter);
        CHECK(reader.log_frames > 2);
        CHECK(notes_in(reader.database) == read_everything(db));
    }
}

TEST_CASE("[by hand] writes the golden files of this version", "[.make-golden]") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    make_file(path, [](Connection& db) {
        create_notes(db);
        for (int i = 1; i <= 4; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    });
    const auto vault = open_file(path);
    REQUIRE(vault->add_slot(bob, bob_id));
    Connection db(*vault);
    for (int i = 5; i <= 6; ++i) REQUIRE(add_note(db, i) == SQLITE_OK);
    // As a crash would leave it: the file and a log that is needed. Closing would put the log away.
    Snapshot::of(path).put(golden("version_1.epic"));
}

TEST_CASE("A file of version 1 written long ago opens, with its log, for each of its people") {
    const TemporaryFolder folder;
    const auto path = folder / "file.epic";
    for (const auto& [credential, id] : {std::pair(alice, alice_id), std::pair(bob, bob_id)}) {
        const Snapshot old{read_file(golden("version_1.epic")), read_file(golden("version_1.epic-wal")), true};
        CHECK(notes_in(read_by_the_book(old.file, old.log, credential).database) == golden_content());
        old.put(path);
        const auto vault = open_file(path, credential);
        CHECK(vault->opened_by() == id);
        CHECK(vault->findings().empty());
        Connection db(*vault);
        CHECK(read_everything(db) == golden_content());
        REQUIRE(add_note(db, 7) == SQLITE_OK);
    }
}
