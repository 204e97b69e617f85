// Fails the build when the JavaScript a first visit needs (the sign-in page) grows past its budget.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const budget = 150 * 1024;
const dist = new URL('../dist/', import.meta.url);
const html = await readFile(new URL('index.html', dist), 'utf8');
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'));
const needed = new Set();
function walk(key) {
  const chunk = manifest[key];
  if (!chunk || needed.has(chunk.file)) return;
  needed.add(chunk.file);
  for (const next of chunk.imports ?? []) walk(next);
}
walk('index.html');
walk('src/words/ja/index.ts');
walk('src/identity/sign-in-page.tsx');
let sum = 0;
for (const file of needed) sum += gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length;
console.log(
  `first load: ${(sum / 1024).toFixed(1)} KB of gzip JavaScript in ${needed.size} files (budget 150 KB)`,
);
if (!html.includes('type="module"') || sum > budget) process.exit(1);
