#include <algorithm>
#include <bit>
#include <map>

#include "access/guardian_reach.hpp"
#include "db/change_feed.hpp"
#include "document/document_marks.hpp"
#include "document/document_parts.hpp"

namespace musubi::document {
namespace {

using access::Action;
using access::Basis;
using access::Grant;
using access::SeatRole;

bool drafts(const Grant& grant) {
  return !grant.is_guardian && grant.basis != Basis::break_glass && grant.role >= SeatRole::member;
}
bool leads(const Grant& grant) {
  return drafts(grant) && grant.role >= SeatRole::lead;
}

/// In an emergency look, a document could lead a limited guardian to the family (docs/decisions/013).
bool is_withheld(Tx& tx, RegionId region, const Grant& grant) {
  return grant.basis == Basis::break_glass && access::is_sheltered(tx, region, grant.person_id);
}

/// Guardians, and who looks in an emergency, see no draft and nothing said about it.
bool is_outside(const Grant& grant) {
  return grant.is_guardian || grant.basis == Basis::break_glass;
}
/// The newest version that is shown to them.
std::int64_t open_version(const Opened& opened) {
  return opened.grant.is_guardian ? opened.row.shared_version : opened.row.force_version;
}
/// What they see instead of a draft that is under way beside what is in force.
store::Row as_shared(const Opened& opened, const std::vector<FormStep>& steps) {
  auto row = opened.row;
  row.open_comments = 0;
  const bool asked = opened.grant.is_guardian && waiting_for(row, steps) == WaitingFor::guardian;
  if (asked || row.stage == DocumentStage::taken_back) return row;
  row.stage = DocumentStage::agreed;
  row.step = 0;
  row.version = open_version(opened);
  row.changed_at = row.force_at.value_or(row.created_at);
  row.changed_by_name.clear();
  return row;
}

DocumentMay may_of(const Actor& actor, const Opened& opened, const std::vector<FormStep>& steps) {
  const auto& row = opened.row;
  const auto& grant = opened.grant;
  const auto waits = waiting_for(row, steps);
  const bool draft = row.stage == DocumentStage::draft, agreed = row.stage == DocumentStage::agreed;
  DocumentMay may;
  may.draft = drafts(grant) && draft;
  may.submit = leads(grant) && draft;
  may.approve = leads(grant) && waits == WaitingFor::head;
  may.agree = waits == WaitingFor::guardian && (grant.is_guardian || leads(grant));
  may.give_back = row.stage == DocumentStage::submitted &&
                  (leads(grant) || (grant.is_guardian && waits == WaitingFor::guardian));
  may.take_back = leads(grant) && (draft || agreed);
  may.redraft = drafts(grant) && agreed;
  may.review = leads(grant) && row.force_version > 0 && row.stage != DocumentStage::taken_back;
  may.comment = drafts(grant) && row.stage != DocumentStage::taken_back;
  may.print = leads(grant) && actor.kind == access::PostKind::professional;
  return may;
}

/// An answer without a place, in the words of the version of the form that still had one.
AsideAnswer aside_of(Tx& tx, RegionId region, const store::Row& row, const form::PathAnswer& answer) {
  for (auto version = row.form_version; version >= 1 && version > row.form_version - 10; --version) {
    const auto older = form::published(tx, region, row.form_key, version);
    if (!older) continue;
    const auto index = form::index_of(older->meaning);
    const auto* item = form::item_at(index, answer.path);
    if (item != nullptr && form::fits(*item, answer.value))
      return {answer.path, item->text, form::words_of(*item, answer.value)};
  }
  return {answer.path, answer.path, form::words_of(form::Item{}, answer.value)};
}

void show_draft(Tx& tx, const Actor& actor, const Opened& opened, const form::PublishedForm& published,
                PersonDocument& view) {
  const auto rows = store::answers(tx, actor.region_id, opened.row.id);
  for (const auto& row : rows)
    view.answers.push_back({row.path, json::read<AnswerValue>(row.value).value(), row.revision, row.at,
                            row.by_name, row.by_post == actor.post_id});
  const form::Filled filled(published.meaning, answers_of(rows), tx.today());
  view.calculated = filled.reckoned();
  view.problems = filled.problems();
  for (const auto& answer : filled.aside())
    view.aside.push_back(aside_of(tx, actor.region_id, opened.row, answer));
}

void show_version(const store::VersionRow& version, const form::PublishedForm& published,
                  PersonDocument& view) {
  const auto index = form::index_of(published.meaning);
  for (const auto& [path, value] : version.answers) {
    const auto* item = form::item_at(index, path);
    if (item != nullptr && !item->calculated.empty())
      view.calculated.push_back({path, value});
    else
      view.answers.push_back({path, value, 0, version.line.at, version.line.by_name, false});
  }
}

std::optional<DocumentNote> note_of(const std::vector<store::Event>& events, DocumentEventKind kind) {
  for (auto at = events.rbegin(); at != events.rend(); ++at)
    if (at->kind == kind) return DocumentNote{at->at, at->by_name, at->words};
  return std::nullopt;
}

/// The version that is shown: the one asked for, or what this reader has before them; 0: the draft.
Result<std::int64_t> version_shown(const Opened& opened, std::optional<std::int64_t> asked,
                                   const std::vector<DocumentVersionLine>& readable) {
  if (asked && *asked > 0) {
    if (std::ranges::find(readable, *asked, &DocumentVersionLine::version) == readable.end())
      return not_found();
    return *asked;
  }
  const auto& row = opened.row;
  if (is_outside(opened.grant)) return open_version(opened);
  if (row.stage == DocumentStage::draft || row.version == 0) return 0;
  return row.stage == DocumentStage::taken_back && row.force_version > 0 ? row.force_version : row.version;
}

}  // namespace

InfoClass class_of(const store::Row& row) {
  return static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(row.info_class.bits)));
}

