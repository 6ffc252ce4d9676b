#include <nlohmann/json.hpp>

#include "app/shell/decide_work.hpp"
#include "app/shell/desk_work.hpp"
#include "app/shell/runner_state.hpp"
#include "app/shell/undo_work.hpp"
#include "storage/sync/credential.hpp"

namespace epic::shell {

using namespace app;

void Runner::State::execute(effect::Preview& it) {
    if (!store) return;
    const auto plan = store->preview(it.command);
    if (!plan) {
        answer(answer::Refused{it.serial, plan.error()});
        return;
    }
    std::vector<Message> warnings;
    for (const Warning& warning : plan->warnings) warnings.push_back(warning.message);
    answer(answer::Previewed{it.serial, std::move(warnings)});
}

Result<store::Written> Runner::State::write(const effect::Run& it) {
    if (const auto* add = std::get_if<AddRecord>(&it.command); add != nullptr && add->entity == Entity::collaborator) {
        return store->add_collaborator(*add, it.secret, accounts());
    }
    if (const auto* reset = std::get_if<ResetPassword>(&it.command)) {
        return store->reset_password(reset->collaborator, it.secret, accounts());
    }
    std::optional<store::Seen> seen;
    if (it.seen) seen = store::Seen{*it.seen};
    return store->execute(it.command, seen);
}

void Runner::State::execute(effect::Run& it) {
    if (!store) return;
    auto written = write(it);
    wipe(it.secret);
    if (!written) {
        answer(answer::Refused{it.serial, std::move(written).error()});
        return;
    }
    answer(answer::SessionChanged{person_of(store->session())});
    answer(answer::Written{it.serial, entity_of_command(it.command), written->record, command_name(it.command),
                           undoable_action(it.command, *written)});
    post_status();
}

void Runner::State::take_back(Result<answer::TookBack> done) {
    if (!done) {
        answer(answer::Problem{std::move(done).error()});
        return;
    }
    answer(answer::SessionChanged{person_of(store->session())});
    answer(std::move(*done));
    post_status();
}

void Runner::State::execute(effect::Undo& it) {
    if (store) take_back(undo(*store, it.action));
}

void Runner::State::execute(effect::Redo&) {
    if (store) take_back(redo(*store));
}

void Runner::State::execute(effect::ChangePassword& it) {
    if (!store) return;
    auto changed = store->change_own_password(it.current, it.next, accounts());
    wipe(it.current);
    wipe(it.next);
    if (changed) {
        answer(answer::PasswordChanged{it.serial});
    } else {
        answer(answer::Refused{it.serial, std::move(changed).error()});
    }
}

void Runner::State::execute(effect::SuggestPassword& it) {
    answer(answer::PasswordSuggested{it.serial, sync::one_time_password()});
}

void Runner::State::execute(effect::RunMany& it) {
    if (!store) return;
    if (auto done = run_many(*store, it, options.environment)) {
        answer(std::move(*done));
    } else {
        answer(answer::Refused{it.serial, std::move(done).error()});
    }
    post_status();
}

void Runner::State::execute(effect::Decide& it) {
    if (!store) return;
    if (auto decided = decide(*store, it)) {
        answer(std::move(*decided));
    } else {
        answer(answer::DecisionFailed{it.serial, std::move(decided).error()});
    }
    post_status();
}

void Runner::State::execute(effect::MarkSeen& it) {
    if (!store) return;
    if (auto marked = store->mark_digest_seen(it.until); !marked) answer(answer::Problem{std::move(marked).error()});
}

void Runner::State::execute(effect::SaveView& it) {
    if (!store) return;
    if (auto saved = save_view(*store, it)) {
        answer(std::move(*saved));
    } else {
        answer(answer::Refused{it.serial, std::move(saved).error()});
    }
}

void Runner::State::execute(effect::RemoveView& it) {
    if (!store) return;
    if (auto removed = store->remove_view(it.entity, it.name); !removed) {
        answer(answer::Problem{std::move(removed).error()});
    }
}

void Runner::State::execute(effect::SaveDraft& it) {
    if (!store) return;
    if (auto saved = store->save_draft(it.form, nlohmann::json(it.texts).dump()); !saved) {
        answer(answer::Problem{std::move(saved).error()});
    }
}

void Runner::State::execute(effect::DropDraft& it) {
    if (!store) return;
    if (auto dropped = store->remove_draft(it.form); !dropped) {
        answer(answer::Problem{std::move(dropped).error()});
    }
}

void Runner::State::load_drafts() {
    answer::Drafts drafts;
    const auto found = store->drafts();
    if (!found) return;
    for (const store::Store::Draft& draft : *found) {
        const auto json = nlohmann::json::parse(draft.text, nullptr, false);
        if (!json.is_object()) continue;
        auto& texts = drafts.by_form[draft.form];
        for (const auto& [key, value] : json.items()) {
            if (value.is_string()) texts[key] = value.get<std::string>();
        }
    }
    answer(std::move(drafts));
}

} // namespace epic::shell
