#include "tests/vault/fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sqlite3.h>
#include <unistd.h>

#include "storage/vault/header.hpp"

namespace epic::vault::test {
namespace {

constexpr Credential alice{"alice@epicevents.fr", "correct horse battery staple"};
constexpr std::uint64_t kdf_bytes_max = std::uint64_t{16} << 20; // more would only take time
constexpr std::size_t log_frames = 4;

[[noreturn]] void broken(const char* promise) {
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

void demand(bool kept, const char* promise) {
    if (!kept) broken(promise);
}

std::uint8_t* bytes_of(std::string& text, std::size_t at) {
    return reinterpret_cast<std::uint8_t*>(text.data()) + at;
}

std::span<std::uint8_t> span_of(std::string& text) {
    return {bytes_of(text, 0), text.size()};
}

std::string slurp(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void put(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

// Offset, length, bytes; an input that ends early changes less.
void change(std::string& bytes, std::span<const std::uint8_t> changes) {
    if (bytes.empty()) return;
    while (changes.size() >= 4) {
        const std::size_t at = (changes[0] | std::size_t{changes[1]} << 8) % bytes.size();
        const std::size_t length = std::min({std::size_t{changes[2]}, changes.size() - 3, bytes.size() - at});
        std::copy_n(changes.begin() + 3, length, bytes_of(bytes, at));
        changes = changes.subspan(3 + length);
        if (length == 0) changes = changes.subspan(1);
    }
}

std::size_t offset_of_frame(std::size_t frame) {
    return format::log_header_size + (frame - 1) * format::frame_size;
}

// What the directory of a table is bound to: the clear part and the slots.
std::string directory_binding(std::string& file, std::size_t table) {
    std::string bound(file, table, format::table::digest);
    bound.resize(format::table::digest + 64);
    crypto_generichash(bytes_of(bound, format::table::digest), 64, bytes_of(file, table + format::table::slots),
                       format::table_size - format::table::slots, nullptr, 0);
    return bound;
}

void renew_digest(std::string& file, std::size_t table) {
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, nullptr, 0, 32);
    crypto_generichash_update(&hash, bytes_of(file, table), format::table::digest);
    crypto_generichash_update(&hash, bytes_of(file, table + format::table::clear_size),
                              format::table_size - format::table::clear_size);
    crypto_generichash_final(&hash, bytes_of(file, table + format::table::digest), 32);
}

bool derivation_is_quick(const std::string& file) {
    for (const std::size_t table : format::table_offset) {
        if (file.size() < table + format::table::clear_size) continue;
        std::string clear(file, table, format::table::clear_size);
        const std::uint64_t memory = format::get_u64(bytes_of(clear, format::table::kdf_memory));
        const std::uint32_t passes = format::get_u32(bytes_of(clear, format::table::kdf_operations));
        if (limits_are_sane({passes, memory}) && memory * passes > kdf_bytes_max) return false;
    }
    return true;
}

} // namespace

Fuzz::Fuzz(const std::filesystem::path& golden, std::filesystem::path scratch) : path_(std::move(scratch)) {
    golden_ = {slurp(golden / "version_1.epic"), slurp(golden / "version_1.epic-wal")};
    demand(golden_.log.size() == offset_of_frame(log_frames + 1), "the golden log has its frames");
    TableBytes table;
    std::memcpy(table.data(), golden_.file.data(), table.size());
    const SlotTable clear = read_clear_table(table);
    file_id_ = clear.file;
    salt_ = clear.salt;
    wrapping_ = derive_wrapping_key(alice, salt_, clear.limits).value();
    Secret<SlotSecrets> opened;
    demand(open_slot(wrapping_, {file_id_, salt_, 0}, clear.slots[0], opened), "the golden file opens");
    keys_->data = opened->data_key;
    keys_->slot_secret = opened->secret;
    derive_subkey(keys_->data, format::Subkey::pages, keys_->pages);
    derive_subkey(keys_->data, format::Subkey::log, keys_->log);
    derive_subkey(keys_->data, format::Subkey::table, keys_->table);
    derive_subkey(keys_->data, format::Subkey::generation, keys_->generation);
    BlockBytes block;
    std::memcpy(block.data(), golden_.file.data() + format::generation_offset[0], block.size());
    generation_ = open_generation(keys_->generation, file_id_, block).value().generation.id;
    // The commits: the file without its log, and with a log that ends after each frame.
    for (std::size_t frames = 0; frames <= log_frames; ++frames) {
        put(path_, golden_.file);
        put(path_.string() + "-wal", golden_.log.substr(0, offset_of_frame(frames + 1)));
        commits_.push_back(look(false));
        demand(!commits_.back().empty() && !commits_.back().starts_with("error"), "the golden file is readable");
    }
    counts_ = {};
}

void Fuzz::run(std::span<const std::uint8_t> input) {
    if (input.empty()) return;
    const auto part = static_cast<Part>(input[0] % parts);
    Files files = golden_;
    apply(part, input.subspan(1), files);
    if (!derivation_is_quick(files.file)) return;
    put(path_, files.file);
    put(path_.string() + "-wal", files.log);
    ++counts_.runs;
    const std::string seen = look(true);
    const bool without_key = part < Part::directory;
    const bool is_commit = std::find(commits_.begin(), commits_.end(), seen) != commits_.end();
    if (without_key && !seen.starts_with("error") && !seen.starts_with("refused")) {
        demand(is_commit, "without the key only commits are shown");
    }
}

void Fuzz::seal_tables(Files& files, const std::string* directory) const {
    for (const std::size_t table : format::table_offset) {
        const std::string bound = directory_binding(files.file, table);
        const std::span<const std::uint8_t> bound_bytes(reinterpret_cast<const std::uint8_t*>(bound.data()),
                                                        bound.size());
        std::string plain(format::table::directory_plain, '\0');
        if (directory != nullptr) plain = *directory;
        if (directory == nullptr) {
            // The golden one: the slots have changed under it.
            std::string golden = golden_.file;
            const std::string before = directory_binding(golden, table);
            demand(open_record(keys_->table, {reinterpret_cast<const std::uint8_t*>(before.data()), before.size()},
                               bytes_of(golden, table + format::table::directory), span_of(plain)),
                   "the golden directory opens");
        }
        seal_record(keys_->table, bound_bytes, span_of(plain), bytes_of(files.file, table + format::table::directory));
        renew_digest(files.file, table);
    }
}

void Fuzz::apply(Part part, Changes changes, Files& files) const {
    const auto record = [&](const Key& key, std::span<const std::uint8_t> bound, std::string& in, std::size_t at,
                            std::size_t size) {
        std::string plain(size, '\0');
        demand(open_record(key, bound, bytes_of(in, at), span_of(plain)), "the golden record opens");
        change(plain, changes);
        seal_record(key, bound, span_of(plain), bytes_of(in, at));
    };
    // Of which frame, for the parts of one.
    const std::size_t frame = changes.empty() ? 1 : 1 + changes[0] % log_frames;
    const Changes after_frame = changes.empty() ? changes : changes.subspan(1);
    switch (part) {
        case Part::header:
        case Part::header_and_digest: {
            std::string header = files.file.substr(0, format::header_size);
            change(header, changes);
            if (part == Part::header_and_digest) {
                for (const std::size_t table : format::table_offset) renew_digest(header, table);
            }
            files.file.replace(0, header.size(), header);
            return;
        }
        case Part::log: change(files.log, changes); return;
        case Part::file_cut:
        case Part::log_cut: {
            std::string& cut = part == Part::file_cut ? files.file : files.log;
            const std::size_t size = changes.size() < 2 ? 0 : 16 * (changes[0] | std::size_t{changes[1]} << 8);
            cut.resize(std::min(cut.size(), size));
            return;
        }
        case Part::directory: {
            std::string plain(format::table::directory_plain, '\0');
            const std::string bound = directory_binding(files.file, 0);
            demand(open_record(keys_->table, {reinterpret_cast<const std::uint8_t*>(bound.data()), bound.size()},
                               bytes_of(files.file, format::table::directory), span_of(plain)),
                   "the golden directory opens");
            change(plain, changes);
            seal_tables(files, &plain);
            return;
        }
        case Part::slot: {
            // The wrapped half and the sealed one, as one text.
            const std::size_t slot = format::table::slots;
            std::array<std::uint8_t, 24> bound;
            std::memcpy(bound.data(), salt_.data(), 16);
            format::put_u64(bound.data() + 16, 0);
            const Key half = public_half(keys_->slot_secret);
            std::string plain(format::slot::wrap_plain + format::slot::sealed_plain, '\0');
            demand(open_record(*wrapping_, bound, bytes_of(files.file, slot),
                               span_of(plain).first(format::slot::wrap_plain)) &&
                       crypto_box_seal_open(bytes_of(plain, format::slot::wrap_plain),
                                            bytes_of(files.file, slot + format::slot::sealed),
                                            format::slot::sealed_size, half.data(), keys_->slot_secret.data()) == 0,
                   "the golden slot opens");
            change(plain, changes);
            for (const std::size_t table : format::table_offset) {
                std::uint8_t* const at = bytes_of(files.file, table + slot);
                seal_record(*wrapping_, bound, span_of(plain).first(format::slot::wrap_plain), at);
                crypto_box_seal(at + format::slot::sealed, bytes_of(plain, format::slot::wrap_plain),
                                format::slot::sealed_plain, half.data());
            }
            seal_tables(files, nullptr);
            return;
        }
        case Part::generation:
            for (const std::size_t at : format::generation_offset) {
                record(keys_->generation, file_id_, files.file, at, format::generation_plain);
            }
            return;
        case Part::log_header: {
            std::array<std::uint8_t, 32> bound;
            std::copy(file_id_.begin(), file_id_.end(), bound.begin());
            std::copy(generation_.begin(), generation_.end(), bound.begin() + 16);
            record(keys_->log, bound, files.log, 0, format::log_header_plain);
            return;
        }
        case Part::frame_header:
        case Part::frame_page: {
            std::uint8_t* const at = bytes_of(files.log, offset_of_frame(frame));
            std::string header(format::sqlite_frame_header, '\0');
            PageTag tag = tag_of_page(at + format::frame_header_size);
            demand(open_frame_header(keys_->log, {file_id_, generation_, frame, tag}, at, bytes_of(header, 0)),
                   "the golden frame opens");
            if (part == Part::frame_header) {
                change(header, after_frame);
            } else {
                const std::uint32_t number = format::get_u32_be(bytes_of(header, 0));
                std::string page(format::page_size, '\0');
                demand(open_page(keys_->pages, file_id_, number, at + format::frame_header_size, bytes_of(page, 0)),
                       "the golden page opens");
                change(page, after_frame);
                seal_page(keys_->pages, file_id_, number, bytes_of(page, 0), at + format::frame_header_size);
                tag = tag_of_page(at + format::frame_header_size);
            }
            seal_frame_header(keys_->log, {file_id_, generation_, frame, tag}, bytes_of(header, 0), at);
            return;
        }
        case Part::first_page: {
            std::uint8_t* const at = bytes_of(files.file, format::header_size);
            std::string page(format::page_size, '\0');
            demand(open_page(keys_->pages, file_id_, 1, at, bytes_of(page, 0)), "the golden page 1 opens");
            change(page, changes);
            seal_page(keys_->pages, file_id_, 1, bytes_of(page, 0), at);
            files.log.clear(); // its copy would hide this one
            return;
        }
    }
}

std::string Fuzz::look(bool write) {
    static_cast<void>(peek(path_.string()));
    auto vault = Vault::open(path_.string(), alice);
    if (!vault) {
        demand(!vault.error().message.empty(), "a refusal has words");
        ++counts_.refused;
        return "refused";
    }
    std::string seen;
    sqlite3* db = nullptr;
    const int opened =
        sqlite3_open_v2((*vault)->path().c_str(), &db, SQLITE_OPEN_READWRITE, (*vault)->vfs_name().c_str());
    if (opened == SQLITE_OK && (*vault)->configure(db)) {
        const auto row = [](void* to, int, char** values, char**) {
            static_cast<std::string*>(to)->append(values[0] == nullptr ? "null" : values[0]).append("|");
            return 0;
        };
        const auto run = [&](const char* sql, void* to) { return sqlite3_exec(db, sql, row, to, nullptr); };
        std::string check;
        if (run("SELECT id || ':' || text FROM note ORDER BY id", &seen) != SQLITE_OK ||
            run("PRAGMA quick_check", &check) != SQLITE_OK || check != "ok|") {
            seen = "error";
        }
        if (write) {
            std::string ignored;
            run("INSERT INTO note (text) VALUES ('one more')", &ignored);
            run("PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
        }
    } else {
        seen = "error";
    }
    sqlite3_close(db);
    for (const Finding& finding : (*vault)->findings()) static_cast<void>(finding);
    demand(!(*vault)->explain(SQLITE_IOERR_DATA).message.empty(), "damage has words");
    ++(seen == "error" ? counts_.told : counts_.shown);
    return seen;
}

} // namespace epic::vault::test

// libFuzzer's entry: EPIC_FUZZ_GOLDEN is the folder of the golden files, EPIC_FUZZ_SCRATCH one to write to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static epic::vault::test::Fuzz fuzz(
        std::getenv("EPIC_FUZZ_GOLDEN"),
        std::filesystem::path(std::getenv("EPIC_FUZZ_SCRATCH")) / ("fuzz-" + std::to_string(::getpid()) + ".epic"));
    fuzz.run({data, size});
    return 0;
}
