// The text people agree to (同意文), in Japanese, やさしい日本語 and English, in numbered versions that never
// change once somebody may have signed them. Never stored in the database: a consent keeps the version it was
// given on. Compiled in from data/consent_wording/<version>.{ja,easy,en}.txt, our own words.
#pragma once
#include <string>

#include "base/json.hpp"

namespace musubi::consent {

struct ConsentWording {
  std::int64_t version = 0;
  std::string body_ja;
  std::string body_easy_ja;
  std::string body_en;
};
BOOST_DESCRIBE_STRUCT(ConsentWording, (), (version, body_ja, body_easy_ja, body_en))

/// What is shown to whoever consents today.
ConsentWording newest_wording();
/// Whether a consent may name this version.
bool is_known_wording(std::int64_t version);

}  // namespace musubi::consent
