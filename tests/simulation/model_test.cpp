// The model against the real servers: the same requests, the same answers, but for what a server invents.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>

#include "storage/sync/batch_keeper.hpp"
#include "tests/simulation/batches.hpp"
#include "tests/simulation/real_server.hpp"

using epic::model::Answer;
using epic::model::Cells;
using epic::test::Batches;
using epic::test::Random;
using epic::test::RealServer;
using epic::test::Station;
using nlohmann::json;

namespace {

std::int64_t now_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// What a server invents, or reads from its clock, is only compared as being there.
json common(std::string_view procedure, const json& answer) {
    json result = answer;
    for (const char* invented : {"fence", "chain", "seal", "now"}) {
        if (result.contains(invented)) result[invented] = result[invented].is_null() ? "none" : "some";
    }
    // What a server says of its own limits and upkeep is none of the model's business.
    for (const char* own : {"operations_max", "bytes_max", "upkeep"}) result.erase(own);
    if (result.contains("more")) result["more"] = result["more"] == true || result["more"] == 1;
    if (procedure != "sync_push") return result;
    for (json& operation : result["operations"]) {
        // In a group that is not taken, what happened to the other fields and operations is nobody's business.
        if (operation["state"] == "applied" || operation["state"] == "known") continue;
        json kept = json::array();
        const json fields = operation.value("fields", json::array());
        for (const json& field : fields) {
            if (operation["state"] == "merge" && field[1] == "merge") kept.push_back(field);
        }
        operation.erase("fields");
        if (!kept.empty()) operation["fields"] = kept;
    }
    return result;
}

json line(const Cells& cells) {
    json result = json::array();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i == 12) continue; // the server's clock
        const bool document = i >= 13 && cells[i];
        result.push_back(!cells[i] ? json() : document ? json::parse(*cells[i]) : json(*cells[i]));
    }
    return result;
}

// Rows of a page; the order in which it names what has changed is nobody's business.
json page_row(const Cells& cells) {
    json result = json::array();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        json cell = !cells[i] ? json() : i >= 5 ? json::parse(*cells[i]) : json(*cells[i]);
        if (i == 6) std::sort(cell.begin(), cell.end());
        result.push_back(std::move(cell));
    }
    return result;
}

json texts(const Cells& cells) {
    json result = json::array();
    for (const auto& cell : cells) result.push_back(cell ? json(*cell) : json());
    return result;
}

json rows_of(std::string_view procedure, const Answer& answer, std::size_t set) {
    json rows = json::array();
    if (answer.sets.size() <= set) return rows;
    for (const Cells& cells : answer.sets[set]) {
        if (procedure == "sync_pull")
            rows.push_back(line(cells));
        else if (procedure == "sync_page" || procedure == "sync_rows")
            rows.push_back(page_row(cells));
        else
            rows.push_back(texts(cells));
    }
    return rows;
}

struct Counts {
    int batches = 0, operations = 0, hellos = 0, pulls = 0, replays = 0, lines = 0, pages = 0, rows = 0, shortened = 0;
    int restored = 0, given_back = 0;
    std::map<std::string, int> outcomes;
};

class Comparison {
public:
    Comparison(Random& random, epic::test::CentralServer& server, const std::string& database, Counts& counts)
        : random_(random),
          counts_(counts),
          model_(std::string(31, '0') + "1", now_ms, [this] { return "f" + batches_.next_id().substr(1); }),
          batches_(random, model_, model_.server_id),
          real_(server, database, model_.server_id) {
        for (const char* name : {"gestion", "gestion", "commercial", "commercial", "support", "support"}) {
            const std::string id = batches_.next_id();
            batches_.callers.push_back({id, account_of(database, id), name});
        }
        for (const auto& caller : batches_.callers) {
            real_.add_account(caller.account, caller.id);
            model_.accounts[caller.account] = {.collaborator = caller.id};
        }
        Station founder{.caller = batches_.callers.front(), .device = batches_.next_id()};
        ask(founder, "sync_hello", envelope(founder, {{"cursor", "0"}}).dump());
        const json founding = json::parse(batches_.founding());
        const auto seed = [&](const std::string& fence) {
            return envelope(founder,
                            {{"fence", fence}, {"batch", std::string(31, '0') + "2"}, {"operations", founding}})
                .dump();
        };
        const Answer there = real_.seed(seed(real_fences_[founder.device].back()));
        const Answer here = model_.seed(seed(model_fences_[founder.device].back()));
        REQUIRE(there.refused == 0);
        REQUIRE(common("sync_push", json::parse(*here.sets[0][0][0])) ==
                common("sync_push", json::parse(*there.sets[0][0][0])));
        for (const auto& caller : batches_.callers) {
            for (int i = 0; i < 2; ++i) stations_.push_back({.caller = caller, .device = batches_.next_id()});
        }
        for (Station& station : stations_) ask(station, "sync_hello", batches_.hello(station));
        retire(founder.device);
    }

