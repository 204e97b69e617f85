// The id of one record.
#pragma once
#include "base/ids.hpp"

namespace musubi {

using RecordId = Id<struct RecordTag>;

}  // namespace musubi
