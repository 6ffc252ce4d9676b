// What the program remembers between two runs outside any file: recent files and when they last exchanged,
// the language, what a person set. $XDG_STATE_HOME/epic-events, or ~/.local/state/epic-events (XDG Base Directory
// Specification 0.8).
//
// Nothing of what a file holds is kept here: paths and bare timestamps only. A folder that cannot be written is
// not an error: nothing is remembered then. Threads: one at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/state/preferences.hpp"
#include "core/base/instant.hpp"
#include "core/words/message.hpp"

namespace epic::shell {

struct KnownFile {
    std::string path; // absolute
    std::optional<Instant> opened;
    std::optional<Instant> exchanged;
};

class StateFolder {
public:
    explicit StateFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    static std::filesystem::path default_path();

    // The file opened last comes first; at most ten.
    std::vector<KnownFile> files() const;
    void note_opened(const std::string& path, Instant at);
    void note_exchanged(const std::string& path, Instant at);
    void forget(const std::string& path);

    std::optional<Language> language() const;
    void remember(Language language);

    // What the file does not say, or says wrongly, is as in a new Preferences.
    app::Preferences preferences() const;
    void remember(const app::Preferences& preferences);

private:
    void save(const std::vector<KnownFile>& files) const;
    std::filesystem::path folder_;
};

} // namespace epic::shell
