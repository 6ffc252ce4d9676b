#include "tests/support/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace epic::test {
namespace {

struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(BIO* bytes) const { BIO_free(bytes); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using X509Pointer = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

void must(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("libcrypto: ") + what);
}

Key new_key() {
    Key key(EVP_EC_gen("P-256"));
    must(key != nullptr, "EVP_EC_gen");
    return key;
}

template <typename Write>
std::string text_of(Write write) {
    const std::unique_ptr<BIO, Free> bytes(BIO_new(BIO_s_mem()));
    must(bytes && write(bytes.get()) == 1, "PEM");
    char* begin = nullptr;
    const long length = BIO_get_mem_data(bytes.get(), &begin);
    return {begin, static_cast<std::size_t>(length)};
}

std::string pem_of(X509* certificate) {
    return text_of([&](BIO* bytes) { return PEM_write_bio_X509(bytes, certificate); });
}

std::string pem_of(EVP_PKEY* key) {
    return text_of(
        [&](BIO* bytes) { return PEM_write_bio_PrivateKey(bytes, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

void set_time(ASN1_TIME* time, std::chrono::hours from_now) {
    must(X509_gmtime_adj(time, std::chrono::seconds(from_now).count()) != nullptr, "X509_gmtime_adj");
}

X509Pointer begin_certificate(EVP_PKEY* key, const std::string& common_name, const CertificateOptions& options) {
    X509Pointer certificate(X509_new());
    must(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "X509_new");
    std::uint64_t serial = 0;
    must(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "RAND_bytes");
    must(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1U) == 1, "serial");
    set_time(X509_getm_notBefore(certificate.get()), options.valid_from);
    set_time(X509_getm_notAfter(certificate.get()), options.valid_until);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0) == 1,
         "name");
    must(X509_set_pubkey(certificate.get(), key) == 1, "public key");
    return certificate;
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, value.c_str());
}

} // namespace

struct Authority::Keys {
    Key key;
    X509Pointer certificate;
};

Authority::Authority(const std::string& name) : keys_(std::make_unique<Keys>()) {
    keys_->key = new_key();
    keys_->certificate = begin_certificate(keys_->key.get(), name, {});
    X509* const own = keys_->certificate.get();
    must(X509_set_issuer_name(own, X509_get_subject_name(own)) == 1, "issuer");
    extend(own, own, NID_basic_constraints, "critical,CA:TRUE");
    extend(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    must(X509_sign(own, keys_->key.get(), EVP_sha256()) > 0, "X509_sign");
    pem_ = pem_of(own);
}
Authority::~Authority() = default;
Authority::Authority(Authority&&) noexcept = default;
Authority& Authority::operator=(Authority&&) noexcept = default;

Certificate Authority::issue(const CertificateOptions& options) const {
    const Key key = new_key();
    const X509Pointer certificate = begin_certificate(key.get(), "epic-events test server", options);
    X509* const issuer = keys_->certificate.get();
    must(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) == 1, "issuer");
    extend(certificate.get(), issuer, NID_basic_constraints, "CA:FALSE");
    extend(certificate.get(), issuer, NID_ext_key_usage, "serverAuth");
    extend(certificate.get(), issuer, NID_subject_alt_name, options.names);
    must(X509_sign(certificate.get(), keys_->key.get(), EVP_sha256()) > 0, "X509_sign");
    return {pem_of(certificate.get()), pem_of(key.get())};
}

} // namespace epic::test
