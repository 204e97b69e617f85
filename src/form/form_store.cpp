#include "form/form_store.hpp"

#include <bit>

namespace musubi::form::store {
namespace {

struct FlatRow {
  std::string key, title, title_en;
  FormKind kind = FormKind::document;
  std::int64_t class_bit = 1;
  FormOrigin origin = FormOrigin::region;
  std::int64_t version = 0;
  bool retired = false;
  std::int64_t draft_revision = 0;
  Time changed_at{};
  std::string changed_by_name, steps;
  std::int64_t review_months = 0;
};
BOOST_DESCRIBE_STRUCT(FlatRow, (),
                      (key, title, title_en, kind, class_bit, origin, version, retired, draft_revision,
                       changed_at, changed_by_name, steps, review_months))
#define MUSUBI_FORM_COLUMNS                                                                      \
  "select form_key, title, title_en, kind, class_bit, origin, version, retired, draft_revision," \
  " changed_at, changed_by_name, steps, review_months from form where region_id = $1 "

FormLine line_of(FlatRow flat) {
  FormLine line;
  line.key = std::move(flat.key);
  line.title = std::move(flat.title);
  line.title_en = std::move(flat.title_en);
  line.kind = flat.kind;
  line.info_class = static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(flat.class_bit)));
  line.origin = flat.origin;
  line.version = flat.version;
  line.retired = flat.retired;
  line.draft_revision = flat.draft_revision;
  line.changed_at = flat.changed_at;
  line.changed_by_name = std::move(flat.changed_by_name);
  line.steps = json::read<std::vector<FormStep>>(flat.steps).value();
  line.review_months = flat.review_months;
  return line;
}

}  // namespace

std::vector<FormLine> forms(Tx& tx, RegionId region) {
  std::vector<FormLine> lines;
  for (auto& flat : tx.all<FlatRow>(MUSUBI_FORM_COLUMNS "order by form_key", region))
    lines.push_back(line_of(std::move(flat)));
  return lines;
}

std::optional<FormLine> find(Tx& tx, RegionId region, const std::string& key) {
  auto flat = tx.first<FlatRow>(MUSUBI_FORM_COLUMNS "and form_key = $2", region, key);
  if (!flat) return std::nullopt;
  return line_of(std::move(*flat));
}

std::vector<std::pair<std::string, std::string>> marks(Tx& tx, RegionId region) {
  return tx.all<std::pair<std::string, std::string>>(
      "select form_key, shipped_mark from form where region_id = $1", region);
}

bool insert(Tx& tx, RegionId region, const std::string& key, const Questionnaire& form, FormOrigin origin,
            const std::string& mark, const Author& by) {
  return tx.run(R"sql(
    insert into form (region_id, form_key, origin, shipped_mark, title, title_en, kind, class_bit, steps, review_months,
                      version, draft_revision, retired, changed_at, changed_by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, false, $11, $12)
    on conflict do nothing
  )sql",
                region, key, origin, mark, form.title, form.title_en, form.kind,
                ClassSet::of(form.info_class), json::to_json(form.steps), form.review_months, tx.now(),
                by.name) == 1;
}

void publish(Tx& tx, RegionId region, const std::string& key, std::int64_t version, const std::string& body,
             const Questionnaire& form, FormOrigin origin, const std::string& mark, const std::string& note,
             const Author& by) {
  tx.run(R"sql(
    insert into form_version (region_id, form_key, version, body, note, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
  )sql",
         region, key, version, body, note, tx.now(), by.post_id, by.name);
  tx.run(R"sql(
    update form set origin = $3, shipped_mark = $4, title = $5, title_en = $6, kind = $7, class_bit = $8, steps = $9,
                    review_months = $10, version = $11, changed_at = $12, changed_by_name = $13
     where region_id = $1 and form_key = $2
  )sql",
         region, key, origin, mark, form.title, form.title_en, form.kind, ClassSet::of(form.info_class),
         json::to_json(form.steps), form.review_months, version, tx.now(), by.name);
}

std::vector<FormVersionLine> versions(Tx& tx, RegionId region, const std::string& key) {
  return tx.all<FormVersionLine>(R"sql(
    select version, at, by_name, note from form_version
     where region_id = $1 and form_key = $2 order by version desc limit 200
  )sql",
                                 region, key);
}

std::optional<FormVersionView> version(Tx& tx, RegionId region, const std::string& key,
                                       std::int64_t version) {
  using Row = std::tuple<std::int64_t, Time, std::string, std::string, std::string>;
  auto row = tx.first<Row>(R"sql(
    select version, at, by_name, note, body from form_version where region_id = $1 and form_key = $2 and version = $3
  )sql",
                           region, key, version);
  if (!row) return std::nullopt;
  auto& [number, at, by_name, note, body] = *row;
  return FormVersionView{number, at, std::move(by_name), std::move(note), {std::move(body)}};
}

bool save_draft(Tx& tx, RegionId region, const std::string& key, std::int64_t seen, const std::string& body,
                const Author& by) {
  const auto last = tx.one<std::int64_t>(
      "select coalesce(max(revision), 0) from form_draft where region_id = $1 and form_key = $2", region,
      key);
  const bool kept = tx.run(R"sql(
    update form set draft_revision = $4, changed_at = $5, changed_by_name = $6
     where region_id = $1 and form_key = $2 and draft_revision = $3
  )sql",
                           region, key, seen, last + 1, tx.now(), by.name) == 1;
  if (kept)
    tx.run(R"sql(
      insert into form_draft (region_id, form_key, revision, body, at, by_post, by_name)
      values ($1, $2, $3, $4, $5, $6, $7)
    )sql",
           region, key, last + 1, body, tx.now(), by.post_id, by.name);
  return kept;
}

bool end_draft(Tx& tx, RegionId region, const std::string& key, std::int64_t seen) {
  return tx.run(R"sql(
    update form set draft_revision = 0 where region_id = $1 and form_key = $2 and draft_revision = $3 and $3 > 0
  )sql",
                region, key, seen) == 1;
}

std::optional<FormDraft> draft(Tx& tx, RegionId region, const std::string& key, std::int64_t revision) {
  using Row = std::tuple<std::string, Time, std::string>;
  auto row = tx.first<Row>(R"sql(
    select body, at, by_name from form_draft where region_id = $1 and form_key = $2 and revision = $3
  )sql",
                           region, key, revision);
  if (!row) return std::nullopt;
  auto& [body, at, by_name] = *row;
  return FormDraft{{std::move(body)}, revision, at, std::move(by_name), {}};
}

void set_retired(Tx& tx, RegionId region, const std::string& key, bool retired) {
  tx.run("update form set retired = $3 where region_id = $1 and form_key = $2", region, key, retired);
}

void note_event(Tx& tx, RegionId region, const std::string& key, const std::string& kind,
                const std::string& reason, const Author& by) {
  tx.run(R"sql(
    insert into form_event (region_id, event_id, form_key, kind, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, tx.new_id<Id<struct FormEventTag>>(), key, kind, reason, tx.now(), by.post_id, by.name);
}

}  // namespace musubi::form::store
