import { Facts } from '../parts/page';
import { pick, t } from '../words';
import { longDate } from '../words/dates';
import type { IntakeSheet, Worry } from './types';

/** What was asked, read. */
export function SheetView({ sheet, worries }: { sheet: IntakeSheet; worries: readonly Worry[] }) {
  const named = (code: string): string => {
    const found = worries.find((w) => w.code === code);
    return found ? pick(found) : code;
  };
  return (
    <Facts
      items={[
        [
          t('intake.child'),
          `${sheet.family_name} ${sheet.given_name}（${sheet.family_kana} ${sheet.given_kana}）${longDate(sheet.birth_date)}`,
        ],
        [t('ask.district'), sheet.district],
        [t('ask.worries'), sheet.worries.map(named).join('、')],
        [t('ask.words'), sheet.words && <span className="prose">{sheet.words}</span>],
        [t('ask.supporters'), sheet.supporters && <span className="prose">{sheet.supporters}</span>],
        [t('intake.asker'), `${sheet.asker_name}（${t(`ask.relation.${sheet.relation}`)}）`],
        [
          t('intake.reachHow'),
          [`${t(`ask.reach.${sheet.reach}`)}：${sheet.contact}`, sheet.contact_when]
            .filter(Boolean)
            .join('・'),
        ],
      ]}
    />
  );
}
