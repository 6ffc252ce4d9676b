#include "storage/store/internal/search.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "storage/store/internal/found_words.hpp"
#include "storage/store/internal/lists.hpp"
#include "storage/store/internal/tallies.hpp"
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

// So few rows are looked at one by one sooner than the word index is asked what they have.
constexpr std::size_t few_rows = 600;

class Search {
public:
    Search(Connection& connection, const SearchMemory& memory, std::string_view text, std::size_t limit,
           const Reader& reader, const Interruption& interruption)
        : connection_(connection),
          memory_(memory),
          now_(read_tallied(connection).revisions),
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
        std::string words;
    };
    // What is asked of the rows of one entity.
    using Questions = std::vector<WordQuestion>;

    void look_for(bool mistyped) {
        words_ = {words(mistyped, false), words(mistyped, true)};
        for (const Entity entity : turns) look_in(entity, mistyped);
    }

    // Of each term; [0] for what begins with the words, [1] for the very words.
    Questions words(bool mistyped, bool whole) {
        Questions all;
        for (const Term& term : terms_) {
            WordQuestion one{.entity = {}, .columns = 0, .whole = whole, .all_of = {}, .or_one_of = {}};
            for (const std::string& word : term.words) one.all_of.push_back({word});
            if (!term.joined.empty()) one.or_one_of = {term.joined};
            if (mistyped && term.may_be_mistyped) {
                const Vocabulary::Corrections near = corrections(term.words.front());
                const auto& instead = whole ? near.words : near.starts;
                one.all_of.front().insert(one.all_of.front().end(), instead.begin(), instead.end());
            }
            all.push_back(std::move(one));
        }
        return all;
    }

    Vocabulary::Corrections corrections(const std::string& typed) {
        if (!knows_words_) memory_.vocabulary.refresh(connection_);
        knows_words_ = true;
        return memory_.vocabulary.near(typed);
    }

    void look_in(Entity entity, bool mistyped) {
        // One of them that was found already may be found again.
        std::size_t& known_here = found_of_[static_cast<std::size_t>(entity)];
        const std::size_t enough = std::max(limit_, looked_at_min);
        const auto columns = word_columns(entity);
        const Answer all = has_many(questions(entity, columns.size(), true))
                               ? Answer()
                               : read(questions(entity, columns.size(), true), enough + known_here + 1, Wanted::all);
        if (all.is_whole) {
            for (const Row* row : all.rows) {
                const auto rank = rank_of(entity, row->words, terms_);
                if (rank) add(entity, *row, *rank);
            }
            return;
        }
        std::size_t found = 0;
        for (std::size_t count = 1; count <= columns.size(); ++count) {
            for (const bool partial : {false, true}) {
                for (const Row* row :
                     read(questions(entity, count, partial), enough + known_here, Wanted::newest).rows) {
                    if (add(entity, *row, Rank{mistyped, columns[count - 1].place, partial})) ++found;
                }
                if (found >= limit_ || stale_) return;
            }
        }
    }

    Questions questions(Entity entity, std::size_t columns, bool partial) const {
        Questions all = words_[partial ? 0 : 1];
        for (WordQuestion& question : all) {
            question.entity = entity;
            question.columns = columns;
        }
        return all;
    }

    struct Answer {
        std::vector<const Row*> rows; // of looked_at_
        bool is_whole = false;        // there are no others
    };

    // Whether it is known that too many rows answer all of them to look at each: none need be read to find that out.
    bool has_many(const Questions& questions) {
        CommonRows common;
        for (const WordQuestion& question : questions) {
            auto known = memory_.rows.find(connection_, question, now_, memory_.log);
            if (!known) return false;
            common.add(std::move(known));
        }
        return !common.at_most(few_rows);
    }

    // The newest, of which each is looked at as it is found; or all of them, or none when there are as many as `limit`:
    // a row that is looked at costs as much as some hundred that are only counted.
    enum class Wanted : std::uint8_t { newest, all };

    // The rows that answer all of them: the newest `limit`, or all when that costs little.
    Answer read(Questions questions, std::size_t limit, Wanted wanted) {
        Answer answer;
        stale_ = stale_ || interruption_.stale();
        if (stale_) return answer;
        const Entity entity = questions.front().entity;
        CommonRows common;
        Questions rest = narrow(std::move(questions), common);
        Query row_query(connection_, "search/" + std::string(entity_name(entity)) + ".row.sql");
        const auto take = [&](std::uint32_t number) {
            const std::optional<Row>& row = look_at(row_query, entity, number);
            if (!row) return true;
            const bool fits = std::all_of(rest.begin(), rest.end(),
                                          [&](const WordQuestion& question) { return question.fits(row->words); });
            if (fits) answer.rows.push_back(&*row);
            return answer.rows.size() < limit;
        };
        if (common.has_sets() && common.at_most(few_rows)) {
            limit = few_rows + 1;
            common.newest_first(take);
            answer.is_whole = true;
            return answer;
        }
        const WordQuestion last = std::move(rest.front());
        rest.clear();
        auto known = memory_.rows.find(connection_, last, now_, memory_.log);
        if (!known && !last.is_simple()) known = rows_of(last);
        std::vector<std::uint32_t> counted;
        const auto visit = [&](std::uint32_t row) {
            if (wanted == Wanted::newest) return take(row);
            counted.push_back(row);
            return counted.size() < limit;
        };
        if (known) {
            common.add(known);
            common.newest_first(visit);
        } else {
            scan(last, [&](std::uint32_t row) { return (common.has_sets() && !common.contains(row)) || visit(row); });
        }
        if (counted.size() >= limit) return answer;
        for (const std::uint32_t row : counted) take(row);
        answer.is_whole = answer.rows.size() < limit;
        return answer;
    }

    // Nothing of one that was withdrawn. What has a word in the name has it there for every further rank.
    const std::optional<Row>& look_at(Query& query, Entity entity, std::uint32_t row) {
        const auto [found, is_new] = looked_at_.at(static_cast<std::size_t>(entity)).try_emplace(row);
        if (is_new) {
            query.restart().bind(":row", std::int64_t{row}).bind(":me", reader_.me);
            if (query.step()) found->second = Row{query.id(0), query.integer(1) != 0, query.text(2)};
        }
        return found->second;
    }

    // Puts into `common` what is known of the questions, and what is not, until few rows are left. Returns the others:
    // the last one at least, since what is being typed is another word at every keystroke.
    Questions narrow(Questions questions, CommonRows& common) {
        Questions unknown;
        for (std::size_t i = 0; i + 1 < questions.size(); ++i) {
            if (auto known = memory_.rows.find(connection_, questions[i], now_, memory_.log)) {
                common.add(std::move(known));
            } else {
                unknown.push_back(std::move(questions[i]));
            }
        }
        // Few rows have a long word.
        const auto length = [](const WordQuestion& question) { return question.all_of.front().front().size(); };
        std::stable_sort(unknown.begin(), unknown.end(),
                         [&](const WordQuestion& a, const WordQuestion& b) { return length(a) < length(b); });
        while (!unknown.empty() && !(common.has_sets() && common.at_most(few_rows))) {
            common.add(rows_of(unknown.back()));
            unknown.pop_back();
        }
        unknown.push_back(std::move(questions.back()));
        return unknown;
    }

    // All of them.
    WordRows::Rows rows_of(const WordQuestion& question) {
        if (auto known = memory_.rows.find(connection_, question, now_, memory_.log)) return known;
        if (question.is_simple()) {
            auto rows = read_word_rows(connection_, question);
            memory_.rows.keep(question, rows, now_);
            return rows;
        }
        // Of figures with something between them: apart, or together.
        const auto all = std::make_shared<RowSet>(those_apart(question));
        if (!question.or_one_of.empty()) {
            WordQuestion joined = question;
            joined.all_of = {question.or_one_of};
            joined.or_one_of = {};
            CommonRows together;
            together.add(rows_of(joined));
            together.newest_first([&](std::uint32_t row) {
                all->set(row, true);
                return true;
            });
        }
        memory_.rows.keep(question, all, now_);
        return all;
    }

    RowSet those_apart(const WordQuestion& question) {
        Questions each;
        for (const std::vector<std::string>& words : question.all_of) {
            each.push_back(question);
            each.back().all_of = {words};
            each.back().or_one_of = {};
        }
        CommonRows common;
        Questions rest = narrow(std::move(each), common);
        // Every one of them is asked for at each keystroke that follows.
        const bool are_few = common.has_sets() && common.at_most(few_rows);
        if (!are_few) {
            common.add(rows_of(rest.front()));
            rest.clear();
        }
        std::vector<std::uint32_t> newest_first;
        common.newest_first([&](std::uint32_t row) {
            const std::string words = rest.empty() ? std::string() : words_of_row(connection_, question.entity, row);
            const bool fits =
                std::all_of(rest.begin(), rest.end(), [&](const WordQuestion& one) { return one.fits(words); });
            if (fits) newest_first.push_back(row);
            return true;
        });
        return RowSet(std::move(newest_first));
    }

    // Asks the word index, the newest first, until visit(row) says that it is enough. Read to the end, the rows are
    // remembered; else they are nothing.
    template <typename Visit>
    WordRows::Rows scan(const WordQuestion& question, Visit&& visit) {
        std::vector<std::uint32_t> newest_first;
        Query query(connection_, "search/" + std::string(entity_name(question.entity)) + ".rows.sql");
        query.bind(":match", question.expression());
        while (query.step()) {
            newest_first.push_back(static_cast<std::uint32_t>(query.integer(0)));
            if (!visit(newest_first.back())) return nullptr;
        }
        auto all = std::make_shared<const RowSet>(std::move(newest_first));
        memory_.rows.keep(question, all, now_);
        return all;
    }

    bool add(Entity entity, const Row& row, const Rank& rank) {
        if (!known_.insert(row.id).second) return false;
        found_.push_back({entity, row.id, rank, row.own, 0});
        ++found_of_[static_cast<std::size_t>(entity)];
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
    const SearchMemory& memory_;
    const Revisions now_;
    const std::size_t limit_;
    const Reader& reader_;
    const Interruption& interruption_;
    const std::vector<Term> terms_;
    std::array<Questions, 2> words_;
    // By the number of the row.
    std::array<std::unordered_map<std::uint32_t, std::optional<Row>>, entity_count> looked_at_;
    std::vector<Found> found_;
    std::set<Id> known_;
    std::array<std::size_t, entity_count> found_of_{};
    bool knows_words_ = false;
    bool stale_ = false;
};

} // namespace

SearchAnswer search_records(Connection& connection, const SearchMemory& memory, std::string_view text,
                            std::size_t limit, const Reader& reader, const Interruption& interruption) {
    return Search(connection, memory, text, limit, reader, interruption).run();
}

} // namespace epic::store
