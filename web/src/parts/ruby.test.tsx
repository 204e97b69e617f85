import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';

import { plain, Ruby } from './ruby';

const text = 'だれが｜見《み》たか、｜連絡帳《れんらくちょう》';

it('says how kanji are read', () => {
  expect(renderToStaticMarkup(<Ruby text={text} />)).toBe(
    'だれが<ruby>見<rp aria-hidden="true">（</rp><rt aria-hidden="true">み</rt><rp aria-hidden="true">）</rp></ruby>たか、<ruby>連絡帳<rp aria-hidden="true">（</rp><rt aria-hidden="true">れんらくちょう</rt><rp aria-hidden="true">）</rp></ruby>',
  );
  expect(renderToStaticMarkup(<Ruby text="チーム" />)).toBe('チーム');
});
it('is plain where it is read aloud', () => {
  expect(plain(text)).toBe('だれが見たか、連絡帳');
});
