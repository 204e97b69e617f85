#include "form/form_service.hpp"

#include <algorithm>

#include "form/form_store.hpp"

namespace musubi::form {
namespace {

using access::Duty;
using store::Author;

Status operate(Tx& tx, const Actor& actor) {
  return access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "form", {}});
}
Author author_of(const Actor& actor) {
  return {actor.post_id, actor.display_name};
}

/// Brings the program's forms in, and its newer text where the region has none of its own.
void adopt_shipped(Tx& tx, RegionId region) {
  const auto known = store::marks(tx, region);
  for (const auto& shipped : shipped_forms()) {
    const auto at = std::ranges::find(known, shipped.key, &std::pair<std::string, std::string>::first);
    if (at != known.end() && (at->second.empty() || at->second == shipped.mark)) continue;
    if (at == known.end() &&
        !store::insert(tx, region, shipped.key, shipped.meaning, FormOrigin::shipped, shipped.mark, {}))
      continue;  // another copy of the program was faster
    const auto line = store::find(tx, region, shipped.key);
    store::publish(tx, region, shipped.key, line->version + 1, shipped.text, shipped.meaning,
                   FormOrigin::shipped, shipped.mark, "", {});
  }
}

Result<FormView> view_of(Tx& tx, RegionId region, const std::string& key) {
  auto line = store::find(tx, region, key);
  if (!line) return not_found();
  FormView view;
  view.versions = store::versions(tx, region, key);
  if (line->version > 0) view.questionnaire = store::version(tx, region, key, line->version)->questionnaire;
  if (line->draft_revision > 0) {
    view.draft = store::draft(tx, region, key, line->draft_revision);
    if (view.draft) view.draft->problems = read_questionnaire(view.draft->questionnaire.text).problems;
  }
  view.form = std::move(*line);
  return view;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= 60 && key[0] >= 'a' && key[0] <= 'z' &&
         std::ranges::all_of(
             key, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::unexpected<Error> lost_race(Tx& tx, RegionId region, const std::string& key) {
  Error error{Code::conflict, "", "ほかの人が先に変更しました。内容を確かめてからやり直してください。",
              "Somebody else changed this meanwhile. Please look again."};
  if (const auto now = view_of(tx, region, key)) error.current = json::to_json(*now);
  return std::unexpected(std::move(error));
}

std::unexpected<Error> not_ready(const std::vector<FormProblem>& problems) {
  const auto& first = problems.front();
  Error error{Code::invalid,
              "questionnaire." + (first.link_id.empty() ? "" : first.link_id + ".") + first.property,
              (first.link_id.empty() ? "" : "項目「" + first.link_id + "」：") + first.ja,
              (first.link_id.empty() ? "" : "Item \"" + first.link_id + "\": ") + first.en};
  error.current = json::to_json(FormProblems{problems});
  return std::unexpected(std::move(error));
}

std::string empty_form(const std::string& title) {
  std::string text = R"({"resourceType":"Questionnaire","status":"draft","title":)";
  json::write_string(text, title);
  return text + R"(,"extension":[{"url":")" + std::string(kExtension) +
         R"(info-class","valueCode":"basic"}],"item":[]})";
}

}  // namespace

Result<std::vector<FormLine>> list_forms(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor));
  adopt_shipped(tx, actor.region_id);
  return store::forms(tx, actor.region_id);
}

Result<FormView> read_form(Tx& tx, const Actor& actor, const std::string& key) {
  TRY(operate(tx, actor));
  adopt_shipped(tx, actor.region_id);
  return view_of(tx, actor.region_id, key);
}

Result<FormVersionView> read_form_version(Tx& tx, const Actor& actor, const std::string& key,
                                          std::int64_t version) {
  TRY(operate(tx, actor));
  auto view = store::version(tx, actor.region_id, key, version);
  if (!view) return not_found();
  return std::move(*view);
}

