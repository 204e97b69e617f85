// How a document stands: never by colour alone.
import type { DocumentLine } from '../api/types';
import { Badge, type Tone } from '../parts/badge';
import type { IconName } from '../parts/icon';
import { t } from '../words';
import { longDate } from '../words/dates';

const looks: Record<string, [Tone, IconName]> = {
  draft: ['plain', 'pencil'],
  waiting: ['ask', 'hand'],
  force: ['good', 'check'],
  past: ['plain', 'history'],
};
/** Where the document stands, as its reader says it. */
export function standing(line: DocumentLine): 'draft' | 'waiting' | 'force' | 'past' {
  if (line.stage === 'submitted') return 'waiting';
  if (line.stage === 'draft') return 'draft';
  return line.stage === 'agreed' && line.force ? 'force' : 'past';
}
export function StageMark({ line }: { line: DocumentLine }) {
  const at = standing(line);
  const [tone, icon] = looks[at]!;
  const waitsFor =
    at === 'waiting' && line.waiting_for !== 'none' ? t(`document.waitsFor.${line.waiting_for}`) : '';
  return (
    <Badge tone={tone} icon={icon}>
      {waitsFor || t(line.stage === 'taken_back' ? 'document.stage.taken_back' : `document.at.${at}`)}
    </Badge>
  );
}
/** How long until it is looked at again. */
export function ReviewMark({ line }: { line: DocumentLine }) {
  const days = line.days_left;
  if (days === null || days === undefined) return null;
  const late = days < 0;
  return (
    <Badge tone={late ? 'danger' : days <= 30 ? 'warn' : 'plain'} icon={late ? 'warn' : 'today'}>
      {late
        ? t('document.reviewLate', { n: -days })
        : days === 0
          ? t('document.reviewToday')
          : t('document.reviewIn', { n: days })}
    </Badge>
  );
}
/** 2026年4月1日から 2027年3月31日まで */
export const periodOf = ({ from, until }: { from: string; until?: string | null | undefined }): string =>
  [t('common.from', { date: longDate(from) }), until && t('common.until', { date: longDate(until) })]
    .filter(Boolean)
    .join(' ');
