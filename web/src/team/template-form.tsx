// A whole team from a template: each place of the template gets a facility, perhaps a person; places may stay empty.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { FacilityView, TeamTemplate } from '../api/types';
import { Button } from '../parts/button';
import { DateField, RadioGroup } from '../parts/field';
import { Form, useForm } from '../parts/form';
import { Loaded } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { pick, t } from '../words';
import { todayText } from '../words/dates';
import { said } from './words';
import { FacilityPicker, StaffPicker } from './facility-picker';
import { templatesQuery } from './queries';

interface Choice {
  facility: FacilityView | null;
  post: string;
}
function Places({
  template,
  choices,
  onChoices,
}: {
  template: TeamTemplate;
  choices: Record<number, Choice>;
  onChoices: (c: Record<number, Choice>) => void;
}) {
  const { facilityType, profession } = useCodes();
  return (
    <ol className="grid gap-4">
      {template.places.map((place, i) => {
        const choice = choices[i] ?? { facility: null, post: '' };
        const set = (next: Partial<Choice>) => onChoices({ ...choices, [i]: { ...choice, ...next } });
        return (
          <li key={i} className="grid gap-3 rounded-lg border border-line p-4">
            <p className="font-bold">{place.duty || profession(place.profession)}</p>
            <p className="-mt-2 text-sm text-ink-soft">
              {said([
                facilityType(place.facility_type),
                profession(place.profession),
                t(`role.${place.role}`),
                place.classes.map((c) => t(`class.${c}`)).join('、'),
              ])}
            </p>
            <FacilityPicker
              label={t('team.facility')}
              type={place.facility_type}
              value={choice.facility}
              onPick={(facility) => set({ facility, post: '' })}
            />
            {choice.facility && (
              <StaffPicker
                facility={choice.facility.id}
                profession={place.profession}
                value={choice.post}
                onPick={(post) => set({ post })}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
function Chooser({
  person,
  templates,
  onDone,
}: {
  person: string;
  templates: readonly TeamTemplate[];
  onDone: () => void;
}) {
  const ids = useRef<Record<number, string>>({});
  const [choices, setChoices] = useState<Record<number, Choice>>({});
  const form = useForm({
    initial: { template: templates[0]?.code ?? '', starts_on: todayText() },
    check: () => (Object.values(choices).some((c) => c.facility) ? {} : { template: t('team.chooseOne') }),
    send: (v) =>
      api.post(`/people/${person}/team/from-template`, {
        ...v,
        choices: Object.entries(choices)
          .filter(([, c]) => c.facility)
          .map(([place, c]) => ({
            place: Number(place),
            facility_id: c.facility!.id,
            post_id: c.post || null,
            id: (ids.current[Number(place)] ??= newId()),
          })),
      }),
    done: (seats) => {
      toast(t('team.invitedMany', { n: seats.length }));
      onDone();
    },
  });
  const template = templates.find((x) => x.code === form.values.template);
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('template')}
        onValue={(v) => {
          form.set('template', v);
          setChoices({});
          ids.current = {};
        }}
        label={t('team.template')}
        choices={templates.map((x) => ({ value: x.code, label: pick(x) }))}
      />
      <DateField {...form.field('starts_on')} label={t('common.startsOn')} />
      {template && <Places template={template} choices={choices} onChoices={setChoices} />}
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('team.inviteAll')}
        </Button>
      </div>
    </Form>
  );
}
export function TemplateForm({ person, onDone }: { person: string; onDone: () => void }) {
  const templates = useQuery(templatesQuery);
  return (
    <Loaded query={templates}>
      {(list) => <Chooser person={person} templates={list} onDone={onDone} />}
    </Loaded>
  );
}
