// What documents are called, for rooms that point to them.
#pragma once
#include <string>
#include <vector>

#include "access/access.hpp"
#include "document/document.hpp"

namespace musubi::document {

struct DocumentMark {
  PersonDocumentId id;
  std::string title;
  Date on;  ///< it came into force, or was begun
};
/// Those that the grant reaches, without a guard.
std::vector<DocumentMark> document_marks(Tx& tx, const access::Actor& actor, const access::Grant& grant);

}  // namespace musubi::document
