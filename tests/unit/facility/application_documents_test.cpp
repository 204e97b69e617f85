// What is sent along with an application: taken whole or not at all, sealed, seen by the region's operators
// alone.
#include <fmt/format.h>

#include <fstream>

#include "facility/facility_service.hpp"
#include "file/pictures.hpp"
#include "identity/throttle.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::facility {
namespace {

namespace fs = std::filesystem;
namespace made = file::made;
using namespace std::chrono_literals;

constexpr auto kAddress = "192.0.2.1";

struct Paper {
  std::string bytes;
  std::string filename;
};

class ApplicationDocuments : public test::DatabaseTest {
 protected:
  ApplicationDocuments() : files_(file::Vault(dir() / "files", crypto::random_key()), {}) {
    in_write([&](Tx& tx) {
      team_ = test::a_team(tx);
      operator_ = test::an_operator(tx, team_.region);
      neighbour_ = test::an_operator(tx, team_.other_region, "隣の担当者");
      manager_ = test::a_professional(tx, team_.region, team_.clinic, {.name = "院長", .is_manager = true});
    });
  }
  template <class Fields>
  static Fields filled(Fields given) {
    given.facility_name = {"ひまわり園"};
    given.facility_type = {"nursery"};
    given.applicant_name = {"髙橋 園長"};
    given.applicant_profession = {"nursery_teacher"};
    given.applicant_login = {"encho"};
    given.pledge_version = 1;
    return given;
  }
  NewApplication an_application() {
    NewApplication given;
    given.id = in_write([](Tx& tx) { return tx.new_id<ApplicationId>(); });
    return filled(given);
  }
  std::vector<file::Incoming> incoming(const std::vector<Paper>& papers) {
    std::vector<file::Incoming> out;
    for (const auto& paper : papers) {
      const auto path = dir() / fmt::format("body-{}", out.size());
      std::ofstream(path, std::ios::binary | std::ios::trunc) << paper.bytes;
      out.push_back({path, paper.filename});
    }
    return out;
  }
  Result<ApplicationSent> send(const NewApplication& given, const std::vector<Paper>& papers,
                               std::string_view address = kAddress) {
    return submit(db(), files_, "matsumoto", given, incoming(papers), address);
  }
  Result<ApplicationStatus> correct(const std::string& code, const std::vector<Paper>& papers,
                                    std::optional<std::vector<FileId>> keep = {}) {
    Resubmission given;
    given.tracking_code = {code};
    if (keep) given.keep_documents = List<FileId, kMostDocuments>{*keep};
    return resubmit(db(), files_, "matsumoto", filled(given), incoming(papers), kAddress);
  }
  Result<std::vector<ApplicationDocument>> listed(ApplicationId id, const Actor& actor) {
    return in_write([&](Tx& tx) { return application_documents(tx, actor, id); });
  }
  std::vector<std::string> names(ApplicationId id, bool replaced = false) {
    std::vector<std::string> out;
    const auto all = listed(id, operator_).value();
    for (const auto& document : all)
      if (document.replaced == replaced) out.push_back(document.filename);
    return out;
  }
  Result<std::string> opened(ApplicationId id, FileId document, const Actor& actor,
                             file::Variant variant = file::Variant::whole) {
    TRY_ASSIGN(const auto hand, open_application_document(db(), files_, actor, id, document, variant));
    std::string out(static_cast<std::size_t>(hand.size), '\0');
    EXPECT_EQ(hand.read(0, out), out.size());
    return out;
  }
  void decided(ApplicationId id, Verdict verdict) {
    ASSERT_TRUE(in_write([&](Tx& tx) { return decide(tx, operator_, id, {verdict, {"確かめました"}}); }));
  }
  std::int64_t count(const std::string& sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }
  std::size_t sealed() const {
    std::size_t found = 0;
    std::error_code none;
    for (const auto& item : fs::recursive_directory_iterator(dir() / "files", none))
      if (item.is_regular_file()) ++found;
    return found;
  }

