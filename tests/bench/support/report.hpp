// What every bench takes and shows: its arguments, the computer it ran on, its progress, its table.
//
// Threads: one. Failures throw std::runtime_error with a sentence.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace epic::bench {

// full: what the README's table is made with, ten minutes at most. quick: one or two minutes. smoke: seconds, with
// counts that show no speed but that the bench still works.
enum class Size : unsigned char { smoke, quick, full };

struct Options {
    Size size = Size::full;
    std::vector<std::string> workloads; // empty: all
    std::filesystem::path folder;       // for the files that are measured; it exists
    std::filesystem::path tsv;          // empty: none
    std::filesystem::path markdown;     // empty: none

    bool wants(std::string_view workload) const;
    // The value for this size.
    template <typename T>
    T pick(T smoke, T quick, T full) const {
        return size == Size::smoke ? smoke : size == Size::quick ? quick : full;
    }
};

// [--quick | --smoke] [--folder FOLDER] [--tsv FILE] [--markdown FILE] [WORKLOAD …]
// The folder is TMPDIR or /var/tmp when left out: a disk, where /tmp may be memory.
Options read_options(int count, char** arguments);

// "2 cores (AMD EPYC), Debian GNU/Linux 12 (bookworm), files on ext4, load 0.31, 2026-11-24". The load is that of the
// last minute, so ask again at the end.
std::string machine_line(const std::filesystem::path& folder);

// What is being measured and the time since the beginning: one line on standard error that is written over; lines of
// their own where that is no terminal.
class Progress {
public:
    Progress() = default;
    ~Progress() { pause(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void step(std::string_view what);
    // Takes the line away, so that something else can be written.
    void pause();

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    bool on_a_line_ = false;
};

class Table {
public:
    explicit Table(std::vector<std::string> columns) : columns_(std::move(columns)) {}
    // As many cells as columns.
    void add(std::vector<std::string> row);

    std::string text() const;     // aligned, for a terminal
    std::string markdown() const; // as it stands in a README
    std::string tsv() const;

private:
    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// "1.08": as many decimals as asked for.
std::string number(double value, int decimals);
// With three digits or more that count: "0.42", "12.3", "1830".
std::string milliseconds(double value);

// Replaces the file.
void write_text(const std::filesystem::path& path, std::string_view text);

} // namespace epic::bench
