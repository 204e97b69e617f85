// The files that take longest begin first, of both engines and the browser alike: so nobody waits for one of them alone.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Measured on two cores, half a minute and more each. A file that is not here begins after these. */
const long = ['api/kill', 'api/matrix', 'e2e/first-day', 'e2e/records', 'e2e/notebook', 'api/restart', 'e2e/passkey', 'e2e/break-glass', 'e2e/accessibility', 'api/bad_http'];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((name) => moduleId.includes(`/tests/${name}.`));
      return found < 0 ? long.length : found;
    };
    return files.toSorted((a, b) => place(a) - place(b));
  }
}