Result<FormView> add_form(Tx& tx, const Actor& actor, const NewForm& form) {
  TRY(operate(tx, actor));
  adopt_shipped(tx, actor.region_id);
  const auto region = actor.region_id;
  if (!is_key(form.key.value))
    return fail(Code::invalid, "key", "様式の記号は、英小文字で始まる英小文字・数字・_ にしてください。",
                "The key begins with a small letter and has small letters, digits and _.");
  auto text = empty_form(form.title);
  if (form.copy_of && !form.copy_of->empty()) {
    const auto model = newest(tx, region, form.copy_of->value);
    if (!model)
      return fail(Code::invalid, "copy_of", "もとにする様式がありません。", "There is no such form to copy.");
    text = with_title(model->text, form.title.value);
  }
  if (!store::insert(tx, region, form.key.value, read_questionnaire(text).form, FormOrigin::region, "",
                     author_of(actor)))
    return fail(Code::duplicate, "key", "この記号の様式はすでにあります。",
                "There is a form of this key already.");
  store::save_draft(tx, region, form.key.value, 0, text, author_of(actor));
  return view_of(tx, region, form.key.value);
}

Result<FormView> save_form_draft(Tx& tx, const Actor& actor, const std::string& key, std::int64_t seen,
                                 const FormDraftEdit& edit) {
  TRY(operate(tx, actor));
  const auto region = actor.region_id;
  if (!store::find(tx, region, key)) return not_found();
  const auto& text = edit.questionnaire.text;
  if (text.size() > kLongestForm)
    return fail(Code::too_long, "questionnaire", "様式が大きすぎます。", "The form is too large.");
  const auto reading = read_questionnaire(text);
  for (const auto& problem : reading.problems)
    if (problem.code == "not_a_form") return not_ready(reading.problems);
  if (!store::save_draft(tx, region, key, seen, text, author_of(actor))) return lost_race(tx, region, key);
  return view_of(tx, region, key);
}

Result<FormView> publish_form(Tx& tx, const Actor& actor, const std::string& key, std::int64_t seen,
                              const FormPublish& publish) {
  TRY(operate(tx, actor));
  const auto region = actor.region_id;
  const auto line = store::find(tx, region, key);
  if (!line) return not_found();
  const auto draft = store::draft(tx, region, key, seen);
  if (!draft || line->draft_revision != seen) return lost_race(tx, region, key);
  const auto reading = read_questionnaire(draft->questionnaire.text);
  if (!reading.problems.empty()) return not_ready(reading.problems);
  if (!store::end_draft(tx, region, key, seen)) return lost_race(tx, region, key);
  store::publish(tx, region, key, line->version + 1, draft->questionnaire.text, reading.form,
                 FormOrigin::region, "", publish.note.value, author_of(actor));
  return view_of(tx, region, key);
}

Result<FormView> discard_form_draft(Tx& tx, const Actor& actor, const std::string& key, std::int64_t seen) {
  TRY(operate(tx, actor));
  const auto region = actor.region_id;
  if (!store::find(tx, region, key)) return not_found();
  if (!store::end_draft(tx, region, key, seen)) return lost_race(tx, region, key);
  store::note_event(tx, region, key, "discarded", "", author_of(actor));
  return view_of(tx, region, key);
}

Result<FormView> retire_form(Tx& tx, const Actor& actor, const std::string& key, const FormRetire& retire) {
  TRY(operate(tx, actor));
  const auto region = actor.region_id;
  const auto line = store::find(tx, region, key);
  if (!line) return not_found();
  if (line->retired != retire.retired) {
    store::set_retired(tx, region, key, retire.retired);
    store::note_event(tx, region, key, retire.retired ? "retired" : "restored", retire.reason.value,
                      author_of(actor));
  }
  return view_of(tx, region, key);
}

std::vector<FormChoice> choices(Tx& tx, RegionId region, ClassSet classes) {
  adopt_shipped(tx, region);
  std::vector<FormChoice> out;
  for (auto& line : store::forms(tx, region))
    if (!line.retired && line.version > 0 && classes.has(line.info_class))
      out.push_back({line.key, line.title, line.title_en, line.kind, line.info_class, line.version});
  return out;
}

std::optional<PublishedForm> newest(Tx& tx, RegionId region, const std::string& key) {
  adopt_shipped(tx, region);
  const auto line = store::find(tx, region, key);
  if (!line || line->retired || line->version == 0) return std::nullopt;
  return published(tx, region, key, line->version);
}

std::optional<PublishedForm> published(Tx& tx, RegionId region, const std::string& key,
                                       std::int64_t version) {
  auto line = store::find(tx, region, key);
  if (!line) return std::nullopt;
  auto view = store::version(tx, region, key, version);
  if (!view) return std::nullopt;
  auto reading = read_questionnaire(view->questionnaire.text);
  return PublishedForm{std::move(*line), std::move(view->questionnaire.text), std::move(reading.form)};
}

}  // namespace musubi::form
