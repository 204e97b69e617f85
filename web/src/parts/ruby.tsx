// Furigana: a text says how its kanji are read in the way of 青空文庫, ｜連絡帳《れんらくちょう》.
import { Fragment } from 'react';

const marked = /｜([^《]+)《([^》]+)》/g;

/** The text without readings: for names that are read aloud, and titles of pages. */
export const plain = (text: string): string => text.replace(marked, '$1');

/** The text with its readings over the kanji: for eyes alone, as a voice knows them. */
export function Ruby({ text }: { text: string }) {
  const parts = text.split(marked); // between the texts: kanji, reading
  return parts.map((part, i) => {
    if (i % 3 === 2) return null;
    if (i % 3 === 0) return <Fragment key={i}>{part}</Fragment>;
    return (
      <ruby key={i}>
        {part}
        <rp aria-hidden="true">（</rp>
        <rt aria-hidden="true">{parts[i + 1]}</rt>
        <rp aria-hidden="true">）</rp>
      </ruby>
    );
  });
}
