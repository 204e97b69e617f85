// Changing a form item by item. Pure; each answers the form as it is afterwards and leaves the given one alone.
import { indexOf, isTable, type Condition, type Item, type Questionnaire } from './model';

type Items = readonly Item[];
/** The list that holds the item, changed by `change`; every other stays the same object. */
function inList(items: Items, linkId: string, change: (list: Items, at: number) => Items): Item[] {
  const at = items.findIndex((x) => x.linkId === linkId);
  if (at >= 0) return [...change(items, at)];
  return items.map((x) => (x.item ? { ...x, item: inList(x.item, linkId, change) } : x));
}
const withItems = (form: Questionnaire, item: Item[]): Questionnaire => ({ ...form, item });
const changed = (
  form: Questionnaire,
  linkId: string,
  change: (list: Items, at: number) => Items,
): Questionnaire => withItems(form, inList(form.item ?? [], linkId, change));

export function freshLinkId(form: Questionnaire, start = 'q'): string {
  const taken = indexOf(form);
  let n = 1;
  while (taken.has(`${start}${n}`)) n++;
  return `${start}${n}`;
}
export const putItem = (form: Questionnaire, linkId: string, item: Item): Questionnaire =>
  changed(form, linkId, (list, at) => list.with(at, item));
/** Below the item; `inside`: as the last of the group. Without a place: at the end of the form. */
export function addItem(
  form: Questionnaire,
  item: Item,
  place?: { linkId: string; inside: boolean },
): Questionnaire {
  if (!place) return withItems(form, [...(form.item ?? []), item]);
  return changed(form, place.linkId, (list, at) =>
    place.inside
      ? list.with(at, { ...list[at]!, item: [...(list[at]!.item ?? []), item] })
      : list.toSpliced(at + 1, 0, item),
  );
}
export const removeItem = (form: Questionnaire, linkId: string): Questionnaire =>
  changed(form, linkId, (list, at) => list.toSpliced(at, 1));
export const moveItem = (form: Questionnaire, linkId: string, by: -1 | 1): Questionnaire =>
  changed(form, linkId, (list, at) => {
    const other = list[at + by];
    return other ? list.with(at + by, list[at]!).with(at, other) : list;
  });

/** Where an item stands among its own: what can be done with it. */
export function placeIn(
  form: Questionnaire,
  linkId: string,
): { at: number; of: number; before?: Item; parent?: Item } {
  const find = (items: Items, parent?: Item): ReturnType<typeof placeIn> | undefined => {
    const at = items.findIndex((x) => x.linkId === linkId);
    if (at >= 0)
      return {
        at,
        of: items.length,
        ...(items[at - 1] && { before: items[at - 1]! }),
        ...(parent && { parent }),
      };
    for (const x of items) {
      const found = x.item && find(x.item, x);
      if (found) return found;
    }
    return undefined;
  };
  return find(form.item ?? []) ?? { at: 0, of: 0 };
}
const itemOf = (form: Questionnaire, linkId: string): Item | undefined => indexOf(form).get(linkId)?.item;
/** Into the group above it. */
export function moveInside(form: Questionnaire, linkId: string): Questionnaire {
  const { before } = placeIn(form, linkId);
  const item = itemOf(form, linkId);
  if (before?.type !== 'group' || !item) return form;
  return addItem(removeItem(form, linkId), item, { linkId: before.linkId, inside: true });
}
/** Out of its group, to stand below it. */
export function moveOutside(form: Questionnaire, linkId: string): Questionnaire {
  const { parent } = placeIn(form, linkId);
  const item = itemOf(form, linkId);
  if (!parent || !item) return form;
  return addItem(removeItem(form, linkId), item, { linkId: parent.linkId, inside: false });
}
/** With everything in it under new linkIds; what asks within the copy asks the copy. */
export function duplicate(form: Questionnaire, linkId: string): { form: Questionnaire; linkId: string } {
  const item = itemOf(form, linkId);
  if (!item) return { form, linkId };
  const taken = new Set(indexOf(form).keys());
  const names = new Map<string, string>();
  const name = (x: Item) => {
    let n = 2;
    const base = x.linkId.slice(0, 60);
    while (taken.has(`${base}-${n}`)) n++;
    taken.add(`${base}-${n}`);
    names.set(x.linkId, `${base}-${n}`);
    x.item?.forEach(name);
  };
  name(item);
  const copied = (x: Item): Item => ({
    ...x,
    linkId: names.get(x.linkId)!,
    ...(x.enableWhen && {
      enableWhen: x.enableWhen.map((c): Condition => ({
        ...c,
        question: names.get(c.question) ?? c.question,
      })),
    }),
    ...(x.item && { item: x.item.map(copied) }),
  });
  return { form: addItem(form, copied(item), { linkId, inside: false }), linkId: names.get(linkId)! };
}

// --- new items ------------------------------------------------------------------------------------------------

/** What an operator can add, as they think of it. */
export const kinds = [
  'string',
  'text',
  'choice',
  'choices',
  'open-choice',
  'boolean',
  'date',
  'integer',
  'decimal',
  'quantity',
  'group',
  'table',
  'display',
] as const;
export type Kind = (typeof kinds)[number];
export function kindOf(item: Item): Kind {
  if (isTable(item)) return 'table';
  if (item.type === 'choice' && item.repeats) return 'choices';
  return item.type;
}
export function newItem(form: Questionnaire, kind: Kind, text: string, option: (n: number) => string): Item {
  const type = kind === 'table' ? 'group' : kind === 'choices' ? 'choice' : kind;
  const base: Item = { linkId: freshLinkId(form), text, type };
  if (kind === 'table' || kind === 'choices') base.repeats = true;
  if (type === 'choice' || type === 'open-choice')
    base.answerOption = [1, 2].map((n) => ({ valueCoding: { code: String(n), display: option(n) } }));
  return base;
}

// --- sums in words --------------------------------------------------------------------------------------------

export type SumKind = 'sum' | 'count' | 'average' | 'age';
const asked = (linkId: string) => `%resource.descendants().where(linkId='${linkId}').answer.value`;
export function sumOf(kind: SumKind, linkId: string): string {
  const all = asked(linkId);
  return kind === 'average' ? `(${all}.sum() / ${all}.count()).round(1)` : `${all}.${kind}()`;
}
/** Reads back what `sumOf` wrote; null for an expression of somebody's own. */
export function readSum(text: string): { kind: SumKind; linkId: string } | null {
  const linkId = /where\(linkId='([^']+)'\)/.exec(text)?.[1];
  if (!linkId) return null;
  const kind = (['sum', 'count', 'average', 'age'] as const).find((k) => sumOf(k, linkId) === text);
  return kind ? { kind, linkId } : null;
}
