// Which key and which kind of file: the newer one, unless an old importer cannot read it.
import { RadioGroup } from '../parts/field';
import type { FormHandle } from '../parts/form';
import { Note } from '../parts/page';
import { t } from '../words';

export interface Choice {
  key: 'p256' | 'rsa3072';
  profile: 'standard' | 'legacy';
}
export const usual: Choice = { key: 'p256', profile: 'standard' };

export function FileChoice<V extends Choice>({ form }: { form: FormHandle<V> }) {
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center font-bold text-accent">
        {t('device.more')}
      </summary>
      <div className="mt-2 grid gap-4">
        <RadioGroup
          label={t('device.key')}
          value={form.values.key}
          onValue={(key) => form.set('key', key as V['key'])}
          inline={false}
          choices={[
            { value: 'p256', label: t('device.key.p256') },
            { value: 'rsa3072', label: t('device.key.rsa3072'), hint: t('device.key.rsaHint') },
          ]}
        />
        <RadioGroup
          label={t('device.profile')}
          value={form.values.profile}
          onValue={(profile) => form.set('profile', profile as V['profile'])}
          inline={false}
          choices={[
            { value: 'standard', label: t('device.profile.standard') },
            { value: 'legacy', label: t('device.profile.legacy') },
          ]}
        />
        {form.values.profile === 'legacy' && <Note tone="warn">{t('device.profile.legacyWarn')}</Note>}
      </div>
    </details>
  );
}
