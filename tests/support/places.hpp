// Where tests find things and where they may write.
//
// Nothing here fails as a value: a test that cannot make a folder cannot run, so these throw
// std::filesystem::filesystem_error, which Catch2 reports. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace epic::test {

// The repository, and the build folder of this executable (the program is `build_dir() / "epic-events"`).
std::filesystem::path source_dir();
std::filesystem::path build_dir();
// What third_party/setup.sh fetched.
std::filesystem::path third_party_dir();

// A folder of its own that is removed, with what is in it, when this object dies. Readable by its owner only.
// EPIC_TEST_KEEP=1 in the environment keeps it and prints its path.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

// The whole file as bytes; throws std::runtime_error when it cannot be read.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view bytes);

} // namespace epic::test
