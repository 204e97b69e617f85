// What may go along with an application. The server decides by content; this saves the way there for what it would refuse.
export const maxDocuments = 5;
export const maxDocumentBytes = 25 * 1024 * 1024;
export const maxDocumentsBytes = 50 * 1024 * 1024;
export const documentTypes =
  'application/pdf,image/jpeg,image/png,image/webp,image/heic,image/heif,.pdf,.jpg,.jpeg,.png,.webp,.heic,.heif';

export type Objection = 'type' | 'empty' | 'tooLarge' | 'allTooLarge' | 'tooMany';
export interface Taken {
  files: File[];
  /** The names of what was not taken, by why. */
  left: Map<Objection, string[]>;
}

/** By what the device calls it, or, where it has no word for it (HEIC, often), by the ending. */
function isOfKnownType(file: File): boolean {
  const known = documentTypes.split(',');
  const ending = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase() ?? '';
  return known.includes(file.type ? file.type : ending);
}

/** Takes of the chosen files what fits beside what there is; the order stays. */
export function takeDocuments(there: readonly { size: number }[], chosen: readonly File[]): Taken {
  const taken: Taken = { files: [], left: new Map() };
  let total = there.reduce((sum, { size }) => sum + size, 0);
  for (const file of chosen) {
    const objection: Objection | null = !isOfKnownType(file)
      ? 'type'
      : file.size === 0
        ? 'empty'
        : file.size > maxDocumentBytes
          ? 'tooLarge'
          : there.length + taken.files.length >= maxDocuments
            ? 'tooMany'
            : total + file.size > maxDocumentsBytes
              ? 'allTooLarge'
              : null;
    if (objection) {
      taken.left.set(objection, [...(taken.left.get(objection) ?? []), file.name]);
      continue;
    }
    taken.files.push(file);
    total += file.size;
  }
  return taken;
}
