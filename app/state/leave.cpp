#include "app/state/leave.hpp"

#include "app/state/leave_words.hpp"
#include "app/state/transfer_words.hpp"

namespace epic::app {

std::vector<Msg> would_be_lost(const AppState& state) {
    std::vector<Msg> lost;
    // What is being recorded just now is recorded before the file is locked.
    const FormState* form = state.form ? &*state.form : nullptr;
    if (form != nullptr && !form->busy && form->draft_key().empty() && form->dirty()) lost.push_back(words::lost_typed);
    if (state.recovery_key && !state.recovery_key->kept) lost.push_back(words::lost_recovery_key);
    const bool importing = state.import && state.import->step == ImportStep::running;
    if (importing) lost.push_back(words::lost_import);
    if (state.writing) lost.push_back(words::lost_export);
    return lost;
}

} // namespace epic::app
