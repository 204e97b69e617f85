// What this room tells the change feed. Every row names the entry, so that whoever may not read it never
// hears of it.
#pragma once
#include "db/change_feed.hpp"
#include "notebook/notebook_scope.hpp"

namespace musubi::notebook {

inline constexpr const char* kEntryChanged = "entry";
inline constexpr const char* kReplyChanged = "reply";
inline constexpr const char* kReceiptChanged = "receipt";  ///< subject: the entry
inline constexpr const char* kPinChanged = "pin";          ///< subject: the entry

inline void announce(Tx& tx, const Scope& scope, const char* kind, const Uuid& subject, EntryId entry,
                     InfoClass info_class) {
  db::NewChange change;
  change.region_id = scope.region;
  change.person_id = scope.grant.person_id;
  change.kind = kind;
  change.subject_id = subject;
  change.info_class = info_class;
  change.entry_id = entry;
  db::append_change(tx, change);
}

}  // namespace musubi::notebook
