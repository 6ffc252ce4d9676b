// What every verb is given: who asks, in which language, and the open file.
//
// Threads: one call at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/cli/answer.hpp"
#include "app/cli/call.hpp"
#include "app/shell/attempts.hpp"
#include "core/base/result.hpp"
#include "storage/intl/intl.hpp"
#include "storage/store/store.hpp"

namespace epic::cli {

struct Context {
    explicit Context(const intl::Environment& effects) : environment(effects) {}

    const intl::Environment& environment;
    Language language = Language::english;
    bool language_chosen = false; // by --lang or the locale
    bool json = false;
    bool input_read = false; // standard input was used up by a password

    std::string file;                               // as given
    store::SignIn who;                              // as given
    std::unique_ptr<store::Store> store;            // open and signed in, where the verb asks for it
    std::unique_ptr<store::AccountServer> accounts; // at the server, once a password has asked for it

    std::string say(const Msg& message) const { return std::string(tr(language, message)); }
    std::string say(const Msg& message, std::initializer_list<std::string_view> arguments) const {
        return tr(language, message, arguments);
    }
};

// The language to speak: --lang, else the locale where it says fr or en; nothing when neither does.
Result<std::optional<Language>> chosen_language(const Manner& manner);

// A password from a file, or from standard input for "-"; one line end behind it is not part of it.
Result<std::string> read_password(Context& context, const std::string& path);
// A path that stays right when the folder changes.
std::string absolute_path(const std::string& path);
// The text of a file, whole.
Result<std::string> read_text_file(const std::string& path);
// Never over an existing file.
Result<> write_new_file(const std::string& path, std::string_view text);

// A new file that only its owner may read. Made before the secret exists, so that a secret is never without a
// place; removed again unless it was written.
class SecretFile {
public:
    static Result<SecretFile> create(const std::string& path);
    SecretFile(SecretFile&& other) noexcept;
    ~SecretFile();
    Result<> write(std::string_view text);

private:
    SecretFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    std::string path_;
    int descriptor_ = -1;
    bool written_ = false;
};

// The value of a global option, or of its environment variable.
std::optional<std::string> setting(const Call& call, std::string_view option);

// Who asks, as the global options and the environment say; read_sign_in also which file is meant.
Result<> read_person(Context& context, const Call& call);
Result<> read_sign_in(Context& context, const Call& call);
// While someone works with a password that another gave them, nothing but choosing their own is done.
Result<> require_own_password(const Context& context);

// Waits before an attempt to open a file where passwords were wrong before, and remembers how this one ended.
class Patience {
public:
    Patience(const Context& context, const std::string& path);
    template <typename T>
    Result<T> watch(Result<T> attempt) {
        note(attempt ? nullptr : &attempt.error());
        return attempt;
    }

private:
    void note(const Error* refusal);
    const Clock& clock_;
    shell::Attempts attempts_;
    std::optional<Id> file_; // none: it cannot be looked at, and opening it will say why
};

// Opens FILE and signs in, as the global options and the environment say, and sees to it that a password
// that must be changed is changed first. Speaks the person's language where nothing else was chosen.
Result<> open_session(Context& context, const Call& call);

// Kept in the file, for one person, from joining with a one-time password until they have chosen their own: the
// password is the server's business, their record does not know of it.
inline constexpr std::string_view one_time_password_draft = "one_time_password";

// Runs a verb in a session that is open, or needs none. Also refuses what must wait for a new password.
Result<Answer> run_verb(Context& context, const Call& call);

// What asks the central server when a password is concerned; nothing on a file that never joined one.
Result<store::AccountServer*> account_server(Context& context);
// See CentralAccounts::renew; on a file that joined.
Result<bool> renew_at_server(Context& context, const store::SignIn& central);

// {"error": {code, rule, field, message, who_could}}
Json error_json(const Error& error, Language language);
// One line, with who could do it instead.
std::string error_line(const Error& error, Language language);

} // namespace epic::cli
