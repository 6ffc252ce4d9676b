#include "app/shell/tour.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "app/shell/shell_words.hpp"
#include "app/shell/still_world.hpp"
#include "app/shell/tour_walk.hpp"
#include "assets/catalogue.hpp"

namespace epic::shell {
namespace {

std::string first_line(const std::string& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    return line;
}

std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const std::string_view part = list.substr(0, list.find(','));
        if (!part.empty()) parts.emplace_back(part);
        list.remove_prefix(std::min(part.size() + 1, list.size()));
    }
    return parts;
}

struct Arguments {
    TourRequest request;
    std::optional<Department> demonstration;
};

// Nothing when they are not understood.
std::optional<Arguments> understand(const std::vector<std::string>& arguments) {
    if (arguments.size() < 2) return std::nullopt;
    Arguments made;
    TourRequest& request = made.request;
    request.folder = arguments[0];
    std::size_t at = 1;
    if (!arguments[1].starts_with("--")) request.file = arguments[at++];
    if ((arguments.size() - at) % 2 != 0) return std::nullopt;
    for (; at + 1 < arguments.size(); at += 2) {
        const std::string& value = arguments[at + 1];
        if (arguments[at] == "--as") {
            request.email = value;
        } else if (arguments[at] == "--password-file") {
            request.password = first_line(value);
        } else if (arguments[at] == "--variants") {
            request.variants = parts_of(value);
        } else if (arguments[at] == "--screens") {
            request.screens = parts_of(value);
        } else if (arguments[at] == "--demonstration") {
            made.demonstration = parse_department(value);
            if (!made.demonstration) return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (request.file.empty() != made.demonstration.has_value()) return std::nullopt;
    return made;
}

Result<int> draw(Arguments& arguments) {
    TourRequest& request = arguments.request;
    if (!arguments.demonstration) return draw_tour(request);
    const StillWorld world;
    const std::filesystem::path file = std::filesystem::path(request.folder) / "demonstration.epic";
    std::error_code ignored;
    std::filesystem::create_directories(request.folder, ignored);
    const auto remove = [&] {
        for (const char* suffix : {"", "-wal"}) std::filesystem::remove(file.string() + suffix, ignored);
    };
    remove();
    const auto people = EPIC_TRY(world.make_demonstration(file));
    const StillWorld::Person& person = people[static_cast<std::size_t>(*arguments.demonstration)];
    request.file = file.string();
    request.email = person.email;
    request.password = person.password;
    request.environment = &world.environment();
    request.may_write = true;
    auto drawn = draw_tour(request);
    remove();
    return drawn;
}

} // namespace

Result<int> draw_tour(const TourRequest& request) {
    assets::install_catalogues();
    std::error_code ignored;
    std::filesystem::create_directories(request.folder, ignored);
    // What the tour opens is not remembered among the person's own files.
    const std::filesystem::path state_folder = std::filesystem::path(request.folder) / ".state";
    std::vector<std::string> names = request.variants;
    if (names.empty()) names.assign(usual_variants().begin(), usual_variants().end());
    int taken = 0;
    for (const std::string& name : names) {
        const auto variant = parse_variant(name);
        if (!variant)
            return Error{.code = ErrorCode::invalid_value, .message = Message(words::tour_no_variant, {name})};
        Offscreen screen = EPIC_TRY(Offscreen::create(variant->width, variant->height, variant->scale));
        taken += EPIC_TRY(TourWalk(request, screen, *variant, state_folder).run());
        std::filesystem::remove_all(state_folder, ignored);
    }
    return taken;
}

int run_tour(const std::vector<std::string>& arguments) {
    auto understood = understand(arguments);
    if (!understood) return 2;
    assets::install_catalogues();
    const auto taken = draw(*understood);
    if (!taken) {
        const std::string text =
            tr(Language::english, words::tour_failed, {taken.error().message.in(Language::english)});
        std::fprintf(stderr, "%s\n", text.c_str());
        return 1;
    }
    const std::string text =
        tr(Language::english, words::tour_done, {std::to_string(*taken), understood->request.folder});
    std::printf("%s\n", text.c_str());
    return 0;
}

} // namespace epic::shell
