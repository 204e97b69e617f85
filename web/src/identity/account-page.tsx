import { useState } from 'react';

import { api } from '../api/client';
import { preferences, savePreferences, type TextSize, type Theme } from '../app/preferences';
import { adoptSession, useSession } from '../app/session';
import { Button } from '../parts/button';
import { CheckBox, RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Note, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { shortPassword } from './new-password';
import { OidcLinks } from './oidc-links';
import { Passkeys } from './passkeys';
import { PostChoice } from './post-choice';
import { RecoveryCodes } from './recovery-codes';
import { Sessions, SignIns } from './sessions';
import { SignOutButton } from './sign-out';
import { TerminalSwitch } from './terminal-parts';

function Profile() {
  const { account } = useSession();
  const form = useForm({
    initial: {
      display_name: account?.display_name ?? '',
      kana: account?.kana ?? '',
      locale: account?.locale === 'en' ? 'en' : 'ja',
    },
    check: (v) => needed(v, ['display_name', 'kana']),
    send: (v) => api.put('/account/profile', { ...v, locale: v.locale === 'en' ? 'en' : 'ja' }),
    done: (view, v) => {
      adoptSession(view);
      toast(t('common.saved'));
      if (v.locale !== preferences().locale)
        window.dispatchEvent(new CustomEvent('musubi:language', { detail: v.locale }));
    },
  });
  return (
    <Form form={form}>
      <TextField {...form.field('display_name')} label={t('invite.name')} autoComplete="name" />
      <TextField {...form.field('kana')} label={t('invite.kana')} />
      <RadioGroup
        {...form.field('locale')}
        label={t('account.language')}
        choices={[
          { value: 'ja', label: t('account.languageJa') },
          { value: 'en', label: t('account.languageEn') },
        ]}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}
function Display() {
  const [now, setNow] = useState(preferences);
  return (
    <div className="grid gap-5">
      <p className="text-sm text-ink-soft">{t('account.displayLead')}</p>
      <RadioGroup
        label={t('account.textSize')}
        value={now.text}
        onValue={(text) => setNow(savePreferences({ text: text as TextSize }))}
        choices={(['16', '18', '22'] as const).map((value) => ({ value, label: t(`account.text${value}`) }))}
      />
      <RadioGroup
        label={t('account.theme')}
        value={now.theme}
        onValue={(theme) => setNow(savePreferences({ theme: theme as Theme }))}
        choices={[
          { value: 'system', label: t('account.themeSystem') },
          { value: 'light', label: t('account.themeLight') },
          { value: 'dark', label: t('account.themeDark') },
        ]}
      />
      <RadioGroup
        label={t('account.years')}
        value={now.eras ? 'era' : 'western'}
        onValue={(years) => setNow(savePreferences({ eras: years === 'era' }))}
        choices={[
          { value: 'western', label: t('account.yearsWestern') },
          { value: 'era', label: t('account.yearsEra') },
        ]}
      />
      <CheckBox
        label={t('account.contrast')}
        value={now.contrast}
        onValue={(contrast) => setNow(savePreferences({ contrast }))}
      />
    </div>
  );
}
function Password() {
  const [shown, setShown] = useState(false);
  const empty = { current: '', new_password: '' };
  const form = useForm({
    initial: empty,
    check: (v) => ({
      ...needed(v, ['current', 'new_password']),
      ...shortPassword('new_password', v.new_password),
    }),
    send: (v) => api.put('/account/password', v),
    done: () => {
      form.setAll(empty);
      toast(t('account.passwordDone'));
    },
  });
  const type = shown ? 'text' : 'password';
  return (
    <Form form={form}>
      <TextField
        {...form.field('current')}
        label={t('account.passwordNow')}
        type={type}
        autoComplete="current-password"
      />
      <TextField
        {...form.field('new_password')}
        label={t('account.passwordNew')}
        hint={t('invite.passwordHint')}
        type={type}
        autoComplete="new-password"
      />
      <CheckBox label={t('signIn.showPassword')} value={shown} onValue={setShown} />
      <div>
        <Button type="submit" busy={form.busy}>
          {t('account.passwordChange')}
        </Button>
      </div>
    </Form>
  );
}
function Recovery() {
  const { recovery_codes_left: left, account } = useSession();
  const [codes, setCodes] = useState<string[] | null>(null);
  const form = useForm({
    initial: {},
    send: () => api.post('/account/recovery-codes'),
    done: (result) => setCodes(result.recovery_codes),
  });
  if (codes)
    return <RecoveryCodes codes={codes} login={account?.login ?? ''} onKept={() => setCodes(null)} />;
  return (
    <Form form={form}>
      {left != null &&
        (left <= 3 ? (
          <Note tone="warn">{t('recovery.few', { n: left })}</Note>
        ) : (
          <p>{t('recovery.left', { n: left })}</p>
        ))}
      <p className="text-sm text-ink-soft">{t('recovery.renewHint')}</p>
      <div>
        <Button type="submit" busy={form.busy}>
          {t('recovery.renew')}
        </Button>
      </div>
    </Form>
  );
}

export function AccountPage() {
  const { account } = useSession();
  return (
    <Page title={t('account.title')} lead={account?.login} actions={<SignOutButton />} narrow>
      <Section title={t('account.posts')}>
        <PostChoice />
      </Section>
      <Section title={t('account.profile')}>
        <Profile />
      </Section>
      <Section title={t('account.display')}>
        <Display />
      </Section>
      <Section title={t('account.password')}>
        <Password />
      </Section>
      <Section title={t('passkey.title')}>
        <Passkeys />
      </Section>
      <Section title={t('oidc.title')}>
        <OidcLinks />
      </Section>
      <Section title={t('account.recovery')}>
        <Recovery />
      </Section>
      <Section title={t('terminal.title')}>
        <TerminalSwitch />
      </Section>
      <Section title={t('account.sessions')}>
        <Sessions />
      </Section>
      <Section title={t('account.history')}>
        <SignIns />
      </Section>
    </Page>
  );
}
