#include "oversight/oversight_service.hpp"

#include <array>

#include "base/csv.hpp"
#include "oversight/oversight_store.hpp"
#include "person/person_service.hpp"

namespace musubi::oversight {
namespace {

using access::Action;
using access::Duty;

constexpr int kMostUnusual = 100;
constexpr int kMostHeads = 50;

/// What the audit log says of an operator's look at it.
Status audit_duty(Tx& tx, const Actor& actor, std::string kind, Uuid subject = {}) {
  return access::require_duty(tx, actor, Duty::read_audit, {}, {{}, std::move(kind), subject});
}

Result<store::IdRange> range_of(Tx& tx, const AuditFilter& filter) {
  const auto until = filter.to.value_or(tx.today());
  const auto from = filter.from.value_or(add_days(until, -kUsualDays));
  if (until < from)
    return fail(Code::invalid, "to", "終わりの日が、始まりの日より前です。",
                "The last day is before the first.");
  return store::range_of(japan_midnight(from), japan_midnight(add_days(until, 1)));
}

std::string words_of(ClassSet classes) {
  std::string out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<InfoClass>>([&](auto d) {
    if (classes.has(d.value)) out += (out.empty() ? "" : " ") + std::string(d.name);
  });
  return out;
}

/// 2026-11-24 12:00:00 in Japan: what a spreadsheet reads.
std::string local_time(Time at) {
  auto text = to_string(std::chrono::floor<std::chrono::seconds>(at + std::chrono::hours(9)));
  text[text.find('T')] = ' ';
  text.pop_back();
  return text;
}

std::string csv_row(const AuditLine& line) {
  const auto id = [](const auto& value) { return value ? to_string(*value) : std::string(); };
  const std::array cells{local_time(line.at),
                         line.account_name,
                         line.login,
                         line.facility_name,
                         line.profession,
                         id(line.person_id),
                         line.action,
                         words_of(line.classes),
                         line.subject_kind,
                         std::string(json::enum_name(line.outcome)),
                         line.basis,
                         to_string(line.id),
                         to_string(line.account_id),
                         id(line.facility_id),
                         line.leaf_index ? std::to_string(*line.leaf_index + 1) : std::string()};
  return csv::write_row(cells);
}

}  // namespace

Result<AuditPage> search(Tx& tx, const Actor& actor, const AuditFilter& filter) {
  TRY(audit_duty(tx, actor, "audit_log", filter.person ? filter.person->uuid : Uuid{}));
  TRY_ASSIGN(const auto range, range_of(tx, filter));
  AuditPage page;
  page.items = store::lines(tx, actor.region_id, filter, range, kPage);
  if (page.items.size() == kPage) page.next = page.items.back().id;
  return page;
}

Result<std::string> export_csv(Tx& tx, const Actor& actor, const AuditFilter& filter) {
  TRY(audit_duty(tx, actor, "audit_export", filter.person ? filter.person->uuid : Uuid{}));
  TRY_ASSIGN(const auto range, range_of(tx, filter));
  const auto lines = store::lines(tx, actor.region_id, filter, range, kMostExported + 1);
  if (lines.size() > kMostExported)
    return fail(Code::too_large, "", "5万行を超えます。期間を短くしてください。",
                "More than 50,000 rows. Please choose a shorter period.");
  static const std::array<std::string, 15> kTitles{
      "日時", "氏名", "ログインID", "施設",   "職種",         "本人ID", "操作",      "情報区分",
      "対象", "結果", "理由",       "記録ID", "アカウントID", "施設ID", "封印の番号"};
  std::string text(csv::kByteOrderMark);
  text += csv::write_row(kTitles);
  for (const auto& line : lines) text += csv_row(line);
  return text;
}

Result<AuditPerson> find_person(Tx& tx, const Actor& actor, const AuditPersonQuery& query) {
  const auto match = person::find_exactly(tx, actor.region_id, query.family_kana.value,
                                          query.given_kana.value, query.birth_date);
  access::Target target{.subject_kind = "audit_person"};
  if (match) target.person = match->person_id;
  TRY(access::require_duty(tx, actor, Duty::read_audit, {}, target));
  if (!match)
    return fail(Code::not_found, "", "この読みと生年月日の方は見つかりません。",
                "Nobody with this reading and birth date was found.");
  return AuditPerson{match->person_id};
}

Result<UnusualLooks> unusual(Tx& tx, const Actor& actor) {
  TRY(audit_duty(tx, actor, "audit_unusual"));
  UnusualLooks looks;
  looks.from = add_days(tx.today(), -kUsualDays);
  looks.items = store::unusual(
      tx, actor.region_id,
      store::range_of(japan_midnight(looks.from), japan_midnight(add_days(tx.today(), 1))), kMostUnusual);
  return looks;
}

Result<audit::SealState> seal_state(Tx& tx, const Actor& actor) {
  TRY(audit_duty(tx, actor, "audit_seal"));
  return audit::seal_state(tx, actor.region_id);
}

Result<std::vector<audit::HeadView>> heads(Tx& tx, const Actor& actor, std::optional<std::int64_t> before) {
  TRY(audit_duty(tx, actor, "audit_seal"));
  return audit::heads(tx, actor.region_id, before, kMostHeads);
}

Result<audit::ConsistencyProof> prove_growth(Tx& tx, const Actor& actor, std::int64_t from,
                                             std::optional<std::int64_t> to) {
  TRY(audit_duty(tx, actor, "audit_seal"));
  return audit::prove_growth(tx, actor.region_id, from, to);
}

Result<audit::InclusionProof> prove_row(Tx& tx, const Actor& actor, AuditId row,
                                        std::optional<std::int64_t> since) {
  TRY(audit_duty(tx, actor, "audit_row", row.uuid));
  return audit::prove_row(tx, actor.region_id, row, audit::WithRow::yes, since);
}

// The hashed bytes hold the ids of account and facility. A guardian for whom names are not shown, or who is
// under a protective limit, must not be able to tell from them which looks were the same human's.
Result<audit::InclusionProof> prove_look(Tx& tx, const Actor& actor, PersonId person, AuditId row,
                                         std::optional<std::int64_t> since) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_access_log, person,
                                               {.subject_kind = "access_log", .subject_id = row.uuid}));
  if (!store::is_row_of(tx, actor.region_id, row, person)) return not_found();
  const bool all = !grant.is_guardian || (store::shows_names(tx, actor.region_id) && !grant.is_restricted);
  return audit::prove_row(tx, actor.region_id, row, all ? audit::WithRow::yes : audit::WithRow::no, since);
}

}  // namespace musubi::oversight
