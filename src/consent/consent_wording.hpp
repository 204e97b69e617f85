// The text people agree to (同意文), in Japanese, やさしい日本語 and English, in numbered versions that never change once
// somebody may have signed them. Never stored in the database: a consent keeps the version it was given on.
// Texts: data/consent_wording/<version>.{ja,easy,en}.txt, our own words.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace musubi::consent {

struct ConsentWording {
  std::string version;
  std::string body_ja;
  std::string body_easy_ja;
  std::string body_en;
};
BOOST_DESCRIBE_STRUCT(ConsentWording, (), (version, body_ja, body_easy_ja, body_en))

/// Every version, oldest first.
struct Wordings {
  std::vector<ConsentWording> versions;
  [[nodiscard]] const ConsentWording& newest() const { return versions.back(); }
  [[nodiscard]] const ConsentWording* find(std::string_view version) const;
};

/// Reads `<data>/consent_wording/`. Throws `std::runtime_error` naming the file if a text is missing or empty: an
/// incomplete installation does not start.
Wordings load_wordings(const std::filesystem::path& data);

}  // namespace musubi::consent
