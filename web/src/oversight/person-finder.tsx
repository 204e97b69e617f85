import { api } from '../api/client';
import { Button } from '../parts/button';
import { TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { t } from '../words';

/** A family rings about their child: whose rows, by reading and birth date. The look for them is recorded like any. */
export function PersonFinder({ onFound }: { onFound: (id: string) => void }) {
  const form = useForm({
    initial: { family_kana: '', given_kana: '', birth_date: '' },
    check: (v) => needed(v, ['family_kana', 'birth_date']),
    send: (v) => api.post('/audit/person', v),
    done: ({ id }) => onFound(id),
  });
  return (
    <details className="sm:col-span-2 lg:col-span-3">
      <summary className="min-h-11 cursor-pointer py-2 text-accent underline">
        {t('audit.findPerson')}
      </summary>
      <Form form={form} label={t('audit.findPerson')}>
        <p className="text-sm text-ink-soft">{t('audit.findPersonHint')}</p>
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField {...form.field('family_kana')} label={t('person.familyKana')} autoComplete="off" />
          <TextField
            {...form.field('given_kana')}
            label={t('person.givenKana')}
            autoComplete="off"
            optional
          />
          <TextField {...form.field('birth_date')} label={t('person.birthDate')} type="date" />
        </div>
        <div>
          <Button type="submit" icon="search" busy={form.busy}>
            {t('audit.findPersonDo')}
          </Button>
        </div>
      </Form>
    </details>
  );
}
