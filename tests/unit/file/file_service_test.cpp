#include "file/file_service.hpp"

#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "audit/audit.hpp"
#include "file/file_store.hpp"
#include "file/pictures.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::file {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class FileRoom : public test::DatabaseTest {
 protected:
  FileRoom() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    restart();
  }
  void restart() {
    Doors doors;
    doors.entry_classes = [this](Tx&, RegionId, PersonId, EntryId id) -> std::optional<ClassSet> {
      return id == entry_ ? std::optional(ClassSet::of(InfoClass::health)) : std::nullopt;
    };
    doors.may_read_entry = [this](Tx&, const access::Actor& actor, const access::Grant&, EntryId) {
      return !hidden_from_ || *hidden_from_ != actor.post_id;
    };
    doors.may_see_consent = [](Tx&, const access::Actor&, const access::Grant& grant, ConsentId) {
      return !grant.is_guardian;
    };
    files_ = std::make_unique<Files>(Vault(dir() / "files", master_), std::move(doors));
  }
  fs::path body(const std::string& bytes) {
    const auto path = dir() / "body";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return path;
  }
  Result<FileView> upload(const access::Actor& actor, const std::string& bytes,
                          const std::string& name = "写真.jpg") {
    return files_->upload(db(), actor, team_.person, body(bytes), name);
  }
  Result<std::string> fetch(const access::Actor& actor, FileId id, Variant variant = Variant::whole) {
    TRY_ASSIGN(const auto hand, files_->download(db(), actor, team_.person, id, variant));
    std::string out(static_cast<std::size_t>(hand.size), '\0');
    EXPECT_EQ(hand.read(0, out), out.size());
    return out;
  }
  Status bind(const access::Actor& actor, FileId id, BoundTo kind, const Uuid& to) {
    return in_write([&](Tx& tx) { return bind_files(tx, actor, team_.person, std::vector{id}, kind, to); });
  }
  Code refusal(const Result<std::string>& result) { return result ? Code::internal : result.error().code; }
  std::vector<fs::path> sealed() const {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& item : fs::recursive_directory_iterator(dir() / "files", ignored))
      if (item.is_regular_file()) found.push_back(item.path());
    return found;
  }

  test::Team team_;
  crypto::Key master_ = crypto::random_key();
  EntryId entry_{parse_uuid("0190a5c0-7c1e-7000-8000-00000000000e").value()};
  std::optional<PostId> hidden_from_;
  std::unique_ptr<Files> files_;
  std::string photo_ = made::phone_photo(640, 480, ".jpg");
};
MUSUBI_ON_BOTH_ENGINES(FileRoom);

TEST_P(FileRoom, TakesAPhotoInAndGivesItsUploaderCleanContents) {
  const auto view = upload(team_.nurse, photo_, "../IMG_1.PNG");
  ASSERT_TRUE(view) << view.error().detail;
  EXPECT_EQ(view->content_type, "image/jpeg");
  EXPECT_EQ(view->filename, "IMG_1.jpg");
  EXPECT_EQ(view->width, 480);
  EXPECT_TRUE(view->has_thumbnail);
  const auto bytes = fetch(team_.nurse, view->id);
  ASSERT_TRUE(bytes) << bytes.error().detail;
  EXPECT_EQ(static_cast<std::int64_t>(bytes->size()), view->size);
  EXPECT_FALSE(made::fields_of(*bytes).has_exif);
  EXPECT_EQ(made::fields_of(*fetch(team_.nurse, view->id, Variant::thumbnail)).height, 480);
}

