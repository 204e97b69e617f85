// Tasks in a team, on both engines: who sees which, who may do what with one, what stays of it, and the
// program's own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/change_feed.hpp"
#include "notebook/notebook_service.hpp"
#include "notify/audience.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"
#include "task/task_keeper.hpp"
#include "task/task_service.hpp"

namespace musubi::task {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class Tasks : public test::DatabaseTest {
 protected:
  Tasks() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  NewTask a_task(const std::string& title, TaskOwner owner = {}, int in_days = 7) {
    NewTask task;
    task.id = in_write([](Tx& tx) { return tx.new_id<TaskId>(); });
    task.content.title = {title};
    task.content.info_class = InfoClass::health;
    task.content.owner = std::move(owner);
    task.content.due_on = add_days(japan_date(clock().now()), in_days);
    return task;
  }
  static TaskOwner of_post(const Actor& actor) {
    return {TaskOwnerKind::member, TaskOwnerId{actor.post_id.uuid}, {}};
  }
  TaskOwner of_mother() { return {TaskOwnerKind::guardian, TaskOwnerId{team_.mother.guardian_id.uuid}, {}}; }
  Result<TaskView> add(const Actor& actor, const NewTask& task) {
    return act([&](Tx& tx) { return add_task(tx, actor, team_.person, task); });
  }
  TaskView added(const Actor& actor, const NewTask& task) {
    auto view = add(actor, task);
    if (!view) throw std::runtime_error("not added: " + view.error().field + " " + view.error().detail_en);
    return *view;
  }
  Result<TaskView> move(const Actor& actor, const TaskView& task, TaskState state,
                        const std::string& reason = "") {
    return act([&](Tx& tx) {
      return set_state(tx, actor, team_.person, task.id, task.version, {state, {reason}});
    });
  }
  std::vector<std::string> seen(const Actor& actor, bool closed = false) {
    TasksQuery query;
    query.closed = closed;
    const auto page = act([&](Tx& tx) { return list_tasks(tx, actor, team_.person, query); });
    if (!page) return {"refused: " + std::string(describe(page.error().code).name)};
    std::vector<std::string> titles;
    for (const auto& task : page->items) titles.push_back(task.title);
    return titles;
  }
  struct Today {
    std::vector<std::string> mine, overdue;
  };
  Today today(const Actor& actor) {
    const auto view = act([&](Tx& tx) { return read_today_tasks(tx, actor); });
    Today out;
    for (const auto& item : view->mine) out.mine.push_back(item.task.title);
    for (const auto& item : view->overdue) out.overdue.push_back(item.task.title);
    return out;
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  std::int64_t count(std::string_view sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }
  /// Posts that hear of what was announced last.
  std::vector<PostId> told() {
    return in_read([](Tx& tx) {
      notify::Audience audience(tx);
      std::vector<PostId> posts;
      const auto changes = db::changes_after(tx, 0, 500);
      for (const auto& change : changes)
        if (change.kind == "task" && change.subject_id == changes.back().subject_id)
          for (const auto& post : audience.of(change)) posts.push_back(post);
      return posts;
    });
  }

  test::Team team_;
};
MUSUBI_ON_BOTH_ENGINES(Tasks);

TEST_P(Tasks, AreSeenByTheTeamInTheirClassAndByNobodyElse) {
  added(team_.nurse, a_task("吸入器の点検"));
  EXPECT_THAT(seen(team_.teacher), ElementsAre("吸入器の点検"));
  EXPECT_THAT(seen(team_.mother.actor), IsEmpty()) << "not shared";
  EXPECT_THAT(seen(team_.colleague), ElementsAre("refused: not_found"));
  EXPECT_THAT(seen(team_.stranger), ElementsAre("refused: not_found"));
  act([&](Tx& tx) {
    tx.run("update seat set classes = $1 where seat_id = $2", ClassSet::of(InfoClass::education),
           team_.teacher_seat);
  });
  EXPECT_THAT(seen(team_.teacher), IsEmpty());
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.nurse_seat); });
  EXPECT_THAT(seen(team_.nurse), ElementsAre("refused: not_found"));
  EXPECT_THAT(today(team_.nurse).mine, IsEmpty());
}

