import { useState } from 'react';

import type { ConsentWording } from '../api/types';
import { Section } from '../parts/page';
import { locale, t } from '../words';

type Voice = 'full' | 'easy' | 'en';
/** The text people agree to: in full, in やさしい日本語, in English. */
export function Wording({ wording }: { wording: ConsentWording }) {
  const [voice, setVoice] = useState<Voice>(locale() === 'en' && wording.body_en ? 'en' : 'full');
  const texts: Record<Voice, string> = {
    full: wording.body_ja,
    easy: wording.body_easy_ja,
    en: wording.body_en,
  };
  const offered = (['full', 'easy', 'en'] as const).filter((v) => texts[v]);
  return (
    <Section title={t('consent.wording')}>
      <div className="mb-4 flex flex-wrap gap-2" role="group" aria-label={t('consent.voice')}>
        {offered.map((v) => (
          <button
            key={v}
            type="button"
            aria-pressed={voice === v}
            onClick={() => setVoice(v)}
            className="min-h-11 rounded-full border border-line-strong px-4 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-bold aria-pressed:text-accent-soft-ink"
          >
            {t(`consent.voice.${v}`)}
          </button>
        ))}
      </div>
      <div
        tabIndex={0}
        role="region"
        aria-label={t('consent.wording')}
        lang={voice === 'en' ? 'en' : 'ja'}
        className={`prose max-h-[60dvh] overflow-y-auto rounded-lg bg-sunken p-4 ${voice === 'easy' ? 'text-lg leading-loose' : ''}`}
      >
        {texts[voice]}
      </div>
      <p className="mt-2 text-sm text-ink-soft">{t('consent.wordingVersion', { n: wording.version })}</p>
    </Section>
  );
}
