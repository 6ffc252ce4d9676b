#include "storage/store/internal/corrected_order.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace epic::store {
namespace {

using Order = Orderings::Order;

// Putting a row in costs what reading forty in a row does.
constexpr std::size_t few = 64;
constexpr std::size_t share_max = 32;

// The rows of one list that may stand elsewhere now. Once there are too many, it gives up.
class Candidates {
public:
    Candidates(Connection& connection, Entity entity, const Leaning& leaning, std::size_t rows_max)
        : connection_(connection), entity_(entity), leaning_(leaning), rows_max_(rows_max) {}

    void add(const RowChange& change) {
        if (change.entity == entity_) {
            add(change.row);
            if (leaning_.on_each_other) too_many_ = true;
        }
        switch (change.entity) {
            case Entity::collaborator:
                if (leaning_.on_names_of_people && change.renamed) add_those("of_collaborator", change.id);
                break;
            case Entity::client:
                if (leaning_.on_clients) add_those("of_client", change.id);
                break;
            case Entity::contract:
                if (leaning_.on_contracts && entity_ != Entity::contract) add_those("of_contract", change.id);
                break;
            case Entity::payment:
            case Entity::event: break;
        }
    }

    void add_ending(Instant after, Instant until) {
        Query query(connection_, "order/event.ending.sql");
        add_all(query.bind(":after", after.unix_ms).bind(":until", until.unix_ms));
    }

    bool too_many() const { return too_many_; }
    const std::set<std::uint32_t>& rows() const { return rows_; }

private:
    void add(std::uint32_t row) {
        rows_.insert(row);
        too_many_ = too_many_ || rows_.size() > rows_max_;
    }

    void add_those(std::string_view which, const Id& id) {
        Query query(connection_, "order/" + std::string(entity_name(entity_)) + "." + std::string(which) + ".sql");
        add_all(query.bind(":id", id));
    }

    void add_all(Query& query) {
        while (!too_many_ && query.step()) add(static_cast<std::uint32_t>(query.integer(0)));
    }

    Connection& connection_;
    const Entity entity_;
    const Leaning& leaning_;
    const std::size_t rows_max_;
    std::set<std::uint32_t> rows_;
    bool too_many_ = false;
};

struct Place {
    SortValue value;
    Id id{};
    auto operator<=>(const Place&) const = default;
};

class Correction {
public:
    Correction(Connection& connection, const ListStatement& statement, const Reader& reader, const Order& old)
        : connection_(connection), statement_(statement), reader_(reader), old_(old) {}

    std::shared_ptr<const Order> run(const std::set<std::uint32_t>& candidates) {
        take_out(candidates);
        for (const std::uint32_t row : candidates) locate(row);
        std::sort(added_.begin(), added_.end());
        if (!find_places()) return nullptr;
        return merged();
    }

private:
    struct Added {
        bool empty = false; // of what it is sorted by
        Place place;
        std::uint32_t row = 0;
        std::size_t before = 0; // goes in front of this one of `rest_`
        bool operator<(const Added& other) const { return std::tie(empty, place) < std::tie(other.empty, other.place); }
    };

    void take_out(const std::set<std::uint32_t>& candidates) {
        const std::uint32_t first = *candidates.begin();
        std::vector<bool> out(*candidates.rbegin() - first + 1);
        for (const std::uint32_t row : candidates) out[row - first] = true;
        const auto stays = [&](std::uint32_t row) {
            const std::uint32_t at = row - first; // what is smaller becomes very large
            return at >= out.size() || !out[at];
        };
        rest_.reserve(old_.rows.size());
        const auto filled_end = old_.rows.begin() + static_cast<std::ptrdiff_t>(old_.filled);
        std::copy_if(old_.rows.begin(), filled_end, std::back_inserter(rest_), stays);
        rest_filled_ = rest_.size();
        std::copy_if(filled_end, old_.rows.end(), std::back_inserter(rest_), stays);
    }

    void locate(std::uint32_t row) {
        Query query = Query::composed(connection_, statement_.locating());
        statement_.bind(query, reader_);
        query.bind(":row", std::int64_t{row});
        if (!query.step()) return;
        Added added{.empty = false, .place = {query.sort_value(0), query.id(1)}, .row = row};
        added.empty = statement_.has_empty_part() && added.place.value == SortValue();
        added_.push_back(std::move(added));
    }

    // False when a row is not there that should be.
    bool find_places() {
        const std::string sorting = statement_.sorting();
        std::size_t at = 0;
        for (Added& added : added_) {
            std::size_t low = std::max(at, added.empty ? rest_filled_ : 0);
            std::size_t high = added.empty ? rest_.size() : rest_filled_;
            while (low < high) {
                const std::size_t middle = low + (high - low) / 2;
                Query query = Query::composed(connection_, sorting);
                query.bind(":row", std::int64_t{rest_[middle]});
                if (!query.step()) return false;
                if (Place{query.sort_value(0), query.id(1)} < added.place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            at = added.before = low;
        }
        return true;
    }

    std::shared_ptr<const Order> merged() const {
        auto order = std::make_shared<Order>();
        order->rows.reserve(rest_.size() + added_.size());
        std::size_t at = 0;
        for (const Added& added : added_) {
            order->rows.insert(order->rows.end(), rest_.begin() + static_cast<std::ptrdiff_t>(at),
                               rest_.begin() + static_cast<std::ptrdiff_t>(added.before));
            order->rows.push_back(added.row);
            at = added.before;
        }
        order->rows.insert(order->rows.end(), rest_.begin() + static_cast<std::ptrdiff_t>(at), rest_.end());
        const auto filled = std::count_if(added_.begin(), added_.end(), [](const Added& a) { return !a.empty; });
        order->filled = rest_filled_ + static_cast<std::size_t>(filled);
        return order;
    }

    Connection& connection_;
    const ListStatement& statement_;
    const Reader& reader_;
    const Order& old_;
    std::vector<std::uint32_t> rest_; // what did not change
    std::size_t rest_filled_ = 0;
    std::vector<Added> added_;
};

} // namespace

std::shared_ptr<const Order> corrected_order(Connection& connection, Entity entity, const ListStatement& statement,
                                             const Reader& reader, const Orderings::Known& known,
                                             const std::vector<RowChange>& changes) {
    const std::size_t rows_max = std::max(few, known.order->rows.size() / share_max);
    Candidates candidates(connection, entity, statement.leaning(), rows_max);
    for (const RowChange& change : changes) {
        candidates.add(change);
        if (candidates.too_many()) return nullptr;
    }
    if (statement.leaning().on_now) {
        candidates.add_ending(std::min(known.now, reader.now), std::max(known.now, reader.now));
    }
    if (candidates.too_many()) return nullptr;
    if (candidates.rows().empty()) return known.order;
    return Correction(connection, statement, reader, *known.order).run(candidates.rows());
}

} // namespace epic::store
