// Text files, read piece by piece as UTF-8, and written whole or not at all.
//
// Failures: usage, with the path. Threads: one caller at a time.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "storage/intl/decoder.hpp"

namespace epic::transfer {

class InputFile {
public:
    // A file that can be read more than once: not a pipe, not a folder.
    static Result<InputFile> open(const std::string& path);

    std::uint64_t size() const { return size_; }
    std::int64_t changed_ns() const { return changed_ns_; }
    // The next bytes; empty at the end. They live until the next call.
    std::string_view read();
    bool failed() const { return std::ferror(file_.get()) != 0; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    InputFile() = default;
    std::unique_ptr<std::FILE, Close> file_;
    std::string buffer_;
    std::uint64_t size_ = 0;
    std::int64_t changed_ns_ = 0;
};

// The same as UTF-8, whatever it is in.
class InputText {
public:
    InputText(InputFile file, Encoding encoding) : file_(std::move(file)), decoder_(encoding) {}
    std::string_view read();
    bool failed() const { return file_.failed(); }

private:
    InputFile file_;
    intl::Decoder decoder_;
    std::string text_;
    bool ended_ = false;
};

enum class Readers : std::uint8_t { everyone, owner };

// A new file, never over an existing one; it is removed again unless `keep` was called.
class OutputFile {
public:
    static Result<OutputFile> create(const std::string& path, Readers readers = Readers::everyone);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&& other) noexcept;
    ~OutputFile();

    Result<> write(std::string_view bytes);
    // All of it is on the disk when this returns.
    Result<> finish();
    void keep() { kept_ = true; }

private:
    OutputFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    Result<> flush();

    std::string path_;
    int descriptor_ = -1;
    std::string buffer_;
    bool kept_ = false;
};

} // namespace epic::transfer
