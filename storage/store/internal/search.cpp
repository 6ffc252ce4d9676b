#include "storage/store/internal/search.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "storage/store/internal/found_words.hpp"
#include "storage/store/internal/lists.hpp"
#include "storage/store/internal/records.hpp"
#include "storage/store/internal/word_index.hpp"

namespace epic::store {
namespace {

// Who begins when entities take turns.
constexpr std::array<Entity, entity_count> turns{Entity::client, Entity::event, Entity::contract, Entity::collaborator,
                                                 Entity::payment};

struct Found {
    Entity entity{};
    Id id{};
    Rank rank;
    bool own = false;
    std::size_t turn = 0; // among those of its entity and rank
};

std::string any_of(const std::vector<std::string>& words, bool whole) {
    std::string all;
    for (const std::string& word : words) all += " OR " + word_expression(word, whole);
    return all;
}

class Search {
public:
    Search(Connection& connection, Vocabulary& vocabulary, std::string_view text, std::size_t limit,
           const Reader& reader, const Interruption& interruption)
        : connection_(connection),
          vocabulary_(vocabulary),
          limit_(limit),
          reader_(reader),
          interruption_(interruption),
          terms_(terms_of(connection.environment().unicode.fold(text))) {}

    SearchAnswer run() {
        SearchAnswer answer;
        if (terms_.empty() || limit_ == 0) return answer;
        look_for(false);
        const bool may_be_mistyped =
            std::any_of(terms_.begin(), terms_.end(), [](const Term& term) { return term.may_be_mistyped; });
        if (may_be_mistyped && found_.size() < limit_) look_for(true);
        if (stale_) return SearchAnswer{.hits = {}, .interrupted = true};
        sort_and_cut();
        for (const Found& found : found_) {
            if (auto hit = show(found)) answer.hits.push_back(std::move(*hit));
        }
        return answer;
    }

private:
    struct Row {
        Id id{};
        bool own = false;
    };

    void look_for(bool mistyped) {
        expressions_ = {expression(mistyped, false), expression(mistyped, true)};
        for (const Entity entity : turns) look_in(entity, mistyped);
    }

    // [0] for what begins with the words, [1] for the very words.
    std::string expression(bool mistyped, bool whole) {
        std::string all;
        for (const Term& term : terms_) {
            std::string one = term_expression(term, whole);
            if (mistyped && term.may_be_mistyped) one = "(" + one + corrections(term.words.front(), whole) + ")";
            all += (all.empty() ? "" : " AND ") + one;
        }
        return all;
    }

    std::string corrections(const std::string& typed, bool whole) {
        if (!knows_words_) vocabulary_.refresh(connection_);
        knows_words_ = true;
        const Vocabulary::Corrections near = vocabulary_.near(typed);
        return any_of(whole ? near.words : near.starts, whole);
    }

    void look_in(Entity entity, bool mistyped) {
        const std::size_t enough = std::max(limit_, looked_at_min);
        // One that was found already may be found again.
        const std::vector<Row> all = read(entity, expressions_[0], enough + known_.size() + 1);
        if (all.size() <= enough + known_.size()) {
            for (const Row& row : all) {
                const auto stored = known_.contains(row.id) ? std::nullopt : find_record(connection_, entity, row.id);
                if (!stored) continue;
                const auto rank = rank_of(stored->record, terms_, connection_.environment().unicode);
                if (rank) add(entity, row, *rank);
            }
            return;
        }
        const auto columns = word_columns(entity);
        std::size_t found = 0;
        std::string names;
        for (const WordColumn& column : columns) {
            names += (names.empty() ? "" : " ") + std::string(column.name);
            for (const bool partial : {false, true}) {
                const std::string wanted = "{" + names + "} : (" + expressions_[partial ? 0 : 1] + ")";
                for (const Row& row : read(entity, wanted, enough + known_.size())) {
                    if (add(entity, row, Rank{mistyped, column.place, partial})) ++found;
                }
                if (found >= limit_ || stale_) return;
            }
        }
    }

    std::vector<Row> read(Entity entity, const std::string& expression, std::size_t limit) {
        std::vector<Row> rows;
        stale_ = stale_ || interruption_.stale();
        if (stale_) return rows;
        Query query(connection_, "search/" + std::string(entity_name(entity)) + ".find.sql");
        query.bind(":match", expression).bind(":me", reader_.me).bind(":limit", static_cast<std::int64_t>(limit));
        while (query.step()) rows.push_back({query.id(0), query.integer(1) != 0});
        return rows;
    }

    bool add(Entity entity, const Row& row, const Rank& rank) {
        if (!known_.insert(row.id).second) return false;
        found_.push_back({entity, row.id, rank, row.own, 0});
        return true;
    }

    void sort_and_cut() {
        // They were found the newest first, entity by entity.
        std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
            return std::tuple(a.rank, !a.own) < std::tuple(b.rank, !b.own);
        });
        std::array<std::size_t, entity_count> next{};
        for (std::size_t i = 0; i < found_.size(); ++i) {
            const bool begins = i == 0 || found_[i].rank != found_[i - 1].rank || found_[i].own != found_[i - 1].own;
            if (begins) next = {};
            found_[i].turn = next[static_cast<std::size_t>(found_[i].entity)]++;
        }
        std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
            return std::tuple(a.rank, !a.own, a.turn) < std::tuple(b.rank, !b.own, b.turn);
        });
        if (found_.size() > limit_) found_.resize(limit_);
    }

    std::optional<SearchHit> show(const Found& found) {
        auto view = read_view(connection_, found.entity, found.id, reader_);
        if (!view) return std::nullopt;
        SearchHit hit;
        hit.matches = matches_of(*view, terms_, connection_.environment().unicode);
        hit.mistyped = found.rank.mistyped;
        hit.own = found.own;
        const Record& record = view->record;
        switch (found.entity) {
            case Entity::collaborator:
                hit.title = record.text(Field::collaborator_full_name);
                hit.subtitle = record.text(Field::collaborator_email);
                break;
            case Entity::client:
                hit.title = record.text(Field::client_full_name);
                hit.subtitle = record.text(Field::client_company);
                break;
            case Entity::contract:
            case Entity::payment:
                hit.title = view->number;
                hit.subtitle = view->client_name;
                break;
            case Entity::event:
                hit.title = record.text(Field::event_title);
                hit.subtitle = view->client_name;
                break;
        }
        hit.view = std::move(*view);
        return hit;
    }

    Connection& connection_;
    Vocabulary& vocabulary_;
    const std::size_t limit_;
    const Reader& reader_;
    const Interruption& interruption_;
    const std::vector<Term> terms_;
    std::array<std::string, 2> expressions_;
    std::vector<Found> found_;
    std::set<Id> known_;
    bool knows_words_ = false;
    bool stale_ = false;
};

} // namespace

SearchAnswer search_records(Connection& connection, Vocabulary& vocabulary, std::string_view text, std::size_t limit,
                            const Reader& reader, const Interruption& interruption) {
    return Search(connection, vocabulary, text, limit, reader, interruption).run();
}

} // namespace epic::store
