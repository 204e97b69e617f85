// Which room of src/ a route belongs to, and the rooms a quick `./test` asks a walk over all routes for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './server.ts';

const asked = process.env.MUSUBI_TEST_ROOMS?.split(' ');

/** True where all rooms are asked. */
export const wholly = asked === undefined;

/** Whether the route of this name (its operationId) is to be asked: it stands in the doors of a room that is. */
export const isAsked: (route: string) => boolean = wholly ? () => true : (route) => doors().some((text) => text.includes(`"${route}"`));

let texts: string[] | undefined;
function doors(): string[] {
  return (texts ??= asked!.flatMap((room) => {
    const folder = join(root, 'src', room);
    return readdirSync(folder).filter((file) => /_(routes|doors)\w*\.cpp$/.test(file)).map((file) => readFileSync(join(folder, file), 'utf8'));
  }));
}
