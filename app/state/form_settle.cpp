#include "app/state/form_parts.hpp"
#include "app/state/inbox_words.hpp"
#include "app/state/present.hpp"

namespace epic::app {

Effects open_settle_form(AppState& state, const InboxItem& item, const Seams& seams) {
    FormState form = made(state, FormKind::settle_question);
    form.entity = item.entity;
    form.subject = item.record;
    form.subject_name = item.record_name;
    form.inbox_item = item.id;
    form.before = item.present.record;
    form.notice = words::settle_notice;
    if (form.entity == Entity::contract) form.currency = money_of(form.before).currency;
    // Start, end and zone are typed together, whichever of them met another.
    Record mine = form.before;
    const MergeUnit unit = item.lines.empty() ? MergeUnit::alone : spec(item.lines.front().field).unit;
    for (const InboxLine& line : item.lines) mine.set(line.field, line.mine);
    for (const FieldSpec& rule : fields_of(item.entity)) {
        const bool asked = unit != MergeUnit::alone ? rule.unit == unit : rule.field == item.lines.front().field;
        if (!asked) continue;
        FormField field = record_field(rule.field);
        field.text = input_text(rule.field, mine, seams, state.language);
        field.initial = field.text;
        for (const InboxLine& line : item.lines) {
            if (line.field == rule.field) field.chosen_label = line.mine_name;
        }
        form.fields.push_back(std::move(field));
    }
    Effects effects = ask_choices(state, form);
    set_choices(form, seams);
    relabel(form, state.language);
    judge(form, seams, today_in(state.now, state.zone, seams.zones));
    state.form = std::move(form);
    return effects;
}

} // namespace epic::app
