#include "app/shell/desk_work.hpp"

#include "storage/store/bulk.hpp"

namespace epic::shell {
namespace {

// Rolls a rehearsal back; nobody reads it.
constexpr std::string_view rehearsed_rule = "many.rehearsed";

} // namespace

Result<app::answer::Views> read_views(const store::Store& store) {
    app::answer::Views views;
    for (std::size_t i = 0; i < entity_count; ++i) {
        views.by_entity[i] = EPIC_TRY(store.saved_views(static_cast<Entity>(i)));
    }
    return views;
}

Result<app::answer::ViewSaved> save_view(store::Store& store, const app::effect::SaveView& wanted) {
    EPIC_TRY(store.save_view(wanted.view));
    const Entity entity = wanted.view.query.entity;
    if (!wanted.replaces.empty()) {
        // Another spelling of the same name has replaced it already.
        if (auto removed = store.remove_view(entity, wanted.replaces); !removed) {
            if (removed.error().code != ErrorCode::not_found) return std::move(removed).error();
        }
    }
    return app::answer::ViewSaved{wanted.serial, entity, wanted.view.name};
}

Result<app::answer::IdsCollected> collect_ids(const store::Store& store, const app::effect::CollectIds& wanted) {
    app::answer::IdsCollected collected{wanted.query.entity, wanted.generation, {}};
    const Page page = EPIC_TRY(store.list(wanted.query));
    for (const RecordView& view : page.items) collected.ids.push_back(view.record.id);
    return collected;
}

Result<app::answer::ManyDone> run_many(store::Store& store, const app::effect::RunMany& wanted,
                                       const intl::Environment& environment) {
    app::answer::ManyDone done;
    done.serial = wanted.serial;
    done.rehearsed = wanted.rehearse;
    const Id action = environment.ids.next();
    auto result = store.execute_together(action, wanted.name, [&](store::Bulk& bulk) -> Result<> {
        for (const Command& command : wanted.commands) {
            auto written = bulk.execute(command);
            if (!written) {
                done.refusals.push_back(written.error().message);
                continue;
            }
            if (!written->operations.empty()) ++done.written;
            for (const Warning& warning : written->warnings) done.warnings.push_back(warning.message);
        }
        if (wanted.rehearse) return Error{.code = ErrorCode::cancelled, .message = {}, .rule = rehearsed_rule};
        return Done{};
    });
    if (!result && result.error().rule != rehearsed_rule) return std::move(result).error();
    if (done.written > 0 && !wanted.rehearse) done.action = action;
    return done;
}

} // namespace epic::shell
