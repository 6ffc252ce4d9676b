// What a person can check of their connection with the server, and the change of its join file. None of it is secret.
//
// Threads: those of the store; needs no server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/store/store.hpp"
#include "storage/sync/credential.hpp"
#include "storage/sync/invitation.hpp"

namespace epic::sync {

struct ConnectionFacts {
    std::vector<Host> servers; // in the order in which they are tried
    std::string database;
    std::string server_id;
    std::string certificate; // of the authority, as ca_fingerprint gives it; empty when it cannot be read
    std::string login;       // the e-mail
    std::string account;     // its name at the server
    std::string device_name; // as the server's list of devices shows it
    Id device{};
};
// not_ours: the file never joined.
Result<ConnectionFacts> connection_facts(store::Store& store, const Credential& credential);

// This computer's name.
std::string device_name();

// SHA-256 of the first certificate of a PEM text, as `openssl x509 -fingerprint -sha256` prints it: "4A:0F:…". Empty
// for what is no certificate. Source: RFC 7468 (PEM); the digest is of the DER bytes.
std::string ca_fingerprint(std::string_view pem);

// From now on the servers and the authority of another join file of the same server. Tell the exporter (Exporter::use).
// invalid_value: it is no join file, or another server's.
Result<> renew_invitation(store::Store& store, std::string_view join_file);

} // namespace epic::sync
