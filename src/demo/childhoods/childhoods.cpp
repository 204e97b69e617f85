// The twelve childhoods, each told in one transaction; docs/childhoods.md says what they are about.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {

void keep_childhoods(db::Database& database, City& city) {
  for (const auto tell :
       {tell_reading, tell_school_refusal, tell_ventilator, tell_preterm_twins, tell_hearing, tell_epilepsy,
        tell_moving_city, tell_foreign_family, tell_protected, tell_down_syndrome, tell_attention})
    database.write_now([&](Tx& tx) { tell(tx, city); });
}

void keep_lifetime(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) { tell_lifetime(tx, city); });
}

}  // namespace musubi::demo
