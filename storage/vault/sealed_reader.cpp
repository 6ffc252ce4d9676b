#include "storage/vault/sealed_reader.hpp"

#include <algorithm>
#include <cstring>

#include "storage/vault/sealed_copy.hpp"
#include "storage/vault/state.hpp"
#include "storage/vault/unlock.hpp"
#include "storage/vault/vault_words.hpp"

namespace epic::vault {
namespace {

using format::page_size;

// SQLite never uses the page that holds byte 2^30, where older systems put their locks.
constexpr std::uint64_t lock_byte_page = (std::uint64_t{1} << 30) / page_size + 1;
// Progress is told once in so many pages.
constexpr std::uint64_t pages_between_reports = 256;

constexpr std::size_t at_page_count = 28; // in page 1

sqlite3_int64 offset_of_page(std::uint64_t page) {
    return static_cast<sqlite3_int64>(format::header_size + (page - 1) * page_size);
}

sqlite3_int64 offset_of_frame(std::uint64_t frame) {
    return static_cast<sqlite3_int64>(format::log_header_size + (frame - 1) * format::frame_size);
}

Error refused(ErrorCode code, const Msg& message) {
    return Error{.code = code, .message = message};
}

// SQLite's running checksum over frame headers and pages.
class LogChecksum {
public:
    void start(const std::uint8_t* log_header) {
        big_endian_ = (log_header[3] & 1) != 0;
        take(log_header + 24);
    }
    // From here on what follows the frame with this header is checked.
    void take_frame(const std::uint8_t* frame_header) { take(frame_header + 16); }
    void lose() { known_ = false; }
    // Whether the frame follows the one before it; true also when that one is not known.
    bool accepts(const std::uint8_t* frame_header, const std::uint8_t* page) {
        if (!known_) return true;
        add(frame_header, 8);
        add(page, page_size);
        return first_ == format::get_u32_be(frame_header + 16) && second_ == format::get_u32_be(frame_header + 20);
    }

private:
    void take(const std::uint8_t* checksum) {
        first_ = format::get_u32_be(checksum);
        second_ = format::get_u32_be(checksum + 4);
        known_ = true;
    }
    void add(const std::uint8_t* bytes, std::size_t size) {
        const auto word = [this](const std::uint8_t* at) {
            return big_endian_ ? format::get_u32_be(at) : format::get_u32(at);
        };
        for (std::size_t i = 0; i < size; i += 8) {
            first_ += word(bytes + i) + second_;
            second_ += word(bytes + i + 4) + first_;
        }
    }

