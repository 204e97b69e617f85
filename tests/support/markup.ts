// Texts that would act if they were ever put into HTML, an attribute, an address, a style or a script; where the program
// takes them (from its own description); and the pages of the web app (from its router).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './server.ts';

/** What each shape breaks out of. `pwn` is put into every page by the test and counts its calls. */
const shapes: readonly ((mark: string) => string)[] = [
  (m) => `javascript:pwn('${m}')//"'><img src=x onerror=pwn('${m}')></script><script>pwn('${m}')</script>{{pwn('${m}')}}`,
  (m) => `"><img src=x onerror=pwn('${m}')>`,
  (m) => `' onfocus=pwn('${m}') autofocus x='`,
  (m) => `</script><script>pwn('${m}')</script>`,
  (m) => `javascript:pwn('${m}')`,
  (m) => `<svg onload=pwn('${m}')>`,
  (m) => `</style><style>*{background:url(//x.invalid/${m})}`,
  (m) => '${' + `pwn('${m}')}{{pwn('${m}')}}`,
  (m) => `<b>${m}`,
];
/** How often each field is asked, each time with another shape. */
export const rounds = 3;
/** The longest shapes that fit, another one each round; undefined where nothing fits that could act. */
export function markupFor(field: number, round: number, most: number): string | undefined {
  const mark = `k${field}r${round}z`;
  const fitting = shapes.map((shape) => shape(mark)).filter((text) => text.length <= most);
  return fitting[(round === 0 ? 0 : field + round) % fitting.length] ?? fitting[0];
}

export interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  type?: string;
  format?: string;
  enum?: string[];
  maxLength?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
}
export interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Puts `put(path, most)` wherever a body takes free text: there already, or left out. Ids, days, codes of a list and secrets stay. */
export class Filler {
  constructor(private readonly description: Description, private readonly put: (path: string, most: number) => string | undefined) {}
  private meant(schema: Schema): Schema {
    if (schema.$ref) return this.meant(this.description.components.schemas[schema.$ref.split('/').at(-1)!]!);
    const choice = schema.anyOf?.find((one) => one.type !== 'null');
    return choice ? this.meant(choice) : schema;
  }
  private isText(schema: Schema): boolean { return schema.type === 'string' && !schema.format && !schema.enum; }
  fill(given: Schema, value: unknown, path: string): unknown {
    const schema = this.meant(given);
    if (this.isText(schema)) return this.put(path, schema.maxLength ?? 1000) ?? value;
    if (schema.type === 'array' && schema.items) {
      const items = schema.items;
      const list = Array.isArray(value) ? value : [];
      if (list.length === 0) {
        const first = value !== undefined && this.isText(this.meant(items)) ? this.fill(items, undefined, `${path}[]`) : undefined;
        return first === undefined ? value : [first];
      }
      return list.map((one) => this.fill(items, one, `${path}[]`));
    }
    if (schema.type !== 'object' || value === null || typeof value !== 'object') return value;
    if (!schema.properties) return this.anything(value, path);
    const out: Record<string, unknown> = { ...value };
    for (const [name, member] of Object.entries(schema.properties))
      if (name in out || this.isText(this.meant(member))) out[name] = this.fill(member, out[name], path ? `${path}.${name}` : name);
    return out;
  }
  /** A form is a document of its own (HL7 FHIR): what a reader is shown of it. */
  private anything(value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.anything(one, `${path}[]`));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => {
      const shown = ['title', 'text', 'display'].includes(name) && typeof member === 'string';
      return [name, shown ? (this.put(`${path}.${name}`, 200) ?? member) : this.anything(member, `${path}.${name}`)];
    }));
  }
}

/** The addresses of the web app, as its folders declare them; throws at a route that is written in another way. */
export function pagesOfTheApp(): { path: string; signedIn: boolean }[] {
  const pages: { path: string; signedIn: boolean }[] = [];
  const folder = join(root, 'web/src');
  for (const file of readdirSync(folder, { recursive: true }) as string[]) {
    if (!/\.tsx?$/.test(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    const made = text.match(/\bcreateRoute\(/g)?.length ?? 0;
    if (made === 0) continue;
    const found = [...text.matchAll(/createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*(?:path: '([^']+)'|id: '([^']+)')/g)];
    if (found.length !== made) throw new Error(`${file}: ${made} routes, ${found.length} of them understood`);
    for (const [, parent, path, id] of found) {
      if (id || path === '/people/$person') continue; // layouts: they have no page of their own
      if (!['root', 'signedIn', 'personRoute'].includes(parent!)) throw new Error(`${file}: a route under ${parent}`);
      pages.push({ path: parent === 'personRoute' ? `/people/$person${path === '/' ? '' : path}` : path!, signedIn: parent !== 'root' });
    }
  }
  return pages;
}
