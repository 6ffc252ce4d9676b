#include "app/shell/recovery_work.hpp"

#include <cstdlib>
#include <filesystem>

#include "app/shell/printer.hpp"
#include "app/state/first_run_words.hpp"
#include "storage/transfer/recovery_sheet.hpp"

namespace epic::shell {
namespace {

Result<std::string> sheet(const store::Store& store, const std::string& key, Language language,
                          const intl::Environment& environment) {
    const Date today = environment.zones.to_civil(environment.clock.now(), environment.zones.local_zone()).date;
    return transfer::recovery_sheet(key, std::filesystem::path(store.path()).filename().string(), today, language);
}

// Where a person without a file dialog finds it: in their own folder, under the file's name.
std::string default_path(const store::Store& store, Language language) {
    const char* home = std::getenv("HOME");
    const std::filesystem::path file(store.path());
    const std::filesystem::path own = home != nullptr ? std::filesystem::path(home) : file.parent_path();
    return (own / (file.stem().string() + " - " + std::string(tr(language, words::recovery_file)) + ".pdf")).string();
}

} // namespace

app::answer::RecoveryKeyKept save_recovery_key(const store::Store& store, const app::effect::SaveRecoveryKey& wanted,
                                               const intl::Environment& environment) {
    const std::string path = wanted.path.empty() ? default_path(store, wanted.language) : wanted.path;
    const auto save = [&]() -> Result<> {
        const std::string bytes = EPIC_TRY(sheet(store, wanted.key, wanted.language, environment));
        return transfer::save_recovery_sheet(path, bytes);
    };
    const auto saved = save();
    if (!saved) return {saved.error().message, true};
    return {Message(words::recovery_saved, {path}), false};
}

app::answer::RecoveryKeyKept print_recovery_key(const store::Store& store, const app::effect::PrintRecoveryKey& wanted,
                                                const intl::Environment& environment) {
    const auto bytes = sheet(store, wanted.key, wanted.language, environment);
    const bool printed = bytes && print_pdf(*bytes);
    return {printed ? words::recovery_printed : words::no_printer, !printed};
}

} // namespace epic::shell
