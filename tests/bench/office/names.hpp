// French people, companies, places and notes, made up, with the skew of real ones: a few names are everywhere, most are
// rare. The same seed gives the same texts.
#pragma once

#include <string>
#include <vector>

#include "tests/support/random.hpp"

namespace epic::bench {

class Names {
public:
    explicit Names(test::Random& random);

    struct Person {
        std::string full_name;
        std::string email;
        std::string phone;
    };
    Person person();
    std::string company();
    std::string event_title();
    std::string venue();
    std::string address();
    std::string notes(int words_min, int words_max);

private:
    // The i-th is picked about 1/i times as often as the first (Zipf).
    const std::string& skewed(const std::vector<std::string>& from);
    std::string invented(int syllables_min, int syllables_max);

    test::Random& random_;
    std::vector<std::string> family_names_;
    std::vector<std::string> towns_;
    std::vector<std::string> words_;
};

} // namespace epic::bench
