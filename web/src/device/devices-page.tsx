// The devices of a facility (its manager) or of the region (its operators): codes, ends, revocation.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { DeviceCode, DeviceView } from '../api/types';
import { queryClient, usePost } from '../app/session';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { RadioGroup, TextField } from '../parts/field';
import { explain, Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Note, Page } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { dateTime } from '../words/dates';
import { OwnDevice } from './own-device';
import { devicesQuery } from './queries';

const tones: Record<DeviceView['state'], Tone> = {
  waiting: 'info',
  active: 'good',
  ending: 'warn',
  expired: 'danger',
  revoked: 'plain',
};
const refresh = () => void queryClient.invalidateQueries({ queryKey: ['devices'] });

/** Shown once; written down or read aloud, then typed on the device. */
function Code({ made, onClose }: { made: DeviceCode; onClose: () => void }) {
  return (
    <Dialog title={t('device.codeFor', { name: made.device.name })} open onClose={onClose} alert>
      <div className="grid gap-3">
        <p>{t('device.codeLead', { page: `${window.location.origin}/device` })}</p>
        <p className="font-mono text-2xl" data-testid="device-code">
          {made.code}
        </p>
        <p className="text-sm text-ink-soft">{t('device.codeUntil', { at: dateTime(made.expires_at) })}</p>
        <div>
          <Button kind="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Add({
  facility,
  onMade,
  onClose,
}: {
  facility: string | null;
  onMade: (made: DeviceCode) => void;
  onClose: () => void;
}) {
  const id = useRef(newId());
  const form = useForm({
    initial: { name: '' },
    check: (v) => needed(v, ['name']),
    send: (v) => {
      const body = { id: id.current, name: v.name };
      return facility ? api.post(`/facilities/${facility}/devices`, body) : api.post('/region/devices', body);
    },
    done: onMade,
  });
  return (
    <Dialog title={t('device.add')} open onClose={onClose}>
      <Form form={form}>
        <TextField
          {...form.field('name')}
          label={t('device.name')}
          hint={t('device.nameHint')}
          maxLength={60}
          autoComplete="off"
        />
        <div>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('device.issue')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

const reasons = ['lost', 'replaced', 'retired', 'other'] as const;

function Revoke({ device, onClose }: { device: DeviceView; onClose: () => void }) {
  const form = useForm({
    initial: { because: 'lost' as (typeof reasons)[number], reason: '' },
    send: (v) => api.post(`/devices/${device.id}/revoke`, v),
    done: () => {
      toast(t('device.revoked', { name: device.name }));
      refresh();
      onClose();
    },
  });
  return (
    <Dialog title={t('device.revokeOne', { name: device.name })} open onClose={onClose} alert>
      <Form form={form}>
        <p>{t('device.revokeLead')}</p>
        <RadioGroup
          label={t('device.because')}
          value={form.values.because}
          onValue={(v) => form.set('because', v as (typeof reasons)[number])}
          choices={reasons.map((value) => ({ value, label: t(`device.because.${value}`) }))}
        />
        <TextField {...form.field('reason')} label={t('common.reason')} optional maxLength={500} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" kind="danger" busy={form.busy}>
            {t('device.revoke')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function Line({
  device,
  withFacility,
  onCode,
  onRevoke,
}: {
  device: DeviceView;
  withFacility: boolean;
  onCode: () => void;
  onRevoke: () => void;
}) {
  const facts = [
    withFacility && device.facility_name,
    device.last_used_at ? t('device.used', { at: dateTime(device.last_used_at) }) : t('device.unused'),
    device.code_until && t('device.codeUntil', { at: dateTime(device.code_until) }),
    device.revoked_at && t('device.revokedAt', { at: dateTime(device.revoked_at) }),
    device.revoked_because && t(`device.because.${device.revoked_because}`),
    device.revoke_reason,
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-bold break-words">{device.name}</span>
          <Badge tone={tones[device.state]}>{t(`device.state.${device.state}`)}</Badge>
          {device.days_left != null && device.state !== 'revoked' && device.state !== 'expired' && (
            <span className="text-sm">{t('device.daysLeft', { n: device.days_left })}</span>
          )}
        </p>
        <p className="text-sm text-ink-soft">{facts.join('・')}</p>
      </div>
      {device.state !== 'revoked' && (
        <div className="flex flex-wrap gap-1">
          <Button onClick={onCode} aria-label={t('device.newCodeOne', { name: device.name })}>
            {t('device.newCode')}
          </Button>
          <Button kind="quiet" onClick={onRevoke} aria-label={t('device.revokeOne', { name: device.name })}>
            {t('device.revoke')}
          </Button>
        </div>
      )}
    </li>
  );
}

export function DevicesPage() {
  const { facilityId, isOperator } = usePost();
  const facility = isOperator ? null : facilityId;
  const devices = useQuery({ ...devicesQuery(facility), enabled: isOperator || facility !== null });
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<DeviceCode | null>(null);
  const [revoking, setRevoking] = useState<DeviceView | null>(null);
  const show = (code: DeviceCode) => {
    setAdding(false);
    setMade(code);
    refresh();
  };
  const newCode = (device: DeviceView) =>
    api.post(`/devices/${device.id}/code`).then(show, (error: unknown) => toast(explain(error)));
  return (
    <Page
      title={t('device.title')}
      lead={t(isOperator ? 'device.leadRegion' : 'device.lead')}
      actions={
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('device.add')}
        </Button>
      }
    >
      <OwnDevice />
      <Loaded query={devices}>
        {(list) => {
          const ending = list.filter((d) => d.state === 'ending' || d.state === 'expired').length;
          return (
            <>
              {ending > 0 && <Note tone="warn">{t('device.endingCount', { n: ending })}</Note>}
              {list.length === 0 ? (
                <EmptyState icon="shield" title={t('device.empty')}>
                  {t('device.emptyLead')}
                </EmptyState>
              ) : (
                <ul className="card">
                  {list.map((d) => (
                    <Line
                      key={d.id}
                      device={d}
                      withFacility={isOperator}
                      onCode={() => void newCode(d)}
                      onRevoke={() => setRevoking(d)}
                    />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Loaded>
      {adding && <Add facility={facility} onMade={show} onClose={() => setAdding(false)} />}
      {made && <Code made={made} onClose={() => setMade(null)} />}
      {revoking && <Revoke device={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}