store::Author author_of(const Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name};
}

form::PublishedForm form_of(Tx& tx, RegionId region, const std::string& key, std::int64_t version) {
  return form::published(tx, region, key, version).value();  // versions are never removed
}

form::Answers answers_of(const std::vector<store::AnswerRow>& rows) {
  form::Answers answers;
  for (const auto& row : rows) answers.emplace(row.path, json::read<AnswerValue>(row.value).value());
  return answers;
}
form::Answers answers_of(const std::vector<form::PathAnswer>& kept) {
  form::Answers answers;
  for (const auto& [path, value] : kept) answers.emplace(path, value);
  return answers;
}

WaitingFor waiting_for(const store::Row& row, const std::vector<FormStep>& steps) {
  if (row.stage != DocumentStage::submitted || row.step >= static_cast<std::int64_t>(steps.size()))
    return WaitingFor::none;
  return steps[static_cast<std::size_t>(row.step)].role == StepRole::head ? WaitingFor::head
                                                                          : WaitingFor::guardian;
}

Result<Opened> open_document(Tx& tx, const Actor& actor, Action action, PersonId person,
                             PersonDocumentId document) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, action, person, {{}, "document", document.uuid}));
  if (is_withheld(tx, actor.region_id, grant)) return not_found();
  auto row = store::find(tx, store::reach_of(actor, grant), document);
  if (!row) return not_found();
  return Opened{std::move(grant), std::move(*row)};
}

void announce(Tx& tx, RegionId region, PersonId person, const store::Row& row, bool guardians) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "document";
  change.subject_id = row.id.uuid;
  change.info_class = class_of(row);
  db::append_change(tx, change);
  if (!guardians) return;
  change.info_class.reset();
  for (const auto account : store::guardian_accounts(tx, region, person)) {
    change.account_id = account;
    db::append_change(tx, change);
  }
}

