import type { notebook as ja } from '../ja/notebook';

export const notebook: Record<keyof typeof ja, string> = {
  'notebook.title': 'Notebook',
};
