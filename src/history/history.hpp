// The history of what administration changes: settings of a region, notices, portal documents, facility
// profiles. Each state stays with who, when and why. This room never decides who may look or change: its
// callers passed their guard. Rule: domain.md, "Amendments".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "db/tx.hpp"

namespace musubi::history {

using AmendmentId = Id<struct AmendmentTag>;
using SubjectId = Id<struct SubjectTag>;  ///< of a region, a notice, a document, a facility or an agreement

enum class Kind { region, notice, document, facility, agreement };
BOOST_DESCRIBE_ENUM(Kind, region, notice, document, facility, agreement)

/// Which thing in which state.
struct State {
  Kind kind = Kind::region;
  Uuid subject{};
  std::int64_t version = 1;
};

struct AmendedField {
  std::string field, before, after;  ///< texts as they are; `true` and `false` for yes and no
};
BOOST_DESCRIBE_STRUCT(AmendedField, (), (field, before, after))

struct Amendment {
  AmendmentId id;
  Kind kind = Kind::region;
  SubjectId subject_id;
  std::string subject_name;  ///< its name or title in this state
  std::int64_t version = 1;
  Time at{};
  std::string by_name;  ///< empty: made by the program or before histories were kept
  std::string reason;
  std::vector<AmendedField> changes;  ///< against the state before; none for the first state kept
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
                      (id, kind, subject_id, subject_name, version, at, by_name, reason, changes))
struct AmendmentPage {
  std::vector<Amendment> items;
  std::optional<AmendmentId> next;  ///< give it back as `before`
};
BOOST_DESCRIBE_STRUCT(AmendmentPage, (), (items, next))

struct HistoryQuery {
  std::optional<Kind> kind;
  std::optional<SubjectId> subject;
  std::optional<AmendmentId> before;
};
BOOST_DESCRIBE_STRUCT(HistoryQuery, (), (kind, subject, before))

/// Keeps a state as described JSON. `by`: none where nobody is signed in.
void keep_text(Tx& tx, RegionId region, const State& state, const std::string& body, std::string_view reason,
               std::optional<PostId> by);
template <class Body>
void keep(Tx& tx, RegionId region, const State& state, const Body& body, std::string_view reason,
          std::optional<PostId> by) {
  keep_text(tx, region, state, json::to_json(body), reason, by);
}

/// Newest first, a page of 50.
AmendmentPage read(Tx& tx, RegionId region, const HistoryQuery& query);

}  // namespace musubi::history
