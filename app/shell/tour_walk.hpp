// The way of a tour through the program: where it goes, and what it draws there. Internal to the tour.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>

#include "app/shell/app.hpp"
#include "app/shell/offscreen.hpp"
#include "app/shell/tour.hpp"
#include "app/shell/tour_variant.hpp"
#include "app/ui/item_hooks.hpp"

namespace epic::shell {

class TourWalk : private ui::ItemSink {
public:
    TourWalk(const TourRequest& request, Offscreen& screen, const TourVariant& variant,
             const std::filesystem::path& state_folder);
    ~TourWalk() override;
    TourWalk(const TourWalk&) = delete;
    TourWalk& operator=(const TourWalk&) = delete;

    // The number of pictures written, or why there are none.
    Result<int> run();

private:
    Result<> gates();
    Result<> sign_in();
    void open(const std::string& file);
    Result<> overviews();
    Result<> palette();
    Result<> settings();
    Result<> list(app::Section section);
    Result<> list_tools(const std::string& name, Entity entity);
    Result<> record(const std::string& name, Entity entity);
    Result<> edit_in_place(const std::string& name);
    Result<> dialog(const std::string& name, app::RecordAction action, std::string_view word);
    // What is shown when nothing can be read (tour_failures.cpp).
    Result<> failures();
    Result<> what_is_written();
    // What is there until something is (tour_waiting.cpp): pages that are being read, a file that is being written.
    Result<> loading();
    Result<> export_dialog();
    // A company's first file, and its recovery key (tour_first_run.cpp).
    Result<> first_run();
    // What contradicts, in a copy of the file (tour_questions.cpp).
    Result<> questions();
    // Choosing a CSV, its columns, what would become of it, and what became of it (tour_import.cpp).
    Result<> import_dialog();
    // The first record that has something to show: payments, a company, an event to come.
    const app::Row* telling_row(const app::ListState& rows) const;

    // Whether a picture of this name is wanted, or of any whose name begins so.
    bool wants(std::string_view name) const;
    bool wants_any(std::string_view beginning) const;
    // One frame; whether something changed.
    bool frame();
    // Draws until nothing is under way and nothing moves any more; while answers are held until what waits is shown.
    void settle();
    void hold(bool held);
    Result<> take(const std::string& name);
    void go(app::Intent intent);
    // As a person would: into the field that has the keyboard; a key; an item by its name, when it is on screen.
    void type(const std::string& characters);
    void press(ImGuiKey key);
    bool point(std::string_view name);
    void click(std::string_view name);
    void rest_pointer();

    void item(ImGuiID id, ImVec4 bounds, ImVec4 clip, bool disabled, std::string_view window) override;
    void label(ImGuiID id, std::string_view whole, int status) override;
    void text(std::string_view, ImVec4, ImVec4, std::string_view, bool) override {}

    const TourRequest& request_;
    Offscreen& screen_;
    const TourVariant& variant_;
    std::unordered_map<ImGuiID, ImVec4> places_;
    std::unordered_map<std::string, ImVec4> named_;
    App app_;
    bool held_ = false;
    int taken_ = 0;
};

} // namespace epic::shell
