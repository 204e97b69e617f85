// What can be typed into each part, field by field: the forms are drawn from this.
import type { Key } from '../words';
import type { CarePart } from './types';

export type FieldKind = 'line' | 'prose' | 'tel' | 'date' | 'hours' | 'procedure' | 'performers' | 'settings';
export interface FieldSpec {
  name: string;
  kind: FieldKind;
  label: Key;
  max?: number;
  needed?: boolean;
}
const line = (name: string, label: Key, max: number, needed = false): FieldSpec => ({
  name,
  kind: 'line',
  label,
  max,
  needed,
});
const prose = (name: string, label: Key, max: number, needed = false): FieldSpec => ({
  name,
  kind: 'prose',
  label,
  max,
  needed,
});
const tel = (name: string, label: Key, needed = false): FieldSpec => ({
  name,
  kind: 'tel',
  label,
  max: 40,
  needed,
});

export const fieldsOf: Record<CarePart, readonly FieldSpec[]> = {
  procedures: [
    { name: 'code', kind: 'procedure', label: 'care.kind', needed: true },
    line('detail', 'care.detail', 120),
    line('when', 'care.when', 200),
    prose('how', 'care.how', 1000),
    { name: 'by', kind: 'performers', label: 'care.by' },
    prose('cautions', 'care.cautions', 1000),
    { name: 'from', kind: 'date', label: 'care.from' },
    { name: 'until', kind: 'date', label: 'care.until' },
  ],
  devices: [
    line('name', 'care.device', 120, true),
    line('model', 'care.model', 120),
    { name: 'settings', kind: 'settings', label: 'care.settings' },
    line('supplier', 'care.supplier', 120),
    tel('phone', 'care.phone'),
    tel('after_hours_phone', 'care.afterHours'),
    line('power', 'care.power', 200),
    { name: 'battery_hours', kind: 'hours', label: 'care.battery' },
    prose('consumables', 'care.consumables', 500),
    line('spare', 'care.spare', 200),
  ],
  medicines: [
    line('name', 'care.medicine', 120, true),
    line('dose', 'care.dose', 120, true),
    line('when', 'care.useWhen', 200, true),
    prose('how', 'care.useHow', 500),
  ],
  states: [
    line('state', 'care.state', 120, true),
    prose('steps', 'care.steps', 1000, true),
    line('ambulance', 'care.ambulance', 200),
    line('call', 'care.call', 200),
  ],
  contacts: [
    line('name', 'care.name', 60, true),
    line('relation', 'care.relation', 60),
    tel('phone', 'care.phone', true),
    line('note', 'care.note', 120),
  ],
  hospitals: [
    line('name', 'care.hospital', 120, true),
    line('department', 'care.department', 60),
    line('doctor', 'care.doctor', 60),
    line('chart_number', 'care.chart', 40),
    tel('phone', 'care.phone'),
    tel('after_hours_phone', 'care.afterHours'),
  ],
  passport: (['communication', 'likes', 'fears', 'helps', 'pain', 'positioning', 'food'] as const).map((f) =>
    prose(f, `care.${f}`, 600),
  ),
};
