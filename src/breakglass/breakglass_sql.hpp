// The columns and tables of `OpeningRow`, shared by the statements of this room's two stores. Internal.
#pragma once

#define MUSUBI_OPENING_COLUMNS                                                                         \
  "select b.break_glass_id, b.person_id, b.post_id, b.account_id, b.opener_name, b.facility_name, "    \
  "b.profession, b.kind, "                                                                             \
  "b.reason, b.without_consent, b.opened_at, b.ends_at, e.how, e.at, e.by_name, e.reason, r.version, " \
  "r.outcome, "                                                                                        \
  "r.measures, r.comment, r.at, p.family_name, p.given_name, p.birth_date "
/// `b` is the opening, chosen before; the latest review counts.
#define MUSUBI_OPENING_TABLES                                                                            \
  " join person p on p.region_id = b.region_id and p.person_id = b.person_id"                            \
  " left join break_glass_end e on e.region_id = b.region_id and e.break_glass_id = b.break_glass_id"    \
  " left join break_glass_review r on r.region_id = b.region_id and r.break_glass_id = b.break_glass_id" \
  " and r.version = (select max(x.version) from break_glass_review x"                                    \
  " where x.region_id = b.region_id and x.break_glass_id = b.break_glass_id)"
