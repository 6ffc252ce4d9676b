#include "storage/store/internal/lists.hpp"

#include "storage/store/internal/records.hpp"

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

} // namespace

Page read_page(Connection& connection, const ListQuery& query, const Reader& reader) {
    const ListStatement statement(query, connection.environment().unicode);
    Page page{
        .total = count_rows(connection, query, reader), .limit = query.limit, .offset = query.offset, .items = {}};
    Query rows = Query::composed(connection, statement.paging());
    statement.bind(rows, reader);
    while (rows.step()) page.items.push_back(ViewReader(rows, query.entity, reader.joined).read());
    return page;
}

std::int64_t count_rows(Connection& connection, const ListQuery& query, const Reader& reader) {
    const ListStatement statement(query, connection.environment().unicode);
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
