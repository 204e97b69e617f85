#include "retention/holdings.hpp"

#include <algorithm>

#include "db/fulltext.hpp"

namespace musubi::retention {
namespace {

#define MUSUBI_OF_PERSON(kind, table) \
  { kind, table, "delete from " table " where region_id = $1 and person_id = $2" }
#define MUSUBI_PART_OF(kind, table, key, whole)                                                 \
  {                                                                                             \
    kind, table,                                                                                \
        "delete from " table " where region_id = $1 and " key " in (select " key " from " whole \
        " where region_id = $1 and person_id = $2)"                                             \
  }
/// Posts of guardians who have no other child here, and the accounts that have no other post: the family
/// itself. Asked before the rows that tie them to the person go.
#define MUSUBI_FAMILY_POSTS                                                                              \
  "(select p.post_id from post p join guardian g on g.region_id = p.region_id and g.post_id = p.post_id" \
  "  where p.region_id = $1 and p.kind = 'guardian' and g.person_id = $2 and not exists"                 \
  "   (select 1 from guardian o where o.region_id = $1 and o.post_id = p.post_id and o.person_id <> $2))"
#define MUSUBI_FAMILY_ACCOUNTS                                                           \
  "(select q.account_id from post q where q.region_id = $1 and q.account_id is not null" \
  "  and q.post_id in " MUSUBI_FAMILY_POSTS                                              \
  "  and not exists (select 1 from post x where x.account_id = q.account_id and x.post_id <> q.post_id))"
#define MUSUBI_OF_FAMILY_POST(table) \
  { "accounts", table, "delete from " table " where region_id = $1 and post_id in " MUSUBI_FAMILY_POSTS }
#define MUSUBI_OF_FAMILY_ACCOUNT(table)                                                        \
  {                                                                                            \
    "accounts", table,                                                                         \
        "delete from " table " where region_id = $1 and account_id in " MUSUBI_FAMILY_ACCOUNTS \
  }

constexpr Holding kHoldings[] = {
    // notebook
    MUSUBI_PART_OF("notebook", "entry_version", "entry_id", "entry"),
    MUSUBI_PART_OF("notebook", "entry_audience", "entry_id", "entry"),
    MUSUBI_PART_OF("notebook", "entry_hidden_from", "entry_id", "entry"),
    MUSUBI_PART_OF("notebook", "entry_shown_to", "entry_id", "entry"),
    MUSUBI_PART_OF("notebook", "entry_mention", "entry_id", "entry"),
    MUSUBI_PART_OF("notebook", "entry_file", "entry_id", "entry"),
    {"notebook", "reply_version",
     "delete from reply_version where region_id = $1 and reply_id in (select r.reply_id from reply r where"
     " r.region_id = $1 and r.entry_id in (select entry_id from entry where region_id = $1 and person_id = "
     "$2))"},
    MUSUBI_PART_OF("notebook", "reply", "entry_id", "entry"),
    MUSUBI_PART_OF("notebook", "receipt", "entry_id", "entry"),
    MUSUBI_OF_PERSON("notebook", "visit"),
    MUSUBI_OF_PERSON("notebook", "entry"),
    // record, growth
    MUSUBI_PART_OF("records", "record_version", "record_id", "record"),
    MUSUBI_OF_PERSON("records", "record"),
    MUSUBI_OF_PERSON("records", "record_limit"),
    MUSUBI_OF_PERSON("records", "growth_profile"),
    // assessment, sign
    MUSUBI_PART_OF("assessments", "assessment_version", "assessment_id", "assessment"),
    MUSUBI_OF_PERSON("assessments", "assessment"),
    MUSUBI_PART_OF("signs", "sign_version", "sign_id", "sign"),
    MUSUBI_OF_PERSON("signs", "sign"),
    // task, course, care
    MUSUBI_PART_OF("tasks", "task_version", "task_id", "task"),
    MUSUBI_OF_PERSON("tasks", "task"),
    MUSUBI_PART_OF("course", "course_event_version", "event_id", "course_event"),
    MUSUBI_OF_PERSON("course", "course_event"),
    MUSUBI_OF_PERSON("care", "care_part"),
    MUSUBI_OF_PERSON("care", "care_instruction"),
    MUSUBI_OF_PERSON("care", "care_card"),
    // document
    MUSUBI_PART_OF("documents", "document_answer", "document_id", "person_document"),
    MUSUBI_PART_OF("documents", "document_version", "document_id", "person_document"),
    MUSUBI_PART_OF("documents", "document_event", "document_id", "person_document"),
    MUSUBI_PART_OF("documents", "document_comment", "document_id", "person_document"),
    MUSUBI_PART_OF("documents", "document_review", "document_id", "person_document"),
    MUSUBI_OF_PERSON("documents", "person_document"),
    // handover
    MUSUBI_PART_OF("handovers", "handover_item", "handover_id", "handover"),
    MUSUBI_PART_OF("handovers", "handover_version", "handover_id", "handover"),
    MUSUBI_PART_OF("handovers", "handover_step", "handover_id", "handover"),
    MUSUBI_OF_PERSON("handovers", "handover"),
    // intake
    MUSUBI_PART_OF("intakes", "intake_version", "intake_id", "intake"),
    MUSUBI_OF_PERSON("intakes", "intake"),
    MUSUBI_OF_PERSON("intakes", "waiting_step"),
    // schoolentry
    MUSUBI_PART_OF("school_entries", "school_entry_step", "entry_id", "school_entry"),
    MUSUBI_OF_PERSON("school_entries", "school_entry"),
    // breakglass, oversight
    MUSUBI_PART_OF("emergency", "break_glass_end", "break_glass_id", "break_glass"),
    MUSUBI_PART_OF("emergency", "break_glass_review", "break_glass_id", "break_glass"),
    MUSUBI_PART_OF("emergency", "break_glass_seen", "break_glass_id", "break_glass"),
    MUSUBI_OF_PERSON("emergency", "break_glass"),
    MUSUBI_OF_PERSON("emergency", "break_glass_search"),
    MUSUBI_PART_OF("questions", "look_answer", "question_id", "look_question"),
    MUSUBI_OF_PERSON("questions", "look_question"),
    // consent, team
    MUSUBI_OF_PERSON("consents", "consent_party"),
    MUSUBI_OF_PERSON("consents", "consent_purpose_end"),
    MUSUBI_OF_PERSON("consents", "consent_version"),
    MUSUBI_OF_PERSON("consents", "consent"),
    MUSUBI_OF_PERSON("team", "seat_version"),
    MUSUBI_OF_PERSON("team", "seat_opening"),
    MUSUBI_PART_OF("team", "seat_suggestion_version", "suggestion_id", "seat_suggestion"),
    MUSUBI_OF_PERSON("team", "seat_suggestion"),
    MUSUBI_OF_PERSON("team", "seat"),
    // identity: the accounts of the family
    MUSUBI_OF_FAMILY_ACCOUNT("session"),
    MUSUBI_OF_FAMILY_ACCOUNT("sign_in"),
    MUSUBI_OF_FAMILY_ACCOUNT("recovery_code"),
    MUSUBI_OF_FAMILY_ACCOUNT("passkey"),
    MUSUBI_OF_FAMILY_ACCOUNT("oidc_link"),
    MUSUBI_OF_FAMILY_ACCOUNT("draft_key"),
    MUSUBI_OF_FAMILY_ACCOUNT("password_reset"),
    MUSUBI_OF_FAMILY_ACCOUNT("account"),
    MUSUBI_OF_FAMILY_POST("invitation"),
    MUSUBI_OF_FAMILY_POST("pledge_acceptance"),
    MUSUBI_OF_FAMILY_POST("post_version"),
    MUSUBI_OF_FAMILY_POST("post"),
    // person
    MUSUBI_OF_PERSON("guardians", "guardian_version"),
    MUSUBI_OF_PERSON("guardians", "guardian"),
    MUSUBI_OF_PERSON("profile", "allergy"),
    MUSUBI_OF_PERSON("profile", "schooling"),
    MUSUBI_OF_PERSON("profile", "person_version"),
    MUSUBI_OF_PERSON("profile", "person"),
    // file, and what tells of changes
    MUSUBI_OF_PERSON("files", "file"),
    MUSUBI_OF_PERSON("keys", "person_key"),
    MUSUBI_OF_PERSON("changes", "change"),
    // retention
    MUSUBI_OF_PERSON("keeping", "person_end"),
    MUSUBI_OF_PERSON("keeping", "retention_hold"),
    // Drawn by triggers whenever one of the above goes, so it goes last.
    MUSUBI_OF_PERSON("changes", "notebook_state"),
};

constexpr std::string_view kOtherTables[] = {
    // of the region and its facilities
    "region", "agreement", "agreement_profession", "guest_facility", "guest_post", "pledge", "notice",
    "region_document", "amendment", "facility", "application", "application_version", "application_document",
    "intake_desk", "waiting_limits", "vacancy", "form", "form_version", "form_draft", "form_event",
    "sign_rule_switch", "retention_period", "data_key", "school_entry_calendar", "oidc_provider",
    "device_authority", "device", "device_code", "device_certificate", "sign_in_policy",
    "sign_in_policy_version",
    // of posts, or of strangers
    "throttle", "passkey_challenge", "oidc_attempt", "break_glass_bar", "break_glass_bar_lift",
    // what stays of everybody: opaque ids, no names, no texts
    "audit", "audit_sealed_to", "audit_leaf", "audit_node", "audit_tree", "audit_key", "audit_head",
    "audit_witness", "audit_witnessed", "shredding", "shredding_file",
    // entry by entry, through db/fulltext
    "search_item", "search_text", "search_text_data", "search_text_idx", "search_text_content",
    "search_text_docsize", "search_text_config",
    // of the installation: keys, and who runs
    "root_key", "kept_secret", "key_server",
    // of the database itself
    "schema_migration", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"};

void count(std::vector<ShreddedKind>& kinds, std::string_view kind, std::int64_t rows) {
  if (rows == 0) return;
  const auto found = std::ranges::find(kinds, kind, &ShreddedKind::kind);
  if (found == kinds.end())
    kinds.push_back({std::string(kind), rows});
  else
    found->rows += rows;
}

}  // namespace

std::span<const Holding> holdings() {
  return kHoldings;
}
std::span<const std::string_view> other_tables() {
  return kOtherTables;
}

Erased erase(Tx& tx, RegionId region, PersonId person) {
  Erased out;
  out.files =
      tx.all<FileId>("select file_id from file where region_id = $1 and person_id = $2", region, person);
  out.keys = tx.one<std::int64_t>("select count(*) from person_key where region_id = $1 and person_id = $2",
                                  region, person);
  const auto entries =
      tx.all<EntryId>("select entry_id from entry where region_id = $1 and person_id = $2", region, person);
  for (const auto& entry : entries) db::remove_text(tx, region, entry.uuid);
  count(out.kinds, "search", static_cast<std::int64_t>(entries.size()));
  for (const auto& holding : holdings())
    count(out.kinds, holding.kind, tx.run(holding.erase, region, person));
  return out;
}

}  // namespace musubi::retention
