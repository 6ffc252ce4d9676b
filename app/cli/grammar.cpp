#include "app/cli/grammar.hpp"

#include <array>

#include "app/cli/cli_words.hpp"
#include "app/cli/verbs.hpp"
#include "core/model/field.hpp"

namespace epic::cli {
namespace {

constexpr OptionSpec required_set{"--set", "field=value", true, true};
constexpr OptionSpec initial_password{"--initial-password-file", "P", true, false};
constexpr PositionalSpec id{"ID"};

void add_entity_verbs(std::vector<Verb>& table, Entity entity) {
    const std::string name(entity_name(entity));
    const auto verb = [&](std::string_view word) { return name + " " + std::string(word); };
    if (entity != Entity::collaborator) {
        table.push_back({.words = verb("add"),
                         .positionals = {},
                         .options = {required_set},
                         .help = words::verb_add,
                         .run = add_record});
    }
    if (entity == Entity::contract) {
        table.push_back({.words = "contract sign",
                         .positionals = {id},
                         .options = {{"--on", "DATE"}},
                         .help = words::verb_sign,
                         .run = sign_contract});
    }
    if (entity == Entity::payment) {
        table.push_back({.words = "payment reverse",
                         .positionals = {id},
                         .options = {{"--note", "T", true}},
                         .help = words::verb_reverse,
                         .run = reverse_payment});
    }
    if (entity == Entity::event) {
        table.push_back({.words = "event assign",
                         .positionals = {id, {"EMAIL|none"}},
                         .options = {},
                         .help = words::verb_assign,
                         .run = assign_event});
        table.push_back({.words = "event cancel",
                         .positionals = {id},
                         .options = {},
                         .help = words::verb_cancel,
                         .run = cancel_event});
    }
    table.push_back({.words = verb("edit"),
                     .positionals = {id},
                     .options = {required_set},
                     .help = words::verb_edit,
                     .run = edit_record});
    table.push_back(
        {.words = verb("show"), .positionals = {id}, .options = {}, .help = words::verb_show, .run = show_record});
    table.push_back({.words = verb("history"),
                     .positionals = {id},
                     .options = {},
                     .help = words::verb_history,
                     .run = show_history});
    table.push_back({.words = verb("list"),
                     .positionals = {},
                     .options = {{"--filter", "NAME", false, true},
                                 {"--where", "\"field op value\"", false, true},
                                 {"--text", "T"},
                                 {"--sort", "[-]field"},
                                 {"--limit", "50"},
                                 {"--offset", "0"}},
                     .help = words::verb_list,
                     .run = list_records});
}

std::vector<Verb> make_table() {
    std::vector<Verb> table;
    table.push_back({.words = "create",
                     .positionals = {{"FILE"}},
                     .options = {{"--name", "N", true}, {"--email", "E", true}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_create,
                     .run = create_file});
    table.push_back({.words = "collaborator add",
                     .positionals = {},
                     .options = {required_set, initial_password, {"--no-must-change", ""}},
                     .help = words::verb_collaborator_add,
                     .run = add_collaborator});
    table.push_back({.words = "collaborator deactivate",
                     .positionals = {id},
                     .options = {{"--take-over", "EMAIL"}},
                     .help = words::verb_deactivate,
                     .run = deactivate_collaborator});
    table.push_back({.words = "collaborator reset-password",
                     .positionals = {id},
                     .options = {initial_password},
                     .help = words::verb_reset_password,
                     .run = reset_password});
    table.push_back({.words = "password",
                     .positionals = {},
                     .options = {{"--new-password-file", "P", true}},
                     .session = Session::even_if_must_change,
                     .help = words::verb_password,
                     .run = change_password});
    for (const Entity entity :
         {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event}) {
        add_entity_verbs(table, entity);
    }
    table.push_back(
        {.words = "inbox list", .positionals = {}, .options = {}, .help = words::verb_inbox_list, .run = list_inbox});
    table.push_back({.words = "central install",
                     .positionals = {},
                     .options = {{"--server", "H:P[,H:P]", true},
                                 {"--ca", "F", true},
                                 {"--admin-user", "U", true},
                                 {"--admin-password-file", "F", true},
                                 {"--database", "D"},
                                 {"--one-time-passwords", "F", true}},
                     .in_batch = false,
                     .help = words::verb_central_install,
                     .run = central_install});
    table.push_back({.words = "central invite",
                     .positionals = {{"OUT"}},
                     .options = {},
                     .help = words::verb_central_invite,
                     .run = central_invite});
    table.push_back({.words = "central status",
                     .positionals = {},
                     .options = {},
                     .help = words::verb_central_status,
                     .run = central_status});
    table.push_back({.words = "join",
                     .positionals = {{"FILE"}},
                     .options = {{"--invite", "F", true}, {"--email", "E", true}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_join,
                     .run = join_office});
    table.push_back({.words = "sync",
                     .positionals = {},
                     .options = {{"--once", ""}, {"--watch", ""}},
                     .help = words::verb_sync,
                     .run = synchronise});
    table.push_back({.words = "demo",
                     .positionals = {{"FILE"}},
                     .options = {{"--agenda", "CSV"}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_demo,
                     .run = make_demo});
    table.push_back(
        {.words = "verify", .positionals = {}, .options = {}, .help = words::verb_verify, .run = verify_file});
    table.push_back({.words = "slots", .positionals = {}, .options = {}, .help = words::verb_slots, .run = list_slots});
    table.push_back({.words = "batch",
                     .positionals = {},
                     .options = {},
                     .session = Session::even_if_must_change, // each line is judged on its own
                     .in_batch = false,
                     .help = words::verb_batch,
                     .run = run_batch});
    return table;
}

std::string option_usage(const OptionSpec& option) {
    std::string text(option.name);
    if (!option.value_name.empty()) text += " " + std::string(option.value_name);
    if (!option.required) text = "[" + text + "]";
    return option.repeats ? text + "…" : text;
}

} // namespace

std::span<const Verb> verbs() {
    static const std::vector<Verb> table = make_table();
    return table;
}

std::span<const OptionSpec> global_options() {
    static constexpr std::array<OptionSpec, 7> options{{{"--file", "F"},
                                                        {"--as", "EMAIL"},
                                                        {"--password-file", "P|-"},
                                                        {"--json", ""},
                                                        {"--lang", "fr|en"},
                                                        {"--help", ""},
                                                        {"--version", ""}}};
    return options;
}

std::string usage(const Verb& verb) {
    std::string text = verb.words;
    for (const PositionalSpec& positional : verb.positionals) {
        text += positional.required ? " " + std::string(positional.name) : " [" + std::string(positional.name) + "]";
    }
    for (const OptionSpec& option : verb.options) text += " " + option_usage(option);
    return text;
}

} // namespace epic::cli
