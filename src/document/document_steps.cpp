// The steps of a document: handed in, approved, agreed, returned, drafted anew, taken back, reviewed.
#include <algorithm>

#include "course/checkups.hpp"
#include "document/document_parts.hpp"
#include "file/file_service.hpp"

namespace musubi::document {
namespace {

using access::Action;

Error wrong_moment() {
  return {Code::conflict, "", "書類の状態が変わっています。画面を開き直してください。",
          "The document has moved on meanwhile. Please reload the page."};
}
std::unexpected<Error> moved_on(Tx& tx, const Actor& actor, const Opened& opened) {
  auto error = wrong_moment();
  if (const auto now = view_of(tx, actor, opened)) error.current = json::to_json(*now);
  return std::unexpected(std::move(error));
}

bool has_guardian_step(const std::vector<FormStep>& steps) {
  return std::ranges::any_of(steps, [](const auto& step) { return step.role == StepRole::guardian; });
}
/// What guardians may read when nothing new waits for them.
std::int64_t shared_of_old(const store::Row& row, const std::vector<FormStep>& steps) {
  return has_guardian_step(steps) ? row.force_version : 0;
}

/// One document, its steps and who does something to it.
class Walk {
 public:
  Walk(Tx& tx, const Actor& actor, PersonId person, Opened& opened)
      : tx_(tx),
        actor_(actor),
        person_(person),
        opened_(opened),
        row_(opened.row),
        steps_(form_of(tx, actor.region_id, opened.row.form_key, opened.row.form_version).meaning.steps) {}

  [[nodiscard]] const std::vector<FormStep>& steps() const { return steps_; }
  [[nodiscard]] WaitingFor waits() const { return waiting_for(row_, steps_); }

  void note(DocumentEventKind kind, const std::string& words, store::Event event = {}) {
    event.kind = kind;
    event.version = row_.version;
    event.step = row_.step;
    event.words = words;
    store::insert_event(tx_, actor_.region_id, row_.id, event, author_of(actor_));
  }
  /// To the step after the present one, or into force after the last.
  void reach(std::int64_t step) {
    row_.stage = DocumentStage::submitted;
    row_.step = step;
    if (step >= static_cast<std::int64_t>(steps_.size())) return put_in_force();
    if (waits() == WaitingFor::guardian) row_.shared_version = row_.version;
  }
  void give_back() {
    store::set_version_state(tx_, actor_.region_id, row_.id, row_.version, DocumentVersionState::returned);
    row_.stage = DocumentStage::draft;
    row_.step = 0;
    row_.shared_version = shared_of_old(row_, steps_);
  }
  /// Writes it down, tells who may hear of it, and gives the present state.
  Result<PersonDocument> done(bool guardians) {
    row_.changed_at = tx_.now();
    row_.changed_by_name = actor_.display_name;
    store::update(tx_, actor_.region_id, person_, row_);
    announce(tx_, actor_.region_id, person_, row_, guardians);
    // Who returned it may not reach it any more.
    auto now = store::find(tx_, store::reach_of(actor_, opened_.grant), row_.id);
    opened_.row = now ? std::move(*now) : row_;
    return view_of(tx_, actor_, opened_);
  }

 private:
  void put_in_force() {
    const auto region = actor_.region_id;
    if (row_.force_version > 0)
      store::set_version_state(tx_, region, row_.id, row_.force_version, DocumentVersionState::replaced);
    store::set_version_state(tx_, region, row_.id, row_.version, DocumentVersionState::agreed);
    const auto line = store::version(tx_, region, row_.id, row_.version)->line;
    row_.stage = DocumentStage::agreed;
    row_.step = 0;
    row_.force_version = row_.version;
    row_.force_from = line.from;
    row_.force_until = line.until;
    row_.next_review_on = line.next_review_on;
    row_.force_at = tx_.now();
    row_.shared_version = shared_of_old(row_, steps_);
  }

