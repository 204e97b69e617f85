import type { AuditLine } from '../api/types';
import { Badge } from '../parts/badge';
import { useCodes } from '../region/queries';
import { accessLogWord } from '../person/words';
import { t, textOr } from '../words';

/** Who: name, facility, profession. */
export function Who({
  line,
}: {
  line: Pick<AuditLine, 'account_name' | 'facility_name' | 'profession' | 'login'>;
}) {
  const { profession } = useCodes();
  const place = [line.facility_name, line.profession && profession(line.profession)]
    .filter(Boolean)
    .join('・');
  return (
    <>
      <span className="font-bold">{line.account_name || t('accessLog.someone')}</span>
      {line.login && <span className="text-sm text-ink-soft"> {line.login}</span>}
      {place && <span className="block text-sm text-ink-soft">{place}</span>}
    </>
  );
}
/** What, of which classes, and why; or why not. */
export function What({ line }: { line: AuditLine }) {
  return (
    <>
      {accessLogWord('action', line.action)}
      {line.subject_kind && textOr(`auditSubject.${line.subject_kind}`, '') && (
        <span>（{textOr(`auditSubject.${line.subject_kind}`, '')}）</span>
      )}
      <span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
        {line.outcome === 'refused' ? (
          <Badge tone="warn" icon="lock">
            {t('accessLog.refused')} {textOr(`auditRule.${line.basis}`, line.basis)}
          </Badge>
        ) : (
          line.basis && <span>{accessLogWord('accessLog.basis', line.basis)}</span>
        )}
        {line.classes.length > 0 && (
          <span>
            {t('accessLog.inClasses', { list: line.classes.map((c) => t(`class.${c}`)).join('・') })}
          </span>
        )}
      </span>
    </>
  );
}
