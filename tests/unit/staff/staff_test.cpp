#include <algorithm>

#include "identity/accounts_test_base.hpp"
#include "staff/staff_service.hpp"
#include "team/succession.hpp"

namespace musubi::staff {
namespace {

using access::Strength;

class Staff : public identity::AccountsTest {
 protected:
  Staff() {
    in_write([&](Tx& tx) {
      other_facility = test::a_facility(tx, region, "みどり小学校", "elementary_school");
      other_region = test::a_region(tx, "tonari");
      const auto far = test::a_facility(tx, other_region, "となり診療所");
      manager = test::a_professional(tx, region, facility,
                                     {.name = "院長", .profession = "doctor", .is_manager = true});
      nurse = test::a_professional(tx, region, facility);
      teacher = test::a_professional(tx, region, other_facility,
                                     {.name = "校長", .profession = "teacher", .is_manager = true});
      stranger = test::a_professional(tx, other_region, far, {.name = "隣の院長", .is_manager = true});
      operator_ = test::an_operator(tx, region);
      neighbour = test::an_operator(tx, other_region, "隣の担当者");
    });
  }
  NewStaff a_new(const std::string& name = "佐々木 蓮", const std::string& login = "ren") {
    return in_write([&](Tx& tx) {
      return NewStaff{
          tx.new_id<PostId>(), {name}, {"ササキ レン"}, {"nurse"}, {"主任"}, {"123"}, false, {login},
          tx.today(),          {}};
    });
  }
  Result<StaffAdded> add(const NewStaff& given, std::optional<Actor> by = {},
                         std::optional<FacilityId> where = {}) {
    return in_write(
        [&](Tx& tx) { return add_staff(tx, by.value_or(manager), where.value_or(facility), given); });
  }
  std::vector<StaffView> list(const Actor& actor) {
    return in_write([&](Tx& tx) { return staff_of(tx, actor, facility); }).value();
  }
  Result<StaffView> become(PostId post, StaffState state, std::optional<Actor> by = {}) {
    return in_write([&](Tx& tx) { return change_state(tx, by.value_or(manager), post, {state, {"理由"}}); });
  }
  Result<StaffView> edit(PostId post, std::int64_t version, const StaffEdit& to,
                         std::optional<Actor> by = {}) {
    return in_write([&](Tx& tx) { return edit_staff(tx, by.value_or(manager), post, version, to); });
  }
  StaffEdit as_is(const Actor& whom, bool is_manager) {
    return in_write([&](Tx& tx) {
      return StaffEdit{{whom.display_name},
                       {""},
                       {whom.profession},
                       {""},
                       {""},
                       is_manager,
                       add_days(tx.today(), -365),
                       {},
                       {""}};
    });
  }
  std::int64_t versions(PostId post) {
    return in_read([&](Tx& tx) {
      return tx.one<std::int64_t>("select count(*) from post_version where region_id = $1 and post_id = $2",
                                  region, post);
    });
  }
  Result<identity::Opened> accept(const std::string& path, const std::string& login) {
    return accept_invitation(db(), identity, {{path.substr(8)}, {login}, {"蓮"}, {""}, {identity::kPassword}},
                             identity::kHome, {});
  }

