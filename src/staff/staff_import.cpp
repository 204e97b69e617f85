// Staff from a table and back. Checked completely before the first row is written.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/typed.hpp"
#include "codes/codes.hpp"
#include "identity/identity_service.hpp"
#include "staff/staff_service.hpp"
#include "staff/staff_store.hpp"

namespace musubi::staff {
namespace {

using access::Duty;
using text::Kind;

enum Column : std::size_t { kName, kKana, kProfession, kTitle, kLicence, kLogin, kManager, kStarts, kEnds };
constexpr std::array<csv::Heading, 9> kHeadings{{{"氏名", true, "名前"},
                                                 {"フリガナ", false, "カナ"},
                                                 {"職種", true},
                                                 {"役職", false},
                                                 {"資格番号", false, "免許番号"},
                                                 {"ログインID", false},
                                                 {"管理者", false, "施設管理者"},
                                                 {"開始日", false},
                                                 {"終了日", false}}};

struct Candidate {
  std::int64_t line = 0;
  PostRow row;
  std::string login;
};

/// Logins seen on earlier lines, and those of invitations that are still open.
struct Logins {
  std::map<std::string, std::int64_t> lines;
  std::set<std::string> offered;
};

std::string login_in(Tx& tx, csv::Sheet::Line& line, Logins& known) {
  const auto typed = line.text(kLogin, 0, 100, Kind::line);
  if (typed.empty()) return "";
  const auto login = identity::login_of(typed);
  if (!login) {
    line.object(kLogin, login.error().detail, login.error().detail_en);
    return "";
  }
  const auto [first, is_new] = known.lines.emplace(*login, line.number());
  if (!is_new)
    line.object(kLogin, fmt::format("{}行目と同じログインIDです。", first->second),
                fmt::format("Line {} has the same login.", first->second));
  else if (known.offered.contains(*login))
    line.object(kLogin, "同じログインIDで招待中の方がいます。二重に登録していないか確かめてください。",
                "Somebody is invited with this login already. Is this a double?");
  else if (identity::login_taken(tx, *login))
    line.object(
        kLogin,
        "このログインIDはすでに使われています。別のものにするか、すでに利用者アカウントをお持ちの方なら空欄に"
        "してください。",
        "This login is taken. Choose another, or leave it empty for somebody who has an account already.");
  return *login;
}

Candidate candidate_of(Tx& tx, csv::Sheet::Line& line, Logins& known) {
  Candidate out;
  out.line = line.number();
  auto& row = out.row;
  row.name = line.text(kName, 1, 100, Kind::name);
  row.kana = typed::full_width_kana(line.text(kKana, 0, 100, Kind::name));
  const auto profession = line.text(kProfession, 1, 100, Kind::line);
  if (const auto* known_profession = codes::profession_called(profession))
    row.profession = known_profession->code;
  else if (!profession.empty())
    line.object(kProfession, "知らない職種です。職種の一覧にある名前を入力してください。",
                "Unknown profession. Please use a name from the list.");
  row.title = line.text(kTitle, 0, 100, Kind::line);
  row.licence_number = line.text(kLicence, 0, 50, Kind::line);
  row.is_manager = line.yes_or_no(kManager);
  row.starts_on = *line.date(kStarts, tx.today());
  row.ends_on = line.date(kEnds, std::nullopt);
  if (row.ends_on && *row.ends_on < row.starts_on)
    line.object(kEnds, "終了日が開始日より前です。", "The last day is before the first.");
  out.login = login_in(tx, line, known);
  return out;
}

/// The same human is the same name, kana, profession and licence number; namesakes differ in the last.
std::string human_of(std::string_view name, std::string_view kana, std::string_view profession,
                     std::string_view licence_number) {
  return fmt::format("{}\n{}\n{}\n{}", text::fold_name(name), text::fold_name(kana), profession,
                     licence_number);
}

std::set<std::string> humans_of(const std::vector<StaffView>& present) {
  std::set<std::string> humans;
  for (const auto& staff : present)
    if (staff.state != StaffState::left)
      humans.insert(human_of(staff.name, staff.kana, staff.profession, staff.licence_number.value_or("")));
  return humans;
}

/// On two lines, or already registered here.
void object_to_doubles(const std::set<std::string>& present, const Candidate& candidate,
                       csv::Sheet::Line& line, std::map<std::string, std::int64_t>& seen) {
  const auto& row = candidate.row;
  if (row.name.empty()) return;
  const auto human = human_of(row.name, row.kana, row.profession, row.licence_number);
  const auto [first, is_new] = seen.emplace(human, candidate.line);
  if (!is_new)
    line.object(kName, fmt::format("{}行目と同じ人のようです。", first->second),
                fmt::format("Line {} seems to be the same human.", first->second));
  if (present.contains(human))
    line.object(kName, "同じ氏名・フリガナ・職種の方がすでに登録されています。",
                "Somebody of this name, kana and profession is registered already.");
}

}  // namespace

Result<csv::ImportReport> import_staff(Tx& tx, const Actor& actor, FacilityId facility,
                                       std::string_view bytes, bool dry_run) {
  TRY(access::require_duty(tx, actor, Duty::manage_facility, facility));
  csv::ImportReport report;
  TRY_ASSIGN(const auto sheet, csv::Sheet::open(bytes, kHeadings, report));
  Logins known{{}, identity::offered_logins(tx, actor.region_id)};
  const auto present = humans_of(store::of_facility(tx, actor.region_id, facility, false));
  std::map<std::string, std::int64_t> seen;
  std::vector<Candidate> candidates;
  for (const auto& row : sheet.rows()) {
    csv::Sheet::Line line(sheet, row, report);
    candidates.push_back(candidate_of(tx, line, known));
    object_to_doubles(present, candidates.back(), line, seen);
  }
  std::ranges::stable_sort(report.errors, {}, &csv::ImportError::line);
  if (dry_run || !report.errors.empty()) return report;

  for (const auto& candidate : candidates) {
    TRY_ASSIGN(const auto post, create_post(tx, {.region_id = actor.region_id,
                                                 .facility_id = facility,
                                                 .row = candidate.row,
                                                 .reason = "CSVで登録",
                                                 .by = actor.post_id}));
    TRY_ASSIGN(auto issued,
               identity::create_invitation(tx, actor.region_id, post, candidate.login, actor.post_id));
    report.invitations.push_back(
        {candidate.line, candidate.row.name, candidate.login, std::move(issued.path)});
    ++report.created;
  }
  return report;
}

Result<std::string> export_staff(Tx& tx, const Actor& actor, FacilityId facility) {
  TRY(access::require_duty(tx, actor, Duty::manage_facility, facility));
  static constexpr std::array<std::string_view, 4> kStates{"招待中", "在籍", "停止中", "退職"};
  std::string out(csv::kByteOrderMark);
  out += csv::write_row(std::vector<std::string>{"氏名", "フリガナ", "職種", "役職", "資格番号", "管理者",
                                                 "開始日", "終了日", "状態"});
  for (const auto& staff : store::of_facility(tx, actor.region_id, facility, false)) {
    const auto* profession = codes::find_profession(staff.profession);
    out += csv::write_row(std::vector<std::string>{
        staff.name, staff.kana, profession != nullptr ? profession->ja : staff.profession, staff.title,
        staff.licence_number.value_or(""), staff.is_manager ? "はい" : "", to_string(staff.starts_on),
        staff.ends_on ? to_string(*staff.ends_on) : "",
        std::string(kStates.at(static_cast<std::size_t>(staff.state)))});
  }
  return out;
}

}  // namespace musubi::staff
