// Plans and documents for tests: a form of the region's own, and documents of it in every stage.
import { v7 } from 'uuid';
import { ok } from './cast.ts';
import type { Client } from './client.ts';
import { named, png } from './files.ts';

const base = 'https://musubi.example/fhir/StructureDefinition/';

/** A plan with a wish, goals and their points, a head's and a guardian's step, and a review after six months. */
export function questionnaire(items: object[] = planItems, info = 'basic') {
  return {
    resourceType: 'Questionnaire', status: 'draft', title: 'そだちの計画',
    extension: [
      { url: `${base}info-class`, valueCode: info }, { url: `${base}form-kind`, valueCode: 'plan' },
      { url: `${base}agreement-step`, valueCoding: { code: 'head', display: '園長の確認' } },
      { url: `${base}agreement-step`, valueCoding: { code: 'guardian', display: '保護者の同意' } },
      { url: `${base}review-months`, valueInteger: 6 },
    ],
    item: items,
  };
}
export const planItems: object[] = [
  { linkId: 'wish', type: 'text', text: '本人の願い' },
  {
    linkId: 'goals', type: 'group', text: '目標', repeats: true,
    item: [{ linkId: 'goal.text', type: 'text', text: '目標' }, { linkId: 'goal.score', type: 'integer', text: '点' }],
  },
  {
    linkId: 'sum', type: 'integer', text: '点の合計',
    extension: [{
      url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
      valueExpression: { language: 'text/fhirpath', expression: "%resource.descendants().where(linkId='goal.score').answer.value.sum()" },
    }],
  },
];
export const value = (more: object = {}) => ({ text: null, number: null, flag: null, date: null, codes: null, order: null, ...more });
const revision = (number: number) => ({ 'if-match': `"${number}"` });

/** Publishes (again) what the questionnaire says, under this key. */
export async function publishForm(operator: Client, key: string, form: object = questionnaire()) {
  await operator.post('/region/forms', { key, title: 'そだちの計画', copy_of: null }); // 409 where it is there already
  const now = await ok(operator.get(`/region/forms/${key}`));
  const drafted = await ok(operator.put(`/region/forms/${key}/draft`, { questionnaire: form }, revision(now.form.draft_revision)));
  return ok(operator.post(`/region/forms/${key}/publish`, { note: '試験のため' }, revision(drafted.form.draft_revision)));
}

/** Documents of one person, all steps by one coordinator. */
export class Documents {
  constructor(readonly coordinator: Client, readonly person: string, readonly form: string) {}
  at(document: string, more = '') { return `/people/${this.person}/documents/${document}${more}`; }

  newDocument(more: object = {}) { return { id: v7(), form_key: this.form, title: '', info_class: null, ...more }; }
  async draft(): Promise<string> {
    const { id } = this.newDocument();
    await ok(this.coordinator.post(`/people/${this.person}/documents`, { ...this.newDocument(), id }));
    await ok(this.coordinator.put(this.at(id, '/answers'), {
      saves: [
        { path: 'wish', revision: 0, value: value({ text: '友だちと築山で遊びたい' }) },
        { path: 'goals:a1', revision: 0, value: value({ order: 1 }) },
        { path: 'goals:a1/goal.text', revision: 0, value: value({ text: '順番を待つ' }) },
      ],
    }));
    return id;
  }
  /** Handed in; waits for the head. */
  async waiting(): Promise<string> {
    const id = await this.draft();
    await ok(this.coordinator.post(this.at(id, '/submit'), { words: '', from: null, until: null, next_review_on: null }));
    return id;
  }
  /** Waits for the guardian. */
  async shared(): Promise<string> {
    const id = await this.waiting();
    await ok(this.coordinator.post(this.at(id, '/approve'), { version: 1, words: '' }));
    return id;
  }
  /** Agreed on paper, in force. */
  async agreed(): Promise<string> {
    const id = await this.shared();
    await ok(this.coordinator.post(this.at(id, '/agree'), {
      version: 1, signature_file_id: null, scan_file_id: await this.picture(), guardian_id: null, giver_name: '佐藤 あかり',
    }));
    return id;
  }
  async picture(by: Client = this.coordinator): Promise<string> {
    const sent = by.send('POST', `/api/v1/people/${this.person}/files`, png(8, 8), { 'content-type': 'application/octet-stream', ...named('a.png') });
    return (await ok(sent)).id;
  }
}
