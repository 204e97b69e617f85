// Plans of the children: some in force, one that the team is drafting with comments, one that waits for the
// family.
#include "course/checkups.hpp"
#include "demo/demo_city.hpp"
#include "document/document_service.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kHinata = 0;
constexpr std::size_t kPeopleWithPlans = 24;

form::AnswerValue words(std::string_view text) {
  form::AnswerValue value;
  value.text.emplace().value = text;
  return value;
}
form::AnswerValue code(std::string_view code) {
  form::AnswerValue value;
  value.codes.emplace().items.push_back({std::string(code)});
  return value;
}
form::AnswerValue row(double order) {
  form::AnswerValue value;
  value.order = order;
  return value;
}

constexpr std::string_view kWishes[] = {"友だちと一緒に遊べるようになりたい。", "給食を楽しく食べたい。",
                                        "自分のことばで伝えられるようになりたい。"};
constexpr std::string_view kGoals[] = {"困ったときに「手伝って」と伝える。",
                                       "朝の支度を絵カードを見ながら一人でする。",
                                       "順番を待って友だちと遊ぶ。"};
constexpr std::string_view kMeans[] = {"場面に合うことばの見本を大人が先に示し、言えたらすぐに応える。",
                                       "手順を3枚の絵カードにして、終わったら裏返す。",
                                       "順番表を使い、待てたときに具体的にほめる。"};

form::Answers plan_answers(Dice& dice) {
  form::Answers answers;
  answers["strengths"] = words("音楽と水遊びが好き。一度覚えた手順はていねいに守る。");
  answers["struggles"] = words("大きな音と急な予定の変更が苦手。");
  answers["history"] = words("2歳6か月から児童発達支援に通い、ことばが増えてきた。");
  answers["wish_child"] = words(dice.pick(kWishes));
  answers["wish_guardian"] = words("安心して過ごせる場を増やしてほしい。");
  answers["future"] = words("得意なことを生かして、地域の学校で友だちと学ぶ。");
  answers["policy_text"] = words("見通しを目で分かる形にし、できたことを園・家庭・療育で共有する。");
  answers["accommodation:a1"] = row(1);
  answers["accommodation:a1/accommodation_area"] = words("集まりの時間");
  answers["accommodation:a1/accommodation_text"] =
      words("席は前のはしにする。つらいときは別室で休んでよい。");
  answers["accommodation:a1/accommodation_who"] = words("担任・加配の先生");
  for (int i = 0; i < 3; ++i) {
    const auto at = "goal:g" + std::to_string(i + 1);
    answers[at] = row(i + 1);
    answers[at + "/goal_text"] = words(kGoals[i]);
    answers[at + "/goal_measure"] = words("週に3回以上できる");
    answers[at + "/goal_means"] = words(kMeans[i]);
    answers[at + "/goal_who"] = words("担任・家庭");
  }
  answers["agency:k1"] = row(1);
  answers["agency:k1/agency_name"] = words("結乃市立病院");
  answers["agency:k1/agency_role"] = words("3か月ごとの診察と、作業療法");
  answers["place"] = code("nursery");
  return answers;
}

/// Who writes and who is the head: somebody of a school or nursery, and the coordinator, where there are any.
const Worker& member(const City& city, const Client& client, std::string_view profession) {
  const auto at = std::ranges::find_if(
      client.team, [&](const auto& one) { return city.workers[one.worker].profession == profession; });
  return city.workers[at == client.team.end() ? client.team.front().worker : at->worker];
}

void keep(Tx& tx, City& city, const Client& client, const std::string& form, document::DocumentStage stage,
          int days_ago, Dice& dice, std::vector<std::pair<std::string, std::string>> comments = {}) {
  const auto& author = member(city, client, "nursery_teacher");
  const auto& head = member(city, client, "public_health_nurse");
  document::BulkDocument bulk;
  bulk.form_key = form;
  bulk.answers = plan_answers(dice);
  bulk.stage = stage;
  bulk.author = author.post;
  bulk.author_name = author.name;
  bulk.facility_name = city.places[author.place].name;
  bulk.head = head.post;
  bulk.head_name = head.name;
  bulk.guardian_name = client.family ? client.family->name : client.called + "の保護者";
  bulk.guardian_relation = "mother";
  bulk.comments = std::move(comments);
  bulk.at = japan_midnight(add_days(tx.today(), -days_ago)) + std::chrono::hours(15);
  std::array<std::uint8_t, 10> bytes{};
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
  bulk.id = document::PersonDocumentId{make_uuid_v7(to_unix_us(bulk.at) / 1000, bytes)};
  document::keep_document(tx, city.region, client.id, bulk);
}

}  // namespace

void keep_documents(db::Database& database, City& city) {
  using enum document::DocumentStage;
  database.write_now([&](Tx& tx) {
    for (std::size_t i = 0; i < std::min(kPeopleWithPlans, city.clients.size()); ++i) {
      const auto& client = city.clients[i];
      if (client.age >= 18 || client.team.empty()) continue;
      Dice dice(city.size.seed * 32452843 + i);
      if (i == kHinata) {
        keep(tx, city, client, "individual_education_support_plan", agreed, 150, dice);
        keep(tx, city, client, "individual_teaching_plan", draft, 3, dice,
             {{"", "運動会の前に一度みんなで見直しましょう。"},
              {"goal:g1/goal_text", "家でも同じことばを使いたいです。"}});
        keep(tx, city, client, "school_support_sheet", submitted, 2, dice);
      } else if (i % 3 == 1) {
        keep(tx, city, client, "individual_education_support_plan", agreed, dice.between(20, 170), dice);
      }
    }
  });
}

}  // namespace musubi::demo
