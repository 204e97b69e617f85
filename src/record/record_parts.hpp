// What the use cases of records share; for this room only.
#pragma once
#include "record/record_store.hpp"

namespace musubi::record {

/// Ids only, to seats of the class; guardians are told nothing by the stream (notify/audience), so that what
/// is not shared with one of them leaves no trace on their screens.
void announce(Tx& tx, RegionId region, PersonId person, const Uuid& subject, InfoClass info_class);
Result<const RecordType*> type_named(const std::string& code, const std::string& field);
/// Against the limits set for this person.
Alert measured(Tx& tx, RegionId region, PersonId person, const std::string& type, const RecordState& state);
RecordState state_of(const RecordView& view);

}  // namespace musubi::record
