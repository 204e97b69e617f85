// Measured while an entry of the notebook was written (体温, 脈拍 …): records like any other, at the entry's
// time, that know their entry. Who reads the entry need not read them: each reaches whom its own class and
// the grant reach, by the one predicate of record_store. Rules: screens.md, "Write"; issue 3, "Records".
#pragma once
#include <span>

#include "record/record.hpp"

namespace musubi::record {

inline constexpr std::size_t kMostMeasures = 10;

/// As it comes in with an entry; time, class and whether guardians see it follow from entry and writer.
struct NewMeasure {
  RecordId id;
  Line<40> type;
  std::optional<double> value, value2;
};
BOOST_DESCRIBE_STRUCT(NewMeasure, (), (id, type, value, value2))

/// As it stands beside the entry's words.
struct EntryMeasure {
  RecordId id;
  std::string type;
  std::optional<double> value, value2;
  Alert alert = Alert::none;
  std::optional<AlertSeen> alert_seen;
  bool unusual = false;
};
BOOST_DESCRIBE_STRUCT(EntryMeasure, (), (id, type, value, value2, alert, alert_seen, unusual))

/// The entry they come with, just written in this transaction.
struct WithEntry {
  EntryId id;
  Time at{};
  bool with_guardians = false;
};

/// Keeps them, each in the first class of its type that the writer holds. `grant` is that of the entry; the
/// guard is asked again for the classes of the records. An objection names `field[1].value`.
Status add_measures(Tx& tx, const access::Actor& actor, const access::Grant& grant, const WithEntry& entry,
                    std::span<const NewMeasure> measures, const std::string& field);
/// Whether these, and no others, came with the entry when it was posted.
bool came_with(Tx& tx, RegionId region, PersonId person, EntryId entry, std::span<const NewMeasure> measures);
/// Of each entry what the grant reaches, in the order of the types. The entries are the reader's already.
std::vector<std::pair<EntryId, EntryMeasure>> measures_of(Tx& tx, RegionId region, PostId reader,
                                                          const access::Grant& grant,
                                                          std::span<const EntryId> entries);
/// An entry that is taken back takes its records along: it may have gone into the wrong person's notebook.
Status hide_measures(Tx& tx, const access::Actor& actor, PersonId person, EntryId entry,
                     const std::string& reason);

}  // namespace musubi::record
