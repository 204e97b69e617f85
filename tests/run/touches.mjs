// What each file of tests/api and tests/e2e is asked for at once: the rooms of src/ and web/src/ whose change it shows best.
// `./test` asks these; everything is asked by `./test --all` and by CI, so a line too few is found late, not never.
// A file that is not here is asked after every change.

/** Rooms by file; `src` stands for all of src/. `parts`, `api`, `words` and `today` are rooms of the web app alone. */
export const touches = {
  'api/assessments': ['assessment', 'growth', 'file', 'print'],
  'api/audit': ['audit', 'oversight'],
  'api/bad_files': ['file', 'region', 'facility', 'staff'],
  'api/bad_http': ['http'],
  'api/bad_text': ['base', 'http'],
  'api/break_glass': ['breakglass', 'access'],
  'api/care': ['care', 'print'],
  'api/clock': ['base', 'db'],
  'api/course': ['course', 'print'],
  'api/demo': ['demo'],
  'api/devices': ['device', 'http', 'identity', 'crypto'],
  'api/documents': ['document', 'form', 'print'],
  'api/doubles': ['person'],
  'api/full_disk': ['db', 'file'],
  'api/handover': ['handover', 'access'],
  'api/intake': ['intake', 'access'],
  'api/kill': ['db', 'audit'],
  'api/keys': ['file', 'crypto', 'app'],
  'api/limits': ['access', 'notebook'],
  'api/matrix': ['src'],
  'api/names': ['base', 'person'],
  'api/oidc': ['identity', 'crypto'],
  'api/openapi': ['src'],
  'api/passkey': ['crypto', 'identity'],
  'api/password_reset': ['identity'],
  'api/records': ['record', 'growth', 'print'],
  'api/restart': ['db', 'app'],
  'api/retention': ['retention', 'file', 'person'],
  'api/schoolentry': ['schoolentry', 'document', 'form'],
  'api/search': ['person', 'notebook'],
  'api/signs': ['sign', 'record', 'assessment'],
  'api/staff': ['staff'],
  'api/start': ['app', 'db'],
  'api/swap': ['access', 'person', 'team', 'consent', 'file', 'notebook', 'record', 'breakglass', 'task', 'course', 'assessment'],
  'api/tasks': ['task'],
  'e2e/accessibility': ['parts', 'app', 'words', 'today', 'team', 'consent', 'person', 'staff'],
  'e2e/assessments': ['assessment', 'course'],
  'e2e/break-glass': ['breakglass'],
  'e2e/childhoods': ['demo', 'handover', 'care'],
  'e2e/care': ['care', 'breakglass'],
  'e2e/course': ['course'],
  'e2e/documents': ['document', 'form'],
  'e2e/first-day': ['region', 'facility'],
  'e2e/handover': ['handover'],
  'e2e/intake': ['intake', 'region', 'today'],
  'e2e/notebook': ['notebook', 'notify', 'api', 'app'],
  'e2e/oversight': ['oversight', 'audit'],
  'e2e/passkey': ['identity'],
  'e2e/password-reset': ['identity', 'staff'],
  'e2e/record-pages': ['record', 'growth'],
  'e2e/records': ['record', 'growth', 'print'],
  'e2e/schoolentry': ['schoolentry'],
  'e2e/signs': ['sign', 'task'],
  'e2e/tasks': ['task', 'today'],
};

/**
 * Walks over all routes, asked for the rooms that changed (MUSUBI_TEST_ROOMS), or for all where one of these did: they
 * decide for every route.
 */
export const walks = { 'api/matrix': ['access', 'http', 'identity'] };
