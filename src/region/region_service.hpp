// The use cases of a region. Everybody reads the portal; members read the notices; operators change them.
#pragma once
#include <filesystem>

#include "access/access.hpp"
#include "db/database.hpp"
#include "file/file_service.hpp"
#include "history/history.hpp"
#include "region/region.hpp"

namespace musubi::region {

using access::Actor;

// --- for everybody ---

std::vector<PortalLine> portals(Tx& tx);
/// `reader`: a member who has shown two factors sees the members' documents as well.
Result<PortalView> portal(Tx& tx, std::string_view slug, const std::optional<Actor>& reader);
/// not_found for an unknown slug: for rooms whose doors begin at the portal.
Result<RegionId> region_named(Tx& tx, std::string_view slug);
Result<http::FileReply> portal_document(db::Database& database, file::Files& files, std::string_view slug,
                                        DocumentId document, const std::optional<Actor>& reader);

// --- for members ---

/// Operators see what is still to come, and what has expired, as well.
std::vector<NoticeView> notices(Tx& tx, const Actor& actor);

// --- for operators ---

Result<RegionView> settings(Tx& tx, const Actor& actor);
Result<RegionView> change_settings(Tx& tx, const Actor& actor, std::int64_t version, const RegionEdit& edit);
/// A new text that everybody has to accept before going on.
Result<RegionView> publish_pledge(Tx& tx, const Actor& actor, const NewPledge& pledge);
Result<NoticeView> add_notice(Tx& tx, const Actor& actor, const NewNotice& given);
Result<NoticeView> edit_notice(Tx& tx, const Actor& actor, NoticeId notice, std::int64_t version,
                               const NoticeEdit& edit);
Status remove_notice(Tx& tx, const Actor& actor, NoticeId notice, const Removal& removal);
Result<std::vector<DocumentView>> documents(Tx& tx, const Actor& actor);
Result<DocumentView> add_document(db::Database& database, file::Files& files, const Actor& actor,
                                  const DocumentQuery& given, const std::filesystem::path& body);
Status remove_document(Tx& tx, const Actor& actor, DocumentId document, const Removal& removal);
/// Who changed what, when and why: settings, notices, documents and facilities of the own region.
Result<history::AmendmentPage> read_history(Tx& tx, const Actor& actor, const history::HistoryQuery& query);

// --- for the command line and the demo: nobody is signed in ---

struct NewRegion {
  RegionId id{};  ///< nil: a new one
  std::string slug;
  std::string name;
  std::string greeting{};
  std::string how_to_join{};
  std::string contact{};
  std::string pledge_body{};  ///< empty: `kStandardPledge`
  bool names_in_access_log = false;
};
/// The text a region starts with; it is for its operators to make it theirs.
extern const std::string_view kStandardPledge;
/// `invalid` for a bad slug, `duplicate` if it is taken.
Result<RegionId> create_region(Tx& tx, const NewRegion& given);

}  // namespace musubi::region
