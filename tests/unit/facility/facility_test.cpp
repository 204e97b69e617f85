#include "facility/facility_service.hpp"
#include "history/history.hpp"
#include "identity/identity_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::facility {
namespace {

constexpr auto kAddress = "192.0.2.1";

class FacilityTest : public test::DatabaseTest {
 protected:
  FacilityTest() : files_(file::Vault(dir() / "files", crypto::random_key()), {}) {
    in_write([&](Tx& tx) {
      team = test::a_team(tx);
      operator_ = test::an_operator(tx, team.region);
      neighbour = test::an_operator(tx, team.other_region, "隣の担当者");
      manager = test::a_professional(tx, team.region, team.clinic, {.name = "院長", .is_manager = true});
    });
  }
  NewApplication an_application(const std::string& name = "ひまわり園") {
    NewApplication given;
    given.id = in_write([](Tx& tx) { return tx.new_id<ApplicationId>(); });
    given.facility_name = {name};
    given.facility_type = {"nursery"};
    given.postal_code = {"390-0000"};
    given.address = {"松本市丸の内1"};
    given.phone = {"0263-00-0000"};
    given.applicant_name = {"髙橋 園長"};
    given.applicant_kana = {"タカハシ エンチョウ"};
    given.applicant_profession = {"nursery_teacher"};
    given.applicant_login = {"encho"};
    given.pledge_version = 1;
    return given;
  }
  Result<ApplicationSent> send(const NewApplication& given, std::string_view slug = "matsumoto",
                               std::string_view address = kAddress) {
    return submit(db(), files_, slug, given, {}, address);
  }
  Result<ApplicationStatus> status(const std::string& code, std::string_view slug = "matsumoto",
                                   std::string_view address = kAddress) {
    return status_of(db(), slug, code, address);
  }
  Result<ApplicationDecided> decided(ApplicationId id, Verdict verdict, const std::string& reason = "",
                                     std::optional<Actor> by = {}) {
    return in_write([&](Tx& tx) { return decide(tx, by.value_or(operator_), id, {verdict, {reason}}); });
  }
  std::int64_t count(const char* sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }
  NewFacility a_new(const std::string& name, const std::string& type = "clinic") {
    NewFacility given;
    given.id = in_write([](Tx& tx) { return tx.new_id<FacilityId>(); });
    given.name = {name};
    given.facility_type = {type};
    return given;
  }
  Result<FacilityView> add(const NewFacility& given, std::optional<Actor> by = {}) {
    return in_write([&](Tx& tx) { return add_facility(tx, by.value_or(operator_), given); });
  }
  std::vector<std::string> names(const Actor& actor, const DirectoryQuery& query = {}) {
    std::vector<std::string> out;
    const auto lines = in_write([&](Tx& tx) { return directory(tx, actor, query); }).value();
    for (const auto& line : lines) out.push_back(line.name);
    return out;
  }
  Result<csv::ImportReport> import(const std::string& bytes, bool dry_run, std::optional<Actor> by = {}) {
    return in_write([&](Tx& tx) { return import_facilities(tx, by.value_or(operator_), bytes, dry_run); });
  }

