#include "app/shell/state_file.hpp"

#include <fstream>
#include <sstream>
#include <system_error>

namespace epic::shell {

std::string read_state(const std::filesystem::path& folder, const std::string& name) {
    std::ifstream in(folder / name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write_state(const std::filesystem::path& folder, const std::string& name, const std::string& text) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    const std::filesystem::path beside = folder / (name + ".new");
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out << text;
        if (!out.flush()) return;
    }
    std::filesystem::rename(beside, folder / name, ignored);
}

} // namespace epic::shell
