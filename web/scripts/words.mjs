// A plugin of Vite: messages of the catalogues (src/words/ja, src/words/en) are parsed here and not in the browser, in
// development and tests too. A message with nothing to fill in stays a text; any other becomes Lingui's compiled form. One
// that cannot be parsed, or that is no plain text in the source, stops the build. A catalogue is written as JSON in a text,
// which engines read in a fraction of the time they take for the same as script.
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

const catalogue = /\/src\/words\/(ja|en)\/[a-z]+\.ts$/;

/** `['text']` says no more than its text. */
function compiled(message) {
  const parts = compileMessageOrThrow(message);
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

/** The same module with its messages parsed; `parse` gives the tree of a module (ESTree). */
export function compileModule(code, parse) {
  const made = [];
  let at = 0;
  for (const { declaration } of parse(code).body)
    for (const { init } of declaration?.declarations ?? []) {
      if (init?.type !== 'ObjectExpression') continue;
      if (init.properties.some((entry) => entry.type !== 'Property')) continue; // the parts of a catalogue, put together
      const words = JSON.stringify(Object.fromEntries(init.properties.map((entry) => message(entry, code))));
      made.push(code.slice(at, init.start), `/* @__PURE__ */ JSON.parse(${JSON.stringify(words)})`);
      at = init.end;
    }
  return made.join('') + code.slice(at);
}
function message({ key, value, start, end }, code) {
  if (typeof value.value !== 'string')
    throw new Error(`the message at ${code.slice(start, end)} is no plain text`);
  return [key.value ?? key.name, compiled(value.value)];
}

export const compiledWords = () => ({
  name: 'musubi-words',
  enforce: 'post', // the types are gone by then
  transform(code, id) {
    if (!catalogue.test(id)) return null;
    return { code: compileModule(code, (text) => this.parse(text)), map: null };
  },
});
