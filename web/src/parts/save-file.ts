import { api, type Query } from '../api/client';
import { explain } from './form';
import { toast } from './toast';

/** Fetches a sheet and hands it to the browser as a file. */
export async function saveFile(path: string, name: string, query?: Query): Promise<void> {
  try {
    const url = URL.createObjectURL(await api.file(path, query));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (error) {
    toast(explain(error), { tone: 'bad' });
  }
}
