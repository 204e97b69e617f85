// Until when an invitation may be taken up: the one place that says which still can be, as SQL with the
// region as $1. Lists of people who were invited hold it.
#pragma once

/// `post`: SQL of the invited post, `now`: of the instant; null where no invitation is open.
#define MUSUBI_INVITED_UNTIL(post, now)                                                       \
  " (select max(i.expires_at) from invitation i where i.region_id = $1 and i.post_id = " post \
  " and i.used_at is null and i.revoked_at is null and i.expires_at > " now ") "
