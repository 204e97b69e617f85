import type { Category } from '../api/types';
import { t } from '../words';
import { chipLabel, chipsFor, withChip } from './chips';

/** 定型文: one press puts a wording into the text. */
export function Chips({
  profession,
  isGuardian,
  category,
  body,
  onBody,
}: {
  profession: string;
  isGuardian: boolean;
  category: Category;
  body: string;
  onBody: (body: string) => void;
}) {
  const chips = chipsFor(profession, isGuardian, category);
  return (
    <div role="group" aria-label={t('write.chips')}>
      <p className="mb-1 text-sm text-ink-soft">{t('write.chips')}</p>
      <div className="flex flex-wrap gap-2">
        {chips.map((chip) => (
          <button
            key={chip.text}
            type="button"
            className="min-h-11 rounded-full border border-line-strong bg-surface px-4 text-left hover:bg-sunken"
            onClick={() => onBody(withChip(body, chip))}
          >
            {chipLabel(chip)}
          </button>
        ))}
      </div>
    </div>
  );
}
