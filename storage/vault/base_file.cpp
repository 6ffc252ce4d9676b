#include "storage/vault/base_file.hpp"

#include <cassert>
#include <cstring>

namespace epic::vault {

namespace {

sqlite3_vfs* replacement = nullptr;

} // namespace

void replace_base_vfs(sqlite3_vfs* vfs) {
    replacement = vfs;
}

sqlite3_vfs* base_vfs() {
    if (replacement != nullptr) return replacement;
    static sqlite3_vfs* const vfs = [] {
        sqlite3_initialize();
        return sqlite3_vfs_find("unix-excl");
    }();
    assert(vfs != nullptr);
    return vfs;
}

int BaseFile::open(const char* name, int flags, int* flags_out) {
    assert(!is_open());
    const auto size = static_cast<std::size_t>(base_vfs()->szOsFile);
    memory_ = std::make_unique<std::byte[]>(size);
    const int rc = base_vfs()->xOpen(base_vfs(), name, get(), flags, flags_out);
    if (rc != SQLITE_OK) {
        if (get()->pMethods != nullptr) methods()->xClose(get());
        memory_.reset();
    }
    return rc;
}

int BaseFile::close() {
    if (!is_open()) return SQLITE_OK;
    const int rc = methods()->xClose(get());
    memory_.reset();
    return rc;
}

NamedBaseFile::~NamedBaseFile() {
    file_.close();
    if (name_ != nullptr) sqlite3_free_filename(const_cast<char*>(name_));
}

int NamedBaseFile::open(const std::string& path, int flags, int* flags_out) {
    assert(name_ == nullptr);
    base_vfs();
    const std::string journal = path + "-journal";
    const std::string log = path + "-wal";
    name_ = sqlite3_create_filename(path.c_str(), journal.c_str(), log.c_str(), 0, nullptr);
    if (name_ == nullptr) return SQLITE_NOMEM;
    return file_.open(name_, flags, flags_out);
}

} // namespace epic::vault
