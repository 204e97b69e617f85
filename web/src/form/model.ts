// A form as the screens handle it: the part of an HL7 FHIR R4 Questionnaire (hl7.org/fhir/R4/questionnaire.html) that
// src/form understands. What is not understood is kept as it stands, so that editing loses nothing.

export type ItemType =
  | 'group'
  | 'display'
  | 'string'
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'choice'
  | 'open-choice'
  | 'quantity';
export interface Coding {
  system?: string;
  code: string;
  display?: string;
}
export interface Extension {
  url: string;
  valueCode?: string;
  valueString?: string;
  valueInteger?: number;
  valueDecimal?: number;
  valueDate?: string;
  valueCoding?: Coding;
  valueExpression?: { language: string; expression: string };
  valueCodeableConcept?: { coding: Coding[] };
  extension?: Extension[];
}
export type Operator = 'exists' | '=' | '!=' | '>' | '<' | '>=' | '<=';
export interface Condition {
  question: string;
  operator: Operator;
  answerBoolean?: boolean;
  answerInteger?: number;
  answerDecimal?: number;
  answerDate?: string;
  answerString?: string;
  answerCoding?: { code: string };
  answerQuantity?: { value: number };
}
export interface Item {
  linkId: string;
  text?: string;
  type: ItemType;
  required?: boolean;
  repeats?: boolean;
  readOnly?: boolean;
  maxLength?: number;
  answerOption?: { valueCoding: Coding; initialSelected?: boolean }[];
  enableWhen?: Condition[];
  enableBehavior?: 'all' | 'any';
  extension?: Extension[];
  item?: Item[];
}
export interface Questionnaire {
  resourceType: 'Questionnaire';
  title: string;
  _title?: { extension?: Extension[] };
  description?: string;
  extension?: Extension[];
  item?: Item[];
}

const own = 'https://musubi.example/fhir/StructureDefinition/';
const hl7 = 'http://hl7.org/fhir/StructureDefinition/';
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';
export const urls = {
  infoClass: `${own}info-class`,
  kind: `${own}form-kind`,
  step: `${own}agreement-step`,
  reviewMonths: `${own}review-months`,
  calculated: `${sdc}sdc-questionnaire-calculatedExpression`,
  initial: `${sdc}sdc-questionnaire-initialExpression`,
  min: `${hl7}minValue`,
  max: `${hl7}maxValue`,
  control: `${hl7}questionnaire-itemControl`,
  unit: `${hl7}questionnaire-unit`,
  hint: `${hl7}entryFormat`,
} as const;

interface Extended {
  extension?: Extension[];
}
export const extensionOf = (at: Extended, url: string): Extension | undefined =>
  at.extension?.find((x) => x.url === url);
/** Sets the extension, or takes it away where nothing is given. */
export function withExtension<T extends Extended>(
  at: T,
  url: string,
  value: Omit<Extension, 'url'> | null,
): T {
  const others = (at.extension ?? []).filter((x) => x.url !== url);
  const extension = value ? [...others, { url, ...value }] : others;
  const { extension: _before, ...rest } = at;
  return (extension.length > 0 ? { ...rest, extension } : rest) as T;
}
export const hintOf = (item: Item): string => extensionOf(item, urls.hint)?.valueString ?? '';
export const unitOf = (item: Item): string => {
  const unit = extensionOf(item, urls.unit)?.valueCoding;
  return unit?.display ?? unit?.code ?? '';
};
export const controlOf = (item: Item): string =>
  extensionOf(item, urls.control)?.valueCodeableConcept?.coding[0]?.code ?? '';
export const calculatedOf = (item: Item): string =>
  extensionOf(item, urls.calculated)?.valueExpression?.expression ?? '';
export const initialOf = (item: Item): string =>
  extensionOf(item, urls.initial)?.valueExpression?.expression ?? '';
export function boundOf(item: Item, which: 'min' | 'max'): number | string | undefined {
  const x = extensionOf(item, urls[which]);
  return x?.valueInteger ?? x?.valueDecimal ?? x?.valueDate;
}
export const isTable = (item: Item): boolean => item.type === 'group' && item.repeats === true;
export const isQuestion = (item: Item): boolean => item.type !== 'group' && item.type !== 'display';
export const isText = (item: Item): boolean => item.type === 'string' || item.type === 'text';
export const isNumber = (item: Item): boolean => ['integer', 'decimal', 'quantity'].includes(item.type);
export const isChoice = (item: Item): boolean => item.type === 'choice' || item.type === 'open-choice';
export const labelOf = (item: Item): string => item.text || item.linkId;

/** Where an item stands: all groups around it, and the repeating ones among them, outermost first. */
export interface Known {
  item: Item;
  within: readonly Item[];
  tables: readonly string[];
}
/** Every item by its linkId, in the order of the form. */
export function indexOf(form: Questionnaire): Map<string, Known> {
  const index = new Map<string, Known>();
  const walk = (items: readonly Item[] | undefined, within: readonly Item[], tables: readonly string[]) => {
    for (const item of items ?? []) {
      index.set(item.linkId, { item, within, tables });
      walk(item.item, [...within, item], isTable(item) ? [...tables, item.linkId] : tables);
    }
  };
  walk(form.item, [], []);
  return index;
}