TEST_P(Tasks, OfGuardiansAreTheirsOrSharedAndNothingUnderAProtectiveLimit) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  auto shared = a_task("持ち物の確認");
  shared.content.with_guardians = true;
  added(team_.teacher, shared);
  EXPECT_THAT(told(), Contains(team_.mother.actor.post_id));
  EXPECT_THAT(told(), Not(Contains(father.actor.post_id)));
  const auto hers = added(team_.teacher, a_task("申請書を出す", of_mother()));
  EXPECT_THAT(told(), Contains(team_.mother.actor.post_id));
  added(team_.teacher, a_task("内部の打合せ"));
  EXPECT_THAT(told(), Not(Contains(team_.mother.actor.post_id)));
  EXPECT_THAT(told(), Contains(team_.nurse.post_id));
  EXPECT_THAT(seen(team_.mother.actor), UnorderedElementsAre("持ち物の確認", "申請書を出す"));
  EXPECT_THAT(today(team_.mother.actor).mine, ElementsAre("申請書を出す"));
  EXPECT_THAT(seen(father.actor), IsEmpty());
  EXPECT_THAT(today(father.actor).mine, IsEmpty());
  const TaskOwner his{TaskOwnerKind::guardian, TaskOwnerId{father.guardian_id.uuid}, {}};
  EXPECT_EQ(code_of(add(team_.teacher, a_task("x", his))), Code::invalid);
  EXPECT_EQ(code_of(add(team_.mother.actor, a_task("x"))), Code::forbidden);

  const auto done = move(team_.mother.actor, hers, TaskState::done).value();
  EXPECT_EQ(done.state, TaskState::done);
  EXPECT_TRUE(done.may_reopen);
  EXPECT_EQ(code_of(move(team_.mother.actor, done, TaskState::cancelled, "x")), Code::forbidden);
  act([&](Tx& tx) { tx.run("update guardian set restricted = true where region_id = $1", team_.region); });
  EXPECT_THAT(seen(team_.mother.actor, true), IsEmpty());
  EXPECT_EQ(code_of(move(team_.mother.actor, done, TaskState::open)), Code::not_found);
}

TEST_P(Tasks, BelongToAPersonAFacilityAProfessionOrWhoeverCoordinates) {
  added(team_.coordinator, a_task("看護師さんへ", of_post(team_.nurse), 3));
  added(team_.coordinator,
        a_task("学校へ", {TaskOwnerKind::facility, TaskOwnerId{team_.school.uuid}, {}}, 2));
  added(team_.coordinator, a_task("看護職へ", {TaskOwnerKind::profession, {}, {team_.nurse.profession}}, 1));
  added(team_.coordinator, a_task("調整役へ", {}, 4));
  EXPECT_THAT(today(team_.nurse).mine, ElementsAre("看護職へ", "看護師さんへ")) << "by due date";
  EXPECT_THAT(today(team_.teacher).mine, Contains("学校へ"));
  EXPECT_THAT(today(team_.teacher).mine, Not(Contains("看護師さんへ")));
  EXPECT_THAT(today(team_.coordinator).mine, Contains("調整役へ"));
  EXPECT_THAT(today(team_.coordinator).overdue, IsEmpty());
  clock().advance(std::chrono::hours(24 * 5));
  EXPECT_THAT(today(team_.coordinator).overdue, Contains("看護師さんへ"));
  EXPECT_THAT(today(team_.teacher).overdue, IsEmpty())
      << "overdue tasks of others are the coordinator's business";
}

