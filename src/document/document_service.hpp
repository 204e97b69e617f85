// The use cases of plans and documents: one synchronous function each over a Tx, the guard first. A draft is
// filled in by several people at once: each answer has its revision, and only the same answer can collide.
// What is handed in is frozen; everybody agrees to a version by its number.
#pragma once
#include "access/imprint.hpp"
#include "db/tx.hpp"
#include "document/document.hpp"

namespace musubi::document {

using access::Actor;

// --- reading

Result<DocumentsView> list_documents(Tx& tx, const Actor& actor, PersonId person);
/// The draft, or the version asked for; guardians: what is shared with them.
Result<PersonDocument> read_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                     std::optional<std::int64_t> version);
/// `from` none: the version before `to`; `to` none: the draft, or the last version.
Result<DocumentComparison> compare_versions(Tx& tx, const Actor& actor, PersonId person,
                                            PersonDocumentId document, const CompareQuery& query);

// --- drafting

/// Idempotent by the id; filled in as far as the form says and the author may read.
Result<PersonDocument> begin_document(Tx& tx, const Actor& actor, PersonId person,
                                      const NewPersonDocument& begun);
/// All or none; `conflict` with the present answers of the paths that somebody else changed.
Result<SavedAnswers> save_answers(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                  const SaveAnswers& save);
Result<DocumentComment> add_comment(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                    const NewDocumentComment& comment);
Result<DocumentComment> resolve_comment(Tx& tx, const Actor& actor, PersonId person,
                                        PersonDocumentId document, DocumentCommentId comment,
                                        const CommentResolved& how);
/// A draft moves to the newest version of its form; what no longer fits is kept aside.
Result<PersonDocument> update_form(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document);

// --- steps

/// Freezes a version; `invalid` with all problems in `current` while answers are missing.
Result<PersonDocument> submit_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                       const DocumentSubmit& submit);
Result<PersonDocument> approve_document(Tx& tx, const Actor& actor, PersonId person,
                                        PersonDocumentId document, const DocumentWords& words);
/// Back to the drafters, with the reason; by the team, or by the guardian at whose step it waits.
Result<PersonDocument> return_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                       const DocumentReturn& why);
/// The guardian on screen with a signature, or the team with a signed paper.
Result<PersonDocument> agree_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                      const DocumentAgree& agree);
/// What was agreed is drafted anew; it stays in force meanwhile.
Result<PersonDocument> redraft_document(Tx& tx, const Actor& actor, PersonId person,
                                        PersonDocumentId document, const DocumentReason& why);
/// A first draft is given up; a new draft gives way to what is in force; what is in force ends today.
Result<PersonDocument> take_back_document(Tx& tx, const Actor& actor, PersonId person,
                                          PersonDocumentId document, const DocumentReason& why);
/// What became of the goals, and when to look again; ends the task of this review.
Result<PersonDocument> review_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                       const NewDocumentReview& review);

// --- paper

/// What the sheet prints; the look is recorded as an export.
struct DocumentSheet {
  form::Questionnaire form;
  std::int64_t form_version = 1;
  form::Answers answers;
  DocumentLine line;
  std::optional<DocumentVersionLine> version;  ///< none: the draft
  std::vector<DocumentSignature> signatures;
  std::vector<std::string> pictures;  ///< PNG of each signature; empty where there is none
  std::string name, kana;
  Date birth_date, today;
  access::Imprint printed;
};
Result<DocumentSheet> gather_document_sheet(Tx& tx, const Actor& actor, PersonId person,
                                            PersonDocumentId document, std::optional<std::int64_t> version);
/// A4 pages, upright. Pure.
std::string draw_document_sheet(const DocumentSheet& sheet);
/// The same as an HL7 FHIR R4 QuestionnaireResponse, JSON; signatures are not in it. Pure.
std::string response_of(const DocumentSheet& sheet);

// --- for other rooms and generated data

/// A document without a guard, as far as it has come; answers that do not fit the form are left out.
/// A version that was in force until the next one.
struct BulkVersion {
  form::Answers answers;
  PostId author;
  std::string author_name, facility_name;
  Time at{};
};
struct BulkDocument {
  PersonDocumentId id;
  std::string form_key;
  std::vector<BulkVersion> earlier;  ///< oldest first
  form::Answers answers;
  DocumentStage stage = DocumentStage::draft;  ///< `submitted`: waits for the guardian
  PostId author, head;
  std::string author_name, facility_name, head_name;
  std::string guardian_name, guardian_relation;               ///< who agreed, where it is in force
  std::vector<std::pair<std::string, std::string>> comments;  ///< path and words, by the head
  std::optional<Date> next_review_on;                         ///< none: as far ahead as the form says
  std::optional<Date> ended_on;                               ///< taken back by the head on that day, and why
  std::string ended_why;
  Time at{};
};
bool keep_document(Tx& tx, RegionId region, PersonId person, const BulkDocument& bulk);
/// What asks for tasks: reviews of what is in force.
std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth);
/// Whether the grant (of Action::read) shows the signature: the team, and the guardians whom it is shared
/// with.
bool may_see_signature(Tx& tx, const Actor& actor, const access::Grant& grant, const Uuid& document,
                       FileId file);

}  // namespace musubi::document
