// The forms of the region: those that came with the program and its own. A copy is the way to begin.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import type { FormLine } from '../api/types';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Select, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Icon } from '../parts/icon';
import { Loaded, Page } from '../parts/page';
import { pick, t } from '../words';
import { shortTime } from '../words/dates';
import { adoptForm, formsQuery } from './queries';
import { newRow } from './rules';

export const formTitle = (f: { title: string; title_en: string }): string =>
  pick({ ja: f.title, en: f.title_en });

function Line({ form }: { form: FormLine }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/manage/forms/$form"
        params={{ form: form.key }}
        className="flex items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-sunken sm:px-5"
      >
        <span className="grid min-w-0 flex-1 gap-1">
          <span className="text-lg font-bold">{formTitle(form)}</span>
          <span className="flex flex-wrap items-center gap-2">
            <Badge>{t(`document.kind.${form.kind}`)}</Badge>
            <Badge>{t(`form.origin.${form.origin}`)}</Badge>
            {form.draft_revision > 0 && (
              <Badge tone="warn" icon="pencil">
                {t('form.hasDraft')}
              </Badge>
            )}
            {form.version === 0 && <Badge tone="info">{t('form.neverPublished')}</Badge>}
            {form.retired && (
              <Badge tone="plain" icon="hide">
                {t('form.retired')}
              </Badge>
            )}
          </span>
          <span className="text-sm text-ink-soft">
            {form.version > 0 && t('common.version', { n: form.version })}
            {form.changed_at &&
              `・${t('document.changedBy', { name: form.changed_by_name, time: shortTime(form.changed_at) })}`}
          </span>
        </span>
        <Icon name="next" className="size-4 text-ink-soft" />
      </Link>
    </li>
  );
}
function Begin({ forms, onClose }: { forms: readonly FormLine[]; onClose: () => void }) {
  const navigate = useNavigate();
  const form = useForm({
    initial: { title: '', copy_of: '' },
    check: (v) => needed(v, ['title']),
    // The key is for the program; people see the title.
    send: (v) =>
      api.post('/region/forms', {
        key: `own_${newRow()}`,
        title: v.title,
        copy_of: v.copy_of || null,
      }),
    done: (view) => {
      adoptForm(view);
      onClose();
      void navigate({ to: '/manage/forms/$form', params: { form: view.form.key } });
    },
  });
  return (
    <Form form={form}>
      <Select
        {...form.field('copy_of')}
        label={t('form.copyOf')}
        hint={t('form.copyHint')}
        optional
        empty={t('form.copyNone')}
        choices={forms.filter((f) => f.version > 0).map((f) => ({ value: f.key, label: formTitle(f) }))}
      />
      <TextField {...form.field('title')} label={t('form.title')} maxLength={100} />
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('form.create')}
        </Button>
      </div>
    </Form>
  );
}
export function FormsPage() {
  const forms = useQuery(formsQuery);
  const [beginning, setBeginning] = useState(false);
  return (
    <Page
      title={t('nav.forms')}
      lead={t('form.lead')}
      narrow
      actions={
        <Button kind="primary" icon="plus" onClick={() => setBeginning(true)}>
          {t('form.new')}
        </Button>
      }
    >
      <Loaded query={forms}>
        {(lines) => (
          <>
            <ul className="card" aria-label={t('nav.forms')}>
              {lines.map((form) => (
                <Line key={form.key} form={form} />
              ))}
            </ul>
            <Dialog title={t('form.new')} open={beginning} onClose={() => setBeginning(false)} held>
              {beginning && <Begin forms={lines} onClose={() => setBeginning(false)} />}
            </Dialog>
          </>
        )}
      </Loaded>
    </Page>
  );
}
