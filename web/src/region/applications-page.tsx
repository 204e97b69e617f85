import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import type { ApplicationState } from '../api/types';
import { BreakGlassWaiting } from '../breakglass/waiting-note';
import { Badge } from '../parts/badge';
import { Icon } from '../parts/icon';
import { EmptyState, Loaded, Page } from '../parts/page';
import { t } from '../words';
import { waited } from '../words/dates';
import { useCodes } from './queries';
import { applicationTone } from './status-page';

const states: readonly (ApplicationState | '')[] = ['submitted', 'returned', 'approved', 'refused', ''];
const applicationsQuery = (state: ApplicationState | '') =>
  queryOptions({
    queryKey: ['applications', state],
    queryFn: () => api.get('/applications', { state }),
  });

/** The queue: what waits longest comes first, with its age. */
export function ApplicationsPage() {
  const [state, setState] = useState<ApplicationState | ''>('submitted');
  const applications = useQuery(applicationsQuery(state));
  const { facilityType } = useCodes();
  return (
    <Page title={t('applications.title')}>
      <BreakGlassWaiting />
      <div className="flex flex-wrap gap-2" role="group" aria-label={t('common.state')}>
        {states.map((s) => (
          <button
            key={s}
            type="button"
            aria-pressed={s === state}
            onClick={() => setState(s)}
            className="min-h-11 rounded-full border border-line-strong bg-surface px-4 aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:font-bold aria-pressed:text-on-accent"
          >
            {s === '' ? t('common.all') : t(`applicationState.${s}`)}
          </button>
        ))}
      </div>
      <Loaded query={applications}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              icon="file"
              title={t(state === 'submitted' ? 'applications.emptySubmitted' : 'applications.empty')}
            >
              {t('applications.emptyLead')}
            </EmptyState>
          ) : (
            <ul className="card">
              {[...list]
                .sort((a, b) => a.created_at.localeCompare(b.created_at))
                .map((a) => (
                  <li key={a.id} className="border-b border-line last:border-b-0">
                    <Link
                      to="/manage/applications/$application"
                      params={{ application: a.id }}
                      className="flex min-h-18 items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
                    >
                      <span className="min-w-0 flex-1">
                        <span className="block text-lg font-bold">{a.facility_name}</span>
                        <span className="block text-sm text-ink-soft">
                          {facilityType(a.facility_type)}・{a.applicant_name}
                          {a.document_count > 0 && (
                            <span className="block">
                              {t('applications.documentCount', { n: a.document_count })}
                            </span>
                          )}
                        </span>
                      </span>
                      <span className="grid justify-items-end gap-1 text-sm">
                        <Badge tone={applicationTone[a.state]}>{t(`applicationState.${a.state}`)}</Badge>
                        {t('applications.waiting', { time: waited(a.created_at) })}
                      </span>
                      <Icon name="next" className="size-4 text-ink-soft" />
                    </Link>
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
