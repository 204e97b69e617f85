// Early signs of one person (気づき): why each was raised, from what, what the rule cannot know, and what may come next.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { Badge } from '../parts/badge';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Facts, Loaded, Note, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { pick, t } from '../words';
import { dateTime, longDate } from '../words/dates';
import { WithReason } from '../parts/past';
import { Sources } from './parts';
import { refreshSigns, type Sign, signsQuery, signVersionsQuery } from './queries';

const both = (ja: string, en: string): string => pick({ ja, en });

function Seen({ sign }: { sign: Sign }) {
  return (
    <ul className="grid gap-1">
      {sign.facts.map((fact, index) => (
        <li key={`${fact.id}-${index}`} className="flex flex-wrap items-center gap-x-3">
          <span className="text-ink-soft">{longDate(fact.on)}</span>
          {fact.kind === 'assessment' ? (
            <Link
              to="/people/$person/assessments/$assessment"
              params={{ person: sign.person_id, assessment: fact.id }}
              className="inline-flex min-h-11 items-center"
            >
              {both(fact.ja, fact.en)}
            </Link>
          ) : (
            <span className="font-bold">{both(fact.ja, fact.en)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
function Past({ sign }: { sign: Sign }) {
  const versions = useQuery(signVersionsQuery(sign.person_id, sign.id));
  return (
    <Loaded query={versions}>
      {(list) => (
        <ol className="grid gap-2">
          {list.map((v) => (
            <li key={v.version} className="rounded-lg border border-line p-3">
              <p>
                <strong>{t(`sign.state.${v.state}`)}</strong>{' '}
                <span className="text-sm text-ink-soft">
                  {dateTime(v.at)} {v.by_name || t('sign.byProgram')}
                </span>
              </p>
              {v.facts.map((fact, index) => (
                <p key={index} className="text-sm">
                  {longDate(fact.on)} {both(fact.ja, fact.en)}
                </p>
              ))}
              {v.reason && <p className="text-sm">{t('entry.reasonWas', { reason: v.reason })}</p>}
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function Card({ sign }: { sign: Sign }) {
  const [open, setOpen] = useState<'dismiss' | 'reopen' | 'past' | null>(null);
  const person = usePerson();
  const dismissed = sign.state === 'dismissed';
  const title = both(sign.ja, sign.en);
  const accuracy = sign.accuracy_ja && sign.accuracy_en && both(sign.accuracy_ja, sign.accuracy_en);
  const move = (state: 'dismissed' | 'open') => (why: { reason: string }) =>
    api.put(`/people/${sign.person_id}/signs/${sign.id}/state`, { state, ...why }, { version: sign.version });
  const close = () => {
    setOpen(null);
    void refreshSigns(sign.person_id);
  };
  return (
    <section className="card grid gap-4 p-4 sm:p-5" aria-label={title}>
      <div className="grid gap-1">
        <h2 className="text-lg font-bold">{title}</h2>
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
          {dismissed && <Badge icon="hide">{t('sign.state.dismissed')}</Badge>}
          {t('sign.raisedAt', { time: dateTime(sign.raised_at) })}
        </p>
        {dismissed && (
          <p>{t('sign.dismissedBy', { name: sign.by_name, time: dateTime(sign.at), reason: sign.reason })}</p>
        )}
      </div>
      <Facts
        items={[
          [t('sign.why'), both(sign.why_ja, sign.why_en)],
          [t('sign.from'), <Seen key="seen" sign={sign} />],
          [t('sign.cannot'), both(sign.cannot_ja, sign.cannot_en)],
          [t('sign.next'), both(sign.next_ja, sign.next_en)],
        ]}
      />
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center font-bold text-accent underline">
          {t('sign.sources')}
        </summary>
        <div className="grid gap-3 pt-1">
          {accuracy && <p>{accuracy}</p>}
          <Sources sources={sign.sources} />
        </div>
      </details>
      <div className="flex flex-wrap gap-2">
        {!dismissed && person.access.may.includes('write_task') && (
          <LinkButton
            kind="primary"
            icon="check"
            to="/people/$person/tasks/new"
            params={{ person: sign.person_id }}
            search={{ sign: sign.id }}
          >
            {t('sign.makeTask')}
          </LinkButton>
        )}
        <Button onClick={() => setOpen(dismissed ? 'reopen' : 'dismiss')}>
          {t(dismissed ? 'sign.reopen' : 'sign.dismiss')}
        </Button>
        <Button kind="quiet" icon="history" onClick={() => setOpen('past')}>
          {t('sign.past')}
        </Button>
      </div>
      <Dialog title={t('sign.dismiss')} open={open === 'dismiss'} onClose={() => setOpen(null)}>
        <WithReason
          kind="primary"
          words={{ lead: t('sign.dismissLead'), act: t('sign.dismissAct'), done: t('sign.dismissDone') }}
          send={move('dismissed')}
          onDone={close}
        />
      </Dialog>
      <Dialog title={t('sign.reopen')} open={open === 'reopen'} onClose={() => setOpen(null)}>
        <WithReason
          kind="primary"
          words={{ lead: t('sign.reopenLead'), act: t('sign.reopen'), done: t('sign.reopenDone') }}
          send={move('open')}
          onDone={close}
        />
      </Dialog>
      <Dialog title={t('sign.past')} open={open === 'past'} onClose={() => setOpen(null)}>
        <Past sign={sign} />
      </Dialog>
    </section>
  );
}

export function SignsPage() {
  const person = usePerson();
  const signs = useQuery(signsQuery(person.id));
  return (
    <Page title={t('sign.of', { name: fullName(person) })} lead={t('sign.lead')} narrow>
      <Note>
        <p>{t('sign.noDiagnosis')}</p>
      </Note>
      <Loaded query={signs}>
        {(list) =>
          list.length === 0 ? (
            <div className="card">
              <EmptyState icon="eye" title={t('sign.empty')}>
                <p>{t('sign.emptyLead')}</p>
              </EmptyState>
            </div>
          ) : (
            list.map((sign) => <Card key={sign.id} sign={sign} />)
          )
        }
      </Loaded>
    </Page>
  );
}
