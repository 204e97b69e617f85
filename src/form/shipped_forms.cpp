#include <fmt/format.h>

#include <utility>

#include "form/form.hpp"

namespace musubi::form {
namespace {

#include "shipped_forms.inc"

/// FNV-1a, 64 bits: tells two texts of ours apart; nothing to keep a secret with.
std::string mark_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const auto c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

}  // namespace

const std::vector<ShippedForm>& shipped_forms() {
  static const std::vector<ShippedForm> kAll = [] {
    std::vector<ShippedForm> all;
    for (const auto& [key, text] : kShippedForms)
      if (!key.empty())
        all.push_back({std::string(key), std::string(text), mark_of(text), read_questionnaire(text).form});
    return all;
  }();
  return kAll;
}

}  // namespace musubi::form
