// A region: its portal for everybody, its notices and documents, its pledge (誓約書), its settings. The unit
// of tenancy: nothing here reaches over its border. This room knows no person and no account. Rules: issue 2,
// "region, facility, staff"; contract "region".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace musubi::region {

struct CodeView {
  std::string code;
  std::string ja;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (code, ja, en))

struct PortalLine {
  std::string slug;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PortalLine, (), (slug, name))

struct PortalNotice {
  NoticeId id;
  std::string title;
  std::string body;
  Date published_on;
};
BOOST_DESCRIBE_STRUCT(PortalNotice, (), (id, title, body, published_on))

struct PortalDocument {
  DocumentId id;
  std::string title;
  std::string content_type;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(PortalDocument, (), (id, title, content_type, size))

struct PortalView {
  std::string slug;
  std::string name;
  std::string greeting;
  std::string how_to_join;
  std::string contact;
  std::int64_t pledge_version = 0;
  std::string pledge_body;
  std::vector<PortalNotice> notices;
  std::vector<PortalDocument> documents;
  std::vector<CodeView> facility_types;
  std::vector<CodeView> professions;
};
BOOST_DESCRIBE_STRUCT(PortalView, (),
                      (slug, name, greeting, how_to_join, contact, pledge_version, pledge_body, notices,
                       documents, facility_types, professions))

struct NoticeView {
  NoticeId id;
  std::string title;
  std::string body;
  bool is_public = false;
  Date published_on;
  std::optional<Date> expires_on;  ///< the last day
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(NoticeView, (), (id, title, body, is_public, published_on, expires_on, version))

struct NewNotice {
  NoticeId id;
  RequiredLine<200> title;
  RequiredProse<10000> body;
  bool is_public = false;
  Date published_on;
  std::optional<Date> expires_on;
};
BOOST_DESCRIBE_STRUCT(NewNotice, (), (id, title, body, is_public, published_on, expires_on))

struct NoticeEdit {
  RequiredLine<200> title;
  RequiredProse<10000> body;
  bool is_public = false;
  Date published_on;
  std::optional<Date> expires_on;
  std::optional<Line<500>> reason{};
};
BOOST_DESCRIBE_STRUCT(NoticeEdit, (), (title, body, is_public, published_on, expires_on, reason))

struct RegionView {
  RegionId id;
  std::string slug;
  std::string name;
  std::string greeting;
  std::string how_to_join;
  std::string contact;
  bool names_in_access_log = false;
  std::int64_t own_account_from = 0;  ///< the least age of an account of one's own (本人アカウント); 0: none
  std::int64_t pledge_version = 0;
  std::string pledge_body;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RegionView, (),
                      (id, slug, name, greeting, how_to_join, contact, names_in_access_log, own_account_from,
                       pledge_version, pledge_body, version))

struct RegionEdit {
  Name<100> name;
  Prose<5000> greeting;
  Prose<5000> how_to_join;
  Prose<2000> contact;
  bool names_in_access_log = false;
  std::optional<Line<500>> reason{};
  std::optional<Whole<0, 17>> own_account_from{};  ///< none: as it is
};
BOOST_DESCRIBE_STRUCT(RegionEdit, (),
                      (name, greeting, how_to_join, contact, names_in_access_log, reason, own_account_from))

struct NewPledge {
  RequiredProse<20000> body;
  std::optional<Line<500>> reason{};
};
BOOST_DESCRIBE_STRUCT(NewPledge, (), (body, reason))

/// Why a notice or a document is taken down. It stays in the history.
struct Removal {
  RequiredLine<500> reason;
  std::optional<std::int64_t> version{};  ///< refuse if it was changed since
};
BOOST_DESCRIBE_STRUCT(Removal, (), (reason, version))

struct DocumentView {
  DocumentId id;
  std::string title;
  bool is_public = false;
  std::string content_type;
  std::int64_t size = 0;
  Time created_at{};
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (id, title, is_public, content_type, size, created_at))

struct DocumentQuery {
  RequiredLine<200> title;
  bool is_public = false;
};
BOOST_DESCRIBE_STRUCT(DocumentQuery, (), (title, is_public))

// --- what the history keeps of a state (history.hpp)

struct KeptRegion {
  std::string name, greeting, how_to_join, contact;
  bool names_in_access_log = false;
  std::int64_t pledge_version = 0;
  std::optional<std::int64_t> own_account_from{};  ///< none: no such accounts
};
BOOST_DESCRIBE_STRUCT(KeptRegion, (),
                      (name, greeting, how_to_join, contact, names_in_access_log, pledge_version,
                       own_account_from))
struct KeptNotice {
  std::string title, body;
  bool is_public = false;
  Date published_on;
  std::optional<Date> expires_on;
  bool taken_down = false;
};
BOOST_DESCRIBE_STRUCT(KeptNotice, (), (title, body, is_public, published_on, expires_on, taken_down))
struct KeptDocument {
  std::string title;
  bool is_public = false;
  bool taken_down = false;
};
BOOST_DESCRIBE_STRUCT(KeptDocument, (), (title, is_public, taken_down))

/// The short name in a region's address: 2 to 40 of `a-z 0-9 -`, beginning and ending with a letter or digit.
bool is_slug(std::string_view text);

}  // namespace musubi::region
