import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { api } from '../api/client';
import type { EntryLimits, EntryView, PersonView } from '../api/types';
import { usePost } from '../app/session';
import { Button, LinkButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { explain } from '../parts/form';
import { toast } from '../parts/toast';
import { usePerson } from '../person/person-layout';
import { t } from '../words';
import { EditEntry } from './edit-entry';
import { refreshEntries } from './entry-actions';
import { GuardianLimits, hasOwn, mayLimit } from './guardian-limits';
import { HideForm, mayHide } from './hide-form';
import { EntryVersions } from './versions';

type Open = 'edit' | 'hide' | 'versions' | 'limits';

/** What can be done with an entry beside answering it, by whoever may. */
export function EntryTools({ entry, limits }: { entry: EntryView; limits?: EntryLimits | null | undefined }) {
  const person = usePerson();
  const { id: myPost } = usePost();
  const [open, setOpen] = useState<Open | null>(null);
  const path = `/people/${entry.person_id}/entries/${entry.id}` as const;
  const pin = useMutation({
    mutationFn: (on: boolean) => api.put(`${path}/pin`, { on }),
    onSuccess: () => refreshEntries(entry.person_id),
    onError: (error) => toast(explain(error), { tone: 'bad' }),
  });
  const { may, is_guardian: isGuardian } = person.access;
  const mayPin = may.includes('post') && !isGuardian; // it stands on top for the whole team
  return (
    <div className="flex flex-wrap gap-1">
      {mayPin && !entry.hidden && (
        <Button
          kind="quiet"
          icon="pin"
          aria-pressed={entry.pinned}
          disabled={pin.isPending}
          onClick={() => pin.mutate(!entry.pinned)}
        >
          {t(entry.pinned ? 'entry.unpin' : 'entry.pin')}
        </Button>
      )}
      {may.includes('write_task') && !entry.hidden && (
        <LinkButton
          kind="quiet"
          icon="check"
          to="/people/$person/tasks/new"
          params={{ person: entry.person_id }}
          search={{ entry: entry.id }}
        >
          {t('task.fromEntry')}
        </LinkButton>
      )}
      {entry.mine.may_edit && !entry.hidden && (
        <Button kind="quiet" icon="pencil" onClick={() => setOpen('edit')}>
          {t('entry.edit')}
        </Button>
      )}
      {mayHide(person, entry.author.post_id === myPost) && !entry.hidden && (
        <Button kind="quiet" icon="hide" onClick={() => setOpen('hide')}>
          {t('entry.hide')}
        </Button>
      )}
      {mayLimit(person, entry) && (
        <Button kind="quiet" icon="lock" onClick={() => setOpen('limits')}>
          {t(hasOwn(person) ? 'personLimits.title' : 'guardianLimits.title')}
        </Button>
      )}
      {entry.version > 1 && may.includes('read_past') && (
        <Button kind="quiet" icon="history" onClick={() => setOpen('versions')}>
          {t('entry.versions', { n: entry.version })}
        </Button>
      )}
      <ToolDialogs person={person} entry={entry} limits={limits} open={open} onClose={() => setOpen(null)} />
    </div>
  );
}
function ToolDialogs({
  person,
  entry,
  limits,
  open,
  onClose,
}: {
  person: PersonView;
  entry: EntryView;
  limits?: EntryLimits | null | undefined;
  open: Open | null;
  onClose: () => void;
}) {
  const done = () => {
    refreshEntries(entry.person_id);
    onClose();
  };
  return (
    <>
      <Dialog title={t('entry.edit')} open={open === 'edit'} onClose={onClose} wide>
        {open === 'edit' && (
          <EditEntry entry={entry} classes={person.access.classes} onDone={done} onCancel={onClose} />
        )}
      </Dialog>
      <Dialog title={t('entry.hide')} open={open === 'hide'} onClose={onClose}>
        <HideForm
          path={`/people/${entry.person_id}/entries/${entry.id}`}
          measured={entry.records.length > 0}
          onDone={done}
        />
      </Dialog>
      <Dialog title={t('entry.versionsTitle')} open={open === 'versions'} onClose={onClose} wide>
        {open === 'versions' && <EntryVersions person={entry.person_id} entry={entry.id} />}
      </Dialog>
      <Dialog
        title={t(hasOwn(person) ? 'personLimits.title' : 'guardianLimits.title')}
        open={open === 'limits'}
        onClose={onClose}
      >
        {open === 'limits' && <GuardianLimits person={person} entry={entry} limits={limits} onDone={done} />}
      </Dialog>
    </>
  );
}
