// Asks for a file with the desktop's own dialog: xdg-desktop-portal's, else zenity's or kdialog's.
//
// The portal (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileChooser.html) shows what
// the desktop has, in front of our window, and belongs to no toolkit. Where it is missing or refuses, the programs are
// tried; where it goes away while the person chooses, the answer says that no dialog is there, and the program shows
// its own. Nothing but the chosen path comes back.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace epic::shell {

// Which dialogs may be shown. None where nobody sits in front.
struct DesktopDialogs {
    bool portal = true;
    bool programs = true; // zenity, kdialog
    std::string bus{};    // a D-Bus address; empty for the person's session
    std::string parent{}; // our window as the portal names it: "x11:1c00007"; empty when it is not known
};

struct ChooserRequest {
    bool save = false;
    std::string title;
    std::string suggested{}; // the name of a new file, with a folder or without
    std::string ending{};    // ".csv": the files of interest; empty for all
    std::string kind{};      // what these are called
    std::string all_files{}; // what all are called
};

struct ChooserAnswer {
    bool available = false; // false: no dialog is there, or it went away
    std::string path{};     // empty: nothing was chosen
};

// Threads: start, stop and the destructor from one thread; `done` is called on a thread of its own, once for each
// start, also when it is stopped.
class FileChooser {
public:
    using Done = std::function<void(ChooserAnswer)>;

    explicit FileChooser(DesktopDialogs dialogs);
    ~FileChooser();
    FileChooser(const FileChooser&) = delete;
    FileChooser& operator=(const FileChooser&) = delete;

    // A dialog that is open already is closed first: whoever asks again does not see it any more.
    void start(ChooserRequest request, Done done);
    // Closes what is open, as if nothing had been chosen, and waits for that.
    void stop();
    bool busy() const { return busy_; } // any thread

private:
    ChooserAnswer choose(const ChooserRequest& request) const;

    const DesktopDialogs dialogs_;
    int wake_ = -1; // an eventfd: somebody wants it to stop
    std::atomic<bool> busy_ = false;
    std::thread thread_;
};

// What the program of that name is started with.
std::vector<std::string> chooser_arguments(const std::string& program, const ChooserRequest& request);

} // namespace epic::shell
