// A reader of many seats reads by all of them, whatever the number of places in a statement.
#include <gmock/gmock.h>

#include "notebook_fixture.hpp"

namespace musubi::notebook {
namespace {

using testing::SizeIs;

class ManySeats : public NotebookTest {};
MUSUBI_ON_BOTH_ENGINES(ManySeats);

TEST_P(ManySeats, ReadByEachOfThem) {
  constexpr int kSeats = 10;
  static_assert(kSeats > kScopeSeats);
  std::vector<SeatId> seats;
  const auto doctor = act([&](Tx& tx) {
    auto actor =
        test::a_professional(tx, team_.region, team_.clinic, {.name = "兼務 多", .profession = "doctor"});
    for (int i = 0; i < kSeats; ++i)
      seats.push_back(test::a_seat(tx, team_.person, actor, {.whole_facility = i % 2 == 0}));
    return actor;
  });
  EXPECT_THAT(
      act([&](Tx& tx) { return access::require(tx, doctor, access::Action::read, team_.person); })->seats,
      SizeIs(kSeats));
  auto entry = an_entry("この席だけに");
  for (const auto seat : seats) {
    entry.id = new_entry_id();
    entry.whole_team = false;
    entry.seat_ids.items = {seat};
    posted(team_.nurse, entry);
  }
  EXPECT_THAT(bodies(doctor), SizeIs(kSeats));
  EXPECT_THAT(found(doctor, "席だけ"), SizeIs(kSeats));
  EXPECT_TRUE(look(doctor, entry.id)) << "the last seat's";
  ASSERT_TRUE(act([&](Tx& tx) { return mark_read(tx, doctor, team_.person, ReadMarks{{{entry.id}}}); }));
  EXPECT_TRUE(look(doctor, entry.id)->entry.mine.read);
  entry.id = new_entry_id();
  entry.seat_ids.items = {team_.teacher_seat};
  posted(team_.nurse, entry);
  EXPECT_THAT(bodies(doctor), SizeIs(kSeats)) << "not another's";
}

TEST(SeatList, ReplacesThePlacesAndNothingElse) {
  static const std::string kSql = readable("select 1 from entry e where ", " and e.entry_id = $16");
  for (const auto engine : {db::Engine::sqlite, db::Engine::postgres}) {
    const auto text = with_any_seats(engine, kSql);
    EXPECT_EQ(text.data(), with_any_seats(engine, kSql).data()) << "kept for the statement cache";
    EXPECT_EQ(text.find("$13"), std::string_view::npos);
    EXPECT_NE(text.find("e.entry_id = $16"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace musubi::notebook
