// Writes src/api/schema.d.ts from the description the program prints of itself, so that the app speaks just what the
// server speaks. Usage: node scripts/types.mjs [PROGRAM]   (default: $MUSUBI_BIN, then build/release/musubi)
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import openapiTS, { astToString } from 'openapi-typescript';

const root = resolve(import.meta.dirname, '../..');
const program = resolve(process.argv[2] ?? process.env.MUSUBI_BIN ?? `${root}/build/release/musubi`);
const target = resolve(root, 'web/src/api/schema.d.ts');
if (!existsSync(program)) {
  console.error(
    `${program} is not there: build the program first (scripts/build), the web app's types come from it.`,
  );
  process.exit(1);
}
const description = execFileSync(program, ['openapi'], { encoding: 'utf8', maxBuffer: 1 << 26 });
const text = `// Written by scripts/types.mjs from \`musubi openapi\`. Not kept in the repository.\n${astToString(
  await openapiTS(description),
)}`;
// The same text is not written again: nothing is rebuilt for it.
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
