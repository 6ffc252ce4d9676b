#include "app/cli/grammar.hpp"

#include <algorithm>
#include <array>

#include "app/cli/care_words.hpp"
#include "app/cli/cli_words.hpp"
#include "app/cli/option_words.hpp"
#include "app/cli/search_words.hpp"
#include "app/cli/transfer.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

constexpr OptionSpec required_set{"--set", "field=value", true, true, words::option_set};
constexpr OptionSpec initial_password{"--initial-password-file", "P", true, false, words::option_initial_password};
constexpr OptionSpec list_filter{"--filter", "NAME", false, true, words::option_filter};
constexpr OptionSpec list_where{"--where", "\"field op value\"", false, true, words::option_where};
constexpr OptionSpec list_text{"--text", "T", false, false, words::option_text};
constexpr OptionSpec list_sort{"--sort", "[-]field", false, false, words::option_sort};
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
                         .options = {{"--on", "DATE", false, false, words::option_on}},
                         .help = words::verb_sign,
                         .run = sign_contract});
    }
    if (entity == Entity::payment) {
        table.push_back({.words = "payment reverse",
                         .positionals = {id},
                         .options = {{"--note", "T", true, false, words::option_note}},
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
                     .options = {{"--view", "NAME", false, false, words::option_view},
                                 list_filter,
                                 list_where,
                                 list_text,
                                 list_sort,
                                 {"--limit", "50", false, false, words::option_limit},
                                 {"--offset", "0", false, false, words::option_offset}},
                     .help = words::verb_list,
                     .run = list_records});
}

