// The package of a handover: on paper, and as an HL7 FHIR R4 document
// (https://hl7.org/fhir/R4/documents.html). What guardians left out is in neither.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/date_words.hpp"
#include "handover/handover_service.hpp"
#include "handover/handover_store.hpp"
#include "handover/handover_view.hpp"
#include "print/paper.hpp"

namespace musubi::handover {
namespace {

namespace bj = boost::json;
using print::Paper;

constexpr double kMargin = 14, kBody = 3.4;
constexpr std::array kClasses{InfoClass::basic,     InfoClass::health,  InfoClass::development,
                              InfoClass::education, InfoClass::welfare, InfoClass::family};

std::string_view name_of(InfoClass info_class) {
  constexpr std::array<std::string_view, 6> kNames{"基本", "医療・健康", "発達・療育",
                                                   "教育", "福祉・介護", "家庭"};
  return kNames[static_cast<std::size_t>(info_class)];
}
std::string_view name_of(HandoverKind kind) {
  constexpr std::array<std::string_view, 5> kNames{"園から学校へ", "進級・担任の交代", "転校・進学",
                                                   "大人のサービスへ", "市外への転出"};
  return kNames[static_cast<std::size_t>(kind)];
}
std::string agreement_text(const HandoverView& view) {
  for (const auto& step : view.steps) {
    if (step.kind == HandoverStepKind::agreed)
      return fmt::format("保護者の同意：{}　{}", date_ja(japan_date(step.at)), step.by_name);
    if (step.kind == HandoverStepKind::agreed_on_paper)
      return fmt::format("保護者の同意：{}（{}が記録）", step.words, step.by_name);
  }
  return "保護者の同意：まだありません";
}

double draw_head(Paper& paper, const HandoverPackage& package) {
  const auto& view = package.view;
  const double wide = paper.width() - 2 * kMargin;
  double y = 12;
  y += paper.text(kMargin, y, wide, "引継ぎ書　" + std::string(name_of(view.line.kind)), {5.5, true}) + 2;
  y += paper.text(kMargin, y, wide,
                  fmt::format("{}さん（{}）　生年月日 {}", view.person_name, view.person_kana,
                              date_ja(view.birth_date)),
                  {4.2, true}) +
       1.5;
  const auto to = view.line.to_name + (view.line.to_post_name.empty() ? "" : "　" + view.line.to_post_name);
  y += paper.text(kMargin, y, wide,
                  fmt::format("{}（{}） → {}　　引き継ぐ日 {}", package.from_name, package.region_name, to,
                              date_ja(view.line.starts_on)),
                  {kBody}) +
       1;
  y += paper.text(kMargin, y, wide, agreement_text(view), {kBody}) + 1;
  if (!view.terms.words.empty()) y += paper.text(kMargin, y, wide, view.terms.words.value, {kBody}) + 1;
  return y + 2;
}

double draw_small_head(Paper& paper, const HandoverPackage& package) {
  paper.text(kMargin, 8, paper.width() - 2 * kMargin,
             fmt::format("引継ぎ書　{}さん　{}ページ", package.view.person_name, paper.page()),
             {2.8, false, print::Align::left, print::kGrey});
  return 14;
}

void draw_foot(Paper& paper, const HandoverPackage& package) {
  paper.text(kMargin, paper.height() - 9, paper.width() - 2 * kMargin,
             fmt::format("印刷 {} {}", date_ja(japan_date(package.printed.at)), package.printed.by),
             {2.6, false, print::Align::right, print::kGrey});
}

std::vector<std::vector<print::Cell>> rows_of(const HandoverView& view, InfoClass info_class) {
  std::vector<std::vector<print::Cell>> rows;
  for (const auto& each : view.items) {
    if (each.left_out || each.item.info_class != info_class) continue;
    auto body = each.item.body.value;
    for (const auto& said : each.talk)
      body += fmt::format("\n{}{}（{}）", said.kind == HandoverStepKind::question ? "問：" : "答：",
                          said.words, said.by_name);
    rows.push_back({{each.item.title.value, true}, {body}, {each.confirmed_at ? "確認済み" : "□"}});
  }
  return rows;
}

/// FHIR narrative is XHTML.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '\n')
      out += "<br/>";
    else
      out += c;
  }
  return out;
}

