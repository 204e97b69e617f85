import { describe, expect, it } from 'vitest';

import { maxDocumentBytes, maxDocuments, takeDocuments } from './document-rules';

function file(name: string, size = 1000, type = 'application/pdf'): File {
  const made = new File(['x'], name, { type });
  Object.defineProperty(made, 'size', { value: size });
  return made;
}
const names = (files: readonly File[]) => files.map((f) => f.name);

describe('documents of an application', () => {
  it('are taken in the order they were chosen', () => {
    const taken = takeDocuments([], [file('指定通知書.pdf'), file('看板.jpg', 2000, 'image/jpeg')]);
    expect(names(taken.files)).toEqual(['指定通知書.pdf', '看板.jpg']);
    expect(taken.left.size).toBe(0);
  });
  it('are at most five, those sent before among them', () => {
    const there = [{ size: 1 }, { size: 1 }, { size: 1 }];
    const taken = takeDocuments(there, [file('a.pdf'), file('b.pdf'), file('c.pdf'), file('d.pdf')]);
    expect(names(taken.files)).toEqual(['a.pdf', 'b.pdf']);
    expect(taken.left).toEqual(new Map([['tooMany', ['c.pdf', 'd.pdf']]]));
    expect(maxDocuments).toBe(5);
  });
  it('have a bound each and a bound together', () => {
    const taken = takeDocuments(
      [{ size: 30e6 }],
      [file('huge.pdf', maxDocumentBytes + 1), file('large.pdf', 24e6), file('small.pdf', 1e6)],
    );
    expect(names(taken.files)).toEqual(['small.pdf']);
    expect(taken.left).toEqual(
      new Map([
        ['tooLarge', ['huge.pdf']],
        ['allTooLarge', ['large.pdf']],
      ]),
    );
  });
  it('are PDFs and pictures; a type the device has no word for is told by its ending', () => {
    const taken = takeDocuments(
      [],
      [
        file('写真.HEIC', 1000, ''),
        file('表.xlsx', 1000, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
        file('絵.svg', 1000, 'image/svg+xml'),
        file('README', 1000, ''),
      ],
    );
    expect(names(taken.files)).toEqual(['写真.HEIC']);
    expect(taken.left).toEqual(new Map([['type', ['表.xlsx', '絵.svg', 'README']]]));
  });
  it('are not empty', () => {
    expect(takeDocuments([], [file('空.pdf', 0)]).left).toEqual(new Map([['empty', ['空.pdf']]]));
  });
});
