// Drafting: beginning, answers, comments, the move to a newer form.
#include <algorithm>
#include <set>

#include "document/document_parts.hpp"

namespace musubi::document {
namespace {

using access::Action;

Error not_a_draft() {
  return {Code::gone, "", "この書類は提出されているか、取り下げられています。内容は変えられません。",
          "This document was handed in or taken back. It cannot be changed now."};
}

DocumentAnswer shown(const store::AnswerRow& row, PostId reader) {
  return {row.path,     json::read<AnswerValue>(row.value).value(),
          row.revision, row.at,
          row.by_name,  row.by_post == reader};
}

Status check_path(const form::Index& index, const AnswerSave& save, std::size_t i) {
  const auto field = "saves[" + std::to_string(i) + "].";
  const auto* item = form::item_at(index, save.path.value);
  if (item == nullptr)
    return fail(Code::invalid, field + "path", "この項目は様式にありません。", "The form has no such item.");
  if (item->read_only || !item->calculated.empty())
    return fail(Code::invalid, field + "path", "この項目は書き換えられません。",
                "This item cannot be changed.");
  if (!form::fits(*item, save.value))
    return fail(Code::invalid, field + "value", "項目の種類に合わない値です。",
                "The value is not of the item's type.");
  return {};
}

std::unexpected<Error> in_conflict(std::vector<DocumentAnswer> answers) {
  Error error{Code::conflict, "answers",
              "同じ項目をほかの人が先に書き換えました。入力した内容は残っています。見比べてください。",
              "Somebody else changed the same item first. What you typed is kept; please compare."};
  error.current = json::to_json(AnswersInConflict{std::move(answers)});
  return std::unexpected(std::move(error));
}

/// A retried request, or a second tab with the same words: nothing to write.
bool is_same(const AnswerValue& left, const AnswerValue& right) {
  return json::to_json(left) == json::to_json(right) || (form::is_empty(left) && form::is_empty(right));
}

void touch(Tx& tx, const Actor& actor, PersonId person, store::Row& row) {
  row.changed_at = tx.now();
  row.changed_by_name = actor.display_name;
  store::update(tx, actor.region_id, person, row);
}

std::optional<DocumentComment> comment_of(Tx& tx, const Actor& actor, PersonDocumentId document,
                                          DocumentCommentId comment) {
  for (auto& one : store::comments(tx, actor.region_id, document, actor.post_id))
    if (one.id == comment) return std::move(one);
  return std::nullopt;
}

}  // namespace

Result<PersonDocument> begin_document(Tx& tx, const Actor& actor, PersonId person,
                                      const NewPersonDocument& begun) {
  if (begun.id.is_nil()) {
    TRY(access::require(tx, actor, Action::draft_document, person, {{}, "document", {}}));
    return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  }
  const auto region = actor.region_id;
  const auto wanted = begun.info_class;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::draft_document, person,
                             {wanted ? ClassSet::of(*wanted) : ClassSet{}, "document", begun.id.uuid}));
  if (const auto known = store::taken(tx, region, begun.id)) {
    const auto& [whose, by, form_key] = *known;
    auto row = store::find(tx, store::reach_of(actor, grant), begun.id);
    if (whose == person && by == actor.post_id && form_key == begun.form_key.value && row)
      return view_of(tx, actor, {grant, std::move(*row)});
    return fail(Code::duplicate, "id", "同じIDの別の書類がすでにあります。",
                "Another document with this id exists already.");
  }
  const auto form = form::newest(tx, region, begun.form_key);
  if (!form) return fail(Code::invalid, "form_key", "この様式はありません。", "There is no such form.");
  const auto info_class = wanted.value_or(form->meaning.info_class);
  if (!grant.classes.has(info_class))
    return fail(Code::forbidden, "",
                "この情報区分を扱う権限がありません。必要なときはコーディネーターにご相談ください。",
                "Your seat does not include this class of information. Please ask the coordinator.");
  if (store::count(tx, region, person) >= kMostDocuments)
    return fail(Code::too_large, "", "書類が多すぎます。", "There are too many documents.");
  store::Row row;
  row.id = begun.id;
  row.form_key = form->line.key;
  row.form_version = form->line.version;
  row.title = begun.title.empty() ? form->meaning.title : begun.title.value;
  row.kind = form->meaning.kind;
  row.info_class = ClassSet::of(info_class);
  row.created_at = row.changed_at = tx.now();
  row.created_by = actor.post_id;
  row.created_by_name = row.changed_by_name = actor.display_name;
  row.created_by_facility = actor.facility_name;
  if (!store::insert(tx, region, person, row)) return fail(Code::duplicate, "id");
  for (const auto& [path, value] :
       form::first_answers(form->meaning, patient_of(tx, actor, grant, info_class)))
    store::insert_answer(tx, region, row.id, path, 1, value, author_of(actor));
  store::insert_event(tx, region, row.id, {}, author_of(actor));
  announce(tx, region, person, row, false);
  return view_of(tx, actor, {grant, row});
}

