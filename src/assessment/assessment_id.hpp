// The id of one result of an instrument.
#pragma once
#include "base/ids.hpp"

namespace musubi {

using AssessmentId = Id<struct AssessmentTag>;

}  // namespace musubi
