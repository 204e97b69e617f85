// The words of a PDF as Cairo writes it: streams are inflated, glyphs are read back through each font's ToUnicode map.
import { inflateSync } from 'node:zlib';

type Font = (codes: string) => string;

function inflated(object: string): string {
  const from = object.indexOf('stream\n');
  if (from === -1 || !object.includes('/FlateDecode')) return '';
  return inflateSync(Buffer.from(object.slice(from + 7, object.lastIndexOf('endstream')), 'latin1')).toString('latin1');
}
const hex = (utf16: string): string => Buffer.from(utf16, 'hex').swap16().toString('utf16le');

/** Reads `<0001> <0003> <3042>` and `<0001> <3042>`. */
function fontOf(map: string): Font {
  const letters = new Map<number, string>();
  let width = 4;
  for (const [, body] of map.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g))
    for (const [, code, words] of body!.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      width = code!.length;
      letters.set(parseInt(code!, 16), hex(words!));
    }
  for (const [, body] of map.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g))
    for (const [, first, last, start, list] of body!.matchAll(/<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])/g)) {
      width = first!.length;
      const all = [...(list ?? '').matchAll(/<(\w+)>/g)].map(([, words]) => hex(words!));
      for (let code = parseInt(first!, 16), i = 0; code <= parseInt(last!, 16); ++code, ++i)
        letters.set(code, all[i] ?? String.fromCodePoint(parseInt(start!, 16) + i));
    }
  return (codes) => (codes.match(new RegExp(`.{${width}}`, 'g')) ?? []).map((code) => letters.get(parseInt(code, 16)) ?? '').join('');
}
const latin = (literal: string): string =>
  literal.replace(/\\(\d{3}|.)/g, (_, c: string) => (c.length === 3 ? String.fromCharCode(parseInt(c, 8)) : c));

/** All of it in the order it was drawn, without spaces and line ends. */
export function pdfText(pdf: Buffer): string {
  const objects = new Map<string, string>();
  for (const [, number, body] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\s([\s\S]*?)\sendobj/g)) objects.set(number!, body!);
  const fonts = new Map<string, Font>();
  for (const body of objects.values())
    for (const [, name, number] of body.matchAll(/\/(f-\d+-\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number!) ?? '')?.[1];
      if (map) fonts.set(name!, fontOf(inflated(objects.get(map)!)));
    }
  let words = '';
  for (const body of objects.values()) {
    let font: Font | undefined;
    const drawn = inflated(body);
    if (!/^BT$/m.test(drawn)) continue; // a font, a picture, a map
    for (const [, name, codes, literal] of drawn.matchAll(/\/(f-\d+-\d+) \S+ Tf|<([0-9a-f\s]+)>|\(((?:\\.|[^\\)])*)\)/g)) {
      if (name) font = fonts.get(name);
      else if (codes && font) words += font(codes.replace(/\s/g, '')); // lines break anywhere
      else if (literal) words += latin(literal);
    }
  }
  return words.replace(/\s/g, '');
}
