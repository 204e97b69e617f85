// Fails the build when the JavaScript a first visit needs (signing in, or a region's portal) grows past its budget.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const budget = 150 * 1024;
const dist = new URL('../dist/', import.meta.url);
const html = await readFile(new URL('index.html', dist), 'utf8');
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'));
/** Every file that comes with these entries; one that the build does not know is a fault of this script. */
function filesOf(entries) {
  const needed = new Set();
  const walk = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no ${key}`);
    if (needed.has(chunk.file)) return;
    needed.add(chunk.file);
    for (const next of chunk.imports ?? []) walk(next);
  };
  entries.forEach(walk);
  return [...needed];
}
/** What a first visit loads, in the larger language. */
const visits = {
  'sign-in': (lang) => ['index.html', `src/words/${lang}/core.ts`, 'src/identity/sign-in-page.tsx'],
  portal: (lang) => [
    'index.html',
    `src/words/${lang}/core.ts`,
    `src/words/${lang}/portal.ts`,
    'src/region/portal-page.tsx',
  ],
};
let most = 0;
for (const [name, entries] of Object.entries(visits)) {
  const sums = [];
  for (const lang of ['ja', 'en']) {
    let sum = 0;
    for (const file of filesOf(entries(lang)))
      sum += gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length;
    sums.push(sum);
  }
  const sum = Math.max(...sums);
  most = Math.max(most, sum);
  console.log(`first load of ${name}: ${(sum / 1024).toFixed(1)} KB of gzip JavaScript (budget 150 KB)`);
}
if (!html.includes('type="module"') || most > budget) process.exit(1);