    void step() {
        Station& station =
            stations_[static_cast<std::size_t>(random_.between(0, static_cast<int>(stations_.size()) - 1))];
        if (model_.accounts.at(station.caller.account).state == "gone") return;
        if (random_.chance(12)) return ask(station, "sync_page", batches_.page(station));
        if (random_.chance(3)) return ask(station, "sync_hand_over", batches_.hand_over(station));
        if (random_.chance(4)) return ask(station, "sync_handed_over", batches_.handed_over(station));
        if (random_.chance(2)) return long_time_passes();
        if (random_.chance(4)) return backup_ ? server_is_restored() : back_up();
        const auto device = model_.devices.find(station.device);
        const bool lost = device == model_.devices.end() || device->second.state == "retired";
        if (lost && random_.chance(30)) {
            station = {.caller = station.caller, .device = batches_.next_id(), .cursor = station.cursor};
            return ask(station, "sync_hello", batches_.hello(station));
        }
        switch (random_.between(0, 9)) {
            case 0: return ask(station, "sync_hello", batches_.hello(station));
            case 1: return ask(station, "sync_pull", batches_.pull(station));
            case 2: // the very same request again: its answer was lost, or a copy of the file sends it
                if (station.last_push.empty()) return;
                ++counts_.replays;
                return ask(station, "sync_push", station.last_push);
            case 3: { // the same batch, altered, or under an older fence
                if (station.last_push.empty() || !random_.chance(40)) return;
                json request = json::parse(station.last_push);
                request["operations"][0]["s"] = "7";
                return ask(station, "sync_push", request.dump());
            }
            default: break;
        }
        station.last_push = batches_.push(station);
        ask(station, "sync_push", station.last_push);
    }

    void everything_is_equal() {
        Station fresh{.caller = batches_.callers.front(), .device = batches_.next_id()};
        for (const auto& caller : batches_.callers) {
            if (model_.accounts.at(caller.account).state == "ready") fresh.caller = caller;
        }
        if (model_.accounts.at(fresh.caller.account).state == "ready") {
            const std::string after = std::to_string(model_.log_from());
            ask(fresh, "sync_pull", envelope(fresh, {{"after", after}, {"operations_max", "99999"}}).dump());
        }
        std::map<std::string, json> here;
        std::map<std::string, json> there;
        for (const auto& conflict : model_.conflicts) {
            here[conflict.operation + " " + conflict.unit] = {
                conflict.record,
                conflict.author,
                conflict.base,
                json::parse(conflict.mine),
                json::parse(conflict.theirs),
                conflict.outcome,
                std::to_string(conflict.theirs_number),
                std::to_string(conflict.number),
                conflict.settled_by ? json(*conflict.settled_by) : json()};
        }
        for (const Cells& row : real_.rows("select operation, unit, record, author, base, mine, theirs, outcome, "
                                           "theirs_number, number, settled_by from conflict")) {
            there[*row[0] + " " + *row[1]] = {*row[2],
                                              *row[3],
                                              *row[4],
                                              json::parse(*row[5]),
                                              json::parse(*row[6]),
                                              *row[7],
                                              *row[8],
                                              *row[9],
                                              row[10] ? json(*row[10]) : json()};
        }
        CHECK(json(here) == json(there));
        for (const auto& [id, row] : model_.records) {
            const std::string entity(epic::entity_name(row.entity));
            std::string columns;
            for (const auto& [field, value] : row.values) columns += (columns.empty() ? "" : ", ") + field;
            const auto rows = real_.rows("select " + columns + " from " + entity + " where id = '" + id + "'");
            REQUIRE(rows.size() == 1);
            std::size_t i = 0;
            for (const auto& [field, value] : row.values) {
                INFO(entity << " " << id << " " << field);
                CHECK(value == rows[0][i++]);
            }
            std::map<std::string, std::string> versions;
            for (const auto& [unit, version] : row.versions) {
                versions[unit] = std::to_string(version.number) + " " + version.operation;
            }
            std::map<std::string, std::string> found;
            for (const Cells& version : real_.rows(
                     "select unit, concat(number, ' ', operation) from field_version where record = '" + id + "'")) {
                found[*version[0]] = *version[1];
            }
            CHECK(versions == found);
        }
    }

private:
    void back_up() {
        backup_ = model_;
        real_.back_up();
    }

