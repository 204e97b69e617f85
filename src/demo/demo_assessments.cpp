// Results of tests of some fifteen children, from the first screening to reading at school, with what the
// psychologists wrote for parents and teachers. Every number is invented.
#include <cmath>

#include "assessment/assessment_service.hpp"
#include "course/course.hpp"
#include "demo/demo_city.hpp"
#include "person/person_service.hpp"

namespace musubi::demo {
namespace {

using assessment::AssessmentState;

constexpr std::size_t kHinata = 0;
constexpr std::size_t kChildrenTested = 15;

struct Testing {
  Tx& tx;
  City& city;
  const Client& client;
  Date birth;
  Dice dice;

  /// A member of one of these professions, the first that is there.
  [[nodiscard]] const Member& member(std::initializer_list<std::string_view> professions) const {
    for (const auto profession : professions)
      for (const auto& m : client.team)
        if (city.workers[m.worker].profession == profession) return m;
    return client.team.front();
  }
  /// Nothing where the child is not that old yet.
  void keep(const char* instrument, int months, AssessmentState state,
            std::initializer_list<std::string_view> by) {
    const auto on = add_days(course::months_after(birth, months), 5);
    if (tx.today() < on) return;
    const auto* known = assessment::find_instrument(instrument);
    state.tested_on = on;
    state.edition = {known->editions.front()};
    state.reporter = known->reporters.front();
    state.info_class = known->classes.front();
    if (state.place.empty()) state.place = {"発達相談室"};
    const auto& worker = city.workers[member(by).worker];
    const auto& place = city.places[worker.place];
    const auto at = japan_midnight(on) + std::chrono::hours(16);
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    assessment::BulkAssessment bulk;
    bulk.person_id = client.id;
    bulk.birth_date = birth;
    bulk.assessment.id = AssessmentId{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
    bulk.assessment.instrument = {instrument};
    bulk.assessment.state = std::move(state);
    bulk.posted_at = at;
    bulk.post_id = worker.post;
    bulk.author_name = worker.name;
    bulk.facility_name = place.name;
    bulk.profession = worker.profession;
    must(assessment::keep_assessment(tx, city.region, bulk));
  }
};

assessment::AssessmentValue number(std::string_view domain, double value) {
  assessment::AssessmentValue out;
  out.domain = {std::string(domain)};
  out.value = value;
  return out;
}
/// A quotient with the age that gives it.
assessment::AssessmentValue quotient(std::string_view domain, int value, int months) {
  auto out = number(domain, value);
  out.age_months = std::round(months * value / 100.0);
  return out;
}
assessment::AssessmentValue banded(std::string_view domain, int value, int reach) {
  auto out = number(domain, value);
  out.low = value - reach;
  out.high = value + reach;
  out.band_level = Whole<50, 99>{90};
  return out;
}

void keep_k(Testing& testing, int months, int motor, int thinking, int words, bool numbers_shared) {
  AssessmentState state;
  const int total = (motor + 2 * thinking + 2 * words) / 5;
  state.values.items = {quotient("total", total, months), quotient("pm", motor, months),
                        quotient("ca", thinking, months), quotient("ls", words, months)};
  state.conditions = {"はじめは緊張していたが、積み木が出ると自分から手を伸ばした。最後まで席についていた。"};
  state.findings = {"見て考える課題は得意。ことばで答える課題では、指さしや身ぶりで伝えることが多い。"};
  state.for_guardians = {
      "目で見てわかることをよく覚えて、考えて取り組めます。ことばはゆっくり育っています。短い文で、"
      "実物や絵を見せながら話しかけると伝わりやすいです。"};
  state.for_teachers = {
      "指示は一つずつ、絵や実物を見せて伝えてください。答えを待つ時間を少し長めにとると、自分で伝えられます"
      "。"};
  state.with_guardians = true;
  state.numbers_with_guardians = numbers_shared;
  testing.keep("kspd", months, std::move(state), {"psychologist", "speech_therapist", "public_health_nurse"});
}

void keep_m_chat(Testing& testing, int failed) {
  AssessmentState state;
  state.values.items = {number("total", failed), number("critical", failed / 2)};
  state.place = {"1歳6か月児健診（保健センター）"};
  if (failed >= 3) state.findings = {"指さしと名前への反応の項目。1か月後に電話で様子を聞く。"};
  state.for_guardians = {failed >= 3 ? "気になったところを、1か月後にもう一度お電話で聞かせてください。"
                                     : "いまのところ心配なことはありません。次の健診でまたお話を聞きます。"};
  state.with_guardians = true;
  testing.keep("m_chat", 18, std::move(state), {"public_health_nurse"});
}

void keep_vineland(Testing& testing, int months, int level) {
  auto& dice = testing.dice;
  AssessmentState state;
  const auto about = [&](int low, int high) { return level + dice.between(low, high); };
  const auto v = [&](std::string_view domain) {
    return number(domain, std::clamp(15 + (level - 100) / 5 + dice.between(-2, 2), 3, 22));
  };
  state.values.items = {banded("abc", level, 5), banded("communication", about(-9, -3), 7),
                        banded("daily_living", about(-2, 6), 7), banded("socialization", about(-7, 0), 7)};
  if (months < 84) state.values.items.push_back(banded("motor", about(0, 9), 9));
  for (const auto* domain : {"receptive", "expressive", "written", "personal", "domestic", "community",
                             "interpersonal", "play", "coping"})
    state.values.items.push_back(v(domain));
  state.values.items[0].described_as = {level < 85 ? "やや低い" : "平均的"};
  state.conditions = {"お母さまへの面接。45分。"};
  state.for_guardians = {
      "着替えや食事など、身のまわりのことはよく身についています。困ったときに「手伝って」と言う練習を、"
      "おうちでも一緒にしていきましょう。"};
  state.for_teachers = {
      "身じたくは自分でできます。困ったときの合図（カード）を決めておくと助けを求めやすいです。"};
  state.with_guardians = true;
  testing.keep("vineland_ii", months, std::move(state), {"psychologist", "public_health_nurse"});
}

void keep_wisc(Testing& testing, int months, int level) {
  auto& dice = testing.dice;
  AssessmentState state;
  const int weak = level - dice.between(10, 18);
  state.values.items = {banded("fsiq", level, 5),
                        banded("vci", level + dice.between(0, 8), 7),
                        banded("vsi", level + dice.between(-2, 10), 8),
                        banded("fri", level + dice.between(-4, 8), 7),
                        banded("wmi", weak, 7),
                        banded("psi", weak + dice.between(-3, 6), 8)};
  for (const auto* domain :
       {"similarities", "vocabulary", "block_design", "visual_puzzles", "matrix", "figure_weights"})
    state.values.items.push_back(
        number(domain, std::clamp(10 + (level - 100) / 5 + dice.between(-2, 3), 2, 18)));
  for (const auto* domain : {"digit_span", "picture_span", "coding", "symbol_search"})
    state.values.items.push_back(
        number(domain, std::clamp(10 + (weak - 100) / 5 + dice.between(-1, 2), 2, 18)));
  for (std::size_t i = 0; i < 6; ++i) {
    const double z = (*state.values.items[i].value - 100) / 15;
    state.values.items[i].percentile = std::round(50 * std::erfc(-z / std::sqrt(2.0)));
  }
  state.conditions = {"落ち着いて取り組んだ。聞いて覚える課題では、聞き返しが何度かあった。"};
  state.findings = {"言語理解・視空間と、ワーキングメモリー・処理速度の間に差がある。"};
  state.for_guardians = {
      "ことばの知識と、見て組み立てる力がよく育っています。聞いて覚えることと、急いで書くことは負担が大きい"
      "ようです。メモや絵で示すと、持っている力を出しやすくなります。"};
  state.for_teachers = {
      "口頭の指示は短く、板書やメモを添えてください。書く量と時間に余裕をもたせると、考える力が発揮されます"
      "。"};
  state.with_guardians = true;
  testing.keep("wisc_v", months, std::move(state), {"psychologist", "speech_therapist"});
}

void keep_straw(Testing& testing, int months, double slow) {
  AssessmentState state;
  const auto timed = [&](std::string_view domain, double seconds) {
    state.values.items.push_back(number(domain, std::round(seconds * slow * 10) / 10));
  };
  timed("speed_word_hira", 24.0);
  timed("speed_word_kata", 27.5);
  timed("speed_non_hira", 41.0);
  timed("speed_non_kata", 44.5);
  timed("speed_text", 92.0);
  state.values.items.push_back(number("read_single_hira", 20));
  state.values.items.push_back(number("read_single_kata", slow > 1.4 ? 17 : 20));
  state.values.items.push_back(number("write_word_kanji", slow > 1.4 ? 6 : 17));
  state.findings = {slow > 1.4 ? "速読のすべての課題で時間がかかる。手引きの学年の値と比べること。"
                               : "読み書きとも学年の範囲。"};
  state.for_guardians = {
      "文字は読めていますが、読むのに力がいります。読み上げや、ふりがなが助けになります。"};
  state.for_teachers = {"音読を急がせず、範囲を前もって伝えてください。テストではふりがなと時間の延長を。"};
  state.with_guardians = true;
  testing.keep("straw_r", months, std::move(state), {"speech_therapist", "teacher", "psychologist"});
}

void keep_gmfcs(Testing& testing, int months, int level) {
  AssessmentState state;
  state.values.items = {number("level", level)};
  state.for_guardians = {"いまの移動のようすに合わせて、いすと歩行器を選んでいきましょう。"};
  state.for_teachers = {"教室の移動は歩行器で。長い距離と校外では車いすを使います。"};
  state.with_guardians = true;
  testing.keep("gmfcs", months, std::move(state), {"physical_therapist", "doctor"});
}

/// 佐藤ひなた, from the check-up at 18 months to the year before school.
void keep_story(Testing& testing) {
  keep_m_chat(testing, 4);
  keep_k(testing, 18, 92, 88, 70, false);
  keep_k(testing, 36, 96, 92, 76, false);
  keep_k(testing, 60, 98, 97, 84, true);
  keep_vineland(testing, 61, 86);
}

void keep_others(Testing& testing, std::size_t number) {
  auto& dice = testing.dice;
  keep_m_chat(testing, number % 4 == 0 ? 5 : dice.between(0, 2));
  const int level = dice.between(72, 104);
  keep_k(testing, 36, level + 6, level, level - dice.between(2, 12), number % 2 == 0);
  if (number % 3 == 0) keep_k(testing, 60, level + 5, level + 3, level - 2, false);
  if (number % 3 == 1) keep_vineland(testing, 72, std::max(70, level));
  if (number % 2 == 0) {
    keep_wisc(testing, 90, std::max(80, level));
    keep_wisc(testing, 126, std::max(80, level) + 2);
  }
  if (number % 4 == 1) keep_straw(testing, 98, 1.6);
  if (number % 4 == 3) keep_straw(testing, 104, 1.05);
  if (number % 7 == 5) keep_gmfcs(testing, 50, 3);
}

}  // namespace

void keep_assessments(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) {
    std::size_t tested = 0;
    for (std::size_t i = 0; i < city.clients.size() && tested < kChildrenTested; ++i) {
      const auto& client = city.clients[i];
      if (client.age >= 18 || client.team.empty()) continue;
      ++tested;
      const auto body = person::body_of(tx, city.region, client.id).value();
      Testing testing{tx, city, client, body.birth_date, Dice(city.size.seed * 32452843 + i)};
      if (i == kHinata)
        keep_story(testing);
      else
        keep_others(testing, i);
    }
  });
}

}  // namespace musubi::demo
