#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "codes/codes.hpp"
#include "db/change_feed.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"
#include "team/team_service.hpp"
#include "team/team_templates.hpp"

namespace musubi::team {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Date day(const char* text) {
  return parse_date(text).value();
}

template <class R>
Code code_of(const R& result) {
  return result ? Code::internal : result.error().code;
}

TEST(AlwaysCoordinated, AsksForEveryDayFromTodayOn) {
  const auto today = day("2026-11-24");
  EXPECT_FALSE(always_coordinated({}, today));
  EXPECT_TRUE(always_coordinated({{day("2026-01-01"), {}}}, today));
  EXPECT_FALSE(always_coordinated({{day("2026-11-25"), {}}}, today)) << "today is bare";
  EXPECT_FALSE(always_coordinated({{day("2026-01-01"), day("2027-03-31")}}, today)) << "nobody afterwards";
  EXPECT_TRUE(always_coordinated({{day("2027-04-01"), {}}, {day("2026-01-01"), day("2027-03-31")}}, today));
  EXPECT_FALSE(always_coordinated({{day("2027-04-02"), {}}, {day("2026-01-01"), day("2027-03-31")}}, today))
      << "one day's gap";
}

TEST(Period, HasItsEdges) {
  const auto today = day("2026-11-24");
  EXPECT_TRUE(check_period(today, today, {}, today));
  EXPECT_FALSE(check_period(today, day("2026-11-23"), {}, today));
  EXPECT_TRUE(check_period(today, {}, today, today));
  EXPECT_FALSE(check_period(today, {}, day("2026-11-25"), today));
  EXPECT_TRUE(in_force(SeatState::active, today, today, today));
  EXPECT_FALSE(in_force(SeatState::active, day("2026-11-25"), {}, today));
  EXPECT_FALSE(in_force(SeatState::active, day("2026-01-01"), day("2026-11-23"), today));
  EXPECT_FALSE(in_force(SeatState::invited, today, {}, today));
  EXPECT_EQ(shown_state(SeatState::active, day("2026-11-23"), today), SeatState::ended);
}

TEST(Templates, NameKnownPlacesAndACoordinatorEach) {
  for (const auto& plan : templates()) {
    EXPECT_THAT(plan.places,
                testing::Contains(testing::Field(&TemplatePlace::role, access::SeatRole::coordinator)))
        << plan.code;
    for (const auto& place : plan.places) EXPECT_TRUE(place.classes.has(InfoClass::basic)) << plan.code;
  }
  EXPECT_NE(find_template("developmental"), nullptr);
  EXPECT_EQ(find_template("none"), nullptr);
}

class TeamSeats : public test::DatabaseTest {
 protected:
  TeamSeats() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  Date today() { return japan_date(clock().now()); }
  NewSeat a_seat_for(const Actor& actor) {
    NewSeat seat;
    seat.id = act([](Tx& tx) { return tx.new_id<SeatId>(); });
    seat.facility_id = *actor.facility_id;
    seat.post_id = actor.post_id;
    seat.duty.value = "看護";
    seat.starts_on = today();
    return seat;
  }
  Result<SeatView> adds(const Actor& actor, const NewSeat& seat) {
    return act([&](Tx& tx) { return add_seat(tx, actor, team_.person, seat); });
  }
  Result<SeatView> answers(const Actor& actor, SeatId seat, bool accept) {
    return act([&](Tx& tx) { return answer_invitation(tx, actor, seat, {accept, {}}); });
  }
  Result<SeatView> ends(const Actor& actor, SeatId seat, const Date& on) {
    return act([&](Tx& tx) { return end_seat(tx, actor, team_.person, seat, {on, {"担当の交代"}}); });
  }
  std::vector<SeatInvitation> invitations(const Actor& actor) {
    return *act([&](Tx& tx) { return list_invitations(tx, actor); });
  }
  bool may_read(const Actor& actor) {
    return act(
        [&](Tx& tx) { return access::require(tx, actor, access::Action::read, team_.person).has_value(); });
  }
  SeatChange change_of(const SeatView& v) {
    return {v.role, {v.duty}, v.classes, v.starts_on, v.ends_on, v.looks_back_to, {}};
  }
  SeatView seat_of(SeatId seat) {
    const auto views = act([&](Tx& tx) { return list_team(tx, team_.coordinator, team_.person); }).value();
    for (const auto& view : views)
      if (view.id == seat) return view;
    return {};
  }
  test::Team team_;
};
MUSUBI_ON_BOTH_ENGINES(TeamSeats);

TEST_P(TeamSeats, OpenOnlyOnceTheInvitedAccepts) {
  const auto seat = adds(team_.coordinator, a_seat_for(team_.colleague));
  ASSERT_TRUE(seat) << seat.error().detail;
  EXPECT_EQ(seat->state, SeatState::invited);
  EXPECT_EQ(seat->profession, "nurse");
  EXPECT_EQ(seat->classes, codes::find_profession("nurse")->default_classes)
      << "what is usual for the profession";
  EXPECT_FALSE(may_read(team_.colleague));
  ASSERT_THAT(invitations(team_.colleague), SizeIs(1));
  EXPECT_EQ(invitations(team_.colleague)[0].person_name, "佐藤 ひなた");
  EXPECT_EQ(invitations(team_.colleague)[0].invited_by_name, "山本 まとめ");
  EXPECT_THAT(invitations(team_.nurse), IsEmpty());
  EXPECT_EQ(code_of(answers(team_.nurse, seat->id, true)), Code::not_found) << "not theirs to answer";
  EXPECT_EQ(code_of(answers(team_.stranger, seat->id, true)), Code::not_found);

  const auto accepted = answers(team_.colleague, seat->id, true);
  ASSERT_TRUE(accepted);
  EXPECT_TRUE(accepted->in_force);
  EXPECT_TRUE(may_read(team_.colleague));
  EXPECT_TRUE(answers(team_.colleague, seat->id, true)) << "a retry";
  EXPECT_EQ(code_of(answers(team_.colleague, seat->id, false)), Code::gone);
  EXPECT_THAT(invitations(team_.colleague), IsEmpty());
}

TEST_P(TeamSeats, StayClosedWhenDeclined) {
  const auto seat = *adds(team_.coordinator, a_seat_for(team_.colleague));
  EXPECT_EQ(answers(team_.colleague, seat.id, false)->state, SeatState::declined);
  EXPECT_FALSE(may_read(team_.colleague));
  EXPECT_TRUE(adds(team_.coordinator, a_seat_for(team_.colleague))) << "may be asked again";
}

TEST_P(TeamSeats, OfAFacilityAreAnsweredByItsManager) {
  const auto manager = act([&](Tx& tx) {
    return test::a_professional(tx, team_.region, team_.school,
                                {.name = "校長", .profession = "teacher", .is_manager = true});
  });
  auto seat = a_seat_for(team_.teacher);
  seat.post_id.reset();
  seat.profession = Line<60>{"school_nurse"};
  const auto made = adds(team_.coordinator, seat);
  ASSERT_TRUE(made) << made.error().detail;
  const auto school_nurse = act([&](Tx& tx) {
    return test::a_professional(tx, team_.region, team_.school,
                                {.name = "養護", .profession = "school_nurse"});
  });
  EXPECT_THAT(invitations(school_nurse), IsEmpty());
  EXPECT_THAT(invitations(manager), SizeIs(1));
  ASSERT_TRUE(answers(manager, made->id, true));
  EXPECT_TRUE(may_read(school_nurse));
  EXPECT_FALSE(may_read(manager)) << "another profession";
}

TEST_P(TeamSeats, AreRefusedTwiceOverAndForStrangePlaces) {
  ASSERT_TRUE(adds(team_.coordinator, a_seat_for(team_.colleague)));
  EXPECT_EQ(code_of(adds(team_.coordinator, a_seat_for(team_.colleague))), Code::duplicate);
  EXPECT_EQ(code_of(adds(team_.coordinator, a_seat_for(team_.stranger))), Code::invalid) << "another region";
  auto wrong = a_seat_for(team_.teacher);
  wrong.facility_id = team_.clinic;
  EXPECT_EQ(code_of(adds(team_.coordinator, wrong)), Code::invalid) << "works elsewhere";
  auto unknown = a_seat_for(team_.teacher);
  unknown.post_id.reset();
  unknown.profession = Line<60>{"wizard"};
  EXPECT_EQ(code_of(adds(team_.coordinator, unknown)), Code::invalid);
}

TEST_P(TeamSeats, AreTheCoordinatorsWork) {
  EXPECT_EQ(code_of(adds(team_.nurse, a_seat_for(team_.colleague))), Code::forbidden);
  EXPECT_EQ(code_of(adds(team_.mother.actor, a_seat_for(team_.colleague))), Code::forbidden);
  EXPECT_EQ(code_of(adds(team_.colleague, a_seat_for(team_.colleague))), Code::not_found);
  EXPECT_EQ(code_of(adds(team_.stranger, a_seat_for(team_.colleague))), Code::not_found);
  auto weak = team_.coordinator;
  weak.strength = access::Strength::two_factor;
  EXPECT_EQ(code_of(adds(weak, a_seat_for(team_.colleague))), Code::step_up_needed);
}

TEST_P(TeamSeats, AnswerARetryWithTheFirstResult) {
  const auto seat = a_seat_for(team_.colleague);
  ASSERT_TRUE(adds(team_.coordinator, seat));
  EXPECT_EQ(adds(team_.coordinator, seat)->version, 1);
  auto other = seat;
  other.duty.value = "別の役割";
  EXPECT_EQ(code_of(adds(team_.coordinator, other)), Code::duplicate);
}

TEST_P(TeamSeats, EndWithTheirLastDay) {
  ASSERT_TRUE(may_read(team_.nurse));
  const auto ended = ends(team_.coordinator, team_.nurse_seat, today());
  ASSERT_TRUE(ended) << ended.error().detail;
  EXPECT_TRUE(ended->in_force) << "today is the last day";
  EXPECT_TRUE(may_read(team_.nurse));
  clock().advance(std::chrono::hours(24));
  EXPECT_FALSE(may_read(team_.nurse));
  EXPECT_EQ(seat_of(team_.nurse_seat).state, SeatState::ended);
}

TEST_P(TeamSeats, EndAtOnceForADayThatHasPassed) {
  const auto ended = ends(team_.coordinator, team_.nurse_seat, add_days(today(), -1));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->state, SeatState::ended);
  EXPECT_EQ(ended->ends_on, today()) << "nobody writes that it was closed before it was";
  EXPECT_FALSE(may_read(team_.nurse));
  EXPECT_EQ(code_of(ends(team_.coordinator, team_.nurse_seat, today())), Code::gone);
}

