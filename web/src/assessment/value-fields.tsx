// The fields of one domain: its number, and what belongs to it behind a fold. None is needed: what was not tested stays
// empty, and the form says so once instead of beside every field.
import { Select } from '../parts/field';
import { pick, t } from '../words';
import { domainName, type Typed } from './rules';
import type { InstrumentDomain, InstrumentScale } from './types';

interface Props {
  id: string;
  domain: InstrumentDomain;
  scale: InstrumentScale;
  typed: Typed;
  onTyped: (typed: Typed) => void;
}
function Small({
  id,
  name,
  label,
  wide = false,
  maxLength,
  typed,
  onTyped,
}: Pick<Props, 'id' | 'typed' | 'onTyped'> & {
  name: keyof Typed;
  label: string;
  wide?: boolean;
  maxLength?: number;
}) {
  return (
    <div className={wide ? 'min-w-48 flex-1' : 'w-28'}>
      <label htmlFor={`${id}-${name}`} className="mb-1 block text-sm">
        {label}
      </label>
      <input
        id={`${id}-${name}`}
        className="control"
        inputMode={wide ? 'text' : 'decimal'}
        autoComplete="off"
        maxLength={maxLength ?? 12}
        value={typed[name]}
        onChange={(e) => onTyped({ ...typed, [name]: e.target.value })}
      />
    </div>
  );
}

function Age(props: Props) {
  const { scale } = props;
  const what = scale.age_ja != null ? pick({ ja: scale.age_ja, en: scale.age_en ?? '' }) : pick(scale);
  return (
    <>
      <Small {...props} name="years" label={t('assessment.years', { what })} />
      <Small {...props} name="months" label={t('assessment.months')} />
    </>
  );
}
function Value(props: Props) {
  const { id, scale, typed, onTyped } = props;
  if (scale.kind === 'level')
    return (
      <Select
        id={`${id}-value`}
        label={pick(scale)}
        optional
        value={typed.value}
        onValue={(value) => onTyped({ ...typed, value })}
        choices={(scale.levels ?? []).map((level, i) => ({ value: String(i + 1), label: pick(level) }))}
      />
    );
  return <Small {...props} name="value" label={pick(scale)} />;
}
/** Band, percentile, class and note: what most instruments do not ask. */
function More(props: Props) {
  const { scale, typed } = props;
  const banded = scale.kind === 'standard' || scale.kind === 'development' || scale.kind === 'raw';
  const used = typed.low || typed.error || typed.percentile || typed.described_as || typed.note;
  return (
    <details open={Boolean(used) || undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent underline">
        {t('assessment.more')}
      </summary>
      <div className="flex flex-wrap items-end gap-3 pt-1">
        {banded && (
          <>
            <Small {...props} name="low" label={t('assessment.low')} />
            <Small {...props} name="high" label={t('assessment.high')} />
            <Small {...props} name="error" label={t('assessment.standardError')} />
          </>
        )}
        <Small {...props} name="percentile" label={t('assessment.percentile')} />
        <Small {...props} name="described_as" label={t('assessment.describedAs')} wide maxLength={60} />
        <Small {...props} name="note" label={t('assessment.note')} wide maxLength={200} />
      </div>
    </details>
  );
}

export function ValueFields(props: Props) {
  const { scale, domain } = props;
  return (
    <fieldset className="grid gap-2 rounded-lg border border-line p-3">
      <legend className="px-1 font-bold">{domainName(domain)}</legend>
      <div className="flex flex-wrap items-end gap-3">
        {scale.kind !== 'age' && <Value {...props} />}
        {(scale.kind === 'age' || scale.kind === 'development') && <Age {...props} />}
      </div>
      {scale.kind !== 'level' && <More {...props} />}
    </fieldset>
  );
}
