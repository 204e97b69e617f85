// Which invitation may still be taken up, and until when: the one place that says so, as SQL with the region
// as $1. Taking one up asks by it, and lists of people who were invited hold it.
#pragma once

/// `i`: name of the invitation's table in the statement, `now`: SQL of the instant.
#define MUSUBI_INVITATION_OPEN(i, now) \
  " (" i ".used_at is null and " i ".revoked_at is null and " i ".expires_at > " now ") "

/// `post`: SQL of the invited post; null where no invitation is open.
#define MUSUBI_INVITED_UNTIL(post, now)                                                       \
  " (select max(i.expires_at) from invitation i where i.region_id = $1 and i.post_id = " post \
  " and" MUSUBI_INVITATION_OPEN("i", now) ") "
