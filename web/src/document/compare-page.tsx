// Two versions side by side, as they are read. On a phone one below the other; what kind of change it is stands there in words.
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { Badge, type Tone } from '../parts/badge';
import { CheckBox } from '../parts/field';
import type { IconName } from '../parts/icon';
import { EmptyState, Loaded, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { comparisonQuery } from './queries';

const looks: Record<'changed' | 'added' | 'removed' | 'same', [Tone, IconName]> = {
  changed: ['warn', 'pencil'],
  added: ['good', 'plus'],
  removed: ['danger', 'close'],
  same: ['plain', 'check'],
};
export function ComparePage() {
  const person = usePerson();
  const { document } = useParams({ from: '/signed-in/people/$person/documents/$document/compare' });
  const { from = 1, to } = useSearch({ from: '/signed-in/people/$person/documents/$document/compare' });
  const [all, setAll] = useState(false);
  const comparison = useQuery(comparisonQuery(person.id, document, from, to));
  const before = t('common.version', { n: from });
  const after = to === undefined ? t('document.compareNow') : t('common.version', { n: to });
  return (
    <Page
      title={t('document.compare')}
      lead={t('document.compareLead', { before, after })}
      back={{
        to: { to: '/people/$person/documents/$document', params: { person: person.id, document } },
        label: t('document.back'),
      }}
    >
      <CheckBox label={t('document.compareAll')} value={all} onValue={setAll} />
      <Loaded query={comparison}>
        {({ items }) => {
          const shown = items.filter((x) => all || x.change !== 'same');
          if (shown.length === 0) return <EmptyState icon="check" title={t('document.compareSame')} />;
          return (
            <ol className="grid gap-3">
              {shown.map((x) => {
                const [tone, icon] = looks[x.change];
                return (
                  <li key={x.path} className="card grid gap-2 p-4">
                    <h2 className="flex flex-wrap items-center gap-2 font-bold">
                      {x.label}
                      <Badge tone={tone} icon={icon}>
                        {t(`document.change.${x.change}`)}
                      </Badge>
                    </h2>
                    <div className="grid gap-3 md:grid-cols-2">
                      {(
                        [
                          [before, x.before],
                          [after, x.after],
                        ] as const
                      ).map(([title, words], i) => (
                        <div key={i} className={i === 0 ? 'text-ink-soft' : ''}>
                          <p className="text-sm">{title}</p>
                          <p className="prose">{words || t('common.none')}</p>
                        </div>
                      ))}
                    </div>
                  </li>
                );
              })}
            </ol>
          );
        }}
      </Loaded>
    </Page>
  );
}
