// Every widget of the kit on pages that look like the program's, for tests and for pictures.
//
// The pages are in French, which is longer than English and has accents. Threads: the one that draws.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/ui/combo.hpp"
#include "app/ui/date_field.hpp"
#include "app/ui/feedback.hpp"
#include "app/ui/table.hpp"

namespace epic::test {

struct Gallery {
    enum class Page : std::uint8_t { list, controls, feedback, record, sign_in };
    Page page = Page::list;
    bool dialog = false;
    bool confirmation = false;
    std::int64_t rows = 57;
    bool loading = false;
    bool multi_select = false;
    ui::TableState table;
    ui::TableResult table_result;
    std::int64_t opened = -1;

    std::string search;
    bool only_mine = true;
    bool unsigned_only = false;
    std::string name, company, email, phone = "05 61 22 18 40", amount = "12 500,00", notes, password, time = "21:30";
    std::string name_error;
    ui::DateInput date{Date{2026, 12, 4}};
    std::string support;
    int view = 0;
    int tab = 0;
    bool newsletter = true;
    int saved = 0;
    int cancelled = 0;
    int pressed = 0;
    int menu_chosen = -1;
    std::vector<ui::Toast> toasts;

    void draw();

private:
    void draw_list();
    void draw_controls();
    void draw_feedback();
    void draw_record();
    void draw_sign_in();
    void draw_dialog();
    void draw_confirmation();
};

} // namespace epic::test