DocumentLine line_of(Tx& tx, const Opened& opened, const std::vector<FormStep>& steps,
                     std::int64_t newest_form) {
  const auto row = is_outside(opened.grant) ? as_shared(opened, steps) : opened.row;
  DocumentLine line;
  line.id = row.id;
  line.form_key = row.form_key;
  line.title = row.title;
  line.kind = row.kind;
  line.info_class = class_of(row);
  line.stage = row.stage;
  line.step = row.step;
  line.steps = steps;
  line.waiting_for = waiting_for(row, steps);
  line.version = row.version;
  if (row.force_version > 0 && row.force_from && row.force_at) {
    line.force =
        DocumentForce{row.force_version, *row.force_from, row.force_until, row.next_review_on, *row.force_at};
    if (row.next_review_on && row.stage != DocumentStage::taken_back)
      line.days_left = days_between(tx.today(), *row.next_review_on);
  }
  line.open_comments = row.open_comments;
  line.changed_at = row.changed_at;
  line.changed_by_name = row.changed_by_name;
  line.created_at = row.created_at;
  line.created_by_name = row.created_by_name;
  line.created_by_facility = row.created_by_facility;
  line.newest_form = is_outside(opened.grant) || row.form_version >= newest_form;
  return line;
}

std::vector<DocumentVersionLine> versions_of(Tx& tx, const Actor& actor, const Opened& opened) {
  auto versions = store::versions(tx, actor.region_id, opened.row.id);
  const auto& grant = opened.grant;
  std::erase_if(versions, [&](const DocumentVersionLine& version) {
    using enum DocumentVersionState;
    if (is_outside(grant))  // nothing that was handed in and did not come so far
      return version.version > open_version(opened) || version.state == returned;
    return grant.looks_back_to && version.at < japan_midnight(*grant.looks_back_to) &&
           version.version != opened.row.force_version && version.version != opened.row.version;
  });
  return versions;
}

std::vector<DocumentSignature> signatures_of(Tx& tx, RegionId region, PersonDocumentId document,
                                             std::int64_t version, const std::vector<FormStep>& steps) {
  std::vector<DocumentSignature> out;
  for (auto& event : store::events(tx, region, document)) {
    const bool signs = event.kind == DocumentEventKind::approved || event.kind == DocumentEventKind::agreed;
    if (!signs || event.version != version || event.step >= static_cast<std::int64_t>(steps.size())) continue;
    const auto& step = steps[static_cast<std::size_t>(event.step)];
    out.push_back({event.step, step.role, step.title,
                   event.giver_name.empty() ? event.by_name : event.giver_name, event.giver_relation,
                   event.at, event.method, event.file_id, event.words});
  }
  return out;
}

Result<PersonDocument> view_of(Tx& tx, const Actor& actor, const Opened& opened,
                               std::optional<std::int64_t> asked) {
  const auto region = actor.region_id;
  const auto& row = opened.row;
  PersonDocument view;
  view.versions = versions_of(tx, actor, opened);
  TRY_ASSIGN(view.shown_version, version_shown(opened, asked, view.versions));
  const auto present = form_of(tx, region, row.form_key, row.form_version);
  view.document = line_of(tx, opened, present.meaning.steps, present.line.version);
  view.may = may_of(actor, opened, present.meaning.steps);
  view.form_version = row.form_version;
  view.questionnaire = {present.text};
  if (view.shown_version == 0 && is_outside(opened.grant)) {
    view.questionnaire = {};  // just returned: there is nothing for them to read any more
    return view;
  }
  if (view.shown_version == 0) {
    show_draft(tx, actor, opened, present, view);
  } else {
    const auto version = store::version(tx, region, row.id, view.shown_version);
    if (!version) return not_found();
    const auto its_form = form_of(tx, region, row.form_key, version->line.form_version);
    view.shows = DocumentShows::version;
    view.form_version = version->line.form_version;
    view.questionnaire = {its_form.text};
    show_version(*version, its_form, view);
    view.signatures = signatures_of(tx, region, row.id, view.shown_version, its_form.meaning.steps);
  }
  view.reviews = store::reviews(tx, region, row.id);
  const auto events = store::events(tx, region, row.id);
  if (row.stage == DocumentStage::taken_back)
    view.document.taken_back = note_of(events, DocumentEventKind::taken_back);
  if (is_outside(opened.grant)) return view;
  view.comments = store::comments(tx, region, row.id, actor.post_id);
  if (row.stage == DocumentStage::draft && !view.versions.empty() &&
      view.versions.front().state == DocumentVersionState::returned)
    view.returned = note_of(events, DocumentEventKind::returned);
  return view;
}