    Station somebody_of(bool management) {
        std::vector<Station> fits;
        for (const auto& caller : batches_.callers) {
            const auto& row = model_.records.at(caller.id);
            const bool manages = row.flag("active") && row.get("department") == "gestion";
            if (model_.accounts.at(caller.account).state == "ready" && manages == management)
                fits.push_back({.caller = caller, .device = batches_.next_id()});
        }
        return fits.empty() ? Station{} : random_.pick(fits);
    }

    // The whole log after a number, as each server gave it, batch by batch.
    std::pair<std::vector<std::string>, std::vector<std::string>> batches_after(const Station& asks,
                                                                                std::uint64_t number) {
        const std::string request =
            envelope(asks, {{"after", std::to_string(number)}, {"operations_max", "99999"}}).dump();
        const auto documents = [](const Answer& answer) {
            REQUIRE(answer.refused == 0);
            epic::sync::BatchKeeper keeper;
            for (std::size_t set = 1; set < answer.sets.size(); ++set) {
                for (const Cells& cells : answer.sets[set]) {
                    const std::vector<std::optional<std::string_view>> row(cells.begin(), cells.end());
                    keeper.take(set, row);
                }
            }
            std::vector<std::string> all;
            for (const auto& batch : keeper.batches()) all.push_back(batch.document);
            return all;
        };
        return {documents(model_.call(asks.caller.account, "sync_pull", request)),
                documents(real_.call(asks.caller.account, "sync_pull", request))};
    }

    // Yesterday's backup is played back; some of what was lost is returned, right and wrong, and management confirms.
    void server_is_restored() {
        const Station asks = somebody_of(true);
        if (asks.device.empty()) return;
        const std::uint64_t known = std::max(backup_->head, model_.log_from());
        const auto [here, there] = batches_after(asks, known);
        REQUIRE(here.size() == there.size());
        std::map<std::string, std::string> gone;
        for (const auto& [name, account] : model_.accounts) {
            if (account.state == "gone") gone[name] = account.state;
        }
        model_.restore(*backup_);
        real_.restore();
        backup_.reset();
        ++counts_.restored;
        for (const auto& [name, state] : gone) {
            model_.accounts.at(name).state = state;
            real_.rows("update account set state = 'gone' where name = '" + name + "'");
        }
        Station management = somebody_of(true);
        if (management.device.empty()) return;
        const auto step = [&](Station& who, const char* what) {
            ask(who, "central_restored", envelope(who, {{"step", what}}).dump());
        };
        if (Station other = somebody_of(false); !other.device.empty()) step(other, "begin");
        const auto give_back = [&](std::size_t from, std::size_t count) {
            json mine = envelope(management, {{"batches", json::array()}}), theirs = mine;
            for (std::size_t i = from; i < std::min(from + count, here.size()); ++i) {
                mine["batches"].push_back(json::parse(here[i]));
                theirs["batches"].push_back(json::parse(there[i]));
            }
            if (mine["batches"].empty()) return;
            ++counts_.given_back;
            if (random_.chance(5)) {
                mine["batches"][0]["lines"][0][5] = theirs["batches"][0]["lines"][0][5] = "client.forged";
            }
            ask_each(management, "sync_return", mine.dump(), theirs.dump());
        };
        if (random_.chance(20)) give_back(0, 1); // before it waits for that
        step(management, "begin");
        for (int i = 0; i < 3 && random_.chance(80); ++i) {
            ask(stations_[0], "sync_hello", batches_.hello(stations_[0]));
            ask(management, "sync_common", common_request(management, 0));
            const std::size_t from = random_.chance(70) ? 0 : static_cast<std::size_t>(random_.between(0, 3));
            give_back(from, static_cast<std::size_t>(random_.between(1, static_cast<int>(here.size()) + 1)));
        }
        step(management, random_.chance(20) ? "begin" : "confirm");
        Station confirms = somebody_of(true); // accounts may have been closed by what came back
        if (confirms.device.empty()) confirms = management;
        step(confirms, "confirm");
        ask(confirms, "sync_common", common_request(confirms, 2));
        std::vector<std::string> ids;
        for (const auto& [id, row] : model_.records) {
            if (row.entity == epic::Entity::client && random_.chance(60)) ids.push_back(id);
        }
        ids.push_back(batches_.next_id());
        for (Station& station : stations_) {
            if (model_.accounts.at(station.caller.account).state == "gone" || !random_.chance(70)) continue;
            station = {.caller = station.caller, .device = batches_.next_id(), .cursor = model_.log_from()};
            ask(station, "sync_hello", batches_.hello(station));
        }
        ask(confirms, "sync_rows", envelope(confirms, {{"entity", "client"}, {"ids", ids}}).dump());
    }

