#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "storage/vault/os.hpp"

namespace epic::vault::os {
namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// Empty when there is no such path.
std::string real_path(const std::string& path) {
    char* const real = ::realpath(path.c_str(), nullptr);
    if (real == nullptr) return {};
    std::string result = real;
    std::free(real);
    return result;
}

} // namespace

void random_bytes(void* to, std::size_t size) {
    auto* at = static_cast<std::uint8_t*>(to);
    while (size > 0) {
        const ssize_t got = ::getrandom(at, size, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            std::abort();
        }
        at += got;
        size -= static_cast<std::size_t>(got);
    }
}

std::optional<FileIdentity> identity(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return FileIdentity{info.st_dev, info.st_ino};
}

bool exists(const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0;
}

bool is_folder(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string resolve(const std::string& path) {
    if (const std::string whole = real_path(path); !whole.empty()) return whole;
    const std::string folder = real_path(folder_of(path));
    const std::string name = path.substr(path.rfind('/') + 1);
    if (folder.empty()) return path;
    return folder == "/" ? folder + name : folder + "/" + name;
}

Errno create_private_file(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return errno;
    ::close(fd);
    return 0;
}

Errno rename_without_replacing(const std::string& from, const std::string& to) {
    if (::syscall(SYS_renameat2, AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 1U /* RENAME_NOREPLACE */) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    if (::link(from.c_str(), to.c_str()) != 0) return errno;
    ::unlink(from.c_str());
    return 0;
}

Errno rename_replacing(const std::string& from, const std::string& to) {
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

Errno add_name(const std::string& path, const std::string& further) {
    return ::link(path.c_str(), further.c_str()) == 0 ? 0 : errno;
}

std::uint64_t count_names(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_nlink : 0;
}

Errno copy_file(const std::string& from, const std::string& to) {
    const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (in < 0) return errno;
    const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (out < 0) {
        const int error = errno;
        ::close(in);
        return error;
    }
    constexpr std::size_t at_once = 1 << 16;
    const auto bytes = std::make_unique<char[]>(at_once);
    int error = 0;
    while (error == 0) {
        const ssize_t got = ::read(in, bytes.get(), at_once);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) error = errno;
        if (got <= 0) break;
        for (ssize_t done = 0; done < got && error == 0;) {
            const ssize_t put = ::write(out, bytes.get() + done, static_cast<std::size_t>(got - done));
            if (put < 0 && errno != EINTR) error = errno;
            if (put > 0) done += put;
        }
    }
    if (error == 0 && ::fsync(out) != 0) error = errno;
    ::close(in);
    if (::close(out) != 0 && error == 0) error = errno;
    if (error != 0) ::unlink(to.c_str());
    return error;
}

Errno sync_folder_of(const std::string& path) {
    const int fd = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return errno;
    const int result = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    return result;
}

void remove_file(const std::string& path) {
    ::unlink(path.c_str());
}

bool folder_is_writable(const std::string& path) {
    return ::access(folder_of(path).c_str(), W_OK | X_OK) == 0;
}

void* map_page_wiped_on_fork(std::size_t size) {
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::abort();
    // Both are hints to kernels that know them; a child of fork() is also told by pthread_atfork.
    ::madvise(memory, size, MADV_WIPEONFORK);
    ::madvise(memory, size, MADV_DONTDUMP);
    return memory;
}

void deny_core_dumps() {
    const struct rlimit none {};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

} // namespace epic::vault::os
