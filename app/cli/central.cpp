#include "storage/sync/central.hpp"

#include <csignal>
#include <ctime>
#include <iostream>
#include <unistd.h>

#include "app/cli/cli_words.hpp"
#include "app/cli/credential.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "storage/store/exchange.hpp"
#include "storage/sync/accounts.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/exporter.hpp"
#include "storage/sync/invitation.hpp"
#include "storage/sync/plain_words.hpp"

namespace epic::cli {
namespace {

constexpr long watch_pause_ns = 200'000'000; // how long a line may come late

Json report_json(const sync::ExchangeReport& report) {
    Json json;
    json["pushed"] = report.pushed;
    json["pulled"] = report.pulled;
    json["pending"] = report.pending;
    json["conflicts"] = report.conflicts;
    json["returned"] = report.returned;
    json["head"] = report.head;
    json["state"] = sync::sync_state_name(report.state);
    json["waiting"] = Json::array();
    for (const sync::Waiting& one : report.waiting) {
        json["waiting"].push_back(waiting_json(one));
    }
    return json;
}

std::string report_text(const Context& context, const sync::ExchangeReport& report) {
    const auto number = [&](std::int64_t value) { return display_text(value, context.language); };
    return context.say(words::exchanged, {number(report.pushed), number(report.pulled), number(report.pending),
                                          number(report.conflicts), number(report.returned)}) +
           "\n";
}

// A line with the sentence and what can be done about it.
std::string problem_text(const Context& context, const Error& problem) {
    return problem.message.in(context.language) + "\n  " + context.say(sync::what_to_do(problem)) + "\n";
}

// One line per exchange, until SIGINT or SIGTERM. The exporter decides when: after a change, when the network comes
// back, every minute, and after a failure later each time.
Result<Answer> watch(Context& context, const sync::Credential& credential) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    sync::Exporter exporter(*context.store, context.environment, credential);
    if (!EPIC_TRY(context.store->exchange().state()).joined) {
        EPIC_TRY(sync::exchange_once(*context.store, context.environment, credential)); // says why not
    }
    EPIC_TRY(exporter.start());
    constexpr timespec pause{0, watch_pause_ns};
    std::uint64_t told = 0;
    do {
        const std::uint64_t count = exporter.exchanges();
        if (count == told) continue;
        told = count;
        const sync::ExchangeReport report = exporter.last_report();
        const bool failed = report.state != sync::SyncState::up_to_date;
        // An unreachable server is tried again; an account that is refused is not.
        if (failed && report.problem && report.problem->code != ErrorCode::unreachable) return *report.problem;
        if (context.json) {
            std::cout << to_line(report_json(report)) << std::flush;
        } else {
            if (!failed) std::cout << report_text(context, report);
            if (report.problem) std::cout << problem_text(context, *report.problem);
            std::cout << std::flush;
        }
    } while (sigtimedwait(&ends, nullptr, &pause) < 0);
    return Answer{};
}

// On standard error, so that the answer stays alone on standard output: counts up on a terminal, and nothing elsewhere.
class JoinProgress {
public:
    explicit JoinProgress(const Context& context)
        : context_(context), shows_(!context.json && ::isatty(STDERR_FILENO) != 0) {}
    void show(const sync::ExchangeProgress& progress) {
        if (!shows_ || progress.total == 0) return;
        began_ = true;
        std::cerr << "\r"
                  << context_.say(words::joining,
                                  {display_text(static_cast<std::int64_t>(progress.done), context_.language),
                                   display_text(static_cast<std::int64_t>(progress.total), context_.language)})
                  << std::flush;
    }
    ~JoinProgress() {
        if (began_) std::cerr << "\n";
    }
    JoinProgress(const JoinProgress&) = delete;
    JoinProgress& operator=(const JoinProgress&) = delete;

private:
    const Context& context_;
    const bool shows_;
    bool began_ = false;
};

} // namespace

