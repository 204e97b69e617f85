// 広域連携協定: with which regions people may support each other's families, and within what.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { AgreementView } from '../api/types';
import { queryClient } from '../app/session';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { EmptyState, Facts, Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { longDate } from '../words/dates';
import { AnswerAgreement, EndAgreement, ProposeAgreement } from './agreement-forms';
import { agreementsQuery } from './queries';

type Open = { at: 'propose' } | { at: 'answer' | 'end'; agreement: AgreementView };

/** `agreed` before its first day and after its last is not the same as in force. */
function standing(one: AgreementView): { word: string; tone: Tone } {
  if (one.in_force) return { word: t('agreement.inForce'), tone: 'good' };
  if (one.state === 'agreed')
    return one.starts_on > new Date().toISOString().slice(0, 10)
      ? { word: t('agreement.later'), tone: 'info' }
      : { word: t('agreement.expired'), tone: 'plain' };
  if (one.state === 'proposed')
    return { word: t(one.proposed_here ? 'agreement.waiting' : 'agreement.asked'), tone: 'warn' };
  return { word: t(`agreement.state.${one.state}`), tone: 'plain' };
}

function Agreement({ one, onOpen }: { one: AgreementView; onOpen: (open: Open) => void }) {
  const { profession } = useCodes();
  const { word, tone } = standing(one);
  const asked = one.state === 'proposed' && !one.proposed_here;
  const mine = one.state === 'agreed' || (one.state === 'proposed' && one.proposed_here);
  return (
    <Section title={one.partner_name}>
      <p className="mb-3">
        <Badge tone={tone}>{word}</Badge>
      </p>
      <Facts
        items={[
          [t('agreement.name'), one.title],
          [t('agreement.professions'), one.professions.map(profession).join('・')],
          [t('agreement.classes'), one.classes.map((c) => t(`class.${c}`)).join('・')],
          [
            t('agreement.period'),
            t('agreement.fromTo', {
              from: longDate(one.starts_on),
              to: one.ends_on ? longDate(one.ends_on) : t('agreement.open'),
            }),
          ],
          ...(one.reason ? [[t('agreement.reason'), one.reason] as const] : []),
        ]}
      />
      <div className="mt-3 flex flex-wrap gap-3">
        {asked && (
          <Button kind="primary" onClick={() => onOpen({ at: 'answer', agreement: one })}>
            {t('agreement.answer')}
          </Button>
        )}
        {mine && (
          <Button onClick={() => onOpen({ at: 'end', agreement: one })}>
            {t(one.state === 'proposed' ? 'agreement.takeBack' : 'agreement.end')}
          </Button>
        )}
      </div>
    </Section>
  );
}

export function AgreementsPage() {
  const agreements = useQuery(agreementsQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const done = (said: string) => {
    toast(said);
    void queryClient.invalidateQueries({ queryKey: agreementsQuery.queryKey });
    setOpen(null);
  };
  return (
    <Page
      title={t('agreement.title')}
      lead={t('agreement.lead')}
      narrow
      actions={
        <Button icon="plus" onClick={() => setOpen({ at: 'propose' })}>
          {t('agreement.propose')}
        </Button>
      }
    >
      <Loaded query={agreements}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="team" title={t('agreement.empty')}>
              {t('agreement.emptyLead')}
            </EmptyState>
          ) : (
            list.map((one) => <Agreement key={one.id} one={one} onOpen={setOpen} />)
          )
        }
      </Loaded>
      {open && (
        <Dialog title={t(`agreement.dialog.${open.at}`)} open onClose={() => setOpen(null)}>
          {open.at === 'propose' && <ProposeAgreement onDone={() => done(t('agreement.proposed'))} />}
          {open.at === 'answer' && (
            <AnswerAgreement agreement={open.agreement} onDone={() => done(t('agreement.answered'))} />
          )}
          {open.at === 'end' && (
            <EndAgreement agreement={open.agreement} onDone={() => done(t('agreement.ended'))} />
          )}
        </Dialog>
      )}
    </Page>
  );
}
