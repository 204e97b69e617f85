// The tables of documents: SQL and nothing else. What hands out documents takes a `Reach` and so can only
// give what its actor may read: the team by class, guardians what is shared with them, one under a protective
// limit nothing at all.
#pragma once
#include "db/tx.hpp"
#include "document/document.hpp"

namespace musubi::document::store {

struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  Time since{};
  bool is_guardian = false;
  bool is_restricted = false;
  bool is_emergency = false;  ///< an emergency look: what is in force, nothing that is planned
};
Reach reach_of(const access::Actor& actor, const access::Grant& grant);

struct Author {
  PostId post_id;
  std::string name, facility_name;
};

struct Row {
  PersonDocumentId id;
  std::string form_key;
  std::int64_t form_version = 1;
  std::string title;
  FormKind kind = FormKind::document;
  ClassSet info_class;
  DocumentStage stage = DocumentStage::draft;
  std::int64_t step = 0, version = 0, shared_version = 0, force_version = 0;
  std::optional<Date> force_from, force_until, next_review_on;
  std::optional<Time> force_at;
  Time changed_at{};
  std::string changed_by_name;
  Time created_at{};
  PostId created_by;
  std::string created_by_name, created_by_facility;
  std::int64_t open_comments = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, form_key, form_version, title, kind, info_class, stage, step, version,
                       shared_version, force_version, force_from, force_until, next_review_on, force_at,
                       changed_at, changed_by_name, created_at, created_by, created_by_name,
                       created_by_facility, open_comments))
/// The last changed first.
std::vector<Row> documents(Tx& tx, const Reach& reach);
std::optional<Row> find(Tx& tx, const Reach& reach, PersonDocumentId document);
std::int64_t count(Tx& tx, RegionId region, PersonId person);
/// Where the id is taken: whose document it is.
std::optional<std::tuple<PersonId, PostId, std::string>> taken(Tx& tx, RegionId region,
                                                               PersonDocumentId document);

/// False if the id is taken.
bool insert(Tx& tx, RegionId region, PersonId person, const Row& row);
/// Everything that changes in the life of a document.
void update(Tx& tx, RegionId region, PersonId person, const Row& row);

// --- answers: append-only, the highest revision is the present one

struct AnswerRow {
  std::string path;
  std::int64_t revision = 1;
  std::string value;
  Time at{};
  PostId by_post;
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (path, revision, value, at, by_post, by_name))
std::vector<AnswerRow> answers(Tx& tx, RegionId region, PersonDocumentId document);
/// False if there is such a revision already: somebody was faster.
bool insert_answer(Tx& tx, RegionId region, PersonDocumentId document, const std::string& path,
                   std::int64_t revision, const AnswerValue& value, const Author& by);

// --- versions

struct VersionRow {
  DocumentVersionLine line;
  std::vector<form::PathAnswer> answers;
};
void insert_version(Tx& tx, RegionId region, PersonDocumentId document, const VersionRow& version,
                    const Author& by);
void set_version_state(Tx& tx, RegionId region, PersonDocumentId document, std::int64_t version,
                       DocumentVersionState state);
/// Newest first; without answers.
std::vector<DocumentVersionLine> versions(Tx& tx, RegionId region, PersonDocumentId document);
std::optional<VersionRow> version(Tx& tx, RegionId region, PersonDocumentId document, std::int64_t version);

// --- steps, comments, reviews

struct Event {
  DocumentEventKind kind = DocumentEventKind::begun;
  std::int64_t version = 0, step = 0;
  std::string words;
  std::optional<FileId> file_id;
  SignatureMethod method = SignatureMethod::none;
  std::string giver_name, giver_relation;
  Time at{};  ///< none: now
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (kind, version, step, words, file_id, method, giver_name, giver_relation, at, by_name))
void insert_event(Tx& tx, RegionId region, PersonDocumentId document, const Event& event, const Author& by);
/// Oldest first.
std::vector<Event> events(Tx& tx, RegionId region, PersonDocumentId document);

/// False if the id is taken.
bool insert_comment(Tx& tx, RegionId region, PersonDocumentId document, const NewDocumentComment& comment,
                    const std::string& path, const Author& by);
/// Oldest first; `reader` for `mine`.
std::vector<DocumentComment> comments(Tx& tx, RegionId region, PersonDocumentId document, PostId reader);
void resolve_comment(Tx& tx, RegionId region, PersonDocumentId document, DocumentCommentId comment,
                     bool resolved, const Author& by);

/// False if the id is taken.
bool insert_review(Tx& tx, RegionId region, PersonDocumentId document, const DocumentReview& review,
                   const Author& by);
std::vector<DocumentReview> reviews(Tx& tx, RegionId region, PersonDocumentId document);

// --- for others

struct ReviewDay {
  PersonDocumentId id;
  std::string title;
  ClassSet info_class;
  Date next_review_on;
};
BOOST_DESCRIBE_STRUCT(ReviewDay, (), (id, title, info_class, next_review_on))
/// Of what is in force.
std::vector<ReviewDay> review_days(Tx& tx, RegionId region, PersonId person);
/// Accounts of guardians who may read shared documents.
std::vector<AccountId> guardian_accounts(Tx& tx, RegionId region, PersonId person);
/// Name, relation, and whether this guardian may agree.
std::optional<std::tuple<std::string, std::string, bool>> guardian(Tx& tx, RegionId region, PersonId person,
                                                                   GuardianId guardian);
/// Names and relations of guardians, those under a limit left out; team members by profession with facility.
std::vector<std::pair<std::string, std::string>> guardian_names(Tx& tx, RegionId region, PersonId person);
std::vector<std::tuple<std::string, std::string, std::string>> team_members(Tx& tx, RegionId region,
                                                                            PersonId person);
/// Class and number of the newest record of a type that is not hidden.
std::optional<std::pair<ClassSet, double>> last_record(Tx& tx, RegionId region, PersonId person,
                                                       const std::string& type);

}  // namespace musubi::document::store
