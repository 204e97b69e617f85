-- Lists of people who were invited tell until when they may come.
create index invitation_of_post on invitation (region_id, post_id);
