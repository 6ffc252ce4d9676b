// The write-ahead log, sealed. SQLite believes in 32 + n × (24 + 4096) bytes; on disk there are
// 128 + n × (64 + 4096).
//
// A frame's header holds a checksum of its plaintext page and may not stand in clear, and its seal needs
// the page's tag: so a header that SQLite writes waits in memory for its page, and both go out in one
// write. SQLite also writes pages alone (a page changed twice in one transaction) and headers alone (the
// checksums after that are computed again): then the header is sealed anew for the page as it is.
//
// A frame that is not authentic ends the log while SQLite recovers it, as a torn write must; a frame that
// was known good and is not any more is SQLITE_IOERR_DATA and a Finding.
#pragma once

#include <array>
#include <memory>

#include "storage/vault/file.hpp"
#include "storage/vault/main_file.hpp"
#include "storage/vault/state.hpp"

namespace epic::vault {

class LogFile final : public File {
public:
    // `main` is the same connection's database file; SQLite closes it after the log.
    LogFile(std::shared_ptr<VaultState> state, MainFile* main) : state_(std::move(state)), main_(main) {}
    ~LogFile() override;
    int open(const char* name, int flags, int* flags_out);

    int read(void* to, int amount, sqlite3_int64 offset) override;
    int write(const void* from, int amount, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int flags) override;
    int size(sqlite3_int64* size) override;
    int sector_size() override { return base_.methods()->xSectorSize(base_.get()); }

private:
    using LogHeader = std::array<std::uint8_t, format::sqlite_log_header>;

    int read_log_header(LogHeader& header);
    int begin_log(const std::uint8_t* header);
    int recover_frame(std::uint8_t* to, std::uint64_t frame);
    int read_page(std::uint8_t* to, std::uint64_t frame);
    int read_checksum(std::uint8_t* to, std::uint64_t frame);
    int write_frame(const std::uint8_t* page, std::uint64_t frame);
    int write_held_header();
    // From memory, or from the disk if this log was recovered before this process looked.
    int frame_info(std::uint64_t frame, FrameInfo& info);
    int frames_on_disk(std::uint64_t* frames);
    // What the end of the log at `frame` means: a crash, a cut, or damage.
    int judge_end(std::uint64_t frame);
    // How many committed frames of this generation stand behind `frame`.
    int count_commits_after(std::uint64_t frame, std::uint64_t* commits, std::uint64_t* frames);
    void report_if_copied_frames_are_gone();
    int damaged(std::uint64_t frame);

    std::shared_ptr<VaultState> state_;
    MainFile* main_;
    BaseFile base_;
    std::uint64_t held_frame_ = 0; // 0: no header waits for its page
    // The frame that was just read as a whole: SQLite computes its checksum again, and no page follows.
    std::uint64_t reread_frame_ = 0;
    std::array<std::uint8_t, format::sqlite_frame_header> held_header_{};
    std::array<std::uint8_t, format::frame_size> scratch_{};
};

} // namespace epic::vault