  const Paper letter_{made::pdf(), "指定通知書.pdf"};
  const Paper photo_{made::phone_photo(640, 480, ".jpg"), "看板.jpg"};
  file::Files files_;
  test::Team team_;
  Actor operator_, neighbour_, manager_;
};
MUSUBI_ON_BOTH_ENGINES(ApplicationDocuments);

TEST_P(ApplicationDocuments, AreSealedWithoutMetadataAndOpenToTheRegionsOperators) {
  const auto given = an_application();
  const auto sent = send(given, {letter_, photo_}).value();
  EXPECT_EQ(sealed(), 4U);  // each with its small picture
  const auto list = listed(given.id, operator_).value();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].filename, "指定通知書.pdf");
  EXPECT_EQ(list[0].content_type, "application/pdf");
  EXPECT_TRUE(list[0].has_thumbnail);
  EXPECT_EQ(list[1].content_type, "image/jpeg");
  EXPECT_TRUE(list[1].has_thumbnail);
  const auto letter = opened(given.id, list[0].id, operator_).value();
  EXPECT_EQ(list[0].size, static_cast<std::int64_t>(letter.size()));
  EXPECT_TRUE(letter.starts_with("%PDF-") && letter.contains("/MediaBox [ 0 0 200 200 ]"));
  const auto photo = opened(given.id, list[1].id, operator_).value();
  EXPECT_FALSE(made::fields_of(photo).has_place);
  EXPECT_EQ(photo.find("SecretCamera"), std::string::npos);
  EXPECT_EQ(made::fields_of(opened(given.id, list[1].id, operator_, file::Variant::thumbnail).value()).height,
            480);
  EXPECT_EQ(in_write([&](Tx& tx) { return application(tx, operator_, given.id); }).value().document_count, 2);
  const auto status = status_of(db(), "matsumoto", sent.tracking_code, kAddress).value();
  ASSERT_EQ(status.documents.size(), 2U);
  EXPECT_EQ(status.documents[1].filename, "看板.jpg");
}

TEST_P(ApplicationDocuments, AreNobodyElses) {
  const auto given = an_application();
  const auto other = an_application();
  send(given, {letter_}).value();
  send(other, {photo_}).value();
  const auto document = listed(given.id, operator_).value().at(0).id;
  EXPECT_EQ(listed(given.id, neighbour_).error().code, Code::not_found);
  EXPECT_EQ(opened(given.id, document, neighbour_).error().code, Code::not_found);
  for (const auto& actor : {manager_, team_.nurse, team_.coordinator, team_.mother.actor}) {
    EXPECT_EQ(listed(given.id, actor).error().code, Code::forbidden);
    EXPECT_EQ(opened(given.id, document, actor).error().code, Code::forbidden);
  }
  // By another application's number, or through a person, it is not there.
  EXPECT_EQ(opened(other.id, document, operator_).error().code, Code::not_found);
  EXPECT_EQ(files_.download(db(), team_.nurse, team_.person, document, file::Variant::whole).error().code,
            Code::not_found);
}

TEST_P(ApplicationDocuments, LeaveARecordOfEveryLook) {
  const auto given = an_application();
  send(given, {letter_}).value();
  const auto document = listed(given.id, operator_).value().at(0).id;
  ASSERT_TRUE(opened(given.id, document, operator_));
  in_read([&](Tx& tx) {
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from audit where subject_kind = 'application_document' and "
                             "subject_id = $1 and account_id = $2 and outcome = 'granted'",
                             document, operator_.account_id),
        1);
    EXPECT_EQ(
        tx.one<std::int64_t>(
            "select count(*) from audit where subject_kind = 'application' and subject_id = $1", given.id),
        1);
  });
}

TEST_P(ApplicationDocuments, AreAllTakenOrNothingIs) {
  const auto svg = R"(<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>)";
  struct Wrong {
    std::vector<Paper> papers;
    Code code;
    std::string field;
  };
  for (const auto& [papers, code, field] : std::vector<Wrong>{
           {{letter_, photo_, {svg, "絵.png"}}, Code::unsupported_type, "documents[2]"},
           {{photo_, {letter_.bytes.substr(0, 60), "切れた.pdf"}}, Code::invalid, "documents[1]"},
           {{{made::bomb(), "爆弾.png"}, letter_}, Code::too_large, "documents[0]"},
           {{letter_, {"", "空.pdf"}}, Code::invalid, "documents[1]"},
           {{letter_, letter_, letter_, letter_, letter_, letter_}, Code::too_long, "documents"},
           {{{std::string(26 * 1024 * 1024, 'x'), "a"}, {std::string(26 * 1024 * 1024, 'x'), "b"}},
            Code::too_large,
            "documents"}}) {
    const auto refused = send(an_application(), papers).error();
    EXPECT_EQ(refused.code, code) << field;
    EXPECT_EQ(refused.field, field);
    EXPECT_FALSE(refused.detail.empty());
  }
  EXPECT_NE(send(an_application(), {{svg, "絵.png"}}).error().detail.find("「絵.png」"), std::string::npos);
  EXPECT_EQ(sealed(), 0U);
  for (const auto* table : {"application", "application_document", "application_version", "file"})
    EXPECT_EQ(count(fmt::format("select count(*) from {}", table)), 0) << table;
}

