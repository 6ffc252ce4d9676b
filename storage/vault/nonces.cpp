#include "storage/vault/nonces.hpp"

#include <cstddef>
#include <cstring>
#include <pthread.h>

#include "storage/vault/format.hpp"
#include "storage/vault/os.hpp"

namespace epic::vault {
namespace {

constexpr std::size_t nonces_per_fill = 170;

// All zero means empty: that is what the kernel leaves of it in a child.
struct Buffer {
    std::uint64_t left;
    std::uint64_t unused;
    std::uint8_t nonces[nonces_per_fill][format::nonce_size];
};
static_assert(sizeof(Buffer) == 4096);

class Source {
public:
    static Source& instance() {
        static Source* const source = new Source; // never destroyed: the atfork handlers outlive main()
        return *source;
    }

    void next(std::uint8_t* to) {
        pthread_mutex_lock(&mutex_);
        if (buffer_->left == 0) {
            os::random_bytes(buffer_->nonces, sizeof buffer_->nonces);
            buffer_->left = nonces_per_fill;
        }
        std::uint8_t* const nonce = buffer_->nonces[--buffer_->left];
        std::memcpy(to, nonce, format::nonce_size);
        pthread_mutex_unlock(&mutex_);
    }

private:
    Source() : buffer_(static_cast<Buffer*>(os::map_page_wiped_on_fork(sizeof(Buffer)))) {
        // Holding the mutex across fork() keeps a child from inheriting it locked by a thread it lacks.
        pthread_atfork([] { pthread_mutex_lock(&instance().mutex_); }, [] { pthread_mutex_unlock(&instance().mutex_); },
                       [] {
                           instance().buffer_->left = 0;
                           pthread_mutex_unlock(&instance().mutex_);
                       });
    }

    pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
    Buffer* buffer_;
};

} // namespace

void next_nonce(std::uint8_t* to) {
    Source::instance().next(to);
}

} // namespace epic::vault