  FacilityId other_facility;
  RegionId other_region;
  Actor manager, nurse, teacher, stranger, operator_, neighbour;
};
MUSUBI_ON_BOTH_ENGINES(Staff);

TEST_P(Staff, IsAddedWithALinkThatLetsThemIn) {
  const auto given = a_new();
  const auto added = add(given).value();
  EXPECT_EQ(added.post.state, StaffState::invited);
  EXPECT_FALSE(added.post.has_account);
  EXPECT_EQ(versions(given.id), 1);
  const auto opened = accept(added.invitation_url, "ren").value();
  EXPECT_EQ(actor_of(opened).post_id, given.id);
  const auto now = list(manager);
  const auto found = std::ranges::find(now, given.id, &StaffView::post_id);
  ASSERT_NE(found, now.end());
  EXPECT_EQ(found->state, StaffState::active);
  EXPECT_TRUE(found->has_account);
  EXPECT_EQ(audits("manage_facility"), 2);
}

TEST_P(Staff, AddedAgainAfterALostAnswerGetANewLink) {
  const auto given = a_new();
  const auto first = add(given).value();
  const auto second = add(given).value();
  EXPECT_EQ(accept(first.invitation_url, "ren").error().code, Code::gone);
  EXPECT_TRUE(accept(second.invitation_url, "ren"));
  EXPECT_EQ(add(given).error().code, Code::conflict);
  auto other = given;
  other.title = {"別の人"};
  EXPECT_EQ(add(other).error().code, Code::duplicate);
  EXPECT_EQ(add(given, teacher, other_facility).error().code, Code::duplicate);
}

TEST_P(Staff, IsCheckedBeforeItIsAdded) {
  const auto refused = [&](auto change) {
    auto given = a_new();
    change(given);
    return add(given).error();
  };
  EXPECT_EQ(refused([](auto& s) { s.profession = {"wizard"}; }).field, "profession");
  EXPECT_EQ(refused([](auto& s) { s.login = {"あ"}; }).field, "login");
  EXPECT_EQ(refused([](auto& s) { s.ends_on = add_days(s.starts_on, -1); }).field, "ends_on");
  EXPECT_EQ(list(manager).size(), 2U);
}

TEST_P(Staff, IsListedFullyToManagersAndBrieflyToMembers) {
  ASSERT_TRUE(add(a_new()));
  EXPECT_EQ(list(manager).size(), 3U);
  EXPECT_EQ(list(operator_).size(), 3U);
  for (const auto& member : {nurse, teacher}) {
    const auto seen = list(member);
    EXPECT_EQ(seen.size(), 2U);
    for (const auto& line : seen) {
      EXPECT_EQ(line.state, StaffState::active);
      EXPECT_FALSE(line.licence_number);
    }
  }
  EXPECT_EQ(in_write([&](Tx& tx) { return staff_of(tx, stranger, facility); }).error().code, Code::not_found);
  EXPECT_EQ(in_write([&](Tx& tx) { return staff_of(tx, neighbour, facility); }).error().code,
            Code::not_found);
}

TEST_P(Staff, IsOutOfReachOfAnybodyElse) {
  const auto given = a_new();
  const auto refused = [&](const Actor& actor, Code code) {
    EXPECT_EQ(add(given, actor).error().code, code);
    EXPECT_EQ(become(nurse.post_id, StaffState::suspended, actor).error().code, code);
    EXPECT_EQ(edit(nurse.post_id, 1, as_is(nurse, true), actor).error().code, code);
    EXPECT_EQ(in_write([&](Tx& tx) { return invite_again(tx, actor, nurse.post_id); }).error().code, code);
    EXPECT_EQ(
        in_write([&](Tx& tx) { return import_staff(tx, actor, facility, "氏名,職種\nあ,看護師", false); })
            .error()
            .code,
        code);
    EXPECT_EQ(in_write([&](Tx& tx) { return export_staff(tx, actor, facility); }).error().code, code);
  };
  refused(nurse, Code::forbidden);
  refused(teacher, Code::forbidden);
  refused(stranger, Code::not_found);
  refused(neighbour, Code::not_found);
  EXPECT_EQ(list(manager).size(), 2U);
}

TEST_P(Staff, IsEditedInTheVersionThatWasRead) {
  auto to = as_is(nurse, false);
  to.title = {"師長"};
  to.reason = {"昇任"};
  const auto edited = edit(nurse.post_id, 1, to).value();
  EXPECT_EQ(edited.title, "師長");
  EXPECT_EQ(edited.version, 2);
  const auto lost = edit(nurse.post_id, 1, to).error();
  EXPECT_EQ(lost.code, Code::conflict);
  EXPECT_NE(lost.current.find("師長"), std::string::npos);
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::string>("select reason from post_version where post_id = $1", nurse.post_id),
              "昇任");
  });
}

TEST_P(Staff, BecomesAManagerOnlyByAFreshSecondFactor) {
  auto tired = manager;
  tired.strength = Strength::two_factor;
  EXPECT_EQ(edit(nurse.post_id, 1, as_is(nurse, true), tired).error().code, Code::step_up_needed);
  EXPECT_TRUE(edit(nurse.post_id, 1, as_is(nurse, true)).value().is_manager);
}

TEST_P(Staff, PeriodChangesByAFreshSecondFactorOnly) {
  auto tired = manager;
  tired.strength = Strength::two_factor;
  auto longer = as_is(nurse, false);
  longer.ends_on = make_date(2031, 3, 31).value();
  EXPECT_EQ(edit(nurse.post_id, 1, longer, tired).error().code, Code::step_up_needed);
  EXPECT_TRUE(edit(nurse.post_id, 1, longer));
}

