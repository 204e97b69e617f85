// The city as it grows: what the parts of demo/ hand to each other.
#pragma once
#include <map>

#include "demo/demo.hpp"
#include "notebook/notebook_bulk.hpp"

namespace musubi::demo {

struct Place {
  FacilityId id;
  std::string type, name;
  std::vector<std::size_t> staff;  ///< indexes into City::workers
};
struct Worker {
  PostId post;
  std::string name, profession;
  std::size_t place = 0;
};
struct Member {
  SeatId seat;
  std::size_t worker = 0;
  ClassSet classes;
};
struct Family {
  PostId post;
  std::string name;
};
struct Client {
  PersonId id;
  std::string called;
  int age = 0;
  std::vector<Member> team;
  std::optional<Family> family;
};

struct City {
  City(const Size& given, const identity::Identity& the_identity, const std::string& hash)
      : size(given), identity(the_identity), password_hash(hash), dice(given.seed) {}
  const Size& size;
  const identity::Identity& identity;
  const std::string& password_hash;
  Dice dice;
  RegionId region;
  std::string slug, name;
  PostId founder;  ///< the operator who wrote everything down
  std::vector<Place> places;
  std::vector<Worker> workers;
  std::vector<Client> clients;
  std::vector<DemoAccount> accounts;
};

/// Throws `std::logic_error` where a use case refuses invented data: a bug of the demo.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::logic_error("demo: " + result.error().field + " " + result.error().detail_en);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// An account with the shared password and second factor takes the post, and is listed.
void open_account(Tx& tx, City& city, PostId post, DemoAccount account, const std::string& kana);

void build_places(Tx& tx, City& city);
void register_people(Tx& tx, City& city, std::size_t from, std::size_t to);
void draw_portraits(db::Database& database, City& city, file::Files& files);
void write_entries(db::Database& database, City& city, file::Files& files,
                   const std::function<void(std::int64_t, std::int64_t)>& progress);
/// Growth of the children, and one child's days (after everything else: it rolls its own dice).
void keep_records(db::Database& database, City& city);
/// Check-ups, diagnoses and schools of the children.
void keep_course(db::Database& database, City& city);
/// What was handed over, and what will be.
void keep_handovers(db::Database& database, City& city);
/// Plans in force, one that is drafted, one that waits for the family.
void keep_documents(db::Database& database, City& city);
/// What was found by tests, with summaries; rolls its own dice.
void keep_assessments(db::Database& database, City& city);
/// Twelve lives told whole, from birth on: demo/childhoods.
void keep_childhoods(db::Database& database, City& city);
/// Eighteen years written down without a gap, to be measured.
void keep_lifetime(db::Database& database, City& city);
/// Requests for help, who waits for what, and vacancies; rolls its own dice.
void keep_intakes(db::Database& database, City& city);
/// What is to be done, by hand and by the program; rolls its own dice too.
void keep_tasks(db::Database& database, City& city);
Voice voice_of(std::string_view profession);

}  // namespace musubi::demo