  Tx& tx_;
  const Actor& actor_;
  PersonId person_;
  Opened& opened_;
  store::Row& row_;
  std::vector<FormStep> steps_;
};

std::unexpected<Error> incomplete(const std::vector<form::AnswerProblem>& problems) {
  Error error{Code::invalid, problems.front().path, problems.front().ja, problems.front().en};
  error.current = json::to_json(AnswerProblems{problems});
  return std::unexpected(std::move(error));
}

/// A review as often as the form says.
std::optional<Date> usual_review(const form::Questionnaire& form, const Date& from) {
  if (form.review_months == 0) return std::nullopt;
  return course::months_after(from, static_cast<int>(form.review_months));
}

/// The answers of the draft become those of the version again; nothing is lost, each is a new revision.
void restore(Tx& tx, const Actor& actor, PersonDocumentId document, const store::VersionRow& version) {
  auto wanted = answers_of(version.answers);
  for (const auto& row : store::answers(tx, actor.region_id, document)) {
    const auto at = wanted.find(row.path);
    const auto value = at == wanted.end() ? AnswerValue{} : at->second;
    if (json::to_json(value) != row.value)
      store::insert_answer(tx, actor.region_id, document, row.path, row.revision + 1, value,
                           author_of(actor));
    if (at != wanted.end()) wanted.erase(at);
  }
}

/// Who agreed, and with what: the guardian who is signed in, or the one who signed the paper.
Result<store::Event> signature_of(Tx& tx, const Actor& actor, const Opened& opened, PersonDocumentId document,
                                  const DocumentAgree& agree) {
  store::Event event;
  const auto person = opened.grant.person_id;
  const auto& file = opened.grant.is_guardian ? agree.signature_file_id : agree.scan_file_id;
  const std::string field = opened.grant.is_guardian ? "signature_file_id" : "scan_file_id";
  if (!file)
    return opened.grant.is_guardian ? fail(Code::invalid, field, "署名してください。", "Please sign.")
                                    : fail(Code::invalid, field, "署名のある紙を写して添えてください。",
                                           "Attach the signed paper.");
  event.method = opened.grant.is_guardian ? SignatureMethod::on_screen : SignatureMethod::paper;
  event.file_id = file;
  event.giver_name = agree.giver_name.value;
  const auto giver = opened.grant.is_guardian ? opened.grant.guardian_id : agree.guardian_id;
  if (giver) {
    const auto known = store::guardian(tx, actor.region_id, person, *giver);
    if (!known || !std::get<2>(*known))
      return fail(Code::invalid, "guardian_id", "この方は同意できる保護者として登録されていません。",
                  "This guardian is not registered as one who can agree.");
    event.giver_name = std::get<0>(*known);
    event.giver_relation = std::get<1>(*known);
  }
  if (event.giver_name.empty())
    return fail(Code::invalid, "giver_name", "署名した方を選んでください。", "Say who signed.");
  TRY(file::bind_files(tx, actor, person, {&*file, 1}, file::BoundTo::signature, document.uuid, field));
  return event;
}

}  // namespace

Result<PersonDocument> submit_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                       const DocumentSubmit& submit) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::approve_document, person, document));
  auto& row = opened.row;
  if (row.stage != DocumentStage::draft) return moved_on(tx, actor, opened);
  const auto region = actor.region_id;
  const auto form = form_of(tx, region, row.form_key, row.form_version);
  const form::Filled filled(form.meaning, answers_of(store::answers(tx, region, document)), tx.today());
  if (const auto problems = filled.problems(); !problems.empty()) return incomplete(problems);
  store::VersionRow version;
  auto& line = version.line;
  line.version = row.version + 1;
  line.form_version = row.form_version;
  line.at = tx.now();
  line.words = submit.words.value;
  line.from = submit.from.value_or(tx.today());
  line.until = submit.until;
  line.next_review_on = submit.next_review_on ? submit.next_review_on : usual_review(form.meaning, line.from);
  TRY(check_period(line.from, line.until, line.next_review_on));
  version.answers = filled.frozen();
  store::insert_version(tx, region, document, version, author_of(actor));
  row.version = line.version;
  Walk walk(tx, actor, person, opened);
  walk.note(DocumentEventKind::submitted, submit.words);
  walk.reach(0);
  return walk.done(row.shared_version == row.version);
}

Result<PersonDocument> approve_document(Tx& tx, const Actor& actor, PersonId person,
                                        PersonDocumentId document, const DocumentWords& words) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::approve_document, person, document));
  Walk walk(tx, actor, person, opened);
  if (walk.waits() != WaitingFor::head || opened.row.version != words.version)
    return moved_on(tx, actor, opened);
  walk.note(DocumentEventKind::approved, words.words);
  walk.reach(opened.row.step + 1);
  return walk.done(opened.row.shared_version == opened.row.version);
}

Result<PersonDocument> return_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                       const DocumentReturn& why) {
  const bool guardian = actor.kind == access::PostKind::guardian;
  TRY_ASSIGN(auto opened,
             open_document(tx, actor, guardian ? Action::agree_document : Action::approve_document, person,
                           document));
  Walk walk(tx, actor, person, opened);
  const bool theirs = !guardian || walk.waits() == WaitingFor::guardian;
  if (opened.row.stage != DocumentStage::submitted || !theirs || opened.row.version != why.version)
    return moved_on(tx, actor, opened);
  const bool was_shared = opened.row.shared_version == opened.row.version;
  walk.note(DocumentEventKind::returned, why.words);
  walk.give_back();
  return walk.done(was_shared);
}

