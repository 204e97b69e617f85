// What people do with a notebook, one function each: post, answer, edit, take back, mark, look back, search,
// export. Each asks access/ first and stays within the grant; none of them talks HTTP or files on disk.
// Rules: domain.md ("Who may do what", "Amendments") and issue 2, "notebook".
#pragma once
#include "notebook/notebook.hpp"
#include "notebook/notebook_scope.hpp"
#include "notebook/notebook_shelf.hpp"

namespace musubi::notebook {

using access::Actor;

// --- writing
// ------------------------------------------------------------------------------------------------

/// Idempotent by `entry.id`: the same again by the same author gives the first result; anything else is
/// `duplicate`.
Result<EntryView> post_entry(Tx& tx, const Actor& actor, PersonId person, const NewEntry& entry);
/// By its author; `conflict` with the present state if it is no longer `version`.
Result<EntryView> edit_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry, std::int64_t version,
                             const EntryEdit& edit);
/// By its author or a coordinator. The contents are gone for readers; who, when and why stay.
Result<EntryView> hide_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry,
                             const HideReason& reason);
/// Protective limits (児童虐待防止法 etc.): from which guardians this entry is kept. By who manages
/// guardians.
Status limit_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry, const HiddenFrom& limits);

Result<ReplyView> post_reply(Tx& tx, const Actor& actor, PersonId person, EntryId entry,
                             const NewReply& reply);
Result<ReplyView> edit_reply(Tx& tx, const Actor& actor, PersonId person, EntryId entry, ReplyId reply,
                             std::int64_t version, const ReplyEdit& edit);
Result<ReplyView> hide_reply(Tx& tx, const Actor& actor, PersonId person, EntryId entry, ReplyId reply,
                             const HideReason& reason);

// --- marks
// --------------------------------------------------------------------------------------------------

/// Entries that cannot be marked (own, hidden, not readable) are passed over without a word.
Status mark_read(Tx& tx, const Actor& actor, PersonId person, const ReadMarks& marks);
Result<EntryView> acknowledge(Tx& tx, const Actor& actor, PersonId person, EntryId entry, bool on);
Result<EntryView> confirm(Tx& tx, const Actor& actor, PersonId person, EntryId entry);
Result<EntryView> pin(Tx& tx, const Actor& actor, PersonId person, EntryId entry, bool on);
Status visit(Tx& tx, const Actor& actor, PersonId person);

// --- reading
// ------------------------------------------------------------------------------------------------

Result<EntryPage> read_timeline(Tx& tx, const Actor& actor, PersonId person, const TimelineQuery& query);
/// The same, from the shelf where it is the first page and nothing has been written since it was kept.
Result<KeptPage> read_timeline(Tx& tx, Shelf& shelf, const Actor& actor, PersonId person,
                               const TimelineQuery& query);
Result<EntryDetail> read_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry);
Result<std::vector<ReplyVersionView>> read_versions(Tx& tx, const Actor& actor, PersonId person,
                                                    EntryId entry, ReplyId reply);
Result<std::vector<EntryVersionView>> read_versions(Tx& tx, const Actor& actor, PersonId person,
                                                    EntryId entry);
Result<SearchPage> search(Tx& tx, const Actor& actor, PersonId person, const EntrySearch& query);
Result<Digest> read_digest(Tx& tx, const Actor& actor, PersonId person);
Result<AudienceView> read_audience(Tx& tx, const Actor& actor, PersonId person);
/// The actor's own people: what waits, what is urgent, what is unread.
Result<Today> read_today(Tx& tx, const Actor& actor);
/// The entries of a period as rows of text, header first; at most a year.
Result<std::vector<std::vector<std::string>>> export_entries(Tx& tx, const Actor& actor, PersonId person,
                                                             const ExportPeriod& period);

// --- for other rooms
// ----------------------------------------------------------------------------------------

/// What a list of people shows beside each: unread, asks, last entry. `grant` from access::require or a
/// decision.
struct NotebookFigures {
  std::int64_t unread = 0;
  std::int64_t asks = 0;
  std::optional<Time> last_entry_at;
};
NotebookFigures figures(Tx& tx, const Actor& actor, access::Grant grant);
/// The class of an entry of this person, for the audit record of a look at what is tied to it; none if there
/// is none.
std::optional<ClassSet> entry_classes(Tx& tx, RegionId region, PersonId person, EntryId entry);
/// Whether the grant reaches this entry and it still shows its contents: the question of a file tied to it.
bool may_read_entry(Tx& tx, const Actor& actor, const access::Grant& grant, EntryId entry);

}  // namespace musubi::notebook
