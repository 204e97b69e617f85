// The region's operators see every rule of early signs with its sources, and switch one off or on again. No child is here.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Facts, Loaded, Page } from '../parts/page';
import { PastVersion, WithReason } from '../parts/past';
import { pick, t } from '../words';
import { Sources } from './parts';
import { refreshRules, rulesQuery, type SignRule } from './queries';

function Rule({ rule }: { rule: SignRule }) {
  const [open, setOpen] = useState(false);
  const name = pick(rule);
  const accuracy =
    rule.accuracy_ja && rule.accuracy_en && pick({ ja: rule.accuracy_ja, en: rule.accuracy_en });
  return (
    <section className="card grid gap-4 p-4 sm:p-5" aria-label={name}>
      <div className="grid gap-1">
        <h2 className="text-lg font-bold">{name}</h2>
        <p>
          <Badge tone={rule.is_on ? 'good' : 'plain'} icon={rule.is_on ? 'check' : 'hide'}>
            {t(rule.is_on ? 'sign.ruleOn' : 'sign.ruleOff')}
          </Badge>
        </p>
      </div>
      <Facts
        items={[
          [t('sign.inputs'), pick({ ja: rule.inputs_ja, en: rule.inputs_en })],
          [t('sign.why'), pick({ ja: rule.why_ja, en: rule.why_en })],
          [t('sign.cannot'), pick({ ja: rule.cannot_ja, en: rule.cannot_en })],
          ...(accuracy ? [[t('sign.accuracy'), accuracy] as const] : []),
          [t('sign.sources'), <Sources key="sources" sources={rule.sources} />],
        ]}
      />
      <div>
        <Button onClick={() => setOpen(true)}>{t(rule.is_on ? 'sign.turnOff' : 'sign.turnOn')}</Button>
      </div>
      {rule.versions.length > 0 && (
        <ol className="grid gap-2">
          {rule.versions.map((v) => (
            <PastVersion key={v.version} version={v}>
              <p>{t(v.is_on ? 'sign.ruleOn' : 'sign.ruleOff')}</p>
            </PastVersion>
          ))}
        </ol>
      )}
      <Dialog
        title={t(rule.is_on ? 'sign.turnOff' : 'sign.turnOn')}
        open={open}
        onClose={() => setOpen(false)}
      >
        <WithReason
          kind="primary"
          words={{
            lead: t(rule.is_on ? 'sign.turnOffLead' : 'sign.turnOnLead'),
            act: t(rule.is_on ? 'sign.turnOff' : 'sign.turnOn'),
            done: t('sign.turned'),
          }}
          send={(why) =>
            api.put(
              `/region/sign-rules/${rule.code}`,
              { is_on: !rule.is_on, ...why },
              { version: rule.version },
            )
          }
          onDone={() => {
            setOpen(false);
            void refreshRules();
          }}
        />
      </Dialog>
    </section>
  );
}

export function RulesPage() {
  const rules = useQuery(rulesQuery);
  return (
    <Page title={t('sign.rules')} lead={t('sign.rulesLead')} narrow>
      <Loaded query={rules}>{(list) => list.map((rule) => <Rule key={rule.code} rule={rule} />)}</Loaded>
    </Page>
  );
}
