// What every measurement does as a user: signs in, posts and searches with wrk.
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';

function totp(secret, step) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** `session.send` asks as that account; `passwordMs` is what the password alone took. */
export async function signIn(server, account) {
  let cookie = '';
  let csrf = '';
  const send = async (method, path, body) => {
    const response = await fetch(`${server.origin}/api/v1${path}`, {
      method,
      headers: { ...(cookie && { cookie }), ...(csrf && { 'x-csrf-token': csrf }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie()[0];
    if (set) cookie = set.split(';')[0];
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    if (answer.csrf_token) csrf = answer.csrf_token;
    return answer;
  };
  const began = performance.now();
  await send('POST', '/session', { login: account.login, password: account.password });
  const passwordMs = performance.now() - began;
  const state = await send('POST', '/session/totp', { code: totp(account.totp_secret, Math.floor(Date.now() / 30_000)) });
  if (state.state === 'choose_post') await send('PUT', '/session/post', { post_id: account.post_id });
  return { send, passwordMs, get cookie() { return cookie; }, get csrf() { return csrf; } };
}

/** The body of every posted entry. */
export const words = '計測のための記事です。今日は園庭で元気に遊び、給食は八割ほど食べました。午睡のあとも機嫌よく過ごしています。';

/** Writes a script for wrk into `file`: each request posts one more entry to that person. Answers the bytes of a body. */
export function postScript(file, session, person) {
  const body = JSON.stringify({ id: 'ID', category: 'report', info_class: 'basic', importance: 'normal', body: words,
    asks_confirmation: false, whole_team: true, with_guardians: false, seat_ids: [], mention_post_ids: [], file_ids: [] });
  writeFileSync(file, `
    local count = 0
    local thread_number = 0
    function setup(thread) thread:set("seat", thread_number); thread_number = thread_number + 1 end
    function init() math.randomseed(os.time() * 10 + seat) end
    local body = [==[${body}]==]
    function request()
      count = count + 1
      local id = string.format("%08x-%04x-7%03x-8%03x-%06x%06x", os.time(), math.random(0, 65535), math.random(0, 4095),
                               seat, count, math.random(0, 16777215))
      return wrk.format("POST", "/api/v1/people/${person}/entries",
        { ["Cookie"] = "${session.cookie}", ["X-CSRF-Token"] = "${session.csrf}", ["Content-Type"] = "application/json" },
        (body:gsub('"ID"', '"' .. id .. '"', 1)))
    end`);
  return Buffer.byteLength(body);
}

/**
 * Writes a script for wrk into `file`: each request searches the notebook of the next person for the next word. Its last line is
 * the latency as wrk itself took it: 50th and 95th percentile in ms, answers, answers that were no 2xx.
 */
export function searchScript(file, session, people, looked) {
  const list = (texts) => texts.map((text) => JSON.stringify(text)).join(', ');
  writeFileSync(file, `
    local words = { ${list(looked)} }
    local people = { ${list(people)} }
    local count = 0
    function request()
      count = count + 1
      return wrk.format("POST", "/api/v1/people/" .. people[count % #people + 1] .. "/search",
        { ["Cookie"] = "${session.cookie}", ["X-CSRF-Token"] = "${session.csrf}", ["Content-Type"] = "application/json" },
        '{"q":"' .. words[math.floor(count / #people) % #words + 1] .. '"}')
    end
    function done(summary, latency)
      io.write(string.format("\\n%.3f %.3f %d %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
        summary.requests, summary.errors.status))
    end`);
}
