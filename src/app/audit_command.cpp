// `musubi audit …`: checking the sealed log, and taking its heads out of the house.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/program.hpp"
#include "audit/seal.hpp"
#include "audit/verify.hpp"
#include "region/region_service.hpp"

namespace musubi::app {
namespace {

Result<std::string> text_of_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return fail(Code::unavailable, file, "ファイルを読めません。", "The file cannot be read.");
  return text.str();
}

Result<audit::HeadsFile> heads_of_file(const std::string& file) {
  TRY_ASSIGN(const auto text, text_of_file(file));
  auto heads = audit::read_heads(text);
  if (!heads) heads.error().field = file + (heads.error().field.empty() ? "" : " " + heads.error().field);
  return heads;
}

void print(const audit::Finding& finding) {
  std::string place;
  if (finding.row_number) place += fmt::format(" row {}", *finding.row_number);
  if (finding.audit_id) place += " " + to_string(*finding.audit_id);
  fmt::print("NG {} {}{}\n   {}\n   {}\n", finding.region, json::enum_name(finding.fault), place, finding.ja,
             finding.en);
}

/// What waits is sealed first, so that the newest rows are in what is checked or goes out.
Result<std::unique_ptr<Program>> open_sealed(const Place& place) {
  TRY_ASSIGN(auto program, Program::open(place));
  TRY(audit::seal_all(*program->database, program->audit_keys));
  return program;
}

template <class Out>
int print_result(const Result<Out>& out) {
  if (!out) return complain(out.error());
  fmt::print("{}\n", json::to_json(*out));
  return 0;
}

}  // namespace

int verify_audit(const Place& place, const AuditOptions& options) {
  std::vector<audit::HeadsFile> kept;
  for (const auto& file : options.heads) {
    auto heads = heads_of_file(file);
    if (!heads) return complain(heads.error());
    kept.push_back(std::move(*heads));
  }
  // Reads only: a log that was tampered with is looked at as it is.
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const auto report =
      (*program)->database->read_now([&](Tx& tx) { return audit::verify(tx, (*program)->audit_keys, kept); });
  for (const auto& finding : report.findings) print(finding);
  for (const auto& region : report.regions)
    fmt::print("{}: {} rows sealed, {} heads, {} waiting\n", region.name, region.rows, region.heads,
               region.waiting);
  fmt::print("{}\n", report.findings.empty()
                         ? "OK 改ざんは見つかりませんでした。 No tampering was found."
                         : "NG 監査記録が改ざんされています。 The audit log was tampered with.");
  return report.findings.empty() ? 0 : 1;
}

int export_audit_heads(const Place& place, const AuditOptions&) {
  auto program = open_sealed(place);
  if (!program) return complain(program.error());
  return print_result((*program)->database->write_now([](Tx& tx) { return audit::export_heads(tx); }));
}

int witness_audit(const Place& place, const AuditOptions& options) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  for (const auto& file : options.heads) {
    const auto heads = heads_of_file(file);
    if (!heads) return complain(heads.error());
    if (const int status = print_result((*program)->database->write_now(
            [&](Tx& tx) { return audit::witness(tx, (*program)->audit_keys, *heads, options.name); })))
      return status;
  }
  return 0;
}

int keep_audit_witness(const Place& place, const AuditOptions& options) {
  const auto text = text_of_file(options.witness);
  if (!text) return complain(text.error());
  const auto file = audit::read_witness(*text);
  if (!file) return complain(file.error());
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const auto kept = (*program)->database->write_now([&](Tx& tx) { return audit::keep_witness(tx, *file); });
  if (!kept) return complain(kept.error());
  fmt::print("立会人の署名を{}件しまいました。 {} signatures of the witness were kept.\n", *kept, *kept);
  return 0;
}

int new_audit_key(const Place& place, const AuditOptions& options) {
  auto program = Program::open(place);
  if (!program) return complain(program.error());
  const auto key = (*program)->database->write_now([&](Tx& tx) -> Result<audit::Keyring::Signer> {
    TRY_ASSIGN(const auto region, region::region_named(tx, options.region));
    return (*program)->audit_keys.new_key(tx, region);
  });
  if (!key) return complain(key.error());
  fmt::print("{} {}\n", key->key_number, crypto::to_hex(key->key.public_key()));
  return 0;
}

}  // namespace musubi::app
