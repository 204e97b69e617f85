// The tables of forms: SQL and nothing else.
#pragma once
#include "db/tx.hpp"
#include "form/form.hpp"

namespace musubi::form::store {

struct Author {
  std::optional<PostId> post_id;
  std::string name;
};

std::vector<FormLine> forms(Tx& tx, RegionId region);
std::optional<FormLine> find(Tx& tx, RegionId region, const std::string& key);
/// Key and mark of the forms that follow the program's text, and of all others an empty mark.
std::vector<std::pair<std::string, std::string>> marks(Tx& tx, RegionId region);

/// False if the key is taken.
bool insert(Tx& tx, RegionId region, const std::string& key, const Questionnaire& form, FormOrigin origin,
            const std::string& mark, const Author& by);
/// A published version; the form's line says what it says.
void publish(Tx& tx, RegionId region, const std::string& key, std::int64_t version, const std::string& body,
             const Questionnaire& form, FormOrigin origin, const std::string& mark, const std::string& note,
             const Author& by);
std::vector<FormVersionLine> versions(Tx& tx, RegionId region, const std::string& key);
std::optional<FormVersionView> version(Tx& tx, RegionId region, const std::string& key, std::int64_t version);

/// False if the draft is no longer `seen` (0: there is none). Every state stays.
bool save_draft(Tx& tx, RegionId region, const std::string& key, std::int64_t seen, const std::string& body,
                const Author& by);
/// False if the draft is no longer `seen`.
bool end_draft(Tx& tx, RegionId region, const std::string& key, std::int64_t seen);
std::optional<FormDraft> draft(Tx& tx, RegionId region, const std::string& key, std::int64_t revision);

void set_retired(Tx& tx, RegionId region, const std::string& key, bool retired);
void note_event(Tx& tx, RegionId region, const std::string& key, const std::string& kind,
                const std::string& reason, const Author& by);

}  // namespace musubi::form::store