TEST_P(Staff, LosesAccessAtOnceWhenSuspendedOrLeft) {
  const auto given = a_new();
  const auto opened = accept(add(given).value().invitation_url, "ren").value();
  ASSERT_TRUE(actor_of(opened.token));
  for (const auto state : {StaffState::suspended, StaffState::left}) {
    ASSERT_TRUE(become(given.id, state));
    const auto now = actor_of(opened.token);
    EXPECT_FALSE(now && now->post_id == given.id);
    ASSERT_TRUE(become(given.id, StaffState::active));
  }
  const auto now = list(manager);
  const auto back = *std::ranges::find(now, given.id, &StaffView::post_id);
  EXPECT_EQ(back.state, StaffState::active);
  EXPECT_FALSE(back.ends_on);
  EXPECT_EQ(versions(given.id), 6);
}

TEST_P(Staff, KeepsTheirPostsElsewhere) {
  const auto account = an_account_with_post("hanako");
  const auto here = last_post;
  const auto there = in_write([&](Tx& tx) {
    const auto post =
        create_post(tx, {.region_id = other_region,
                         .row = {.name = "花子", .profession = "nurse", .starts_on = tx.today()}})
            .value();
    identity::give_post(tx, account, other_region, post).value();
    return post;
  });
  ASSERT_TRUE(become(here, StaffState::left));
  const auto opened = signed_in("hanako");
  EXPECT_EQ(actor_of(opened).post_id, there);
}

TEST_P(Staff, LinksEndWithTheOffer) {
  const auto given = a_new();
  const auto path = add(given).value().invitation_url;
  EXPECT_EQ(become(given.id, StaffState::suspended).error().code, Code::conflict);
  ASSERT_TRUE(become(given.id, StaffState::left));
  EXPECT_EQ(accept(path, "ren").error().code, Code::gone);
  EXPECT_EQ(become(given.id, StaffState::active).value().state, StaffState::invited);
  EXPECT_EQ(accept(path, "ren").error().code, Code::gone);
  const auto fresh = in_write([&](Tx& tx) { return invite_again(tx, manager, given.id); }).value();
  const auto look = look_at_invitation(db(), fresh.invitation_url.substr(8), identity::kHome).value();
  EXPECT_EQ(look.suggested_login, "ren");
  EXPECT_TRUE(accept(fresh.invitation_url, "ren"));
  EXPECT_EQ(in_write([&](Tx& tx) { return invite_again(tx, manager, given.id); }).error().code,
            Code::conflict);
}

TEST_P(Staff, AreListedWithTheDayUntilWhichTheyMayCome) {
  constexpr auto kHolds = std::chrono::days(14);
  const auto given = a_new();
  const auto listed = [&] {
    const auto all = list(manager);
    return *std::ranges::find(all, given.id, &StaffView::post_id);
  };
  const auto added = add(given).value();
  EXPECT_EQ(added.post.invited_until, clock().now() + kHolds);
  EXPECT_EQ(listed().invited_until, clock().now() + kHolds);
  clock().advance(kHolds);
  EXPECT_EQ(accept(added.invitation_url, "ren").error().code, Code::gone);
  EXPECT_FALSE(listed().invited_until) << "nobody can come any more";
  EXPECT_EQ(listed().state, StaffState::invited);

  const auto again = in_write([&](Tx& tx) { return invite_again(tx, manager, given.id); }).value();
  EXPECT_EQ(listed().invited_until, clock().now() + kHolds);
  EXPECT_FALSE(become(given.id, StaffState::left).value().invited_until) << "taken back";
  ASSERT_TRUE(become(given.id, StaffState::active));
  const auto third = in_write([&](Tx& tx) { return invite_again(tx, manager, given.id); }).value();
  ASSERT_TRUE(accept(third.invitation_url, "ren"));
  EXPECT_FALSE(listed().invited_until) << "has come";
}

