// verify, first part: the bytes of the file, and what was on the damaged ones.
#include <map>

#include "core/model/contact.hpp"
#include "storage/store/internal/file_map.hpp"
#include "storage/store/store.hpp"
#include "storage/store/verification.hpp"
#include "storage/store/verify_words.hpp"

namespace epic::store {
namespace {

struct Damage {
    std::int64_t pages = 0;
    std::uint64_t first = 0;
};

Message with_count(const Msg& msg, const Damage& damage) {
    return Message(msg, {std::to_string(damage.pages), std::to_string(damage.first)});
}

// Page by page would be a long list: what matters is whose records are concerned.
void name_damaged_pages(const std::vector<std::uint64_t>& pages, const FileMap& map, std::vector<Flaw>& flaws) {
    std::map<std::string, Damage> rows;
    std::map<std::string, Damage> orders;
    Damage unknown;
    for (const std::uint64_t page : pages) {
        const Tree* tree = map.tree_of(page);
        Damage& damage = tree == nullptr ? unknown : (tree->derived ? orders : rows)[tree->table];
        if (damage.pages++ == 0) damage.first = page;
    }
    const auto place = [](const Damage& damage) { return static_cast<std::int64_t>(damage.first); };
    for (const auto& [table, damage] : rows) {
        flaws.push_back(
            {"page_damaged", table, place(damage), with_count(words::pages_of_rows, damage).with(area_of(table))});
    }
    for (const auto& [table, damage] : orders) {
        flaws.push_back(
            {"index_damaged", table, place(damage), with_count(words::pages_of_orders, damage).with(area_of(table))});
    }
    if (unknown.pages > 0) {
        flaws.push_back({"page_damaged", {}, place(unknown), with_count(words::pages_of_nothing, unknown)});
    }
}

void name_finding(const vault::Finding& finding, std::vector<Flaw>& flaws) {
    using enum vault::Finding::Kind;
    const auto place = static_cast<std::int64_t>(finding.place);
    const std::string text = std::to_string(finding.place);
    const auto flaw = [&](std::string code, Message message) {
        flaws.push_back({std::move(code), {}, place, std::move(message)});
    };
    switch (finding.kind) {
        case file_cut: return flaw("file_cut", Message(words::file_is_cut, {text}));
        case log_frame_damaged: return flaw("log_damaged", Message(words::log_part_bad, {text}));
        case log_header_damaged: return flaw("log_damaged", words::log_beginning_bad);
        case log_cut: return flaw("log_cut", Message(words::log_is_cut, {text}));
        case log_ends_early: return flaw("log_ends_early", Message(words::log_part_bad, {text}));
        case log_missing: return flaw("log_missing", words::log_is_missing);
        case page_refused: return flaw("page_refused", Message(words::page_was_refused, {text}));
        case header_repaired:
        case header_copy_damaged: return flaw("header_damaged", words::header_copy_bad);
        case file_size_odd: return flaw("file_size_odd", Message(words::file_size_odd, {text}));
        // Named with what was on them.
        case page_damaged: return;
        // What a crash leaves behind, and no damage: the log counts.
        case page_mended_by_log: return;
    }
}

} // namespace

const Msg& area_of(std::string_view table) {
    static const std::map<std::string_view, const Msg*> areas = {
        {"collaborator", &words::area_collaborators},
        {"client", &words::area_clients},
        {"contract", &words::area_contracts},
        {"payment", &words::area_payments},
        {"event", &words::area_events},
        {"operation", &words::area_history},
        {"operation_field", &words::area_history},
        {"draft", &words::area_drafts},
        {"contract_counter", &words::area_counters},
        {"sqlite_schema", &words::area_form},
    };
    // The tables of the word index bear the name of the table whose words they hold.
    const std::size_t words_at = table.find("_words");
    const auto found = areas.find(table.substr(0, words_at));
    return found == areas.end() ? words::area_exchange : *found->second;
}

Result<Verification> examine_file(const std::string& path, const SignIn& who, const intl::Environment& environment,
                                  const vault::ReadProgress& progress) {
    const std::string login = normalised_email(who.email);
    const std::string password = environment.unicode.nfc(who.password);
    const auto reader = EPIC_TRY(vault::SealedReader::open(path, {login, password}));
    const auto examined = EPIC_TRY(reader->examine(progress));
    Verification verification;
    verification.pages = static_cast<std::int64_t>(examined.pages);
    if (!examined.damaged_pages.empty()) {
        const FileMap map = EPIC_TRY(FileMap::make(*reader));
        name_damaged_pages(examined.damaged_pages, map, verification.damaged);
    }
    bool in_file_alone = false;
    for (const vault::Finding& finding : examined.findings) {
        name_finding(finding, verification.damaged);
        in_file_alone = in_file_alone || finding.kind == vault::Finding::Kind::page_damaged;
    }
    // Damaged in the file, and its newest version is lost in the log as well: named above as nobody's.
    if (in_file_alone && verification.damaged.empty()) {
        verification.damaged.push_back({"page_damaged", {}, 0, words::database_unreadable});
    }
    return verification;
}

} // namespace epic::store
