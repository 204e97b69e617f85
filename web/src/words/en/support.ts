import type { support as ja } from '../ja/support';

export const support: Record<keyof typeof ja, string> = {
  'team.title': 'Support team',
};
