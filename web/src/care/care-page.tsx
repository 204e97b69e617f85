import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page, Section } from '../parts/page';
import { PastVersion } from '../parts/past';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { Instructions } from './instructions';
import { isEmpty, PartItems } from './part-view';
import { PrintCard } from './print-card';
import { careQuery, careVersionsQuery, refreshCare } from './queries';
import { partOf, parts } from './rules';
import type { CarePart, CarePartView, CareView } from './types';

function Versions({ part, care }: { part: CarePart; care: CareView }) {
  const person = usePerson();
  const versions = useQuery(careVersionsQuery(person.id, part));
  return (
    <Loaded query={versions}>
      {(list) => (
        <ol className="grid gap-2">
          {list.map((v) => (
            <PastVersion key={v.version} version={v}>
              <PartItems content={v.content} kinds={care.kinds} />
            </PastVersion>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
function PartSection({
  view,
  care,
  onHistory,
}: {
  view: CarePartView;
  care: CareView;
  onHistory: () => void;
}) {
  const person = usePerson();
  const title = t(`care.part.${view.part}`);
  return (
    <Section
      title={title}
      actions={
        <span className="flex flex-wrap gap-1">
          {view.version > 0 && person.access.may.includes('read_past') && (
            <Button
              kind="quiet"
              icon="history"
              aria-label={t('care.historyOf', { part: title })}
              onClick={onHistory}
            >
              {t('care.history')}
            </Button>
          )}
          {view.may_edit && (
            <LinkButton
              kind="quiet"
              icon="pencil"
              to="/people/$person/profile/care/$part"
              params={{ person: person.id, part: view.part }}
            >
              {t('common.edit')}
              <span className="sr-only">{t('care.editPart', { part: title })}</span>
            </LinkButton>
          )}
        </span>
      }
    >
      {isEmpty(view.content) ? (
        <p className="text-ink-soft">{t(`care.none.${view.part}`)}</p>
      ) : (
        <PartItems content={view.content} kinds={care.kinds} />
      )}
      {view.at && (
        <p className="mt-3 text-sm text-ink-soft">
          {t('care.lastChanged', {
            name: [view.by_facility, view.by_name].filter(Boolean).join(' '),
            time: dateTime(view.at),
          })}
        </p>
      )}
    </Section>
  );
}
function RenewForm({ onDone }: { onDone: () => void }) {
  const person = usePerson();
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`/people/${person.id}/care/card`, v),
    done: () => {
      toast(t('care.qrRenewed'));
      refreshCare(person.id);
      onDone();
    },
  });
  return (
    <Form form={form}>
      <p>{t(person.access.is_guardian ? 'care.qrRenewLeadOwn' : 'care.qrRenewLead')}</p>
      <TextField {...form.field('reason')} label={t('common.reason')} maxLength={500} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('care.qrRenew')}
        </Button>
      </div>
    </Form>
  );
}
function Card({ care }: { care: CareView }) {
  const person = usePerson();
  const [renewing, setRenewing] = useState(false);
  return (
    <Section title={t('care.qr')}>
      <div className="grid gap-3">
        <p>{t(person.access.is_guardian ? 'care.qrLeadOwn' : 'care.qrLead')}</p>
        <p className="text-ink-soft">
          {care.card
            ? t('care.qrIssued', {
                n: care.card.number,
                time: dateTime(care.card.at),
                name: care.card.by_name,
              })
            : t('care.qrNone')}
        </p>
        <div className="flex flex-wrap gap-2">
          <PrintCard person={person.id} />
          <PrintCard person={person.id} two />
          {care.card && (
            <Button kind="quiet" onClick={() => setRenewing(true)}>
              {t('care.qrRenew')}
            </Button>
          )}
        </div>
      </div>
      <Dialog title={t('care.qrRenew')} open={renewing} onClose={() => setRenewing(false)}>
        {renewing && <RenewForm onDone={() => setRenewing(false)} />}
      </Dialog>
    </Section>
  );
}

/** Everything about 医療的ケア of one person, part by part. */
export function CarePage() {
  const person = usePerson();
  const care = useQuery(careQuery(person.id));
  const [past, setPast] = useState<CarePart | null>(null);
  const own = { person: person.id };
  return (
    <Page
      title={t('care.title')}
      lead={t('care.lead')}
      back={{ to: { to: '/people/$person/profile', params: own }, label: t('person.tab.profile') }}
      actions={
        <LinkButton to="/people/$person/emergency" params={own} kind="danger" icon="alert">
          {t('care.toCard')}
        </LinkButton>
      }
    >
      <Loaded query={care}>
        {(data) => (
          <>
            {!data.sees_care && !person.access.is_guardian && <Note>{t('care.notYours')}</Note>}
            {data.sees_care && <Instructions care={data} />}
            {parts.map((part) => {
              const view = partOf(data, part);
              return (
                view && <PartSection key={part} view={view} care={data} onHistory={() => setPast(part)} />
              );
            })}
            {data.may_print && <Card care={data} />}
            <Dialog
              title={past ? t('care.historyOf', { part: t(`care.part.${past}`) }) : ''}
              open={past !== null}
              onClose={() => setPast(null)}
              wide
            >
              {past && <Versions part={past} care={data} />}
            </Dialog>
          </>
        )}
      </Loaded>
    </Page>
  );
}
