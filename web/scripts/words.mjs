// A plugin of Vite: messages of the catalogues (src/words/ja, src/words/en) are parsed here and not in the browser, in
// development and tests too. A message with nothing to fill in stays a text; any other becomes Lingui's compiled form. One
// that cannot be parsed, or that is no plain text in the source, stops the build.
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

const catalogue = /\/src\/words\/(ja|en)\/[a-z]+\.ts$/;

/** `['text']` says no more than its text. */
function compiled(message) {
  const parts = compileMessageOrThrow(message);
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

/** The same module with its messages parsed; `parse` gives the tree of a module (ESTree). */
export function compileModule(code, parse) {
  const places = [];
  for (const { declaration } of parse(code).body)
    for (const { init } of declaration?.declarations ?? [])
      for (const entry of init?.type === 'ObjectExpression' ? init.properties : []) {
        if (entry.type !== 'Property') continue; // the parts of a catalogue, put together
        if (typeof entry.value.value !== 'string')
          throw new Error(`the message at ${code.slice(entry.start, entry.end)} is no plain text`);
        places.push(entry.value);
      }
  let made = '';
  let at = 0;
  for (const { start, end, value } of places) {
    made += code.slice(at, start) + JSON.stringify(compiled(value));
    at = end;
  }
  return made + code.slice(at);
}

export const compiledWords = () => ({
  name: 'musubi-words',
  enforce: 'post', // the types are gone by then
  transform(code, id) {
    if (!catalogue.test(id)) return null;
    return { code: compileModule(code, (text) => this.parse(text)), map: null };
  },
});