TEST_P(Staff, TheLastManagerStays) {
  EXPECT_EQ(become(manager.post_id, StaffState::left).error().code, Code::conflict);
  EXPECT_EQ(become(manager.post_id, StaffState::suspended).error().code, Code::conflict);
  EXPECT_EQ(edit(manager.post_id, 1, as_is(manager, false)).error().code, Code::conflict);
  auto ending = as_is(manager, true);
  ending.ends_on = in_read([](Tx& tx) { return tx.today(); });
  EXPECT_EQ(edit(manager.post_id, 1, ending).error().code, Code::conflict);
  EXPECT_TRUE(edit(manager.post_id, 1, as_is(manager, true)));
  ASSERT_TRUE(edit(nurse.post_id, 1, as_is(nurse, true)));
  EXPECT_TRUE(become(manager.post_id, StaffState::left));
  EXPECT_TRUE(become(nurse.post_id, StaffState::left, operator_));
}

/// A seat may be the facility's with a profession, so a profession opens notebooks (threat model 3.14).
TEST_P(Staff, DoNotChangeTheirOwnProfessionRightsOrPeriod) {
  auto to = as_is(manager, true);
  to.profession = {"nurse"};
  EXPECT_EQ(edit(manager.post_id, 1, to).error().code, Code::forbidden);
  EXPECT_TRUE(edit(manager.post_id, 1, to, operator_)) << "somebody else's hand";
  auto longer = as_is(manager, true);
  longer.profession = {"nurse"};
  longer.starts_on = add_days(longer.starts_on, -100);
  EXPECT_EQ(edit(manager.post_id, 2, longer).error().code, Code::forbidden);

  auto second = nurse;  // another post of the same human
  in_write([&](Tx& tx) {
    tx.run("update post set account_id = $2 where post_id = $1", second.post_id, manager.account_id);
  });
  auto doctor = as_is(second, false);
  doctor.profession = {"doctor"};
  EXPECT_EQ(edit(second.post_id, 1, doctor).error().code, Code::forbidden);
  EXPECT_TRUE(become(second.post_id, StaffState::left)) << "giving up is free";
  EXPECT_EQ(become(second.post_id, StaffState::active).error().code, Code::forbidden);
}

TEST_P(Staff, DoNotTakeThePostTheyInventedForThemselves) {
  const auto added = add(a_new()).value();
  const auto taken =
      join_invitation(db(), identity, manager, added.invitation_url.substr(8), identity::kHome);
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().code, Code::gone);
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from post where post_id = $1 and account_id is null",
                                   added.post.post_id),
              1);
  });
}

TEST_P(Staff, ChangeOfProfessionNeedsAFreshFactorAndIsToldToTheTeamsItOpens) {
  const auto [child, other] = in_write([&](Tx& tx) {
    const auto person = test::a_person(tx, region), untouched = test::a_person(tx, region);
    for (const auto whom : {person, untouched}) test::a_consent(tx, region, whom);
    test::a_seat(tx, person, manager, {.whole_facility = true});
    test::a_seat(tx, untouched, nurse, {.whole_facility = true});
    return std::pair(person, untouched);
  });
  auto to = as_is(nurse, false);
  to.profession = {"doctor"};
  auto tired = manager;
  tired.strength = Strength::two_factor;
  EXPECT_EQ(edit(nurse.post_id, 1, to, tired).error().code, Code::step_up_needed);
  ASSERT_TRUE(edit(nurse.post_id, 1, to));
  in_read([&](Tx& tx) {
    const auto rows = [&](PersonId person) {
      return tx.one<std::int64_t>(
          "select count(*) from audit where person_id = $1 and action = 'open_seat' and post_id = $2", person,
          manager.post_id);
    };
    EXPECT_EQ(rows(child), 1);
    EXPECT_EQ(rows(other), 0);
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from change where person_id = $1 and kind = 'seat'", child), 1);
  });
}