  file::Files files_;
  test::Team team;
  Actor operator_, neighbour, manager;
};

class Application : public FacilityTest {};
MUSUBI_ON_BOTH_ENGINES(Application);

TEST_P(Application, IsFollowedByACodeOfWhichOnlyTheHashIsKept) {
  const auto given = an_application();
  const auto sent = send(given).value();
  EXPECT_EQ(sent.tracking_code.size(), 19U);
  const auto now = status(sent.tracking_code).value();
  EXPECT_EQ(now.state, ApplicationState::submitted);
  EXPECT_EQ(now.application, fields_of(given));
  in_read([&](Tx& tx) {
    const auto kept = tx.one<db::Bytes>("select tracking_hash from application");
    EXPECT_EQ(std::string(kept.begin(), kept.end()).find(sent.tracking_code), std::string::npos);
    EXPECT_EQ(tx.one<std::string>("select body from application_version").find(sent.tracking_code),
              std::string::npos);
  });
  EXPECT_TRUE(status(" " + sent.tracking_code + " "));
  EXPECT_EQ(status(sent.tracking_code, "tonari").error().code, Code::not_found);
  EXPECT_EQ(count("select count(*) from change where kind = 'application'"), 1);
}

TEST_P(Application, MakesAFacilityWithAManagerWhenApproved) {
  const auto given = an_application();
  const auto sent = send(given).value();
  const auto out = decided(given.id, Verdict::approve).value();
  EXPECT_EQ(out.application.state, ApplicationState::approved);
  ASSERT_TRUE(out.invitation_url);
  EXPECT_TRUE(out.invitation_url->starts_with("/invite#"));
  const auto look = identity::look_at_invitation(db(), out.invitation_url->substr(8), {kAddress, ""}).value();
  EXPECT_EQ(look.facility_name, "ひまわり園");
  EXPECT_EQ(look.name, "髙橋 園長");
  EXPECT_EQ(look.suggested_login, "encho");
  EXPECT_EQ(count("select count(*) from post where is_manager and state = 'invited' and profession = "
                  "'nursery_teacher'"),
            1);
  EXPECT_EQ(count("select count(*) from application_version"), 2);
  EXPECT_EQ(count("select count(*) from post_version"), 1);
  EXPECT_EQ(status(sent.tracking_code).value().state, ApplicationState::approved);
}

TEST_P(Application, IsDecidedOnce) {
  const auto given = an_application();
  send(given).value();
  ASSERT_TRUE(decided(given.id, Verdict::refuse, "対象外です"));
  const auto again = decided(given.id, Verdict::approve).error();
  EXPECT_EQ(again.code, Code::conflict);
  EXPECT_NE(again.current.find("対象外です"), std::string::npos);
  EXPECT_EQ(count("select count(*) from facility"), 3);
}

TEST_P(Application, IsReturnedOrRefusedWithAReasonOnly) {
  const auto given = an_application();
  send(given).value();
  EXPECT_EQ(decided(given.id, Verdict::return_).error().field, "reason");
  EXPECT_EQ(decided(given.id, Verdict::refuse).error().field, "reason");
}

TEST_P(Application, IsCorrectedOnlyWhenReturned) {
  const auto given = an_application();
  const auto sent = send(given).value();
  Resubmission better;
  better.tracking_code = {sent.tracking_code};
  better.facility_name = {"ひまわり保育園"};
  better.facility_type = given.facility_type;
  better.applicant_name = given.applicant_name;
  better.applicant_profession = given.applicant_profession;
  better.applicant_login = given.applicant_login;
  better.pledge_version = 1;
  EXPECT_EQ(resubmit(db(), files_, "matsumoto", better, {}, kAddress).error().code, Code::conflict);
  ASSERT_TRUE(decided(given.id, Verdict::return_, "名称を正しく"));
  EXPECT_EQ(status(sent.tracking_code).value().reason, "名称を正しく");
  const auto now = resubmit(db(), files_, "matsumoto", better, {}, kAddress).value();
  EXPECT_EQ(now.state, ApplicationState::submitted);
  EXPECT_EQ(now.facility_name, "ひまわり保育園");
  EXPECT_EQ(resubmit(db(), files_, "matsumoto", better, {}, kAddress).error().code, Code::conflict);
  EXPECT_EQ(count("select count(*) from application_version"), 3);
  EXPECT_TRUE(decided(given.id, Verdict::approve));
}

TEST_P(Application, IsCheckedBeforeItIsTaken) {
  const auto refused = [&](auto change) {
    auto given = an_application();
    change(given);
    return send(given).error();
  };
  EXPECT_EQ(refused([](auto& a) { a.facility_type = {"castle"}; }).field, "facility_type");
  EXPECT_EQ(refused([](auto& a) { a.applicant_profession = {"wizard"}; }).field, "applicant_profession");
  EXPECT_EQ(refused([](auto& a) { a.applicant_login = {"園長"}; }).field, "applicant_login");
  EXPECT_EQ(refused([](auto& a) { a.pledge_version = 2; }).code, Code::conflict);
  EXPECT_EQ(send(an_application(), "nowhere").error().code, Code::not_found);
  EXPECT_EQ(count("select count(*) from application"), 0);
}

TEST_P(Application, SentAgainAfterALostAnswerGetsANewCode) {
  const auto given = an_application();
  const auto first = send(given).value();
  const auto second = send(given).value();
  EXPECT_EQ(status(first.tracking_code).error().code, Code::not_found);
  EXPECT_TRUE(status(second.tracking_code));
  EXPECT_EQ(count("select count(*) from application"), 1);
  auto other = given;
  other.phone = {"0"};
  EXPECT_EQ(send(other).error().code, Code::duplicate);
}

TEST_P(Application, CodesCannotBeTriedForLong) {
  const auto sent = send(an_application()).value();
  for (int i = 0; i < 45; ++i) (void)status("aaaa-aaaa-aaaa-aaaa");
  EXPECT_EQ(status(sent.tracking_code).error().code, Code::throttled);
  EXPECT_TRUE(status(sent.tracking_code, "matsumoto", "198.51.100.7"));
}

TEST_P(Application, AreNotSentByTheHundred) {
  Code last = Code::internal;
  for (int i = 0; i < 45; ++i)
    if (const auto sent = send(an_application("園" + std::to_string(i))); !sent) last = sent.error().code;
  EXPECT_EQ(last, Code::throttled);
}

TEST_P(Application, TakesTheFacilityRegisteredBeforeIfNobodyManagesIt) {
  ASSERT_TRUE(add(a_new("ひまわり園", "nursery")));
  const auto first = an_application();
  send(first).value();
  ASSERT_TRUE(decided(first.id, Verdict::approve));
  EXPECT_EQ(count("select count(*) from facility where facility_type = 'nursery'"), 1);
  const auto second = an_application("ﾋﾏﾜﾘ園");
  send(second).value();
  EXPECT_EQ(decided(second.id, Verdict::approve).error().code, Code::duplicate);
  EXPECT_TRUE(decided(second.id, Verdict::refuse, "重複"));
}

TEST_P(Application, IsSeenByOperatorsOfItsRegionOnly) {
  const auto given = an_application();
  send(given).value();
  const auto list = [&](const Actor& actor, std::optional<ApplicationState> state = {}) {
    return in_write([&](Tx& tx) { return applications(tx, actor, state); });
  };
  EXPECT_EQ(list(operator_).value().size(), 1U);
  EXPECT_EQ(list(operator_, ApplicationState::submitted).value().size(), 1U);
  EXPECT_TRUE(list(operator_, ApplicationState::refused).value().empty());
  EXPECT_TRUE(list(neighbour).value().empty());
  EXPECT_EQ(in_write([&](Tx& tx) { return application(tx, neighbour, given.id); }).error().code,
            Code::not_found);
  EXPECT_EQ(decided(given.id, Verdict::approve, "", neighbour).error().code, Code::not_found);
  for (const auto& actor : {manager, team.nurse, team.mother.actor}) {
    EXPECT_EQ(list(actor).error().code, Code::forbidden);
    EXPECT_EQ(decided(given.id, Verdict::approve, "", actor).error().code, Code::forbidden);
  }
}

TEST(ApplicationBodies, TakeNoFieldOfTheServers) {
  const std::string fields =
      R"("facility_name":"a","facility_type":"clinic","postal_code":"","address":"","phone":"","official_number":"",)"
      R"("applicant_name":"b","applicant_kana":"","applicant_profession":"nurse","applicant_login":"abc","note":"",)"
      R"("pledge_version":1,"id":"01890000-0000-7000-8000-000000000000")";
  EXPECT_TRUE(json::read<NewApplication>("{" + fields + "}"));
  for (const auto* extra :
       {R"("state":"approved")", R"("region_id":"x")", R"("reason":"")", R"("facility_id":null)"})
    EXPECT_EQ(json::read<NewApplication>("{" + fields + "," + extra + "}").error().code, Code::unknown_field)
        << extra;
  EXPECT_EQ(json::read<NewDecision>(R"({"decision":"return","reason":""})").value().decision,
            Verdict::return_);
}

class Facility : public FacilityTest {};
MUSUBI_ON_BOTH_ENGINES(Facility);

TEST_P(Facility, IsFoundByTheCommonFormsOfItsName) {
  ASSERT_TRUE(add(a_new("髙﨑クリニック")));
  ASSERT_TRUE(add(a_new("100%_薬局", "pharmacy")));
  EXPECT_EQ(names(team.nurse, {{{"高崎"}}, {}}), std::vector<std::string>{"髙﨑クリニック"});
  EXPECT_EQ(names(team.nurse, {{{"ｸﾘﾆｯｸ"}}, {}}), std::vector<std::string>{"髙﨑クリニック"});
  EXPECT_EQ(names(team.nurse, {{{"%"}}, {}}), std::vector<std::string>{"100%_薬局"});
  EXPECT_EQ(names(team.nurse, {{{"0_薬"}}, {}}).size(), 0U);
  EXPECT_EQ(names(team.nurse, {{}, {{"pharmacy"}}}).size(), 1U);
  EXPECT_EQ(names(team.nurse).size(), 4U);
  EXPECT_EQ(names(team.stranger).size(), 1U);
  EXPECT_EQ(in_write([&](Tx& tx) { return directory(tx, team.mother.actor, {}); }).error().code,
            Code::forbidden);
}

TEST_P(Facility, IsRegisteredByOperatorsOnceUnderOneName) {
  const auto given = a_new("あおぞら薬局", "pharmacy");
  EXPECT_EQ(add(given, manager).error().code, Code::forbidden);
  EXPECT_TRUE(add(given));
  EXPECT_TRUE(add(given));
  EXPECT_EQ(add(a_new("アオゾラ薬局", "pharmacy")).error().code, Code::duplicate);
  EXPECT_TRUE(add(a_new("アオゾラ薬局", "clinic")));
  EXPECT_EQ(add(a_new("城", "castle")).error().field, "facility_type");
  EXPECT_TRUE(add(a_new("あおぞら薬局", "pharmacy"), neighbour));
}

TEST_P(Facility, IsKeptByItsManager) {
  const FacilityEdit edit{{"ひかりクリニック"}, {"clinic"}, {""}, {"丸の内"}, {""}, {""}, {"中央小"}};
  const auto change = [&](const Actor& actor, FacilityId id, std::int64_t version) {
    return in_write([&](Tx& tx) { return edit_facility(tx, actor, id, version, edit); });
  };
  const auto changed = change(manager, team.clinic, 1).value();
  EXPECT_EQ(changed.version, 2);
  EXPECT_EQ(changed.school_district, "中央小");
  EXPECT_EQ(change(manager, team.clinic, 1).error().code, Code::conflict);
  EXPECT_EQ(change(manager, team.school, 1).error().code, Code::forbidden);
  EXPECT_EQ(change(team.nurse, team.clinic, 2).error().code, Code::forbidden);
  EXPECT_EQ(change(neighbour, team.clinic, 2).error().code, Code::not_found);
  EXPECT_EQ(in_write([&](Tx& tx) { return facility(tx, team.stranger, team.clinic); }).error().code,
            Code::not_found);
  EXPECT_EQ(names(manager, {{{"ひかりクリ"}}, {}}).size(), 1U);
}

TEST_P(Facility, KeepsEveryStateOfItsProfile) {
  const auto given = a_new("あおぞら薬局", "pharmacy");
  ASSERT_TRUE(add(given));
  FacilityEdit edit{{"あおぞら薬局"}, {"pharmacy"}, {""}, {"移転先"}, {""}, {""}, {""}, {{"移転"}}};
  ASSERT_TRUE(in_write([&](Tx& tx) { return edit_facility(tx, operator_, given.id, 1, edit); }));
  const auto kept = in_read([&](Tx& tx) {
    return history::read(tx, operator_.region_id, {.subject = history::SubjectId{given.id.uuid}}).items;
  });
  ASSERT_EQ(kept.size(), 2U);
  const auto& last = kept[0].version == 2 ? kept[0] : kept[1];
  EXPECT_EQ(last.reason, "移転");
  EXPECT_EQ(last.by_name, "市の担当者");
  ASSERT_FALSE(last.changes.empty());
  EXPECT_EQ(last.changes.front().field, "address");
  EXPECT_EQ(last.changes.front().after, "移転先");
}

TEST_P(Facility, TablesAreTakenWholeOrNotAtAll) {
  const std::string good = "種別,名称,学区\r\n薬局,あおぞら薬局,中央\r\n保育所,\"ひまわり,園\",\r\n";
  const auto trial = import(good, true).value();
  EXPECT_EQ(trial.rows, 2);
  EXPECT_TRUE(trial.errors.empty());
  EXPECT_EQ(trial.created, 0);
  EXPECT_EQ(names(operator_).size(), 2U);
  EXPECT_EQ(import(good, false).value().created, 2);
  EXPECT_EQ(names(operator_).size(), 4U);
  const auto again = import(good + "城,松本城,\r\n薬局,ｱｵｿﾞﾗ薬局,\r\n病院,,\r\n", false).value();
  EXPECT_EQ(again.created, 0);
  std::vector<std::int64_t> lines;
  for (const auto& error : again.errors) lines.push_back(error.line);
  EXPECT_EQ(lines, (std::vector<std::int64_t>{2, 3, 4, 5, 6}));
  EXPECT_EQ(names(operator_).size(), 4U);
  EXPECT_EQ(import(good, true, manager).error().code, Code::forbidden);
}

}  // namespace
}  // namespace musubi::facility
