// A document on paper, laid out like the forms of offices: title, the person, groups as ruled tables with a
// column of labels, repeating groups as tables with a line each, choices as □ and ■, lines to sign on.
#include <fmt/format.h>

#include <algorithm>

#include "base/date_words.hpp"
#include "document/document_parts.hpp"
#include "person/person_service.hpp"
#include "print/paper.hpp"

namespace musubi::document {
namespace {

using form::Item;
using form::ItemType;
using form::Shown;
using print::Align;
using print::Paper;

constexpr double kMargin = 14, kWide = 182, kBottom = 280, kLabel = 46, kType = 3.3;
constexpr std::size_t kMostColumns = 6;
constexpr std::size_t kChunk = 1500;  // bytes of a cell: some fifteen lines, so that rows can break
constexpr print::Ink kShade{0.93, 0.94, 0.96, 1};

std::string period_words(const Date& from, const std::optional<Date>& until) {
  return date_ja(from) + "〜" + (until ? date_ja(*until) : "");
}
std::string relation_words(const std::string& relation) {
  const auto words = relation_ja(relation);
  return words.empty() ? "" : "（" + words + "）";
}

/// □ and ■ for every choice; own words after them.
std::string choice_words(const Item& item, const AnswerValue& value) {
  std::string out;
  for (const auto& option : item.options) {
    const bool chosen = value.codes && std::ranges::find(value.codes->items, option.code, &Line<64>::value) !=
                                           value.codes->items.end();
    if (!out.empty()) out += "　";
    out += (chosen ? "■" : "□") + option.display;
  }
  if (value.text && !value.text->empty()) out += (out.empty() ? "" : "　") + ("■" + value.text->value);
  return out;
}
std::string cell_words(const Item& item, const AnswerValue& value) {
  if (item.type == ItemType::choice || item.type == ItemType::open_choice) return choice_words(item, value);
  if (item.type == ItemType::boolean)
    return value.flag && *value.flag ? "■はい　□いいえ" : value.flag ? "□はい　■いいえ" : "□はい　□いいえ";
  return form::words_of(item, value);
}

/// Parts that fit on a page, broken at line ends or between letters.
std::vector<std::string> parts_of(std::string_view words) {
  std::vector<std::string> parts;
  while (words.size() > kChunk) {
    auto end = words.rfind('\n', kChunk);
    if (end == std::string_view::npos || end < kChunk / 2) {
      end = kChunk;
      while ((static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;  // not within a letter
    }
    parts.emplace_back(words.substr(0, end));
    words.remove_prefix(words[end] == '\n' ? end + 1 : end);
  }
  parts.emplace_back(words);
  return parts;
}

class Writer {
 public:
  /// `pages`: how many there will be; 0 in the draft that finds it out.
  Writer(const DocumentSheet& sheet, int pages)
      : sheet_(sheet),
        pages_(pages),
        paper_(print::Orientation::portrait, sheet.line.title,
               pages == 0 ? print::Copy::draft : print::Copy::final) {}

  void write() {
    y_ = head();
    person_table();
    const form::Filled filled(sheet_.form, sheet_.answers, sheet_.today);
    for (const auto& shown : filled.shown()) node(shown, 0);
    signatures();
  }
  [[nodiscard]] int pages() const { return paper_.page(); }
  std::string finish() { return paper_.finish(); }

 private:
  /// Of every page; returns where it goes on.
  double head() {
    const bool first = paper_.page() == 1;
    const auto page = pages_ > 0 ? fmt::format("{}／{}", paper_.page(), pages_) : std::string("0／0");
    paper_.text(kMargin, 287, kWide, page, {3, false, Align::centre, print::kGrey});
    paper_.text(kMargin, 287, kWide,
                fmt::format("印刷 {} {}", date_ja(japan_date(sheet_.printed.at)), sheet_.printed.by),
                {2.6, false, Align::right, print::kGrey});
    paper_.text(kMargin, 287, kWide, version_words(), {2.6, false, Align::left, print::kGrey});
    if (first) {
      const auto high = paper_.text(kMargin, 13, kWide, sheet_.line.title, {6, true, Align::centre});
      return 13 + high + 4;
    }
    paper_.text(kMargin, 9, kWide, sheet_.line.title, {3.2, true});
    paper_.text(kMargin, 9, kWide, sheet_.name, {3.2, false, Align::right});
    paper_.line({kMargin, 14.2}, {kMargin + kWide, 14.2}, 0.2, print::kGrey);
    return 17;
  }
  [[nodiscard]] std::string version_words() const {
    if (!sheet_.version) return "案（下書き）";
    using enum DocumentVersionState;
    const auto state = sheet_.version->state;
    const std::string_view words = state == agreed     ? ""
                                   : state == replaced ? "（次の版に替わりました）"
                                   : state == ended    ? "（終了）"
                                   : state == returned ? "（差戻し）"
                                                       : "（同意前）";
    return fmt::format("第{}版{}", sheet_.version->version, words);
  }
  void need(double high) {
    if (y_ + high <= kBottom) return;
    paper_.next_page();
    y_ = head();
  }

  void person_table() {
    const auto age = age_on(sheet_.birth_date, sheet_.today);
    pair_row("ふりがな", sheet_.kana, "生年月日",
             fmt::format("{}（{}歳）", date_ja(sheet_.birth_date), age.years));
    pair_row("氏名", sheet_.name, "作成",
             date_ja(japan_date(sheet_.version ? sheet_.version->at : sheet_.line.changed_at)));
    if (sheet_.version && sheet_.line.kind == FormKind::plan)
      pair_row("期間", period_words(sheet_.version->from, sheet_.version->until), "見直し",
               sheet_.version->next_review_on ? date_ja(*sheet_.version->next_review_on) : "");
    pair_row("作成者", sheet_.line.created_by_name, "所属", sheet_.line.created_by_facility);
    y_ += 3;
  }
  void pair_row(const std::string& a, const std::string& b, const std::string& c, const std::string& d) {
    const std::vector<double> widths{24, 67, 24, 67};
    const std::vector<print::Cell> cells{{a, true}, {b}, {c, true}, {d}};
    const auto high = print::row_height(paper_, widths, cells, kType);
    paper_.area({kMargin, y_}, 24, high, kShade);
    paper_.area({kMargin + 91, y_}, 24, high, kShade);
    print::draw_row(paper_, kMargin, y_, widths, cells, high, kType);
    y_ += high;
  }

  void bar(const std::string& words, int depth) {
    if (words.empty()) return;
    const double size = depth == 0 ? 3.8 : 3.4;
    const auto high = paper_.measure(kWide - 3, words, {size, true}) + 1.8;
    need(high + 14);  // a heading never stands alone at the foot
    if (depth == 0) y_ += 2;
    paper_.area({kMargin, y_}, kWide, high, depth == 0 ? print::Ink{0.86, 0.89, 0.94, 1} : kShade);
    paper_.frame({kMargin, y_}, kWide, high, 0.15, print::kGrey);
    paper_.text(kMargin + 1.5, y_ + 0.9, kWide - 3, words, {size, true});
    y_ += high;
  }
  void label_row(const std::string& label, const std::string& words) {
    bool more = false;
    for (const auto& part : parts_of(words)) {
      const std::vector<double> widths{kLabel, kWide - kLabel};
      const std::vector<print::Cell> cells{{more ? label + "（つづき）" : label, true}, {part}};
      const auto high = std::max(print::row_height(paper_, widths, cells, kType), 6.5);
      need(high);
      paper_.area({kMargin, y_}, kLabel, high, kShade);
      print::draw_row(paper_, kMargin, y_, widths, cells, high, kType);
      y_ += high;
      more = true;
    }
  }

  void node(const Shown& shown, int depth) {
    const auto& item = *shown.item;
    if (item.type == ItemType::display) {
      const auto high = paper_.measure(kWide, item.text, {3, false}) + 1.5;
      need(high);
      paper_.text(kMargin, y_ + 0.6, kWide, item.text, {3, false, Align::left, print::kGrey});
      y_ += high;
    } else if (item.type != ItemType::group) {
      label_row(item.prefix + item.text, cell_words(item, shown.value));
    } else if (item.repeats) {
      bar(item.text, depth);
      if (!as_table(shown)) as_blocks(shown, depth);
    } else {
      bar(item.text, depth);
      for (const auto& inner : shown.inner) node(inner, depth + 1);
    }
  }

  /// One line a row; false where the columns are too many or a row would not fit on a page.
  bool as_table(const Shown& shown) {
    std::vector<const Item*> columns;
    for (const auto& item : shown.item->items) {
      if (item.type == ItemType::group) return false;
      if (item.is_question()) columns.push_back(&item);
    }
    if (columns.empty() || columns.size() > kMostColumns) return false;
    double sum = 0;
    std::vector<double> widths{8};
    std::vector<std::string> names{""};
    const auto weight = [](const Item* item) {
      return item->type == ItemType::text ? 2.0 : item->type == ItemType::string ? 1.4 : 1.0;
    };
    for (const auto* column : columns) sum += weight(column);
    for (const auto* column : columns) {
      widths.push_back((kWide - 8) * weight(column) / sum);
      names.push_back(column->text);
    }
    std::vector<std::vector<print::Cell>> rows;
    for (const auto& row : shown.inner) {
      std::vector<print::Cell> cells{{std::to_string(rows.size() + 1)}};
      for (const auto* column : columns) {
        const auto at = std::ranges::find(row.inner, column, &Shown::item);
        cells.push_back({at == row.inner.end() ? "" : cell_words(*column, at->value)});
      }
      if (print::row_height(paper_, widths, cells, 3) > 150) return false;
      rows.push_back(std::move(cells));
    }
    if (rows.empty()) rows.emplace_back(widths.size());  // an empty line to write on
    need(20);
    y_ = print::table(
        paper_, kMargin, y_, widths, names, rows, kBottom, [this](Paper&) { return head(); }, 3);
    return true;
  }
  void as_blocks(const Shown& shown, int depth) {
    std::size_t number = 0;
    for (const auto& row : shown.inner) {
      bar(fmt::format("{}　{}", shown.item->text, ++number), depth + 1);
      for (const auto& inner : row.inner) node(inner, depth + 2);
    }
    if (shown.inner.empty()) label_row("", "なし");
  }

  void signatures() {
    if (sheet_.line.steps.empty()) return;
    y_ += 3;
    bar("確認・同意", 0);
    constexpr double kHigh = 14;
    for (std::size_t i = 0; i < sheet_.line.steps.size(); ++i) {
      const auto at =
          std::ranges::find(sheet_.signatures, static_cast<std::int64_t>(i), &DocumentSignature::step);
      const bool signed_ = at != sheet_.signatures.end();
      need(kHigh);
      paper_.area({kMargin, y_}, kLabel, kHigh, kShade);
      print::draw_row(paper_, kMargin, y_, {kLabel, 58, 36, kWide - kLabel - 94},
                      {{sheet_.line.steps[i].title, true},
                       {signed_ ? at->by_name + relation_words(at->relation) : "氏名"},
                       {signed_ ? date_ja(japan_date(at->at)) : "　　　年　　月　　日"},
                       {signed_ && at->method == SignatureMethod::paper ? "署名は別紙" : ""}},
                      kHigh, kType);
      const auto picture = static_cast<std::size_t>(signed_ ? at - sheet_.signatures.begin() : 0);
      if (signed_ && picture < sheet_.pictures.size() && !sheet_.pictures[picture].empty())
        paper_.picture({kMargin + kLabel + 95, y_ + 1}, kWide - kLabel - 96, kHigh - 2,
                       sheet_.pictures[picture]);
      y_ += kHigh;
    }
  }

  const DocumentSheet& sheet_;
  int pages_;
  Paper paper_;
  double y_ = 0;
};

}  // namespace

Result<DocumentSheet> gather_document_sheet(Tx& tx, const Actor& actor, PersonId person,
                                            PersonDocumentId document, std::optional<std::int64_t> version) {
  TRY_ASSIGN(const auto opened, open_document(tx, actor, access::Action::export_plans, person, document));
  const auto region = actor.region_id;
  const auto& row = opened.row;
  const auto number = version.value_or(row.force_version > 0 ? row.force_version : row.version);
  const auto body = person::body_of(tx, region, person);
  if (!body) return not_found();
  const auto newest = form_of(tx, region, row.form_key, row.form_version);
  DocumentSheet sheet;
  sheet.form = newest.meaning;
  sheet.form_version = row.form_version;
  if (number > 0) {
    const auto readable = versions_of(tx, actor, opened);
    const auto kept = store::version(tx, region, document, number);
    if (!kept || std::ranges::find(readable, number, &DocumentVersionLine::version) == readable.end())
      return not_found();
    sheet.version = kept->line;
    sheet.answers = answers_of(kept->answers);
    sheet.form_version = kept->line.form_version;
    sheet.form = form_of(tx, region, row.form_key, sheet.form_version).meaning;
    sheet.signatures = signatures_of(tx, region, document, number, sheet.form.steps);
  } else {
    sheet.answers = answers_of(store::answers(tx, region, document));
  }
  sheet.line = line_of(tx, opened, sheet.form.steps, newest.line.version);
  sheet.name = body->family_name.value + " " + body->given_name.value;
  sheet.kana = body->family_kana.value + " " + body->given_kana.value;
  sheet.birth_date = body->birth_date;
  sheet.today = tx.today();
  sheet.printed = access::imprint(tx, actor);
  return sheet;
}

std::string draw_document_sheet(const DocumentSheet& sheet) {
  Writer counting(sheet, 0);  // how many pages there are is known when all are laid out
  counting.write();
  Writer writer(sheet, counting.pages());
  writer.write();
  return writer.finish();
}

}  // namespace musubi::document
