#include "storage/store/internal/lists.hpp"

#include "storage/store/internal/corrected_order.hpp"
#include "storage/store/internal/records.hpp"
#include "storage/store/internal/tallies.hpp"

namespace epic::store {
namespace {

// Reads the columns behind those of the record, in the order of sql/list/<entity>.columns.sql.
class ViewReader {
public:
    ViewReader(const Query& query, Entity entity, bool joined)
        : query_(query), joined_(joined), column_(record_columns(entity)) {
        Stored stored = read_record(query, entity);
        created_ = stored.created_number.has_value();
        view_.record = std::move(stored.record);
    }

    RecordView read() {
        view_.pending = joined_ && next_flag();
        if (!joined_) ++column_;
        switch (view_.record.entity) {
            case Entity::collaborator: break;
            case Entity::client: read_client(); break;
            case Entity::contract: read_contract(); break;
            case Entity::payment: read_payment(); break;
            case Entity::event: read_event(); break;
        }
        return std::move(view_);
    }

private:
    bool next_flag() { return query_.integer(column_++) != 0; }
    std::string next_text() { return query_.text(column_++); }

    void name(Field field, std::string text) {
        if (!text.empty()) view_.names[field] = std::move(text);
    }

    void read_client() {
        view_.commercial = view_.record.reference(Field::client_commercial);
        view_.commercial_name = next_text();
        name(Field::client_commercial, view_.commercial_name);
    }

    void read_through_contract() {
        view_.client = query_.optional_id(column_++);
        view_.client_name = next_text();
        view_.commercial = query_.optional_id(column_++);
        view_.commercial_name = next_text();
        view_.contract_signed = next_flag();
        view_.number = next_text();
    }

    void read_contract() {
        read_through_contract();
        name(Field::contract_client, view_.client_name);
        const Money total = money_of(view_.record);
        view_.paid = Money{query_.integer(column_++), total.currency};
        view_.remaining = Money{total.minor - view_.paid.minor, total.currency};
        const bool none = is_null(view_.record.get(Field::contract_number));
        view_.number_provisional = none || (joined_ && !created_);
    }

    void read_payment() {
        read_through_contract();
        name(Field::payment_contract, view_.number);
        view_.reversed = next_flag();
        name(Field::payment_reverses, next_text());
    }

    void read_event() {
        read_through_contract();
        name(Field::event_contract, view_.number);
        name(Field::event_support, next_text());
        view_.double_booked = next_flag();
    }

