// 就学相談資料: one case on A4 for the committee. What stands there is what whoever prints may see.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "person/person_service.hpp"
#include "base/date_words.hpp"
#include "print/paper.hpp"
#include "schoolentry/schoolentry_view.hpp"

namespace musubi::schoolentry {
namespace {

using print::Paper;
using Rows = std::vector<std::pair<std::string, std::string>>;

constexpr double kMargin = 14, kBody = 3.3, kLabel = 40;

std::string_view name_of(EntryKind kind) {
  constexpr std::array<std::string_view, 4> kNames{"小学校への就学", "中学校への進学", "学びの場の変更",
                                                   "高等部・高等学校への進学"};
  return kNames[static_cast<std::size_t>(kind)];
}
std::string listed(const List<LearningPlace, 4>& places) {
  std::string out;
  for (const auto place : places) out += (out.empty() ? "" : "・") + std::string(place_ja(place));
  return out;
}
void say(Rows& rows, std::string label, const std::string& words) {
  if (!words.empty()) rows.emplace_back(std::move(label), words);
}

/// The newest of a part that nothing has taken the place of.
const EntryStepView* in_force(const SchoolEntryView& view, EntryPart part) {
  const EntryStepView* found = nullptr;
  for (const auto& step : view.steps)
    if (step.part == part && !step.amended) found = &step;
  return found;
}

EntrySheetPart wishes_of(const SchoolEntryView& view) {
  EntrySheetPart part{"本人・保護者の意向", {}};
  const auto* step = in_force(view, EntryPart::wishes);
  if (step == nullptr || !step->content.wishes) return part;
  const auto& wishes = *step->content.wishes;
  say(part.rows, "本人の思い", wishes.child.value);
  say(part.rows, "保護者の思い", wishes.guardian.value);
  say(part.rows, "考えている学びの場", listed(wishes.hopes));
  say(part.rows, "学校にお願いしたいこと", wishes.asks.value);
  say(part.rows, "記録", fmt::format("{}　{}", date_ja(japan_date(step->at)), step->by_name));
  return part;
}

EntrySheetPart visits_of(const SchoolEntryView& view) {
  EntrySheetPart part{"見学・観察", {}};
  if (const auto* step = in_force(view, EntryPart::visits); step != nullptr && step->content.visits)
    for (const auto& visit : step->content.visits->items)
      part.rows.emplace_back(date_ja(visit.on) + "\n" + visit.place.value, visit.note.value);
  return part;
}

EntrySheetPart papers_of(const EntrySheet& sheet) {
  EntrySheetPart part{"資料", {}};
  for (const auto& paper : sheet.papers)
    part.rows.emplace_back(date_ja(paper.on), paper.title + (paper.words.empty() ? "" : "\n" + paper.words));
  if (sheet.view.unseen_papers > 0)
    part.rows.emplace_back(
        "ほか", fmt::format("印刷した人が見られない資料が{}件あります。", sheet.view.unseen_papers));
  return part;
}

/// What the committee and the board said in each round, and what the family answered.
EntrySheetPart rounds_of(const SchoolEntryView& view) {
  EntrySheetPart part{"これまでの意見と決定", {}};
  for (const auto& step : view.steps) {
    if (step.amended) continue;
    const auto label = [&](std::string_view what) { return fmt::format("{}（{}回目）", what, step.round); };
    const auto& content = step.content;
    if (content.committee)
      part.rows.emplace_back(
          label(board_decides(view.line.kind) ? "委員会の意見" : "検討の結果"),
          fmt::format("{}　{}（検討：{}）\n{}", date_ja(content.committee->on),
                      place_ja(content.committee->opinion), listed(content.committee->considered),
                      content.committee->reasons.value));
    if (content.decision)
      part.rows.emplace_back(label(board_decides(view.line.kind) ? "教育委員会の決定" : "進学先の決定"),
                             fmt::format("{}　{}　{}\n{}\n聞いたこと：{}", date_ja(content.decision->on),
                                         place_ja(content.decision->place), content.decision->school.value,
                                         content.decision->reasons.value, content.decision->heard.value));
    if (content.answer)
      part.rows.emplace_back(label("保護者の返事"),
                             std::string(content.answer->agree ? "同意" : "もう一度考えてほしい") +
                                 (content.answer->words.empty() ? "" : "\n" + content.answer->words.value));
  }
  return part;
}

EntrySheetPart arrangements_of(const SchoolEntryView& view) {
  EntrySheetPart part{"学校での配慮（合理的配慮）", {}};
  const auto* step = in_force(view, EntryPart::arrangements);
  if (step == nullptr || !step->content.arrangements) return part;
  for (const auto& one : step->content.arrangements->items) {
    const auto* viewpoint = find_viewpoint(one.viewpoint.value);
    part.rows.emplace_back(viewpoint == nullptr ? one.viewpoint.value : viewpoint->ja,
                           one.what.value + (one.who.empty() ? "" : "（" + one.who.value + "）"));
  }
  return part;
}

double draw_head(Paper& paper, const EntrySheet& sheet) {
  const double wide = paper.width() - 2 * kMargin;
  double y = 12;
  y += paper.text(kMargin, y, wide, "就学相談資料", {5.5, true}) + 1;
  y += paper.text(kMargin, y, wide,
                  fmt::format("{}　{}（{}年4月）", sheet.region_name, name_of(sheet.view.line.kind),
                              sheet.view.line.for_year),
                  {kBody}) +
       2;
  y += paper.text(kMargin, y, wide, fmt::format("{}（{}）", sheet.name, sheet.kana), {4.4, true}) + 1;
  y += paper.text(kMargin, y, wide,
                  fmt::format("{}生まれ　{}歳　{}", date_ja(sheet.birth_date), sheet.age_years,
                              sheet.school.empty() ? sheet.grade : sheet.school + " " + sheet.grade),
                  {kBody}) +
       1;
  return y + 3;
}

void draw_foot(Paper& paper, const EntrySheet& sheet) {
  paper.text(kMargin, paper.height() - 9, paper.width() - 2 * kMargin,
             fmt::format("{}　{}ページ　この用紙は個人情報です。　印刷 {} {}", sheet.name, paper.page(),
                         date_ja(japan_date(sheet.printed.at)), sheet.printed.by),
             {2.6, false, print::Align::right, print::kGrey});
}

/// Room to write while the committee sits; not where its opinion stands already.
void draw_room(Paper& paper, double y, const SchoolEntryView& view) {
  const double wide = paper.width() - 2 * kMargin;
  if (view.line.stage != EntryStage::wishes && view.line.stage != EntryStage::committee) return;
  y += paper.text(kMargin, y, wide, board_decides(view.line.kind) ? "委員会の記入欄" : "検討の記入欄",
                  {4, true}) +
       1;
  paper.text(kMargin + 1, y + 1, wide - 2,
             "意見：　□ 通常の学級　　□ 通級による指導　　□ 特別支援学級　　□ 特別支援学校", {kBody});
  paper.frame({kMargin, y}, wide, 42, 0.15, print::kGrey);
}

}  // namespace

Result<EntrySheet> gather_entry_sheet(Tx& tx, const Actor& actor, PersonId person, SchoolEntryId entry) {
  // No class named: the record is of all the reader has, for papers of any class are printed.
  TRY_ASSIGN(const auto grant, access::require(tx, actor, access::Action::export_plans, person,
                                               {{}, "school_entry", entry.uuid}));
  if (!grant.classes.has(InfoClass::education)) return not_found();
  TRY_ASSIGN(const auto known, seen(tx, actor, grant, entry));
  const auto body = person::body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  EntrySheet sheet;
  sheet.view = view_of(tx, actor, grant, known);
  for (auto& step : sheet.view.steps)
    if (step.content.committee) step.content.committee->inside = {};
  const auto readable = readable_papers(tx, actor, grant);
  for (const auto& paper : sheet.view.papers)
    if (const auto* one = find_paper(readable, paper.paper))
      sheet.papers.push_back({paper.title, one->words, paper.on});
  std::ranges::stable_sort(sheet.papers, {}, &EntrySheetPaper::on);
  sheet.region_name = tx.one<std::string>("select name from region where region_id = $1", actor.region_id);
  sheet.name = body->family_name.value + " " + body->given_name.value;
  sheet.kana = body->family_kana.value + " " + body->given_kana.value;
  sheet.birth_date = body->birth_date;
  sheet.age_years = age_on(body->birth_date, tx.today()).years;
  sheet.grade = person::grade_on(body->birth_date, body->schools, tx.today());
  for (const auto& school : body->schools)
    if (school.starts_on <= tx.today() && (!school.ends_on || tx.today() <= *school.ends_on))
      sheet.school = school.facility_name.value;
  sheet.printed = access::imprint(tx, actor);
  return sheet;
}

std::vector<EntrySheetPart> parts_of(const EntrySheet& sheet) {
  std::vector<EntrySheetPart> parts{wishes_of(sheet.view), visits_of(sheet.view), papers_of(sheet),
                                    rounds_of(sheet.view), arrangements_of(sheet.view)};
  std::erase_if(parts, [](const auto& part) { return part.rows.empty(); });
  return parts;
}

std::string draw_entry_sheet(const EntrySheet& sheet) {
  Paper paper(print::Orientation::portrait, "就学相談資料");
  const double wide = paper.width() - 2 * kMargin, bottom = paper.height() - 14;
  const auto next = [&](Paper& page) {
    draw_foot(page, sheet);
    return 12.0;
  };
  draw_foot(paper, sheet);
  double y = draw_head(paper, sheet);
  const auto keep = [&](double high) {
    if (y + high <= bottom) return;
    paper.next_page();
    y = next(paper);
  };
  for (const auto& part : parts_of(sheet)) {
    keep(25);
    y += paper.text(kMargin, y, wide, part.title, {4, true}) + 1;
    std::vector<std::vector<print::Cell>> rows;
    for (const auto& [label, words] : part.rows) rows.push_back({{label, true}, {words}});
    y = print::table(paper, kMargin, y, {kLabel, wide - kLabel}, {"項目", "内容"}, rows, bottom, next,
                     kBody) +
        4;
  }
  keep(50);
  draw_room(paper, y, sheet.view);
  return paper.finish();
}

}  // namespace musubi::schoolentry
