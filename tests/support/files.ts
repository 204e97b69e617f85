// Files as people hand them in, made here: nothing real, nothing copied.
import { randomFillSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';

function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; ++bit) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** What a file that is the whole body is called (RFC 8187). */
export const named = (filename: string): Record<string, string> => ({
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
});

/** The same picture with a comment in it, as cameras and programs leave them. */
export function withComment(picture: Buffer, comment: string): Buffer {
  const end = picture.length - 12; // IEND
  return Buffer.concat([picture.subarray(0, end), chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')), picture.subarray(end)]);
}

/**
 * A grey PNG (PNG specification, 3rd edition). `rows` fewer than `height`: a picture that lies about its size. `noise`:
 * one that no program can make small.
 */
export function png(width: number, height: number, rows = height, noise = false): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8; // bits a sample; colour type 0: grey
  const pixels = Buffer.alloc((width + 1) * rows, 0);
  if (noise) for (let y = 0; y < rows; ++y) randomFillSync(pixels, y * (width + 1) + 1, width);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The smallest paper somebody could have scanned. */
export const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1');

/** Objects 1, 2 … of a PDF, catalog first and pages second, with the table of where they are (ISO 32000-1, 7.5). */
export function pdfOf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const size = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  const places = objects.map((object, i) => {
    const at = size();
    parts.push(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object as string, 'latin1'), Buffer.from('\nendobj\n'));
    return at;
  });
  const table = size();
  parts.push(Buffer.from(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}` +
      `trailer\n<</Root 1 0 R/Size ${objects.length + 1}${trailer}>>\nstartxref\n${table}\n%%EOF\n`));
  return Buffer.concat(parts);
}
const pagesOf = (box = '[0 0 595 842]', more = ''): string[] => [
  '<</Type/Pages/Kids[3 0 R]/Count 1>>', `<</Type/Page/Parent 2 0 R/MediaBox${box}${more}>>`,
];
const streamOf = (dictionary: string, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`<<${dictionary}/Length ${bytes.length}>>\nstream\n`), bytes, Buffer.from('\nendstream')]);

/** Papers that tell, act, hide, lie or explode. */
export const papers = {
  talkative: pdfOf([
    '<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/OpenAction<</S/JavaScript/JS(himitsu3)>>/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>>>',
    ...pagesOf(), '<</Title(himitsu1)/Author(himitsu1)>>', streamOf('/Type/Metadata/Subtype/XML', Buffer.from('<x>himitsu2</x>')),
    '<</Type/Filespec/F(himitsu4)/EF<</F 7 0 R>>>>', streamOf('/Type/EmbeddedFile', Buffer.from('MZ himitsu5')),
  ], '/Info 4 0 R'),
  encrypted: pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>', ...pagesOf(), `<</Filter/Standard/V 1/R 2/P -44/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})>>`,
  ], '/Encrypt 4 0 R/ID[(a)(a)]'),
  pageless: pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>']),
  huge: pdfOf(['<</Type/Catalog/Pages 2 0 R>>', ...pagesOf('[0 0 99999999999 99999999999]')]),
  /** A page of 64 MB of nothing, in a few hundred bytes. */
  bomb: pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>', ...pagesOf(undefined, '/Contents 4 0 R'),
    streamOf('/Filter[/FlateDecode/FlateDecode]', deflateSync(deflateSync(Buffer.alloc(64 << 20)))),
  ]),
  /** A page that is drawn for hours. */
  endless: pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>', ...pagesOf(undefined, '/Resources<</XObject<</A 4 0 R>>>>/Contents 5 0 R'),
    ...Array.from({ length: 1 }, () => streamOf('/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</B 6 0 R>>>>', Buffer.from('/B Do '.repeat(3000)))),
    streamOf('', Buffer.from('/A Do '.repeat(3000))),
    streamOf('/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</C 7 0 R>>>>', Buffer.from('/C Do '.repeat(3000))),
    streamOf('/Type/XObject/Subtype/Form/BBox[0 0 9 9]', Buffer.from('0 0 9 9 re f '.repeat(3000))),
  ]),
};

/** A form of JSON and files, byte by byte as a browser sends it (RFC 7578). */
export function formOf(
  part: string, body: object, filesPart: string, files: readonly { name: string; bytes: Buffer | string; type?: string }[],
): { body: Buffer; type: Record<string, string> } {
  const boundary = `----musubi-${Math.random().toString(36).slice(2)}`;
  const piece = (name: string, type: string, bytes: Buffer | string): Buffer => Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${name}\r\nContent-Type: ${type}\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n'),
  ]);
  return {
    body: Buffer.concat([
      piece(`name="${part}"; filename="blob"`, 'application/json', JSON.stringify(body)),
      ...files.map((f) => piece(`name="${filesPart}"; filename="${f.name.replaceAll('"', '%22')}"`, f.type ?? 'application/octet-stream', f.bytes)),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
    type: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