    // Places in the log that are the server's (its own chains are put in by ask), and others.
    std::string common_request(const Station& who, int wrong) {
        json known = json::array();
        for (int i = 0; i < wrong; ++i) known.push_back({std::to_string(random_.between(1, 9)), std::string(64, 'c')});
        known.push_back({std::to_string(model_.head), "head"});
        return envelope(who, {{"known", known}}).dump();
    }

    void retire(const std::string& device) {
        real_.rows("update device set state = 'retired' where id = '" + device + "'");
        model_.devices.at(device).state = "retired";
    }

    // Who is behind is given up, and the log is shortened up to what the others have.
    void long_time_passes() {
        const std::uint64_t place = random_.pick(stations_).cursor;
        for (const auto& [id, device] : model_.devices) {
            if (device.state == "active" && device.cursor < place) retire(id);
        }
        const auto gestion = std::find_if(batches_.callers.begin(), batches_.callers.end(), [&](const auto& caller) {
            const auto& row = model_.records.at(caller.id);
            return model_.accounts.at(caller.account).state == "ready" && row.flag("active") &&
                   row.get("department") == "gestion";
        });
        if (gestion == batches_.callers.end()) return;
        real_.rows("update batch set at = 0");
        const Station asks{.caller = *gestion, .device = batches_.next_id()};
        REQUIRE(real_.call(gestion->account, "central_upkeep", envelope(asks, json::object()).dump()).refused == 0);
        // Nobody waits for a device that was given up: an account that is closing may be gone now.
        for (const Cells& row : real_.rows("select name, state from account")) {
            model_.accounts.at(*row[0]).state = *row[1];
        }
        const std::uint64_t before = model_.log_from();
        model_.shorten_log();
        if (model_.log_from() > before) ++counts_.shortened;
    }

    static std::string account_of(const std::string& database, const std::string& id) {
        return "epic_" + epic::model::sha256(database + id).substr(0, 24);
    }

    json envelope(const Station& station, json more) const {
        more.update({{"protocol", "1"}, {"schema", "1"}, {"server_id", model_.server_id}, {"device", station.device}});
        return more;
    }

    // The same request for both: fences and chains, which each server invents for itself, are put in by their order.
    void ask(Station& station, std::string_view procedure, const std::string& text) {
        const json request = json::parse(text);
        const auto translated = [&](auto& fences, auto& chains) {
            json own = request;
            const auto number = [](const json& name) {
                return static_cast<std::size_t>(std::stoul(name.get<std::string>()));
            };
            if (own.contains("fence") && own["fence"].get<std::string>().size() < 8) {
                own["fence"] = fences[station.device].at(number(own["fence"]));
            }
            if (own.contains("chain") && own["chain"].get<std::string>().size() < 8) {
                own["chain"] = chains[station.device].at(number(own["chain"]));
            }
            return own.dump();
        };
        ask_each(station, procedure, translated(model_fences_, model_chains_), translated(real_fences_, real_chains_));
    }