    std::uint32_t first_ = 0;
    std::uint32_t second_ = 0;
    bool big_endian_ = false;
    bool known_ = false;
};

std::array<std::uint8_t, 32> log_binding(const FileId& file, const Generation& generation) {
    std::array<std::uint8_t, 32> bound;
    std::memcpy(bound.data(), file.data(), 16);
    std::memcpy(bound.data() + 16, generation.id.data(), 16);
    return bound;
}

Id id_of(const FileId& bytes) {
    Id id;
    id.bytes = bytes;
    return id;
}

} // namespace

SealedReader::~SealedReader() = default;

Id SealedReader::file_id() const {
    return id_of(table_.file);
}

std::optional<Generation> SealedReader::generation() const {
    if (!generation_) return std::nullopt;
    return generation_->generation;
}

std::vector<SlotInfo> SealedReader::slots() const {
    std::vector<SlotInfo> slots;
    for (std::size_t i = 0; i < table_.directory.size(); ++i) {
        const DirectoryEntry& entry = table_.directory[i];
        if (entry.kind == SlotKind::unused) continue;
        slots.push_back({static_cast<std::uint32_t>(i), entry.kind, entry.collaborator});
    }
    return slots;
}

Result<std::unique_ptr<SealedReader>> SealedReader::open(const std::string& path, const Credential& credential,
                                                         const std::optional<std::string>& header) {
    const auto identity = os::identity(path);
    if (!identity) return Error{.code = ErrorCode::not_found, .message = Message(words::file_missing, {path})};
    std::unique_ptr<SealedReader> reader(new SealedReader);
    if (!reader->claim_.take(*identity)) return refused(ErrorCode::in_use, words::in_use);
    const std::string resolved = os::resolve(path);
    int flags = 0;
    if (const int rc = reader->base_.open(resolved, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, &flags);
        rc != SQLITE_OK) {
        return error_of_io(rc);
    }
    BaseFile& file = reader->base_.file();
    if (const int rc = file.methods()->xLock(file.get(), SQLITE_LOCK_SHARED); rc != SQLITE_OK) return error_of_io(rc);
    sqlite3_int64 bytes = 0;
    if (const int rc = file.size(&bytes); rc != SQLITE_OK) return error_of_io(rc);
    const auto behind_header = static_cast<std::uint64_t>(std::max<sqlite3_int64>(bytes, format::header_size)) -
                               std::uint64_t{format::header_size};
    reader->file_pages_ = behind_header / page_size;
    reader->file_rest_ = behind_header % page_size;
    EPIC_TRY(reader->open_header(credential, header));
    EPIC_TRY(reader->read_log(resolved));
    reader->count_pages();
    return reader;
}

Result<> SealedReader::open_header(const Credential& credential, const std::optional<std::string>& header) {
    std::array<TableBytes, 2> tables{};
    for (std::size_t i = 0; i < 2; ++i) {
        const int rc = base_.file().read(tables[i].data(), static_cast<int>(tables[i].size()),
                                         static_cast<sqlite3_int64>(format::table_offset[i]));
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return error_of_io(rc);
    }
    auto unlocked = unlock_tables(tables, credential);
    const bool own = unlocked.has_value();
    const bool spoiled =
        !own && (unlocked.error().code == ErrorCode::damaged || unlocked.error().code == ErrorCode::not_ours);
    if (header && header->size() != format::header_size) return refused(ErrorCode::not_ours, words::not_a_header);
    if (spoiled && header) {
        for (std::size_t i = 0; i < 2; ++i) {
            std::memcpy(tables[i].data(), header->data() + format::table_offset[i], tables[i].size());
        }
        unlocked = unlock_tables(tables, credential);
    }
    if (!unlocked) return std::move(unlocked).error();
    table_ = unlocked->table;
    secrets_ = std::move(unlocked->secrets);
    const Key& data_key = secrets_->data_key;
    derive_subkey(data_key, format::Subkey::pages, keys_->pages);
    derive_subkey(data_key, format::Subkey::log, keys_->log);
    for (std::size_t i = 0; i < 2; ++i) {
        if (own && unlocked->authentic[i]) continue;
        header_findings_.push_back({Finding::Kind::header_copy_damaged, i});
    }

    Secret<Key> generation_key;
    derive_subkey(data_key, format::Subkey::generation, *generation_key);
    std::array<std::optional<GenerationRecord>, 2> records;
    for (std::size_t i = 0; i < 2; ++i) {
        BlockBytes block{};
        const int rc = base_.file().read(block.data(), static_cast<int>(block.size()),
                                         static_cast<sqlite3_int64>(format::generation_offset[i]));
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return error_of_io(rc);
        records[i] = open_generation(*generation_key, table_.file, block);
        if (!records[i]) header_findings_.push_back({Finding::Kind::header_copy_damaged, 2 + i});
    }
    if (!records[0] && !records[1] && header) {
        for (std::size_t i = 0; i < 2; ++i) {
            BlockBytes block;
            std::memcpy(block.data(), header->data() + format::generation_offset[i], block.size());
            records[i] = open_generation(*generation_key, table_.file, block);
        }
    }
    generation_ = records[newest_generation(records)];
    return Done{};
}

Result<> SealedReader::read_log(const std::string& path) {
    const std::string log_path = path + "-wal";
    if (!os::exists(log_path)) {
        if (generation_ && generation_->log_begun) log_findings_.push_back({Finding::Kind::log_missing, 0});
        return Done{};
    }
    int flags = 0;
    if (const int rc = log_.open(log_path, SQLITE_OPEN_WAL | SQLITE_OPEN_READONLY, &flags); rc != SQLITE_OK) {
        return error_of_io(rc);
    }
    sqlite3_int64 bytes = 0;
    if (const int rc = log_.file().size(&bytes); rc != SQLITE_OK) return error_of_io(rc);
    const auto size = static_cast<std::uint64_t>(bytes);
    const std::uint64_t on_disk =
        size < format::log_header_size ? 0 : (size - format::log_header_size) / format::frame_size;
    if (!generation_) {
        if (on_disk > 0) log_findings_.push_back({Finding::Kind::log_header_damaged, 0});
        return Done{};
    }

    LogChecksum checksum;
    bool header_is_authentic = false;
    std::array<std::uint8_t, format::log_header_size> sealed{};
    std::array<std::uint8_t, format::log_header_plain> log_header;
    if (log_.file().read(sealed.data(), static_cast<int>(sealed.size()), 0) == SQLITE_OK) {
        header_is_authentic =
            open_record(keys_->log, log_binding(table_.file, generation_->generation), sealed.data(), log_header);
    }
    if (header_is_authentic) checksum.start(log_header.data());

    std::array<std::uint8_t, page_size> page;
    std::array<std::uint8_t, format::sqlite_frame_header> frame_header;
    std::vector<Frame> frames;
    std::uint64_t commits = 0;
    std::size_t committed = 0;
    bool any = false;
    for (std::uint64_t number = 1; number <= on_disk; ++number) {
        Frame frame;
        frame.authentic = read_frame(number, page.data(), frame_header.data());
        frame.page = format::get_u32_be(frame_header.data());
        frame.commit = commits + 1;
        any = any || frame.page != 0;
        if (frame.authentic) {
            // Another commit of the same log stood here before: what is behind it was given up.
            if (!checksum.accepts(frame_header.data(), page.data())) break;
        }
        if (frame.page != 0) {
            checksum.take_frame(frame_header.data());
            frame.commit_size = format::get_u32_be(frame_header.data() + 4);
        } else {
            checksum.lose();
        }
        frames.push_back(frame);
        if (frame.commit_size != 0) {
            ++commits;
            committed = frames.size();
        }
    }
    if (!header_is_authentic && any) log_findings_.push_back({Finding::Kind::log_header_damaged, 0});
    if (!any && !header_is_authentic) return Done{}; // an older log: empty
    // Of a log that lost its end the file holds later pages: what is left of it is older.
    const bool cut = on_disk < generation_->frames_copied;
    if (cut) log_findings_.push_back({Finding::Kind::log_cut, on_disk + 1});
    frames.resize(committed);
    for (std::uint64_t number = 1; number <= frames.size(); ++number) {
        const Frame& frame = frames[number - 1];
        if (frame.page != 0 && !cut) newest_frame_[frame.page] = number;
        if (frame.authentic) authentic_frame_[frame.page] = number;
        if (frame.page == 0 && !cut) unreadable_.push_back({number, frame.commit});
        if (!frame.authentic && log_findings_.size() < findings_max) {
            log_findings_.push_back({Finding::Kind::log_frame_damaged, number});
        }
    }
    frames_ = std::move(frames);
    return Done{};
}

// `frame_header` is zeros when it is not authentic.
bool SealedReader::read_frame(std::uint64_t number, std::uint8_t* plain, std::uint8_t* frame_header) {
    std::memset(frame_header, 0, format::sqlite_frame_header);
    std::array<std::uint8_t, format::frame_size> sealed;
    if (log_.file().read(sealed.data(), static_cast<int>(sealed.size()), offset_of_frame(number)) != SQLITE_OK) {
        return false;
    }
    const std::uint8_t* const sealed_page = sealed.data() + format::frame_header_size;
    const PageTag tag = tag_of_page(sealed_page);
    if (!open_frame_header(keys_->log, {table_.file, generation_->generation.id, number, tag}, sealed.data(),
                           frame_header)) {
        return false;
    }
    return open_page(keys_->pages, table_.file, format::get_u32_be(frame_header), sealed_page, plain);
}

bool SealedReader::read_from_file(std::uint64_t page, std::uint8_t* plain) {
    std::memset(plain, 0, page_size);
    if (page < 1 || page > file_pages_) return false;
    return base_.file().read(plain, page_size, offset_of_page(page)) == SQLITE_OK &&
           open_page(keys_->pages, table_.file, page, plain, plain);
}

void SealedReader::count_pages() {
    page_count_ = file_pages_;
    std::array<std::uint8_t, page_size> first;
    if (const Page page = read(1, first.data()); page.version == Version::current) {
        // A file that was cut has fewer pages than it says.
        page_count_ = std::max<std::uint64_t>(format::get_u32_be(first.data() + at_page_count), 1);
    }
    if (!newest_frame_.empty()) page_count_ = frames_.back().commit_size;
}

SealedReader::Page SealedReader::read(std::uint64_t page, std::uint8_t* plain) {
    const auto number = static_cast<std::uint32_t>(page);
    const auto newest = newest_frame_.find(number);
    const std::uint64_t wanted = newest == newest_frame_.end() ? 0 : newest->second;
    const std::uint64_t commit = wanted == 0 ? 0 : frames_[wanted - 1].commit;
    std::array<std::uint8_t, format::sqlite_frame_header> header;
    if (wanted != 0 && read_frame(wanted, plain, header.data())) return {Version::current, commit, wanted};
    // The same bytes, copied by a checkpoint. More than that may be in the file: then the log has been cut.
    const bool copied = generation_ && wanted <= generation_->frames_copied;
    if ((wanted == 0 || copied) && read_from_file(page, plain)) return {Version::current, commit, wanted};
    if (const auto found = authentic_frame_.find(number); found != authentic_frame_.end()) {
        if (read_frame(found->second, plain, header.data())) {
            return {Version::older, frames_[found->second - 1].commit, found->second};
        }
    }
    if (read_from_file(page, plain)) return {Version::older, 0, 0};
    std::memset(plain, 0, page_size);
    return {};
}

Result<SealedReader::Examined> SealedReader::examine(const ReadProgress& progress) {
    Examined examined;
    examined.frames = frames_.size();
    examined.findings = header_findings_;
    examined.findings.insert(examined.findings.end(), log_findings_.begin(), log_findings_.end());
    const auto note = [&](Finding::Kind kind, std::uint64_t place) {
        if (examined.findings.size() < findings_max) examined.findings.push_back({kind, place});
    };
    if (file_rest_ != 0) note(Finding::Kind::file_size_odd, file_pages_ + 1);
    std::array<std::uint8_t, page_size> plain;
    bool cut = false;
    for (std::uint64_t page = 1; page <= page_count_; ++page) {
        if (page % pages_between_reports == 0 && progress && !progress(page, page_count_)) {
            return refused(ErrorCode::conflict_with_state, words::given_up);
        }
        if (page == lock_byte_page) continue;
        ++examined.pages;
        const bool in_log = newest_frame_.contains(static_cast<std::uint32_t>(page));
        const bool in_file = read_from_file(page, plain.data());
        const bool readable = in_log ? read(page, plain.data()).version == Version::current : in_file;
        if (!readable) examined.damaged_pages.push_back(page);
        // Pages of the log that no checkpoint has copied yet may be missing in the file.
        if (in_file || (in_log && page > file_pages_)) continue;
        if (page > file_pages_) {
            if (!cut) note(Finding::Kind::file_cut, page);
            cut = true;
        } else if (!in_log || !readable) {
            note(Finding::Kind::page_damaged, page);
        } else {
            // A checkpoint that was interrupted tears pages; the log has them.
            note(Finding::Kind::page_mended_by_log, page);
        }
    }
    sodium_memzero(plain.data(), plain.size());
    return examined;
}

Result<> SealedReader::copy_to(const std::string& path, const ReadProgress& progress) {
    if (os::exists(path)) {
        return Error{.code = ErrorCode::conflict_with_state, .message = Message(words::file_exists, {path})};
    }
    auto copied = write_copy(path, progress);
    if (!copied) os::remove_file(path);
    return copied;
}

Result<> SealedReader::write_copy(const std::string& path, const ReadProgress& progress) {
    FileId file;
    os::random_bytes(file.data(), file.size());
    Secret<Key> data_key;
    os::random_bytes(data_key->data(), data_key->size());
    // Where parts of the log are lost, authentic pages together need not be a state that ever was.
    if (!log_findings_.empty()) {
        const std::string place = std::to_string(log_findings_.front().place);
        return Error{.code = ErrorCode::damaged, .message = Message(words::log_damaged, {place})};
    }
    const SlotTable table = succeed_table(table_, file, *data_key, [](const DirectoryEntry&) { return true; });
    const auto copy = EPIC_TRY(SealedCopy::begin(path, table, *data_key, table_.file, secrets_->secret));
    std::array<std::uint8_t, page_size> plain;
    for (std::uint64_t page = 1; page <= page_count_; ++page) {
        if (page % pages_between_reports == 0 && progress && !progress(page, page_count_)) {
            return refused(ErrorCode::conflict_with_state, words::given_up);
        }
        if (read(page, plain.data()).version != Version::current && page != lock_byte_page) {
            return Error{.code = ErrorCode::damaged, .message = Message(words::page_damaged, {std::to_string(page)})};
        }
        EPIC_TRY(copy->append(plain.data()));
    }
    sodium_memzero(plain.data(), plain.size());
    return copy->complete(generation_ ? generation_->generation.counter : 0);
}

} // namespace epic::vault
