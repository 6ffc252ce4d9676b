#include "app/cli/input.hpp"
#include "app/cli/record_json.hpp"
#include "app/cli/search_words.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"

namespace epic::cli {
namespace {

constexpr std::int64_t hits_when_left_out = 20;

Json match_json(const SearchMatch& match) {
    Json json;
    json["field"] = spec(match.field).name;
    json["text"] = match.text;
    json["ranges"] = Json::array();
    for (const TextRange& range : match.ranges) json["ranges"].push_back({range.begin, range.length});
    return json;
}

Json hit_json(const SearchHit& hit) {
    Json json;
    json["entity"] = entity_name(hit.view.record.entity);
    json["id"] = hit.view.record.id.text();
    json["title"] = hit.title;
    json["subtitle"] = hit.subtitle.empty() ? Json(nullptr) : Json(hit.subtitle);
    json["mistyped"] = hit.mistyped;
    json["own"] = hit.own;
    json["matches"] = Json::array();
    for (const SearchMatch& match : hit.matches) json["matches"].push_back(match_json(match));
    return json;
}

} // namespace

Result<Answer> search_file(Context& context, const Call& call) {
    const auto typed = call.value("--limit");
    const std::int64_t limit = typed ? EPIC_TRY(read_count(*typed)) : hits_when_left_out;
    const SearchAnswer found = EPIC_TRY(context.store->search(call.positional("TEXT"), limit));
    Answer answer;
    answer.json["items"] = Json::array();
    Table table;
    for (const Msg* heading : {&words::found_kind, &words::found_title, &words::found_with, &words::found_in}) {
        table.columns.push_back({context.say(*heading), false});
    }
    for (const SearchHit& hit : found.hits) {
        answer.json["items"].push_back(hit_json(hit));
        const SearchMatch& match = hit.matches.front();
        table.rows.push_back({context.say(entity_kind(hit.view.record.entity)), hit.title, hit.subtitle,
                              context.say(words::found_match, {context.say(spec(match.field).label), match.text})});
    }
    answer.text = found.hits.empty() ? context.say(words::nothing_found) + "\n" : table.text();
    return answer;
}

} // namespace epic::cli
