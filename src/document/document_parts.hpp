// What the use cases of documents share: a document under a grant, its form, its answers, and what is told to
// whom. Included by this room alone.
#pragma once
#include "document/document_service.hpp"
#include "document/document_store.hpp"
#include "form/form_service.hpp"

namespace musubi::document {

/// A document that the grant reaches.
struct Opened {
  access::Grant grant;
  store::Row row;
};
/// The guard for the document's own class, then the document; `not_found` where it does not reach.
Result<Opened> open_document(Tx& tx, const Actor& actor, access::Action action, PersonId person,
                             PersonDocumentId document);
store::Author author_of(const Actor& actor);
form::PublishedForm form_of(Tx& tx, RegionId region, const std::string& key, std::int64_t version);
form::Answers answers_of(const std::vector<store::AnswerRow>& rows);
form::Answers answers_of(const std::vector<form::PathAnswer>& kept);
WaitingFor waiting_for(const store::Row& row, const std::vector<FormStep>& steps);
/// Team by class; guardians too, each on their own account, where it is theirs to read.
void announce(Tx& tx, RegionId region, PersonId person, const store::Row& row, bool guardians);
/// The present state for its reader.
Result<PersonDocument> view_of(Tx& tx, const Actor& actor, const Opened& opened,
                               std::optional<std::int64_t> version = std::nullopt);
DocumentLine line_of(Tx& tx, const Opened& opened, const std::vector<FormStep>& steps,
                     std::int64_t newest_form);
/// Those the reader may read, newest first.
std::vector<DocumentVersionLine> versions_of(Tx& tx, const Actor& actor, const Opened& opened);
std::vector<DocumentSignature> signatures_of(Tx& tx, RegionId region, PersonDocumentId document,
                                             std::int64_t version, const std::vector<FormStep>& steps);
/// Where first answers come from: what the drafter may read, and only of class basic or the document's.
form::Surroundings patient_of(Tx& tx, const Actor& actor, const access::Grant& grant, InfoClass info_class);
/// 母, 父 …; empty for a code without a word.
std::string relation_ja(std::string_view relation);
InfoClass class_of(const store::Row& row);

}  // namespace musubi::document
