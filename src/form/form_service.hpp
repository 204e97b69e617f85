// The use cases of forms: one synchronous function each over a Tx, the guard first. Published versions are
// never changed: a document stays with the version it was begun with until somebody moves it.
#pragma once
#include "db/tx.hpp"
#include "form/form.hpp"

namespace musubi::form {

using access::Actor;

Result<std::vector<FormLine>> list_forms(Tx& tx, const Actor& actor);
Result<FormView> read_form(Tx& tx, const Actor& actor, const std::string& key);
Result<FormVersionView> read_form_version(Tx& tx, const Actor& actor, const std::string& key,
                                          std::int64_t version);
/// A form of the region's own, as a draft. `duplicate` if the key is taken.
Result<FormView> add_form(Tx& tx, const Actor& actor, const NewForm& form);
/// Kept whatever is wrong with it; `conflict` with the present state if the draft is no longer `seen`.
Result<FormView> save_form_draft(Tx& tx, const Actor& actor, const std::string& key, std::int64_t seen,
                                 const FormDraftEdit& edit);
/// The draft becomes the newest version; `invalid` with all problems in `current` if there are any.
Result<FormView> publish_form(Tx& tx, const Actor& actor, const std::string& key, std::int64_t seen,
                              const FormPublish& publish);
Result<FormView> discard_form_draft(Tx& tx, const Actor& actor, const std::string& key, std::int64_t seen);
Result<FormView> retire_form(Tx& tx, const Actor& actor, const std::string& key, const FormRetire& retire);

// --- for the room of documents, which passed its own guard

/// Forms in use of these classes.
std::vector<FormChoice> choices(Tx& tx, RegionId region, ClassSet classes);
/// The newest version of a form that is in use.
struct PublishedForm {
  FormLine line;
  std::string text;
  Questionnaire meaning;
};
std::optional<PublishedForm> newest(Tx& tx, RegionId region, const std::string& key);
/// One version, retired or not.
std::optional<PublishedForm> published(Tx& tx, RegionId region, const std::string& key, std::int64_t version);

}  // namespace musubi::form