Result<SavedAnswers> save_answers(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                  const SaveAnswers& save) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::draft_document, person, document));
  auto& row = opened.row;
  const auto region = actor.region_id;
  if (row.stage != DocumentStage::draft) return std::unexpected(not_a_draft());
  const auto form = form_of(tx, region, row.form_key, row.form_version);
  const auto index = form::index_of(form.meaning);
  auto present = store::answers(tx, region, document);
  std::vector<DocumentAnswer> theirs;
  std::set<std::string> written;
  bool any = false;
  for (std::size_t i = 0; i < save.saves.size(); ++i) {
    const auto& one = save.saves.items[i];
    TRY(check_path(index, one, i));
    if (!written.insert(one.path.value).second)
      return fail(Code::invalid, "saves[" + std::to_string(i) + "].path", "同じ項目が2度あります。",
                  "The same item is there twice.");
    const auto at = std::ranges::find(present, one.path.value, &store::AnswerRow::path);
    const auto revision = at == present.end() ? 0 : at->revision;
    const auto now = at == present.end() ? AnswerValue{} : json::read<AnswerValue>(at->value).value();
    if (is_same(now, one.value)) continue;
    if (revision != one.revision) {
      if (at != present.end())
        theirs.push_back(shown(*at, actor.post_id));
      else
        return fail(Code::invalid, "saves[" + std::to_string(i) + "].revision", "この版はありません。",
                    "There is no such revision.");
      continue;
    }
    if (!store::insert_answer(tx, region, document, one.path.value, revision + 1, one.value,
                              author_of(actor)))
      return fail(Code::conflict, "saves[" + std::to_string(i) + "].revision");
    any = true;
  }
  if (!theirs.empty()) return in_conflict(std::move(theirs));
  if (present.size() + save.saves.size() > kMostAnswers)
    return fail(Code::too_large, "", "記入が多すぎます。", "There are too many answers.");
  if (any) {
    touch(tx, actor, person, row);
    announce(tx, region, person, row, false);
    present = store::answers(tx, region, document);
  }
  SavedAnswers out;
  for (const auto& answer : present)
    if (written.contains(answer.path)) out.answers.push_back(shown(answer, actor.post_id));
  const form::Filled filled(form.meaning, answers_of(present), tx.today());
  out.calculated = filled.reckoned();
  out.problems = filled.problems();
  return out;
}

Result<DocumentComment> add_comment(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document,
                                    const NewDocumentComment& comment) {
  TRY_ASSIGN(const auto opened, open_document(tx, actor, Action::draft_document, person, document));
  const auto region = actor.region_id;
  if (opened.row.stage == DocumentStage::taken_back) return std::unexpected(not_a_draft());
  const auto known = store::comments(tx, region, document, actor.post_id);
  std::string path = comment.path;
  if (comment.reply_to) {
    const auto first = std::ranges::find(known, *comment.reply_to, &DocumentComment::id);
    if (first == known.end() || first->reply_to)
      return fail(Code::invalid, "reply_to", "返信先のコメントがありません。", "There is no such comment.");
    path = first->path;
  }
  if (static_cast<std::int64_t>(known.size()) >= kMostComments)
    return fail(Code::too_large, "", "コメントが多すぎます。", "There are too many comments.");
  if (comment.id.is_nil() || !store::insert_comment(tx, region, document, comment, path, author_of(actor))) {
    const auto same = std::ranges::find(known, comment.id, &DocumentComment::id);
    if (same != known.end() && same->mine && same->words == comment.words.value) return *same;
    return fail(Code::duplicate, "id", "このコメントのIDは使えません。", "This id cannot be used.");
  }
  announce(tx, region, person, opened.row, false);
  return comment_of(tx, actor, document, comment.id).value();
}

Result<DocumentComment> resolve_comment(Tx& tx, const Actor& actor, PersonId person,
                                        PersonDocumentId document, DocumentCommentId comment,
                                        const CommentResolved& how) {
  TRY_ASSIGN(const auto opened, open_document(tx, actor, Action::draft_document, person, document));
  const auto region = actor.region_id;
  auto now = comment_of(tx, actor, document, comment);
  if (!now || now->reply_to) return not_found();
  if (now->resolved_at.has_value() == how.resolved) return std::move(*now);
  store::resolve_comment(tx, region, document, comment, how.resolved, author_of(actor));
  store::Event event;
  event.kind = how.resolved ? DocumentEventKind::resolved : DocumentEventKind::reopened;
  event.words = to_string(comment);
  store::insert_event(tx, region, document, event, author_of(actor));
  announce(tx, region, person, opened.row, false);
  return comment_of(tx, actor, document, comment).value();
}

Result<PersonDocument> update_form(Tx& tx, const Actor& actor, PersonId person, PersonDocumentId document) {
  TRY_ASSIGN(auto opened, open_document(tx, actor, Action::draft_document, person, document));
  auto& row = opened.row;
  const auto region = actor.region_id;
  if (row.stage != DocumentStage::draft) return std::unexpected(not_a_draft());
  const auto present = form_of(tx, region, row.form_key, row.form_version);
  if (present.line.version > row.form_version) {
    row.form_version = present.line.version;
    touch(tx, actor, person, row);
    store::Event event;
    event.kind = DocumentEventKind::form_updated;
    event.words = std::to_string(row.form_version);
    store::insert_event(tx, region, document, event, author_of(actor));
    announce(tx, region, person, row, false);
  }
  return view_of(tx, actor, opened);
}

}  // namespace musubi::document
