#include "db/fulltext.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace musubi::db {
namespace {

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return parts;
    text.remove_prefix(start);
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

void append_hex(std::string& out, const Uuid& uuid) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const auto byte : uuid.bytes) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
}

/// One token a scope. The region belongs to it: ids come from clients, and another region may hold the same
/// one.
std::string scope_token(RegionId region, const Uuid& scope) {
  std::string token = "s";
  append_hex(token, region.uuid);
  append_hex(token, scope);
  return token;
}

/// Pairs keep their order, for phrases; single characters are kept once, only ever asked for alone.
struct Tokens {
  std::string pairs;
  std::string singles;
};
Tokens tokens_of(std::string_view folded) {
  Tokens tokens{text::index_bigrams(folded), {}};
  const auto all = text::index_unigrams(folded);
  auto singles = split(all);
  std::ranges::sort(singles);
  const auto repeats = std::ranges::unique(singles);
  singles.erase(repeats.begin(), repeats.end());
  for (const auto single : singles) {
    if (!tokens.singles.empty()) tokens.singles += ' ';
    tokens.singles += single;
  }
  return tokens;
}

// --- SQLite: FTS5
// ------------------------------------------------------------------------------------------- The index is
// written last in a commit. FTS5 gathers words in memory until the next savepoint, and SQLite sets one of its
// own at many a plain insert; each text would become a segment to be merged (measured: 700 against 8,000
// entries a second).

/// What the index was given for an item; it must be told the same to forget it (contentless table,
/// SQLite 3.40).
std::string fts5_text(RegionId region, const Uuid& scope, std::string_view folded) {
  const auto tokens = tokens_of(folded);
  std::string all = scope_token(region, scope);
  for (const auto* part : {&tokens.pairs, &tokens.singles}) {
    if (part->empty()) continue;
    all += ' ';
    all += *part;
  }
  return all;
}

void remove_from_fts5(Tx& tx, RegionId region, const Uuid& item) {
  const auto old = tx.first<std::tuple<std::int64_t, Uuid, std::string>>(
      "select search_id, scope_id, folded from search_item where region_id = $1 and item_id = $2", region,
      item);
  if (!old) return;
  const auto& [id, scope, folded] = *old;
  tx.at_commit([id, tokens = fts5_text(region, scope, folded)](Tx& last) {
    last.run("insert into search_text (search_text, rowid, tokens) values ('delete', $1, $2)", id, tokens);
  });
  tx.run("delete from search_item where region_id = $1 and item_id = $2", region, item);
}

void add_to_fts5(Tx& tx, RegionId region, const Uuid& scope, const Uuid& item, std::string_view text) {
  const auto folded = text::fold(text);
  const auto id = tx.one<std::int64_t>(R"(
    insert into search_item (region_id, item_id, scope_id, folded) values ($1, $2, $3, $4) returning search_id)",
                                       region, item, scope, folded);
  tx.at_commit([id, tokens = fts5_text(region, scope, folded)](Tx& last) {
    last.run("insert into search_text (rowid, tokens) values ($1, $2)", id, tokens);
  });
}

// --- PostgreSQL: tsvector
// -----------------------------------------------------------------------------------

// Limits of a tsvector: positions up to 16,383 and 256 of them a token; later ones are found as single words
// only. https://www.postgresql.org/docs/15/textsearch-limitations.html
constexpr int kMostPositions = 16'383;

/// Written as a tsvector itself, so that no parser is asked: `s…:1 b…:1 b…:2 u…`.
std::string tsvector_text(RegionId region, const Uuid& scope, std::string_view text) {
  const auto tokens = tokens_of(text::fold(text));
  std::string vector = scope_token(region, scope);
  int position = 0;
  for (const auto pair : split(tokens.pairs)) {
    vector += ' ';
    vector += pair;
    vector += ':';
    vector += std::to_string(std::min(++position, kMostPositions));
  }
  vector += ' ';
  vector += tokens.singles;
  return vector;
}