TEST_P(TeamSeats, OfTwoCoordinatorsOneStaysWhenBothLeaveAtTheSameMoment) {
  const auto [second, seat] = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.school, {.name = "二人目"});
    return std::pair(actor, test::a_seat(tx, team_.person, actor, {.role = access::SeatRole::coordinator}));
  });
  const std::array leaving{std::pair(team_.coordinator, team_.coordinator_seat), std::pair(second, seat)};
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> left = 0;
    {
      std::vector<std::jthread> hands;
      for (const auto& [actor, own] : leaving)
        hands.emplace_back([&, actor, own] {
          left += db().write_now([&](Tx& tx) {
            return leave_seat(tx, actor, own, {japan_date(tx.now()), {"異動"}}).has_value() ? 1 : 0;
          });
        });
    }
    EXPECT_EQ(left, 1) << round;
    act([&](Tx& tx) {
      tx.run("update seat set state = 'active', ends_on = null where region_id = $1 and role = 'coordinator'",
             team_.region);
    });
  }
}

TEST_P(TeamSeats, ThatAreOverKeepTheirLastDay) {
  const auto last = today();
  ASSERT_TRUE(ends(team_.coordinator, team_.nurse_seat, last));
  clock().advance(std::chrono::hours(24 * 40));
  EXPECT_EQ(code_of(ends(team_.coordinator, team_.nurse_seat, last)), Code::gone);
  EXPECT_EQ(seat_of(team_.nurse_seat).ends_on, last);
}