TEST_P(FileRoom, SealsContentsUnderNamesThatSayNothing) {
  const auto view = upload(team_.nurse, made::pdf(), "診断書.pdf").value();
  EXPECT_EQ(fetch(team_.nurse, view.id), clean_pdf(made::pdf()).value());
  const auto found = sealed();
  ASSERT_EQ(found.size(), 2U) << "the paper and its first page small";
  for (const auto& place : found) {
    EXPECT_EQ(place.string().find(to_string(view.id)), std::string::npos);
    EXPECT_EQ(std::distance(place.begin(), place.end()), std::distance(dir().begin(), dir().end()) + 4);
    std::ifstream in(place, std::ios::binary);
    const std::string raw{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(raw.find("PDF"), std::string::npos);
    EXPECT_EQ(raw.find("WEBP"), std::string::npos);
  }
  EXPECT_TRUE(view.has_thumbnail);
  EXPECT_EQ(made::fields_of(*fetch(team_.nurse, view.id, Variant::thumbnail)).height, 480);
}

TEST_P(FileRoom, WithoutThePersonsOwnKeyNothingOfThemOpensWhileOthersDo) {
  const auto view = upload(team_.nurse, made::pdf(), "診断書.pdf").value();
  const auto other = in_write([&](Tx& tx) { return test::a_person(tx, team_.region); });
  const auto kept = in_write([&](Tx& tx) {
    const auto prepared = files_->prepare(made::pdf(), "a.pdf", Accept::any).value();
    return files_->keep_now(tx, prepared, {team_.region, other, team_.nurse.post_id}, BoundTo::unbound, {})
        .value();
  });
  EXPECT_TRUE(fetch(team_.nurse, view.id));
  EXPECT_TRUE(files_->check(db(), 0s, false).unreadable.empty());
  in_write([&](Tx& tx) { tx.run("delete from person_key where person_id = $1", team_.person); });
  EXPECT_EQ(refusal(fetch(team_.nurse, view.id)), Code::gone);
  EXPECT_EQ(files_->check(db(), 0s, false).unreadable,
            (std::vector{to_string(view.id), to_string(view.id) + " thumbnail"}));
  EXPECT_TRUE(in_write([&](Tx& tx) { return store::find(tx, team_.region, kept.id)->own_key; }));
}

TEST_P(FileRoom, ShowsAnUnboundFileToItsUploaderOnly) {
  const auto view = upload(team_.nurse, photo_).value();
  EXPECT_TRUE(fetch(team_.nurse, view.id));
  for (const auto* actor :
       {&team_.teacher, &team_.coordinator, &team_.mother.actor, &team_.colleague, &team_.stranger})
    EXPECT_EQ(refusal(fetch(*actor, view.id)), Code::not_found);
}

TEST_P(FileRoom, RefusesUploadsFromOutsideTheTeamBeforeLookingAtThem) {
  for (const auto* actor : {&team_.colleague, &team_.stranger}) {
    const auto view = upload(*actor, "not even a picture");
    ASSERT_FALSE(view);
    EXPECT_EQ(view.error().code, Code::not_found);
  }
  EXPECT_TRUE(sealed().empty());
}

TEST_P(FileRoom, ShowsABoundFileToThoseWhoSeeTheEntry) {
  const auto view = upload(team_.nurse, photo_).value();
  ASSERT_TRUE(bind(team_.nurse, view.id, BoundTo::entry, entry_.uuid));
  EXPECT_TRUE(fetch(team_.teacher, view.id));
  hidden_from_ = team_.teacher.post_id;
  EXPECT_EQ(refusal(fetch(team_.teacher, view.id)), Code::not_found);
  EXPECT_EQ(refusal(fetch(team_.teacher, view.id, Variant::thumbnail)), Code::not_found);
  EXPECT_TRUE(fetch(team_.mother.actor, view.id));
  EXPECT_EQ(refusal(fetch(team_.colleague, view.id)), Code::not_found);
  EXPECT_EQ(refusal(fetch(team_.stranger, view.id)), Code::not_found);
}

TEST_P(FileRoom, ClosesWithTheConsent) {
  const auto view = upload(team_.nurse, photo_).value();
  ASSERT_TRUE(bind(team_.nurse, view.id, BoundTo::entry, entry_.uuid));
  in_write([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_EQ(refusal(fetch(team_.teacher, view.id)), Code::forbidden);
}

TEST_P(FileRoom, AsksForTheClassOfTheEntry) {
  const auto view = upload(team_.nurse, photo_).value();
  ASSERT_TRUE(bind(team_.nurse, view.id, BoundTo::entry, entry_.uuid));
  in_write([&](Tx& tx) {
    test::end_seat(tx, team_.region, team_.person, team_.teacher_seat);
    test::a_seat(tx, team_.person, team_.teacher, {.classes = ClassSet::of(InfoClass::education)});
  });
  EXPECT_EQ(refusal(fetch(team_.teacher, view.id)), Code::forbidden);
}

TEST_P(FileRoom, ShowsThePhotoToWhoMaySeeThePersonAndConsentPapersAsTheirRoomSays) {
  const auto photo = upload(team_.coordinator, photo_).value();
  ASSERT_TRUE(bind(team_.coordinator, photo.id, BoundTo::photo, team_.person.uuid));
  EXPECT_TRUE(fetch(team_.mother.actor, photo.id));
  EXPECT_EQ(refusal(fetch(team_.colleague, photo.id)), Code::not_found);
  const auto scan = upload(team_.coordinator, made::pdf(), "同意書.pdf").value();
  ASSERT_TRUE(bind(team_.coordinator, scan.id, BoundTo::consent, team_.consent.uuid));
  EXPECT_TRUE(fetch(team_.nurse, scan.id));
  EXPECT_EQ(refusal(fetch(team_.mother.actor, scan.id)), Code::not_found);
}

TEST_P(FileRoom, TakesThePaperOfTheFirstConsentFromACoordinator) {
  in_write([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_TRUE(upload(team_.coordinator, made::pdf(), "同意書.pdf"));
  const auto refused = upload(team_.nurse, made::pdf(), "同意書.pdf");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::forbidden);
  EXPECT_EQ(refused.error().refusal->rule, "consent");
}

TEST_P(FileRoom, BindsOnlyOnesOwnUnboundFilesOfThisPerson) {
  const auto view = upload(team_.nurse, photo_).value();
  EXPECT_FALSE(bind(team_.teacher, view.id, BoundTo::entry, entry_.uuid));
  const auto other = in_write([&](Tx& tx) { return test::a_person(tx, team_.region); });
  EXPECT_FALSE(in_write([&](Tx& tx) {
    return bind_files(tx, team_.nurse, other, std::vector{view.id}, BoundTo::entry, entry_.uuid);
  }));
  ASSERT_TRUE(bind(team_.nurse, view.id, BoundTo::entry, entry_.uuid));
  EXPECT_TRUE(bind(team_.nurse, view.id, BoundTo::entry, entry_.uuid));  // the same post sent twice
  const auto elsewhere = bind(team_.nurse, view.id, BoundTo::entry, Uuid{});
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().field, "file_ids");
  EXPECT_EQ(
      in_read([&](Tx& tx) { return files_bound_to(tx, team_.region, BoundTo::entry, entry_.uuid); }).size(),
      1U);
}

TEST_P(FileRoom, RefusesWhatIsNoPictureOrPdfWhateverItsName) {
  for (const auto& bytes :
       {std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        std::string("<html><script>alert(1)</script></html>"), std::string("MZ\x90\0\3", 5)}) {
    const auto view = upload(team_.nurse, bytes, "写真.jpg");
    ASSERT_FALSE(view);
    EXPECT_EQ(view.error().code, Code::unsupported_type);
  }
  EXPECT_EQ(upload(team_.nurse, made::bomb()).error().code, Code::too_large);
  EXPECT_EQ(upload(team_.nurse, photo_.substr(0, photo_.size() / 2)).error().code, Code::invalid);
  EXPECT_EQ(upload(team_.nurse, "").error().code, Code::invalid);
  EXPECT_TRUE(sealed().empty());
  EXPECT_EQ(in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from file"); }), 0);
}

TEST_P(FileRoom, LeavesNothingBehindWhenTheRowIsRefused) {
  const Owner owner{team_.region, team_.person, team_.nurse.post_id};
  const auto view = files_->take_in(
      db(), owner, body(photo_), "x.jpg", Accept::picture, [](Tx&) -> Status { return {}; },
      [](Tx&, const FileView&) -> Status { return fail(Code::conflict); });
  ASSERT_FALSE(view);
  EXPECT_EQ(view.error().code, Code::conflict);
  EXPECT_TRUE(sealed().empty());
  EXPECT_EQ(in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from file"); }), 0);
}

TEST_P(FileRoom, HandsOutWhatAnotherRoomHasGuarded) {
  const Owner owner{team_.region, {}, team_.coordinator.post_id};
  const auto document = Uuid{{9}};
  const auto view = files_->take_in(
      db(), owner, body(made::pdf()), "誓約書.pdf", Accept::any, [](Tx&) -> Status { return {}; },
      [&](Tx& tx, const FileView& file) {
        return bind_files(tx, team_.coordinator, {}, std::vector{file.id}, BoundTo::document, document);
      });
  ASSERT_TRUE(view) << view.error().detail;
  const auto hand =
      files_->hand_out(db(), team_.region, Variant::whole, [&](Tx&) -> Result<FileId> { return view->id; });
  ASSERT_TRUE(hand);
  EXPECT_EQ(hand->filename, "誓約書.pdf");
  EXPECT_FALSE(files_->hand_out(db(), team_.other_region, Variant::whole,
                                [&](Tx&) -> Result<FileId> { return view->id; }));
  EXPECT_FALSE(files_->take_in(
      db(), owner, body(made::pdf()), "x.pdf", Accept::picture, [](Tx&) -> Status { return {}; },
      [](Tx&, const FileView&) -> Status { return {}; }));
}

TEST_P(FileRoom, ForgetsFilesThatNobodyBound) {
  const auto bound = upload(team_.nurse, photo_).value();
  ASSERT_TRUE(bind(team_.nurse, bound.id, BoundTo::entry, entry_.uuid));
  const auto forgotten = upload(team_.nurse, photo_).value();
  clock().advance(23h);
  const auto fresh = upload(team_.nurse, made::pdf()).value();
  EXPECT_EQ(files_->remove_unbound(db(), 24h), 0);
  clock().advance(2h);
  EXPECT_EQ(files_->remove_unbound(db(), 24h), 1);
  EXPECT_EQ(sealed().size(), 4U);  // a photo and the fresh PDF, each with its thumbnail
  EXPECT_EQ(refusal(fetch(team_.nurse, forgotten.id)), Code::not_found);
  EXPECT_TRUE(fetch(team_.nurse, bound.id));
  EXPECT_TRUE(fetch(team_.nurse, fresh.id));
}

TEST_P(FileRoom, RemovesAReplacedPhotoLater) {
  const auto photo = upload(team_.nurse, photo_).value();
  ASSERT_TRUE(bind(team_.nurse, photo.id, BoundTo::photo, team_.person.uuid));
  in_write([&](Tx& tx) { release_file(tx, team_.region, photo.id); });
  EXPECT_EQ(refusal(fetch(team_.nurse, photo.id)), Code::not_found);
  clock().advance(25h);
  EXPECT_EQ(files_->remove_unbound(db(), 24h), 1);
  EXPECT_TRUE(sealed().empty());
}

TEST_P(FileRoom, IsClosedToAnotherMasterKeyAndOpenAfterARestart) {
  const auto view = upload(team_.nurse, photo_).value();
  restart();
  EXPECT_TRUE(fetch(team_.nurse, view.id));
  const auto right = master_;
  master_ = crypto::random_key();
  restart();
  EXPECT_EQ(refusal(fetch(team_.nurse, view.id)), Code::internal);
  master_ = right;
  restart();
  EXPECT_TRUE(fetch(team_.nurse, view.id));
}

TEST_P(FileRoom, NoticesContentsThatWereChangedOrLost) {
  const auto view = upload(team_.nurse, made::pdf()).value();
  const auto path = sealed().at(0);
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(40).put('X');
  EXPECT_EQ(refusal(fetch(team_.nurse, view.id)), Code::internal);
  fs::remove(path);
  EXPECT_EQ(refusal(fetch(team_.nurse, view.id)), Code::internal);
}

TEST_P(FileRoom, KeepsNothingOnAFullDisk) {
  const auto prepared = files_->prepare(made::picture(1500, 1200, ".png"), "x.png", Accept::any).value();
  ASSERT_GT(prepared.bytes.size(), 5000U);
  const Vault vault(dir() / "files", master_);
  // A limit on the size of files stands in for the full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{2000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto status = vault.put(team_.region, FileId{}, Variant::whole, master_, prepared.bytes);
  setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::storage_full);
  EXPECT_TRUE(sealed().empty());
}

TEST_P(FileRoom, LeavesATraceOfEveryLook) {
  const auto view = upload(team_.nurse, photo_).value();
  ASSERT_TRUE(bind(team_.nurse, view.id, BoundTo::entry, entry_.uuid));
  clock().advance(1s);
  ASSERT_TRUE(fetch(team_.teacher, view.id));
  const auto looks =
      in_read([&](Tx& tx) { return audit::history(tx, team_.region, team_.person, {}, {}, 1); });
  ASSERT_EQ(looks.size(), 1U);
  EXPECT_EQ(looks[0].action, "read");
  EXPECT_EQ(looks[0].classes, ClassSet::of(InfoClass::health));
}

}  // namespace
}  // namespace musubi::file
