// Who could take part, each with why: the coordinator ticks, and the places are invited as from a template.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Form, useForm } from '../parts/form';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { useCodes } from '../region/queries';
import { pick, t } from '../words';
import { todayText } from '../words/dates';
import { suggestedTeamQuery, waitingQuery } from './queries';
import { daysSince } from './board';
import type { SuggestedFacility, SuggestedTeam } from './types';

function Why({ facility }: { facility: SuggestedFacility }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {facility.in_team && <Badge tone="good">{t('suggest.inTeam')}</Badge>}
      {facility.reasons.map((reason) => (
        <Badge key={reason} tone={reason === 'named' ? 'accent' : 'info'}>
          {reason === 'vacancy'
            ? t('suggest.reason.vacancy', {
                n: facility.places,
                days: daysSince(facility.places_as_of ?? todayText()),
              })
            : t(`suggest.reason.${reason}`)}
        </Badge>
      ))}
    </span>
  );
}
function Team({ team, because }: { team: SuggestedTeam; because: string }) {
  const person = usePerson();
  const { profession, facilityType } = useCodes();
  const ids = useRef<Record<string, string>>({});
  const [picked, setPicked] = useState<readonly string[]>([]);
  const form = useForm({
    initial: {},
    send: () =>
      api.post(`/people/${person.id}/team/from-template`, {
        template: team.team_template,
        starts_on: todayText(),
        choices: picked.map((key) => {
          const [place, facility_id] = key.split('|') as [string, string];
          return { place: Number(place), facility_id, post_id: null, id: (ids.current[key] ??= newId()) };
        }),
      }),
    done: (seats) => {
      toast(t('team.invitedMany', { n: seats.length }));
      setPicked([]);
      ids.current = {};
      void queryClient.invalidateQueries({ queryKey: ['person', person.id] });
    },
  });
  const toggle = (key: string, on: boolean) =>
    setPicked((now) => (on ? [...now, key] : now.filter((each) => each !== key)));
  return (
    <Section title={pick(team)}>
      <p className="mb-3 text-ink-soft">{t('suggest.because', { worries: because })}</p>
      <Form form={form} label={pick(team)}>
        <ul className="grid gap-4">
          {team.places.map((place) => (
            <li key={place.place}>
              <fieldset className="rounded-lg border border-line p-3">
                <legend className="px-1 font-bold">
                  {place.duty || profession(place.profession)}
                  <span className="font-normal text-ink-soft">（{facilityType(place.facility_type)}）</span>
                </legend>
                {place.facilities.length === 0 && <p className="text-ink-soft">{t('suggest.noFacility')}</p>}
                {place.facilities.map((facility) => {
                  const key = `${place.place}|${facility.facility_id}`;
                  return (
                    <label key={key} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1">
                      <input
                        type="checkbox"
                        className="size-6 shrink-0 accent-accent"
                        checked={picked.includes(key)}
                        disabled={facility.in_team}
                        onChange={(e) => toggle(key, e.target.checked)}
                      />
                      <span>{facility.name}</span>
                      <Why facility={facility} />
                    </label>
                  );
                })}
              </fieldset>
            </li>
          ))}
        </ul>
        <div>
          <Button type="submit" kind="primary" busy={form.busy} disabled={picked.length === 0}>
            {t('suggest.invite', { n: picked.length })}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
export function SuggestionsPage() {
  const person = usePerson();
  const teams = useQuery(suggestedTeamQuery(person.id));
  const waiting = useQuery(waitingQuery(person.id));
  const because = (team: SuggestedTeam): string =>
    team.worries
      .map((code) => {
        const found = waiting.data?.worries.find((w) => w.code === code);
        return found ? pick(found) : code;
      })
      .join('、');
  return (
    <Page
      title={t('suggest.title')}
      lead={t('suggest.lead')}
      back={{
        to: { to: '/people/$person/team', params: { person: person.id } },
        label: t('person.tab.team'),
      }}
      narrow
    >
      <Loaded query={teams}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="team" title={t('suggest.none')}>
              {t('suggest.noneLead')}
            </EmptyState>
          ) : (
            <>
              {list.map((team) => (
                <Team key={team.team_template} team={team} because={because(team)} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