bj::object section_of(const HandoverView& view, InfoClass info_class) {
  std::string words;
  for (const auto& each : view.items)
    if (!each.left_out && each.item.info_class == info_class)
      words += fmt::format("<p><b>{}</b><br/>{}</p>", escaped(each.item.title.value),
                           escaped(each.item.body.value));
  if (words.empty()) return {};
  return {{"title", name_of(info_class)},
          {"text", bj::object{{"status", "generated"},
                              {"div", "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + words + "</div>"}}}};
}
bj::object entry_of(const std::string& id, bj::object resource) {
  return {{"fullUrl", "urn:uuid:" + id}, {"resource", std::move(resource)}};
}
bj::object reference(const std::string& id) {
  return {{"reference", "urn:uuid:" + id}};
}

}  // namespace

Result<HandoverPackage> gather_package(Tx& tx, const Actor& actor, PersonId person, HandoverId handover) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, access::Action::export_handover, person,
                                               {{}, "handover", handover.uuid}));
  const auto row = find_handover(tx, reach_of(actor, grant, tx.today()), handover);
  if (!row) return not_found();
  HandoverPackage package;
  TRY_ASSIGN(package.view, view_of(tx, actor, grant, *row));
  if (std::ranges::find(package.view.may, HandoverMay::print) == package.view.may.end())
    return fail(Code::gone, "", "保護者の同意をたずねる前や、取りやめた後は出力できません。",
                "There is no package of a draft, or of what was taken back.");
  std::erase_if(package.view.items, [](const auto& each) { return each.left_out; });
  package.region_name = tx.one<std::string>("select name from region where region_id = $1", actor.region_id);
  package.from_name = row->line.author_facility;
  package.printed = access::imprint(tx, actor);
  return package;
}

std::string draw_package(const HandoverPackage& package) {
  Paper paper(print::Orientation::portrait, "引継ぎ書");
  const double wide = paper.width() - 2 * kMargin, bottom = paper.height() - 14;
  const auto next = [&](Paper& page) {
    draw_foot(page, package);
    return draw_small_head(page, package);
  };
  draw_foot(paper, package);
  double y = draw_head(paper, package);
  for (const auto info_class : kClasses) {
    const auto rows = rows_of(package.view, info_class);
    if (rows.empty()) continue;
    if (y + 25 > bottom) {
      paper.next_page();
      y = next(paper);
    }
    y += paper.text(kMargin, y, wide, std::string(name_of(info_class)), {4, true}) + 1;
    y = print::table(paper, kMargin, y, {42, wide - 42 - 20, 20}, {"項目", "内容", "受け取り"}, rows, bottom,
                     next, kBody) +
        4;
  }
  return paper.finish();
}

std::string bundle_of(const HandoverPackage& package) {
  const auto& view = package.view;
  const auto handover = to_string(view.line.id), person = to_string(view.line.person_id);
  const auto at = to_string(package.printed.at);
  bj::array sections;
  for (const auto info_class : kClasses)
    if (auto section = section_of(view, info_class); !section.empty()) sections.push_back(std::move(section));
  bj::object composition{
      {"resourceType", "Composition"},
      {"id", handover},
      {"status", view.line.state == HandoverState::received ? "final" : "preliminary"},
      {"type", bj::object{{"coding", bj::array{bj::object{{"system", "http://loinc.org"},
                                                          {"code", "18761-7"},
                                                          {"display", "Transfer summary note"}}}},
                          {"text", "引継ぎ書"}}},
      {"subject", reference(person)},
      {"date", at},
      {"author", bj::array{bj::object{{"display", package.from_name}}}},
      {"title", "引継ぎ書（" + std::string(name_of(view.line.kind)) + "）"},
      {"section", std::move(sections)}};
  bj::object patient{
      {"resourceType", "Patient"},
      {"id", person},
      {"name", bj::array{bj::object{{"text", view.person_name}}, bj::object{{"text", view.person_kana}}}},
      {"birthDate", to_string(view.birth_date)}};
  const bj::object bundle{
      {"resourceType", "Bundle"},
      {"identifier", bj::object{{"system", "urn:ietf:rfc:3986"}, {"value", "urn:uuid:" + handover}}},
      {"type", "document"},
      {"timestamp", at},
      {"entry", bj::array{entry_of(handover, std::move(composition)), entry_of(person, std::move(patient))}}};
  return bj::serialize(bundle);
}

}  // namespace musubi::handover