Result<PersonDocument> agree_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                      const DocumentAgree& agree) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::agree_document, person, document));
  Walk walk(tx, actor, person, opened);
  if (walk.waits() != WaitingFor::guardian || opened.row.version != agree.version)
    return moved_on(tx, actor, opened);
  TRY_ASSIGN(auto event, signature_of(tx, actor, opened, document, agree));
  walk.note(DocumentEventKind::agreed, "", std::move(event));
  walk.reach(opened.row.step + 1);
  return walk.done(true);
}

Result<PersonDocument> redraft_document(Tx& tx, const Actor& actor, PersonId person,
                                        PersonDocumentId document, const DocumentReason& why) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::draft_document, person, document));
  if (opened.row.stage != DocumentStage::agreed) return moved_on(tx, actor, opened);
  Walk walk(tx, actor, person, opened);
  walk.note(DocumentEventKind::redrafted, why.words);
  opened.row.stage = DocumentStage::draft;
  return walk.done(false);
}

Result<PersonDocument> take_back_document(Tx& tx, const Actor& actor, PersonId person,
                                          PersonDocumentId document, const DocumentReason& why) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::approve_document, person, document));
  auto& row = opened.row;
  if (row.stage != DocumentStage::draft && row.stage != DocumentStage::agreed)
    return moved_on(tx, actor, opened);
  Walk walk(tx, actor, person, opened);
  walk.note(DocumentEventKind::taken_back, why.words);
  if (row.stage == DocumentStage::draft && row.force_version > 0) {
    const auto version = store::version(tx, actor.region_id, document, row.force_version).value();
    restore(tx, actor, document, version);
    row.form_version = version.line.form_version;
    row.stage = DocumentStage::agreed;
    return walk.done(false);
  }
  row.stage = DocumentStage::taken_back;
  if (row.force_version > 0) {
    row.force_until = tx.today();
    store::set_version_state(tx, actor.region_id, document, row.force_version, DocumentVersionState::ended);
  }
  return walk.done(row.shared_version > 0);
}

Result<PersonDocument> review_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                       const NewDocumentReview& review) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::approve_document, person, document));
  auto& row = opened.row;
  if (row.force_version == 0 || row.stage == DocumentStage::taken_back) return moved_on(tx, actor, opened);
  const auto region = actor.region_id;
  const auto version = store::version(tx, region, document, row.force_version).value();
  const auto form = form_of(tx, region, row.form_key, version.line.form_version);
  const auto goals = goals_of(form.meaning, answers_of(version.answers), tx.today());
  DocumentReview kept{review.id,          tx.now(), actor.display_name,   row.force_version,
                      review.words.value, {},       review.next_review_on};
  for (std::size_t i = 0; i < review.results.size(); ++i) {
    const auto& result = review.results.items[i];
    const auto goal =
        std::ranges::find(goals, result.path.value, &std::pair<std::string, std::string>::first);
    if (goal == goals.end())
      return fail(Code::invalid, "results[" + std::to_string(i) + "].path", "この目標は計画にありません。",
                  "The plan has no such goal.");
    kept.results.push_back({goal->first, goal->second, result.mark, result.words.value});
  }
  if (review.next_review_on && *review.next_review_on < tx.today())
    return fail(Code::invalid, "next_review_on", "次の見直しの日が過ぎています。",
                "The next review is in the past.");
  if (review.id.is_nil() || !store::insert_review(tx, region, document, kept, author_of(actor))) {
    for (const auto& known : store::reviews(tx, region, document))
      if (known.id == review.id && known.words == kept.words) return view_of(tx, actor, opened);
    return fail(Code::duplicate, "id", "この見直しのIDは使えません。", "This id cannot be used.");
  }
  row.next_review_on = review.next_review_on;
  return Walk(tx, actor, person, opened).done(row.shared_version > 0);
}

std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& /*birth*/) {
  std::vector<task::Cause> out;
  for (const auto& due : store::review_days(tx, region, person)) {
    store::Row row;
    row.info_class = due.info_class;
    task::Cause cause;
    cause.source = task::TaskSource::document;
    cause.key = "document:" + to_string(due.id) + ":" + to_string(due.next_review_on);
    cause.source_id = task::TaskSourceId{due.id.uuid};
    cause.title = "「" + due.title + "」を見直す";
    cause.due_on = due.next_review_on;
    cause.info_class = class_of(row);
    out.push_back(std::move(cause));
  }
  return out;
}

}  // namespace musubi::document
