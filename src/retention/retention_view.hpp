// What operators see of those whose support ended: made of rows, within the caller's transaction. Guards
// nothing; the service has passed its own.
#pragma once
#include "retention/retention_service.hpp"
#include "retention/retention_store.hpp"

namespace musubi::retention {

/// The decisions of one kind, oldest first.
std::vector<RetentionPeriod> periods_of(Tx& tx, RegionId region, KeptKind kind);
RetentionView settings_view(Tx& tx, RegionId region);

/// The region's periods, read once for many lines.
class Lines {
 public:
  Lines(Tx& tx, RegionId region);
  [[nodiscard]] const RetentionPeriod* period_for(EndCause cause) const;
  [[nodiscard]] EndedLine line_of(const store::EndedRow& row) const;

 private:
  Date today_;
  std::vector<RetentionPeriod> moved_, finished_;
};

EndedCase case_of(Tx& tx, const Actor& actor, const store::EndedRow& row);

}  // namespace musubi::retention
