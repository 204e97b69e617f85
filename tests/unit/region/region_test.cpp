#include "region/region_service.hpp"

#include <fstream>

#include "crypto/seal.hpp"
#include "file/pictures.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::region {
namespace {

class Region : public test::DatabaseTest {
 protected:
  Region() : files(file::Vault(dir() / "files", crypto::random_key()), {}) {
    in_write([&](Tx& tx) {
      team = test::a_team(tx);
      operator_ = test::an_operator(tx, team.region);
      neighbour = test::an_operator(tx, team.other_region, "隣の担当者");
    });
  }
  template <class F>
  auto write(F&& f) {
    return in_write([&](Tx& tx) { return f(tx); });
  }
  NewNotice notice(const std::string& title, int from_days = 0, std::optional<int> to_days = {},
                   bool is_public = true) {
    return in_write([&](Tx& tx) {
      return NewNotice{tx.new_id<NoticeId>(),
                       {title},
                       {"本文"},
                       is_public,
                       add_days(tx.today(), from_days),
                       to_days ? std::optional(add_days(tx.today(), *to_days)) : std::nullopt};
    });
  }
  NoticeView added(const NewNotice& given) {
    return write([&](Tx& tx) { return add_notice(tx, operator_, given); }).value();
  }
  PortalView seen(const std::optional<Actor>& reader = {}) {
    return in_read([&](Tx& tx) { return portal(tx, "matsumoto", reader); }).value();
  }
  std::vector<std::string> titles(const Actor& actor) {
    std::vector<std::string> out;
    for (const auto& line : in_read([&](Tx& tx) { return notices(tx, actor); })) out.push_back(line.title);
    return out;
  }
  std::int64_t changes(const std::string& kind) {
    return in_read(
        [&](Tx& tx) { return tx.one<std::int64_t>("select count(*) from change where kind = $1", kind); });
  }
  Result<DocumentView> upload(const Actor& actor, const std::string& title, bool is_public) {
    const auto path = dir() / "incoming";
    std::ofstream(path, std::ios::binary) << file::made::pdf();
    return add_document(db(), files, actor, {{title}, is_public}, path);
  }
  Result<http::FileReply> fetch(DocumentId document, const std::optional<Actor>& reader = {},
                                std::string_view slug = "matsumoto") {
    return portal_document(db(), files, slug, document, reader);
  }

