// How long rows of the audit log waited for their seal: of every row written since an instant, from the beginning of the
// transaction that wrote it to the head that sealed it. The wait so counts the row's own commit, which is under way meanwhile.

/** SQL for both engines: longest and mean wait in ms, and of how many rows. `since`: microseconds since 1970, as rows carry it. */
const waitsSince = (since) => `select coalesce(max(h.at - a.at), 0) / 1000.0, coalesce(avg(h.at - a.at), 0) / 1000.0, count(*) from audit_leaf l
  join audit a on a.region_id = l.region_id and a.audit_id = l.audit_id
  join audit_head h on h.region_id = l.region_id
   and h.tree_size = (select min(x.tree_size) from audit_head x where x.region_id = l.region_id and x.tree_size > l.leaf_index)
 where a.at >= ${since}`;

/** The same, asked of the database at `url`; `run` runs a program and answers what it says. */
export function waitsIn(run, url, since) {
  const at = url.slice(url.indexOf(':') + 1);
  const said = url.startsWith('sqlite:') ? run('sqlite3', [at, waitsSince(since)]) : run('psql', ['-At', '-d', at, '-c', waitsSince(since)]);
  const [max, mean, rows] = said.trim().split('|').map(Number);
  return { max, mean, rows };
}

/** The clock rows are dated by. */
export const now = () => Date.now() * 1000;
