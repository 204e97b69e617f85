// Documents of generated data: the same tables, no guard.
#include "course/checkups.hpp"
#include "document/document_parts.hpp"

namespace musubi::document {
namespace {

void keep_version(Tx& tx, RegionId region, const form::Questionnaire& form, const form::Answers& answers,
                  const BulkDocument& bulk, store::Row& row) {
  const bool in_force = bulk.stage == DocumentStage::agreed;
  const store::Author author{bulk.author, bulk.author_name, bulk.facility_name};
  store::VersionRow version;
  auto& line = version.line;
  line.form_version = row.form_version;
  line.state = in_force ? DocumentVersionState::agreed : DocumentVersionState::waiting;
  line.at = bulk.at;
  line.from = japan_date(bulk.at);
  line.until = add_days(course::months_after(line.from, 12), -1);
  if (form.review_months > 0)
    line.next_review_on = course::months_after(line.from, static_cast<int>(form.review_months));
  version.answers = form::Filled(form, answers, tx.today()).frozen();
  store::insert_version(tx, region, row.id, version, author);
  row.version = row.shared_version = 1;
  row.stage = bulk.stage;
  store::Event event;
  event.kind = DocumentEventKind::submitted;
  event.version = 1;
  event.at = bulk.at;
  store::insert_event(tx, region, row.id, event, author);
  for (std::size_t i = 0; i < form.steps.size(); ++i) {
    const bool head = form.steps[i].role == StepRole::head;
    event.step = static_cast<std::int64_t>(i);
    event.at += std::chrono::hours(26);
    event.kind = head ? DocumentEventKind::approved : DocumentEventKind::agreed;
    if (!head) {
      row.step = event.step;
      if (!in_force) return;
      event.giver_name = bulk.guardian_name;
      event.giver_relation = bulk.guardian_relation;
      event.method = SignatureMethod::paper;
    }
    store::insert_event(tx, region, row.id, event, {bulk.head, bulk.head_name, bulk.facility_name});
  }
  row.step = 0;
  row.force_version = 1;
  row.force_from = line.from;
  row.force_until = line.until;
  row.next_review_on = line.next_review_on;
  row.force_at = event.at;
}

}  // namespace

bool keep_document(Tx& tx, RegionId region, PersonId person, const BulkDocument& bulk) {
  const auto form = form::newest(tx, region, bulk.form_key);
  if (!form) return false;
  Actor program;
  program.region_id = region;
  access::Grant grant;
  grant.person_id = person;
  grant.classes = ClassSet::all();
  const store::Author author{bulk.author, bulk.author_name, bulk.facility_name};
  store::Row row;
  row.id = bulk.id;
  row.form_key = bulk.form_key;
  row.form_version = form->line.version;
  row.title = form->meaning.title;
  row.kind = form->meaning.kind;
  row.info_class = ClassSet::of(form->meaning.info_class);
  row.created_at = row.changed_at = bulk.at;
  row.created_by = bulk.author;
  row.created_by_name = row.changed_by_name = bulk.author_name;
  row.created_by_facility = bulk.facility_name;
  store::insert(tx, region, person, row);
  auto answers = form::first_answers(form->meaning, patient_of(tx, program, grant, form->meaning.info_class));
  const auto index = form::index_of(form->meaning);
  for (const auto& [path, value] : bulk.answers) {
    const auto* item = form::item_at(index, path);
    if (item != nullptr && item->calculated.empty() && form::fits(*item, value))
      answers.insert_or_assign(path, value);
  }
  for (const auto& [path, value] : answers) store::insert_answer(tx, region, row.id, path, 1, value, author);
  store::Event begun;
  begun.at = bulk.at;
  store::insert_event(tx, region, row.id, begun, author);
  for (const auto& [path, words] : bulk.comments) {
    NewDocumentComment comment;
    comment.id = tx.new_id<DocumentCommentId>();
    comment.words.value = words;
    store::insert_comment(tx, region, row.id, comment, path, {bulk.head, bulk.head_name, bulk.facility_name});
  }
  if (bulk.stage != DocumentStage::draft) {
    keep_version(tx, region, form->meaning, answers, bulk, row);
    store::update(tx, region, person, row);
  }
  return true;
}

}  // namespace musubi::document
