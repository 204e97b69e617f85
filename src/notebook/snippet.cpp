// The text around a search hit. Hits are found in the folded text; their places in the text as written are
// found by folding prefixes, because folding changes lengths (㌔→キロ, ﾊﾞ→ば).
#include <algorithm>

#include "base/text.hpp"
#include "notebook/notebook.hpp"

namespace musubi::notebook {
namespace {

constexpr std::size_t kBeforeHit = 30;
constexpr std::size_t kWindow = 80;
constexpr std::size_t kMaxMatches = 20;

std::vector<std::string> folded_words(std::string_view words) {
  std::vector<std::string> out;
  const auto folded = text::fold(words);  // an ideographic space becomes a plain one
  std::size_t from = 0;
  while (from < folded.size()) {
    const auto start = folded.find_first_not_of(" \t\n", from);
    if (start == std::string::npos) break;
    const auto end = std::min(folded.find_first_of(" \t\n", start), folded.size());
    out.push_back(folded.substr(start, end - start));
    from = end;
  }
  return out;
}

/// Byte offsets at which the scalar values of a text begin, and its end.
std::vector<std::size_t> boundaries(std::string_view utf8) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < utf8.size(); ++i)
    if ((static_cast<unsigned char>(utf8[i]) & 0xC0U) != 0x80U) at.push_back(i);
  at.push_back(utf8.size());
  return at;
}

/// The last boundary whose prefix folds to at most `folded_length` bytes.
std::size_t boundary_of(std::string_view utf8, const std::vector<std::size_t>& at,
                        std::size_t folded_length) {
  const auto first_longer = std::partition_point(at.begin(), at.end(), [&](std::size_t offset) {
    return text::fold(utf8.substr(0, offset)).size() <= folded_length;
  });
  return first_longer == at.begin() ? 0 : static_cast<std::size_t>(first_longer - at.begin()) - 1;
}

std::int64_t utf16_length(std::string_view utf8) {
  std::int64_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
  }
  return units;
}

std::size_t first_hit(const std::string& folded, const std::vector<std::string>& words) {
  auto hit = std::string::npos;
  for (const auto& word : words) hit = std::min(hit, folded.find(word));
  return hit;
}

/// Places in the window, in UTF-16 units, in order, overlaps joined.
std::vector<SnippetMatch> matches_in(std::string_view window, const std::vector<std::string>& words) {
  const auto folded = text::fold(window);
  const auto at = boundaries(window);
  std::vector<std::pair<std::size_t, std::size_t>> found;  // bytes of the window
  for (const auto& word : words)
    for (auto hit = folded.find(word); hit != std::string::npos && found.size() < kMaxMatches;
         hit = folded.find(word, hit + word.size())) {
      const auto start = at[boundary_of(window, at, hit)];
      const auto end = at[boundary_of(window, at, hit + word.size())];
      if (start < end) found.emplace_back(start, end);
    }
  std::ranges::sort(found);
  std::vector<SnippetMatch> matches;
  std::size_t covered = 0;
  for (const auto& [start, end] : found) {
    if (end <= covered) continue;
    const auto from = std::max(start, covered);
    const auto length = utf16_length(window.substr(from, end - from));
    if (!matches.empty() && from == covered)
      matches.back().length += length;
    else
      matches.push_back({utf16_length(window.substr(0, from)), length});
    covered = end;
  }
  return matches;
}

}  // namespace

bool has_word(std::string_view body, std::string_view words) {
  return first_hit(text::fold(body), folded_words(words)) != std::string::npos;
}

Snippet snippet_of(std::string_view body, std::string_view words) {
  const auto wanted = folded_words(words);
  const auto at = boundaries(body);
  const auto hit = first_hit(text::fold(body), wanted);
  const auto hit_at = hit == std::string::npos ? 0 : boundary_of(body, at, hit);
  const auto first = hit_at > kBeforeHit ? hit_at - kBeforeHit : 0;
  const auto last = std::min(first + kWindow, at.size() - 1);

  Snippet snippet;
  snippet.text = std::string(body.substr(at[first], at[last] - at[first]));
  std::ranges::replace_if(
      snippet.text, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  snippet.matches = matches_in(snippet.text, wanted);
  return snippet;
}

}  // namespace musubi::notebook