    void ask_each(Station& station, std::string_view procedure, std::string to_model, std::string to_real) {
        const std::string& text = to_model;
        if (procedure == "sync_common") {
            const auto with_chain = [](std::string& request, const std::string& chain) {
                const std::size_t at = request.find("\"head\"");
                if (at != std::string::npos) request.replace(at + 1, 4, chain);
            };
            with_chain(to_model, model_.chain);
            with_chain(to_real, *real_.rows("select chain from head")[0][0]);
        }
        const Answer here = model_.call(station.caller.account, procedure, to_model);
        const Answer there = real_.call(station.caller.account, procedure, to_real);
        INFO(procedure << " " << text);
        INFO("model: " << here.refused << " " << here.reason << " " << (here.refused ? "" : *here.sets[0][0][0]));
        INFO("real:  " << there.refused << " " << there.reason << " " << (there.refused ? "" : *there.sets[0][0][0]));
        REQUIRE(here.refused == there.refused);
        count(procedure, here);
        // Who has less than the log begins with fetches the pages, and goes on from there.
        if (here.refused == 31'015) station.cursor = model_.log_from(), station.chain.clear();
        if (here.refused != 0) return;
        const json mine = json::parse(*here.sets[0][0][0]);
        const json theirs = json::parse(*there.sets[0][0][0]);
        REQUIRE(common(procedure, mine) == common(procedure, theirs));
        if (mine.contains("fence") && mine["fence"].is_string()) {
            model_fences_[station.device].push_back(mine["fence"]);
            real_fences_[station.device].push_back(theirs["fence"]);
            station.fence = std::to_string(model_fences_[station.device].size() - 1);
        }
        // The second set of a pull are the batches, which are the server's own.
        for (const std::size_t set : {procedure == "sync_pull" ? 2U : 1U, 2U}) {
            const json rows = rows_of(procedure, here, set);
            REQUIRE(rows == rows_of(procedure, there, set));
        }
        if (procedure == "sync_page") counts_.rows += static_cast<int>(here.sets[1].size());
        if (procedure != "sync_pull") return;
        counts_.lines += static_cast<int>(here.sets[2].size());
        station.cursor = std::stoull(mine["to"].get<std::string>());
        model_chains_[station.device].push_back(mine["chain"]);
        real_chains_[station.device].push_back(theirs["chain"]);
        station.chain = std::to_string(model_chains_[station.device].size() - 1);
    }

    void count(std::string_view procedure, const Answer& answer) {
        if (procedure == "sync_hello") ++counts_.hellos;
        if (procedure == "sync_pull") ++counts_.pulls;
        if (procedure == "sync_page") ++counts_.pages;
        if (answer.refused != 0) ++counts_.outcomes["refused " + std::to_string(answer.refused)];
        if (procedure != "sync_push" || answer.refused != 0) return;
        ++counts_.batches;
        const json document = json::parse(*answer.sets[0][0][0]);
        for (const json& one : document["operations"]) {
            ++counts_.operations;
            std::string what = one["state"];
            if (one["state"] == "refused") what += " " + one.value("rule", one["code"].get<std::string>());
            ++counts_.outcomes[what];
            const json fields = one.value("fields", json::array());
            for (const json& field : fields) ++counts_.outcomes["field " + field[1].get<std::string>()];
        }
    }

    Random& random_;
    Counts& counts_;
    epic::model::Server model_;
    std::optional<epic::model::Server> backup_;
    Batches batches_;
    RealServer real_;
    std::vector<Station> stations_;
    using ByDevice = std::map<std::string, std::vector<std::string>>;
    ByDevice model_fences_, real_fences_, model_chains_, real_chains_;
};

} // namespace

TEST_CASE("the model and a real server answer random batches alike") {
    epic::test::CentralServer server;
    Counts counts;
    int database = 0;
    epic::test::for_each_seed(6, [&](Random& random) {
        Comparison comparison(random, server, "model_" + std::to_string(++database), counts);
        for (int i = 0; i < 120; ++i) comparison.step();
        comparison.everything_is_equal();
    });
    std::printf("model against %s: %d batches of %d operations, %d replays, %d hellos, %d pulls, %d lines of the log\n",
                std::string(epic::test::server_kind_name(server.kind())).c_str(), counts.batches, counts.operations,
                counts.replays, counts.hellos, counts.pulls, counts.lines);
    std::printf("  %d pages of %d rows, the log shortened %d times, restored %d times, %d times batches given back\n",
                counts.pages, counts.rows, counts.shortened, counts.restored, counts.given_back);
    for (const auto& [what, how_often] : counts.outcomes) std::printf("  %-44s %6d\n", what.c_str(), how_often);
}
