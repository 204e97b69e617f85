// What happens round a child while one guardian stands under a protective limit: a thing of every room, each shared with
// "the guardians", and changes of the facts that tell where the family lives. Each holds 築山, and none may reach them.
import { v7 } from 'uuid';
import { png } from './files.ts';
import { ok, type Things, upload } from './things.ts';

/** Made by those who may; answers the ids of what was made. */
export async function liveOn(things: Things): Promise<string[]> {
  const { coordinator } = things.cast;
  const { mother } = things.cast.clients;
  const at = (path: string) => `/people/${things.person}${path}`;
  const made: string[] = [];
  const keep = (thing: { id: string }) => made.push(thing.id);

  const entry = await things.entry({ body: '築山の近くへ引っ越しました。', asks_confirmation: true, file_ids: [await things.fileOf(coordinator)] });
  keep(entry);
  keep(await things.reply(entry.id));
  await ok(coordinator.put(at(`/entries/${entry.id}/pin`), { on: true }));
  await ok(mother.put(at(`/entries/${entry.id}/confirm`), {}));
  keep(await ok(mother.post(at('/entries'), things.newEntry({ body: '築山公園へ行きました。', info_class: 'family' }))));
  keep(await things.record());
  keep((await ok(coordinator.post(at('/records'), { items: [things.newRecord({ value: 41.5, note: '築山' })] })))[0]);
  keep(await things.task());
  keep(await things.event());
  keep((await things.handover('sent')).line);
  keep((await things.schoolEntry()).line);
  keep(await things.instruction());
  keep(await things.assessment());
  made.push(await (await things.documents()).shared(), await (await things.documents()).agreed());
  keep(await things.guardian());
  await things.consent(); // its line, without names, is in the list of consents
  keep(await ok(mother.post(at('/access-log/questions'), { id: v7(), look: await things.look(), body: '築山の家から見ましたか。' })));

  keep(await ok(mother.post(at('/seat-suggestions'), things.newSuggestion({ why: '築山の教室に通っています。' }))));

  const team = await ok(coordinator.get(at('/team')));
  const seat = team.find((s: { post_id: string }) => s.post_id === things.cast.clients.seat.account!.post_id);
  await ok(coordinator.put(at(`/team/${seat.id}`), {
    role: seat.role, duty: '築山町への送迎', classes: seat.classes, starts_on: seat.starts_on,
  }, { 'if-match': `"${seat.version}"` }));
  const { family_name, given_name, family_kana, given_kana, birth_date, sex, language, version } = await things.profile();
  await ok(coordinator.put(at(''), {
    family_name, given_name, family_kana, given_kana, birth_date, sex, language,
    alert: '発作のときは築山病院へ', postal_code: '', address: '築山町1-2', phone: '090-0000-1234', note: '築山の家',
  }, { 'if-match': `"${version}"` }));
  await ok(coordinator.send('PUT', `/api/v1${at('/photo')}`, png(20, 20), upload));
  const { schools, version: next } = await things.profile();
  const school = { id: v7(), facility_id: things.cast.facility, facility_name: '', grade: '', class_name: '築山組', starts_on: '2026-01-05', ends_on: null };
  await ok(coordinator.put(at('/schools'), { items: [...schools, school] }, { 'if-match': `"${next}"` }));
  return made;
}
