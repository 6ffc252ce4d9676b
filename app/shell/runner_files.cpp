#include <chrono>

#include "app/shell/file_chooser.hpp"
#include "app/shell/folder_reader.hpp"
#include "app/shell/runner_state.hpp"
#include "app/shell/transfer_work_words.hpp"
#include "app/state/file_picker_words.hpp"

namespace epic::shell {

using namespace app;

namespace {

constexpr std::chrono::milliseconds progress_pause{80};

} // namespace

// The dialog stays open as long as the person likes; the queue goes on meanwhile.
void Runner::State::execute(effect::ChooseFile& it) {
    ChooserRequest asked{.save = it.request.save, .title = it.request.title, .suggested = it.request.suggested};
    asked.all_files = tr(it.language, words::picker_all);
    if (const std::string ending(file_ending(it.request.type)); !ending.empty()) {
        asked.ending = ending;
        asked.kind = tr(it.language, words::picker_of_kind, {ending});
    }
    chooser.start(std::move(asked), [this, request = std::move(it.request)](ChooserAnswer chosen) {
        if (chosen.available) {
            answer(answer::FileChosen{request.key, std::move(chosen.path)});
        } else {
            answer(answer::NoChooser{request});
        }
    });
}

void Runner::State::execute(effect::ListFolder& it) {
    if (superseded<effect::ListFolder>()) return;
    answer(read_folder(it.ticket, it.folder));
}

FarAs Runner::State::progress_of(std::uint64_t ticket, const std::atomic<bool>& stop) {
    return [this, ticket, &stop, last = std::chrono::steady_clock::time_point()](std::int64_t done,
                                                                                 std::int64_t rows) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - last > progress_pause) {
            last = now;
            answer(answer::ErrandProgress{ticket, done, rows});
        }
        return !stop;
    };
}

void Runner::State::execute(effect::WriteFile& it) {
    if (!store) return;
    const std::uint64_t ticket = it.ticket;
    const bool started = errand.start([this, it](const std::atomic<bool>& stop) {
        auto rows = write_file(*store, it, options.environment, progress_of(it.ticket, stop));
        if (rows) {
            answer(answer::FileWritten{it.ticket, it.wish.purpose, file_name(it.path), *rows});
        } else {
            answer(answer::FileFailed{it.ticket, std::move(rows).error()});
        }
    });
    if (!started) {
        answer(answer::FileFailed{ticket, {.code = ErrorCode::in_use, .message = words::one_file_at_a_time}});
    }
}

void Runner::State::execute(effect::LookAtTable& it) {
    import_plan.reset();
    if (!store) return;
    auto looked = look_at_table(it.wish, options.environment);
    if (!looked) {
        answer(answer::ImportFailed{it.ticket, std::move(looked).error()});
        return;
    }
    import_plan = std::move(*looked);
    answer(answer::TableLooked{it.ticket, look_of(*import_plan)});
}

void Runner::State::execute(effect::RunImport& it) {
    if (!store || !import_plan) return;
    const bool started = errand.start([this, it, table = *import_plan](const std::atomic<bool>& stop) {
        auto result = import_table(*store, table, it.rehearse, options.environment, progress_of(it.ticket, stop));
        if (result) {
            answer(answer::ImportDone{it.ticket, it.rehearse, std::move(*result)});
        } else {
            answer(answer::ImportFailed{it.ticket, std::move(result).error()});
        }
        enqueue(effect::ReadSync{});
    });
    if (!started) {
        answer(answer::ImportFailed{it.ticket, {.code = ErrorCode::in_use, .message = words::one_file_at_a_time}});
    }
}

void Runner::State::execute(effect::StopErrand&) {
    errand.ask_to_stop();
}

} // namespace epic::shell
