// What one laptop sends, without a file behind it: creations of clients, in batches, then changes of one field. The
// documents are those that the program writes, with ids as it makes them.
//
// Throws std::runtime_error; a refused operation too. Threads: each Stream is confined to one.
#pragma once

#include <string>
#include <vector>

#include "storage/sync/wire.hpp"
#include "tests/bench/office/office.hpp"

namespace epic::bench {

inline constexpr std::size_t batch_size = 500;

class Stream {
public:
    // `port` is the server's, or that of a proxy in front of it.
    Stream(const Office& office, std::uint16_t port);

    // Batches of up to `batch_size` operations, not sent yet.
    std::vector<std::string> creations(std::size_t operations);
    // Of clients that this stream has made, one after the other, one field each; the text of the new value is
    // `changed_text` long.
    std::vector<std::string> changes(std::size_t operations);
    static constexpr std::size_t changed_text = 14;

    // Puts the present fence into it, and waits for the answer.
    void send(std::string& batch);
    void send(std::vector<std::string> batches) {
        for (std::string& batch : batches) send(batch);
    }

private:
    std::vector<std::string> in_batches(std::vector<Operation> operations) const;

    const Office& office_;
    sync::Envelope envelope_;
    std::string fence_;
    struct Client {
        Id id{};
        Id written{}; // the operation that wrote it last: what the next one was made upon
    };
    std::vector<Client> clients_;
    std::size_t next_ = 0; // to be changed
    sync::Connection connection_;
};

// What the clients consist of, for those who insert the same rows.
inline constexpr std::string_view client_name = "Camille Étienne-Dubois";
inline constexpr std::string_view client_notes = "met at the fair, asks for a room for two hundred";

} // namespace epic::bench
