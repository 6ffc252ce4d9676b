#include "storage/transfer/text_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

constexpr std::size_t piece_bytes = std::size_t{256} << 10;

Error usage(const Msg& message, const std::string& path) {
    return Error{.code = ErrorCode::usage, .message = Message(message, {path})};
}

} // namespace

Result<InputFile> InputFile::open(const std::string& path) {
    InputFile input;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return usage(words::file_unreadable, path);
    input.file_.reset(::fdopen(descriptor, "rb"));
    if (!input.file_) {
        ::close(descriptor);
        return usage(words::file_unreadable, path);
    }
    struct stat about {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return usage(words::file_unreadable, path);
    input.size_ = static_cast<std::uint64_t>(about.st_size);
    input.changed_ns_ = std::int64_t{about.st_mtim.tv_sec} * 1'000'000'000 + about.st_mtim.tv_nsec;
    return input;
}

std::string_view InputFile::read() {
    buffer_.resize(piece_bytes);
    buffer_.resize(std::fread(buffer_.data(), 1, buffer_.size(), file_.get()));
    return buffer_;
}

std::string_view InputText::read() {
    // A piece may hold the beginning of one character only, and decode to nothing yet.
    do {
        if (ended_) return {};
        const std::string_view bytes = file_.read();
        ended_ = bytes.empty();
        text_ = decoder_.decode(bytes, ended_);
    } while (text_.empty());
    return text_;
}

Result<OutputFile> OutputFile::create(const std::string& path, Readers readers) {
    const mode_t mode = readers == Readers::owner ? 0600 : 0644;
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) return usage(errno == EEXIST ? words::file_exists : words::file_unwritable, path);
    return OutputFile(path, descriptor);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)),
      kept_(other.kept_) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(buffer_, other.buffer_);
    std::swap(kept_, other.kept_);
    return *this;
}

OutputFile::~OutputFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
}

Result<> OutputFile::write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() < piece_bytes) return Done{};
    return flush();
}

Result<> OutputFile::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            Error error = usage(words::file_unwritable, path_);
            if (errno == ENOSPC || errno == EDQUOT) error.code = ErrorCode::disk_full;
            return error;
        }
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    buffer_.clear();
    return Done{};
}

Result<> OutputFile::finish() {
    EPIC_TRY(flush());
    if (::fsync(descriptor_) != 0) return usage(words::file_unwritable, path_);
    return Done{};
}

} // namespace epic::transfer
