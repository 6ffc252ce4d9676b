#include "app/shell/transfer_work.hpp"

#include <filesystem>

#include "app/shell/transfer_work_words.hpp"
#include "storage/transfer/event_sheet.hpp"
#include "storage/transfer/export_calendar.hpp"
#include "storage/transfer/export_csv.hpp"

namespace epic::shell {
namespace {

constexpr std::size_t lines_shown_max = 100;

// The lines that failed go beside the table: "clients-rejected.csv", "clients-rejected-2.csv"…
std::string free_rejects_path(const std::string& table, Language language) {
    const std::filesystem::path path(table);
    const std::string stem = path.stem().string() + "-" + std::string(tr(language, words::rejected_suffix));
    for (int number = 1;; ++number) {
        const std::string name = stem + (number == 1 ? "" : "-" + std::to_string(number)) + ".csv";
        std::error_code ignored;
        const std::filesystem::path candidate = path.parent_path() / name;
        if (!std::filesystem::exists(candidate, ignored)) return candidate.string();
    }
}

transfer::OnDuplicate on_duplicate(app::OnTwin on_twin) {
    switch (on_twin) {
        case app::OnTwin::merge: return transfer::OnDuplicate::merge;
        case app::OnTwin::create: return transfer::OnDuplicate::create;
        case app::OnTwin::skip: break;
    }
    return transfer::OnDuplicate::skip;
}

Result<std::int64_t> write_to(const store::Store& store, const app::effect::WriteFile& wanted, const std::string& path,
                              const intl::Environment& environment, const FarAs& far_as) {
    const app::FileWish& wish = wanted.wish;
    switch (wish.purpose) {
        case app::FilePurpose::export_csv:
            return transfer::export_csv(store, wish.query, path, wanted.language, environment,
                                        [&](std::int64_t done) { return far_as(done, wish.rows); });
        case app::FilePurpose::export_calendar:
            return transfer::export_calendar(store, {wish.query, {}, wanted.language}, path, environment,
                                             [&](std::int64_t done) { return far_as(done, wish.rows); });
        case app::FilePurpose::export_sheet:
            EPIC_TRY(transfer::export_event_sheet(store, wish.record, path, wanted.language, environment,
                                                  [&] { return far_as(0, -1); }));
            return std::int64_t{1};
        case app::FilePurpose::import_csv: break;
    }
    return std::int64_t{0};
}

app::ImportLine line_of(const transfer::ImportReport::Failed& failed) {
    return {failed.line, failed.column, failed.message};
}

} // namespace

Result<std::int64_t> write_file(const store::Store& store, const app::effect::WriteFile& wanted,
                                const intl::Environment& environment, const FarAs& far_as) {
    std::error_code failed;
    if (!wanted.replace || !std::filesystem::exists(wanted.path, failed)) {
        return write_to(store, wanted, wanted.path, environment, far_as);
    }
    const std::string beside = wanted.path + "." + environment.ids.next().hex();
    const std::int64_t rows = EPIC_TRY(write_to(store, wanted, beside, environment, far_as));
    std::filesystem::rename(beside, wanted.path, failed);
    if (!failed) return rows;
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    return Error{.code = ErrorCode::usage, .message = Message(words::not_replaced, {wanted.path})};
}

Result<transfer::ImportPlan> look_at_table(const app::ImportWish& wish, const intl::Environment& environment) {
    transfer::ImportOptions options;
    options.entity = wish.entity;
    options.map = wish.map;
    options.date_order = wish.date_order;
    options.contract = wish.contract;
    options.by_hand = true;
    options.on_duplicate = on_duplicate(wish.on_twin);
    options.language = wish.language;
    options.rejects = free_rejects_path(wish.path, wish.language);
    return transfer::analyse(wish.path, options, environment);
}

app::ImportLook look_of(const transfer::ImportPlan& plan) {
    app::ImportLook look;
    look.encoding = encoding_name(plan.encoding);
    look.delimiter = plan.delimiter;
    look.rows = plan.rows;
    look.missing = plan.missing;
    for (const transfer::ImportColumn& column : plan.columns) {
        app::ImportColumn made;
        made.heading = column.heading;
        if (column.target) made.target = target_name(*column.target);
        if (column.dates) {
            made.dates = column.dates->order;
            made.dates_sure = column.dates->sure;
        }
        for (const std::string& sample : column.samples) {
            if (made.sample.empty()) made.sample = sample;
        }
        look.columns.push_back(std::move(made));
    }
    return look;
}

Result<app::ImportResult> import_table(store::Store& store, const transfer::ImportPlan& plan, bool rehearse,
                                       const intl::Environment& environment, const FarAs& far_as) {
    const transfer::Watch watch = [&](const transfer::ImportProgress& progress) {
        return far_as(progress.done, progress.rows);
    };
    const transfer::ImportReport report = EPIC_TRY(rehearse ? transfer::rehearse(store, plan, environment, watch)
                                                            : transfer::run(store, plan, environment, watch));
    app::ImportResult result;
    result.action = report.import_id.value_or(Id{});
    result.read = report.read;
    result.created = report.created;
    result.merged = report.merged;
    result.skipped = report.skipped;
    result.failed = report.failed_count;
    for (const auto& failed : report.failed) {
        if (result.lines.size() < lines_shown_max) result.lines.push_back(line_of(failed));
    }
    for (const auto& match : report.possible_duplicates) {
        if (result.doubtful.size() >= lines_shown_max) break;
        result.doubtful.push_back({match.line, match.name, {}});
    }
    if (!rehearse && report.failed_count > 0) result.rejects = plan.options.rejects;
    return result;
}

} // namespace epic::shell
