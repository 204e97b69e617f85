import { useQuery } from '@tanstack/react-query';

import { newId } from '../api/ids';
import type { Category, FileView, InfoClass } from '../api/types';
import { usePost, useSession } from '../app/session';
import { Loading, Note, Page } from '../parts/page';
import { usePerson } from '../person/person-layout';
import { fullName } from '../person/queries';
import { useCodes } from '../region/queries';
import { t } from '../words';
import { clearOld, findDraft, store, type DraftValues } from './store';
import { WriteForm } from './write-form';

interface Habit {
  category: Category;
  info_class: InfoClass;
  with_guardians: boolean;
}
const habitKey = (post: string) => `musubi.habit.${post}`;
/** What this post chose last time; nothing of a person is kept here. */
export function rememberHabit(post: string, habit: Habit): void {
  localStorage.setItem(habitKey(post), JSON.stringify(habit));
}
export function lastHabit(post: string): Partial<Habit> {
  try {
    return JSON.parse(localStorage.getItem(habitKey(post)) ?? '{}') as Partial<Habit>;
  } catch {
    return {};
  }
}
/** Category, class and audience for a fresh sheet: the last choice, else the profession's, within what may be read. */
export function freshValues(
  habit: Partial<Habit>,
  mayRead: readonly InfoClass[],
  byProfession: readonly InfoClass[],
  isGuardian: boolean,
  own = false,
): DraftValues {
  const usable = (c: InfoClass | undefined): c is InfoClass => c !== undefined && mayRead.includes(c);
  return {
    id: newId(),
    category:
      habit.category && habit.category !== 'urgent' ? habit.category : isGuardian ? 'contact' : 'report',
    info_class: usable(habit.info_class)
      ? habit.info_class
      : (byProfession.filter((c) => c !== 'basic').find(usable) ?? mayRead[0] ?? 'basic'),
    importance: 'normal',
    happened_at: null,
    body: '',
    asks_confirmation: false,
    whole_team: true,
    with_guardians: (isGuardian && !own) || (habit.with_guardians ?? false),
    with_person: false, // never by habit
    seat_ids: [],
    mention_post_ids: [],
  };
}

export function WritePage() {
  const person = usePerson();
  const { account } = useSession();
  const { id: post, profession, isGuardian, own } = usePost();
  const { defaultClasses, ready } = useCodes();
  const accountId = account?.id ?? '';
  const draft = useQuery({
    queryKey: ['draft', accountId, person.id],
    queryFn: async () => {
      await clearOld(store);
      return (await findDraft(store, accountId, person.id)) ?? null;
    },
    staleTime: 0,
    gcTime: 0,
    networkMode: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const back = {
    to: { to: '/people/$person', params: { person: person.id } },
    label: t('notebook.title'),
  } as const;
  if (!person.access.may.includes('post'))
    return (
      <Page title={t('write.title', { name: fullName(person) })} back={back} narrow>
        <Note tone="warn">{t('write.mayNot')}</Note>
      </Page>
    );
  if (draft.isPending || !ready) return <Loading />;
  const values =
    draft.data?.values ??
    freshValues(lastHabit(post), person.access.classes, defaultClasses(profession), isGuardian, !!own);
  const files: FileView[] = draft.data?.files ?? [];
  return (
    <Page title={t('write.title', { name: fullName(person) })} back={back} narrow>
      {draft.data && <Note>{t('write.draftFound')}</Note>}
      <WriteForm person={person} initial={values} initialFiles={files} />
    </Page>
  );
}
