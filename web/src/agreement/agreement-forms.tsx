// The forms of an agreement: propose, answer, end.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import { infoClasses, type AgreementView, type InfoClass } from '../api/types';
import { usePost } from '../app/session';
import { Button } from '../parts/button';
import { CheckGroup, DateField, Select, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note } from '../parts/page';
import { portalsQuery, useCodes } from '../region/queries';
import { t } from '../words';
import { todayText } from '../words/dates';

export function ProposeAgreement({ onDone }: { onDone: () => void }) {
  const id = useRef(newId());
  const own = usePost().post?.region_slug;
  const regions = useQuery(portalsQuery).data ?? [];
  const { professions } = useCodes();
  const form = useForm({
    initial: {
      partner_slug: '',
      title: '',
      professions: [] as string[],
      classes: ['basic'] as InfoClass[],
      starts_on: todayText(),
      ends_on: '',
    },
    check: (v) => needed(v, ['partner_slug', 'title', 'professions', 'classes', 'starts_on']),
    send: (v) => api.post('/agreements', { id: id.current, ...v, ends_on: v.ends_on || null }),
    done: onDone,
  });
  return (
    <Form form={form}>
      <Note>{t('agreement.proposeLead')}</Note>
      <Select
        {...form.field('partner_slug')}
        label={t('agreement.partner')}
        choices={regions
          .filter((one) => one.slug !== own)
          .map((one) => ({ value: one.slug, label: one.name }))}
      />
      <TextField {...form.field('title')} label={t('agreement.name')} hint={t('agreement.nameHint')} />
      <CheckGroup
        id={form.field('professions').id}
        label={t('agreement.professions')}
        hint={t('agreement.professionsHint')}
        error={form.problems.professions}
        value={form.values.professions}
        onValue={(v) => form.set('professions', v)}
        choices={professions}
      />
      <CheckGroup
        id={form.field('classes').id}
        label={t('agreement.classes')}
        hint={t('agreement.classesHint')}
        error={form.problems.classes}
        value={form.values.classes}
        onValue={(v) => form.set('classes', v)}
        choices={infoClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
      />
      <div className="grid gap-x-5 sm:grid-cols-2">
        <DateField {...form.field('starts_on')} label={t('common.startsOn')} />
        <DateField {...form.field('ends_on')} label={t('common.endsOn')} optional />
      </div>
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('agreement.propose')}
        </Button>
      </div>
    </Form>
  );
}

export function AnswerAgreement({ agreement, onDone }: { agreement: AgreementView; onDone: () => void }) {
  const [accept, setAccept] = useState(true);
  const form = useForm({
    initial: { reason: '' },
    check: (v) => (accept ? {} : needed(v, ['reason'])),
    send: (v) => api.post(`/agreements/${agreement.id}/answer`, { accept, reason: v.reason || null }),
    done: onDone,
  });
  return (
    <Form form={form}>
      <Note>{t('agreement.answerLead', { region: agreement.partner_name })}</Note>
      {!accept && <TextArea {...form.field('reason')} label={t('agreement.declineReason')} rows={2} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" kind={accept ? 'primary' : 'danger'} busy={form.busy}>
          {t(accept ? 'agreement.accept' : 'agreement.decline')}
        </Button>
        <Button kind="quiet" onClick={() => setAccept(!accept)}>
          {t(accept ? 'agreement.declineInstead' : 'agreement.acceptInstead')}
        </Button>
      </div>
    </Form>
  );
}

export function EndAgreement({ agreement, onDone }: { agreement: AgreementView; onDone: () => void }) {
  const proposed = agreement.state === 'proposed';
  const form = useForm({
    initial: { reason: '' },
    check: (v) => needed(v, ['reason']),
    send: (v) => api.post(`/agreements/${agreement.id}/end`, v),
    done: onDone,
  });
  return (
    <Form form={form}>
      <Note tone="warn">{t(proposed ? 'agreement.takeBackLead' : 'agreement.endLead')}</Note>
      <TextArea {...form.field('reason')} label={t('agreement.reason')} rows={2} />
      <div>
        <Button type="submit" kind="danger" busy={form.busy}>
          {t(proposed ? 'agreement.takeBack' : 'agreement.end')}
        </Button>
      </div>
    </Form>
  );
}