std::vector<Verb> make_table() {
    std::vector<Verb> table;
    table.push_back({.words = "create",
                     .positionals = {{"FILE"}},
                     .options = {{"--name", "N", true, false, words::option_name},
                                 {"--email", "E", true, false, words::option_email}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_create,
                     .run = create_file});
    table.push_back({.words = "collaborator add",
                     .positionals = {},
                     .options = {required_set,
                                 initial_password,
                                 {"--no-must-change", "", false, false, words::option_no_must_change}},
                     .help = words::verb_collaborator_add,
                     .run = add_collaborator});
    table.push_back({.words = "collaborator deactivate",
                     .positionals = {id},
                     .options = {{"--take-over", "EMAIL", false, false, words::option_take_over}},
                     .help = words::verb_deactivate,
                     .run = deactivate_collaborator});
    table.push_back({.words = "collaborator reset-password",
                     .positionals = {id},
                     .options = {initial_password},
                     .help = words::verb_reset_password,
                     .run = reset_password});
    table.push_back({.words = "password",
                     .positionals = {},
                     .options = {{"--new-password-file", "P", false, false, words::option_new_password},
                                 {"--central-password-file", "Q", false, false, words::option_central_password},
                                 {"--central-email", "E", false, false, words::option_central_email}},
                     .session = Session::even_if_must_change,
                     .help = words::verb_password,
                     .run = change_password});
    for (const Entity entity :
         {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event}) {
        add_entity_verbs(table, entity);
    }
    table.push_back({.words = "search",
                     .positionals = {{"TEXT"}},
                     .options = {{"--limit", "N", false, false, words::option_limit}},
                     .help = words::verb_search,
                     .run = search_file});
    table.push_back({.words = "dashboard",
                     .positionals = {},
                     .options = {{"--mine", "", false, false, words::option_mine}},
                     .help = words::verb_dashboard,
                     .run = show_dashboard});
    table.push_back(
        {.words = "inbox list", .positionals = {}, .options = {}, .help = words::verb_inbox_list, .run = list_inbox});
    table.push_back({.words = "inbox digest",
                     .positionals = {},
                     .options = {{"--seen", "", false, false, words::option_seen},
                                 {"--limit", "N", false, false, words::option_limit}},
                     .help = words::verb_inbox_digest,
                     .run = show_digest});
    table.push_back({.words = "inbox resolve",
                     .positionals = {id},
                     .options = {{"--keep", "mine|theirs", false, false, words::option_keep},
                                 {"--value", "V", false, false, words::option_value}},
                     .help = words::verb_inbox_resolve,
                     .run = resolve_conflict});
    table.push_back({.words = "inbox resend",
                     .positionals = {id},
                     .options = {},
                     .help = words::verb_inbox_resend,
                     .run = resend_returned});
    table.push_back({.words = "inbox hand-over",
                     .positionals = {id},
                     .options = {},
                     .help = words::verb_inbox_hand_over,
                     .run = hand_over_returned});
    table.push_back(
        {.words = "view save",
         .positionals = {{"ENTITY"}, {"NAME"}},
         .options =
             {list_filter, list_where, list_text, list_sort, {"--column", "NAME", false, true, words::option_column}},
         .help = words::verb_view_save,
         .run = save_view});
    table.push_back(
        {.words = "view list", .positionals = {}, .options = {}, .help = words::verb_view_list, .run = list_views});
    table.push_back({.words = "view delete",
                     .positionals = {{"ENTITY"}, {"NAME"}},
                     .options = {},
                     .help = words::verb_view_delete,
                     .run = delete_view});
    table.push_back({.words = "undo",
                     .positionals = {},
                     .options = {{"--import", "ID", false, false, words::option_import}},
                     .help = words::verb_undo,
                     .run = undo_last});
    table.push_back({.words = "redo", .positionals = {}, .options = {}, .help = words::verb_redo, .run = redo_last});
    table.push_back({.words = "central install",
                     .positionals = {},
                     .options = {{"--server", "H:P[,H:P]", true, false, words::option_server},
                                 {"--ca", "F", true, false, words::option_ca},
                                 {"--admin-user", "U", true, false, words::option_admin_user},
                                 {"--admin-password-file", "F", true, false, words::option_admin_password},
                                 {"--database", "D", false, false, words::option_database},
                                 {"--one-time-passwords", "F", true, false, words::option_one_time_passwords}},
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
    table.push_back({.words = "central verify",
                     .positionals = {},
                     .options = {},
                     .help = words::verb_central_verify,
                     .run = central_verify});
    table.push_back({.words = "central restored",
                     .positionals = {},
                     .options = {{"--confirm", "", false, false, words::option_confirm_restored}},
                     .in_batch = false,
                     .help = words::verb_central_restored,
                     .run = central_restored});
    table.push_back({.words = "central report",
                     .positionals = {{"DEVICE"}},
                     .options = {},
                     .help = words::verb_central_report,
                     .run = central_report});
    table.push_back({.words = "central retire",
                     .positionals = {{"DEVICE"}},
                     .options = {},
                     .help = words::verb_central_retire,
                     .run = central_retire});
    table.push_back({.words = "central upgrade",
                     .positionals = {},
                     .options = {{"--admin-user", "U", true, false, words::option_admin_user},
                                 {"--admin-password-file", "F", true, false, words::option_admin_password}},
                     .in_batch = false,
                     .help = words::verb_central_upgrade,
                     .run = central_upgrade});
    table.push_back({.words = "join",
                     .positionals = {{"FILE"}},
                     .options = {{"--invite", "F", true, false, words::option_invite},
                                 {"--email", "E", true, false, words::option_email}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_join,
                     .run = join_office});
    table.push_back({.words = "sync",
                     .positionals = {},
                     .options = {{"--once", "", false, false, words::option_once},
                                 {"--watch", "", false, false, words::option_watch}},
                     .help = words::verb_sync,
                     .run = synchronise});
    add_transfer_verbs(table);
    table.push_back({.words = "demo",
                     .positionals = {{"FILE"}},
                     .options = {{"--agenda", "CSV", false, false, words::option_agenda}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_demo,
                     .run = make_demo});
    table.push_back({.words = "verify",
                     .positionals = {},
                     .options = {},
                     .session = Session::none, // it opens the file only after it has read all of it
                     .help = words::verb_verify,
                     .run = verify_file});
    table.push_back({.words = "backup",
                     .positionals = {{"OUT", false}},
                     .options = {{"--new-password-file", "P", false, false, words::option_backup_password},
                                 {"--header", "H", false, false, words::option_export_header}},
                     .help = words::verb_backup,
                     .run = back_up_file});
    table.push_back({.words = "restore",
                     .positionals = {{"BACKUP"}},
                     .options = {{"--to", "FILE", true, false, words::option_restore_to}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_restore,
                     .run = restore_file});
    table.push_back({.words = "salvage",
                     .positionals = {{"FILE"}},
                     .options = {{"--to", "NEW", true, false, words::option_salvage_to},
                                 {"--header", "H", false, false, words::option_salvage_header}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_salvage,
                     .run = salvage_file});
    table.push_back({.words = "recovery-key new",
                     .positionals = {},
                     .options = {},
                     .help = words::verb_recovery_key,
                     .run = renew_recovery_key});
    table.push_back({.words = "recover",
                     .positionals = {{"FILE"}},
                     .options = {{"--email", "E", true, false, words::option_recover_email},
                                 {"--recovery-key-file", "P|-", true, false, words::option_recovery_key},
                                 {"--new-password-file", "P", true, false, words::option_new_password}},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_recover,
                     .run = recover_access});
    table.push_back({.words = "rekey",
                     .positionals = {},
                     .options = {},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_rekey,
                     .run = rekey_file});
    table.push_back({.words = "slots", .positionals = {}, .options = {}, .help = words::verb_slots, .run = list_slots});
    table.push_back({.words = "batch",
                     .positionals = {},
                     .options = {},
                     .session = Session::even_if_must_change, // each line is judged on its own
                     .in_batch = false,
                     .help = words::verb_batch,
                     .run = run_batch});
    table.push_back({.words = "help",
                     .positionals = {{"VERB", false}, {"WORD", false}},
                     .options = {},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_help,
                     .run = show_help});
    table.push_back({.words = "manual",
                     .positionals = {},
                     .options = {},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_manual,
                     .run = print_manual});
    table.push_back({.words = "completion",
                     .positionals = {{"bash"}},
                     .options = {},
                     .session = Session::none,
                     .in_batch = false,
                     .help = words::verb_completion,
                     .run = print_completion});
    return table;
}

std::string option_usage(const OptionSpec& option) {
    std::string text = option_text(option);
    if (!option.required) text = "[" + text + "]";
    return option.repeats ? text + "…" : text;
}

} // namespace

std::span<const Verb> verbs() {
    static const std::vector<Verb> table = make_table();
    return table;
}

std::span<const OptionSpec> global_options() {
    static constexpr std::array<OptionSpec, 7> options{
        {{"--file", "F", false, false, words::help_file},
         {"--as", "EMAIL", false, false, words::help_as},
         {"--password-file", "P|-", false, false, words::help_password_file},
         {"--json", "", false, false, words::help_json},
         {"--lang", "fr|en", false, false, words::help_lang},
         {"--help", "", false, false, words::help_help},
         {"--version", "", false, false, words::help_version}}};
    return options;
}

std::string option_text(const OptionSpec& option) {
    std::string text(option.name);
    if (!option.value_name.empty()) text += " " + std::string(option.value_name);
    return text;
}

std::span<const std::string> groups() {
    static const std::vector<std::string> found = [] {
        std::vector<std::string> names;
        for (const Verb& verb : verbs()) {
            const std::size_t space = verb.words.find(' ');
            const std::string first = verb.words.substr(0, space);
            if (space != std::string::npos && std::ranges::find(names, first) == names.end()) names.push_back(first);
        }
        return names;
    }();
    return found;
}

std::optional<Entity> entity_of(const Verb& verb) {
    const std::string_view words = verb.words;
    const std::size_t space = words.find(' ');
    if (const auto entity = parse_entity(words.substr(0, space))) return entity;
    if (space == std::string_view::npos || !words.ends_with('s')) return std::nullopt;
    return parse_entity(words.substr(space + 1, words.size() - space - 2)); // "export clients"
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
