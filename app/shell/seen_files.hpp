// In which state each file was when this program last had it, so that an older copy put in its place is noticed: the
// file itself cannot tell (storage/vault/README.md, "What it protects").
//
// One small text per file below the state folder, named by the file's id: a number that only grows, nothing of what
// the file holds. A folder that cannot be written is no error: nothing is noticed then. Threads: one at a time.
#pragma once

#include <filesystem>

#include "core/base/id.hpp"
#include "storage/vault/vault.hpp"

namespace epic::shell {

class SeenFiles {
public:
    // `folder` as StateFolder::default_path().
    explicit SeenFiles(const std::filesystem::path& folder) : folder_(folder / "seen") {}

    enum class Age : std::uint8_t {
        first_time,
        as_expected,
        older, // than it was, or of another history than the one seen
    };
    Age compare(const Id& file, const vault::Generation& now) const;
    // From now on this is the state that is expected.
    void note(const Id& file, const vault::Generation& now) const;
    // Both: whether the file is older than it was, which is told once.
    Age look(const Id& file, const vault::Generation& now) const;

private:
    std::filesystem::path folder_;
};

} // namespace epic::shell
