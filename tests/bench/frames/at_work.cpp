#include "tests/bench/frames/at_work.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <thread>

#include "tests/bench/frames/desk.hpp"
#include "tests/bench/frames/scenes.hpp"
#include "tests/support/random.hpp"

namespace epic::bench {
namespace {

namespace intent = app::intent;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void say(const char* kind, const std::string& what, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
    };
    std::printf("%s\t%s\t%.4f\t%.4f\t%.4f\t%zu\n", kind, what.c_str(), at(0.5), at(0.99), values.back(), values.size());
    std::fflush(stdout);
}

void say_memory(const std::string& what, const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (!line.starts_with(field + ":")) continue;
        say("memory", what, {std::stod(line.substr(field.size() + 1)) * 1024 / 1e6});
    }
}

// As with the keyboard: the field that is being typed into would take back what is written elsewhere.
void sign_in(Desk& desk, const AtWork& work) {
    desk.settle();
    type(work.email);
    desk.settle();
    press(ImGuiKey_Tab);
    desk.settle();
    type(work.password);
    desk.settle();
    press(ImGuiKey_Enter);
}

int guarded(const std::function<void()>& work) {
    try {
        work();
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}

class Work {
public:
    explicit Work(const AtWork& work) : work_(work), began_(Clock::now()), desk_(work.state_folder, 1440, 900) {}

    void all() {
        start();
        if (work_.parts == std::vector<std::string>{"start"}) return;
        desk_.until([&] { return desk_.state().sync.head > 0; });
        head_ = desk_.state().sync.head;
        say_memory("after the start", "VmRSS");
        for (const Scene& scene : scenes()) {
            if (work_.wants("screens") || work_.wants(scene.name)) play(scene);
        }
        if (work_.wants("keys")) keys();
        say("arrived", "changes of others that arrived meanwhile", {static_cast<double>(arrived())});
        say_memory("at the end", "VmRSS");
        say_memory("at most", "VmHWM");
    }

private:
    std::uint64_t arrived() const { return desk_.state().sync.head - head_; }

    void start() {
        desk_.send(intent::OpenFile{work_.file.string()});
        desk_.until([&] { return desk_.state().gate == app::Gate::sign_in; });
        say("start", "the program’s start to the page where one signs in", {ms_since(began_)});
        sign_in(desk_, work_);
        const auto submitted = Clock::now();
        desk_.until([&] { return desk_.state().gate == app::Gate::open && desk_.state().today.data; });
        say("start", "signing in to Today on screen", {ms_since(submitted)});
    }

    // As a person would, every half second: what others wrote arrives.
    void ask_for_news() {
        if (ms_since(asked_) < 500) return;
        asked_ = Clock::now();
        desk_.send(intent::SyncNow{});
    }

    void play(const Scene& scene) {
        scene.enter(desk_);
        std::vector<double> frames;
        for (int i = 0; i < work_.frames; ++i) {
            ask_for_news();
            scene.play(desk_, i);
            frames.push_back(desk_.frame());
            desk_.wait_for_screen();
        }
        say("frames", scene.name, frames);
    }

    void keys() {
        desk_.send(intent::ClosePalette{});
        desk_.send(intent::Cancel{});
        desk_.draw(10);
        type_into_palette();
        type_into_list(app::Section::clients, "clients");
        type_into_list(app::Section::events, "events");
    }

    // From the key to the frame that shows its result, at a screen that takes 60 pictures a second. `begun` looks at
    // the question that the key asked, `shown` whether it is answered.
    template <typename Begun, typename Shown>
    double keystroke(const std::string& letter, const Begun& begun, const Shown& shown) {
        desk_.draw(6); // of somebody who types fast
        ask_for_news();
        // A key comes at any moment between two pictures.
        std::this_thread::sleep_for(std::chrono::microseconds(random_.between(0, 16'666)));
        const auto pressed = Clock::now();
        type(letter);
        desk_.frame();
        begun();
        while (!shown()) {
            desk_.wait_for_screen();
            desk_.frame();
            if (ms_since(pressed) > 10'000) throw std::runtime_error("no result for the key “" + letter + "”");
        }
        return ms_since(pressed);
    }

    void type_into_palette() {
        std::vector<double> waits;
        for (std::size_t word = 0; waits.size() < static_cast<std::size_t>(work_.keystrokes); ++word) {
            desk_.send(intent::OpenPalette{});
            desk_.draw(10);
            std::string typed;
            for (const std::string& letter : letters(word)) {
                typed += letter;
                const auto begun = [&] {
                    if (desk_.state().palette->text != typed) throw std::runtime_error("a key asked something else");
                };
                waits.push_back(keystroke(letter, begun, [&] { return !desk_.state().palette->searching(); }));
            }
            desk_.send(intent::ClosePalette{});
            desk_.draw(10);
        }
        say("keys", "palette, over everything", waits);
    }

    void type_into_list(app::Section section, const std::string& name) {
        const Entity entity = app::entity_of(section);
        const app::ListState& list = desk_.state().list(entity);
        desk_.send(intent::GoTo{section});
        desk_.send(intent::ClearFilters{entity}); // all there are, past events too
        desk_.until([&] { return list.loaded && list.asked.empty(); });
        desk_.draw(60); // before a person has found the field
        desk_.send(intent::FocusSearch{});
        desk_.draw(10);
        std::vector<double> waits;
        for (std::size_t word = 0; waits.size() < static_cast<std::size_t>(work_.keystrokes) / 3; ++word) {
            std::string typed;
            for (const std::string& letter : letters(word)) {
                typed += letter;
                std::uint64_t question = 0;
                const auto begun = [&] {
                    question = list.generation;
                    if (list.query.text != typed) throw std::runtime_error("a key asked something else");
                };
                // Asked again for what has arrived, it has been answered.
                waits.push_back(
                    keystroke(letter, begun, [&] { return list.generation != question || list.asked.empty(); }));
            }
            erase_all();
            desk_.until([&] { return list.query.text.empty() && list.asked.empty(); });
        }
        say("keys", "list of " + name + ", filtered as one types", waits);
    }

    // By hand: the field that has the keyboard knows better than the state what is in it.
    void erase_all() {
        ImGuiIO& io = ImGui::GetIO();
        io.AddKeyEvent(ImGuiMod_Ctrl, true);
        press(ImGuiKey_A);
        desk_.draw(4);
        io.AddKeyEvent(ImGuiMod_Ctrl, false);
        desk_.draw(4);
        press(ImGuiKey_Delete);
        desk_.draw(10);
    }

    static std::vector<std::string> letters(std::size_t word) {
        static const std::vector<std::vector<std::string>> words{
            {"d", "u", "b", "o", "i", "s"},           {"l", "é", "a", " ", "m", "a", "r"},
            {"c", "h", "a", "t", "e", "a", "u"},      {"m", "o", "r", "a", "e", "u"},
            {"f", "r", "a", "n", "ç", "o", "i", "s"}, {"t", "h", "é", "â", "t", "r", "e"},
            {"r", "i", "c", "h", "a", "r", "d"},      {"g", "a", "r", "n", "i", "e", "r"},
        };
        return words.at(word % words.size());
    }

    const AtWork& work_;
    Clock::time_point began_;
    Desk desk_;
    Clock::time_point asked_{};
    std::uint64_t head_ = 0; // of the server's log, when the work began
    test::Random random_{11};
};

} // namespace

bool AtWork::wants(std::string_view part) const {
    return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
}

int work_at_desk(const AtWork& work) {
    return guarded([&] { Work(work).all(); });
}

} // namespace epic::bench
