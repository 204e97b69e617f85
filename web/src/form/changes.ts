// What is different between two versions of a form, item by item, for somebody who never saw its JSON.
import {
  calculatedOf,
  hintOf,
  indexOf,
  initialOf,
  labelOf,
  unitOf,
  boundOf,
  type Item,
  type Questionnaire,
} from './model';

export type Property =
  | 'text'
  | 'type'
  | 'required'
  | 'repeats'
  | 'options'
  | 'when'
  | 'hint'
  | 'calculated'
  | 'initial'
  | 'limits';
export interface FormChange {
  linkId: string;
  label: string;
  kind: 'added' | 'removed' | 'moved' | 'changed';
  properties: Property[];
}
const facets: Record<Property, (item: Item) => unknown> = {
  text: (x) => x.text ?? '',
  type: (x) => x.type,
  required: (x) => x.required ?? false,
  repeats: (x) => x.repeats ?? false,
  options: (x) => x.answerOption?.map((o) => [o.valueCoding.code, o.valueCoding.display]) ?? [],
  when: (x) => [x.enableWhen ?? [], (x.enableWhen?.length ?? 0) > 1 ? x.enableBehavior : ''],
  hint: hintOf,
  calculated: calculatedOf,
  initial: initialOf,
  limits: (x) => [boundOf(x, 'min') ?? '', boundOf(x, 'max') ?? '', x.maxLength ?? 0, unitOf(x)],
};
/** For each item its group and the one before it, of those that both forms have. */
function places(form: Questionnaire, both: (linkId: string) => boolean): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (items: readonly Item[] | undefined, parent: string) => {
    let before = '';
    for (const x of items ?? []) {
      if (both(x.linkId)) {
        found.set(x.linkId, `${parent}/${before}`);
        before = x.linkId;
      }
      walk(x.item, x.linkId);
    }
  };
  walk(form.item, '');
  return found;
}
export function differences(before: Questionnaire, after: Questionnaire): FormChange[] {
  const [old, now] = [indexOf(before), indexOf(after)];
  const both = (linkId: string) => old.has(linkId) && now.has(linkId);
  const [stood, stands] = [places(before, both), places(after, both)];
  const changes: FormChange[] = [];
  for (const [linkId, { item }] of now) {
    const was = old.get(linkId)?.item;
    if (!was) changes.push({ linkId, label: labelOf(item), kind: 'added', properties: [] });
    else {
      const properties = (Object.keys(facets) as Property[]).filter(
        (p) => JSON.stringify(facets[p](was)) !== JSON.stringify(facets[p](item)),
      );
      if (properties.length > 0) changes.push({ linkId, label: labelOf(item), kind: 'changed', properties });
      else if (stood.get(linkId) !== stands.get(linkId))
        changes.push({ linkId, label: labelOf(item), kind: 'moved', properties: [] });
    }
  }
  for (const [linkId, { item }] of old)
    if (!now.has(linkId)) changes.push({ linkId, label: labelOf(item), kind: 'removed', properties: [] });
  return changes;
}
