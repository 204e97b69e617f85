import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';

import { api } from '../api/client';
import type { ConsentView } from '../api/types';
import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Loading, Note, Page, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { consentTitle, partiesText } from './consent-card';
import { consentsQuery, effectsQuery } from './queries';
import { isOpen } from './rules';

const whole = 'whole';

/** What ends with the consent is said before it ends. */
function Effects({ person, consent, facility }: { person: string; consent: string; facility: string }) {
  const effects = useQuery(effectsQuery(person, consent, facility));
  if (effects.isError) return <Trouble error={effects.error} retry={() => void effects.refetch()} />;
  if (!effects.data) return <Loading label={t('consent.effectsLoading')} />;
  const { facilities, entries_no_longer_shared: entries } = effects.data;
  return (
    <Note tone="warn">
      <p className="font-bold">{t('consent.effects')}</p>
      <ul className="list-disc pl-5">
        {facilities.map((f) => (
          <li key={f.id}>{t('consent.effectFacility', { name: f.name, seats: f.seats })}</li>
        ))}
        {facilities.length === 0 && <li>{t('consent.effectNobody')}</li>}
        {entries > 0 && <li>{t('consent.effectEntries', { n: entries })}</li>}
        <li>{t('consent.effectKept')}</li>
      </ul>
    </Note>
  );
}
function WithdrawForm({ consent }: { consent: ConsentView }) {
  const person = usePerson();
  const navigate = useNavigate();
  const seated = useQuery(effectsQuery(person.id, consent.id, ''));
  const named = consent.facilities.filter((f) => !f.withdrawn_at);
  // For the whole team: the facilities that would lose something. Otherwise those the consent names.
  const choices = consent.whole_team ? (seated.data?.facilities ?? []) : named;
  const form = useForm({
    initial: { what: whole, reason: '', withdrawn_by: consent.giver_name },
    check: (v) => needed(v, ['reason', 'withdrawn_by']),
    send: (v) =>
      api.post(`/people/${person.id}/consents/${consent.id}/withdraw`, {
        reason: v.reason,
        withdrawn_by: v.withdrawn_by,
        facility_ids: v.what === whole ? [] : [v.what],
      }),
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
      toast(t('consent.withdrawnDone'));
      void navigate({ to: '/people/$person/consents', params: { person: person.id } });
    },
  });
  return (
    <Form form={form}>
      <div className="card grid gap-1 p-4">
        <strong>{consentTitle(consent)}</strong>
        <span className="text-ink-soft">
          {t('consent.inShort', {
            parties: partiesText(consent),
            classes: consent.classes.map((c) => t(`class.${c}`)).join('・'),
          })}
        </span>
      </div>
      {choices.length > (consent.whole_team ? 0 : 1) && (
        <RadioGroup
          {...form.field('what')}
          label={t('consent.withdrawWhat')}
          inline={false}
          choices={[
            { value: whole, label: t('consent.withdrawWhole') },
            ...choices.map((f) => ({ value: f.id, label: t('consent.withdrawOnly', { name: f.name }) })),
          ]}
        />
      )}
      <Effects
        person={person.id}
        consent={consent.id}
        facility={form.values.what === whole ? '' : form.values.what}
      />
      <TextField {...form.field('withdrawn_by')} label={t('consent.withdrawnBy')} autoComplete="off" />
      <TextArea
        {...form.field('reason')}
        label={t('common.reason')}
        hint={t('consent.withdrawReasonHint')}
        rows={2}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="danger" busy={form.busy}>
          {t('consent.withdrawNow')}
        </Button>
        <LinkButton kind="quiet" to="/people/$person/consents" params={{ person: person.id }}>
          {t('consent.keep')}
        </LinkButton>
      </div>
    </Form>
  );
}
export function WithdrawPage() {
  const person = usePerson();
  const { consent: id } = useParams({ strict: false }) as { consent?: string };
  const consents = useQuery(consentsQuery(person.id));
  return (
    <Page
      title={t('consent.withdraw')}
      narrow
      back={{
        to: { to: '/people/$person/consents', params: { person: person.id } },
        label: t('consent.title'),
      }}
    >
      <Loaded query={consents}>
        {(list) => {
          const consent = list.find((c) => c.id === id);
          return consent && isOpen(consent) ? (
            <WithdrawForm consent={consent} />
          ) : (
            <EmptyState icon="shield" title={t('consent.alreadyOver')} />
          );
        }}
      </Loaded>
    </Page>
  );
}
