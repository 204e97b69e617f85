import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { Amendment, AmendmentKind, InfoClass } from '../api/types';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Select } from '../parts/field';
import { EmptyState, Loading, Section, Trouble } from '../parts/page';
import { t, textOr } from '../words';
import { dateTime } from '../words/dates';
import { useCodes } from './queries';

const kinds: readonly AmendmentKind[] = ['region', 'notice', 'document', 'facility', 'agreement'];

const yesNo: Record<string, string> = { true: 'history.yes', false: 'history.no' };
function Value({ text }: { text: string }) {
  return <>{textOr(yesNo[text] ?? '', text) || t('common.none')}</>;
}
function Line({ line }: { line: Amendment }) {
  const { facilityType, profession } = useCodes();
  const word = (field: string, text: string) => {
    if (!text) return text;
    if (field === 'facility_type') return facilityType(text);
    if (field === 'professions') return text.split('、').map(profession).join('・');
    if (field === 'classes') return (JSON.parse(text) as InfoClass[]).map((c) => t(`class.${c}`)).join('・');
    return field === 'state' ? textOr(`agreement.state.${text}`, text) : text;
  };
  return (
    <li className="border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong>{dateTime(line.at)}</strong>
        <span>{line.by_name || t('history.byProgram')}</span>
        <span className="ml-auto text-sm text-ink-soft">{t('common.version', { n: line.version })}</span>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <Badge>{t(`history.kind.${line.kind}`)}</Badge>
        <span className="min-w-0 font-bold wrap-anywhere">{line.subject_name}</span>
      </p>
      <p className="text-sm">{t('history.reasonWas', { reason: line.reason })}</p>
      {line.changes.length > 0 && (
        <dl className="mt-2 grid gap-2">
          {line.changes.map((c) => (
            <div key={c.field} className="rounded-lg bg-sunken px-3 py-2">
              <dt className="text-sm text-ink-soft">{textOr(`history.field.${c.field}`, c.field)}</dt>
              <dd className="whitespace-pre-line wrap-anywhere">
                <del className="text-ink-soft">
                  <span className="sr-only">{t('profile.before')}</span>
                  <Value text={word(c.field, c.before)} />
                </del>
                <span aria-hidden="true"> → </span>
                <ins className="font-bold no-underline">
                  <span className="sr-only">{t('profile.after')}</span>
                  <Value text={word(c.field, c.after)} />
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
/** Who changed the settings, notices, documents and facilities of the region, when and why. */
export function History() {
  const [kind, setKind] = useState<AmendmentKind | ''>('');
  const history = useInfiniteQuery({
    queryKey: ['region', 'history', kind],
    queryFn: ({ pageParam }) => api.get('/region/history', { kind: kind || null, before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const lines = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('history.title')} flush>
      <div className="px-4 pt-4 sm:px-5">
        <Select
          label={t('history.kind')}
          value={kind}
          onValue={(k) => setKind(k as AmendmentKind | '')}
          choices={kinds.map((k) => ({ value: k, label: t(`history.kind.${k}`) }))}
          empty={t('history.allKinds')}
          optional
        />
      </div>
      {history.isError && <Trouble error={history.error} retry={() => void history.refetch()} />}
      {history.isLoading && <Loading />}
      {history.isSuccess && lines.length === 0 && <EmptyState icon="history" title={t('history.empty')} />}
      <ol>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
      {history.hasNextPage && (
        <p className="p-4 text-center">
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </p>
      )}
    </Section>
  );
}