TEST_P(Staff, WhoAloneCoordinatesATeamHandsItOverBeforeTheyStop) {
  const auto [person, colleague] = in_write([&](Tx& tx) {
    const auto child = test::a_person(tx, region);
    test::a_seat(tx, child, nurse, {.role = access::SeatRole::coordinator});
    return std::pair(child, test::a_professional(tx, region, facility, {.name = "後任の方"}));
  });
  const auto duties = [&](const Actor& by) {
    return in_write([&](Tx& tx) { return duties_of(tx, by, nurse.post_id); });
  };
  EXPECT_EQ(duties(manager).value().coordinates_alone, 1);
  EXPECT_EQ(duties(colleague).error().code, Code::forbidden);
  EXPECT_EQ(duties(stranger).error().code, Code::not_found);

  for (const auto state : {StaffState::suspended, StaffState::left}) {
    const auto refused = become(nurse.post_id, state).error();
    EXPECT_EQ(refused.code, Code::conflict);
    EXPECT_EQ(refused.field, "hand_over_to");
    EXPECT_NE(refused.detail.find("支援チームが1"), std::string::npos) << refused.detail;
  }
  auto ending = as_is(nurse, false);
  ending.ends_on = in_read([](Tx& tx) { return add_days(tx.today(), 30); });
  EXPECT_EQ(edit(nurse.post_id, 1, ending).error().field, "hand_over_to");

  const auto hand_over_to = [&](PostId successor, const Actor& by) {
    return in_write([&](Tx& tx) {
      return change_state(tx, by, nurse.post_id, {StaffState::suspended, {"休職"}, successor});
    });
  };
  EXPECT_EQ(hand_over_to(manager.post_id, manager).error().code, Code::invalid)
      << "opens a notebook to oneself";
  EXPECT_EQ(hand_over_to(teacher.post_id, manager).error().code, Code::invalid) << "works elsewhere";
  EXPECT_EQ(hand_over_to(nurse.post_id, manager).error().code, Code::invalid);
  EXPECT_EQ(duties(manager).value().coordinates_alone, 1) << "nothing half done";
  in_read([&](Tx& tx) {
    const auto login =
        tx.one<std::string>("select login from account where account_id = $1", nurse.account_id);
    EXPECT_EQ(team::teams_left_alone_by(tx, login), 1)
        << "whoever suspends the account on the server is told";
    EXPECT_EQ(team::teams_left_alone_by(tx, "nobody"), 0);
  });
  ASSERT_TRUE(hand_over_to(colleague.post_id, manager));
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::string>(
                  "select role from seat where person_id = $1 and post_id = $2 and state = 'active'", person,
                  colleague.post_id),
              "coordinator");
    EXPECT_EQ(
        tx.one<std::int64_t>(
            "select count(*) from audit where person_id = $1 and action = 'hand_over_team' and post_id = $2",
            person, manager.post_id),
        1);
  });
  EXPECT_EQ(become(colleague.post_id, StaffState::left).error().field, "hand_over_to");
  ASSERT_TRUE(become(nurse.post_id, StaffState::active));
  EXPECT_TRUE(become(colleague.post_id, StaffState::left)) << "the nurse is back and coordinates as well";
}

TEST_P(Staff, AMemberOfTheTeamTakesItOverInTheirOwnSeat) {
  const auto [person, colleague, seat] = in_write([&](Tx& tx) {
    const auto child = test::a_person(tx, region);
    const auto next = test::a_professional(tx, region, facility, {.name = "後任の方"});
    test::a_seat(tx, child, nurse, {.role = access::SeatRole::coordinator});
    const auto member =
        test::a_seat(tx, child, next, {.classes = ClassSet::of(InfoClass::basic), .ends_in_days = 5});
    return std::tuple(child, next, member);
  });
  auto ending = as_is(nurse, false);
  ending.ends_on = in_read([](Tx& tx) { return add_days(tx.today(), 30); });
  ending.hand_over_to = colleague.post_id;
  auto tired = manager;
  tired.strength = Strength::two_factor;
  EXPECT_EQ(edit(nurse.post_id, 1, ending, tired).error().code, Code::step_up_needed);
  ASSERT_TRUE(edit(nurse.post_id, 1, ending));
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from seat where person_id = $1", person), 2);
    EXPECT_EQ(tx.one<std::string>("select role from seat where seat_id = $1 and ends_on is null", seat),
              "coordinator");
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from seat_version where seat_id = $1", seat), 1);
  });
}

