import { Badge } from '../parts/badge';
import { t } from '../words';
import type { RecordView } from './types';

/** Beyond a limit, or a value worth a second look: shape and words, not colour alone. */
export function AlertMark({ record }: { record: Pick<RecordView, 'alert' | 'alert_seen' | 'unusual'> }) {
  if (record.alert !== 'none') {
    const low = record.alert.startsWith('low');
    return (
      <Badge tone={record.alert_seen ? 'plain' : 'danger'} icon="warn">
        {low ? '▼ ' : '▲ '}
        {t(low ? 'record.low' : 'record.high')}
      </Badge>
    );
  }
  return record.unusual ? (
    <Badge tone="warn" icon="question">
      {t('record.checkValue')}
    </Badge>
  ) : null;
}
