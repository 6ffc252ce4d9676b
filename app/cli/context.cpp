#include "app/cli/context.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>
#include <unistd.h>
#include <utility>

#include "app/cli/cli_words.hpp"
#include "app/shell/state_folder.hpp"
#include "storage/intl/display_width.hpp"
#include "storage/sync/sign_in.hpp"

namespace epic::cli {
namespace {

std::optional<std::string> environment_value(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
}

// A locale such as "C.UTF-8" chooses no language.
std::optional<Language> language_of_locale(std::string_view locale) {
    if (locale.starts_with("fr") || locale.starts_with("FR")) return Language::french;
    if (locale.starts_with("en") || locale.starts_with("EN")) return Language::english;
    return std::nullopt;
}

Json text_or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

} // namespace

Result<std::optional<Language>> chosen_language(const Manner& manner) {
    if (manner.language) {
        if (*manner.language == "fr") return std::optional(Language::french);
        if (*manner.language == "en") return std::optional(Language::english);
        return usage_error(Message(words::not_a_language_code, {*manner.language}));
    }
    // As gettext does: LANGUAGE first, unless the locale is plain C, which asks for no translation.
    const std::string locale = environment_value("LC_ALL").value_or(
        environment_value("LC_MESSAGES").value_or(environment_value("LANG").value_or("")));
    if (const auto wishes = environment_value("LANGUAGE"); wishes && locale != "C" && locale != "POSIX") {
        if (const auto language = language_of_locale(*wishes)) return language;
    }
    return language_of_locale(locale);
}

std::string absolute_path(const std::string& path) {
    std::error_code failed;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failed);
    return failed ? path : absolute.lexically_normal().string();
}

Result<std::string> read_text_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return usage_error(Message(words::cannot_read, {path}));
    // A device may have no end.
    constexpr std::size_t size_max = 256U << 20U;
    std::string text;
    std::array<char, 65536> part{};
    while (stream.read(part.data(), part.size()), stream.gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
        if (text.size() > size_max) return usage_error(Message(words::too_large, {path}));
    }
    if (stream.bad()) return usage_error(Message(words::cannot_read, {path}));
    return text;
}

namespace {

Result<int> create_new(const std::string& path, mode_t mode) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) return usage_error(Message(errno == EEXIST ? words::already_there : words::cannot_write, {path}));
    return file;
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(file) == 0;
}

} // namespace

Result<> write_new_file(const std::string& path, std::string_view text) {
    const int file = EPIC_TRY(create_new(path, 0644));
    const bool written = write_all(file, text);
    if (::close(file) == 0 && written) return Done{};
    ::unlink(path.c_str());
    return usage_error(Message(words::cannot_write, {path}));
}

Result<SecretFile> SecretFile::create(const std::string& path) {
    return SecretFile(path, EPIC_TRY(create_new(path, 0600)));
}

SecretFile::SecretFile(SecretFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), written_(other.written_) {}

SecretFile::~SecretFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!written_) ::unlink(path_.c_str());
}

Result<> SecretFile::write(std::string_view text) {
    written_ = write_all(descriptor_, text);
    if (!written_) return usage_error(Message(words::cannot_write, {path_}));
    return Done{};
}

Result<std::string> read_password(Context& context, const std::string& path) {
    std::string password;
    if (path == "-") {
        if (context.input_read) return usage_error(words::input_read_twice);
        context.input_read = true;
        password.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
    } else {
        password = EPIC_TRY(read_text_file(path));
    }
    if (password.ends_with('\n')) password.pop_back();
    if (password.ends_with('\r')) password.pop_back();
    if (password.empty()) return usage_error(words::password_empty);
    return password;
}

std::optional<std::string> setting(const Call& call, std::string_view option) {
    if (const auto given = call.value(option)) return given;
    static constexpr std::array<std::pair<std::string_view, const char*>, 3> variables{
        {{"--file", "EPIC_EVENTS_FILE"}, {"--as", "EPIC_EVENTS_AS"}, {"--password-file", "EPIC_EVENTS_PASSWORD_FILE"}}};
    for (const auto& [name, variable] : variables) {
        if (name == option) return environment_value(variable);
    }
    return std::nullopt;
}

Result<> read_sign_in(Context& context, const Call& call) {
    const auto file = setting(call, "--file");
    if (!file) return usage_error(words::say_which_file);
    context.file = *file;
    return read_person(context, call);
}

Result<> read_person(Context& context, const Call& call) {
    const auto who = setting(call, "--as");
    if (!who) return usage_error(words::say_who);
    const auto password_file = setting(call, "--password-file");
    if (!password_file) return usage_error(words::say_password_file);
    context.who.email = *who;
    context.who.password = EPIC_TRY(read_password(context, *password_file));
    return Done{};
}

Patience::Patience(const Context& context, const std::string& path)
    : clock_(context.environment.clock), attempts_(shell::StateFolder::default_path()) {
    const auto peeked = vault::peek(path);
    if (!peeked) return;
    file_ = peeked->file_id;
    std::this_thread::sleep_for(std::chrono::milliseconds(attempts_.pause_ms(*file_, clock_.now())));
}

void Patience::note(const Error* refusal) {
    if (!file_) return;
    if (refusal == nullptr) {
        attempts_.forget(*file_);
    } else if (refusal->code == ErrorCode::sign_in_refused) {
        attempts_.note_failure(*file_, clock_.now());
    }
}

Result<> open_session(Context& context, const Call& call) {
    EPIC_TRY(read_sign_in(context, call));
    Patience patience(context, context.file);
    context.store = EPIC_TRY(patience.watch(sync::sign_in(context.file, context.who, context.environment)));
    return Done{};
}

Result<> require_own_password(const Context& context) {
    const bool one_time = EPIC_TRY(context.store->load_draft(one_time_password_draft)).has_value();
    if (one_time || context.store->session().must_change_password) {
        return Error{.code = ErrorCode::must_change_password, .message = words::must_change_first};
    }
    return Done{};
}

Result<Answer> run_verb(Context& context, const Call& call) {
    if (call.verb->session == Session::signed_in) EPIC_TRY(require_own_password(context));
    return call.verb->run(context, call);
}

Json error_json(const Error& error, Language language) {
    Json body;
    body["code"] = error_code_name(error.code);
    body["rule"] = text_or_null(error.rule);
    body["field"] = text_or_null(error.field);
    body["message"] =
        error.message.empty() ? std::string(tr(language, words::unexpected_failure)) : error.message.in(language);
    body["who_could"] = error.who_could.empty() ? Json(nullptr) : Json(error.who_could.in(language));
    return Json{{"error", std::move(body)}};
}

std::string error_line(const Error& error, Language language) {
    std::string line =
        error.message.empty() ? std::string(tr(language, words::unexpected_failure)) : error.message.in(language);
    if (!error.who_could.empty()) {
        line = tr(language, words::who_could_instead, {line, error.who_could.in(language)});
    }
    std::ranges::replace(line, '\n', ' ');
    return intl::printable(line) + "\n";
}

} // namespace epic::cli