void index_in_tsvector(Tx& tx, RegionId region, const Uuid& scope, const Uuid& item, std::string_view text) {
  tx.send(R"(
    insert into search_item (region_id, item_id, tokens) values ($1, $2, cast(cast($3 as TEXT) as tsvector))
    on conflict (region_id, item_id) do update set tokens = excluded.tokens)",
          region, item, tsvector_text(region, scope, text));
}

void append_phrase(std::string& expression, Engine engine, const std::vector<std::string_view>& tokens) {
  const bool fts5 = engine == Engine::sqlite;
  expression += fts5 ? " AND \"" : " & (";
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i != 0) expression += fts5 ? " " : " <-> ";
    expression += tokens[i];
  }
  expression += fts5 ? '"' : ')';
}

/// Single characters that stand in no pair of their word, as both in `7.5`. Signs between them are not kept,
/// so they are asked for one by one. `single` is `u` and the character in hexadecimal.
std::vector<std::string_view> alone(const std::vector<std::string_view>& singles,
                                    const std::vector<std::string_view>& pairs) {
  std::vector<std::string_view> out;
  for (const auto single : singles) {
    const auto character = single.substr(1);
    const auto holds = [&](std::string_view pair) {
      return pair.substr(1).starts_with(character) || pair.ends_with(character);
    };
    if (std::ranges::none_of(pairs, holds)) out.push_back(single);
  }
  return out;
}

}  // namespace

void index_text(Tx& tx, RegionId region, const Uuid& scope, const Uuid& item, std::string_view text) {
  if (tx.engine() == Engine::sqlite) remove_from_fts5(tx, region, item);
  index_new_text(tx, region, scope, item, text);
}

void index_new_text(Tx& tx, RegionId region, const Uuid& scope, const Uuid& item, std::string_view text) {
  if (tx.engine() == Engine::sqlite)
    add_to_fts5(tx, region, scope, item, text);
  else
    index_in_tsvector(tx, region, scope, item, text);
}

void remove_text(Tx& tx, RegionId region, const Uuid& item) {
  if (tx.engine() == Engine::sqlite)
    remove_from_fts5(tx, region, item);
  else
    tx.run("delete from search_item where region_id = $1 and item_id = $2", region, item);
}

bool tidy_index(Tx& tx, int pages) {
  if (tx.engine() == Engine::postgres)
    return tx.first<std::int64_t>(R"(
      select gin_clean_pending_list(c.oid) from pg_class c
       where c.oid = to_regclass('search_item_tokens') and pg_has_role(c.relowner, 'usage'))")
               .value_or(0) > 0;
  // The command itself is one change; more of them is work done.
  const auto changes = [&] { return tx.one<std::int64_t>("select total_changes()"); };
  const auto before = changes();
  tx.run("insert into search_text (search_text, rank) values ('merge', $1)", pages);
  return changes() - before > 1;
}

std::string match_expression(Engine engine, RegionId region, const Uuid& scope, std::string_view words) {
  std::string expression = scope_token(region, scope);
  bool any = false;
  // Folding first: it turns the ideographic space between words into a plain one.
  const auto folded = text::fold(words);
  for (const auto word : split(folded)) {
    const auto pairs = text::index_bigrams(word);
    const auto singles = text::index_unigrams(word);
    const auto phrase = split(pairs);
    if (!phrase.empty()) append_phrase(expression, engine, phrase);
    const auto lone = alone(split(singles), phrase);
    for (const auto single : lone) append_phrase(expression, engine, {single});
    any = any || !phrase.empty() || !lone.empty();  // else nothing but signs
  }
  return any ? expression : std::string();
}

std::string hits_sql(Engine engine, int param) {
  const auto at = "$" + std::to_string(param);
  if (engine == Engine::sqlite)
    return "select i.item_id from search_text t join search_item i on i.search_id = t.rowid where "
           "t.search_text match " +
           at;
  return "select i.item_id from search_item i where i.tokens @@ cast(cast(" + at + " as TEXT) as tsquery)";
}

}  // namespace musubi::db
