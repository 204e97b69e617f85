// The shredding itself, for the keeper: everything in one transaction, or nothing.
#include <sodium.h>

#include "audit/audit.hpp"
#include "crypto/bytes.hpp"
#include "retention/holdings.hpp"
#include "retention/retention_view.hpp"

namespace musubi::retention {
namespace {

std::string sha256_hex(std::string_view text) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> out{};
  crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return crypto::to_hex(out);
}

struct Ready {
  store::EndedRow row;
  store::ShreddingRow shredding;
  std::optional<RetentionPeriod> period;
  std::vector<Obstacle> obstacles;
};

/// nullopt: there is no such person or proposal any more.
std::optional<Ready> look(Tx& tx, RegionId region, PersonId person, ShreddingId id) {
  auto row = store::find_ended(tx, region, person);
  auto shredding = store::find_shredding(tx, region, id);
  if (!row || !shredding) return std::nullopt;
  const Lines lines(tx, region);
  const auto* period = lines.period_for(row->cause);
  const bool confirmed = shredding->state == ShredState::confirmed;
  auto found = obstacles({row->on, period, row->held, confirmed, shredding->shreds_at}, tx.now());
  return Ready{std::move(*row), std::move(*shredding),
               period != nullptr ? std::optional(*period) : std::nullopt, std::move(found)};
}

}  // namespace

std::vector<Obstacle> obstacles_of(Tx& tx, RegionId region, PersonId person, ShreddingId id) {
  const auto ready = look(tx, region, person, id);
  return ready ? ready->obstacles : std::vector{Obstacle::not_ended};
}

bool shred(Tx& tx, RegionId region, PersonId person, ShreddingId id) {
  const auto ready = look(tx, region, person, id);
  if (!ready || !ready->obstacles.empty()) return false;
  const auto& [row, shredding, period, none] = *ready;
  ShreddingCertificate certificate;
  certificate.id = id;
  certificate.person_id = person;
  certificate.region = store::region_name(tx, region);
  certificate.cause = row.cause;
  certificate.ended_on = row.on;
  certificate.years = period->years.value();
  certificate.due_on = due_on(row.on, certificate.years);
  certificate.period_version = period->version;
  certificate.period_source = period->source;
  certificate.proposed_at = shredding.proposed_at;
  certificate.proposed_by = shredding.proposed_by_name;
  certificate.confirmed_at = shredding.confirmed_at.value();
  certificate.confirmed_by = shredding.confirmed_by_name;
  certificate.erased_at = tx.now();
  auto erased = erase(tx, region, person);
  certificate.kinds = std::move(erased.kinds);
  certificate.files = static_cast<std::int64_t>(erased.files.size());
  certificate.keys = erased.keys;
  for (const auto& file : erased.files) store::insert_file(tx, region, id, file);
  const auto text = json::to_json(certificate);
  const auto digest = sha256_hex(text);
  store::mark_erased(tx, region, id, text, digest);
  access::Actor keeper;  // the program: no account of the region
  keeper.region_id = region;
  audit::append(tx, keeper,
                {.person_id = person,
                 .action = "shred",
                 .subject_kind = "shredding",
                 .subject_id = id.uuid,
                 .basis = "sha256:" + digest});
  return true;
}

}  // namespace musubi::retention
