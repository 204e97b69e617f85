import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { DocumentsView } from '../api/types';
import { Button } from '../parts/button';
import { RadioGroup, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { Loaded, Note, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { pick, t } from '../words';
import { adopt, documentsQuery } from './queries';

function Begin({ view }: { view: DocumentsView }) {
  const person = usePerson();
  const navigate = useNavigate();
  const id = useRef(newId());
  const form = useForm({
    initial: { form_key: '', title: '' },
    check: (v) => needed(v, ['form_key']),
    send: (v) => api.post(`/people/${person.id}/documents`, { id: id.current, ...v, info_class: null }),
    done: (made) => {
      adopt(person.id, made);
      void navigate({
        to: '/people/$person/documents/$document',
        params: { person: person.id, document: made.document.id },
        replace: true,
      });
    },
  });
  return (
    <Form form={form}>
      <RadioGroup
        {...form.field('form_key')}
        label={t('document.chooseForm')}
        inline={false}
        choices={view.forms.map((f) => ({
          value: f.key,
          label: pick({ ja: f.title, en: f.title_en }),
          hint: `${t(`document.kind.${f.kind}`)}・${t(`class.${f.info_class}`)}`,
        }))}
      />
      <TextField
        {...form.field('title')}
        label={t('document.title')}
        hint={t('document.titleHint')}
        maxLength={100}
        optional
      />
      <Note>{t('document.prefillNote')}</Note>
      <div>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('document.beginNow')}
        </Button>
      </div>
    </Form>
  );
}
export function NewDocumentPage() {
  const person = usePerson();
  const documents = useQuery(documentsQuery(person.id));
  return (
    <Page
      title={t('document.begin')}
      narrow
      back={{
        to: { to: '/people/$person/documents', params: { person: person.id } },
        label: t('document.list'),
      }}
    >
      <Loaded query={documents}>
        {(view) =>
          view.may_begin ? <Begin view={view} /> : <Note tone="warn">{t('document.mayNotBegin')}</Note>
        }
      </Loaded>
    </Page>
  );
}
