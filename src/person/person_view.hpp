// How a person is shown to one reader: what the grant reaches, what the reader may do next, and what a
// guardian under a protective restriction never sees. An emergency look is kept from leading such a guardian
// to the family: docs/decisions/013. Internal to this room; writes nothing. Rule: domain.md,
// "Court-ordered or protective limits on one guardian … without a trace on their screens".
#pragma once
#include "person/guardian_store.hpp"
#include "person/person_store.hpp"

namespace musubi::person {

/// Who looks.
struct Reader {
  const access::Actor& actor;
  const access::Grant& grant;
  bool restricted = false;  ///< a guardian under a protective restriction
  bool manages_guardians = false;
  bool sheltered = false;  ///< an emergency look at a person whom a protective restriction protects
};
Reader reader_of(Tx& tx, const access::Actor& actor, const access::Grant& grant);

PersonView view_of(Tx& tx, const Reader& reader, const store::PersonRow& row);
GuardianView view_of(const Reader& reader, const store::GuardianRow& row);
PersonRole role_of(const access::Grant& grant);
/// Registered, and a consent or another basis recorded since: active.
PersonState shown_state(PersonState stored, bool has_basis);

}  // namespace musubi::person
