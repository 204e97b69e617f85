#include "consent/consent_wording.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace musubi::consent {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kJapanese = ".ja.txt";

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.view().empty()) throw std::runtime_error("consent wording is missing: " + path.string());
  return std::move(text).str();
}

/// `2` before `10`.
bool older(const ConsentWording& a, const ConsentWording& b) {
  if (a.version.size() != b.version.size()) return a.version.size() < b.version.size();
  return a.version < b.version;
}

}  // namespace

const ConsentWording* Wordings::find(std::string_view version) const {
  const auto at = std::ranges::find(versions, version, &ConsentWording::version);
  return at == versions.end() ? nullptr : &*at;
}

Wordings load_wordings(const fs::path& data) {
  const auto folder = data / "consent_wording";
  Wordings wordings;
  if (fs::is_directory(folder))
    for (const auto& item : fs::directory_iterator(folder)) {
      const auto name = item.path().filename().string();
      if (!name.ends_with(kJapanese)) continue;
      const auto version = name.substr(0, name.size() - kJapanese.size());
      wordings.versions.push_back({version, text_of(item.path()), text_of(folder / (version + ".easy.txt")),
                                   text_of(folder / (version + ".en.txt"))});
    }
  if (wordings.versions.empty()) throw std::runtime_error("no consent wording in " + folder.string());
  std::ranges::sort(wordings.versions, older);
  return wordings;
}

}  // namespace musubi::consent