TEST_P(Tasks, AreGivenOnlyToWhoeverCanSeeThem) {
  EXPECT_EQ(add(team_.coordinator, a_task("x", of_post(team_.colleague))).error().field, "content.owner");
  EXPECT_EQ(add(team_.coordinator, a_task("x", of_post(team_.stranger))).error().field, "content.owner");
  act([&](Tx& tx) {
    tx.run("update seat set classes = $1 where seat_id = $2", ClassSet::of(InfoClass::education),
           team_.teacher_seat);
  });
  EXPECT_EQ(add(team_.coordinator, a_task("x", of_post(team_.teacher))).error().field, "content.owner");
  const auto task = added(team_.coordinator, a_task("点検", of_post(team_.nurse)));
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.nurse_seat); });
  const auto page = act([&](Tx& tx) { return list_tasks(tx, team_.coordinator, team_.person, {}); });
  EXPECT_TRUE(page->items.at(0).owner_gone) << "the coordinator sees that nobody does it";
  EXPECT_EQ(page->items.at(0).id, task.id);
}

TEST_P(Tasks, AreChangedByTheirAuthorLeadsAndCoordinatorsAndFinishedByTheirOwner) {
  const auto task = added(team_.coordinator, a_task("点検", of_post(team_.nurse)));
  EXPECT_EQ(code_of(move(team_.teacher, task, TaskState::done)), Code::forbidden);
  TaskEdit edit;
  edit.content = a_task("点検（2回目）", of_post(team_.nurse)).content;
  const auto change = [&](const Actor& actor, std::int64_t version) {
    return act([&](Tx& tx) { return edit_task(tx, actor, team_.person, task.id, version, edit); });
  };
  EXPECT_EQ(code_of(change(team_.nurse, 1)), Code::forbidden);
  EXPECT_EQ(change(team_.coordinator, 1)->version, 2);
  EXPECT_EQ(change(team_.coordinator, 1)->version, 2) << "a retry that did arrive";
  edit.content.title = {"点検（3回目）"};
  EXPECT_EQ(code_of(change(team_.coordinator, 1)), Code::conflict);
  EXPECT_EQ(code_of(move(team_.nurse, task, TaskState::done)), Code::conflict);
  auto now = change(team_.coordinator, 2).value();
  now = move(team_.nurse, now, TaskState::done).value();
  EXPECT_EQ(now.closed_by_name, team_.nurse.display_name);
  EXPECT_EQ(code_of(change(team_.coordinator, now.version)), Code::gone);
  EXPECT_EQ(code_of(move(team_.coordinator, now, TaskState::cancelled, "x")), Code::gone);
  now = move(team_.coordinator, now, TaskState::open).value();
  EXPECT_EQ(move(team_.coordinator, now, TaskState::cancelled).error().field, "reason");
  now = move(team_.coordinator, now, TaskState::cancelled, "機器が替わった").value();
  EXPECT_EQ(now.reason, "機器が替わった");
  const auto detail = act([&](Tx& tx) { return read_task(tx, team_.teacher, team_.person, task.id); });
  std::vector<std::string> states;
  for (const auto& v : detail->versions)
    states.push_back(std::string(json::enum_name(v.state)) + " " + v.content.title.value);
  EXPECT_THAT(states, ElementsAre("cancelled 点検（3回目）", "open 点検（3回目）", "done 点検（3回目）",
                                  "open 点検（3回目）", "open 点検（2回目）", "open 点検"));
}

