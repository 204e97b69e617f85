// The files that take longest begin first, so that nobody waits for one of them alone; and a browser file beside one of the
// API, as two browsers already fill two cores.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Measured on two cores, half a minute and more each. A file that is not here begins after these. */
const long = ['first-day', 'kill', 'record-pages', 'matrix', 'records', 'notebook', 'script', 'passkey', 'break-glass', 'restart', 'accessibility', 'bad_http'];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((name) => moduleId.includes(`/${name}.`));
      return found < 0 ? long.length : found;
    };
    const inOrder = files.toSorted((a, b) => place(a) - place(b));
    const browser = inOrder.filter((file) => file.moduleId.includes('/e2e/'));
    const api = inOrder.filter((file) => !browser.includes(file));
    const turns = Math.max(browser.length, api.length);
    return Array.from({ length: turns }, (_, i) => [browser[i], api[i]]).flat().filter((file) => file !== undefined);
  }
}
