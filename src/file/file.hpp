// Files: what people attach. A file is first taken in (unbound, seen by its uploader only), then bound to one
// thing, and from then on exactly those see it who see that thing. This room never decides who that is:
// access/ does, and the rooms that own entries and consents are asked. Rules: issue 2, "notebook"; contract
// `POST /people/{person}/files`.
#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace musubi::file {

/// What a file hangs on. `unbound` ones are removed after a while.
/// `document`: of the region's portal; `signature`: under a plan or document of a person.
enum class BoundTo { unbound, entry, consent, photo, document, application, signature, assessment };
BOOST_DESCRIBE_ENUM(BoundTo, unbound, entry, consent, photo, document, application, signature, assessment)

/// What may be taken in.
enum class Accept { any, picture };

/// A region's key for contents, without the key.
struct DataKey {
  std::int64_t number = 0;
  Time made_at{};
  std::int64_t files = 0;  ///< sealed with it
};
BOOST_DESCRIBE_STRUCT(DataKey, (), (number, made_at, files))

struct FileView {
  FileId id;
  std::string content_type;
  std::string filename;
  std::int64_t size = 0;
  std::int64_t width = 0;  ///< 0 for PDF
  std::int64_t height = 0;
  bool has_thumbnail = false;
};
BOOST_DESCRIBE_STRUCT(FileView, (), (id, content_type, filename, size, width, height, has_thumbnail))

/// Contents ready to be kept: of a known type, without metadata.
struct Prepared {
  std::string content_type;
  std::string filename;
  std::string bytes;
  std::string thumbnail;  ///< WebP; empty for PDF
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// Whose a file is: of a person, or (documents) of the region alone. Nobody's post where an applicant, who
/// has none yet, sends it.
struct Owner {
  RegionId region;
  std::optional<PersonId> person{};
  std::optional<PostId> uploaded_by{};
};

/// One of several files that come together.
struct Incoming {
  std::filesystem::path body;
  std::string filename;
};

/// Files that come together, and what they hang on from the first moment.
struct Batch {
  std::span<const Incoming> files;
  Accept accept = Accept::any;
  BoundTo bound_to = BoundTo::unbound;
  std::optional<Uuid> bound_id{};
  std::string field{};  ///< of the request: an objection to the second is told at `documents[1]`
};

}  // namespace musubi::file
