// Certificates for test servers: an authority of our own, and what it signs, good and bad.
//
// Made with libcrypto in a millisecond. Nothing here fails as a value: a test without certificates cannot run,
// so these throw std::runtime_error. Threads: pure values. Source: RFC 5280.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace epic::test {

struct CertificateOptions {
    std::string names = "IP:127.0.0.1,DNS:localhost"; // as subjectAltName
    // From today.
    std::chrono::hours valid_from{-24};
    std::chrono::hours valid_until{24 * 30};
};

struct Certificate {
    std::string pem;
    std::string key_pem;
};

class Authority {
public:
    explicit Authority(const std::string& name = "epic-events test CA");
    ~Authority();
    Authority(Authority&&) noexcept;
    Authority& operator=(Authority&&) noexcept;

    const std::string& pem() const { return pem_; }
    Certificate issue(const CertificateOptions& options = {}) const;

private:
    struct Keys;
    std::unique_ptr<Keys> keys_;
    std::string pem_;
};

} // namespace epic::test
