// The marks of an entry: category and class, each by icon and word, never by colour alone.
import type { Category, InfoClass } from '../api/types';
import { Badge, type Tone } from '../parts/badge';
import type { IconName } from '../parts/icon';
import { t } from '../words';

const looks: Record<Category, [Tone, IconName]> = {
  contact: ['info', 'bell'],
  consult: ['ask', 'question'],
  report: ['good', 'book'],
  record: ['plain', 'pencil'],
  urgent: ['danger', 'alert'],
};
export function CategoryMark({ category }: { category: Category }) {
  const [tone, icon] = looks[category];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`category.${category}`)}
    </Badge>
  );
}
export function ClassMark({ infoClass }: { infoClass: InfoClass }) {
  return (
    <span className="inline-flex shrink-0 items-center rounded-md border border-line-strong px-1.5 whitespace-nowrap text-sm text-ink-soft">
      {t(`class.${infoClass}`)}
    </span>
  );
}
