import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';

import { api } from '../api/client';
import type { ConsentEffects, ConsentView, Purpose } from '../api/types';
import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { RadioGroup, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Loading, Note, Page, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { consentTitle, partiesText } from './consent-card';
import { consentsQuery, effectsQuery } from './queries';
import { isOpen } from './rules';

/** The whole consent, one facility or one purpose, as the value of a choice. */
const whole = 'whole';
const ofFacility = (id: string) => `facility:${id}`;
const ofPurpose = (code: Purpose) => `purpose:${code}`;
function partOf(what: string): { facility?: string; purpose?: Purpose } {
  const [kind, value] = what.split(':');
  if (kind === 'facility') return { facility: value! };
  if (kind === 'purpose') return { purpose: value as Purpose };
  return {};
}
type Affected = ConsentEffects['facilities'][number];

/** What one facility could not read any more, by kind, and what it could not do any more. */
function Affects({ facility: f }: { facility: Affected }) {
  const { purpose } = useCodes();
  return (
    <li>
      {t('consent.effectFacility', { name: f.name, seats: f.seats })}
      <ul className="list-disc pl-5">
        {f.ended.map((p) => (
          <li key={p}>{t('consent.effectEnds', { name: purpose(p) })}</li>
        ))}
        {f.lost.map((l) => (
          <li key={l.kind}>{t(`consent.effectLost.${l.kind}`, { n: l.count })}</li>
        ))}
        {f.lost.length === 0 && <li>{t('consent.effectLater')}</li>}
      </ul>
    </li>
  );
}
/** What ends with the consent is said before it ends. */
function Effects({ person, consent, what }: { person: string; consent: string; what: string }) {
  const effects = useQuery(effectsQuery(person, consent, partOf(what)));
  if (effects.isError) return <Trouble error={effects.error} retry={() => void effects.refetch()} />;
  if (!effects.data) return <Loading label={t('consent.effectsLoading')} />;
  const { facilities } = effects.data;
  return (
    <Note tone="warn">
      <p className="font-bold">{t('consent.effects')}</p>
      <ul className="list-disc pl-5">
        {facilities.map((f) => (
          <Affects key={f.id} facility={f} />
        ))}
        {facilities.length === 0 && <li>{t('consent.effectNobody')}</li>}
        <li>{t('consent.effectKept')}</li>
      </ul>
    </Note>
  );
}
function WithdrawForm({ consent }: { consent: ConsentView }) {
  const person = usePerson();
  const navigate = useNavigate();
  const { purpose } = useCodes();
  const seated = useQuery(effectsQuery(person.id, consent.id, {}));
  const named = consent.facilities.filter((f) => !f.withdrawn_at);
  // For the whole team: the facilities that would lose something. Otherwise those the consent names.
  const facilities = consent.whole_team ? (seated.data?.facilities ?? []) : named;
  const choices = [
    ...(consent.purposes.length > 1
      ? consent.purposes.map((p) => ({
          value: ofPurpose(p),
          label: t('consent.withdrawPurpose', { name: purpose(p) }),
        }))
      : []),
    ...(facilities.length > (consent.whole_team ? 0 : 1)
      ? facilities.map((f) => ({
          value: ofFacility(f.id),
          label: t('consent.withdrawOnly', { name: f.name }),
        }))
      : []),
  ];
  const form = useForm({
    initial: { what: whole, reason: '', withdrawn_by: consent.giver_name },
    check: (v) => needed(v, ['reason', 'withdrawn_by']),
    send: (v) =>
      api.post(`/people/${person.id}/consents/${consent.id}/withdraw`, {
        reason: v.reason,
        withdrawn_by: v.withdrawn_by,
        facility_ids: [partOf(v.what).facility ?? []].flat(),
        purposes: [partOf(v.what).purpose ?? []].flat(),
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
      {choices.length > 0 && (
        <RadioGroup
          {...form.field('what')}
          label={t('consent.withdrawWhat')}
          inline={false}
          choices={[{ value: whole, label: t('consent.withdrawWhole') }, ...choices]}
        />
      )}
      <Effects person={person.id} consent={consent.id} what={form.values.what} />
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
