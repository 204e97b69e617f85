// The emergency card on one A4 page, or twice on one to be cut. The most urgent comes first and large; what
// has no room is named, so that nobody takes the paper for everything.
#include <fmt/format.h>

#include <algorithm>

#include "base/qr.hpp"
#include "base/date_words.hpp"
#include "care/care_service.hpp"
#include "print/paper.hpp"

namespace musubi::care {
namespace {

using print::Ink;
using print::Paper;

constexpr Ink kAlarm{0.72, 0.11, 0.11, 1}, kAlarmSoft{0.99, 0.92, 0.91, 1}, kHead{0.93, 0.94, 0.96, 1};
constexpr double kWide = 190, kHigh = 277;  // of a card at full size, in mm

struct Block {
  std::string title;
  std::vector<std::string> lines;
  bool urgent = false;
};

/// The parts that are not empty, with a space between.
std::string joined(std::initializer_list<std::string_view> parts, std::string_view between = "　") {
  std::string out;
  for (const auto part : parts)
    if (!part.empty()) out += (out.empty() ? "" : std::string(between)) + std::string(part);
  return out;
}
std::string labelled(std::string_view label, std::string_view text) {
  return text.empty() ? "" : fmt::format("{}：{}", label, text);
}

const CareContent& content_of(const CareView& care, CarePart part) {
  static const CareContent kNothing;
  const auto at = std::ranges::find(care.parts, part, &CarePartView::part);
  return at == care.parts.end() ? kNothing : at->content;
}
/// The items of a part's list; none where the reader may not see it.
template <class L>
auto items(const std::optional<L>& list) {
  return list ? list->items : decltype(list->items){};
}

void add_states(std::vector<Block>& blocks, const CareView& care) {
  for (const auto& state : items(content_of(care, CarePart::states).states)) {
    Block block{"こうなったら：" + state.state.value, {}, true};
    int number = 0;
    for (std::size_t from = 0; from <= state.steps.value.size();) {
      const auto end = std::min(state.steps.value.find('\n', from), state.steps.value.size());
      if (end > from)
        block.lines.push_back(fmt::format("{}. {}", ++number, state.steps.value.substr(from, end - from)));
      from = end + 1;
    }
    block.lines.push_back(labelled("救急車を呼ぶとき", state.ambulance.value));
    block.lines.push_back(labelled("連絡", state.call.value));
    blocks.push_back(std::move(block));
  }
  Block medicines{"緊急のときの薬", {}, true};
  for (const auto& item : items(content_of(care, CarePart::medicines).medicines)) {
    medicines.lines.push_back(joined({item.name.value, item.dose.value}));
    medicines.lines.push_back(joined({labelled("使うとき", item.when.value), item.how.value}));
  }
  blocks.push_back(std::move(medicines));
}

void add_calls(std::vector<Block>& blocks, const CardSheet& sheet) {
  Block calls{"電話する順", {}, true};
  std::vector<std::string> known;
  for (const auto& contact : items(content_of(sheet.care, CarePart::contacts).contacts)) {
    known.push_back(contact.phone.value);
    calls.lines.push_back(
        joined({contact.name.value, contact.relation.value, contact.phone.value, contact.note.value}));
  }
  for (const auto& guardian : sheet.person.guardians)
    if (!guardian.phone.empty() && std::ranges::find(known, guardian.phone) == known.end())
      calls.lines.push_back(joined({guardian.name, guardian.phone}));
  blocks.push_back(std::move(calls));
  Block hospitals{"病院", {}, false};
  for (const auto& item : items(content_of(sheet.care, CarePart::hospitals).hospitals))
    hospitals.lines.push_back(joined({item.name.value, item.department.value, item.doctor.value,
                                      labelled("診察券番号", item.chart_number.value), item.phone.value,
                                      labelled("夜間", item.after_hours_phone.value)}));
  blocks.push_back(std::move(hospitals));
}

void add_care(std::vector<Block>& blocks, const CardSheet& sheet) {
  Block allergies{"アレルギー", {}, true};
  for (const auto& item : sheet.person.allergies)
    allergies.lines.push_back(joined({item.substance.value, item.reaction.value}));
  blocks.push_back(std::move(allergies));
  Block procedures{"医療的ケア", {}, false};
  for (const auto& item : items(content_of(sheet.care, CarePart::procedures).procedures))
    if (!item.until || sheet.today <= *item.until)
      procedures.lines.push_back(joined({procedure_ja(item.code.value), item.detail.value, item.when.value}) +
                                 (item.cautions.empty() ? "" : "\n　注意：" + item.cautions.value));
  blocks.push_back(std::move(procedures));
  Block devices{"医療機器", {}, false};
  for (const auto& item : items(content_of(sheet.care, CarePart::devices).devices)) {
    std::string settings;
    for (const auto& s : item.settings)
      settings +=
          fmt::format("{}{} {}{}", settings.empty() ? "" : "、", s.name.value, s.value.value, s.unit.value);
    devices.lines.push_back(joined({item.name.value, item.model.value, settings}));
    const auto battery =
        item.battery_hours ? fmt::format("バッテリー {} 時間", *item.battery_hours) : std::string();
    devices.lines.push_back(joined({battery, item.power.value, labelled("予備", item.spare.value)}));
    devices.lines.push_back(
        joined({item.supplier.value, item.phone.value, labelled("夜間", item.after_hours_phone.value)}));
  }
  blocks.push_back(std::move(devices));
  Block sheets{"指示書", {}, false};
  for (const auto& item : sheet.care.instructions) {
    if (item.hidden || item.standing == InstructionStanding::replaced) continue;
    const bool over = item.standing == InstructionStanding::expired;
    sheets.urgent = sheets.urgent || over;
    sheets.lines.push_back(fmt::format("{}{}　{}まで　{} {}", over ? "【期限切れ】" : "",
                                       kind_ja(item.content.kind), date_ja(item.content.valid_until),
                                       item.content.facility.value, item.content.doctor.value));
  }
  blocks.push_back(std::move(sheets));
}

void add_passport(std::vector<Block>& blocks, const CareView& care) {
  const auto& passport = content_of(care, CarePart::passport).passport;
  if (!passport) return;
  blocks.push_back(
      {"わたしのこと（病院パスポート）",
       {labelled("伝え方", passport->communication.value), labelled("痛いとき", passport->pain.value),
        labelled("こわいこと・苦手", passport->fears.value), labelled("助かること", passport->helps.value),
        labelled("好きなこと", passport->likes.value), labelled("姿勢", passport->positioning.value),
        labelled("食事", passport->food.value)},
       false});
}

std::vector<Block> blocks_of(const CardSheet& sheet) {
  std::vector<Block> blocks;
  add_states(blocks, sheet.care);
  add_calls(blocks, sheet);
  add_care(blocks, sheet);
  add_passport(blocks, sheet.care);
  for (auto& block : blocks) std::erase(block.lines, "");
  std::erase_if(blocks, [](const auto& block) { return block.lines.empty(); });
  return blocks;
}

/// A card in a box whose upper left corner is at x, y; `scale` of full size.
struct Card {
  Paper& paper;
  const CardSheet& sheet;
  double x, y, scale;