Result<DocumentsView> list_documents(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_plans, person, {{}, "documents", {}}));
  DocumentsView view;
  const auto region = actor.region_id;
  if (is_withheld(tx, region, grant)) return view;
  std::map<std::pair<std::string, std::int64_t>, form::PublishedForm>
      forms;  // read once, however many documents
  for (auto& row : store::documents(tx, store::reach_of(actor, grant))) {
    const std::pair key{row.form_key, row.form_version};
    auto at = forms.find(key);
    if (at == forms.end()) at = forms.emplace(key, form_of(tx, region, row.form_key, row.form_version)).first;
    view.items.push_back(
        line_of(tx, {grant, std::move(row)}, at->second.meaning.steps, at->second.line.version));
  }
  view.may_begin = drafts(grant);
  if (view.may_begin) view.forms = form::choices(tx, region, grant.classes);
  return view;
}

std::vector<DocumentMark> document_marks(Tx& tx, const Actor& actor, const Grant& grant) {
  std::vector<DocumentMark> marks;
  if (is_withheld(tx, actor.region_id, grant)) return marks;
  for (const auto& row : store::documents(tx, store::reach_of(actor, grant)))
    if (row.stage != DocumentStage::taken_back)
      marks.push_back({row.id, row.title, japan_date(row.force_at.value_or(row.created_at))});
  return marks;
}

Result<PersonDocument> read_document(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                     std::optional<std::int64_t> version) {
  TRY_ASSIGN(const auto opened, open_document(tx, actor, Action::read_plans, person, document));
  return view_of(tx, actor, opened, version);
}

Result<DocumentComparison> compare_versions(Tx& tx, const Actor& actor, PersonId person,
                                            PersonDocumentId document, const CompareQuery& query) {
  TRY_ASSIGN(const auto opened, open_document(tx, actor, Action::read_past_plans, person, document));
  const auto region = actor.region_id;
  const auto readable = versions_of(tx, actor, opened);
  DocumentComparison out;
  TRY_ASSIGN(out.to, version_shown(opened, query.to, readable));
  out.from = query.from.value_or(0);
  if (!query.from) {  // the one before
    for (const auto& version : readable)
      if (out.from == 0 && (out.to == 0 || version.version < out.to)) out.from = version.version;
  }
  if (std::ranges::find(readable, out.from, &DocumentVersionLine::version) == readable.end())
    return fail(Code::invalid, "from", "比べる版がありません。", "There is no version to compare with.");
  const auto one = [&](std::int64_t number) -> std::pair<form::PublishedForm, form::Answers> {
    if (number == 0)
      return {form_of(tx, region, opened.row.form_key, opened.row.form_version),
              answers_of(store::answers(tx, region, document))};
    const auto version = store::version(tx, region, document, number).value();
    return {form_of(tx, region, opened.row.form_key, version.line.form_version), answers_of(version.answers)};
  };
  const auto [earlier_form, earlier] = one(out.from);
  const auto [later_form, later] = one(out.to);
  out.items = compare(earlier_form.meaning, earlier, later_form.meaning, later, tx.today());
  return out;
}

bool may_see_signature(Tx& tx, const Actor& actor, const Grant& grant, const Uuid& document, FileId file) {
  if (is_withheld(tx, actor.region_id, grant)) return false;
  auto row = store::find(tx, store::reach_of(actor, grant), {document});
  if (!row) return false;
  const Opened opened{grant, std::move(*row)};
  for (const auto& version : versions_of(tx, actor, opened)) {
    const auto form = form_of(tx, actor.region_id, opened.row.form_key, version.form_version);
    const auto signatures =
        signatures_of(tx, actor.region_id, opened.row.id, version.version, form.meaning.steps);
    if (std::ranges::find(signatures, std::optional(file), &DocumentSignature::file_id) != signatures.end())
      return true;
  }
  return false;
}

}  // namespace musubi::document
