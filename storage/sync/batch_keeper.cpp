#include "storage/sync/batch_keeper.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace epic::sync {
namespace {

constexpr std::uint64_t far_behind = 50'000;

enum BatchColumn : std::size_t { id, device, account, epoch, first, last, chain, seal, batch_columns };
constexpr std::size_t line_columns = 16;
constexpr std::size_t batch_of_line = 2;

std::uint64_t number_of(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// As JSON; most cells are ids and numbers, which are copied as they are.
void write(std::string& document, const std::optional<std::string>& cell) {
    if (!cell) {
        document += "null";
        return;
    }
    const bool plain =
        std::all_of(cell->begin(), cell->end(), [](char c) { return c >= ' ' && c != '"' && c != '\\'; });
    if (plain)
        document.append(1, '"').append(*cell).append(1, '"');
    else
        document += nlohmann::json(*cell).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

void BatchKeeper::clear() {
    batches_.clear();
    by_id_.clear();
    wanted_ = true;
}

void BatchKeeper::begin(std::uint64_t to, std::uint64_t head) {
    wanted_ = head <= to + far_behind;
}

void BatchKeeper::take(std::size_t result_set, RowView row) {
    if (!wanted_) return;
    if (result_set == 1 && row.size() >= batch_columns) {
        Batch batch;
        for (std::size_t i = 0; i < batch_columns; ++i) batch.columns.emplace_back(row[i].value_or(std::string_view()));
        by_id_[batch.columns[id]] = batches_.size();
        batches_.push_back(std::move(batch));
    }
    if (result_set == 2 && row.size() >= line_columns) {
        const auto found = by_id_.find(row[batch_of_line].value_or(std::string_view()));
        if (found == by_id_.end()) return;
        std::vector<std::optional<std::string>> line;
        for (std::size_t i = 0; i < line_columns; ++i) {
            line.push_back(row[i] ? std::optional(std::string(*row[i])) : std::nullopt);
        }
        batches_[found->second].lines.push_back(std::move(line));
    }
}

std::vector<store::KeptBatch> BatchKeeper::batches() const {
    std::vector<store::KeptBatch> kept;
    for (const Batch& batch : batches_) {
        const std::uint64_t last_number = number_of(batch.columns[last]);
        // Fetched from its middle on, it proves nothing.
        const bool whole = !batch.lines.empty() && batch.lines.front()[0] == batch.columns[first] &&
                           batch.lines.back()[0] == batch.columns[last];
        if (!whole) continue;
        std::string document = "{\"id\":";
        write(document, batch.columns[id]);
        const std::pair<const char*, BatchColumn> members[] = {
            {"device", device}, {"account", account}, {"epoch", epoch}, {"last", last}, {"seal", seal}};
        for (const auto& [name, column] : members) {
            document.append(",\"").append(name).append("\":");
            write(document, batch.columns[column]);
        }
        document += ",\"lines\":";
        for (std::size_t i = 0; i < batch.lines.size(); ++i) {
            document += i == 0 ? "[[" : "],[";
            for (std::size_t column = 0; column < line_columns; ++column) {
                if (column > 0) document += ',';
                write(document, batch.lines[i][column]);
            }
        }
        document += "]]}";
        kept.push_back({last_number, batch.columns[chain], std::move(document)});
    }
    return kept;
}

} // namespace epic::sync
