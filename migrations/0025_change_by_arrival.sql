-- The order in which PostgreSQL's readers of the change feed go through it (db/change_feed.cpp): without it every wake
-- reads the whole feed. SQLite reads by position.
-- @postgres
create index change_by_arrival on change (xid, position);
