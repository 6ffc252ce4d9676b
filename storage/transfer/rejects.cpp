#include "storage/transfer/rejects.hpp"

#include <filesystem>

#include "storage/transfer/transfer_words.hpp"

namespace epic::transfer {
namespace {

std::string as_utf8(const std::string& cell) {
    return is_utf8(cell) ? cell : intl::Decoder(Encoding::windows_1252).decode(cell, true);
}

// A table that comes from such a file has these columns already.
bool is_ours(const std::string& heading) {
    return heading == reject_reason_heading || heading == reject_line_heading || heading == reject_order_heading;
}

} // namespace

Result<Rejects> Rejects::prepare(const ImportPlan& plan) {
    std::error_code ignored;
    if (!plan.options.rejects.empty() && std::filesystem::exists(plan.options.rejects, ignored)) {
        return Error{.code = ErrorCode::usage, .message = Message(words::file_exists, {plan.options.rejects})};
    }
    return Rejects(plan);
}

Result<> Rejects::add(const CsvRow& row, const std::string& reason) {
    if (plan_->options.rejects.empty()) return Done{};
    if (!file_) {
        file_ = EPIC_TRY(OutputFile::create(plan_->options.rejects));
        std::vector<std::string> headings{std::string(reject_reason_heading), std::string(reject_line_heading),
                                          std::string(reject_order_heading)};
        for (const ImportColumn& column : plan_->columns) {
            if (!is_ours(column.heading)) headings.push_back(column.heading);
        }
        EPIC_TRY(file_->write("\xef\xbb\xbf" + writer_.row(headings)));
    }
    const auto order = plan_->date_order();
    std::vector<std::string> cells{reason, std::to_string(row.line),
                                   order ? std::string(date_order_name(*order)) : std::string()};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const bool ours = i < plan_->columns.size() && is_ours(plan_->columns[i].heading);
        if (!ours) cells.push_back(as_utf8(row.cells[i]));
    }
    return file_->write(writer_.row(cells));
}

Result<> Rejects::finish() {
    if (!file_) return Done{};
    return file_->finish();
}

void Rejects::keep() {
    if (file_) file_->keep();
}

} // namespace epic::transfer
