// How much a facility would not read any more after a withdrawal. Counts alone, of the tables of other rooms,
// each with the bounds that the room itself puts to its readers (class, look-back, audience); contents never.
#include "consent/consent_store.hpp"

namespace musubi::consent::store {
namespace {

struct Counts {
  std::int64_t entries = 0, records = 0, assessments = 0, documents = 0, handovers = 0, school_entries = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (entries, records, assessments, documents, handovers, school_entries))

/// $1 region, $2 person, $3 facility; classes lost for support $4, planning $5, handovers $6; whether
/// planning $7 and handovers $8 end altogether; look-back as a day $9 and as an instant $10.
constexpr std::string_view kCount = R"sql(
  select
    (select count(*) from entry e
      where e.region_id = $1 and e.person_id = $2 and e.hidden_at is null and (e.class_bit & $4) <> 0
        and e.posted_at >= $10
        and (e.whole_team or e.author_facility_id = $3
             or exists (select 1 from entry_audience a
                          join seat s on s.region_id = a.region_id and s.person_id = e.person_id
                                     and s.seat_id = a.seat_id
                         where a.region_id = e.region_id and a.entry_id = e.entry_id and s.facility_id = $3))),
    (select count(*) from record r
      where r.region_id = $1 and r.person_id = $2 and r.hidden_at is null and (r.class_bit & $4) <> 0
        and r.at >= $10),
    (select count(*) from assessment a
      where a.region_id = $1 and a.person_id = $2 and a.hidden_at is null
        and ((a.class_bit & $5) <> 0 or (a.summary_bit & $5) <> 0) and a.tested_on >= $9),
    (select count(*) from person_document d
      where d.region_id = $1 and d.person_id = $2 and (d.class_bit & $5) <> 0 and d.stage <> 'taken_back'
        and (d.changed_at >= $10 or d.force_version > 0)),
    (select count(*) from handover h
      where h.region_id = $1 and h.person_id = $2 and ($8 or (h.classes & $6) <> 0)
        and (h.created_at >= $10 or h.state in ('sent', 'received'))),
    (select count(*) from school_entry s where s.region_id = $1 and s.person_id = $2 and $7)
)sql";

}  // namespace

std::vector<SharedCount> count_lost(Tx& tx, RegionId region, PersonId person, const Lost& lost) {
  const auto since = parse_date(lost.looks_back_to);
  const auto counts =
      tx.one<Counts>(kCount, region, person, lost.facility_id, lost.for_support, lost.for_planning,
                     lost.for_handover, lost.ended.has(Purpose::planning), lost.ended.has(Purpose::handover),
                     lost.looks_back_to, since ? japan_midnight(*since) : Time{});
  std::vector<SharedCount> shown;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<SharedKind>>([&](auto d) {
    const std::int64_t of_kind[] = {counts.entries,   counts.records,   counts.assessments,
                                    counts.documents, counts.handovers, counts.school_entries};
    if (const auto count = of_kind[static_cast<std::size_t>(d.value)]; count > 0)
      shown.push_back({d.value, count});
  });
  return shown;
}

}  // namespace musubi::consent::store
