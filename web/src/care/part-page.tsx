import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { queryClient } from '../app/session';
import { NotFound } from '../app/root';
import { Button, LinkButton } from '../parts/button';
import { ErrorText, TextField } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { RaceNote, useFollow, useRace } from '../parts/lost-race';
import { Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { ListEditor } from './list-editor';
import { careQuery, refreshCare } from './queries';
import { contentFrom, emptyRow, firstMissing, rowsOf, summaryOf, type Row } from './rows';
import { isPart, partOf } from './rules';
import type { CarePart, CarePartView, CareView } from './types';

function PartForm({ person, view, care }: { person: string; view: CarePartView; care: CareView }) {
  const navigate = useNavigate();
  const part: CarePart = view.part;
  const rowsIn = (state: CarePartView): Row[] => {
    const rows = rowsOf(part, state.content);
    return rows.length > 0 ? rows : [emptyRow(part, 'first')];
  };
  const race = useRace<CarePartView, { items: Row[]; reason: string }>(
    view,
    (state) => ({ items: rowsIn(state), reason: '' }),
    async () => {
      const fresh = await queryClient.fetchQuery({ ...careQuery(person), staleTime: 0 });
      return partOf(fresh, part) ?? view;
    },
  );
  const form = useForm({
    initial: race.initial,
    check: ({ items }): { items?: string } => {
      const missing = firstMissing(part, items);
      return missing ? { items: t('care.itemNeeded', { n: missing.n, field: t(missing.field.label) }) } : {};
    },
    send: (v) =>
      race.attempt(v, (version) =>
        api.put(
          `/people/${person}/care/${part as string}`,
          { content: contentFrom(part, v.items), reason: v.reason },
          { version },
        ),
      ),
    done: () => {
      toast(t('common.saved'));
      refreshCare(person);
      void navigate({ to: '/people/$person/profile/care', params: { person } });
    },
  });
  useFollow(race, form.setAll);
  const items = form.field('items');
  return (
    <Form form={form}>
      <RaceNote
        race={race}
        label={() => t(`care.part.${part}`)}
        show={(name, value) => (name === 'items' ? summaryOf(part, value as Row[]) : String(value))}
      />
      <ListEditor
        id={items.id}
        part={part}
        rows={items.value}
        kinds={care.kinds}
        onRows={(rows) => items.onValue(rows.map((row) => ({ ...row, key: row.key || newId() })))}
      />
      {items.error && <ErrorText>{items.error}</ErrorText>}
      <TextField
        {...form.field('reason')}
        label={t('profile.reason')}
        hint={t('common.reasonHint')}
        optional
        maxLength={500}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
        <LinkButton kind="quiet" to="/people/$person/profile/care" params={{ person }}>
          {t('common.cancel')}
        </LinkButton>
      </div>
    </Form>
  );
}

/** One part of the profile to be changed. */
export function PartPage() {
  const person = usePerson();
  const { part } = useParams({ strict: false });
  const care = useQuery(careQuery(person.id));
  if (!part || !isPart(part)) return <NotFound />;
  return (
    <Page
      title={t(`care.part.${part}`)}
      narrow
      back={{
        to: { to: '/people/$person/profile/care', params: { person: person.id } },
        label: t('care.title'),
      }}
    >
      <Loaded query={care}>
        {(data) => {
          const view = partOf(data, part);
          if (!view?.may_edit) return <Note tone="warn">{t('profile.mayNotEdit')}</Note>;
          return (
            <div className="card p-4 sm:p-5">
              <PartForm person={person.id} view={view} care={data} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
