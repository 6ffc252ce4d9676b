#include "app/cli/manual.hpp"

#include <array>

#include "app/cli/cli_words.hpp"
#include "app/cli/grammar.hpp"
#include "app/cli/manual_words.hpp"
#include "core/model/query.hpp"

namespace epic::cli {
namespace {

// What troff would take for a command or set otherwise than it is typed.
std::string escaped(std::string_view text) {
    std::string out;
    bool line_begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (line_begins && (c == '.' || c == '\'')) out += "\\&";
        line_begins = c == '\n';
        if (text.substr(i).starts_with("\u202f") || text.substr(i).starts_with("\u00a0")) {
            out += "\\ ";
            i += text[i] == '\xc2' ? 1U : 2U;
        } else if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else if (c == '\'') {
            out += "\\(aq";
        } else if (c == '`') {
            out += "\\(ga";
        } else if (c == '~') {
            out += "\\(ti";
        } else if (c == '"') {
            out += "\\(dq";
        } else {
            out += c;
        }
    }
    return out;
}

class Page {
public:
    explicit Page(Language language) : language_(language) {}

    void heading(const Msg& title) { out_ += ".SH \"" + escaped(tr(language_, title)) + "\"\n"; }
    void part(std::string_view title) { out_ += ".SS \"" + escaped(title) + "\"\n"; }
    void text(std::string_view words) { out_ += escaped(words) + "\n"; }
    void text(const Msg& words) { text(tr(language_, words)); }
    void paragraph(const Msg& words) {
        out_ += ".PP\n";
        text(words);
    }
    // What is typed, then what it is for.
    void item(std::string_view typed, std::string_view meaning) {
        out_ += ".TP\n\\fB" + escaped(typed) + "\\fR\n" + escaped(meaning) + "\n";
    }
    void item(std::string_view typed, const Msg& meaning) { item(typed, tr(language_, meaning)); }
    void options(std::span<const OptionSpec> options) {
        for (const OptionSpec& option : options) item(option_text(option), option.help);
    }
    void indented(bool begins) { out_ += begins ? ".RS\n" : ".RE\n"; }
    void example(std::string_view lines) { out_ += ".PP\n.nf\n" + escaped(lines) + "\n.fi\n"; }
    void raw(std::string_view lines) { out_ += lines; }
    std::string done() && { return std::move(out_); }

private:
    Language language_;
    std::string out_;
};

void add_verbs(Page& page) {
    for (const Verb& verb : verbs()) {
        page.part(verb.words);
        page.text("epic-events " + usage(verb));
        page.paragraph(verb.help);
        page.indented(true);
        page.options(verb.options);
        page.indented(false);
    }
}

void add_names(Page& page, Language language) {
    for (const Entity entity :
         {Entity::collaborator, Entity::client, Entity::contract, Entity::payment, Entity::event}) {
        page.part(entity_name(entity));
        for (const FieldSpec& field : fields_of(entity)) page.item(field.name, field.label);
        for (const Filter filter : filters_of(entity))
            page.item("--filter " + std::string(spec(filter).name), tr(language, spec(filter).label));
    }
}

} // namespace

std::string manual(Language language) {
    Page page(language);
    // The first line tells preconv the encoding; no date, so that two builds of one source are alike.
    page.raw("'\\\" -*- coding: UTF-8 -*-\n.TH EPIC\\-EVENTS 1 \"\" \"epic\\-events " EPIC_VERSION "\"\n.nh\n.ad l\n");
    page.heading(words::manual_name);
    page.raw("epic\\-events \\- " + escaped(tr(language, words::manual_purpose)) + "\n");
    page.heading(words::manual_synopsis);
    page.example(
        "epic-events [FILE]\nepic-events VERB … [--file F --as EMAIL --password-file P] [--json] [--lang fr|en]");
    page.heading(words::manual_description);
    page.text(words::manual_intro);
    page.paragraph(words::manual_passwords);
    page.heading(words::manual_options);
    page.options(global_options());
    page.heading(words::manual_verbs);
    add_verbs(page);
    page.heading(words::manual_values);
    page.item("ID", words::manual_value_id);
    page.item("DATE", words::manual_value_date);
    page.item("starts_at=, ends_at=", words::manual_value_time);
    page.item("total=, amount=", words::manual_value_amount);
    page.item("active=, cancelled=", words::manual_value_yes_or_no);
    page.item("\"field op value\"", words::manual_value_where);
    page.heading(words::manual_fields);
    add_names(page, language);
    page.heading(words::manual_answers);
    page.text(words::manual_words);
    page.paragraph(words::manual_json);
    page.item("{total, limit, offset, items}", words::manual_json_list);
    page.item("{record, operation_id, warnings}", words::manual_json_write);
    page.item("{at, by, device, operation_id, command, field, before, after, state}", words::manual_json_history);
    page.item("{id, kind, entity, record_id, field, base, mine, theirs, reason}", words::manual_json_inbox);
    page.item("{entity, record_id, name, created, own, by, at, fields}", words::manual_json_digest);
    page.item("{minor, currency}", words::manual_json_money);
    page.item("{id, name}", words::manual_json_reference);
    page.item("{error: {code, rule, field, message, who_could}}", words::manual_json_error);
    page.heading(words::manual_exit);
    page.text(words::help_exit_codes);
    page.heading(words::manual_environment);
    page.item("EPIC_EVENTS_FILE", words::manual_variable_file);
    page.item("EPIC_EVENTS_AS", words::manual_variable_as);
    page.item("EPIC_EVENTS_PASSWORD_FILE", words::manual_variable_password);
    page.item("LANGUAGE, LC_ALL, LC_MESSAGES, LANG", words::manual_variable_locale);
    page.heading(words::manual_examples);
    page.example(
        "export EPIC_EVENTS_FILE=~/office.epic EPIC_EVENTS_AS=alice@agence.example\n"
        "export EPIC_EVENTS_PASSWORD_FILE=~/.password\n"
        "epic-events contract list --filter not-signed --sort -total\n"
        "epic-events contract add --set client=ID --set 'total=1500.00 EUR'\n"
        "epic-events event list --where 'starts_at >= 2027-06-01' --where 'attendees > 100' --json");
    return std::move(page).done();
}

} // namespace epic::cli