TEST_P(Staff, OperatorsInviteOperators) {
  const auto given = in_write([](Tx& tx) {
    return NewOperator{tx.new_id<PostId>(), {"二人目"}, {"フタリメ"}, {"futari"}};
  });
  const auto invite = [&](const Actor& actor) {
    return in_write([&](Tx& tx) { return add_operator(tx, actor, given); });
  };
  EXPECT_EQ(invite(manager).error().code, Code::forbidden);
  EXPECT_EQ(become(operator_.post_id, StaffState::left, operator_).error().code, Code::conflict);
  const auto opened = accept(invite(operator_).value().invitation_url, "futari").value();
  EXPECT_EQ(actor_of(opened).kind, access::PostKind::operator_);
  const auto operators =
      in_write([&](Tx& tx) { return posts_of_kind(tx, operator_, access::PostKind::operator_); }).value();
  EXPECT_EQ(operators.size(), 2U);
  EXPECT_EQ(
      in_write([&](Tx& tx) { return posts_of_kind(tx, operator_, access::PostKind::guardian); }).error().code,
      Code::invalid);
  EXPECT_EQ(become(operator_.post_id, StaffState::left, manager).error().code, Code::forbidden);
  EXPECT_EQ(become(operator_.post_id, StaffState::left, neighbour).error().code, Code::not_found);
  EXPECT_TRUE(become(operator_.post_id, StaffState::left, operator_));
}

TEST_P(Staff, GuardiansPostsAreNotStaff) {
  const auto mother =
      in_write([&](Tx& tx) { return test::a_guardian(tx, region, test::a_person(tx, region)); });
  EXPECT_EQ(become(mother.actor.post_id, StaffState::left, operator_).error().code, Code::not_found);
  EXPECT_EQ(in_write([&](Tx& tx) { return staff_of(tx, mother.actor, facility); }).error().code,
            Code::forbidden);
}

TEST(StaffBodies, TakeNoFieldOfTheServers) {
  const std::string fields =
      R"("id":"01890000-0000-7000-8000-000000000000","name":"a","kana":"","profession":"nurse","title":"",)"
      R"("licence_number":"","is_manager":false,"login":"abc","starts_on":"2026-04-01")";
  EXPECT_TRUE(json::read<NewStaff>("{" + fields + "}"));
  for (const auto* extra :
       {R"("state":"active")", R"("account_id":"x")", R"("kind":"operator")", R"("version":9)"})
    EXPECT_EQ(json::read<NewStaff>("{" + fields + "," + extra + "}").error().code, Code::unknown_field)
        << extra;
  EXPECT_EQ(json::read<StaffEdit>(R"({"state":"active"})").error().code, Code::unknown_field);
  EXPECT_EQ(json::read<StateChange>(R"({"state":"left","reason":""})").error().field, "reason");
}

TEST_P(Staff, GetTheirSecondFactorResetByTheirOwnManagerOnly) {
  const auto post = a_post();
  const auto account = an_account("ren");
  in_write([&](Tx& tx) { identity::give_post(tx, account, region, post).value(); });
  const auto session = identity::AccountsTest::actor_of(signed_in("ren"));
  const auto reset = [&](const Actor& by) {
    return in_write([&](Tx& tx) { return reset_factors(tx, by, post); });
  };
  for (const auto& other : {nurse, teacher, stranger, neighbour}) EXPECT_FALSE(reset(other));
  EXPECT_TRUE(in_read([&](Tx& tx) { return identity::is_alive(tx, identity, session); }));
  ASSERT_TRUE(reset(manager));
  EXPECT_FALSE(in_read([&](Tx& tx) { return identity::is_alive(tx, identity, session); }));
  EXPECT_EQ(try_sign_in("ren").value().view.state, identity::SessionState::enrol_totp);
  EXPECT_EQ(audits("reset_second_factor"), 2);  // by whom, and of whom
}

TEST_P(Staff, WithPostsElsewhereGetTheirSecondFactorResetByTheOperatorOnly) {
  const auto here = a_post();
  const auto account = an_account("ren");
  in_write([&](Tx& tx) {
    identity::give_post(tx, account, region, here).value();
    tx.run("update post set account_id = $2 where post_id = $1", teacher.post_id, account);
  });
  const auto reset = [&](const Actor& by) {
    return in_write([&](Tx& tx) { return reset_factors(tx, by, here); });
  };
  EXPECT_EQ(reset(manager).error().code, Code::conflict);
  EXPECT_EQ(try_sign_in("ren").value().view.state, identity::SessionState::second_factor);
  EXPECT_TRUE(reset(operator_));
}

TEST_P(Staff, DoNotResetTheirOwnSecondFactorLikeThis) {
  EXPECT_EQ(in_write([&](Tx& tx) { return reset_factors(tx, manager, manager.post_id); }).error().code,
            Code::conflict);
}

}  // namespace
}  // namespace musubi::staff