    const Query& query_;
    const bool joined_;
    int column_;
    bool created_ = false;
    RecordView view_;
};

// SQLite walks to an offset as small as this within a frame.
constexpr std::int64_t walked_max = 1000;

std::string key_of(const ListStatement& statement, const Reader& reader) {
    return statement.bound(reader) + "\n" + statement.ordering(ListStatement::Part::filled);
}

using Order = Orderings::Order;

std::shared_ptr<const Order> walk(Connection& connection, const ListStatement& statement, const Reader& reader) {
    auto order = std::make_shared<Order>();
    if (!statement.is_ordered_by_index()) {
        Query rows = Query::composed(connection, statement.ordering_at_once());
        statement.bind(rows, reader);
        while (rows.step()) {
            order->rows.push_back(static_cast<std::uint32_t>(rows.integer(0)));
            if (rows.integer(1) == 0) order->filled = order->rows.size();
        }
        order->rows.shrink_to_fit();
        return order;
    }
    const auto read = [&](ListStatement::Part part) {
        Query rows = Query::composed(connection, statement.ordering(part));
        statement.bind(rows, reader);
        while (rows.step()) order->rows.push_back(static_cast<std::uint32_t>(rows.integer(0)));
    };
    read(ListStatement::Part::filled);
    order->filled = order->rows.size();
    if (statement.has_empty_part()) read(ListStatement::Part::empty);
    order->rows.shrink_to_fit();
    return order;
}

// The order remembered, brought to the state that this transaction sees; or nothing.
std::shared_ptr<const Order> find_order(Connection& connection, const ListMemory& memory, const ListQuery& query,
                                        const ListStatement& statement, const Tallied& tallied, const Reader& reader) {
    const std::string key = key_of(statement, reader);
    const auto known = memory.orderings.find(key);
    if (!known) return nullptr;
    const bool moved_on = statement.leaning().on_now && known->now != reader.now;
    if (known->revisions == tallied.revisions && !moved_on) return known->order;
    const auto changes = memory.log.between(known->revisions, tallied.revisions);
    if (!changes) return nullptr;
    auto order = corrected_order(connection, query.entity, statement, reader, *known, *changes);
    if (order) memory.orderings.keep(key, {order, tallied.revisions, reader.now});
    return order;
}

std::shared_ptr<const Order> order_of(Connection& connection, const ListMemory& memory, const ListQuery& query,
                                      const ListStatement& statement, const Tallied& tallied, const Reader& reader) {
    if (auto known = find_order(connection, memory, query, statement, tallied, reader)) return known;
    auto order = walk(connection, statement, reader);
    memory.orderings.keep(key_of(statement, reader), {order, tallied.revisions, reader.now});
    return order;
}

std::vector<RecordView> views_of(Connection& connection, Entity entity, const std::vector<std::int64_t>& rows,
                                 const Reader& reader) {
    std::vector<RecordView> views;
    views.reserve(rows.size());
    const std::string viewing = ListStatement::viewing_row(entity);
    for (const std::int64_t row : rows) {
        Query one = Query::composed(connection, viewing);
        one.bind(":row", row);
        if (one.step()) views.push_back(ViewReader(one, entity, reader.joined).read());
    }
    return views;
}

ListQuery without_text(const ListQuery& query) {
    ListQuery all = query;
    all.text.clear();
    return all;
}

// One by one, collaborators and payments are few, or asked for by their contract. Of double bookings each row hangs on
// the others: their order does not outlive a write.
bool finds_in_memory(const ListQuery& query, const ListStatement& statement) {
    return (query.entity == Entity::client || ClientRows::has(query.entity)) && !statement.leaning().on_each_other;
}

// The list's order with a text, when all that tells it is known.
std::optional<Order> find_with_text(Connection& connection, const ListMemory& memory, const ListQuery& query,
                                    const Tallied& tallied, const Reader& reader) {
    if (query.text.find_first_not_of(" \t\n") == std::string::npos) return std::nullopt;
    const ListQuery all = without_text(query);
    const ListStatement statement(all, connection.environment().unicode);
    if (!finds_in_memory(query, statement)) return std::nullopt;
    const auto order = memory.reads_ahead ? order_of(connection, memory, all, statement, tallied, reader)
                                          : find_order(connection, memory, all, statement, tallied, reader);
    if (!order) return std::nullopt;
    ClientRows::Rows clients;
    if (ClientRows::has(query.entity)) {
        clients = memory.reads_ahead ? memory.clients.read(connection, query.entity, tallied.revisions, memory.log)
                                     : memory.clients.find(connection, query.entity, tallied.revisions, memory.log);
        if (!clients) return std::nullopt;
    }
    return part_of(*order, rows_with_text(connection, memory.words, memory.log, query.entity, query.text, clients,
                                          tallied.revisions));
}

} // namespace

void prepare_list(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader) {
    const ListQuery all = without_text(query);
    const ListStatement statement(all, connection.environment().unicode);
    if (!finds_in_memory(query, statement)) return;
    const Tallied tallied = read_tallied(connection);
    order_of(connection, memory, all, statement, tallied, reader);
    if (ClientRows::has(query.entity)) {
        memory.clients.read(connection, query.entity, tallied.revisions, memory.log);
    }
    // A contract and an event are also found by what their client is called.
    std::vector<Entity> entities{query.entity};
    if (ClientRows::has(query.entity)) entities.push_back(Entity::client);
    read_ahead(connection, memory.words, memory.log, entities, tallied);
}

bool is_prepared(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader) {
    const ListQuery all = without_text(query);
    const ListStatement statement(all, connection.environment().unicode);
    if (!finds_in_memory(query, statement)) return true;
    const Tallied tallied = read_tallied(connection);
    return memory.words.is_ahead(query.entity, tallied.revisions) &&
           find_order(connection, memory, all, statement, tallied, reader) &&
           (!ClientRows::has(query.entity) ||
            (memory.words.is_ahead(Entity::client, tallied.revisions) &&
             memory.clients.find(connection, query.entity, tallied.revisions, memory.log)));
}

Page read_page(Connection& connection, const ListMemory& memory, const ListQuery& query, const Reader& reader) {
    const ListStatement statement(query, connection.environment().unicode);
    Page page{.total = 0, .limit = query.limit, .offset = query.offset, .items = {}};
    const Tallied tallied = read_tallied(connection);
    const std::int64_t standing = tallied.standing.at(static_cast<std::size_t>(query.entity));
    if (statement.walks_an_index() && query.offset <= walked_max) {
        page.total = standing;
        Query rows = Query::composed(connection, statement.paging());
        statement.bind(rows, reader);
        while (rows.step()) page.items.push_back(ViewReader(rows, query.entity, reader.joined).read());
        return page;
    }
    if (const auto found = find_with_text(connection, memory, query, tallied, reader)) {
        page.total = static_cast<std::int64_t>(found->rows.size());
        page.items = views_of(connection, query.entity,
                              found->window(statement.descending(), query.offset, query.limit), reader);
        return page;
    }
    const auto order = order_of(connection, memory, query, statement, tallied, reader);
    page.total = static_cast<std::int64_t>(order->rows.size());
    page.items =
        views_of(connection, query.entity, order->window(statement.descending(), query.offset, query.limit), reader);
    return page;
}

// First which rows, which an index tells, and then what they show.
std::vector<RecordView> read_first(Connection& connection, const ListQuery& query, const Reader& reader) {
    const ListStatement statement(query, connection.environment().unicode);
    std::vector<std::int64_t> rows;
    const auto left = [&] { return query.limit - static_cast<std::int64_t>(rows.size()); };
    const auto read = [&](ListStatement::Part part) {
        Query found = Query::composed(connection, statement.first(part));
        statement.bind(found, reader);
        found.bind(":limit", left());
        while (found.step()) rows.push_back(found.integer(0));
    };
    read(ListStatement::Part::filled);
    if (statement.has_empty_part() && left() > 0) read(ListStatement::Part::empty);
    return views_of(connection, query.entity, rows, reader);
}

Result<> visit_rows(Connection& connection, const ListQuery& query, const Reader& reader,
                    const std::function<Result<>(const RecordView&)>& visit) {
    ListQuery whole = query;
    whole.limit = -1; // SQLite's word for all
    whole.offset = 0;
    const ListStatement statement(whole, connection.environment().unicode);
    Query rows = Query::composed(connection, statement.paging());
    statement.bind(rows, reader);
    while (rows.step()) EPIC_TRY(visit(ViewReader(rows, query.entity, reader.joined).read()));
    return Done{};
}

std::int64_t count_rows(Connection& connection, const ListMemory& memory, const ListQuery& query,
                        const Reader& reader) {
    const ListStatement statement(query, connection.environment().unicode);
    const Tallied tallied = read_tallied(connection);
    const std::int64_t standing = tallied.standing.at(static_cast<std::size_t>(query.entity));
    if (statement.is_plain()) return standing;
    if (const auto order = find_order(connection, memory, query, statement, tallied, reader)) {
        return static_cast<std::int64_t>(order->rows.size());
    }
    Query rows = Query::composed(connection, statement.counting());
    statement.bind(rows, reader);
    return rows.step() ? rows.integer(0) : 0;
}

std::optional<RecordView> read_view(Connection& connection, Entity entity, const Id& id, const Reader& reader) {
    Query row = Query::composed(connection, ListStatement::viewing(entity));
    row.bind(":id", id);
    if (!row.step()) return std::nullopt;
    return ViewReader(row, entity, reader.joined).read();
}

} // namespace epic::store
