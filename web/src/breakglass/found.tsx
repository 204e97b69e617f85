// Whoever was found for an emergency look, by a search or by a scanned card: say why, confirm with a second factor.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { EmergencyKind, EmergencyMatch } from '../api/types';
import { queryClient } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { RadioGroup, TextArea } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { bothDates } from '../person/words';
import { t } from '../words';
import { kinds } from './rules';

function Why({ match }: { match: EmergencyMatch }) {
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  const form = useForm({
    initial: { kind: '' as EmergencyKind | '', reason: '' },
    check: (v) => needed(v, ['kind', 'reason']),
    send: (v) =>
      api.post(`/people/${match.person_id}/break-glass`, {
        id,
        kind: v.kind as EmergencyKind,
        reason: v.reason,
      }),
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['break-glass'] });
      void navigate({ to: '/people/$person/emergency', params: { person: match.person_id } });
    },
  });
  return (
    <Form form={form} label={t('breakGlass.why')}>
      <Note tone="warn">
        <p className="font-bold">{t('breakGlass.before')}</p>
        <ul className="mt-1 list-disc pl-5">
          <li>{t('breakGlass.before.shown')}</li>
          <li>{t('breakGlass.before.told')}</li>
        </ul>
      </Note>
      <RadioGroup
        {...form.field('kind')}
        onValue={(kind) => form.set('kind', kind as EmergencyKind)}
        label={t('breakGlass.kind')}
        choices={kinds.map((value) => ({ value, label: t(`breakGlass.kind.${value}`) }))}
      />
      <TextArea
        {...form.field('reason')}
        label={t('breakGlass.reason')}
        hint={t('breakGlass.reasonHint')}
        maxLength={1000}
      />
      <div>
        <Button kind="danger" type="submit" icon="alert" busy={form.busy}>
          {t('breakGlass.open')}
        </Button>
      </div>
    </Form>
  );
}

export function Found({ match }: { match: EmergencyMatch }) {
  const own = { person: match.person_id };
  return (
    <>
      <p>
        <span className="block text-sm text-ink-soft">{match.kana}</span>
        <strong className="text-xl">{match.name}</strong>
        <span className="block">{bothDates(match.birth_date)}</span>
      </p>
      {match.has_seat ? (
        <Note>
          <p className="mb-2">{t('breakGlass.hasSeat')}</p>
          <LinkButton to="/people/$person" params={own}>
            {t('breakGlass.useSeat')}
          </LinkButton>
        </Note>
      ) : match.open ? (
        <Note>
          <p className="mb-2">{t('breakGlass.alreadyOpen')}</p>
          <LinkButton to="/people/$person/emergency" params={own}>
            {t('breakGlass.goOn')}
          </LinkButton>
        </Note>
      ) : (
        <Why match={match} />
      )}
    </>
  );
}