  [[nodiscard]] double mm(double full) const { return full * scale; }
  double text(double at_x, double at_y, double wide, std::string_view words, print::Type type) const {
    type.size_mm *= scale;
    return paper.text(x + mm(at_x), y + mm(at_y), mm(wide), words, type) / scale;
  }
  [[nodiscard]] double measure(double wide, std::string_view words, print::Type type) const {
    type.size_mm *= scale;
    return paper.measure(mm(wide), words, type) / scale;
  }

  void draw_qr(double at_x, double at_y, double side) const {
    const auto code = qr_code(sheet.url);
    const double module = mm(side) / (code.side + 2 * kQrQuiet);
    paper.link(sheet.url, [&] {  // a PDF on a phone is tapped, not scanned
      paper.area({x + mm(at_x), y + mm(at_y)}, mm(side), mm(side), {1, 1, 1, 1});
      code.each_run([&](int cx, int cy, int run) {
        // a hair larger, so that no viewer shows white between rows
        paper.area({x + mm(at_x) + module * (cx + kQrQuiet), y + mm(at_y) + module * (cy + kQrQuiet)},
                   module * run, module * 1.02, print::kBlack);
      });
    });
  }

  double draw_head() const {
    const auto& person = sheet.person;
    constexpr double kBeside = kWide - 46;
    paper.area({x, y}, mm(kWide), mm(9), kAlarm);
    text(3, 1.4, kBeside, "緊急カード", {4.6, true, print::Align::left, {1, 1, 1, 1}});
    text(3, 2.4, kWide - 6,
         fmt::format("{}現在　{}", date_ja(japan_date(sheet.printed.at)), sheet.printed.by),
         {3, false, print::Align::right, {1, 1, 1, 1}});
    text(3, 11, kBeside, joined({person.family_kana, person.given_kana}, " "), {3.2});
    double at = 15 + text(3, 15, kBeside, joined({person.family_name, person.given_name}, " "), {8, true});
    at += text(3, at + 0.5, kBeside,
               fmt::format("{}生　{}歳{}か月", date_ja(person.birth_date), person.age_years,
                           person.age_months),
               {4}) +
          1;
    if (!person.alert.empty())
      at += text(3, at + 1, kBeside, person.alert, {5, true, print::Align::left, kAlarm}) + 1;
    draw_qr(kWide - 40, 11, 34);
    const double below =
        46 + text(kWide - 44, 45, 42, "担当の方は、読み取ってサインインすると最新の内容が開きます。",
                  {2.4, false, print::Align::centre, print::kGrey});
    return std::max(at, below) + 3;
  }

