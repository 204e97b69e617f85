// What is to be done about the children: a few tasks each, some late, some done, and those the program makes.
#include "care/care_service.hpp"
#include "course/course_service.hpp"
#include "demo/demo_city.hpp"
#include "document/document_service.hpp"
#include "handover/handover_service.hpp"
#include "intake/waiting_service.hpp"
#include "schoolentry/schoolentry_service.hpp"
#include "task/task_keeper.hpp"
#include "team/seat_opening.hpp"

namespace musubi::demo {
namespace {

constexpr std::size_t kPeopleWithTasks = 40;

struct Errand {
  std::string_view title, body;
  InfoClass info_class;
};
constexpr Errand kErrands[] = {
    {"医師の指示書の期限を確かめる", "有効期間は6か月です。切れる前に主治医に依頼します。",
     InfoClass::health},
    {"受診の結果を園に伝える", "", InfoClass::health},
    {"個別の支援計画の見直し日を決める", "園・学校、療育、ご家庭の都合を聞きます。", InfoClass::basic},
    {"受給者証の更新書類を案内する", "", InfoClass::welfare},
    {"ケース会議の日程を調整する", "候補日を3つ出して、参加者に聞きます。", InfoClass::basic},
    {"園での様子を見に行く", "午前の集団活動の時間がよい、とのこと。", InfoClass::education},
    {"発達検査の結果を保護者に説明する日を決める", "", InfoClass::development},
    {"引継ぎ後の様子を聞く（1か月）", "前の担当から引き継いだ支援が続いているかを確かめます。",
     InfoClass::basic},
};

struct Tasks {
  Tx& tx;
  City& city;
  const Client& client;
  Dice dice;

  void keep(const Errand& errand, task::TaskOwner owner, int due_in, int made_ago, const Member& author,
            bool shared = false) {
    const auto at = tx.now() - std::chrono::hours(24 * made_ago - 10);
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    task::BulkTask bulk;
    bulk.person_id = client.id;
    bulk.task.id = task::TaskId{make_uuid_v7(to_unix_us(at) / 1000, bytes)};
    bulk.task.content = {{std::string(errand.title)},
                         {std::string(errand.body)},
                         errand.info_class,
                         std::move(owner),
                         add_days(tx.today(), due_in),
                         shared};
    bulk.at = at;
    const auto& worker = city.workers[author.worker];
    bulk.post_id = worker.post;
    bulk.author_name = worker.name;
    bulk.facility_name = city.places[worker.place].name;
    task::keep_task(tx, city.region, bulk);  // not given to whoever cannot see its class
  }
  [[nodiscard]] task::TaskOwner member(const Member& member) const {
    return {task::TaskOwnerKind::member, task::TaskOwnerId{city.workers[member.worker].post.uuid}, {}};
  }
  [[nodiscard]] const Member& any() { return client.team[dice.below(client.team.size())]; }
};

void keep_some(Tasks& tasks, bool many) {
  auto& dice = tasks.dice;
  const auto& coordinator = tasks.client.team.front();
  const int count = many ? 5 : dice.between(0, 2);
  for (int i = 0; i < count; ++i) {
    const auto& errand = kErrands[(static_cast<std::size_t>(i) + dice.below(2) * 4) % std::size(kErrands)];
    const bool late = many ? i == 1 : dice.chance(12);
    const int due_in = late ? -dice.between(1, 9) : dice.between(1, 45);
    const auto& author = tasks.any();
    const int owner = dice.between(0, 9);
    if (many && i == 0)
      tasks.keep(errand, {}, 0, 12, coordinator);
    else if (many && i == 1)
      tasks.keep(kErrands[4], tasks.member(tasks.client.team.back()), -3, 12, coordinator);
    else if (owner < 5)
      tasks.keep(errand, tasks.member(tasks.any()), due_in, 14, author);
    else if (owner < 8)
      tasks.keep(errand, {}, due_in, 14, author);
    else
      tasks.keep(errand,
                 {task::TaskOwnerKind::profession, {}, {tasks.city.workers[tasks.any().worker].profession}},
                 due_in, 14, author);
  }
}

}  // namespace

void keep_tasks(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) {
    for (std::size_t i = 0; i < std::min(kPeopleWithTasks, city.clients.size()); ++i) {
      const auto& client = city.clients[i];
      if (client.team.empty()) continue;
      Tasks tasks{tx, city, client, Dice(city.size.seed * 104729 + i)};
      keep_some(tasks, i == 0);
    }
  });
  task::keep_all(database, {course::causes, handover::causes, care::causes, document::causes, intake::causes,
                            schoolentry::causes, team::opening_causes});
}

}  // namespace musubi::demo
