// Makes a screenshot small: a screen has few colours, so a palette of 256 says nearly the same in a third of the bytes.
// Reads and writes only what Chromium's screenshots are: 8 bits a channel, RGB or RGBA, not interlaced. PNG 3rd edition.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

interface Picture {
  width: number;
  height: number;
  /** Three bytes a pixel. */
  rgb: Buffer;
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function read(png: Buffer): Picture {
  const parts: Buffer[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height, depth, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  if (depth !== 8 || (colour !== 2 && colour !== 6)) throw new Error('not a screenshot');
  const each = colour === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * each;
  const rgb = Buffer.alloc(width * height * 3);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (stride + 1)];
    const line = raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let i = 0; i < stride; ++i) {
      const [a, b, c] = [i >= each ? line[i - each]! : 0, above[i]!, i >= each ? above[i - each]! : 0];
      const guess = filter === 1 ? a : filter === 2 ? b : filter === 3 ? (a + b) >> 1 : filter === 4 ? paeth(a, b, c) : 0;
      line[i] = line[i]! + guess;
    }
    for (let x = 0; x < width; ++x) line.copy(rgb, (y * width + x) * 3, x * each, x * each + 3);
    above = line;
  }
  return { width, height, rgb };
}

/** The commonest colours, no two of them nearly the same. */
function paletteOf(rgb: Buffer): number[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < rgb.length; i += 3) {
    const colour = rgb.readUIntBE(i, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const cells = new Map<number, number>();
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    const cell = (colour & 0xf8f8f8) >>> 0;
    if (!cells.has(cell)) cells.set(cell, colour);
    if (cells.size === 256) break;
  }
  return [...cells.values()];
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  for (const [i, p] of palette.entries()) {
    const [r, g, b] = [(p >> 16) - (colour >> 16), ((p >> 8) & 255) - ((colour >> 8) & 255), (p & 255) - (colour & 255)];
    const far = r * r + g * g + b * b;
    if (far < least) [best, least] = [i, far];
  }
  return best;
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

export function compactPng(png: Buffer): Buffer {
  const { width, height, rgb } = read(png);
  const palette = paletteOf(rgb);
  const known = new Map<number, number>();
  const pixels = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) {
      const colour = rgb.readUIntBE((y * width + x) * 3, 3);
      let index = known.get(colour);
      if (index === undefined) known.set(colour, (index = nearest(palette, colour)));
      pixels[y * (width + 1) + 1 + x] = index;
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((p) => [p >> 16, (p >> 8) & 255, p & 255]));
  return Buffer.concat([
    signature, chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(pixels, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}
