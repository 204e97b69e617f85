// Typed text inside a `like`.
#pragma once
#include <string>

namespace musubi::db {

/// For `like … escape '!'`: the text itself, anywhere; what `like` would take for patterns stands for itself.
inline std::string anywhere(const std::string& text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace musubi::db