TEST_P(Tasks, AreKeptOnceUnderTheirIdAndFollowOnlyWhatTheirAuthorCanRead) {
  auto task = a_task("点検");
  EXPECT_EQ(added(team_.nurse, task).version, 1);
  EXPECT_EQ(added(team_.nurse, task).version, 1);
  EXPECT_EQ(code_of(add(team_.teacher, task)), Code::duplicate);
  task.content.title = {"別のこと"};
  EXPECT_EQ(code_of(add(team_.nurse, task)), Code::duplicate);
  EXPECT_EQ(count("select count(*) from task_version"), 1);

  auto follow = a_task("受診の結果を聞く");
  follow.entry_id = EntryId{Uuid{}};
  EXPECT_EQ(code_of(add(team_.nurse, follow)), Code::not_found);
  notebook::NewEntry entry;
  entry.id = in_write([](Tx& tx) { return tx.new_id<EntryId>(); });
  entry.body = {"受診しました"};
  entry.info_class = InfoClass::health;
  entry.whole_team = false;
  entry.seat_ids = {{team_.nurse_seat}};
  ASSERT_TRUE(act([&](Tx& tx) { return notebook::post_entry(tx, team_.nurse, team_.person, entry); }));
  follow.entry_id = entry.id;
  EXPECT_EQ(code_of(add(team_.teacher, follow)), Code::not_found) << "not in the entry's audience";
  EXPECT_EQ(added(team_.nurse, follow).source, TaskSource::entry);
}

TEST_P(Tasks, LeaveAnAuditRecordForEachLookAndEachWrite) {
  const auto task = added(team_.nurse, a_task("点検"));
  seen(team_.teacher);
  move(team_.nurse, task, TaskState::done);
  today(team_.coordinator);
  for (const auto* action : {"write_task", "see_tasks", "finish_task"})
    EXPECT_GE(in_read([&](Tx& tx) {
                return tx.one<std::int64_t>(
                    "select count(*) from audit where action = $1 and person_id = $2 and outcome = 'granted'",
                    std::string(action), team_.person);
              }),
              1)
        << action;
}

TEST_P(Tasks, OlderThanASeatLooksBackAreSeenOnlyIfTheyAreItsOwn) {
  added(team_.coordinator, a_task("前からのこと"));
  clock().advance(std::chrono::hours(24 * 3));
  act([&](Tx& tx) {
    tx.run("update seat set looks_back_to = $1 where seat_id = $2", tx.today(), team_.teacher_seat);
  });
  added(team_.coordinator, a_task("今日のこと"));
  EXPECT_THAT(seen(team_.teacher), ElementsAre("今日のこと"));
}

// --- the program's own

class KeptTasks : public Tasks {
 protected:
  void consent_ends_in(int days) {
    act([&](Tx& tx) {
      tx.run("update consent set ends_on = $1 where consent_id = $2", add_days(tx.today(), days),
             team_.consent);
    });
  }
  std::int64_t keep() { return keep_all(db(), {}); }
};
MUSUBI_ON_BOTH_ENGINES(KeptTasks);

TEST_P(KeptTasks, AreMadeOnceCloseWithTheirCauseAndComeBackWithIt) {
  EXPECT_EQ(keep(), 0);
  consent_ends_in(50);
  EXPECT_EQ(keep(), 1);
  EXPECT_EQ(keep(), 0);
  EXPECT_THAT(today(team_.coordinator).mine, ElementsAre("同意を更新する"));
  EXPECT_THAT(seen(team_.mother.actor), IsEmpty());
  EXPECT_EQ(count("select count(*) from audit where action = 'keep_task' and basis = 'rule'"), 1);
  const auto renewed = act([&](Tx& tx) { return test::a_consent(tx, team_.region, team_.person); });
  EXPECT_EQ(keep(), 1);
  EXPECT_THAT(today(team_.coordinator).mine, IsEmpty());
  EXPECT_THAT(seen(team_.coordinator, true), ElementsAre("同意を更新する"));
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, renewed); });
  EXPECT_EQ(keep(), 1);
  EXPECT_THAT(today(team_.coordinator).mine, ElementsAre("同意を更新する"));
  EXPECT_EQ(count("select count(*) from task_version"), 3);
  act([&](Tx& tx) { tx.run("update person set state = 'moved' where person_id = $1", team_.person); });
  in_write([&](Tx& tx) { keep_in_line(tx, team_.region, team_.person, {}); });
  EXPECT_THAT(today(team_.coordinator).mine, IsEmpty());
}

