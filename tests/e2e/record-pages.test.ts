// The pages of records and growth, as two professions see them: read by axe, by a thumb, light and dark.
import { expect, test } from 'vitest';
import { desk, findings, phone } from '../support/browser.ts';
import { lookClosely, settled } from './pages/look.ts';
import { Stage } from './pages/stage.ts';

const stage = new Stage({ entries: 60 });
const { faults, signedIn, hinata } = stage;

const pages = [
  ['records', ''], ['record-new', '/new'], ['record-charts', '/charts'], ['growth', '/growth'], ['record-limits', '/limits'],
] as const;
test.each([['doctor', phone], ['teacher', desk]] as const)('no page of records has findings of axe, small targets or sideways scrolling for the %s', async (login, size) => {
  const page = await signedIn(login, size);
  const person = await hinata(page);
  for (const [name, path] of pages) {
    await page.goto(`${person}/records${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
    expect(await findings(page), `${name} for the ${login}`).toEqual([]);
    await lookClosely(page, name, undefined, login === 'doctor');
  }
  expect(faults).toEqual([]);
});
