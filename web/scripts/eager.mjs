// The code every page begins with asks to be compiled whole, beside the page's thread, while it comes in (V8's explicit
// compile hints). Without it the engine reads each function twice, the second time when the page first calls it and
// everybody waits. Engines that do not know the comment pass over it. It has to be a file's first line, so it is written
// once Vite is done.
import { readFile, writeFile } from 'node:fs/promises';

const hint = '//# allFunctionsCalledOnLoad\n';
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'));
const files = new Set();
const walk = ({ file, imports = [] }) => {
  if (files.has(file)) return;
  files.add(file);
  for (const key of imports) walk(manifest[key]);
};
walk(manifest['index.html']);
for (const file of files) {
  const path = new URL(file, dist);
  await writeFile(path, hint + (await readFile(path, 'utf8')));
}