TEST_P(ApplicationDocuments, CountAsTurnsEvenWhenRefused) {
  Code last = Code::internal;
  for (int i = 0; i < 45; ++i) last = send(an_application(), {{"no paper", "a.pdf"}}).error().code;
  EXPECT_EQ(last, Code::throttled);
  EXPECT_EQ(in_read([&](Tx& tx) { return may_submit(tx, "matsumoto", kAddress); }).error().code,
            Code::throttled);
  EXPECT_TRUE(in_read([&](Tx& tx) { return may_submit(tx, "matsumoto", "198.51.100.7"); }));
  EXPECT_EQ(in_read([&](Tx& tx) { return may_submit(tx, "nowhere", "198.51.100.7"); }).error().code,
            Code::not_found);
}

TEST_P(ApplicationDocuments, OfTheSameApplicationSentTwiceAreKeptOnce) {
  const auto given = an_application();
  const auto first = send(given, {letter_, photo_}).value();
  const auto second = send(given, {letter_, photo_}).value();
  EXPECT_NE(first.tracking_code, second.tracking_code);
  EXPECT_EQ(names(given.id).size(), 2U);
  EXPECT_EQ(sealed(), 4U);
  EXPECT_EQ(send(given, {letter_}).error().code, Code::duplicate);
  EXPECT_EQ(send(given, {photo_, letter_}).error().code, Code::duplicate);
  EXPECT_EQ(sealed(), 4U);
}

TEST_P(ApplicationDocuments, AreReplacedByACorrectionAndStayToBeLookedUp) {
  const auto given = an_application();
  const auto code = send(given, {letter_, photo_}).value().tracking_code;
  EXPECT_EQ(correct(code, {letter_}).error().code, Code::conflict);
  decided(given.id, Verdict::return_);
  const auto before = listed(given.id, operator_).value();
  const auto after = correct(code, {{made::pdf(), "許可証.pdf"}}, {{before[1].id}}).value();
  EXPECT_EQ(after.state, ApplicationState::submitted);
  ASSERT_EQ(after.documents.size(), 2U);
  EXPECT_EQ(names(given.id), (std::vector<std::string>{"看板.jpg", "許可証.pdf"}));
  EXPECT_EQ(names(given.id, true), std::vector<std::string>{"指定通知書.pdf"});
  EXPECT_TRUE(opened(given.id, before[0].id, operator_));
  EXPECT_EQ(in_write([&](Tx& tx) { return application(tx, operator_, given.id); }).value().document_count, 2);
  EXPECT_EQ(in_read([&](Tx& tx) {
              return tx.one<std::int64_t>(
                  "select until_version - since_version from application_document where file_id = $1",
                  before[0].id);
            }),
            2);
}

TEST_P(ApplicationDocuments, AreKeptByACorrectionThatSaysNothingOfThem) {
  const auto given = an_application();
  const auto code = send(given, {letter_, photo_}).value().tracking_code;
  decided(given.id, Verdict::return_);
  EXPECT_EQ(correct(code, {}).value().documents.size(), 2U);
  decided(given.id, Verdict::return_);
  EXPECT_TRUE(correct(code, {}, std::vector<FileId>{}).value().documents.empty());
  EXPECT_EQ(names(given.id, true).size(), 2U);
}

TEST_P(ApplicationDocuments, OfACorrectionAreBoundedWithThoseKept) {
  const auto given = an_application();
  const auto other = an_application();
  const auto code = send(given, {letter_, letter_, letter_}).value().tracking_code;
  send(other, {letter_}).value();
  decided(given.id, Verdict::return_);
  const auto files_before = sealed();
  EXPECT_EQ(correct(code, {letter_, letter_, letter_}).error().code, Code::too_long);
  const auto stranger = listed(other.id, operator_).value().at(0).id;
  EXPECT_EQ(correct(code, {}, {{stranger}}).error().field, "keep_documents");
  const auto refused = correct(code, {letter_, {"no paper", "b.pdf"}}).error();
  EXPECT_EQ(refused.code, Code::unsupported_type);
  EXPECT_EQ(refused.field, "documents[1]");
  EXPECT_EQ(sealed(), files_before);
  EXPECT_EQ(names(given.id).size(), 3U);
  EXPECT_TRUE(correct(code, {letter_, letter_}));
}

TEST_P(ApplicationDocuments, StayWithAnApplicationWhateverBecomesOfIt) {
  const auto refused = an_application();
  const auto approved = an_application();
  send(refused, {letter_}).value();
  send(approved, {photo_}).value();
  decided(refused.id, Verdict::refuse);
  decided(approved.id, Verdict::approve);
  clock().advance(72h);
  EXPECT_EQ(files_.remove_unbound(db(), 24h), 0);
  for (const auto id : {refused.id, approved.id}) {
    const auto list = listed(id, operator_).value();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_TRUE(opened(id, list[0].id, operator_));
  }
}

}  // namespace
}  // namespace musubi::facility
