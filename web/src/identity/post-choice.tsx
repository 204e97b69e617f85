import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';

import { api } from '../api/client';
import type { PostView } from '../api/types';
import { adoptSession, useSession } from '../app/session';
import { Badge } from '../parts/badge';
import { Icon } from '../parts/icon';
import { EmptyState, Trouble } from '../parts/page';
import { toast } from '../parts/toast';
import { t } from '../words';

export const postName = (post: PostView): string =>
  post.kind === 'professional'
    ? post.facility_name
    : `${post.region_name} ${t(post.people.some((p) => p.own) ? 'postKind.self' : `postKind.${post.kind}`)}`;

/** The posts of this human; pressing one acts as it from now on. */
export function PostChoice({ onChosen }: { onChosen?: () => void }) {
  const { posts, post } = useSession();
  const router = useRouter();
  const [error, setError] = useState<unknown>(null);
  const choose = async (chosen: PostView) => {
    setError(null);
    try {
      adoptSession(await api.put('/session/post', { post_id: chosen.id }));
      toast(t('account.switched', { facility: postName(chosen) }));
      await router.invalidate();
      onChosen?.();
    } catch (e) {
      setError(e);
    }
  };
  if (posts.length === 0) return <EmptyState icon="building" title={t('signIn.noPost')} />;
  return (
    <>
      {error !== null && <Trouble error={error} />}
      <ul className="grid gap-2">
        {posts.map((p) => (
          <li key={p.id}>
            <button
              type="button"
              disabled={p.id === post?.id}
              onClick={() => void choose(p)}
              className="flex min-h-16 w-full items-center gap-3 rounded-xl border border-line-strong bg-surface px-4 py-3 text-left enabled:hover:border-accent enabled:hover:bg-accent-soft"
            >
              <Icon name={p.kind === 'guardian' ? 'heart' : 'building'} className="size-6" />
              <span className="flex-1">
                <span className="block font-bold">{postName(p)}</span>
                <span className="block text-sm text-ink-soft">
                  {[p.region_name, p.title, ...p.people.map((x) => x.name)].filter(Boolean).join('・')}
                </span>
              </span>
              {p.id === post?.id ? <Badge tone="good">{t('account.now')}</Badge> : <Icon name="next" />}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