Json waiting_json(const sync::Waiting& waiting) {
    Json json;
    json["by"] = reference_json(waiting.author, waiting.name);
    json["operations"] = waiting.operations;
    json["held"] = waiting.held;
    return json;
}

Result<sync::Credential> credential_of(const Context& context) {
    return sync::credential_for(context.store->login(), context.environment.unicode.nfc(context.who.password));
}

Result<store::AccountServer*> account_server(Context& context) {
    const store::ExchangeState state = EPIC_TRY(context.store->exchange().state());
    if (!state.joined) return static_cast<store::AccountServer*>(nullptr);
    if (!context.accounts) {
        context.accounts = std::make_unique<sync::CentralAccounts>(*context.store, context.environment,
                                                                   EPIC_TRY(credential_of(context)));
    }
    return context.accounts.get();
}

Result<bool> renew_at_server(Context& context, const store::SignIn& central) {
    sync::CentralAccounts accounts(*context.store, context.environment, EPIC_TRY(credential_of(context)));
    return accounts.renew(central);
}

namespace {

// Who sets a server up is its administrator, and has nothing that waits to be sent.
template <typename T>
Result<T> for_administrator(Result<T> attempt, const std::string& servers, const std::string& user) {
    if (attempt) return attempt;
    if (attempt.error().code == ErrorCode::unreachable) {
        attempt.error().message = Message(words::nobody_answers, {servers});
    } else if (attempt.error().code == ErrorCode::account_refused) {
        attempt.error().message = Message(words::administrator_refused, {user});
    }
    return attempt;
}

} // namespace

Result<Answer> central_install(Context& context, const Call& call) {
    sync::CentralOptions options;
    options.servers = EPIC_TRY(sync::parse_hosts(*call.value("--server")));
    options.ca_pem = EPIC_TRY(read_text_file(*call.value("--ca")));
    if (options.ca_pem.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
        return Error{.code = ErrorCode::invalid_value,
                     .message = Message(words::not_a_certificate, {*call.value("--ca")}),
                     .field = "ca"};
    }
    options.admin_user = *call.value("--admin-user");
    options.admin_password = EPIC_TRY(read_password(context, *call.value("--admin-password-file")));
    if (const auto database = call.value("--database")) options.database = *database;
    options.own_password = context.who.password;
    const std::string path = *call.value("--one-time-passwords");
    SecretFile passwords = EPIC_TRY(SecretFile::create(path));

    const sync::InstallReport report =
        EPIC_TRY(for_administrator(sync::central_install(*context.store, context.environment, options),
                                   *call.value("--server"), options.admin_user));
    Answer answer;
    answer.json["server_id"] = report.server_id;
    answer.json["schema_version"] = report.schema_version;
    answer.json["head"] = report.head;
    answer.json["accounts"] = Json::array();
    std::string lines;
    for (const sync::InstalledAccount& account : report.accounts) {
        Json json;
        json["collaborator"] = reference_json(account.collaborator, account.full_name);
        json["email"] = account.email;
        json["one_time_password"] = !account.one_time_password.empty();
        answer.json["accounts"].push_back(std::move(json));
        if (!account.one_time_password.empty()) lines += account.email + "\t" + account.one_time_password + "\n";
    }
    EPIC_TRY(passwords.write(lines));
    answer.text = context.say(words::installed, {std::to_string(report.accounts.size()), path}) + "\n";
    return answer;
}

Result<Answer> central_invite(Context& context, const Call& call) {
    const std::string& path = call.positional("OUT");
    const std::string text = EPIC_TRY(sync::central_invite(*context.store));
    EPIC_TRY(write_new_file(path, text));
    Answer answer;
    answer.json["file"] = path;
    answer.json["server_id"] = EPIC_TRY(sync::read_invitation(text)).server_id.text();
    answer.text = context.say(words::invitation_written, {path}) + "\n";
    return answer;
}

