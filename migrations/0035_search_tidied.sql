-- FTS5 put its pieces together within every 64th post or so, which then waited for 14 to 30 ms. From here on `db/index_keeper` does
-- it between the posts, a little at a time; beyond 16 pieces of a kind FTS5 still does it at once.
-- https://www.sqlite.org/fts5.html#the_automerge_configuration_option
-- @sqlite
insert into search_text (search_text, rank) values ('automerge', 0);
-- @both
