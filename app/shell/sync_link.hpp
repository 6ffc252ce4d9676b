// What the runner needs of the background exporter: that it runs while someone is signed in, what it is doing, and
// the accounts on its server.
//
// A link belongs to one open store and ends before it. Threads: any, but for the destructor; `changed` may be called
// from any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/state/app_state.hpp"
#include "app/state/sync_intent.hpp"
#include "storage/store/store.hpp"

namespace epic::shell {

class SyncLink {
public:
    // Stops at the end of the batch that is under way.
    virtual ~SyncLink() = default;
    virtual void sync_now() = 0;
    virtual app::SyncStatus status() const = 0;
    virtual store::AccountServer* accounts() = 0;
    // The person signed in has another password or e-mail at the server: this file follows, and the exchange goes on
    // with it. Whether it is a one-time password, which must be changed before anything else. Blocks on the network.
    virtual Result<bool> renew(const store::SignIn& who) = 0;
    // The join file at a path, of the same server.
    virtual Result<> take_join_file(const std::string& path) = 0;
    // Compares both sides; see sync::central_verify. Blocks until stop_check, or until it is done. One at a time.
    virtual Result<app::CheckResult> check(const std::function<void(const app::answer::CheckProgress&)>& progress) = 0;
    virtual void stop_check() = 0; // any thread
    // The server has ended this person's access, and their slot is erased: the file must be closed.
    virtual bool access_ended() const = 0;
};

// Nothing for a file that never joined a server. `password` is that of the person who signed in.
std::unique_ptr<SyncLink> start_sync(store::Store& store, const std::string& password,
                                     const intl::Environment& environment, std::function<void()> changed);

struct JoinRequest {
    std::string path;
    std::string invite_path;
    std::string email;
    std::string password;
    vault::KdfLimits limits;
};
// Makes the file at `path` and fills it from the office's server. Blocks on the network. On a failure there is no file.
Result<std::unique_ptr<store::Store>> join_server(const JoinRequest& request, const intl::Environment& environment);

} // namespace epic::shell