TEST_P(TeamSeats, AreLeftByTheirHolder) {
  const auto leave = [&](const Actor& actor) {
    return act([&](Tx& tx) {
      return leave_seat(tx, actor, team_.nurse_seat, {add_days(today(), -1), {"異動"}});
    });
  };
  EXPECT_EQ(code_of(leave(team_.teacher)), Code::not_found);
  EXPECT_EQ(leave(team_.nurse)->state, SeatState::left);
  EXPECT_FALSE(may_read(team_.nurse));
}

TEST_P(TeamSeats, NeverLeaveTheTeamWithoutACoordinator) {
  const auto own = team_.coordinator_seat;
  EXPECT_EQ(code_of(ends(team_.coordinator, own, today())), Code::invalid);
  EXPECT_EQ(code_of(act([&](Tx& tx) {
              return leave_seat(tx, team_.coordinator, own, {today(), {"退職"}});
            })),
            Code::invalid);
  auto change = change_of(seat_of(own));
  change.role = access::SeatRole::member;
  EXPECT_EQ(
      code_of(act([&](Tx& tx) { return change_seat(tx, team_.coordinator, team_.person, own, 1, change); })),
      Code::invalid);
  change = change_of(seat_of(own));
  change.ends_on = add_days(today(), 100);
  EXPECT_EQ(
      code_of(act([&](Tx& tx) { return change_seat(tx, team_.coordinator, team_.person, own, 1, change); })),
      Code::invalid);

  auto next = change_of(seat_of(team_.nurse_seat));
  next.role = access::SeatRole::coordinator;
  ASSERT_TRUE(act(
      [&](Tx& tx) { return change_seat(tx, team_.coordinator, team_.person, team_.nurse_seat, 1, next); }));
  EXPECT_TRUE(ends(team_.coordinator, own, today())) << "somebody else took over";
}

