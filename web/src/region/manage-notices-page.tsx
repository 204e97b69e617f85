import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { api } from '../api/client';
import { newId } from '../api/ids';
import type { NoticeView } from '../api/types';
import { queryClient } from '../app/session';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckBox, DateField, TextArea, TextField } from '../parts/field';
import { Form, needed, useForm } from '../parts/form';
import { EmptyState, Loaded, Page, Section } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';
import { longDate, todayText } from '../words/dates';
import { Documents } from './documents';
import { noticesQuery } from './queries';
import { TakeDown } from './take-down';

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: ['notices'] });
  void queryClient.invalidateQueries({ queryKey: ['region', 'history'] });
  void queryClient.invalidateQueries({ queryKey: ['portal'] });
}
function NoticeForm({ notice, onDone }: { notice: NoticeView | null; onDone: () => void }) {
  const id = useRef(notice?.id ?? newId());
  const [removing, setRemoving] = useState(false);
  const form = useForm({
    initial: {
      title: notice?.title ?? '',
      body: notice?.body ?? '',
      is_public: notice?.is_public ?? true,
      published_on: notice?.published_on ?? todayText(),
      expires_on: notice?.expires_on ?? '',
      reason: '',
    },
    check: (v) => needed(v, ['title', 'body', 'published_on']),
    send: ({ reason, ...v }) => {
      const body = { ...v, expires_on: v.expires_on || null };
      return notice
        ? api.put(`/region/notices/${id.current}`, { ...body, reason }, { version: notice.version })
        : api.post('/region/notices', { id: id.current, ...body });
    },
    done: () => {
      toast(t('common.saved'));
      refresh();
      onDone();
    },
  });
  if (notice && removing)
    return (
      <TakeDown
        what={{ notice: notice.id, version: notice.version }}
        onDone={() => {
          refresh();
          onDone();
        }}
      />
    );
  return (
    <Form form={form}>
      <TextField {...form.field('title')} label={t('notices.titleField')} />
      <TextArea {...form.field('body')} label={t('notices.body')} rows={6} />
      <CheckBox {...form.field('is_public')} label={t('notices.public')} hint={t('notices.publicHint')} />
      <div className="grid gap-x-5 sm:grid-cols-2">
        <DateField {...form.field('published_on')} label={t('notices.publishedOn')} />
        <DateField {...form.field('expires_on')} label={t('notices.expiresOn')} optional />
      </div>
      {notice && (
        <TextField
          {...form.field('reason')}
          label={t('common.reason')}
          hint={t('common.reasonHint')}
          optional
        />
      )}
      <div className="flex flex-wrap justify-between gap-2">
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
        {notice && (
          <Button kind="danger" onClick={() => setRemoving(true)}>
            {t('notices.delete')}
          </Button>
        )}
      </div>
    </Form>
  );
}
export function ManageNoticesPage() {
  const notices = useQuery(noticesQuery);
  const [open, setOpen] = useState<NoticeView | 'new' | null>(null);
  return (
    <Page title={t('notices.manage')} narrow>
      <Section
        title={t('notices.title')}
        flush
        actions={
          <Button icon="plus" onClick={() => setOpen('new')}>
            {t('notices.new')}
          </Button>
        }
      >
        <Loaded query={notices}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState icon="bell" title={t('notices.empty')}>
                {t('notices.emptyLead')}
              </EmptyState>
            ) : (
              <ul>
                {list.map((n) => (
                  <li
                    key={n.id}
                    className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-b-0 sm:px-5"
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block font-bold">{n.title}</span>
                      <span className="text-sm text-ink-soft">
                        {longDate(n.published_on)}
                        {n.expires_on && `〜${longDate(n.expires_on)}`}
                      </span>
                    </span>
                    <Badge tone={n.is_public ? 'info' : 'plain'}>
                      {t(n.is_public ? 'notices.isPublic' : 'notices.isMembers')}
                    </Badge>
                    <Button kind="quiet" onClick={() => setOpen(n)}>
                      {t('common.edit')}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
      <Documents />
      <Dialog
        title={t(open === 'new' ? 'notices.new' : 'notices.edit')}
        open={open !== null}
        onClose={() => setOpen(null)}
        wide
      >
        {open !== null && <NoticeForm notice={open === 'new' ? null : open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Page>
  );
}