TEST_P(KeptTasks, AskThePersonThemselfFromThe18thBirthdayOnWhereTheyHaveAnAccount) {
  const auto own = in_write([&](Tx& tx) {
    tx.run("update region set own_account_from = 12 where region_id = $1", team_.region);
    tx.run("update consent set guardian_id = $2 where person_id = $1", team_.person,
           team_.mother.guardian_id);
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "佐藤 ひなた", .relation = "self", .has_custody = false});
  });
  const auto born_before = [&](int days_to_18) {
    act([&](Tx& tx) {
      const Date born{tx.today().ymd - std::chrono::years{18}};
      tx.run("update person set birth_date = $2 where person_id = $1", team_.person,
             add_days(born, days_to_18));
    });
  };
  born_before(30);
  EXPECT_EQ(keep(), 1) << "the coordinators";
  EXPECT_THAT(today(own.actor).mine, IsEmpty());
  EXPECT_THAT(seen(own.actor), ElementsAre("refused: forbidden"));
  auto shared = a_task("家族と相談");
  shared.content.with_guardians = true;
  added(team_.coordinator, shared);
  const auto to_mother = act([&](Tx& tx) {
    return tx.one<std::int64_t>("select count(*) from change where kind = 'task' and account_id = $1",
                                team_.mother.actor.account_id);
  });
  const auto to_child = act([&](Tx& tx) {
    return tx.one<std::int64_t>("select count(*) from change where kind = 'task' and account_id = $1",
                                own.actor.account_id);
  });
  EXPECT_GE(to_mother, 1);
  EXPECT_EQ(to_child, 0);
  born_before(0);
  keep();
  EXPECT_THAT(today(own.actor).mine, Contains("これからの共有を、自分で決める"));
  EXPECT_THAT(today(team_.coordinator).mine, Contains("18歳になる前に、本人の同意をたずねる"));
  act([&](Tx& tx) {
    const auto consent = test::a_consent(tx, team_.region, team_.person);
    tx.run("update consent set giver_relation = 'self', guardian_id = $2 where consent_id = $1", consent,
           own.guardian_id);
  });
  keep();
  EXPECT_THAT(today(own.actor).mine, IsEmpty()) << "they have said so themself";
}

TEST_P(KeptTasks, AreNotMadeAgainWhereSomebodyClosedThem) {
  consent_ends_in(50);
  keep();
  const auto page = act([&](Tx& tx) { return list_tasks(tx, team_.coordinator, team_.person, {}); });
  ASSERT_TRUE(move(team_.coordinator, page->items.at(0), TaskState::cancelled, "転出の予定"));
  EXPECT_EQ(keep(), 0);
}

TEST_P(KeptTasks, AreAllThatACoordinatorSeesOnceTheConsentHasEnded) {
  auto basic = a_task("基本のこと");
  basic.content.info_class = InfoClass::basic;
  added(team_.coordinator, basic);
  consent_ends_in(10);
  keep();
  consent_ends_in(-1);
  EXPECT_THAT(seen(team_.coordinator), ElementsAre("同意を更新する"));
  EXPECT_THAT(today(team_.coordinator).mine, ElementsAre("同意を更新する"));
  EXPECT_THAT(seen(team_.nurse), ElementsAre("refused: forbidden"));
}

TEST_P(KeptTasks, FollowTheChangeFeedByThemselves) {
  Keeper keeper(db(), {}, std::chrono::milliseconds(5));
  keeper.start();
  act([&](Tx& tx) {
    tx.run("update consent set ends_on = $1 where consent_id = $2", add_days(tx.today(), 9), team_.consent);
    db::append_change(tx, {.region_id = team_.region, .person_id = team_.person, .kind = "consent"});
  });
  for (int tries = 0; tries < 2000 && count("select count(*) from task") == 0; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  keeper.stop();
  EXPECT_EQ(count("select count(*) from task"), 1);
}

}  // namespace
}  // namespace musubi::task