Result<Answer> central_status(Context& context, const Call&) {
    const sync::Credential credential = EPIC_TRY(credential_of(context));
    const sync::CentralStatus status = EPIC_TRY(sync::central_status(*context.store, credential));
    Answer answer;
    answer.json["server_id"] = status.server_id;
    answer.json["schema_version"] = status.schema_version;
    answer.json["epoch"] = status.epoch;
    answer.json["head"] = status.head;
    answer.json["devices"] = Json::array();
    const Writer writer{context.language, context.environment.zones};
    Table table;
    for (const Msg* heading : {&words::device, &words::person, &words::state, &words::last_seen}) {
        table.columns.push_back({context.say(*heading), false});
    }
    for (const sync::CentralDevice& device : status.devices) {
        std::string name;
        if (device.collaborator) {
            const auto person = context.store->find(Entity::collaborator, *device.collaborator);
            if (person) name = person->record.text(Field::collaborator_full_name);
        }
        Json json;
        json["id"] = device.id.text();
        json["name"] = device.name.empty() ? Json(nullptr) : Json(device.name);
        json["state"] = device.state;
        json["collaborator"] = reference_json(device.collaborator, name);
        json["cursor"] = device.cursor;
        json["first_seen"] = utc_text(device.first_seen);
        json["last_seen"] = utc_text(device.last_seen);
        answer.json["devices"].push_back(std::move(json));
        table.rows.push_back({device.id.text(), name, device.state,
                              writer.time(device.last_seen, context.environment.zones.local_zone())});
    }
    answer.text = context.say(words::server_stands,
                              {status.server_id, std::to_string(status.schema_version), std::to_string(status.head)}) +
                  "\n\n" + table.text();
    return answer;
}

Result<Answer> join_office(Context& context, const Call& call) {
    const std::string path = absolute_path(call.positional("FILE"));
    const std::string text = EPIC_TRY(read_text_file(*call.value("--invite")));
    const sync::Invitation invitation = EPIC_TRY(sync::read_invitation(text));
    const auto password_file = setting(call, "--password-file");
    if (!password_file) return usage_error(words::say_password_file);
    const store::SignIn who{*call.value("--email"), EPIC_TRY(read_password(context, *password_file))};
    JoinProgress line(context);
    sync::JoinOptions options;
    options.progress = [&](const sync::ExchangeProgress& progress) {
        line.show(progress);
        return true;
    };
    const sync::Joined joined =
        EPIC_TRY(sync::join(path, invitation, who, context.environment, vault::KdfLimits::calibrate(), options));
    if (joined.one_time_password) EPIC_TRY(joined.store->save_draft(one_time_password_draft, "1"));
    Answer answer;
    answer.json["file_id"] = joined.store->file_id().text();
    answer.json["device_id"] = joined.device.text();
    answer.json["pulled"] = joined.pulled;
    answer.json["must_change_password"] = joined.one_time_password;
    answer.text =
        context.say(words::joined, {call.positional("FILE"), display_text(joined.pulled, context.language)}) + "\n";
    if (joined.one_time_password) answer.text += context.say(words::one_time_password_next) + "\n";
    return answer;
}

Result<Answer> synchronise(Context& context, const Call& call) {
    if (call.has("--once") == call.has("--watch"))
        return usage_error(Message(words::argument_missing, {"--once|--watch"}));
    const sync::Credential credential = EPIC_TRY(credential_of(context));
    if (call.has("--watch")) return watch(context, credential);
    const auto report = EPIC_TRY(sync::exchange_once(*context.store, context.environment, credential));
    if (report.problem && report.state != sync::SyncState::up_to_date) return *report.problem;
    Answer answer;
    answer.json = report_json(report);
    answer.text = report_text(context, report);
    if (report.problem) answer.text += problem_text(context, *report.problem);
    return answer;
}

} // namespace epic::cli
