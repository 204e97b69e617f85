#include "demo/demo_words.hpp"

#include <fmt/format.h>

#include "demo/demo_phrases.hpp"

namespace musubi::demo {
namespace {

struct Named {
  std::string_view written, kana;
};

constexpr Named kFamilies[] = {
    {"佐藤", "サトウ"},     {"鈴木", "スズキ"},     {"髙橋", "タカハシ"}, {"田中", "タナカ"},
    {"渡邉", "ワタナベ"},   {"伊藤", "イトウ"},     {"山本", "ヤマモト"}, {"中村", "ナカムラ"},
    {"小林", "コバヤシ"},   {"加藤", "カトウ"},     {"𠮷田", "ヨシダ"},   {"山田", "ヤマダ"},
    {"佐々木", "ササキ"},   {"山﨑", "ヤマザキ"},   {"松本", "マツモト"}, {"井上", "イノウエ"},
    {"木村", "キムラ"},     {"林", "ハヤシ"},       {"清水", "シミズ"},   {"斎藤", "サイトウ"},
    {"齋藤", "サイトウ"},   {"阿部", "アベ"},       {"森", "モリ"},       {"池田", "イケダ"},
    {"橋本", "ハシモト"},   {"石川", "イシカワ"},   {"前田", "マエダ"},   {"岡田", "オカダ"},
    {"長谷川", "ハセガワ"}, {"藤田", "フジタ"},     {"後藤", "ゴトウ"},   {"近藤", "コンドウ"},
    {"村上", "ムラカミ"},   {"遠藤", "エンドウ"},   {"青木", "アオキ"},   {"坂本", "サカモト"},
    {"福田", "フクダ"},     {"太田", "オオタ"},     {"西村", "ニシムラ"}, {"藤井", "フジイ"},
    {"金子", "カネコ"},     {"岡本", "オカモト"},   {"藤原", "フジワラ"}, {"中野", "ナカノ"},
    {"辻󠄀", "ツジ"},    {"三浦", "ミウラ"},     {"原田", "ハラダ"},   {"松田", "マツダ"},
    {"竹内", "タケウチ"},   {"上條", "カミジョウ"}, {"百瀬", "モモセ"},   {"濵田", "ハマダ"},
    {"丸山", "マルヤマ"},   {"降旗", "フルハタ"},   {"赤羽", "アカハネ"},
};
constexpr Named kGirls[] = {
    {"ひなた", "ヒナタ"}, {"陽葵", "ヒマリ"}, {"凛", "リン"},     {"結菜", "ユイナ"},
    {"さくら", "サクラ"}, {"芽依", "メイ"},   {"心春", "コハル"}, {"莉子", "リコ"},
    {"葵", "アオイ"},     {"美月", "ミツキ"}, {"琴音", "コトネ"}, {"花音", "カノン"},
    {"すみれ", "スミレ"}, {"紬", "ツムギ"},   {"澪", "ミオ"},     {"千尋", "チヒロ"},
    {"あかり", "アカリ"}, {"柚希", "ユズキ"},
};
constexpr Named kBoys[] = {
    {"蓮", "レン"},     {"陽翔", "ハルト"},   {"湊", "ミナト"},     {"大翔", "ヒロト"}, {"悠真", "ユウマ"},
    {"颯太", "ソウタ"}, {"樹", "イツキ"},     {"朝陽", "アサヒ"},   {"律", "リツ"},     {"新", "アラタ"},
    {"健太", "ケンタ"}, {"翔太", "ショウタ"}, {"そら", "ソラ"},     {"海斗", "カイト"}, {"直樹", "ナオキ"},
    {"匠", "タクミ"},   {"遼", "リョウ"},     {"いぶき", "イブキ"},
};
constexpr Named kWomen[] = {
    {"由美子", "ユミコ"}, {"恵子", "ケイコ"}, {"真理", "マリ"},   {"千恵", "チエ"},
    {"久美", "クミ"},     {"智子", "トモコ"}, {"美穂", "ミホ"},   {"裕子", "ユウコ"},
    {"香織", "カオリ"},   {"奈緒", "ナオ"},   {"彩", "アヤ"},     {"麻衣", "マイ"},
    {"早紀", "サキ"},     {"友里", "ユリ"},   {"瑞穂", "ミズホ"}, {"明日香", "アスカ"},
};
constexpr Named kMen[] = {
    {"隆", "タカシ"},     {"誠", "マコト"},   {"浩二", "コウジ"},   {"健一", "ケンイチ"}, {"和也", "カズヤ"},
    {"大輔", "ダイスケ"}, {"亮", "リョウ"},   {"拓也", "タクヤ"},   {"修", "オサム"},     {"達也", "タツヤ"},
    {"豊", "ユタカ"},     {"秀樹", "ヒデキ"}, {"康平", "コウヘイ"}, {"慎吾", "シンゴ"},
};
constexpr Named kOldWomen[] = {{"ハル", "ハル"}, {"キヨ", "キヨ"},   {"千代子", "チヨコ"},
                               {"フミ", "フミ"}, {"和子", "カズコ"}, {"節子", "セツコ"}};
constexpr Named kOldMen[] = {{"茂", "シゲル"},   {"正雄", "マサオ"},   {"清", "キヨシ"},
                             {"義男", "ヨシオ"}, {"三郎", "サブロウ"}, {"勇", "イサム"}};
struct Foreign {
  std::string_view family, given, family_kana, given_kana;
};
constexpr Foreign kForeign[] = {
    {"Nguyễn", "Thị Mai", "グエン", "ティ・マイ"},
    {"Silva", "João Pedro", "シルヴァ", "ジョアン・ペドロ"},
    {"Santos", "Maria Clara", "サントス", "マリア・クララ"},
    {"ラマ", "アーシャ", "ラマ", "アーシャ"},
    {"O'Brien", "Sean", "オブライエン", "ショーン"},
    {"李", "宇航", "リー", "ユーハン"},
};

constexpr std::string_view kQuarters[] = {"中央",   "北",       "南",     "東",     "西",   "みどり",
                                          "あさひ", "さくら",   "なぎさ", "丘の上", "川辺", "松風",
                                          "ひばり", "こもれび", "若草",   "大手",   "城山", "清流"};

/// Puts the child's name and invented figures into a phrase: {n} name, {t} clock, {c} °C, {m} minutes, {p}
/// percent.
std::string fill(Dice& dice, std::string_view phrase, const Subject& subject) {
  std::string out;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (phrase[i] != '{' || i + 2 >= phrase.size() || phrase[i + 2] != '}') {
      out += phrase[i];
      continue;
    }
    switch (phrase[i + 1]) {
      case 'n':
        out += subject.called;
        break;
      case 't':
        out += fmt::format("{}時{:02}分", dice.between(7, 18), 5 * dice.between(0, 11));
        break;
      case 'c':
        out += fmt::format("{}.{}℃", dice.between(36, 38), dice.between(0, 9));
        break;
      case 'm':
        out += fmt::format("{}分", 5 * dice.between(1, 9));
        break;
      case 'p':
        out += fmt::format("{}割", dice.between(3, 10));
        break;
      case 's':
        out += fmt::format("{}%", dice.between(93, 99));
        break;
      default:
        break;
    }
    i += 2;
  }
  return out;
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15ull;
  auto z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

HumanName invent_name(Dice& dice, bool female, int birth_year, bool foreign) {
  if (foreign) {
    const auto& f = dice.pick(kForeign);
    return {std::string(f.family), std::string(f.given), std::string(f.family_kana),
            std::string(f.given_kana)};
  }
  const auto& family = dice.pick(kFamilies);
  const auto& given = [&]() -> const Named& {
    if (birth_year < 1955) return female ? dice.pick(kOldWomen) : dice.pick(kOldMen);
    if (birth_year < 2004) return female ? dice.pick(kWomen) : dice.pick(kMen);
    return female ? dice.pick(kGirls) : dice.pick(kBoys);
  }();
  return {std::string(family.written), std::string(given.written), std::string(family.kana),
          std::string(given.kana)};
}

Wording compose(Dice& dice, Voice voice, const Subject& subject) {
  const auto themes = themes_for(voice, subject.age);
  const auto& theme = themes[dice.below(themes.size())];
  std::string body = fill(dice, dice.pick(theme.observations), subject);
  if (dice.chance(70)) body += fill(dice, dice.pick(theme.details), subject);
  if (dice.chance(60)) body += fill(dice, dice.pick(theme.endings), subject);
  return {theme.category, theme.info_class, std::move(body)};
}

std::string compose_reply(Dice& dice, Voice voice) {
  return std::string(dice.pick(replies_for(voice)));
}

std::string invent_place(Dice& dice, std::string_view ending, std::size_t number) {
  return fmt::format("{}{}", kQuarters[(number + dice.below(2) * 7) % std::size(kQuarters)], ending);
}

std::string invent_address(Dice& dice, std::string_view city) {
  return fmt::format("{}{}{}丁目{}-{}", city, dice.pick(kQuarters), dice.between(1, 5), dice.between(1, 30),
                     dice.between(1, 20));
}

}  // namespace musubi::demo
