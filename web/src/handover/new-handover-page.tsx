import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { useForm } from '../parts/form';
import { EmptyState, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { todayText } from '../words/dates';
import { checkHandover, contentOf, emptyValues, HandoverForm } from './handover-form';
import { refreshHandovers } from './queries';

/** The next 1 April: when school years, and most handovers, begin. */
function nextSchoolYear(today = todayText()): string {
  const year = Number(today.slice(0, 4));
  return `${today < `${year}-04-01` ? year : year + 1}-04-01`;
}

export function NewHandoverPage() {
  const person = usePerson();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const form = useForm({
    initial: emptyValues(nextSchoolYear()),
    check: checkHandover,
    send: (v) => api.post(`/people/${person.id}/handovers`, { id, content: contentOf(v) }),
    done: () => {
      toast(t('handover.saved'));
      refreshHandovers(person.id);
      void navigate({
        to: '/people/$person/handovers/$handover',
        params: { person: person.id, handover: id },
      });
    },
  });
  const back = {
    to: { to: '/people/$person/handovers', params: { person: person.id } } as const,
    label: t('handover.title'),
  };
  return (
    <Page title={t('handover.new')} back={back} narrow>
      {person.access.may.includes('write_handover') ? (
        <div className="card p-4 sm:p-5">
          <HandoverForm form={form} submit={t('handover.save')} />
        </div>
      ) : (
        <EmptyState icon="lock" title={t('write.mayNot')} />
      )}
    </Page>
  );
}