  [[nodiscard]] double height_of(const Block& block, double wide) const {
    double high = measure(wide - 4, block.title, {3.8, true}) + 3;
    for (const auto& words : block.lines) high += measure(wide - 4, words, {3.5}) + 0.6;
    return high + 1.5;
  }
  double draw_block(const Block& block, double at_x, double at_y, double wide) const {
    const double title = measure(wide - 4, block.title, {3.8, true}) + 1.6;
    paper.area({x + mm(at_x), y + mm(at_y)}, mm(wide), mm(title), block.urgent ? kAlarmSoft : kHead);
    text(at_x + 2, at_y + 0.8, wide - 4, block.title,
         {3.8, true, print::Align::left, block.urgent ? kAlarm : print::kBlack});
    double at = at_y + title + 0.8;
    for (const auto& words : block.lines) at += text(at_x + 2, at, wide - 4, words, {3.5}) + 0.6;
    return at + 1.5;
  }

  /// Two columns to the foot; a block stands whole or not at all.
  void draw() const {
    const double top = draw_head(), wide = (kWide - 4) / 2, bottom = kHigh - 8;
    double feet[] = {top, top};
    std::string left_out;
    for (const auto& block : blocks_of(sheet)) {
      const double high = height_of(block, wide);
      const std::size_t column = feet[0] + high <= bottom ? 0 : 1;
      if (feet[column] + high > bottom) {
        left_out += (left_out.empty() ? "" : "、") + block.title;
        continue;
      }
      feet[column] = draw_block(block, static_cast<double>(column) * (wide + 4), feet[column], wide);
    }
    if (!left_out.empty())
      text(0, bottom + 1, kWide, "紙に入らないもの（画面で見てください）：" + left_out,
           {3, true, print::Align::left, kAlarm});
    paper.frame({x, y}, mm(kWide), mm(kHigh), 0.3, kAlarm);
  }
};

}  // namespace

std::string draw_card(const CardSheet& sheet, CardLayout layout) {
  constexpr double kMargin = 10;
  if (layout == CardLayout::one) {
    Paper paper(print::Orientation::portrait, "緊急カード");
    Card{paper, sheet, kMargin, kMargin, 1}.draw();
    return paper.finish();
  }
  Paper paper(print::Orientation::landscape, "緊急カード");
  const double half = paper.width() / 2, scale = std::min((half - 14) / kWide, (paper.height() - 14) / kHigh);
  for (const double left : {0.0, half})
    Card{paper, sheet, left + (half - kWide * scale) / 2, (paper.height() - kHigh * scale) / 2, scale}.draw();
  paper.line({half, 0}, {half, paper.height()}, 0.15, print::kFaint, true);
  return paper.finish();
}

}  // namespace musubi::care
