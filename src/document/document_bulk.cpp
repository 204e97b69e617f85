// Documents of generated data: the same tables, no guard.
#include "course/checkups.hpp"
#include "document/document_parts.hpp"

namespace musubi::document {
namespace {

/// Submitted, approved and agreed to: an earlier version, or the present one as far as it has come.
struct Steps {
  Tx& tx;
  RegionId region;
  const form::Questionnaire& form;
  const BulkDocument& bulk;
  store::Row& row;

  void keep(const BulkVersion& given, const form::Answers& answers, DocumentVersionState state) const {
    const store::Author author{given.author, given.author_name, given.facility_name};
    store::VersionRow version;
    auto& line = version.line;
    line.version = ++row.version;
    row.shared_version = row.version;
    line.form_version = row.form_version;
    line.state = state;
    line.at = given.at;
    line.from = japan_date(given.at);
    line.until = add_days(course::months_after(line.from, 12), -1);
    if (form.review_months > 0)
      line.next_review_on = course::months_after(line.from, static_cast<int>(form.review_months));
    if (bulk.next_review_on && state == DocumentVersionState::agreed)
      line.next_review_on = bulk.next_review_on;
    version.answers = form::Filled(form, answers, japan_date(given.at)).frozen();
    store::insert_version(tx, region, row.id, version, author);
    store::Event event;
    event.kind = DocumentEventKind::submitted;
    event.version = row.version;
    event.at = given.at;
    store::insert_event(tx, region, row.id, event, author);
    for (std::size_t i = 0; i < form.steps.size(); ++i) {
      const bool head = form.steps[i].role == StepRole::head;
      event.step = static_cast<std::int64_t>(i);
      event.at += std::chrono::hours(26);
      event.kind = head ? DocumentEventKind::approved : DocumentEventKind::agreed;
      if (!head) {
        row.step = event.step;
        if (state == DocumentVersionState::waiting) return;
        event.giver_name = bulk.guardian_name;
        event.giver_relation = bulk.guardian_relation;
        event.method = SignatureMethod::paper;
      }
      store::insert_event(tx, region, row.id, event, {bulk.head, bulk.head_name, given.facility_name});
    }
    row.step = 0;
    row.force_version = row.version;
    row.force_from = line.from;
    row.force_until = line.until;
    row.next_review_on = line.next_review_on;
    row.force_at = event.at;
  }
};

/// As taking back does it (document_steps).
void end_as(Tx& tx, RegionId region, const BulkDocument& bulk, store::Row& row) {
  store::Event event;
  event.kind = DocumentEventKind::taken_back;
  event.version = row.version;
  event.words = bulk.ended_why;
  event.at = japan_midnight(*bulk.ended_on) + std::chrono::hours(16);
  store::insert_event(tx, region, row.id, event, {bulk.head, bulk.head_name, bulk.facility_name});
  row.stage = DocumentStage::taken_back;
  row.force_until = *bulk.ended_on;
  store::set_version_state(tx, region, row.id, row.force_version, DocumentVersionState::ended);
}

}  // namespace

bool keep_document(Tx& tx, RegionId region, PersonId person, const BulkDocument& bulk) {
  const auto form = form::newest(tx, region, bulk.form_key);
  if (!form) return false;
  Actor program;
  program.region_id = region;
  access::Grant grant;
  grant.person_id = person;
  grant.open_for_all(ClassSet::all());
  const store::Author author{bulk.author, bulk.author_name, bulk.facility_name};
  store::Row row;
  row.id = bulk.id;
  row.form_key = bulk.form_key;
  row.form_version = form->line.version;
  row.title = form->meaning.title;
  row.kind = form->meaning.kind;
  row.info_class = ClassSet::of(form->meaning.info_class);
  row.changed_at = bulk.at;
  row.created_at = bulk.earlier.empty() ? bulk.at : bulk.earlier.front().at;
  row.created_by = bulk.author;
  row.created_by_name = row.changed_by_name = bulk.author_name;
  row.created_by_facility = bulk.facility_name;
  store::insert(tx, region, person, row);
  const auto first =
      form::first_answers(form->meaning, patient_of(tx, program, grant, form->meaning.info_class));
  const auto index = form::index_of(form->meaning);
  const auto filled = [&](const form::Answers& given) {
    auto answers = first;
    for (const auto& [path, value] : given) {
      const auto* item = form::item_at(index, path);
      if (item != nullptr && item->calculated.empty() && form::fits(*item, value))
        answers.insert_or_assign(path, value);
    }
    return answers;
  };
  const auto answers = filled(bulk.answers);
  for (const auto& [path, value] : answers) store::insert_answer(tx, region, row.id, path, 1, value, author);
  store::Event begun;
  begun.at = row.created_at;
  store::insert_event(tx, region, row.id, begun, author);
  for (const auto& [path, words] : bulk.comments) {
    NewDocumentComment comment;
    comment.id = tx.new_id<DocumentCommentId>();
    comment.words.value = words;
    store::insert_comment(tx, region, row.id, comment, path, {bulk.head, bulk.head_name, bulk.facility_name});
  }
  const Steps steps{tx, region, form->meaning, bulk, row};
  for (const auto& earlier : bulk.earlier)
    steps.keep(earlier, filled(earlier.answers), DocumentVersionState::replaced);
  if (bulk.stage != DocumentStage::draft)
    steps.keep(
        {{}, bulk.author, bulk.author_name, bulk.facility_name, bulk.at}, answers,
        bulk.stage == DocumentStage::agreed ? DocumentVersionState::agreed : DocumentVersionState::waiting);
  if (row.version > 0) {
    row.stage = bulk.stage;
    if (bulk.ended_on && row.force_version > 0) end_as(tx, region, bulk, row);
    store::update(tx, region, person, row);
  }
  return true;
}

}  // namespace musubi::document