TEST_P(TeamSeats, LoseARaceWithThePresentStateInHand) {
  auto change = change_of(seat_of(team_.nurse_seat));
  change.duty.value = "主担当";
  ASSERT_TRUE(act(
      [&](Tx& tx) { return change_seat(tx, team_.coordinator, team_.person, team_.nurse_seat, 1, change); }));
  const auto lost = act(
      [&](Tx& tx) { return change_seat(tx, team_.coordinator, team_.person, team_.nurse_seat, 1, change); });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_THAT(lost.error().current, HasSubstr("主担当"));
  const auto kept = act([&](Tx& tx) {
    return tx.all<std::string>(
        "select body from seat_version where region_id = $1 and person_id = $2 and seat_id = $3 order by "
        "version",
        team_.region, team_.person, team_.nurse_seat);
  });
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_THAT(kept[0], HasSubstr("主担当"));
}

TEST_P(TeamSeats, ShowWhatConsentCovers) {
  EXPECT_EQ(seat_of(team_.nurse_seat).consent_covers, ClassSet::all());
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent, team_.school); });
  EXPECT_TRUE(seat_of(team_.teacher_seat).consent_covers.empty());
  EXPECT_EQ(seat_of(team_.nurse_seat).consent_covers, ClassSet::all());
}

TEST_P(TeamSeats, ComeFromATemplateAllOrNone) {
  const auto& plan = *find_template("developmental");
  const auto doctor = act([&](Tx& tx) {
    return test::a_professional(tx, team_.region, team_.clinic, {.name = "主治医", .profession = "doctor"});
  });
  std::int64_t place = 0;
  while (plan.places[static_cast<std::size_t>(place)].profession != "doctor") ++place;
  TeamFromTemplate chosen{{"developmental"}, today(), {}};
  const auto new_seat = [&] { return act([](Tx& tx) { return tx.new_id<SeatId>(); }); };
  chosen.choices.items.push_back({{place}, team_.clinic, doctor.post_id, new_seat()});
  chosen.choices.items.push_back({{99}, team_.clinic, {}, new_seat()});
  const auto build = [&] {
    return act([&](Tx& tx) { return add_from_template(tx, team_.coordinator, team_.person, chosen); });
  };
  const auto refused = build();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "choices[1].place");
  EXPECT_THAT(invitations(doctor), IsEmpty()) << "nothing was kept";
  chosen.choices.items.pop_back();
  const auto built = build();
  ASSERT_TRUE(built) << built.error().detail;
  EXPECT_EQ(built->front().duty, "主治医");
  EXPECT_THAT(invitations(doctor), SizeIs(1));
}

TEST_P(TeamSeats, TellTheTeamAndTheInvited) {
  const auto before = act([](Tx& tx) { return db::last_position(tx); });
  ASSERT_TRUE(adds(team_.coordinator, a_seat_for(team_.colleague)));
  bool to_team = false, to_invited = false;
  for (const auto& change : act([&](Tx& tx) { return db::changes_after(tx, before, 100); })) {
    to_team |= change.kind == "seat" && change.person_id == team_.person;
    to_invited |=
        change.kind == "seat" && change.account_id == team_.colleague.account_id && !change.person_id;
  }
  EXPECT_TRUE(to_team && to_invited);
}

TEST_P(TeamSeats, LeaveTracesInTheAccessHistory) {
  const auto seat = *adds(team_.coordinator, a_seat_for(team_.colleague));
  invitations(team_.colleague);
  ASSERT_TRUE(answers(team_.colleague, seat.id, true));
  const auto actions = act([&](Tx& tx) {
    return tx.all<std::string>(
        "select action from audit where region_id = $1 and person_id = $2 and post_id = $3", team_.region,
        team_.person, team_.colleague.post_id);
  });
  EXPECT_THAT(actions, testing::IsSupersetOf({"see_invitation", "accept_seat"}));
}

}  // namespace
}  // namespace musubi::team
