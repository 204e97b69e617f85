// Plans and documents (計画・書類) of one person: a form of the region, filled in together, handed in, agreed
// step by step, in force for a period, reviewed, drafted anew. Nouns and pure rules. Never decides who may
// read: that is access/ and document_store's reach. Rules: issue 3, "Plans"; domain.md, plan, document,
// amendments.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "form/filled.hpp"
#include "form/form.hpp"
#include "task/task.hpp"

namespace musubi::document {

using PersonDocumentId = Id<struct PersonDocumentTag>;
using DocumentCommentId = Id<struct DocumentCommentTag>;
using DocumentReviewId = Id<struct DocumentReviewTag>;
using form::AnswerValue;
using form::FormKind;
using form::FormStep;
using form::StepRole;

inline constexpr std::int64_t kMostDocuments = 300;  ///< of one person
inline constexpr std::int64_t kMostComments = 500;   ///< of one document
inline constexpr std::size_t kMostAnswers = 3000;    ///< of one document

/// Of the working copy; what is in force stays so while the next is drafted.
enum class DocumentStage { draft, submitted, agreed, taken_back };
BOOST_DESCRIBE_ENUM(DocumentStage, draft, submitted, agreed, taken_back)
enum class WaitingFor { none, head, guardian };
BOOST_DESCRIBE_ENUM(WaitingFor, none, head, guardian)
enum class DocumentShows { draft, version };
BOOST_DESCRIBE_ENUM(DocumentShows, draft, version)
enum class DocumentVersionState { waiting, returned, agreed, replaced, ended };
BOOST_DESCRIBE_ENUM(DocumentVersionState, waiting, returned, agreed, replaced, ended)
enum class SignatureMethod { none, on_screen, paper };
BOOST_DESCRIBE_ENUM(SignatureMethod, none, on_screen, paper)
enum class GoalMark { achieved, partly, not_yet, changed };
BOOST_DESCRIBE_ENUM(GoalMark, achieved, partly, not_yet, changed)
enum class AnswerChange { same, changed, added, removed };
BOOST_DESCRIBE_ENUM(AnswerChange, same, changed, added, removed)
enum class DocumentEventKind {
  begun,
  submitted,
  approved,
  returned,
  agreed,
  redrafted,
  form_updated,
  taken_back,
  resolved,
  reopened
};
BOOST_DESCRIBE_ENUM(DocumentEventKind, begun, submitted, approved, returned, agreed, redrafted, form_updated,
                    taken_back, resolved, reopened)

// --- what comes in

struct NewPersonDocument {
  PersonDocumentId id;
  RequiredLine<60> form_key;
  Line<120> title;                      ///< empty: the form's
  std::optional<InfoClass> info_class;  ///< none: the form's
};
BOOST_DESCRIBE_STRUCT(NewPersonDocument, (), (id, form_key, title, info_class))
/// One item; `revision` is the one that was seen, 0 for none yet.
struct AnswerSave {
  RequiredLine<200> path;
  Whole<0, 1000000000> revision;
  AnswerValue value;
};
BOOST_DESCRIBE_STRUCT(AnswerSave, (), (path, revision, value))
struct SaveAnswers {
  List<AnswerSave, 100> saves;
};
BOOST_DESCRIBE_STRUCT(SaveAnswers, (), (saves))
struct NewDocumentComment {
  DocumentCommentId id;
  Line<200> path;  ///< empty: the whole document
  std::optional<DocumentCommentId> reply_to;
  RequiredProse<2000> words;
};
BOOST_DESCRIBE_STRUCT(NewDocumentComment, (), (id, path, reply_to, words))
struct CommentResolved {
  bool resolved = true;
};
BOOST_DESCRIBE_STRUCT(CommentResolved, (), (resolved))
struct DocumentSubmit {
  Prose<1000> words;
  std::optional<Date> from, until, next_review_on;
};
BOOST_DESCRIBE_STRUCT(DocumentSubmit, (), (words, from, until, next_review_on))
/// `version`: the one that was read; nobody agrees to another than they saw.
struct DocumentWords {
  std::int64_t version = 0;
  Prose<1000> words;
};
BOOST_DESCRIBE_STRUCT(DocumentWords, (), (version, words))
struct DocumentReturn {
  std::int64_t version = 0;
  RequiredProse<1000> words;
};
BOOST_DESCRIBE_STRUCT(DocumentReturn, (), (version, words))
struct DocumentReason {
  RequiredProse<1000> words;
};
BOOST_DESCRIBE_STRUCT(DocumentReason, (), (words))
struct DocumentAgree {
  std::int64_t version = 0;
  std::optional<FileId> signature_file_id;  ///< on screen, by the guardian
  std::optional<FileId> scan_file_id;       ///< of a signed paper, by the team
  std::optional<GuardianId> guardian_id;    ///< who signed the paper
  OptionalName<100> giver_name;  ///< where the paper was signed by somebody else: the person themself
};
BOOST_DESCRIBE_STRUCT(DocumentAgree, (), (version, signature_file_id, scan_file_id, guardian_id, giver_name))
struct NewGoalResult {
  RequiredLine<200> path;
  GoalMark mark = GoalMark::partly;
  Prose<1000> words;
};
BOOST_DESCRIBE_STRUCT(NewGoalResult, (), (path, mark, words))
struct NewDocumentReview {
  DocumentReviewId id;
  Prose<4000> words;
  List<NewGoalResult, 60> results;
  std::optional<Date> next_review_on;
};
BOOST_DESCRIBE_STRUCT(NewDocumentReview, (), (id, words, results, next_review_on))
struct PersonDocumentQuery {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(PersonDocumentQuery, (), (version))
struct CompareQuery {
  std::optional<std::int64_t> from, to;
};
BOOST_DESCRIBE_STRUCT(CompareQuery, (), (from, to))

// --- what goes out

struct DocumentForce {
  std::int64_t version = 1;
  Date from;
  std::optional<Date> until, next_review_on;
  Time agreed_at{};
};
BOOST_DESCRIBE_STRUCT(DocumentForce, (), (version, from, until, next_review_on, agreed_at))
struct DocumentNote {
  Time at{};
  std::string by_name, words;
};
BOOST_DESCRIBE_STRUCT(DocumentNote, (), (at, by_name, words))
struct DocumentLine {
  PersonDocumentId id;
  std::string form_key, title;
  FormKind kind = FormKind::document;
  InfoClass info_class = InfoClass::basic;
  DocumentStage stage = DocumentStage::draft;
  std::int64_t step = 0;
  std::vector<FormStep> steps;
  WaitingFor waiting_for = WaitingFor::none;
  std::int64_t version = 0;  ///< the last handed in
  std::optional<DocumentForce> force;
  std::optional<std::int64_t> days_left;  ///< to the review
  std::int64_t open_comments = 0;
  Time changed_at{};
  std::string changed_by_name;
  Time created_at{};
  std::string created_by_name, created_by_facility;
  bool newest_form = true;
  std::optional<DocumentNote> taken_back;
};
BOOST_DESCRIBE_STRUCT(DocumentLine, (),
                      (id, form_key, title, kind, info_class, stage, step, steps, waiting_for, version, force,
                       days_left, open_comments, changed_at, changed_by_name, created_at, created_by_name,
                       created_by_facility, newest_form, taken_back))
struct DocumentsView {
  std::vector<DocumentLine> items;  ///< the last changed first
  std::vector<form::FormChoice> forms;
  bool may_begin = false;
};
BOOST_DESCRIBE_STRUCT(DocumentsView, (), (items, forms, may_begin))

struct DocumentAnswer {
  std::string path;
  AnswerValue value;
  std::int64_t revision = 1;
  Time at{};
  std::string by_name;
  bool mine = false;
};
BOOST_DESCRIBE_STRUCT(DocumentAnswer, (), (path, value, revision, at, by_name, mine))
struct AnswersInConflict {
  std::vector<DocumentAnswer> answers;
};
BOOST_DESCRIBE_STRUCT(AnswersInConflict, (), (answers))
struct AnswerProblems {
  std::vector<form::AnswerProblem> problems;
};
BOOST_DESCRIBE_STRUCT(AnswerProblems, (), (problems))
struct SavedAnswers {
  std::vector<DocumentAnswer> answers;
  std::vector<form::PathAnswer> calculated;
  std::vector<form::AnswerProblem> problems;
};
BOOST_DESCRIBE_STRUCT(SavedAnswers, (), (answers, calculated, problems))
struct AsideAnswer {
  std::string path, label, words;
};
BOOST_DESCRIBE_STRUCT(AsideAnswer, (), (path, label, words))
struct DocumentComment {
  DocumentCommentId id;
  std::string path;
  std::optional<DocumentCommentId> reply_to;
  std::string words, by_name, by_facility;
  Time at{};
  bool mine = false;
  std::optional<Time> resolved_at;
  std::string resolved_by_name;
};
BOOST_DESCRIBE_STRUCT(DocumentComment, (),
                      (id, path, reply_to, words, by_name, by_facility, at, mine, resolved_at,
                       resolved_by_name))
struct DocumentVersionLine {
  std::int64_t version = 1, form_version = 1;
  DocumentVersionState state = DocumentVersionState::waiting;
  Time at{};
  std::string by_name, words;
  Date from;
  std::optional<Date> until, next_review_on;
};
BOOST_DESCRIBE_STRUCT(DocumentVersionLine, (),
                      (version, form_version, state, at, by_name, words, from, until, next_review_on))
struct DocumentSignature {
  std::int64_t step = 0;
  StepRole role = StepRole::head;
  std::string title, by_name, relation;
  Time at{};
  SignatureMethod method = SignatureMethod::none;
  std::optional<FileId> file_id;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(DocumentSignature, (),
                      (step, role, title, by_name, relation, at, method, file_id, words))
struct GoalResult {
  std::string path, goal;
  GoalMark mark = GoalMark::partly;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(GoalResult, (), (path, goal, mark, words))
struct DocumentReview {
  DocumentReviewId id;
  Time at{};
  std::string by_name;
  std::int64_t version = 1;
  std::string words;
  std::vector<GoalResult> results;
  std::optional<Date> next_review_on;
};
BOOST_DESCRIBE_STRUCT(DocumentReview, (), (id, at, by_name, version, words, results, next_review_on))
struct DocumentMay {
  bool draft = false, submit = false, approve = false, agree = false, give_back = false, take_back = false,
       redraft = false, review = false, comment = false, print = false;
};
BOOST_DESCRIBE_STRUCT(DocumentMay, (),
                      (draft, submit, approve, agree, give_back, take_back, redraft, review, comment, print))
struct PersonDocument {
  DocumentLine document;
  json::Object questionnaire;
  std::int64_t form_version = 1;
  DocumentShows shows = DocumentShows::draft;
  std::int64_t shown_version = 0;
  std::vector<DocumentAnswer> answers;
  std::vector<form::PathAnswer> calculated;
  std::vector<AsideAnswer> aside;
  std::vector<form::AnswerProblem> problems;
  std::vector<DocumentComment> comments;
  std::vector<DocumentVersionLine> versions;  ///< newest first
  std::vector<DocumentReview> reviews;        ///< newest first
  std::vector<DocumentSignature> signatures;  ///< of the version shown
  std::optional<DocumentNote> returned;       ///< why it came back
  DocumentMay may;
};
BOOST_DESCRIBE_STRUCT(PersonDocument, (),
                      (document, questionnaire, form_version, shows, shown_version, answers, calculated,
                       aside, problems, comments, versions, reviews, signatures, returned, may))
struct ComparedAnswer {
  std::string path, link_id, label, before, after;
  AnswerChange change = AnswerChange::same;
};
BOOST_DESCRIBE_STRUCT(ComparedAnswer, (), (path, link_id, label, before, after, change))
struct DocumentComparison {
  std::int64_t from = 0, to = 0;  ///< 0: the draft
  std::vector<ComparedAnswer> items;
};
BOOST_DESCRIBE_STRUCT(DocumentComparison, (), (from, to, items))

// --- pure rules

/// A period that can be meant, and a review within reason.
Status check_period(const Date& from, const std::optional<Date>& until,
                    const std::optional<Date>& next_review_on);
/// Item by item in the order of the later form; what only the earlier one has comes last.
std::vector<ComparedAnswer> compare(const form::Questionnaire& earlier_form, const form::Answers& earlier,
                                    const form::Questionnaire& later_form, const form::Answers& later,
                                    const Date& today);
/// The goals of a document: rows of repeating groups whose linkId begins with `goal`, by path, and their
/// words.
std::vector<std::pair<std::string, std::string>> goals_of(const form::Questionnaire& form,
                                                          const form::Answers& answers, const Date& today);

}  // namespace musubi::document
