#include "tests/bench/support/report.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <sys/vfs.h>
#include <thread>
#include <unistd.h>

namespace epic::bench {
namespace {

// The value behind `key` on the first line of `file` that begins with it.
std::string value_in(const char* file, std::string_view key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with(key)) continue;
        std::string value = line.substr(key.size());
        value.erase(0, value.find_first_not_of(" \t:=\""));
        value.erase(value.find_last_not_of(" \t\"") + 1);
        return value;
    }
    return "unknown";
}

std::string file_system_of(const std::filesystem::path& folder) {
    struct statfs about {};
    if (statfs(folder.c_str(), &about) != 0) return "unknown";
    switch (static_cast<unsigned long>(about.f_type)) { // statfs(2)
        case 0xef53: return "ext4";
        case 0x01021994: return "tmpfs";
        case 0x58465342: return "xfs";
        case 0x9123683e: return "btrfs";
        case 0x794c7630: return "overlay";
        default: return "another file system";
    }
}

// How many characters a terminal shows: UTF-8 without its continuation bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string joined(const std::vector<std::string>& cells, std::string_view separator) {
    std::string line;
    for (const std::string& cell : cells) {
        if (!line.empty() || &cell != &cells.front()) line += separator;
        line += cell;
    }
    return line;
}

} // namespace

bool Options::wants(std::string_view workload) const {
    return workloads.empty() || std::ranges::find(workloads, workload) != workloads.end();
}

Options read_options(int count, char** arguments) {
    Options options;
    const char* const temporary = std::getenv("TMPDIR");
    options.folder = temporary != nullptr && *temporary != '\0' ? temporary : "/var/tmp";
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        const auto value = [&] {
            if (i + 1 == count) throw std::runtime_error(std::string(argument) + " needs a value");
            return std::filesystem::path(arguments[++i]);
        };
        if (argument == "--smoke") {
            options.size = Size::smoke;
        } else if (argument == "--quick") {
            options.size = Size::quick;
        } else if (argument == "--folder") {
            options.folder = value();
        } else if (argument == "--tsv") {
            options.tsv = value();
        } else if (argument == "--markdown") {
            options.markdown = value();
        } else if (argument.starts_with("-")) {
            throw std::runtime_error("unknown argument " + std::string(argument) +
                                     ": [--quick | --smoke] [--folder FOLDER] [--tsv FILE] [--markdown FILE] "
                                     "[WORKLOAD ...]");
        } else {
            options.workloads.emplace_back(argument);
        }
    }
    if (!std::filesystem::is_directory(options.folder)) {
        throw std::runtime_error(options.folder.string() + " is no folder");
    }
    return options;
}

std::string machine_line(const std::filesystem::path& folder) {
    std::array<double, 1> load{};
    if (getloadavg(load.data(), 1) != 1) load[0] = 0;
    const std::time_t time = std::time(nullptr);
    std::tm date{};
    gmtime_r(&time, &date);
    std::array<char, 16> day{};
    std::strftime(day.data(), day.size(), "%Y-%m-%d", &date);
    return std::to_string(std::thread::hardware_concurrency()) + " cores (" + value_in("/proc/cpuinfo", "model name") +
           "), " + value_in("/etc/os-release", "PRETTY_NAME") + ", files on " + file_system_of(folder) + ", load " +
           number(load[0], 2) + ", " + day.data();
}

void Progress::step(std::string_view what) {
    pause();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
    on_a_line_ = isatty(STDERR_FILENO) == 1;
    std::cerr << number(passed.count(), 0) << " s  " << what << (on_a_line_ ? "" : "\n") << std::flush;
}

void Progress::pause() {
    if (on_a_line_) std::cerr << "\r\033[K" << std::flush;
    on_a_line_ = false;
}

void Table::add(std::vector<std::string> row) {
    assert(row.size() == columns_.size());
    rows_.push_back(std::move(row));
}

std::string Table::text() const {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        std::size_t width = width_of(columns_[column]);
        for (const auto& row : rows_) width = std::max(width, width_of(row[column]));
        widths.push_back(width);
    }
    std::string text;
    const auto add_line = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const std::string blanks(widths[column] - width_of(cells[column]), ' ');
            // The first column names, the others count.
            line += column == 0 ? cells[column] + blanks : "  " + blanks + cells[column];
        }
        text += line + "\n";
    };
    add_line(columns_);
    for (const auto& row : rows_) add_line(row);
    return text;
}

std::string Table::markdown() const {
    std::string text = "| " + joined(columns_, " | ") + " |\n|---|";
    for (std::size_t column = 1; column < columns_.size(); ++column) text += "---:|";
    text += "\n";
    for (const auto& row : rows_) text += "| " + joined(row, " | ") + " |\n";
    return text;
}

std::string Table::tsv() const {
    std::string text = joined(columns_, "\t") + "\n";
    for (const auto& row : rows_) text += joined(row, "\t") + "\n";
    return text;
}

std::string number(double value, int decimals) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string milliseconds(double value) {
    return number(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);
}

void write_text(const std::filesystem::path& path, std::string_view text) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.flush();
    if (!stream) throw std::runtime_error(path.string() + " cannot be written");
}

} // namespace epic::bench