  test::Team team;
  Actor operator_, neighbour;
  file::Files files;
};
MUSUBI_ON_BOTH_ENGINES(Region);

TEST_P(Region, IsMadeWithASlugAndAStandardPledge) {
  const auto made = write([](Tx& tx) { return create_region(tx, {.slug = "azumino", .name = "安曇野市"}); });
  ASSERT_TRUE(made);
  const auto view = in_read([](Tx& tx) { return portal(tx, "azumino", std::nullopt); }).value();
  EXPECT_EQ(view.name, "安曇野市");
  EXPECT_EQ(view.pledge_version, 1);
  EXPECT_EQ(view.pledge_body, kStandardPledge);
  EXPECT_GT(view.facility_types.size(), 10U);
  EXPECT_EQ(in_read([](Tx& tx) { return portals(tx); }).size(), 3U);
}

TEST_P(Region, IsNotMadeTwiceOrWithABadSlug) {
  EXPECT_EQ(write([](Tx& tx) { return create_region(tx, {.slug = "matsumoto", .name = "別"}); }).error().code,
            Code::duplicate);
  for (const auto* slug : {"", "a", "A1", "-ab", "ab-", "a b", "松本", "../etc"})
    EXPECT_EQ(write([&](Tx& tx) { return create_region(tx, {.slug = slug, .name = "別"}); }).error().field,
              "slug")
        << slug;
}

TEST_P(Region, ShowsOnItsPortalOnlyWhatIsPublicAndOfToday) {
  added(notice("いま"));
  added(notice("まだ", 1));
  added(notice("もう", -9, -1));
  added(notice("今日まで", -9, 0));
  added(notice("会員だけ", 0, {}, false));
  const auto view = seen();
  ASSERT_EQ(view.notices.size(), 2U);
  EXPECT_EQ(view.notices[0].title, "いま");
  EXPECT_EQ(view.notices[1].title, "今日まで");
  EXPECT_EQ(titles(team.nurse).size(), 3U);
  EXPECT_EQ(titles(operator_).size(), 5U);
  EXPECT_TRUE(titles(team.stranger).empty());
  EXPECT_TRUE(in_read([](Tx& tx) { return portal(tx, "tonari", std::nullopt); }).value().notices.empty());
  EXPECT_EQ(in_read([](Tx& tx) { return portal(tx, "nowhere", std::nullopt); }).error().code,
            Code::not_found);
}

TEST_P(Region, TakesARetriedNoticeOnce) {
  const auto given = notice("お知らせ");
  EXPECT_EQ(added(given).version, 1);
  EXPECT_EQ(added(given).version, 1);
  EXPECT_EQ(changes("notice"), 1);
  auto other = given;
  other.title = {"別の"};
  EXPECT_EQ(write([&](Tx& tx) { return add_notice(tx, operator_, other); }).error().code, Code::duplicate);
}

TEST_P(Region, NoticesAreEditedInTheVersionThatWasRead) {
  const auto given = notice("お知らせ");
  added(given);
  const NoticeEdit edit{{"直した"}, {"本文"}, false, given.published_on, {}};
  const auto edited = write([&](Tx& tx) { return edit_notice(tx, operator_, given.id, 1, edit); }).value();
  EXPECT_EQ(edited.version, 2);
  EXPECT_FALSE(edited.is_public);
  const auto lost = write([&](Tx& tx) { return edit_notice(tx, operator_, given.id, 1, edit); }).error();
  EXPECT_EQ(lost.code, Code::conflict);
  EXPECT_NE(lost.current.find("直した"), std::string::npos);
  EXPECT_EQ(write([&](Tx& tx) {
              return remove_notice(tx, operator_, given.id, {{"誤掲載"}, 1});
            })
                .error()
                .code,
            Code::conflict);
  EXPECT_TRUE(write([&](Tx& tx) { return remove_notice(tx, operator_, given.id, {{"誤掲載"}, 2}); }));
  EXPECT_EQ(write([&](Tx& tx) { return remove_notice(tx, operator_, given.id, {{"誤掲載"}}); }).error().code,
            Code::not_found);
  EXPECT_TRUE(titles(operator_).empty());
}

TEST_P(Region, NoticesEndAfterTheyBegin) {
  auto given = notice("お知らせ", 0, -1);
  EXPECT_EQ(write([&](Tx& tx) { return add_notice(tx, operator_, given); }).error().field, "expires_on");
}

TEST_P(Region, IsChangedByItsOperatorsOnly) {
  const RegionEdit edit{{"松本市"}, {"ようこそ"}, {"申請から"}, {"福祉課"}, true};
  for (const auto& actor : {team.nurse, team.mother.actor, team.stranger}) {
    EXPECT_EQ(write([&](Tx& tx) { return settings(tx, actor); }).error().code, Code::forbidden);
    EXPECT_EQ(write([&](Tx& tx) { return change_settings(tx, actor, 1, edit); }).error().code,
              Code::forbidden);
    EXPECT_EQ(write([&](Tx& tx) { return publish_pledge(tx, actor, {{"x"}}); }).error().code,
              Code::forbidden);
    EXPECT_EQ(write([&](Tx& tx) { return documents(tx, actor); }).error().code, Code::forbidden);
    EXPECT_EQ(upload(actor, "規約", true).error().code, Code::forbidden);
    const auto given = notice("お知らせ");
    EXPECT_EQ(write([&](Tx& tx) { return add_notice(tx, actor, given); }).error().code, Code::forbidden);
  }
  const auto changed = write([&](Tx& tx) { return change_settings(tx, operator_, 1, edit); }).value();
  EXPECT_EQ(changed.name, "松本市");
  EXPECT_EQ(changed.version, 2);
  EXPECT_EQ(seen().greeting, "ようこそ");
  EXPECT_EQ(write([&](Tx& tx) { return change_settings(tx, operator_, 1, edit); }).error().code,
            Code::conflict);
}

TEST_P(Region, OfANeighbourIsOutOfReach) {
  const auto given = notice("お知らせ");
  added(given);
  const NoticeEdit edit{{"乗っ取り"}, {"本文"}, true, given.published_on, {}};
  EXPECT_EQ(write([&](Tx& tx) { return edit_notice(tx, neighbour, given.id, 1, edit); }).error().code,
            Code::not_found);
  EXPECT_EQ(write([&](Tx& tx) { return remove_notice(tx, neighbour, given.id, {{"誤掲載"}}); }).error().code,
            Code::not_found);
  EXPECT_EQ(write([&](Tx& tx) { return settings(tx, neighbour); }).value().slug, "tonari");
  const auto document = upload(operator_, "規約", true).value();
  EXPECT_EQ(
      write([&](Tx& tx) { return remove_document(tx, neighbour, document.id, {{"古い"}}); }).error().code,
      Code::not_found);
  EXPECT_EQ(fetch(document.id, {}, "tonari").error().code, Code::not_found);
}

TEST_P(Region, AsksEverybodyToAcceptANewPledge) {
  const auto view = write([&](Tx& tx) { return publish_pledge(tx, operator_, {{"新しい誓約"}}); }).value();
  EXPECT_EQ(view.pledge_version, 2);
  EXPECT_EQ(seen().pledge_body, "新しい誓約");
  EXPECT_EQ(
      write([&](Tx& tx) { return publish_pledge(tx, operator_, {{"新しい誓約"}}); }).value().pledge_version,
      2);
  in_read(
      [](Tx& tx) { EXPECT_EQ(tx.one<std::int64_t>("select count(*) from pledge where version = 1"), 2); });
}

TEST_P(Region, DocumentsAreForEverybodyOrForMembers) {
  const auto open = upload(operator_, "利用規約", true).value();
  const auto inner = upload(operator_, "会員名簿", false).value();
  EXPECT_EQ(open.content_type, "application/pdf");
  EXPECT_EQ(seen().documents.size(), 1U);
  EXPECT_EQ(seen(team.nurse).documents.size(), 2U);
  EXPECT_EQ(seen(team.stranger).documents.size(), 1U);
  EXPECT_TRUE(fetch(open.id));
  EXPECT_EQ(fetch(inner.id).error().code, Code::not_found);
  EXPECT_EQ(fetch(inner.id, team.stranger).error().code, Code::not_found);
  EXPECT_TRUE(fetch(inner.id, team.nurse));
  auto half = team.nurse;
  half.strength = access::Strength::password;
  EXPECT_EQ(fetch(inner.id, half).error().code, Code::not_found);

  ASSERT_TRUE(write([&](Tx& tx) { return remove_document(tx, operator_, open.id, {{"古い"}}); }));
  EXPECT_EQ(fetch(open.id).error().code, Code::not_found);
  EXPECT_EQ(write([&](Tx& tx) { return documents(tx, operator_); }).value().size(), 1U);
}

TEST_P(Region, KeepsFromWhichAgePeopleHaveAccountsOfTheirOwn) {
  const auto change = [&](std::int64_t version, std::optional<Whole<0, 17>> age) {
    return write([&](Tx& tx) {
      return change_settings(tx, operator_, version, {{"松本市"}, {""}, {""}, {""}, false, {}, age});
    });
  };
  EXPECT_EQ(change(1, {})->own_account_from, 0) << "off by itself";
  EXPECT_EQ(change(2, Whole<0, 17>{12})->own_account_from, 12);
  EXPECT_EQ(change(3, {})->own_account_from, 12) << "not spoken of: as it was";
  EXPECT_EQ(change(4, Whole<0, 17>{0})->own_account_from, 0);
  const auto kept = write([&](Tx& tx) { return read_history(tx, operator_, {}); }).value().items;
  const auto last = std::ranges::find(kept, 5, &history::Amendment::version);
  ASSERT_NE(last, kept.end());
  EXPECT_EQ(last->changes.at(0).field, "own_account_from");
  EXPECT_EQ(last->changes.at(0).before, "12");
}

TEST_P(Region, KeepsEveryStateWithWhoWhenAndWhy) {
  ASSERT_TRUE(write([&](Tx& tx) {
    return change_settings(tx, operator_, 1, {{"松本市"}, {"ようこそ"}, {""}, {""}, false, {{"新年度"}}});
  }));
  clock().advance(std::chrono::hours(1));
  ASSERT_TRUE(write([&](Tx& tx) {
    return change_settings(tx, operator_, 2, {{"松本市"}, {"こんにちは"}, {""}, {""}, true, {}});
  }));
  const auto given = notice("お知らせ");
  added(given);
  ASSERT_TRUE(write([&](Tx& tx) { return remove_notice(tx, operator_, given.id, {{"日付の誤り"}}); }));
  const auto document = upload(operator_, "利用規約", true).value();
  ASSERT_TRUE(write([&](Tx& tx) { return remove_document(tx, operator_, document.id, {{"改訂のため"}}); }));

  const auto seen_by = [&](const Actor& actor, const history::HistoryQuery& query) {
    return write([&](Tx& tx) { return read_history(tx, actor, query); });
  };
  const auto settings = seen_by(operator_, {.kind = history::Kind::region}).value().items;
  ASSERT_EQ(settings.size(), 2U);
  EXPECT_EQ(settings[0].version, 3);
  EXPECT_EQ(settings[0].at, kStart + std::chrono::hours(1));
  EXPECT_EQ(settings[0].by_name, "市の担当者");
  EXPECT_EQ(settings[0].reason, "変更");
  ASSERT_EQ(settings[0].changes.size(), 2U);
  EXPECT_EQ(settings[0].changes[0].before, "ようこそ");
  EXPECT_EQ(settings[0].changes[0].after, "こんにちは");
  EXPECT_EQ(settings[0].changes[1].field, "names_in_access_log");
  EXPECT_EQ(settings[0].changes[1].after, "true");
  EXPECT_EQ(settings[1].reason, "新年度");

  const auto of_notice =
      seen_by(operator_, {.kind = history::Kind::notice, .subject = history::SubjectId{given.id.uuid}})
          .value()
          .items;
  ASSERT_EQ(of_notice.size(), 2U);
  EXPECT_EQ(of_notice[0].version + of_notice[1].version, 3);
  const auto& last = of_notice[0].version == 2 ? of_notice[0] : of_notice[1];
  EXPECT_EQ(last.subject_name, "お知らせ");
  EXPECT_EQ(last.reason, "日付の誤り");
  ASSERT_EQ(last.changes.size(), 1U);
  EXPECT_EQ(last.changes[0].field, "taken_down");
  EXPECT_EQ(seen_by(operator_, {.kind = history::Kind::document}).value().items.size(), 2U);

  EXPECT_TRUE(seen_by(neighbour, {}).value().items.empty());
  for (const auto& actor : {team.nurse, team.mother.actor, team.stranger})
    EXPECT_EQ(seen_by(actor, {}).error().code, Code::forbidden);
}

TEST_P(Region, ReadsItsHistoryPageByPage) {
  for (std::int64_t version = 1; version <= 60; ++version) {
    clock().advance(std::chrono::minutes(1));
    ASSERT_TRUE(write([&](Tx& tx) {
      return change_settings(tx, operator_, version,
                             {{"松本市"}, {std::to_string(version)}, {""}, {""}, false, {}});
    }));
  }
  const auto page = [&](std::optional<history::AmendmentId> before) {
    return write([&](Tx& tx) { return read_history(tx, operator_, {.before = before}); }).value();
  };
  const auto first = page({});
  ASSERT_EQ(first.items.size(), 50U);
  EXPECT_EQ(first.items[0].version, 61);
  const auto second = page(first.next);
  ASSERT_EQ(second.items.size(), 10U);
  EXPECT_EQ(second.items.back().version, 2);
  EXPECT_FALSE(second.next);
}

TEST(RegionBodies, TakeNoFieldOfTheServers) {
  EXPECT_EQ(
      json::read<RegionEdit>(
          R"({"name":"a","greeting":"","how_to_join":"","contact":"","names_in_access_log":true,"slug":"x"})")
          .error()
          .code,
      Code::unknown_field);
  EXPECT_EQ(json::read<NoticeEdit>(R"({"title":"a","body":"b","is_public":true,"published_on":"2026-02-30"})")
                .error()
                .field,
            "published_on");
}

}  // namespace
}  // namespace musubi::region
